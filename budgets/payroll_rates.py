"""The published pay rates of each year, as dated data. A year that is not here is not known, and is never guessed.

Minimum pay changes on 1 April; tax, National Insurance (NI) and pension figures on 6 April.
Sources: gov.uk rates and thresholds for employers 2025-26 and 2026-27; National Minimum Wage Regulations 2015.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from budgets.arithmetic import KindError, tax_year_start
from budgets.enums import PayPeriod


class RatesNotSetError(KindError):
    """The rates for part of these dates are not published or not entered yet."""


@dataclass(frozen=True, slots=True)
class PeriodLimits:
    """Limits in pounds for one pay period: NI starts, NI starts for the young, pension begins, and its band."""

    ni_threshold: Decimal
    ni_threshold_young: Decimal
    pension_trigger: Decimal
    pension_lower: Decimal
    pension_upper: Decimal


@dataclass(frozen=True, slots=True)
class PayrollRates:
    """Every rate of one year. Money in pounds; `ni_rate`, `pension_rate` and `holiday_accrual` are shares."""

    tax_year: str
    pay_from: date
    pay_until: date
    tax_from: date
    tax_until: date
    minimum_adult: Decimal
    minimum_18_to_20: Decimal
    minimum_under_18: Decimal
    accommodation_offset_per_day: Decimal
    ni_rate: Decimal
    ni_threshold_year: Decimal
    employment_allowance: Decimal
    pension_rate: Decimal
    limits: Mapping[PayPeriod, PeriodLimits]
    sick_pay_weekly: Decimal
    sick_pay_earnings_share: Decimal | None
    sick_pay_from_day: int
    sick_pay_lower_earnings: Decimal | None
    holiday_weeks: Decimal
    holiday_days_at_most: Decimal
    holiday_accrual: Decimal
    dbs_check: Decimal
    dbs_update_yearly: Decimal


def _limits(ni: str, young: str, trigger: str, lower: str, upper: str) -> PeriodLimits:
    return PeriodLimits(Decimal(ni), Decimal(young), Decimal(trigger), Decimal(lower), Decimal(upper))


# The same in both years: the NI threshold is frozen and the pension figures were kept.
_LIMITS_2025_TO_2027: Mapping[PayPeriod, PeriodLimits] = {
    PayPeriod.WEEK: _limits("96", "967", "192", "120", "967"),
    PayPeriod.FORTNIGHT: _limits("192", "1934", "384", "240", "1934"),
    PayPeriod.FOUR_WEEKS: _limits("384", "3868", "768", "480", "3868"),
    PayPeriod.MONTH: _limits("417", "4189", "833", "520", "4189"),
}

RATES_2025_26 = PayrollRates(
    tax_year="2025/26",
    pay_from=date(2025, 4, 1),
    pay_until=date(2026, 3, 31),
    tax_from=date(2025, 4, 6),
    tax_until=date(2026, 4, 5),
    minimum_adult=Decimal("12.21"),
    minimum_18_to_20=Decimal("10.00"),
    minimum_under_18=Decimal("7.55"),
    accommodation_offset_per_day=Decimal("10.66"),
    ni_rate=Decimal("0.15"),
    ni_threshold_year=Decimal("5000"),
    employment_allowance=Decimal("10500"),
    pension_rate=Decimal("0.03"),
    limits=_LIMITS_2025_TO_2027,
    sick_pay_weekly=Decimal("118.75"),
    sick_pay_earnings_share=None,
    sick_pay_from_day=4,
    sick_pay_lower_earnings=Decimal("125"),
    holiday_weeks=Decimal("5.6"),
    holiday_days_at_most=Decimal("28"),
    holiday_accrual=Decimal("0.1207"),
    dbs_check=Decimal("49.50"),
    dbs_update_yearly=Decimal("16.00"),
)

RATES_2026_27 = PayrollRates(
    tax_year="2026/27",
    pay_from=date(2026, 4, 1),
    pay_until=date(2027, 3, 31),
    tax_from=date(2026, 4, 6),
    tax_until=date(2027, 4, 5),
    minimum_adult=Decimal("12.71"),
    minimum_18_to_20=Decimal("10.85"),
    minimum_under_18=Decimal("8.00"),
    accommodation_offset_per_day=Decimal("11.10"),
    ni_rate=Decimal("0.15"),
    ni_threshold_year=Decimal("5000"),
    employment_allowance=Decimal("10500"),
    pension_rate=Decimal("0.03"),
    limits=_LIMITS_2025_TO_2027,
    sick_pay_weekly=Decimal("123.25"),
    sick_pay_earnings_share=Decimal("0.80"),
    sick_pay_from_day=1,
    sick_pay_lower_earnings=None,
    holiday_weeks=Decimal("5.6"),
    holiday_days_at_most=Decimal("28"),
    holiday_accrual=Decimal("0.1207"),
    dbs_check=Decimal("49.50"),
    dbs_update_yearly=Decimal("16.00"),
)

KNOWN_RATES = (RATES_2025_26, RATES_2026_27)


def tax_rates_on(day: date, known: tuple[PayrollRates, ...] = KNOWN_RATES) -> PayrollRates:
    """The rates for tax, NI and pension on a day. Raises RatesNotSetError."""
    for rates in known:
        if rates.tax_from <= day <= rates.tax_until:
            return rates
    raise _not_set(tax_year_start(day))


def pay_rates_on(day: date, known: tuple[PayrollRates, ...] = KNOWN_RATES) -> PayrollRates:
    """The rates for minimum pay on a day. Raises RatesNotSetError."""
    for rates in known:
        if rates.pay_from <= day <= rates.pay_until:
            return rates
    raise _not_set(tax_year_start(day + timedelta(days=5)))


def _not_set(starts: date) -> RatesNotSetError:
    words = _("The pay rates for %(year)s are not set yet. Choose an earlier end date, or mark this as a best guess.")
    return RatesNotSetError(words, year=f"{starts.year}/{(starts.year + 1) % 100:02d}")
