"""A wish to delete, the list of those erased, corrections, retention rules, holds, and reviews of destruction."""

from __future__ import annotations

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from my_data.enums import CorrectionAnswer, CorrectionKind, RecordKind, Review, Trigger
from my_data.querysets import (
    CorrectionQuerySet,
    DeletionQuerySet,
    DestructionQuerySet,
    LegalHoldQuerySet,
    RetentionRuleQuerySet,
)
from people.enums import Jurisdiction


class Deletion(models.Model):
    """The person asked to delete everything. For 30 days one press brings all of it back as it was.

    `was_paused_at` and `was_stopped_at` are how the plan stood before, so that coming back changes nothing else.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="deletions")
    asked_at = models.DateTimeField(default=timezone.now)
    erase_at = models.DateTimeField()
    was_paused_at = models.DateTimeField(null=True, blank=True)
    was_stopped_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = DeletionQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(taken_back_at__isnull=True, erased_at__isnull=True),
                name="one_wish_to_delete_at_a_time",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Deletion {self.id}"


class Erased(models.Model):
    """One line of the erasure list: ids and nothing else. It has no link to anybody, because they are gone."""

    person_id = models.UUIDField(primary_key=True)
    user_id = models.UUIDField(null=True, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "erased"
        triggers = [pgtrigger.Protect(name="the_erasure_list_grows", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return str(self.person_id)


class Correction(models.Model):
    """ "This is not right": what is said of me, what I say, who answers by when, and their answer.

    `about` is a kind of note of `my_data.notes` and `row_id` its key. `old_words` are kept whatever is answered, so
    that a change never rewrites what was decided on. `answerer` is the writer; without one the data lead answers.
    Source: UK GDPR Art. 16 and 12(3): one month.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="corrections")
    organisation = models.ForeignKey("people.Organisation", models.SET_NULL, null=True, blank=True, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    answerer = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=10, choices=CorrectionKind)
    about = models.CharField(max_length=20)
    row_id = models.UUIDField()
    old_words = models.TextField(blank=True)
    my_words = models.TextField()
    asked_at = models.DateTimeField(default=timezone.now)
    answer_by = models.DateField()
    answer = models.CharField(max_length=12, choices=CorrectionAnswer, blank=True)
    new_words = models.TextField(blank=True)
    answer_words = models.TextField(blank=True)
    answered_label = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["person", "about", "row_id"])]
        constraints = [
            models.UniqueConstraint(
                fields=["asked_by", "about", "row_id"], condition=Q(answered_at__isnull=True),
                name="a_note_is_put_right_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="") | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="an_answer_has_its_time",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Correction {self.id}"


class RetentionRule(models.Model):
    """How long one kind of record is kept, from which event, and by which law. Dated: a new rule is a new row."""

    record_kind = models.CharField(max_length=10, choices=RecordKind)
    jurisdiction = models.CharField(max_length=3, choices=Jurisdiction)
    trigger = models.CharField(max_length=20, choices=Trigger)
    years = models.PositiveSmallIntegerField()
    legal_source = models.CharField(max_length=300)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = RetentionRuleQuerySet.as_manager()

    class Meta:
        ordering = ["jurisdiction", "record_kind", "-starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["record_kind", "jurisdiction", "starts_on"], name="one_retention_rule_from_a_day"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="a_retention_rule_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.jurisdiction} {self.record_kind}: {self.years}"


class LegalHold(models.Model):
    """Nothing of this person may be destroyed now, for a named reason. The person can read it.

    Source: UK GDPR Art. 17(3)(b) and (e), 18(2).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="legal_holds")
    reason = models.CharField(max_length=300)
    review_on = models.DateField()
    placed_by_label = models.CharField(max_length=200)
    placed_at = models.DateTimeField(default=timezone.now)
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects = LegalHoldQuerySet.as_manager()

    class Meta:
        ordering = ["-placed_at"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="a_hold_has_a_reason")]

    def __str__(self) -> str:
        return f"Hold {self.id}"


class Destruction(models.Model):
    """A record whose time is over, put before the data lead. Nothing goes by itself. It outlives the record: ids only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    about_person = models.UUIDField()
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+")
    rule = models.ForeignKey(RetentionRule, models.PROTECT, related_name="+")
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=Review, default=Review.WAITING)
    reason = models.CharField(max_length=300, blank=True)
    ask_again_on = models.DateField(null=True, blank=True)
    decided_by_label = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    proposed_at = models.DateTimeField(default=timezone.now)

    objects = DestructionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["organisation", "state", "due_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["about_person"], condition=Q(state="waiting"), name="a_record_is_proposed_once"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting") | (Q(decided_at__isnull=False) & ~Q(reason="")),
                name="a_destruction_is_decided_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Destruction {self.id}"
