"""An agreement about a risk that a person wants to take. The person owns it; "no risk at all" is nowhere to be chosen."""

from __future__ import annotations

import uuid

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from safeguarding.enums import Bad, Likely, Says, WhoDecides
from safeguarding.querysets import RiskQuerySet


@pghistory.track(
    pghistory.InsertEvent("added"),
    pghistory.UpdateEvent("changed"),
    obj_field=pghistory.ObjForeignKey(related_name="history", db_index=True),
    context_field=None,
    append_only=True,
)
class PositiveRiskRecord(models.Model):
    """What I want to do, why it matters, what helps, who does what, and when we look again.

    Each change of its words makes the next `version`, and everybody is asked anew: a yes is a yes to what was read.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="risk_records")
    part = models.ForeignKey("plans.Part", models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    want = models.TextField()
    why = models.TextField()
    good = models.TextField(blank=True)
    helps = models.TextField(blank=True)
    safeguards = models.TextField(blank=True)
    signs = models.TextField(blank=True)
    then_do = models.TextField(blank=True)
    decision = models.TextField(blank=True)
    who_decides = models.CharField(max_length=10, choices=WhoDecides, default=WhoDecides.ME)
    # Only where somebody else decides: which law, and the record about this one decision (MCA 2005 ss.2, 3).
    law = models.CharField(max_length=300, blank=True)
    look_again_on = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = RiskQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "-changed_at"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(who_decides=WhoDecides.BY_LAW) | ~Q(law=""), name="somebody_else_decides_only_by_law"
            )
        ]

    def __str__(self) -> str:
        return self.want


class RiskPlace(models.Model):
    """Somebody whom the person asked to read an agreement and to say yes or no."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(PositiveRiskRecord, models.CASCADE, related_name="places")
    connection = models.ForeignKey("people.Connection", models.CASCADE, related_name="risk_places")
    asked_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [models.UniqueConstraint(fields=["record", "connection"], name="a_place_in_an_agreement_once")]

    def __str__(self) -> str:
        return f"{self.connection}"


class RiskView(models.Model):
    """What somebody thinks could go wrong. Mine and other people's stand beside one another and are never mixed.

    `connection` is empty for the person themself. A view is taken back by its own author and stays in the database.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(PositiveRiskRecord, models.CASCADE, related_name="views")
    connection = models.ForeignKey("people.Connection", models.SET_NULL, null=True, blank=True, related_name="+")
    is_persons = models.BooleanField()
    label = models.CharField(max_length=80)
    words = models.TextField()
    likely = models.CharField(max_length=10, choices=Likely)
    bad = models.CharField(max_length=10, choices=Bad)
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = [F("is_persons").desc(), "said_at", "id"]

    def __str__(self) -> str:
        return self.words


class RiskAnswer(models.Model):
    """A yes or a no of one of them to one version. A no stays when a yes follows. It goes only with the whole."""

    id = models.BigAutoField(primary_key=True)
    record = models.ForeignKey(PositiveRiskRecord, models.CASCADE, related_name="answers")
    version = models.PositiveIntegerField()
    connection_ref = models.CharField(max_length=36, blank=True)
    is_persons = models.BooleanField()
    label = models.CharField(max_length=80)
    says = models.CharField(max_length=5, choices=Says)
    words = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        triggers = [pgtrigger.Protect(name="an_answer_is_never_changed", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.label}: {self.says}"
