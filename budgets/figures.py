"""What the money of a support plan is now, read from its record and its lines. Pounds; the year is the true figure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from budgets.arithmetic import total_of
from budgets.enums import ChangeReason
from budgets.ledger import Change, Figure
from budgets.models import CostLine, IndicativeBudget, LedgerEntry, Statement
from budgets.statement import WALES_WEEKLY_CAP
from people.enums import Jurisdiction
from plans.models import SupportPlan


def first_figure(support_plan: SupportPlan) -> Decimal | None:
    """Where the changes start, in pounds a year: the first guess, or what was settled before this version."""
    first = IndicativeBudget.objects.current().filter(support_plan=support_plan).first()
    if first is not None:
        return first.annual
    if support_plan.based_on_id is None:
        return None
    settled = Statement.objects.filter(support_plan=support_plan.based_on_id).first()
    return settled.total if settled else None


def figure_now(support_plan: SupportPlan) -> Figure | None:
    """The figure after every change so far; None while there is no first one."""
    last = LedgerEntry.objects.figures().filter(support_plan=support_plan).order_by("-sequence").first()
    annual = last.annual_after if last else first_figure(support_plan)
    return None if annual is None else Figure(annual)


def changes_of(support_plan: SupportPlan) -> list[Change]:
    """The steps of the record since the first figure, as the arithmetic takes them."""
    made = LedgerEntry.objects.changes().filter(support_plan=support_plan)
    return [as_change(entry) for entry in made.order_by("sequence")]


def as_change(entry: LedgerEntry) -> Change:
    known = entry.reason_code in ChangeReason.values
    reason = ChangeReason(entry.reason_code) if known else ChangeReason.OTHER
    return Change(
        entry.weekly_delta, reason, entry.words or str(entry.get_reason_code_display()), entry.visible_to_person
    )


def lines_of(support_plan: SupportPlan) -> list[CostLine]:
    """The lines with what they help with, in their order. Each knows its support plan without asking again."""
    lines = list(CostLine.objects.whole().filter(support_plan=support_plan))
    for line in lines:
        line.support_plan = support_plan
    return lines


def total_of_lines(support_plan: SupportPlan, lines: Sequence[CostLine] | None = None) -> Figure | None:
    """What the lines come to: the ones that come again, paid by the council or the person. None without lines."""
    rows = lines_of(support_plan) if lines is None else lines
    if not rows:
        return None
    return Figure(total_of(line.annual for line in rows if line.recurring and not line.other_funder))


def weekly_cap(support_plan: SupportPlan) -> Decimal | None:
    """The most that somebody may be asked to pay each week, where the nation sets one."""
    return WALES_WEEKLY_CAP if support_plan.jurisdiction == Jurisdiction.WALES else None


def is_revision(support_plan: SupportPlan) -> bool:
    """Whether money is already in use, so that a fall needs one of the four reasons of Care Act 2014 s.27."""
    return support_plan.based_on_id is not None or support_plan.starts_on is not None
