"""The first figure: how a price table turns an assessment into money, and how that is explained.

A formula only starts the conversation; the duty is to meet eligible needs
(R (KM) v Cambridgeshire [2012] UKSC 23: a formula is a guide, with an explanation that people can follow).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from budgets.arithmetic import EXACT, WEEKS_PER_YEAR, Costing, KindError, pounds, times, total_of, weekly_from
from budgets.enums import PriceMethod


@dataclass(frozen=True, slots=True)
class Band:
    """The weekly price from this many points, up to the next band."""

    from_points: int
    weekly: Decimal


@dataclass(frozen=True, slots=True)
class Prices:
    """The rows of one dated price table. `version` names it for ever; a used table never changes."""

    version: str
    bands: tuple[Band, ...] = ()
    per_point: Decimal | None = None
    professional_from: int = 70

    def __post_init__(self) -> None:
        starts = [band.from_points for band in self.bands]
        if starts and (starts[0] != 0 or any(low >= high for low, high in pairwise([*starts, self.professional_from]))):
            raise ValueError("Bands begin at 0 points and rise to the points where a person works it out.")


@dataclass(frozen=True, slots=True)
class Support:
    """One kind of support in a price list: what it is and its costing."""

    words: str
    costing: Costing


@dataclass(frozen=True, slots=True)
class ExplanationLine:
    """One step a person can read: a sentence with named figures, and the pounds that step came to."""

    words: str | Promise
    figures: Mapping[str, object] = field(default_factory=dict)
    amount: Decimal | None = None

    def __str__(self) -> str:
        return str(self.words) % self.figures if self.figures else str(self.words)


@dataclass(frozen=True, slots=True)
class Explanation:
    """A first figure and how it was made. `weekly` and `annual` are None when there is no honest figure."""

    method: PriceMethod
    table_version: str
    inputs: Mapping[str, object]
    lines: tuple[ExplanationLine, ...]
    weekly: Decimal | None
    annual: Decimal | None
    warnings: tuple[str | Promise, ...] = ()


class PersonMustPriceError(KindError):
    """The points are past where a formula may be used: a person works the money out."""


Step = tuple[Decimal, tuple[ExplanationLine, ...]]


def from_points(method: PriceMethod, prices: Prices, points: int, *, has_eligible_needs: bool) -> Explanation:
    """The first figure by BANDS, PER_POINT or INTERPOLATED from whole assessment points.

    Raises PersonMustPriceError at or past `prices.professional_from`, KindError for points below 0.
    Nothing to pay beside an eligible need gives a warning and no figure.
    """
    _check_points(points, prices)
    weekly, lines = _POINT_METHODS[method](prices, points)
    first = ExplanationLine(_("The assessment came to %(points)s points."), {"points": points})
    inputs = {"points": points, "has_eligible_needs": has_eligible_needs}
    annual = times(weekly, WEEKS_PER_YEAR)
    return _explained(method, prices.version, inputs, (first, *lines), annual, has_eligible_needs)


def from_support(version: str, support: Sequence[Support], *, has_eligible_needs: bool) -> Explanation:
    """READY_RECKONER: the sum of a price list's lines, each rounded once a year."""
    return _from_lines(PriceMethod.READY_RECKONER, version, support, has_eligible_needs, {})


def from_professional(
    version: str, support: Sequence[Support], *, reason: str, has_eligible_needs: bool
) -> Explanation:
    """PROFESSIONAL: a named person's own costing. Raises KindError when it gives no reason or no line."""
    if not reason.strip():
        raise KindError(_("Say how you worked out the money."))
    if not support:
        raise KindError(_("Add at least one kind of support and its price."))
    return _from_lines(PriceMethod.PROFESSIONAL, version, support, has_eligible_needs, {"reason": reason})


def _check_points(points: int, prices: Prices) -> None:
    if isinstance(points, bool) or not isinstance(points, int):
        raise TypeError("Points are a whole number.")
    if points < 0:
        raise KindError(_("Type points of 0 or more."))
    if points >= prices.professional_from:
        raise PersonMustPriceError(_("A person must work out the money for this much support."))


def _band_at(prices: Prices, points: int) -> int:
    if not prices.bands:
        raise KindError(_("This price table has no bands. Choose another way."))
    return max(index for index, band in enumerate(prices.bands) if band.from_points <= points)


