"""The way from the first figure to the final one: every change can be seen, and they add up."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from budgets.arithmetic import WEEKS_PER_YEAR, KindError, pounds, times, total_of, weekly_from
from budgets.enums import ChangeReason


@dataclass(frozen=True, slots=True)
class Change:
    """One step up (+) or down (-), in pounds a week, with its reason."""

    weekly_delta: Decimal
    reason: ChangeReason
    reason_text: str = ""
    visible_to_person: bool = True

    def __post_init__(self) -> None:
        if self.weekly_delta == 0:
            raise KindError(_("Type how much the money goes up or down."))
        if self.weekly_delta != pounds(self.weekly_delta):
            raise KindError(_("Use two numbers for pence, like 12.50."))
        if self.reason == ChangeReason.OTHER and not self.reason_text.strip():
            raise KindError(_("Say the reason in your own words."))

    @property
    def annual_delta(self) -> Decimal:
        """Pounds a year."""
        return times(self.weekly_delta, WEEKS_PER_YEAR)


@dataclass(frozen=True, slots=True)
class Figure:
    """An annual figure (the true one) and what it comes to each week."""

    annual: Decimal

    @property
    def weekly(self) -> Decimal:
        return weekly_from(self.annual)


def after_changes(first_annual: Decimal, changes: Sequence[Change]) -> Figure:
    """The figure after every change. Raises KindError when it would fall below nothing."""
    annual = pounds(total_of([first_annual, *(change.annual_delta for change in changes)]))
    if annual < 0:
        raise KindError(_("The money cannot go below 0."))
    return Figure(annual)


def confirm(first_annual: Decimal, changes: Sequence[Change], final_annual: Decimal) -> Figure:
    """The final figure, when final - first equals the sum of the changes that the person can see.

    Raises KindError otherwise: a figure that nobody can explain is not agreed
    (Care Act 2014 s.26, statutory guidance ch. 11: transparent).
    """
    seen = [change for change in changes if change.visible_to_person]
    figure = after_changes(first_annual, seen)
    if figure.annual != final_annual:
        gap = pounds(final_annual - figure.annual)
        raise KindError(_("£%(gap)s a year is not explained yet. Add the change and its reason."), gap=f"{gap:,.2f}")
    return figure
