"""What it costs to employ personal assistants lawfully. Pounds a year unless a name says otherwise."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from budgets.arithmetic import (
    EXACT,
    OCCURRENCES,
    WEEKS_PER_YEAR,
    ZERO,
    Frequency,
    KindError,
    pounds,
    times,
    total_of,
    weekly_from,
)
from budgets.enums import HolidayMethod, PayPeriod, StatementStatus
from budgets.payroll_rates import KNOWN_RATES, PayrollRates, RatesNotSetError, pay_rates_on, tax_rates_on

FULL_PENSION_AGE_FROM = 22


@dataclass(frozen=True, slots=True)
class Worker:
    """One personal assistant: hours and pounds an hour, who they are for the pay rules, and how holiday is met."""

    hours_per_week: Decimal
    hourly_rate: Decimal
    born: date
    holiday: HolidayMethod = HolidayMethod.COVER
    relief_rate: Decimal | None = None
    days_per_week: Decimal = Decimal(5)
    apprentice: bool = False
    first_year_apprentice: bool = False
    pension_opted_in: bool = False
    state_pension_age_on: date | None = None
    sleeps_in: bool = False
    lives_in_as_family: bool = False

    def age_on(self, day: date) -> int:
        """Whole years; a birthday on 29 February is kept on 1 March."""
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))

    def birthday(self, age: int) -> date:
        """The day this worker reaches `age`."""
        year = self.born.year + age
        leap_born = (self.born.month, self.born.day) == (2, 29)
        return date(year, 3, 1) if leap_born else self.born.replace(year=year)


@dataclass(frozen=True, slots=True)
class LocalCosts:
    """What has no national rate. None means "not said yet"; 0 means "looked at, and free"."""

    insurance: Decimal | None = None
    payroll_per_run: Decimal | None = None
    training: Decimal = ZERO
    update_service: bool = False
    reimburse_dbs_checks: int = 0
    other_one_off: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Package:
    """Everybody whom one person employs, from `starts` to `ends` inside one tax year."""

    workers: tuple[Worker, ...]
    starts: date
    ends: date
    pay_period: PayPeriod = PayPeriod.FOUR_WEEKS
    local: LocalCosts = field(default_factory=LocalCosts)
    allowance_claimed: bool = False
    best_guess: bool = False


@dataclass(frozen=True, slots=True)
class PayLine:
    """One locked line of a package: a code, its words and pounds a year (below 0 for the allowance)."""

    code: str
    words: str | Promise
    annual: Decimal


@dataclass(frozen=True, slots=True)
class PackageCost:
    """A package to the penny. `questions` go to a person to answer; `assumptions` are shown beside the total."""

    rates: str
    lines: tuple[PayLine, ...]
    one_off: Decimal
    hours: Decimal
    status: StatementStatus
    assumptions: tuple[str | Promise, ...]
    questions: tuple[str | Promise, ...]

    @property
    def annual(self) -> Decimal:
        return total_of(line.annual for line in self.lines)

    @property
    def gross(self) -> Decimal:
        """Before the Employment Allowance."""
        return total_of(line.annual for line in self.lines if line.annual > 0)

    @property
    def weekly(self) -> Decimal:
        return weekly_from(self.annual)

    @property
    def first_year(self) -> Decimal:
        return total_of([self.annual, self.one_off])

    @property
    def per_hour(self) -> Decimal:
        """Pounds for one delivered hour."""
        return pounds(EXACT.divide(self.annual, self.hours))


def periods_per_year(period: PayPeriod) -> Decimal:
    """How many times a year wages are paid."""
    return OCCURRENCES[Frequency(period.value)]


def pay_each_period(annual: Decimal, period: PayPeriod) -> Decimal:
    """Unrounded pay in one pay period from annual pay."""
    return EXACT.divide(annual, periods_per_year(period))


def employer_ni(annual_pay: Decimal, period: PayPeriod, rates: PayrollRates, *, young: bool = False) -> Decimal:
    """Employer class 1 NI a year: rounded in each pay period on pay above that period's threshold.

    `young` is under 21, or an apprentice under 25: nothing up to the upper threshold. Being over State Pension age
    makes no difference (Social Security Contributions and Benefits Act 1992 ss.6, 9, 9A, 9B).
    """
    limits = rates.limits[period]
    threshold = limits.ni_threshold_young if young else limits.ni_threshold
    above = max(ZERO, pay_each_period(annual_pay, period) - threshold)
    return times(pounds(times(above, rates.ni_rate)), periods_per_year(period))


def payable_ni(total_ni: Decimal, rates: PayrollRates) -> Decimal:
    """NI left after one Employment Allowance for one employer, shared by all their workers (NI Act 2014 ss.1-4)."""
    return max(ZERO, total_ni - rates.employment_allowance)


def employer_pension(annual_pay: Decimal, period: PayPeriod, rates: PayrollRates) -> Decimal:
    """The employer's least contribution a year on pay between the limits, rounded once (Pensions Act 2008 s.20)."""
    limits, pay = rates.limits[period], pay_each_period(annual_pay, period)
    band = max(ZERO, min(pay, limits.pension_upper) - limits.pension_lower)
    return pounds(times(band, rates.pension_rate, periods_per_year(period)))


