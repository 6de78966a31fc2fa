"""The lines of support: added, changed and taken out while the plan is being made."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from budgets.actions.record import lock, note
from budgets.arithmetic import LARGEST_AMOUNT, OCCURRENCES, Costing, KindError
from budgets.codes import Benefits
from budgets.enums import Frequency, LineKind, ManagementMethod
from budgets.models import CostLine
from people.actors import Actor
from people.policy import require
from plans.enums import PlanState
from plans.models import Need, Outcome, SupportPlan, SupportPlanEntry

LINES_MAY_CHANGE = frozenset({PlanState.PLANNING, PlanState.RETURNED})


@dataclass(frozen=True, slots=True)
class LineWords:
    """What a line says. `unit_price` is pounds; `frequency` blank with `occurrences` None = bought once."""

    description: str
    quantity: Decimal = Decimal(1)
    unit_price: Decimal = Decimal(0)
    unit: str = ""
    kind: LineKind = LineKind.SERVICE
    frequency: Frequency | str = ""
    occurrences: Decimal | None = None
    management: ManagementMethod = ManagementMethod.COUNCIL
    legal_reason: str = ""
    chargeable: bool = True
    exclusion_reason: str = ""
    benefits: Benefits = Benefits.PERSON
    other_funder: str = ""
    outcome: Outcome | None = None
    entry: SupportPlanEntry | None = None
    needs: tuple[Need, ...] = field(default=())


@transaction.atomic
def add_cost_line(*, by: Actor, support_plan: SupportPlan, words: LineWords) -> CostLine:
    """Add a line. Raises KindError when the plan is not being made, or the line helps with nothing."""
    plan = _open(by, support_plan)
    position = CostLine.objects.filter(support_plan=plan).count() + 1
    line = CostLine.objects.create(support_plan=plan, position=position, **_fields(plan, words))
    line.needs.set(words.needs)
    note(by, "budgets.line_added", plan, line, annual=line.annual)
    return line


@transaction.atomic
def change_cost_line(*, by: Actor, line: CostLine, words: LineWords) -> CostLine:
    """Change a line; how it was before stays in its history. Raises KindError as for a new one."""
    plan = _open(by, line.support_plan)
    for name, value in _fields(plan, words).items():
        setattr(line, name, value)
    line.save()
    line.needs.set(words.needs)
    note(by, "budgets.line_changed", plan, line, annual=line.annual)
    return line


@transaction.atomic
def remove_cost_line(*, by: Actor, line: CostLine) -> None:
    """Take a line out of the sum. Its words are kept."""
    plan = _open(by, line.support_plan)
    line.taken_out_at = timezone.now()
    line.save(update_fields=["taken_out_at"])
    note(by, "budgets.line_taken_out", plan, line)


@transaction.atomic
def carry_lines_over(*, by: Actor, support_plan: SupportPlan) -> int:
    """A newer version starts with the lines of the one it is based on. Once; gives how many were carried."""
    plan = lock(support_plan)
    if plan.based_on_id is None or CostLine.objects.filter(support_plan=plan).exists():
        return 0
    needs = {need.position: need for need in plan.needs.all()}
    entries = {entry.position: entry for entry in plan.entries.all()}
    lines = list(CostLine.objects.whole().filter(support_plan=plan.based_on_id))
    for line in lines:
        kept = [needs[need.position] for need in line.needs.all() if need.position in needs]
        line.entry = entries.get(line.entry.position) if line.entry else None
        line.pk, line.support_plan, line._state.adding = uuid.uuid4(), plan, True
        line.save(force_insert=True)
        line.needs.set(kept)
    note(by, "budgets.lines_carried", plan, plan, count=len(lines))
    return len(lines)


def _open(by: Actor, support_plan: SupportPlan) -> SupportPlan:
    require(by, "budgets.write_money", support_plan)
    plan = lock(support_plan)
    if plan.state not in LINES_MAY_CHANGE:
        raise KindError(_("Lines change while you are planning together."))
    return plan


def _fields(plan: SupportPlan, words: LineWords) -> dict[str, object]:
    _check(plan, words)
    row = {name: value for name, value in _as_row(words).items() if name not in ("needs", "occurrences")}
    occurrences = words.occurrences
    if words.frequency:
        occurrences = OCCURRENCES[Frequency(words.frequency)]
    recurring = occurrences is not None
    times = occurrences if occurrences is not None else Decimal(1)
    annual = Costing(words.quantity, words.unit_price, times).annual
    if annual > LARGEST_AMOUNT:
        raise KindError(_("Type an amount up to 1,000,000."))
    return {**row, "occurrences": times, "recurring": recurring, "annual": annual}


def _as_row(words: LineWords) -> dict[str, object]:
    return {name: getattr(words, name) for name in words.__dataclass_fields__}


def _check(plan: SupportPlan, words: LineWords) -> None:
    if not words.description.strip():
        raise KindError(_("Say what this is."))
    if words.outcome is None and words.entry is None and not words.legal_reason.strip():
        raise KindError(_("Say what this helps with, or which law asks for it."))
    if words.outcome is not None and words.outcome.part.plan_id != plan.person_id:
        raise KindError(_("Choose something that this person wants."))
    if words.entry is not None and words.entry.support_plan_id != plan.pk:
        raise KindError(_("Choose something of this plan."))
    if any(need.support_plan_id != plan.pk for need in words.needs):
        raise KindError(_("Choose a need of this plan."))
    if min(words.quantity, words.unit_price) < 0:
        raise KindError(_("Type 0 or more. Leave out the minus sign."))
    if words.kind == LineKind.FREE and words.unit_price:
        raise KindError(_("Free support has a price of 0."))
