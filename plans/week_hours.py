"""Hours of help in a good week: what it takes by kind of help, what there is, and the gap. Nothing here changes a row.

Hours are exact fractions of an hour in an average week; what is shown is rounded to the nearest quarter of an hour.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plans.tools.perfect_week import KINDS_OF_HELP

if TYPE_CHECKING:
    from plans.drawings.answers import Line

# How many times in a week something happens. What nobody has said counts as each week, so that no help is hidden.
TIMES_A_WEEK = {"fortnightly": Fraction(1, 2), "monthly": Fraction(12, 52), "seasonal": Fraction(4, 52)}
PICTURES = {
    "none": "person", "friend_family": "family", "kit": "tools", "shared_staff": "people", "own_staff": "hands",
}  # fmt: skip
NOBODY_SAID = "not_sure"
NO_HELP = "none"
MOVABLE = "can_move"


@dataclass(frozen=True)
class Fit:
    """One kind of help: its name, the hours that the week takes, and the hours there are (None: nobody has said)."""

    kind: str
    name: str
    picture: str
    takes: Fraction
    there_is: Fraction | None

    @property
    def takes_words(self) -> str:
        return hours_in_words(self.takes)

    @property
    def there_is_words(self) -> str:
        return _("Nobody has said") if self.there_is is None else hours_in_words(self.there_is)

    @property
    def gap_hours(self) -> str:
        """How many hours are missing, in words."""
        return hours_in_words(self.takes - (self.there_is or 0))

    @property
    def is_short(self) -> bool:
        return self.kind != NO_HELP and self.there_is is not None and quarters(self.takes - self.there_is) > 0

    @property
    def gap_words(self) -> str:
        """The gap as a sentence. More hours than the week takes is good to know, and no reason to take any away."""
        if self.kind == NO_HELP:
            return _("You need no help with this.")
        if self.there_is is None:
            return _("Say what help there is to see how it fits.")
        gap = self.takes - self.there_is
        if quarters(gap) == 0:
            return _("The hours fit.")
        if self.is_short:
            return _("Your week needs %(hours)s more of this help.") % {"hours": self.gap_hours}
        return _("There is %(hours)s more than your week needs.") % {"hours": hours_in_words(-gap)}


def fits_of(week: Iterable[Line], there_are: Iterable[Line]) -> list[Fit]:
    """Each kind of help that the week takes or that there is, in the order in which help is looked for."""
    takes = _by_kind(week)
    there_is = _by_kind(there_are)
    return [
        Fit(kind, str(name), PICTURES.get(kind, "question"), takes.get(kind, Fraction(0)), there_is.get(kind))
        for kind, name in KINDS_OF_HELP
        if kind in takes or kind in there_is
    ]


def movable(week: Iterable[Line]) -> list[str]:
    """What the person says can move: ideas, never a choice made for them."""
    can_move = (line.item.cells for line in week if line.item.cells.get("how_much_it_matters") == MOVABLE)
    return [cells["what"] for cells in can_move if cells.get("what")]


def quarters(hours: Fraction) -> int:
    """How many quarters of an hour, to the nearest."""
    return round(hours * 4)


def hours_in_words(hours: Fraction) -> str:
    """Hours as they are said: "2 hours", "1 hour 30 minutes", "45 minutes"."""
    whole, rest = divmod(quarters(hours), 4)
    words = []
    if whole or not rest:
        words.append(ngettext("%(count)d hour", "%(count)d hours", whole) % {"count": whole})
    if rest:
        words.append(_("%(count)d minutes") % {"count": rest * 15})
    return " ".join(words)


def _by_kind(lines: Iterable[Line]) -> dict[str, Fraction]:
    found: dict[str, Fraction] = {}
    for line in lines:
        cells = line.item.cells
        if cells.get("hours"):
            kind = cells.get("help") or NOBODY_SAID
            found[kind] = found.get(kind, Fraction(0)) + _in_a_week(cells)
    return found


def _in_a_week(cells: Mapping[str, str]) -> Fraction:
    """The hours of one row in an average week. Words that are no number, from long ago, count as none."""
    try:
        return Fraction(cells["hours"]) * TIMES_A_WEEK.get(cells.get("how_often", ""), Fraction(1))
    except ValueError:
        return Fraction(0)


def short_of(fits: Sequence[Fit]) -> list[Fit]:
    return [fit for fit in fits if fit.is_short]
