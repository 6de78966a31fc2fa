"""The money as it goes into the frozen copy that deciders read: plain JSON, amounts as text in pounds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from budgets.figures import figure_now, lines_of, total_of_lines
from budgets.models import CostLine, DirectPaymentInformation, IndicativeBudget, LedgerEntry
from plans.models import SupportPlan
from plans.snapshots import register_snapshot_section


def money_section(support_plan: SupportPlan) -> dict[str, Any]:
    """First guess, the way to now, the lines beside what they help with, and what was said of a direct payment."""
    lines = lines_of(support_plan)
    first = IndicativeBudget.objects.current().filter(support_plan=support_plan).first()
    now, total = figure_now(support_plan), total_of_lines(support_plan, lines)
    record = LedgerEntry.objects.filter(support_plan=support_plan)
    told = DirectPaymentInformation.objects.filter(support_plan=support_plan).order_by("offered_at")
    return {
        "first_weekly": str(first.weekly) if first else None,
        "first_annual": str(first.annual) if first else None,
        "now_weekly": str(now.weekly) if now else None,
        "now_annual": str(now.annual) if now else None,
        # What the lines come to: the sum that is decided on.
        "weekly": str(total.weekly) if total else "0.00",
        "annual": str(total.annual) if total else "0.00",
        "changes": [_change_row(entry) for entry in record.figures()],
        "lines": line_rows(lines),
        "direct_payment": [_told_row(row) for row in told],
    }


def line_rows(lines: Sequence[CostLine]) -> list[dict[str, Any]]:
    """Each line as it is kept in a frozen copy or statement."""
    return [_line_row(line) for line in lines]


def _line_row(line: CostLine) -> dict[str, Any]:
    return {
        "id": str(line.pk),
        "what": line.description,
        "how_much": line.how_much_words,
        "kind": line.kind,
        "quantity": str(line.quantity.normalize()),
        "unit": line.unit,
        "unit_price": str(line.unit_price.normalize()),
        "frequency": line.frequency,
        "occurrences": str(line.occurrences.normalize()),
        "annual": str(line.annual),
        # Something bought once has no week: its price is `annual`, and `recurring` says so.
        "weekly": "0.00" if line.weekly is None else str(line.weekly),
        "management": line.management,
        "recurring": line.recurring,
        "chargeable": line.may_be_charged,
        "other_funder": line.other_funder,
        "legal_reason": line.legal_reason,
        "outcome": str(line.outcome_id) if line.outcome_id else None,
        "entry": str(line.entry_id) if line.entry_id else None,
        "helps_with": line.helps_with,
        "needs": [str(need.pk) for need in line.needs.all()],
    }


def _change_row(entry: LedgerEntry) -> dict[str, Any]:
    return {
        "kind": entry.kind,
        "weekly_before": None if entry.weekly_before is None else str(entry.weekly_before),
        "weekly_after": str(entry.weekly_after),
        "reason": entry.reason_code,
        "words": entry.words,
        "by": entry.author_label,
        "on": entry.at.date().isoformat(),
    }


def _told_row(row: DirectPaymentInformation) -> dict[str, Any]:
    return {"on": row.offered_at.date().isoformat(), "told_by": row.told_by, "answer": row.answer}


register_snapshot_section("money", money_section)
