from __future__ import annotations

import uuid

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from people.enums import Language
from rights.enums import RestrictionKind
from rights.querysets import AuthorisationQuerySet, RightsQuerySet, SchemeQuerySet


class LibertyScheme(models.Model):
    """A way in which the law may allow limits on somebody's freedom, from a day to a day.

    Rows, not code: the schemes change, and no test of what a deprivation is stands anywhere in this software.
    """

    code = models.SlugField(primary_key=True, max_length=20)
    name_en = models.CharField(max_length=150)
    name_cy = models.CharField(max_length=150)
    source = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = SchemeQuerySet.as_manager()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name_en

    def name_in(self, language: str) -> str:
        return self.name_cy if language == Language.WELSH else self.name_en


@pghistory.track(
    pghistory.InsertEvent("added"),
    pghistory.UpdateEvent("changed"),
    obj_field=pghistory.ObjForeignKey(related_name="history", db_index=True),
)
class LibertyAuthorisation(models.Model):
    """What was asked of, and given by, a scheme for one person. Nobody's opinion of the law, only what happened."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="liberty_authorisations")
    scheme = models.ForeignKey(LibertyScheme, models.PROTECT, related_name="+")
    applied_on = models.DateField(null=True, blank=True)
    granted_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    conditions = models.TextField(blank=True)
    representative = models.CharField(max_length=150, blank=True)
    legal_basis_note = models.TextField(blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = AuthorisationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["person"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(granted_on__isnull=True) | Q(expires_on__gte=F("granted_on")),
                name="an_authorisation_ends_after_it_is_given",
            )
        ]

    def __str__(self) -> str:
        return f"{self.scheme_id} of {self.created_at:%Y-%m-%d}"


class RestrictionScreen(models.Model):
    """Which limits a support plan holds, asked before it is sent: what the person says and what was tried instead.

    It stands beside the answer that the process looks for (`plans.LibertyScreen`). Each asking is a new row.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="restriction_screens")
    answer = models.OneToOneField("plans.LibertyScreen", models.CASCADE, related_name="restrictions")
    persons_view = models.TextField(blank=True)
    # Contentment that the person expressed, in words or otherwise. What it means in law is not for software to say.
    contentment = models.TextField(blank=True)
    tried_instead = models.TextField(blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)

    objects = RightsQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["person", "-asked_at"])]

    def __str__(self) -> str:
        return f"Limits asked about on {self.asked_at:%Y-%m-%d}"


class Restriction(models.Model):
    """One limit, and the record that it is linked to. Without a link the plan does not go on; nothing is judged."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    screen = models.ForeignKey(RestrictionScreen, models.CASCADE, related_name="limits")
    kind = models.CharField(max_length=16, choices=RestrictionKind)
    # The person decided it themself, and nobody doubts that they do.
    decided_by_person = models.BooleanField(default=False)
    capacity = models.ForeignKey("rights.CapacityRecord", models.PROTECT, null=True, blank=True, related_name="+")
    best_interests = models.ForeignKey(
        "rights.BestInterestsDecision", models.PROTECT, null=True, blank=True, related_name="+"
    )
    authorisation = models.ForeignKey(LibertyAuthorisation, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["kind"]
        constraints = [models.UniqueConstraint(fields=["screen", "kind"], name="a_limit_is_named_once")]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_linked(self) -> bool:
        linked = (self.capacity_id, self.best_interests_id, self.authorisation_id)
        return self.decided_by_person or any(linked)