def _by_band(prices: Prices, points: int) -> Step:
    index = _band_at(prices, points)
    band = prices.bands[index]
    ends = [*(row.from_points for row in prices.bands[1:]), prices.professional_from]
    figures = {"low": band.from_points, "high": ends[index] - 1, "weekly": f"{band.weekly:,.2f}"}
    words = _("From %(low)s to %(high)s points is £%(weekly)s each week.")
    return band.weekly, (ExplanationLine(words, figures, pounds(band.weekly)),)


def _by_point(prices: Prices, points: int) -> Step:
    if prices.per_point is None:
        raise KindError(_("This price table has no price for a point. Choose another way."))
    weekly = times(Decimal(points), prices.per_point)
    figures = {"points": points, "price": prices.per_point, "weekly": f"{pounds(weekly):,.2f}"}
    words = _("%(points)s points at £%(price)s is £%(weekly)s each week.")
    return weekly, (ExplanationLine(words, figures, pounds(weekly)),)


def _between_bands(prices: Prices, points: int) -> Step:
    index = _band_at(prices, points)
    low = prices.bands[index]
    start = ExplanationLine(
        _("%(points)s points starts at £%(weekly)s each week."),
        {"points": low.from_points, "weekly": f"{low.weekly:,.2f}"},
        pounds(low.weekly),
    )
    if index + 1 == len(prices.bands):  # no next price to lean towards: past the last band a person works it out
        return low.weekly, (start,)
    high = prices.bands[index + 1]
    share = EXACT.divide(Decimal(points - low.from_points), Decimal(high.from_points - low.from_points))
    extra = times(share, high.weekly - low.weekly)
    figures = {"points": points - low.from_points, "extra": f"{pounds(extra):,.2f}", "next": f"{high.weekly:,.2f}"}
    words = _("%(points)s more points towards £%(next)s adds £%(extra)s.")
    return EXACT.add(low.weekly, extra), (start, ExplanationLine(words, figures, pounds(extra)))


_POINT_METHODS = {
    PriceMethod.BANDS: _by_band,
    PriceMethod.PER_POINT: _by_point,
    PriceMethod.INTERPOLATED: _between_bands,
}


def _from_lines(
    method: PriceMethod, version: str, support: Sequence[Support], has_eligible_needs: bool, extra: dict[str, object]
) -> Explanation:
    lines = tuple(_support_line(item) for item in support)
    inputs = {**extra, "has_eligible_needs": has_eligible_needs, "support": [_snapshot(item) for item in support]}
    annual = total_of(item.costing.annual for item in support)
    return _explained(method, version, inputs, lines, annual, has_eligible_needs)


def _support_line(item: Support) -> ExplanationLine:
    costing = item.costing
    figures = {
        "what": item.words,
        "quantity": costing.quantity,
        "price": f"{costing.unit_price:,.2f}",
        "times": costing.occurrences_per_year,
        "annual": f"{costing.annual:,.2f}",
    }
    words = _("%(what)s: %(quantity)s at £%(price)s, %(times)s times a year, is £%(annual)s a year.")
    return ExplanationLine(words, figures, costing.annual)


def _snapshot(item: Support) -> dict[str, str]:
    costing = item.costing
    return {
        "words": item.words,
        "quantity": str(costing.quantity),
        "unit_price": str(costing.unit_price),
        "occurrences_per_year": str(costing.occurrences_per_year),
    }


def _explained(
    method: PriceMethod,
    version: str,
    inputs: Mapping[str, object],
    lines: tuple[ExplanationLine, ...],
    unrounded_annual: Decimal,
    has_eligible_needs: bool,
) -> Explanation:
    annual, weekly = pounds(unrounded_annual), weekly_from(unrounded_annual)
    if annual == 0 and has_eligible_needs:
        warning = _("The sum came to nothing, but there is a need to meet. A person must look at this.")
        return Explanation(method, version, inputs, lines, None, None, (warning,))
    figures = {"weekly": f"{weekly:,.2f}", "annual": f"{annual:,.2f}"}
    last = ExplanationLine(_("That is £%(weekly)s each week, £%(annual)s a year."), figures, annual)
    return Explanation(method, version, inputs, (*lines, last), weekly, annual)
