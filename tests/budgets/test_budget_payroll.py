"""W3, W3b, W3c, W3d: what it costs to employ a personal assistant."""

import os
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from budgets.arithmetic import KindError
from budgets.enums import HolidayMethod, PayPeriod, StatementStatus
from budgets.payroll import (
    LocalCosts,
    Package,
    Worker,
    check_minimum_pay,
    cost_package,
    employer_ni,
    employer_pension,
    minimum_pay,
    payable_ni,
)
from budgets.payroll_rates import RATES_2025_26, RATES_2026_27, RatesNotSetError, pay_rates_on, tax_rates_on

if not (settings.configured or os.environ.get("DJANGO_SETTINGS_MODULE")):
    settings.configure(USE_I18N=False)

D = Decimal
WORKER = Worker(D(16), D("13.50"), date(1990, 5, 1))
LOCAL = LocalCosts(D("110"), D("16.50"), D("200"), update_service=True, reimburse_dbs_checks=1)
W3 = Package((WORKER,), date(2026, 4, 6), date(2027, 3, 31), local=LOCAL, allowance_claimed=True)
IN_2025 = (date(2025, 4, 6), date(2026, 3, 31))


def amounts(package):
    return {line.code: line.annual for line in cost_package(package).lines}


def alone(worker, **changes):
    return replace(W3, workers=(worker,), **changes)


def test_w3_every_line_to_the_penny():
    assert amounts(W3) == {
        "WAGES": D("11232.00"),
        "HOLIDAY_COVER": D("1209.60"),
        "RELIEF_HOLIDAY": D("146.00"),
        "NI": D("936.00"),
        "PENSION": D("149.76"),
        "INSURANCE": D("110.00"),
        "PAYROLL": D("214.50"),
        "TRAINING": D("200.00"),
        "DBS_UPDATE": D("16.00"),
        "ALLOWANCE": D("-936.00"),
    }


def test_w3_totals():
    cost = cost_package(W3)
    assert (cost.gross, cost.annual, cost.weekly) == (D("14213.86"), D("13277.86"), D("255.34"))
    assert (cost.hours, cost.per_hour) == (832, D("15.96"))
    assert (cost.one_off, cost.first_year) == (D("49.50"), D("13327.36"))
    assert cost.rates == "2026/27"
    assert len(cost.assumptions) == 1


def test_w3_ni_is_by_pay_period_and_not_by_year():
    assert employer_ni(D(11232), PayPeriod.FOUR_WEEKS, RATES_2026_27) == D("936.00")
    assert employer_ni(D(11232), PayPeriod.WEEK, RATES_2026_27) == D("936.00")
    assert D("934.80") not in {employer_ni(D(11232), period, RATES_2026_27) for period in PayPeriod}
    monthly = [period for period in PayPeriod if employer_ni(D(11232), period, RATES_2026_27) == D("934.20")]
    assert monthly == [PayPeriod.MONTH]


def test_w3_without_the_allowance_claimed_nothing_is_taken_off():
    assert cost_package(replace(W3, allowance_claimed=False)).annual == D("14213.86")


def test_w3b_is_right_for_2025_26():
    worker = replace(WORKER, hourly_rate=D("12.60"))
    made = amounts(alone(worker, starts=IN_2025[0], ends=IN_2025[1]))
    assert (made["WAGES"], made["NI"], made["PENSION"]) == (D("10483.20"), D("823.68"), D("127.30"))


def test_w3b_falls_below_minimum_pay_from_1_april_2026():
    worker = replace(WORKER, hourly_rate=D("12.60"))
    check_minimum_pay(worker, *IN_2025)
    with pytest.raises(KindError) as refusal:
        check_minimum_pay(worker, IN_2025[0], date(2026, 4, 1))
    assert "2026-04-01" in str(refusal.value)
    assert "12.71" in str(refusal.value)
    with pytest.raises(KindError):
        cost_package(alone(worker))


