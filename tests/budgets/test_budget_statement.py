"""W4 (statement), W5 (contribution), W6 (the account) and payment schedules."""

import os
from dataclasses import replace
from decimal import Decimal

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from budgets.arithmetic import KindError
from budgets.enums import ExclusionReason, LineKind, ManagementMethod, StatementStatus
from budgets.schedules import AccountReturn, NextStep, payments, reconcile
from budgets.statement import (
    WALES_WEEKLY_CAP,
    Line,
    build_statement,
    check_equation,
    contingency,
    contribution,
    is_excluded,
    needs_without_a_line,
)

if not (settings.configured or os.environ.get("DJANGO_SETTINGS_MODULE")):
    settings.configure(USE_I18N=False)

D = Decimal
DP, ISF, COUNCIL = ManagementMethod.DP, ManagementMethod.ISF, ManagementMethod.COUNCIL
W4_LINES = (
    Line("PA package", DP, D("13277.86"), kind=LineKind.PA, needs=("home",)),
    Line("Evening support", ISF, D("4386.20"), needs=("eating",)),
    Line("Day opportunity", COUNCIL, D("5875.00"), needs=("friends",)),
    Line("Short breaks", DP, D("1992.20"), needs=("carer",)),
    Line("Careline", COUNCIL, D("260.04"), needs=("safe",)),
    Line("Shower chair", COUNCIL, D("389.99"), kind=LineKind.EQUIPMENT, recurring=False, chargeable=False),
    Line("DBS check", DP, D("49.50"), kind=LineKind.ONE_OFF, recurring=False),
)
NEEDS = {"home", "eating", "friends", "carer", "safe"}
W4 = build_statement(W4_LINES, D("42.35"), eligible_needs=NEEDS)


def test_w4_totals_come_from_annual_lines():
    assert (W4.total, W4.total_weekly) == (D("25791.30"), D("495.99"))
    assert sum(line.weekly or 0 for line in W4.lines) == D("495.98") != W4.total_weekly
    weekly = ["255.34", "84.35", "112.98", "38.31", "5.00"]
    assert [line.weekly for line in W4.lines] == [*map(D, weekly), None, None]


def test_w4_one_offs_stay_out_of_recurring_totals():
    assert (W4.one_off_total, W4.first_year) == (D("439.49"), D("26230.79"))


def test_w4_split_by_who_looks_after_the_money():
    assert W4.by_method == {DP: D("15270.06"), ISF: D("4386.20"), COUNCIL: D("6135.04")}
    assert sum(W4.by_method.values()) == W4.total


def test_w4_total_is_contribution_and_council_amount_each_year_and_week():
    assert (W4.contribution.annual, W4.contribution.weekly) == (D("2202.20"), D("42.35"))
    assert (W4.council_amount, W4.council_weekly) == (D("23589.10"), D("453.64"))
    assert W4.weeks_per_year == 52


def test_w4_net_direct_payment():
    assert W4.net_direct_payment == D("13067.86")
    assert W4.contribution_invoiced == 0


def test_w4_contribution_beyond_the_direct_payment_is_asked_for_apart():
    made = build_statement([Line("a", DP, D("520")), Line("b", COUNCIL, D("5200"))], D(30), eligible_needs=())
    assert (made.net_direct_payment, made.contribution_invoiced) == (0, D("1040"))


def test_w4_contingency_is_a_named_line():
    line = contingency("For surprises", D(5), [line for line in W4_LINES if line.method == DP], DP)
    assert (line.annual, line.kind) == (D("763.50"), LineKind.CONTINGENCY)


def test_w4_a_total_that_was_changed_by_hand_is_refused():
    for change in ({"total": D("25791.31")}, {"by_method": {DP: W4.total - 1}}, {"lines": W4_LINES[1:]}):
        with pytest.raises(KindError):
            check_equation(replace(W4, **change))


def test_w4_every_eligible_need_has_a_line_or_is_met_otherwise():
    with pytest.raises(KindError) as refusal:
        build_statement(W4_LINES, D("42.35"), eligible_needs=NEEDS | {"learning"})
    assert "learning" in str(refusal.value)
    build_statement(W4_LINES, D("42.35"), eligible_needs=NEEDS | {"learning"}, met_otherwise={"learning"})
    build_statement(W4_LINES, D(0), eligible_needs={"learning"}, status=StatementStatus.ESTIMATED)
    assert needs_without_a_line(W4_LINES, {"x", "home"}) == ("x",)


def test_money_from_others_is_listed_and_kept_out_of_the_total():
    health = Line("Nurse", COUNCIL, D("900"), other_funder="Health board")
    made = build_statement([*W4_LINES, health], D("42.35"), eligible_needs=NEEDS)
    assert (made.total, made.other_public_money) == (W4.total, D("900"))