def has_pension(worker: Worker, annual_pay: Decimal, package: Package, rates: PayrollRates) -> bool:
    """Whether to budget a pension: enrolled by law (Pensions Act 2008 s.3), or opted in above the lower limit (s.7).

    Somebody who opted out is still budgeted for: they may come back, and are asked again every three years.
    """
    limits, pay = rates.limits[package.pay_period], pay_each_period(annual_pay, package.pay_period)
    if worker.pension_opted_in:
        return pay > limits.pension_lower
    old = worker.state_pension_age_on is not None and worker.state_pension_age_on <= package.starts
    return pay > limits.pension_trigger and worker.age_on(package.ends) >= FULL_PENSION_AGE_FROM and not old


def minimum_pay(worker: Worker, day: date, known: tuple[PayrollRates, ...] = KNOWN_RATES) -> Decimal:
    """The lowest lawful pounds an hour on a day (National Minimum Wage Act 1998 s.1). Raises RatesNotSetError."""
    rates, age = pay_rates_on(day, known), worker.age_on(day)
    if worker.apprentice and (age < 19 or worker.first_year_apprentice):
        return rates.minimum_under_18
    if age < 18:
        return rates.minimum_under_18
    return rates.minimum_18_to_20 if age < 21 else rates.minimum_adult


def check_minimum_pay(worker: Worker, starts: date, ends: date, known: tuple[PayrollRates, ...] = KNOWN_RATES) -> None:
    """Raises KindError with the first day when pay is too low, RatesNotSetError when a rate is unknown.

    A night asleep and a family member who lives in are for a person to judge ([2021] UKSC 8; NMW Regs 2015 reg 57),
    so they are skipped here and asked about.
    """
    if worker.sleeps_in or worker.lives_in_as_family:
        return
    for day in _days_pay_may_change(worker, starts, ends):
        lowest = minimum_pay(worker, day, known)
        if worker.hourly_rate < lowest:
            raise KindError(
                _("From %(day)s pay must be £%(lowest)s an hour or more."), day=day.isoformat(), lowest=lowest
            )


def _days_pay_may_change(worker: Worker, starts: date, ends: date) -> list[date]:
    aprils = (date(year, 4, 1) for year in range(starts.year, ends.year + 1))
    birthdays = (worker.birthday(age) for age in (18, 19, 21))
    return [starts, *sorted(day for day in (*aprils, *birthdays) if starts < day <= ends)]


def cost_package(package: Package, known: tuple[PayrollRates, ...] = KNOWN_RATES) -> PackageCost:
    """Every cost of a lawful package for a full year at the rates of its tax year.

    Raises KindError for a missing compulsory cost, pay that is too low, or dates over two tax years;
    RatesNotSetError past the known rates, unless the package is marked as a best guess (then ESTIMATED).
    """
    rates, status = _rates_for(package, known)
    _check_local(package.local)
    ni_total = total_of(_ni(worker, package, rates) for worker in package.workers)
    lines = [line for worker in package.workers for line in _worker_lines(worker, package, rates)]
    lines += _local_lines(package, rates)
    if package.allowance_claimed:
        lines.append(PayLine("ALLOWANCE", _("Employment Allowance"), payable_ni(ni_total, rates) - ni_total))
    return PackageCost(
        rates=rates.tax_year,
        lines=tuple(line for line in lines if line.annual),
        one_off=pounds(
            times(rates.dbs_check, Decimal(package.local.reimburse_dbs_checks)) + package.local.other_one_off
        ),
        hours=times(total_of(worker.hours_per_week for worker in package.workers), WEEKS_PER_YEAR),
        status=status,
        assumptions=tuple(_assumptions(package)),
        questions=tuple(_questions(package.workers)),
    )


