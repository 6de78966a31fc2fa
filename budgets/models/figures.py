from __future__ import annotations

import uuid
from decimal import Decimal

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from budgets.allocation import Band, Prices
from budgets.arithmetic import ZERO
from budgets.enums import PriceMethod
from budgets.querysets import IndicativeBudgetQuerySet, PriceTableQuerySet

# A weekly figure is rounded once from the annual one: 52 half pennies are the most it can be away.
ROUNDING_OF_A_YEAR = Decimal("0.26")
# Only its last day may still be written in a used table, because new prices are a new table.
A_USED_TABLE_STAYS = """
    IF EXISTS (SELECT 1 FROM budgets_indicativebudget b WHERE b.price_table_id = OLD.id)
       AND (TG_OP = 'DELETE' OR (to_jsonb(NEW) - 'effective_to') <> (to_jsonb(OLD) - 'effective_to'))
    THEN
        RAISE EXCEPTION 'A price table that was used never changes.' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""


class PriceTable(models.Model):
    """A council's published prices for one way of making a first figure, from a day to a day.

    `rows` by method: BANDS and INTERPOLATED `{"bands": [[points, "weekly pounds"], …]}`; PER_POINT
    `{"per_point": "pounds"}`; both may name `"professional_from"` (points); READY_RECKONER
    `{"support": [["words", "pounds", "times a year"], …]}`; PROFESSIONAL `{}`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="price_tables")
    version = models.CharField(max_length=40)
    tax_year = models.CharField(max_length=7)
    method = models.CharField(max_length=20, choices=PriceMethod)
    rows = models.JSONField(default=dict, blank=True)
    effective_from = models.DateField()
    effective_to = models.DateField(null=True, blank=True)
    published_url = models.URLField(blank=True)

    objects = PriceTableQuerySet.as_manager()

    class Meta:
        ordering = ["-effective_from", "method"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "version"], name="a_price_table_version_once"),
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")),
                name="a_price_table_ends_after_it_starts",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="a_used_price_table_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=A_USED_TABLE_STAYS,
            )
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.get_method_display()}"

    @property
    def prices(self) -> Prices:
        """The rows as the arithmetic takes them. Raises ValueError for bands that leave gaps."""
        bands = tuple(Band(int(points), Decimal(weekly)) for points, weekly in self.rows.get("bands", []))
        per_point = self.rows.get("per_point")
        limit = int(self.rows.get("professional_from", 70))
        return Prices(self.version, bands, Decimal(per_point) if per_point else None, limit)


class IndicativeBudget(models.Model):
    """The first figure: how it was worked out, from which prices, and when the person was told.

    `weekly` and `annual` are pounds. `explanation` is a list of {words, figures, amount}; the words are the
    English source, so that each reader has them in their own language.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    support_plan = models.ForeignKey("plans.SupportPlan", models.PROTECT, related_name="indicative_budgets")
    price_table = models.ForeignKey(PriceTable, models.PROTECT, related_name="indicative_budgets")
    inputs = models.JSONField()
    weekly = models.DecimalField(max_digits=12, decimal_places=2)
    annual = models.DecimalField(max_digits=12, decimal_places=2)
    explanation = models.JSONField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    shared_at = models.DateTimeField(null=True, blank=True)
    shared_with = models.CharField(max_length=200, blank=True)
    shared_how = models.CharField(max_length=300, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects = IndicativeBudgetQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["support_plan"], condition=Q(replaced_at__isnull=True), name="one_first_figure_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(weekly__gte=ZERO, annual__gte=ZERO), name="a_first_figure_is_not_below_0"
            ),
            models.CheckConstraint(
                condition=Q(annual__gte=F("weekly") * 52 - ROUNDING_OF_A_YEAR)
                & Q(annual__lte=F("weekly") * 52 + ROUNDING_OF_A_YEAR),
                name="a_first_figure_is_the_same_each_week",
            ),
            models.CheckConstraint(
                condition=Q(shared_at__isnull=True) | ~Q(shared_with=""), name="a_shared_figure_names_who_was_told"
            ),
        ]

    def __str__(self) -> str:
        return f"First figure of {self.support_plan_id}"
