from __future__ import annotations

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from rights.enums import ImcaNeed, WhyAsked
from rights.querysets import BestInterestsQuerySet

# The rows of a closed decision are as closed as it is.
PART_OF_WHAT_IS_CLOSED = """
    IF EXISTS (SELECT 1 FROM rights_bestinterestsdecision d
               WHERE d.id = COALESCE(OLD.decision_id, NEW.decision_id) AND d.closed_at IS NOT NULL)
    THEN
        RAISE EXCEPTION 'A closed best-interests record is kept as it is.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
"""


class BestInterestsDecision(models.Model):
    """The checklist of Mental Capacity Act 2005 s.4 for one decision that the person could not make at that time.

    It rests on a capacity record for the very same decision. Once closed it is kept as it is.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="best_interests_decisions")
    capacity = models.ForeignKey("rights.CapacityRecord", models.PROTECT, related_name="best_interests")
    # s.4(1): not by age, appearance or condition.
    not_by_looks = models.BooleanField(default=False)
    circumstances = models.TextField(blank=True)
    may_decide_later = models.TextField(blank=True)
    took_part = models.TextField(blank=True)
    # s.4(5): where it is about keeping somebody alive, no wish to bring about their death has a part in it.
    keeps_alive = models.BooleanField(default=False)
    no_wish_for_death = models.BooleanField(default=False)
    wishes_before = models.TextField(blank=True)
    wishes_now = models.TextField(blank=True)
    beliefs = models.TextField(blank=True)
    said_or_showed = models.TextField(blank=True)
    dissent = models.TextField(blank=True)
    decided = models.TextField(blank=True)
    least_restrictive_why = models.TextField(blank=True)
    decision_maker = models.CharField(max_length=150, blank=True)
    # Who decided by law for the person, where somebody did: "Decided by Ann, for Sam, about money".
    authority = models.ForeignKey(
        "people.RecordedAuthority", models.PROTECT, null=True, blank=True, related_name="best_interests"
    )
    decided_on = models.DateField(null=True, blank=True)
    imca = models.CharField(max_length=12, choices=ImcaNeed, blank=True)
    referral = models.ForeignKey(
        "rights.AdvocacyReferral", models.PROTECT, null=True, blank=True, related_name="best_interests"
    )
    look_again_on = models.DateField(null=True, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = BestInterestsQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["person", "-created_at"])]
        triggers = [
            pgtrigger.Protect(
                name="closed_best_interests_is_kept",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__closed_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"Best interests: {self.capacity}"


class BestInterestsOption(models.Model):
    """One way that was thought of, with its good and its hard sides."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.ForeignKey(BestInterestsDecision, models.CASCADE, related_name="options")
    words = models.CharField(max_length=300)
    good = models.TextField(blank=True)
    hard = models.TextField(blank=True)
    limits_least = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision"], condition=Q(limits_least=True), name="one_option_limits_somebody_least"
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="option_of_a_closed_decision",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=PART_OF_WHAT_IS_CLOSED,
            )
        ]

    def __str__(self) -> str:
        return self.words


class Consulted(models.Model):
    """Somebody who was asked, why they were, and what they said in their own words. Nothing is averaged."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.ForeignKey(BestInterestsDecision, models.CASCADE, related_name="consulted")
    name = models.CharField(max_length=150)
    why = models.CharField(max_length=10, choices=WhyAsked)
    said = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        verbose_name_plural = "consulted"
        triggers = [
            pgtrigger.Trigger(
                name="asked_for_a_closed_decision",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=PART_OF_WHAT_IS_CLOSED,
            )
        ]

    def __str__(self) -> str:
        return self.name
