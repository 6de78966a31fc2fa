"""Rule 2.2 of the money rules, and the amounts people type."""

import os
from datetime import date
from decimal import Decimal, localcontext

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from budgets.arithmetic import (
    OCCURRENCES,
    Costing,
    KindError,
    exact,
    parse_money,
    part_year,
    pounds,
    total_of,
    weekly_from,
)
from budgets.enums import Frequency

if not (settings.configured or os.environ.get("DJANGO_SETTINGS_MODULE")):
    settings.configure(USE_I18N=False)

D = Decimal


def test_w7_halves_go_away_from_zero_and_not_to_even():
    assert Costing(D("2.5"), D("12.33"), D(1)).annual == D("30.83")
    assert pounds(D("30.825")) != D("30.82")
    assert pounds(D("-4.265")) == D("-4.27")


@pytest.mark.parametrize("value", [1.1, True, None, D("NaN"), D("Infinity")])
def test_only_exact_finite_numbers_are_money(value):
    with pytest.raises(TypeError):
        exact(value)


def test_the_callers_own_decimal_context_changes_nothing():
    with localcontext(prec=5):
        assert Costing(D("123456.123456"), D("1.000001"), D(52)).annual == D("6419724.84")


def test_intermediate_figures_are_never_rounded():
    assert Costing(D("0.333333"), D("0.015"), D(364)).annual == D("1.82")  # a rounded price would give 2.43


def test_annual_is_the_true_figure_and_weekly_comes_from_it_unrounded():
    line = Costing(D(14), D("142.30"), D(1))
    assert (line.annual, line.weekly) == (D("1992.20"), D("38.31"))
    assert Costing(D("21.67"), D(1), D(12)).weekly == D("5.00")


def test_occurrences_are_the_policy_of_52_weeks():
    expected = {"DAY": 364, "WEEK": 52, "FORTNIGHT": 26, "FOUR_WEEKS": 13, "MONTH": 12, "QUARTER": 4, "YEAR": 1}
    assert {Frequency(name): D(times) for name, times in expected.items()} == OCCURRENCES


def test_displayed_weekly_total_is_not_the_sum_of_weekly_lines():
    annuals = [D("13277.86"), D("4386.20"), D("5875.00"), D("1992.20"), D("260.04")]
    assert weekly_from(total_of(annuals)) == D("495.99")
    assert total_of(weekly_from(annual) for annual in annuals) == D("495.98")


def test_part_year_is_days_of_365_rounded_once():
    share = part_year(D("15270.06"), date(2026, 7, 6), date(2027, 4, 5))
    assert (share.days, share.days_in_year, share.amount) == (274, 365, D("11463.00"))
    assert share.amount != D("11494.50")  # what a 52-week divisor would give


def test_part_year_of_a_year_with_29_february_divides_by_366():
    assert part_year(D(366), date(2027, 4, 6), date(2027, 4, 6)).amount == D("1.00")
    assert part_year(D("1200"), date(2027, 4, 6), date(2028, 4, 5)).amount == D("1200.00")
    assert part_year(D(100), date(2028, 2, 29), date(2028, 2, 29), date(2028, 2, 29)).days_in_year == 366


@pytest.mark.parametrize(("start", "end"), [(date(2026, 7, 6), date(2026, 7, 5)), (date(2026, 7, 6), date(2027, 4, 6))])
def test_part_year_refuses_days_outside_one_year(start, end):
    with pytest.raises(KindError):
        part_year(D(100), start, end)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("12.50", "12.50"),
        (" £12.5 ", "12.50"),
        ("£1,200", "1200.00"),
        ("1,200.50", "1200.50"),
        ("1,000,000", "1000000.00"),
        ("0", "0.00"),
        (".50", "0.50"),
        ("007", "7.00"),
    ],
)
def test_money_people_type_is_read(typed, amount):
    assert parse_money(typed) == D(amount)
    assert str(parse_money(typed)) == amount


NUMBERS, STOP = "Use numbers only, like 12.50.", "Use a full stop for pence, like 12.50."


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("1e9", NUMBERS),
        ("NaN", NUMBERS),
        ("∞", NUMBERS),
        ("Infinity", NUMBERS),
        ("12 50", NUMBERS),
        ("1_000", NUMBERS),
        ("££5", NUMBERS),
        ("-3", "Type 0 or more. Leave out the minus sign."),
        ("-£3", "Type 0 or more. Leave out the minus sign."),
        ("\u22123", "Type 0 or more. Leave out the minus sign."),
        ("12,50", STOP),
        ("12,5", STOP),
        ("1.200,50", STOP),
        ("1,2000", STOP),
        ("0,500", STOP),
        ("1.2.3", STOP),
        ("12.", STOP),
        ("12.505", "Use two numbers for pence, like 12.50."),
        ("", "Type an amount, like 12.50."),
        ("£", "Type an amount, like 12.50."),
        ("١٢", "Use the numbers 0 to 9, like 12.50."),
        ("１２", "Use the numbers 0 to 9, like 12.50."),
        ("1000000.01", "Type an amount up to 1,000,000."),
        ("9" * 5000, "Type an amount up to 1,000,000."),
    ],
)
def test_other_money_is_refused_in_kind_words(typed, words):
    with pytest.raises(KindError) as refusal:
        parse_money(typed)
    assert str(refusal.value) == words


@given(st.text())
def test_any_text_is_an_amount_or_a_kind_sentence(typed):
    try:
        amount = parse_money(typed)
    except KindError as refusal:
        assert str(refusal).endswith(".")
    else:
        assert 0 <= amount <= 1_000_000
        assert amount == amount.quantize(D("0.01"))


@given(st.integers(0, 100_000_000))
def test_an_amount_written_with_commas_is_read_back(pence):
    amount = D(pence) / 100
    assert parse_money(f"£{amount:,.2f}") == amount


@given(st.decimals(-1000, 1000, places=6), st.decimals(0, 1000, places=6), st.sampled_from(list(Frequency)))
def test_a_line_is_within_half_a_penny_and_mirrors_below_zero(quantity, price, often):
    line, mirror = Costing(quantity, price, OCCURRENCES[often]), Costing(-quantity, price, OCCURRENCES[often])
    assert abs(line.annual - line.unrounded) <= D("0.005")
    assert line.annual == -mirror.annual
