"""The personal budget statement (Care Act 2014 s.26): what it costs, what the person pays, what the council pays."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from budgets.arithmetic import EXACT, WEEKS_PER_YEAR, ZERO, KindError, pounds, times, total_of, weekly_from
from budgets.enums import ExclusionReason, LineKind, ManagementMethod, StatementStatus

ADAPTATION_FREE_UP_TO = Decimal("1000.00")
# Wales: no more than £100 a week for support outside a care home (WSI 2015/1843, kept in December 2024).
WALES_WEEKLY_CAP = Decimal("100.00")


@dataclass(frozen=True, slots=True)
class Line:
    """One rounded line. `annual` is pounds a year, or the price when `recurring` is False (bought once)."""

    description: str
    method: ManagementMethod
    annual: Decimal
    kind: LineKind = LineKind.SERVICE
    recurring: bool = True
    chargeable: bool = True
    needs: tuple[str, ...] = ()
    other_funder: str = ""

    def __post_init__(self) -> None:
        if self.annual < 0 or self.annual != pounds(self.annual):
            raise KindError(_("Type an amount in pounds and pence, like 12.50."))
        if self.kind == LineKind.FREE and self.annual:
            raise KindError(_("Free support has a price of 0."))

    @property
    def weekly(self) -> Decimal | None:
        """Pounds a week for show; something bought once has none."""
        return weekly_from(self.annual) if self.recurring else None


def contingency(description: str, percent: Decimal, of: Sequence[Line], method: ManagementMethod) -> Line:
    """A named line for surprises: `percent` of the stated recurring lines. Never hidden inside another line."""
    base = total_of(line.annual for line in of if line.recurring)
    amount = pounds(EXACT.divide(times(base, percent), Decimal(100)))
    return Line(description, method, amount, kind=LineKind.CONTINGENCY)


def is_excluded(reason: ExclusionReason, price: Decimal) -> bool:
    """Whether nobody may be charged. Aids at any price; adaptations to a home costing £1,000 or less (SI 2014/2840)."""
    return reason != ExclusionReason.SMALL_ADAPTATION or price <= ADAPTATION_FREE_UP_TO


@dataclass(frozen=True, slots=True)
class Contribution:
    """What the person pays, in pounds. `assessed_weekly` came from the financial assessment; it is never worked out."""

    assessed_weekly: Decimal
    annual: Decimal

    @property
    def weekly(self) -> Decimal:
        return weekly_from(self.annual)


def contribution(
    assessed_weekly: Decimal, chargeable_annual: Decimal, weekly_cap: Decimal | None = None
) -> Contribution:
    """The assessed amount, but never more than the chargeable support costs, nor than a national cap."""
    if assessed_weekly < 0:
        raise KindError(_("Type 0 or more. Leave out the minus sign."))
    weekly = assessed_weekly if weekly_cap is None else min(assessed_weekly, weekly_cap)
    return Contribution(assessed_weekly, min(pounds(times(weekly, WEEKS_PER_YEAR)), chargeable_annual))


@dataclass(frozen=True, slots=True)
class Statement:
    """The whole statement. Totals are sums of annual lines; weekly figures come from those totals."""

    lines: tuple[Line, ...]
    contribution: Contribution
    total: Decimal
    one_off_total: Decimal
    other_public_money: Decimal
    by_method: Mapping[ManagementMethod, Decimal]
    status: StatementStatus
    weeks_per_year: Decimal = WEEKS_PER_YEAR

    @property
    def total_weekly(self) -> Decimal:
        return weekly_from(self.total, self.weeks_per_year)

    @property
    def council_amount(self) -> Decimal:
        """Pounds a year from the council."""
        return self.total - self.contribution.annual

    @property
    def council_weekly(self) -> Decimal:
        """By subtraction, so that the equation holds to the penny each week too."""
        return self.total_weekly - self.contribution.weekly

    @property
    def first_year(self) -> Decimal:
        return self.total + self.one_off_total

    @property
    def contribution_from_direct_payment(self) -> Decimal:
        """The contribution comes off the direct payment first."""
        return min(self.contribution.annual, self.by_method[ManagementMethod.DP])

    @property
    def net_direct_payment(self) -> Decimal:
        return self.by_method[ManagementMethod.DP] - self.contribution_from_direct_payment

    @property
    def contribution_invoiced(self) -> Decimal:
        """What is left of the contribution for the council to ask for."""
        return self.contribution.annual - self.contribution_from_direct_payment


def build_statement(
    lines: Sequence[Line],
    assessed_weekly: Decimal,
    *,
    eligible_needs: Collection[str],
    met_otherwise: Collection[str] = (),
    weekly_cap: Decimal | None = None,
    status: StatementStatus = StatementStatus.CONFIRMED,
) -> Statement:
    """The statement of these lines. Raises KindError when CONFIRMED and an eligible need has no line."""
    uncovered = needs_without_a_line(lines, eligible_needs, met_otherwise)
    if uncovered and status == StatementStatus.CONFIRMED:
        raise KindError(_("Say how each need is met. Still to do: %(needs)s."), needs=", ".join(uncovered))
    ours = [line for line in lines if not line.other_funder]
    recurring = [line for line in ours if line.recurring]
    chargeable = total_of(line.annual for line in recurring if line.chargeable)
    made = Statement(
        lines=tuple(lines),
        contribution=contribution(assessed_weekly, chargeable, weekly_cap),
        total=total_of(line.annual for line in recurring),
        one_off_total=total_of(line.annual for line in ours if not line.recurring),
        other_public_money=total_of(line.annual for line in lines if line.other_funder),
        by_method=_split(recurring),
        status=status,
    )
    check_equation(made)
    return made


def needs_without_a_line(
    lines: Sequence[Line], eligible_needs: Collection[str], met_otherwise: Collection[str] = ()
) -> tuple[str, ...]:
    """Eligible needs that no line meets and that are not recorded as met in another way (Care Act 2014 s.25(1))."""
    met = {need for line in lines for need in line.needs} | set(met_otherwise)
    return tuple(sorted(set(eligible_needs) - met))


def check_equation(statement: Statement) -> None:
    """Raises KindError unless the parts, the lines and the two payers each add up to the total, to the penny."""
    paid = statement.contribution.annual + statement.council_amount
    paid_weekly = statement.contribution.weekly + statement.council_weekly
    recurring = total_of(line.annual for line in statement.lines if line.recurring and not line.other_funder)
    totals = {statement.total, paid, recurring, total_of(statement.by_method.values())}
    if len(totals) > 1 or paid_weekly != statement.total_weekly or statement.council_amount < 0:
        raise KindError(_words_for_unequal())


def _split(recurring: Sequence[Line]) -> dict[ManagementMethod, Decimal]:
    return {
        method: total_of((ZERO, *(line.annual for line in recurring if line.method == method)))
        for method in ManagementMethod
    }


def _words_for_unequal() -> str | Promise:
    return _("The parts do not add up to the total. Check the lines.")