def test_w3c_few_hours_have_no_ni_and_no_pension():
    made = amounts(alone(Worker(D(7), D("13.00"), date(1990, 1, 1))))
    assert made["WAGES"] == D("4732.00")
    assert not {"NI", "PENSION", "ALLOWANCE"} & made.keys()


def test_w3d_irregular_hours_have_holiday_added_and_no_cover():
    made = amounts(alone(Worker(D(10), D("13.20"), date(1990, 1, 1), holiday=HolidayMethod.ACCRUAL)))
    assert (made["WAGES"], made["HOLIDAY_ACCRUED"]) == (D("6864.00"), D("828.48"))
    assert made["WAGES"] + made["HOLIDAY_ACCRUED"] == D("7692.48")
    assert not {"HOLIDAY_COVER", "RELIEF_HOLIDAY"} & made.keys()


def test_one_allowance_is_shared_by_all_workers():
    assert payable_ni(D("11340.00"), RATES_2026_27) == D("840.00")
    assert payable_ni(D("936.00"), RATES_2026_27) == 0
    busy = replace(WORKER, hours_per_week=D(60))
    made = [line for line in cost_package(replace(W3, workers=(busy,) * 4)).lines if line.code == "ALLOWANCE"]
    assert [line.annual for line in made] == [D("-10500.00")]


@pytest.mark.parametrize(
    ("worker", "ni"),
    [
        (replace(WORKER, born=date(2006, 6, 1)), None),  # under 21 to the end of the package
        (replace(WORKER, born=date(2006, 3, 1)), "936.00"),  # turns 21 inside it
        (replace(WORKER, born=date(2003, 1, 1), apprentice=True), None),
        (replace(WORKER, born=date(2003, 1, 1)), "936.00"),
        (replace(WORKER, born=date(1950, 1, 1), state_pension_age_on=date(2015, 1, 1)), "936.00"),
    ],
)
def test_ni_by_age(worker, ni):
    assert amounts(alone(worker)).get("NI") == (D(ni) if ni else None)


@pytest.mark.parametrize(
    ("worker", "pension"),
    [
        (WORKER, "149.76"),
        (replace(WORKER, born=date(2005, 4, 1)), None),  # 21 to the end
        (replace(WORKER, state_pension_age_on=date(2026, 4, 6)), None),
        (replace(WORKER, hours_per_week=D(10)), None),  # 135.00 a week: under the trigger
        (replace(WORKER, hours_per_week=D(10), pension_opted_in=True), "23.40"),
        (replace(WORKER, hours_per_week=D(8), pension_opted_in=True), None),  # 108.00: under the lower limit
    ],
)
def test_pension_for_those_enrolled_or_opted_in(worker, pension):
    assert amounts(alone(worker)).get("PENSION") == (D(pension) if pension else None)


def test_pension_stops_at_the_upper_limit():
    assert employer_pension(D(200_000), PayPeriod.WEEK, RATES_2026_27) == D("1321.32")  # (967 - 120) x 3% x 52


def test_holiday_is_never_more_than_28_days():
    six_days = replace(WORKER, days_per_week=D(6))
    assert amounts(alone(six_days))["HOLIDAY_COVER"] == D("1008.00")  # 28 / 6 weeks


@pytest.mark.parametrize(
    ("born", "apprentice", "lowest"),
    [
        (date(2005, 7, 1), False, "12.71"),
        (date(2005, 7, 2), False, "10.85"),
        (date(2008, 7, 1), False, "10.85"),
        (date(2008, 7, 2), False, "8.00"),
        (date(2008, 1, 1), True, "8.00"),
        (date(2004, 1, 1), True, "12.71"),
    ],
)
def test_minimum_pay_by_age_on_the_day(born, apprentice, lowest):
    worker = replace(WORKER, born=born, apprentice=apprentice)
    assert minimum_pay(worker, date(2026, 7, 1)) == D(lowest)


