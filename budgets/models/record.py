from __future__ import annotations

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from budgets.arithmetic import ZERO
from budgets.codes import (
    CHANGE_KINDS,
    FIGURE_KINDS,
    NEEDS_REASSESSMENT,
    DirectPaymentAnswer,
    EntryKind,
    FallReason,
    ToldBy,
)
from budgets.enums import ChangeReason
from budgets.querysets import LedgerQuerySet, MoneyQuerySet

TOLD_ONCE_AND_NOTHING_ELSE = """
    IF OLD.told_person_at IS NOT NULL OR (to_jsonb(NEW) - 'told_person_at') <> (to_jsonb(OLD) - 'told_person_at')
    THEN
        RAISE EXCEPTION 'A line of the money record never changes.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""
REASONS = {**dict(ChangeReason.choices), **dict(FallReason.choices)}


class LedgerEntry(models.Model):
    """One line of the way from the first figure to the settled one. Never changed, never taken away.

    All money is pounds; `weekly_delta` is the step (+ or -) and is 0 for lines that only say something. The
    one thing written later is when the person was told, once.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    support_plan = models.ForeignKey("plans.SupportPlan", models.PROTECT, related_name="ledger")
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=EntryKind)
    weekly_delta = models.DecimalField(max_digits=12, decimal_places=2, default=ZERO)
    weekly_before = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    weekly_after = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    annual_before = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    annual_after = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    reason_code = models.CharField(max_length=30, choices=REASONS, blank=True)
    words = models.TextField(blank=True)
    reassessed_on = models.DateField(null=True, blank=True)
    effective_on = models.DateField(null=True, blank=True)
    price_table = models.ForeignKey("budgets.PriceTable", models.PROTECT, null=True, blank=True, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    author_label = models.CharField(max_length=200)
    author_role = models.CharField(max_length=60, blank=True)
    visible_to_person = models.BooleanField(default=True)
    at = models.DateTimeField(default=timezone.now)
    told_person_at = models.DateTimeField(null=True, blank=True)

    objects = LedgerQuerySet.as_manager()

    class Meta:
        ordering = ["sequence"]
        verbose_name_plural = "ledger entries"
        constraints = [
            models.UniqueConstraint(fields=["support_plan", "sequence"], name="a_ledger_line_numbered_once"),
            models.CheckConstraint(
                condition=~Q(kind__in=FIGURE_KINDS)
                | Q(weekly_after__isnull=False, annual_after__isnull=False, weekly_after__gte=ZERO, annual_after__gte=ZERO),
                name="a_figure_is_not_below_0",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=CHANGE_KINDS)
                | Q(
                    weekly_before__isnull=False, annual_before__isnull=False,
                    weekly_after=F("weekly_before") + F("weekly_delta"),
                    annual_after=F("annual_before") + F("weekly_delta") * 52,
                ),
                name="a_change_adds_up",
            ),
            models.CheckConstraint(
                condition=~Q(kind=EntryKind.RAISED) | Q(weekly_delta__gt=ZERO), name="up_is_more_than_before"
            ),
            models.CheckConstraint(
                condition=~Q(kind=EntryKind.LOWERED) | Q(weekly_delta__lt=ZERO), name="down_is_less_than_before"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=CHANGE_KINDS) | ~Q(reason_code=""), name="a_change_has_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(reason_code=ChangeReason.OTHER) | ~Q(words=""), name="another_reason_is_in_words"
            ),
            models.CheckConstraint(
                condition=~Q(kind=EntryKind.FINAL) | (~Q(words="") & Q(weekly_before=F("weekly_after"))),
                name="a_final_figure_is_explained",
            ),
            models.CheckConstraint(
                condition=~Q(reason_code__in=NEEDS_REASSESSMENT) | Q(reassessed_on__isnull=False),
                name="less_need_has_a_new_assessment",
            ),
        ]  # fmt: skip
        triggers = [
            pgtrigger.Protect(name="a_ledger_line_is_kept", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="a_ledger_line_stays_as_it_is",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=TOLD_ONCE_AND_NOTHING_ELSE,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.get_kind_display()}"

    @property
    def moved(self) -> str:
        """Which way the picture points: up, down or nothing."""
        return {EntryKind.RAISED: "up", EntryKind.LOWERED: "down"}.get(EntryKind(self.kind), "")


class DirectPaymentInformation(models.Model):
    """One time that a direct payment was explained, and what the person said then or later.

    Care Act 2014 s.31; statutory guidance ch. 12: offered again and again. A no never stops a later offer.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    support_plan = models.ForeignKey("plans.SupportPlan", models.PROTECT, related_name="direct_payment_information")
    offered_at = models.DateTimeField(default=timezone.now)
    told_by = models.CharField(max_length=12, choices=ToldBy)
    examples = models.TextField(blank=True)
    peer_support_offered = models.BooleanField(default=False)
    explained_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    explained_by_label = models.CharField(max_length=200)
    answer = models.CharField(max_length=12, choices=DirectPaymentAnswer, blank=True)
    answer_words = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    # The day the agreement was signed, once there is one (T14).
    agreement_signed_on = models.DateField(null=True, blank=True)

    objects = MoneyQuerySet.as_manager()

    class Meta:
        ordering = ["-offered_at"]
        verbose_name_plural = "direct payment information"
        constraints = [
            models.CheckConstraint(
                condition=Q(agreement_signed_on__isnull=True) | Q(answer=DirectPaymentAnswer.YES),
                name="an_agreement_follows_a_yes",
            )
        ]

    def __str__(self) -> str:
        return f"Direct payment explained on {self.offered_at:%Y-%m-%d}"
