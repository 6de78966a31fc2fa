from __future__ import annotations

import uuid
from decimal import Decimal

import pghistory
from django.db import models
from django.db.models import DecimalField, ExpressionWrapper, F, Q
from django.db.models.functions import Round
from django.utils.translation import gettext as _

from budgets.arithmetic import ZERO, Costing
from budgets.codes import Benefits
from budgets.enums import ExclusionReason, Frequency, LineKind, ManagementMethod
from budgets.querysets import CostLineQuerySet
from budgets.statement import Line, is_excluded
from plans.enums import SupportPlanKind

YEAR_OF_A_LINE = Round(
    ExpressionWrapper(
        F("quantity") * F("unit_price") * F("occurrences"),
        output_field=DecimalField(max_digits=36, decimal_places=18),
    ),
    2,
)


@pghistory.track(
    pghistory.InsertEvent("added"),
    pghistory.UpdateEvent("changed"),
    obj_field=pghistory.ObjForeignKey(related_name="history", db_index=True),
    context_field=None,
    append_only=True,
)
class CostLine(models.Model):
    """One kind of support, its price, and what it helps with. Free support stands here too, at 0.

    `annual` is pounds a year (for something bought once, its price), rounded once; the database works it out
    again and refuses another sum. Each line serves something the person wants, or names the law that asks for it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    support_plan = models.ForeignKey("plans.SupportPlan", models.CASCADE, related_name="cost_lines")
    needs = models.ManyToManyField("plans.Need", related_name="cost_lines", blank=True)
    outcome = models.ForeignKey("plans.Outcome", models.RESTRICT, null=True, blank=True, related_name="cost_lines")
    # The words in the support plan that it helps with. The person may take them back: then the line says so.
    entry = models.ForeignKey(
        "plans.SupportPlanEntry", models.SET_NULL, null=True, blank=True, related_name="cost_lines"
    )
    legal_reason = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=12, choices=LineKind, default=LineKind.SERVICE)
    description = models.CharField(max_length=200)
    quantity = models.DecimalField(max_digits=12, decimal_places=6)
    unit = models.CharField(max_length=40, blank=True)
    unit_price = models.DecimalField(max_digits=14, decimal_places=6)
    # Blank = bought once.
    frequency = models.CharField(max_length=12, choices=Frequency, blank=True)
    occurrences = models.DecimalField(max_digits=10, decimal_places=6, default=Decimal(1))
    annual = models.DecimalField(max_digits=12, decimal_places=2)
    management = models.CharField(max_length=10, choices=ManagementMethod, default=ManagementMethod.COUNCIL)
    recurring = models.BooleanField(default=True)
    chargeable = models.BooleanField(default=True)
    exclusion_reason = models.CharField(max_length=20, choices=ExclusionReason, blank=True)
    benefits = models.CharField(max_length=10, choices=Benefits, default=Benefits.PERSON)
    other_funder = models.CharField(max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    taken_out_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CostLineQuerySet.as_manager()

    class Meta:
        ordering = ["position", "created_at"]
        indexes = [models.Index(fields=["support_plan", "position"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gte=0, unit_price__gte=0, occurrences__gte=0, annual__gte=ZERO),
                name="a_cost_line_is_not_below_0",
            ),
            models.CheckConstraint(condition=Q(annual=YEAR_OF_A_LINE), name="a_cost_line_is_its_sum"),
            models.CheckConstraint(
                condition=~Q(kind=LineKind.FREE) | Q(unit_price=0), name="free_support_has_no_price"
            ),
            models.CheckConstraint(
                condition=Q(recurring=True) | Q(occurrences=1), name="something_bought_once_is_paid_once"
            ),
        ]

    def __str__(self) -> str:
        return self.description

    @property
    def costing(self) -> Costing:
        return Costing(self.quantity, self.unit_price, self.occurrences)

    @property
    def weekly(self) -> Decimal | None:
        """Pounds a week for show; something bought once has none."""
        return self.costing.weekly if self.recurring else None

    @property
    def helps_with(self) -> str:
        """What it is for, in the words of the support plan, else of the wish; "" where only the law asks for it."""
        if self.entry is not None:
            return self.entry.text
        return self.outcome.in_my_words if self.outcome is not None else ""

    @property
    def serves_something(self) -> bool:
        return bool(self.entry_id or self.outcome_id or self.legal_reason)

    @property
    def is_free(self) -> bool:
        return not self.annual

    @property
    def may_be_charged(self) -> bool:
        """Care Act 2014 s.14: not for excluded support, nor to a carer for what the other person gets (s.14(3))."""
        if not self.chargeable:
            return False
        if self.support_plan.kind == SupportPlanKind.CARER and self.benefits == Benefits.PERSON:
            return False
        return not (self.exclusion_reason and is_excluded(ExclusionReason(self.exclusion_reason), self.annual))

    def as_line(self) -> Line:
        """The line as the arithmetic of the statement takes it."""
        return Line(
            self.description, ManagementMethod(self.management), self.annual, LineKind(self.kind), self.recurring,
            self.may_be_charged, tuple(str(need.pk) for need in self.needs.all()), self.other_funder,
        )  # fmt: skip

    @property
    def how_much_words(self) -> str:
        """Such as "3.5 hours · Every week"; the price is shown apart."""
        often = str(Frequency(self.frequency).label) if self.frequency else _("Once")
        if self.recurring and not self.frequency:
            often = _("%(count)s times a year") % {"count": f"{self.occurrences.normalize():f}"}
        count = f"{self.quantity.normalize():f} {self.unit}".strip() if self.unit or self.quantity != 1 else ""
        return " · ".join(part for part in (count, often) if part)
