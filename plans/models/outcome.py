from __future__ import annotations

import uuid

import pghistory
from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.enums import Language
from plans.barriers import Barrier as BarrierCode
from plans.barriers import BarrierLevel, BarrierStatus, SubBarrier
from plans.enums import ActionState, OutcomeNow
from plans.querysets import ActionQuerySet, OutcomeQuerySet
from plans.wishes import HOW_MUCH


@pghistory.track(
    pghistory.InsertEvent("added"),
    pghistory.UpdateEvent("changed"),
    obj_field=pghistory.ObjForeignKey(related_name="history", db_index=True),
    context_field=None,
    append_only=True,
)
class Outcome(models.Model):
    """A change that the person wants, in their words. It belongs to a part, so it is shared like any part."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    part = models.ForeignKey("plans.Part", models.CASCADE, related_name="outcomes")
    in_my_words = models.TextField()
    # Asked twice, gently: a help that is named first often has the wish behind it.
    why = models.TextField(blank=True)
    why_again = models.TextField(blank=True)
    good_looks_like = models.TextField(blank=True)
    # "0" to "10", or "not_sure", or blank when nobody said. Never added up with anybody else's.
    matters = models.CharField(max_length=8, choices=HOW_MUCH, blank=True)
    sure = models.CharField(max_length=8, choices=HOW_MUCH, blank=True)
    # What would help, by who or what would give it: {HelpKind: lines of words}.
    support = models.JSONField(default=dict, blank=True)
    language = models.CharField(max_length=5, choices=Language, default=Language.ENGLISH)
    place = models.CharField(max_length=10, blank=True)
    now = models.CharField(max_length=15, choices=OutcomeNow, default=OutcomeNow.NOT_STARTED)
    source_item = models.ForeignKey("plans.Item", models.SET_NULL, null=True, blank=True, related_name="outcomes")
    check_on = models.DateField(null=True, blank=True)
    # Set when two people changed one wish at once: both stay, and the person chooses.
    beside = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="other_versions")
    position = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    taken_out_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        ordering = ["position", "created_at", "id"]
        indexes = [models.Index(fields=["part", "position"])]

    def __str__(self) -> str:
        return f"Outcome {self.id}"


class Barrier(models.Model):
    """What gets in the way: a thing of the world, not of the person. Shared upward only by the person's yes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="barriers")
    code = models.CharField(max_length=3, choices=BarrierCode)
    sub_code = models.CharField(max_length=8, choices=SubBarrier, blank=True)
    in_my_words = models.CharField(max_length=300, blank=True)
    level = models.CharField(max_length=12, choices=BarrierLevel, blank=True)
    status = models.CharField(max_length=10, choices=BarrierStatus, default=BarrierStatus.NEW)
    confirmed_by_person = models.BooleanField(default=False)
    tell_the_board = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["outcome", "code", "sub_code"], name="a_barrier_once_for_an_outcome")
        ]

    def __str__(self) -> str:
        return self.code


class OutcomeChange(models.Model):
    """What changed, as it is told on a day: by the person, or by somebody of the circle in their own voice.

    Counted in reports only when the person told it and said yes. A picture may show it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="changes")
    now = models.CharField(max_length=15, choices=OutcomeNow)
    in_my_words = models.TextField(blank=True)
    told_by_person = models.BooleanField(default=True)
    told_by = models.ForeignKey("people.Connection", models.SET_NULL, null=True, blank=True, related_name="+")
    told_by_name = models.CharField(max_length=120, blank=True)
    photo = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    tell_the_board = models.BooleanField(default=False)
    told_on = models.DateField(default=timezone.localdate)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-told_on", "-created_at"]

    def __str__(self) -> str:
        return self.now


class Action(models.Model):
    """A promise: what, who (one name), by when. Only the person says that it is done."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey("plans.Plan", models.CASCADE, related_name="actions")
    outcome = models.ForeignKey(Outcome, models.CASCADE, null=True, blank=True, related_name="actions")
    what = models.CharField(max_length=300)
    who = models.CharField(max_length=120)
    who_connection = models.ForeignKey(
        "people.Connection", models.SET_NULL, null=True, blank=True, related_name="promises"
    )
    by_when = models.DateField()
    how_we_will_know = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=ActionState, default=ActionState.PROMISED)
    what_happened = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["by_when", "created_at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(who=""), name="an_action_has_one_name")]

    def __str__(self) -> str:
        return f"Action {self.id}"
