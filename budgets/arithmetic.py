"""How money is read, multiplied, rounded and split. Pounds as Decimal; the annual figure is the true one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from budgets.enums import Frequency

PENNY = Decimal("0.01")
ZERO = Decimal("0.00")
WEEKS_PER_YEAR = Decimal(52)
LARGEST_AMOUNT = Decimal("1000000")
# Wide enough that three numbers of six places multiply exactly, whatever the caller's own decimal context is.
EXACT = Context(prec=60, rounding=ROUND_HALF_UP)

OCCURRENCES = {
    Frequency.DAY: Decimal(364),
    Frequency.WEEK: Decimal(52),
    Frequency.FORTNIGHT: Decimal(26),
    Frequency.FOUR_WEEKS: Decimal(13),
    Frequency.MONTH: Decimal(12),
    Frequency.QUARTER: Decimal(4),
    Frequency.YEAR: Decimal(1),
}


class KindError(ValueError):
    """Something cannot be done with these figures; `words` say in one plain sentence what to do instead."""

    def __init__(self, words: str | Promise, **figures: object) -> None:
        super().__init__(words)
        self.words = words
        self.figures = figures

    def __str__(self) -> str:
        return str(self.words) % self.figures if self.figures else str(self.words)


def exact(value: str | int | Decimal) -> Decimal:
    """The finite Decimal of a string, whole number or Decimal. A float is refused: it has already lost pennies."""
    if isinstance(value, bool) or not isinstance(value, (str, int, Decimal)):
        raise TypeError("Money is given as text, a whole number or a Decimal.")
    number = Decimal(value)
    if not number.is_finite():
        raise TypeError("Money is a finite number.")
    return number


def pounds(amount: Decimal) -> Decimal:
    """`amount` to the penny, halves away from zero: 30.825 is 30.83 and -4.265 is -4.27."""
    return exact(amount).quantize(PENNY, context=EXACT)


def times(*factors: Decimal) -> Decimal:
    """The exact, unrounded product."""
    product = Decimal(1)
    for factor in factors:
        product = EXACT.multiply(product, exact(factor))
    return product


def total_of(amounts: Iterable[Decimal]) -> Decimal:
    """The exact sum, at least two places."""
    total = ZERO
    for amount in amounts:
        total = EXACT.add(total, exact(amount))
    return total


def weekly_from(annual: Decimal, weeks: Decimal = WEEKS_PER_YEAR) -> Decimal:
    """Pounds a week, rounded once, from an annual figure (give the unrounded one where there is one)."""
    return pounds(EXACT.divide(annual, weeks))


@dataclass(frozen=True, slots=True)
class Costing:
    """One price worked out: how much, at what price, how many times a year. Up to six places each."""

    quantity: Decimal
    unit_price: Decimal
    occurrences_per_year: Decimal

    @property
    def unrounded(self) -> Decimal:
        return times(self.quantity, self.unit_price, self.occurrences_per_year)

    @property
    def annual(self) -> Decimal:
        """Pounds a year, rounded once: the figure that counts."""
        return pounds(self.unrounded)

    @property
    def weekly(self) -> Decimal:
        """Pounds a week, for show only."""
        return weekly_from(self.unrounded)


@dataclass(frozen=True, slots=True)
class PartYear:
    """The share of an annual figure for some days of a year. The days are shown beside the amount."""

    days: int
    days_in_year: int
    amount: Decimal


def part_year(annual: Decimal, start: date, end: date, year_start: date | None = None) -> PartYear:
    """Annual pounds for the days `start` to `end`, both counted, divided by the days of their year.

    The year is the twelve months from `year_start`, or else the tax year (from 6 April) that holds `start`.
    Raises KindError when the days are not inside that one year.
    """
    first = year_start or tax_year_start(start)
    after = _twelve_months_on(first)
    if not first <= start <= end < after:
        raise KindError(_("Choose an end date after the start date, inside one year."))
    days, days_in_year = (end - start).days + 1, (after - first).days
    return PartYear(days, days_in_year, pounds(EXACT.divide(times(annual, Decimal(days)), Decimal(days_in_year))))


def tax_year_start(day: date) -> date:
    """The 6 April on or before `day`."""
    start = date(day.year, 4, 6)
    return start if day >= start else date(day.year - 1, 4, 6)


def _twelve_months_on(day: date) -> date:
    if (day.month, day.day) == (2, 29):
        return date(day.year + 1, 3, 1)
    return date(day.year + 1, day.month, 1) + timedelta(days=day.day - 1)


_PLAIN = re.compile(r"[0-9]*(?:\.[0-9]{1,2})?")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]{1,2})?")
_TOO_MANY_PENCE = re.compile(r"[0-9,]*\.[0-9]{3,}")


def parse_money(typed: str) -> Decimal:
    """Pounds, from 0 to 1,000,000, as a person typed them: "12.50", "£1,200", "1,200.50".

    Raises KindError with the sentence to show beside the field. A comma for pence is never read as thousands.
    """
    text = typed.strip().removeprefix("£").strip()
    if not (_THOUSANDS.fullmatch(text) or (_PLAIN.fullmatch(text) and text)):
        raise KindError(_what_to_type(text))
    amount = Decimal(text.replace(",", ""))
    if amount > LARGEST_AMOUNT:
        raise KindError(_("Type an amount up to 1,000,000."))
    return pounds(amount)


def _what_to_type(text: str) -> Promise:
    if not text:
        return _("Type an amount, like 12.50.")
    if text[0] in "-−–" and text[1:].lstrip("£ ")[:1].isdigit():
        return _("Type 0 or more. Leave out the minus sign.")
    if any(letter.isdigit() and not letter.isascii() for letter in text):
        return _("Use the numbers 0 to 9, like 12.50.")
    if _TOO_MANY_PENCE.fullmatch(text):
        return _("Use two numbers for pence, like 12.50.")
    if re.fullmatch(r"[0-9.,]*", text):
        return _("Use a full stop for pence, like 12.50.")
    return _("Use numbers only, like 12.50.")