def test_free_support_is_listed_with_no_price():
    assert build_statement([Line("Dave drives", COUNCIL, D(0), kind=LineKind.FREE)], D(5), eligible_needs=()).total == 0
    with pytest.raises(KindError):
        Line("Dave drives", COUNCIL, D(1), kind=LineKind.FREE)


def test_w5_the_contribution_is_never_more_than_the_chargeable_cost():
    chargeable = D("38.20") * 52
    assert contribution(D("42.35"), chargeable).weekly == D("38.20")
    made = build_statement([Line("Support", COUNCIL, chargeable)], D("42.35"), eligible_needs=())
    assert (made.contribution.annual, made.council_amount) == (D("1986.40"), 0)


def test_w5_only_chargeable_lines_count():
    free = Line("After-care", COUNCIL, D("5200"), chargeable=False)
    assert build_statement([free], D("42.35"), eligible_needs=()).contribution.annual == 0


def test_w5_wales_asks_no_more_than_100_pounds_a_week():
    assert contribution(D("142.35"), D(100_000), WALES_WEEKLY_CAP).weekly == D("100.00")
    with pytest.raises(KindError):
        contribution(D(-1), D(100))


@pytest.mark.parametrize(
    ("reason", "price", "free"),
    [
        (ExclusionReason.SMALL_ADAPTATION, "1000.00", True),
        (ExclusionReason.SMALL_ADAPTATION, "1000.01", False),
        (ExclusionReason.COMMUNITY_AID, "1200", True),
        (ExclusionReason.AFTER_CARE_117, "90000", True),
    ],
)
def test_what_nobody_may_be_charged_for(reason, price, free):
    assert is_excluded(reason, D(price)) is free


annual_lines = st.lists(
    st.builds(
        Line,
        st.just("x"),
        st.sampled_from(ManagementMethod),
        st.integers(0, 5_000_000).map(lambda pence: D(pence) / 100),
        recurring=st.booleans(),
        chargeable=st.booleans(),
        other_funder=st.sampled_from(["", "", "Health"]),
    ),
    max_size=15,
)


@given(annual_lines, st.integers(0, 60_000).map(lambda pence: D(pence) / 100))
def test_w4_equation_holds_for_any_lines(lines, assessed):
    made = build_statement(lines, assessed, eligible_needs=())
    assert made.total == made.contribution.annual + made.council_amount == sum(made.by_method.values())
    assert made.total_weekly == made.contribution.weekly + made.council_weekly
    assert abs(made.council_weekly - made.council_amount / 52) <= D("0.01")
    assert min(made.council_amount, made.council_weekly, made.net_direct_payment) >= 0
    assert made.contribution_from_direct_payment + made.contribution_invoiced == made.contribution.annual


def test_schedule_of_13_payments():
    assert payments(D("13067.86"), 13) == (D("1005.22"),) * 13


def test_schedule_of_12_payments_ends_with_the_pennies():
    assert payments(D("13067.86"), 12) == (D("1088.99"),) * 11 + (D("1088.97"),)


@pytest.mark.parametrize(("total", "count"), [("10", 0), ("-1", 2), ("0.005", 1)])
def test_schedule_refuses_what_cannot_be_paid(total, count):
    with pytest.raises(KindError):
        payments(D(total), count)


@given(st.integers(0, 100_000_000).map(lambda pence: D(pence) / 100), st.integers(1, 366))
def test_schedule_payments_sum_exactly_and_none_is_below_nothing(total, count):
    made = payments(total, count)
    assert sum(made) == total
    assert len(made) == count
    assert len(set(made[:-1])) <= 1
    assert min(made) >= 0


W6 = AccountReturn(
    opening=D("412.18"),
    direct_payment=D("13067.86"),
    contributions=D("2202.20"),
    spent=D("14120.15"),
    closing=D("1562.09"),
    liabilities=(D("302.40"), D("16.50")),
    gross_annual=D("15270.06"),
)


def test_w6_a_possible_surplus_opens_a_conversation():
    made = reconcile(W6)
    assert (made.income, made.expected_closing, made.unexplained) == (D("15682.24"), D("1562.09"), 0)
    assert (made.liabilities, made.contingency) == (D("318.90"), D("1174.62"))
    assert (made.possible_surplus, made.next_step) == (D("68.57"), NextStep.CONVERSATION)


def test_w6_asks_about_life_before_receipts_and_never_takes_money_back():
    assert str(reconcile(W6).questions[0]) == "Did you get the support you need?"
    assert {step.value for step in NextStep} == {"nothing", "conversation"}


def test_w6_no_surplus_is_nothing_to_do():
    made = reconcile(replace(W6, closing=D("1493.52"), spent=D("14188.72")))
    assert (made.possible_surplus, made.next_step) == (0, NextStep.NOTHING)


def test_w6_a_bank_balance_that_differs_is_talked_about():
    made = reconcile(replace(W6, closing=D("1000.00")))
    assert (made.unexplained, made.possible_surplus, made.next_step) == (D("-562.09"), 0, NextStep.CONVERSATION)