def _rates_for(package: Package, known: tuple[PayrollRates, ...]) -> tuple[PayrollRates, StatementStatus]:
    if not package.workers or package.starts > package.ends:
        raise KindError(_("Add a worker, and an end date after the start date."))
    try:
        rates = tax_rates_on(package.starts, known)
        if tax_rates_on(package.ends, known) is not rates:
            raise KindError(_("Work out each tax year by itself. A tax year ends on 5 April."))
        for worker in package.workers:
            check_minimum_pay(worker, package.starts, package.ends, known)
    except RatesNotSetError:
        if not package.best_guess:
            raise
        return max(known, key=lambda rates: rates.tax_from), StatementStatus.ESTIMATED
    return rates, StatementStatus.ESTIMATED if package.best_guess else StatementStatus.CONFIRMED


def _check_local(local: LocalCosts) -> None:
    # Employers' Liability (Compulsory Insurance) Act 1969: normally compulsory, so never left unsaid.
    if local.insurance is None:
        raise KindError(_("Add the cost of employer's insurance. The law asks for it."))
    if local.payroll_per_run is None:
        raise KindError(_("Add the cost of payroll. Type 0 if it is free."))


def _wages(worker: Worker) -> Decimal:
    return times(worker.hours_per_week, worker.hourly_rate, WEEKS_PER_YEAR)


def _accrued_holiday(worker: Worker, rates: PayrollRates) -> Decimal:
    if worker.holiday == HolidayMethod.COVER:
        return ZERO
    return times(_wages(worker), rates.holiday_accrual)


def _pay(worker: Worker, rates: PayrollRates) -> Decimal:
    # Holiday pay that is added to each payment is earnings, for NI and for the pension.
    return total_of([_wages(worker), _accrued_holiday(worker, rates)])


def _ni(worker: Worker, package: Package, rates: PayrollRates) -> Decimal:
    age = worker.age_on(package.ends)  # relief is counted on only when it lasts to the end of the package
    young = age < 21 or (worker.apprentice and age < 25)
    return employer_ni(_pay(worker, rates), package.pay_period, rates, young=young)


def _holiday_cover(worker: Worker, rates: PayrollRates) -> Decimal:
    weeks = min(rates.holiday_weeks, EXACT.divide(rates.holiday_days_at_most, worker.days_per_week))
    relief_rate = worker.relief_rate if worker.relief_rate is not None else worker.hourly_rate
    return times(worker.hours_per_week, weeks, relief_rate)


def _worker_lines(worker: Worker, package: Package, rates: PayrollRates) -> Iterable[PayLine]:
    yield PayLine("WAGES", _("Wages"), pounds(_wages(worker)))
    if worker.holiday == HolidayMethod.COVER:
        cover = _holiday_cover(worker, rates)
        yield PayLine("HOLIDAY_COVER", _("Somebody else in holidays"), pounds(cover))
        relief_holiday = pounds(times(cover, rates.holiday_accrual))
        yield PayLine("RELIEF_HOLIDAY", _("Holiday pay for the person who covers"), relief_holiday)
    else:
        yield PayLine("HOLIDAY_ACCRUED", _("Holiday pay"), pounds(_accrued_holiday(worker, rates)))
    yield PayLine("NI", _("National Insurance"), _ni(worker, package, rates))
    if has_pension(worker, _pay(worker, rates), package, rates):
        pension = employer_pension(_pay(worker, rates), package.pay_period, rates)
        yield PayLine("PENSION", _("Pension"), pension)


def _local_lines(package: Package, rates: PayrollRates) -> Iterable[PayLine]:
    local = package.local
    yield PayLine("INSURANCE", _("Employer's insurance"), pounds(local.insurance or ZERO))
    payroll = times(local.payroll_per_run or ZERO, periods_per_year(package.pay_period))
    yield PayLine("PAYROLL", _("Payroll"), pounds(payroll))
    yield PayLine("TRAINING", _("Training"), pounds(local.training))
    if local.update_service:
        # Since 21 January 2026 a worker applies for their own check: the employer pays them back.
        yearly = times(rates.dbs_update_yearly, Decimal(len(package.workers)))
        yield PayLine("DBS_UPDATE", _("Pay back the DBS update service"), pounds(yearly))


def _assumptions(package: Package) -> Iterable[str | Promise]:
    if any(worker.holiday == HolidayMethod.COVER for worker in package.workers):
        if package.allowance_claimed:
            yield _("No National Insurance is added for the person who covers. The allowance pays it.")
        else:
            yield _("No National Insurance is added for the person who covers. Check their pay.")
    if package.best_guess:
        yield _("Some rates are not set yet. This is a best guess.")


def _questions(workers: tuple[Worker, ...]) -> Iterable[str | Promise]:
    if any(worker.sleeps_in for worker in workers):
        yield _("Somebody sleeps in. Ask a payroll adviser what to pay for the night.")
    if any(worker.lives_in_as_family for worker in workers):
        yield _("A worker lives in as family. Ask a payroll adviser about the lowest pay.")
