"""What the database itself refuses: changed records, negative money, sums that do not add up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import Error, IntegrityError, transaction
from django.utils import timezone

from budgets.models import CostLine, IndicativeBudget, LedgerEntry, PriceTable, Statement
from plans.enums import PlanState
from tests.scenarios.money import before_step
from tests.scenarios.support import drive_to

D = Decimal


def refused(act) -> bool:
    try:
        with transaction.atomic():
            act()
    except Error:
        return True
    return False


def test_the_ledger_is_append_only(plan):
    entry = LedgerEntry.objects.filter(support_plan=plan).first()
    assert refused(lambda: LedgerEntry.objects.filter(pk=entry.pk).delete())
    assert refused(lambda: LedgerEntry.objects.filter(pk=entry.pk).update(words="Something else"))
    assert refused(lambda: LedgerEntry.objects.filter(pk=entry.pk).update(weekly_after=D("1.00")))


def test_when_the_person_was_told_is_written_once(plan):
    entry = LedgerEntry.objects.filter(support_plan=plan, told_person_at__isnull=False).first()
    assert refused(lambda: LedgerEntry.objects.filter(pk=entry.pk).update(told_person_at=timezone.now()))


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "RAISED", "weekly_delta": D("-5"), "weekly_after": D("5"), "annual_after": D("260")},
        {"kind": "LOWERED", "weekly_delta": D("5"), "weekly_after": D("15"), "annual_after": D("780")},
        {"kind": "LOWERED", "weekly_delta": D("-15"), "weekly_after": D("-5"), "annual_after": D("-260")},
        {"kind": "RAISED", "weekly_delta": D("5"), "weekly_after": D("16"), "annual_after": D("780")},
        {"kind": "RAISED", "weekly_delta": D("5"), "weekly_after": D("15"), "annual_after": D("781")},
        {
            "kind": "RAISED",
            "weekly_delta": D("5"),
            "weekly_after": D("15"),
            "annual_after": D("780"),
            "reason_code": "",
        },
        {
            "kind": "RAISED",
            "weekly_delta": D("5"),
            "weekly_after": D("15"),
            "annual_after": D("780"),
            "reason_code": "OTHER",
        },
        {
            "kind": "LOWERED",
            "weekly_delta": D("-5"),
            "weekly_after": D("5"),
            "annual_after": D("260"),
            "reason_code": "NEED_REDUCED",
        },
        {"kind": "FINAL", "weekly_after": D("10"), "annual_after": D("520"), "words": ""},
        {"kind": "FINAL", "weekly_after": D("11"), "annual_after": D("572"), "words": "So it is."},
    ],
)
def test_a_ledger_line_that_does_not_add_up_or_explain_is_refused(plan, values):
    row = {
        "support_plan": plan, "sequence": 90, "weekly_before": D("10"), "annual_before": D("520"),
        "reason_code": "RISK", "author_label": "Nia", **values,
    }  # fmt: skip
    assert refused(lambda: LedgerEntry.objects.create(**row))


def test_a_right_ledger_line_is_kept(plan):
    LedgerEntry.objects.create(
        support_plan=plan, sequence=90, kind="RAISED", weekly_before=D("10"), annual_before=D("520"),
        weekly_delta=D("5"), weekly_after=D("15"), annual_after=D("780"), reason_code="RISK", author_label="Nia",
    )  # fmt: skip


def test_a_used_price_table_never_changes_but_may_end(plan, world):
    table = PriceTable.objects.get(version="2026/27 interpolated")
    assert refused(lambda: PriceTable.objects.filter(pk=table.pk).update(rows={"bands": [[0, "1"]]}))
    assert refused(lambda: PriceTable.objects.filter(pk=table.pk).delete())
    assert PriceTable.objects.filter(pk=table.pk).update(effective_to=date(2027, 4, 5)) == 1
    assert PriceTable.objects.filter(version="2026/27 bands").update(rows={"bands": [[0, "1"]]}) == 1


def test_one_first_figure_at_a_time(plan):
    first = IndicativeBudget.objects.current().get(support_plan=plan)
    first.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save(force_insert=True)


@pytest.mark.parametrize(
    "values",
    [
        {"quantity": D("-1")},
        {"unit_price": D("-1")},
        {"annual": D("1.00")},
        {"annual": D("-1.00")},
        {"kind": "FREE"},
        {"recurring": False},
    ],
)
def test_a_cost_line_below_0_or_with_another_sum_is_refused(plan, values):
    line = CostLine.objects.get(support_plan=plan, description="Garden project")
    assert refused(lambda: CostLine.objects.filter(pk=line.pk).update(**values))


def test_the_database_rounds_a_line_as_the_arithmetic_does(plan):
    """W7: 2.5 x £12.33 is £30.83, halves away from zero."""
    line = CostLine.objects.get(support_plan=plan, description="A shower chair")
    halves = {"quantity": D("2.5"), "unit_price": D("12.33")}
    assert refused(lambda: CostLine.objects.filter(pk=line.pk).update(**halves, annual=D("30.82")))
    assert CostLine.objects.filter(pk=line.pk).update(**halves, annual=D("30.83")) == 1


def test_a_statement_is_frozen_and_its_parts_make_its_total(world):
    plan = drive_to(world, PlanState.BUDGET_CONFIRMED, before_step)
    row = Statement.objects.get(support_plan=plan)
    assert refused(lambda: Statement.objects.filter(pk=row.pk).update(words="x"))
    assert refused(lambda: Statement.objects.filter(pk=row.pk).delete())
    for wrong in ({"council_amount": row.council_amount + 1}, {"by_council": row.by_council + 1},
                  {"council_weekly": row.council_weekly + 1}, {"one_off_total": D("-1")}, {"words": ""}):  # fmt: skip
        values = {
            field.attname: getattr(row, field.attname)
            for field in Statement._meta.concrete_fields
            if field.name != "id"
        }
        assert refused(lambda changed={**values, **wrong}: Statement.objects.create(**changed))


def test_a_changed_line_keeps_how_it_was(plan):
    line = CostLine.objects.get(support_plan=plan, description="Garden project")
    line.description = "Garden"
    line.save()
    assert [event.description for event in line.history.order_by("pgh_id")] == ["Garden project", "Garden"]
