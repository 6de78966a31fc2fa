from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from people.enums import Jurisdiction, OrganisationKind, Role
from people.querysets import DatedQuerySet, OrganisationQuerySet


class Organisation(models.Model):
    """A council, provider or advocacy service."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=OrganisationKind, default=OrganisationKind.COUNCIL)
    jurisdiction = models.CharField(max_length=3, choices=Jurisdiction, default=Jurisdiction.ENGLAND)
    area_code = models.CharField(max_length=9, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    phone_hours = models.CharField(max_length=120, blank=True)

    objects = OrganisationQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class StaffRole(models.Model):
    """One role of one user in one organisation, with dates. It opens no plan by itself."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="staff_roles")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="staff_roles")
    role = models.CharField(max_length=20, choices=Role)
    job_title = models.CharField(max_length=120, blank=True)
    # The largest yearly amount, in pounds, that a team manager may sign off without a panel.
    sign_off_limit = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    starts_on = models.DateField(default=timezone.localdate)
    ends_on = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation", "role"], name="one_row_for_each_staff_role"),
            models.CheckConstraint(
                condition=models.Q(sign_off_limit__isnull=True) | models.Q(sign_off_limit__gte=0),
                name="sign_off_limit_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}"


class Assignment(models.Model):
    """A member of staff is asked to work with a person, for a purpose, from a day to a day.

    It makes a connection in the person's circle. The connection alone still sees nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="assignments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="assignments")
    connection = models.OneToOneField("people.Connection", models.CASCADE, related_name="assignment")
    role = models.CharField(max_length=20, choices=Role)
    purpose = models.CharField(max_length=200)
    starts_on = models.DateField(default=timezone.localdate)
    ends_on = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "person"])]

    def __str__(self) -> str:
        return f"{self.user}: {self.purpose}"
