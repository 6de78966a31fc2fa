from __future__ import annotations

import uuid

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from rights.enums import AdvocacyDuty, AdvocateAnswer
from rights.querysets import ReferralQuerySet, VisitNoteQuerySet


@pghistory.track(
    pghistory.InsertEvent("added"),
    pghistory.UpdateEvent("changed"),
    obj_field=pghistory.ObjForeignKey(related_name="history", db_index=True),
)
class AdvocacyReferral(models.Model):
    """An independent advocate offered, asked for, and working for somebody, until a day.

    Source: Care Act 2014 ss.67 and 68; SSWBA 2014 Part 10; Mental Capacity Act 2005 ss.35 to 39.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="advocacy_referrals")
    support_plan = models.ForeignKey(
        "plans.SupportPlan", models.CASCADE, null=True, blank=True, related_name="advocacy_referrals"
    )
    duty = models.CharField(max_length=12, choices=AdvocacyDuty)
    offered_on = models.DateField(default=timezone.localdate)
    offered_how = models.CharField(max_length=300, blank=True)
    answer = models.CharField(max_length=15, choices=AdvocateAnswer, blank=True)
    answer_words = models.CharField(max_length=300, blank=True)
    service = models.CharField(max_length=150, blank=True)
    asked_on = models.DateField(null=True, blank=True)
    accepted_on = models.DateField(null=True, blank=True)
    connection = models.ForeignKey(
        "people.Connection", models.SET_NULL, null=True, blank=True, related_name="advocacy_referrals"
    )
    for_what = models.CharField(max_length=300, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["person", "-created_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_on__isnull=True) | Q(connection__isnull=False) | ~Q(service=""),
                name="who_accepted_is_named",
            )
        ]

    def __str__(self) -> str:
        return f"Advocate offered on {self.offered_on:%Y-%m-%d}"

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None or (self.ends_on is not None and self.ends_on < timezone.localdate())


class VisitNote(models.Model):
    """The advocate's own note of a visit. It is no part of anybody's plan, and nobody else ever reads it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(AdvocacyReferral, models.PROTECT, related_name="visit_notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="visit_notes")
    visited_on = models.DateField(default=timezone.localdate)
    words = models.TextField()
    written_at = models.DateTimeField(auto_now_add=True)

    objects = VisitNoteQuerySet.as_manager()

    class Meta:
        ordering = ["-visited_on", "-written_at"]
        indexes = [models.Index(fields=["author", "referral"])]

    def __str__(self) -> str:
        return f"Visit of {self.visited_on:%Y-%m-%d}"