def test_a_birthday_inside_the_package_is_checked():
    worker = replace(WORKER, born=date(2005, 9, 1), hourly_rate=D("11.00"))
    with pytest.raises(KindError) as refusal:
        cost_package(alone(worker))
    assert "2026-09-01" in str(refusal.value)


def test_sleeping_in_and_family_are_asked_about_not_judged():
    for worker in (replace(WORKER, sleeps_in=True), replace(WORKER, lives_in_as_family=True)):
        cost = cost_package(alone(replace(worker, hourly_rate=D("5.00"))))
        assert len(cost.questions) == 1


@pytest.mark.parametrize("missing", ["insurance", "payroll_per_run"])
def test_a_missing_compulsory_cost_is_refused(missing):
    with pytest.raises(KindError):
        cost_package(replace(W3, local=replace(LOCAL, **{missing: None})))


@pytest.mark.parametrize("ends", [date(2027, 4, 1), date(2027, 4, 6), date(2028, 1, 1)])
def test_2027_rates_are_not_set_so_the_package_is_refused(ends):
    with pytest.raises(RatesNotSetError) as refusal:
        cost_package(replace(W3, ends=ends))
    assert "2027/28" in str(refusal.value)
    guess = cost_package(replace(W3, ends=ends, best_guess=True))
    assert (guess.status, guess.annual) == (StatementStatus.ESTIMATED, D("13277.86"))


def test_a_package_over_two_tax_years_is_refused():
    with pytest.raises(KindError) as refusal:
        cost_package(replace(W3, starts=date(2026, 4, 5)))
    assert "each tax year" in str(refusal.value)


def test_pay_rates_change_on_1_april_and_tax_rates_on_6_april():
    assert pay_rates_on(date(2026, 3, 31)) is RATES_2025_26
    assert pay_rates_on(date(2026, 4, 1)) is RATES_2026_27
    assert tax_rates_on(date(2026, 4, 5)) is RATES_2025_26
    assert tax_rates_on(date(2026, 4, 6)) is RATES_2026_27
    for day in (date(2025, 3, 31), date(2027, 4, 1)):
        with pytest.raises(RatesNotSetError):
            pay_rates_on(day)


def test_seeded_rates_are_the_published_ones():
    old, new = RATES_2025_26, RATES_2026_27
    assert (old.minimum_adult, old.minimum_18_to_20, old.minimum_under_18) == (D("12.21"), D("10.00"), D("7.55"))
    assert (new.minimum_adult, new.minimum_18_to_20, new.minimum_under_18) == (D("12.71"), D("10.85"), D("8.00"))
    assert (old.accommodation_offset_per_day, new.accommodation_offset_per_day) == (D("10.66"), D("11.10"))
    assert (old.sick_pay_weekly, old.sick_pay_from_day, old.sick_pay_lower_earnings) == (D("118.75"), 4, 125)
    assert (new.sick_pay_weekly, new.sick_pay_from_day, new.sick_pay_lower_earnings) == (D("123.25"), 1, None)
    assert {old.employment_allowance, new.employment_allowance} == {D(10500)}


@given(
    st.lists(
        st.tuples(st.integers(1, 60), st.integers(1271, 4000), st.sampled_from(HolidayMethod)), min_size=1, max_size=4
    ),
    st.sampled_from(PayPeriod),
    st.booleans(),
)
def test_lines_always_sum_to_the_total_and_the_allowance_never_pays_out(rows, period, claimed):
    workers = tuple(Worker(D(hours), D(rate) / 100, date(1990, 1, 1), holiday) for hours, rate, holiday in rows)
    cost = cost_package(replace(W3, workers=workers, pay_period=period, allowance_claimed=claimed))
    by_code = [(line.code, line.annual) for line in cost.lines]
    assert cost.annual == sum(amount for _, amount in by_code)
    assert sum(amount for code, amount in by_code if code in {"NI", "ALLOWANCE"}) >= 0
    assert all(amount == amount.quantize(D("0.01")) for _, amount in by_code)
