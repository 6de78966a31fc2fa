from __future__ import annotations

import uuid
from decimal import Decimal

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from budgets.arithmetic import WEEKS_PER_YEAR, ZERO
from budgets.enums import StatementStatus
from budgets.querysets import MoneyQuerySet

NOT_BELOW_0 = (
    "total", "total_weekly", "contribution", "contribution_weekly", "council_amount", "council_weekly", "by_direct_payment",
    "by_fund", "by_council", "one_off_total", "other_public_money", "net_direct_payment",
)  # fmt: skip


class Statement(models.Model):
    """The settled money (Care Act 2014 s.26): what it costs, what the person pays, what the council pays.

    Pounds; annual unless named weekly. Frozen: another look at the money makes another statement, and the
    newest one stands. `lines` is how each line stood when it was settled.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    support_plan = models.ForeignKey("plans.SupportPlan", models.PROTECT, related_name="statements")
    status = models.CharField(max_length=10, choices=StatementStatus)
    valid_from = models.DateField()
    total = models.DecimalField(max_digits=12, decimal_places=2)
    total_weekly = models.DecimalField(max_digits=12, decimal_places=2)
    assessed_weekly = models.DecimalField(max_digits=12, decimal_places=2)
    contribution = models.DecimalField(max_digits=12, decimal_places=2)
    contribution_weekly = models.DecimalField(max_digits=12, decimal_places=2)
    council_amount = models.DecimalField(max_digits=12, decimal_places=2)
    council_weekly = models.DecimalField(max_digits=12, decimal_places=2)
    by_direct_payment = models.DecimalField(max_digits=12, decimal_places=2)
    by_fund = models.DecimalField(max_digits=12, decimal_places=2)
    by_council = models.DecimalField(max_digits=12, decimal_places=2)
    net_direct_payment = models.DecimalField(max_digits=12, decimal_places=2)
    one_off_total = models.DecimalField(max_digits=12, decimal_places=2, default=ZERO)
    other_public_money = models.DecimalField(max_digits=12, decimal_places=2, default=ZERO)
    weeks_per_year = models.DecimalField(max_digits=6, decimal_places=3, default=WEEKS_PER_YEAR)
    words = models.TextField()
    lines = models.JSONField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_by_label = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)

    objects = MoneyQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(**{f"{name}__gte": ZERO for name in NOT_BELOW_0}), name="a_statement_is_not_below_0"
            ),
            models.CheckConstraint(
                condition=Q(total=F("contribution") + F("council_amount")), name="two_payers_make_the_year"
            ),
            models.CheckConstraint(
                condition=Q(total_weekly=F("contribution_weekly") + F("council_weekly")),
                name="two_payers_make_the_week",
            ),
            models.CheckConstraint(
                condition=Q(total=F("by_direct_payment") + F("by_fund") + F("by_council")),
                name="three_ways_make_the_year",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="a_statement_says_why"),
        ]
        triggers = [pgtrigger.Protect(name="a_statement_is_frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"Statement of {self.support_plan_id}"

    @property
    def first_year(self) -> Decimal:
        """Pounds in the first year, with what is bought once."""
        return self.total + self.one_off_total
