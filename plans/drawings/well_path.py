"""The path from well to not well and back: stairs down on the left, up again on the right; and cards for "what if"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from plans.drawings.answers import Answers, Line
from plans.drawings.well_sheet import well_sheet

NAMES = {
    "well": _("When I am well"),
    "keeps_me_well": _("What keeps me well"),
    "knocks_me": _("What can upset me"),
    "signs": _("Signs that I am not well"),
    "do": _("Please do this"),
    "do_not": _("Please do not do this"),
    "after": _("What helps me back"),
}
STEPS = tuple(NAMES)


def well_path(answers: Answers) -> Mapping[str, Any]:
    """The stairs, the same seven steps as a list in the order in which they are walked, and a card for each "what if"."""
    return {
        "sheet": well_sheet(tuple(NAMES.values()), [answers.of(key) for key in STEPS]),
        "steps": [(number, key, _way(number)) for number, key in enumerate(STEPS, start=1)],
        "cards": [_card(line) for line in answers.of("what_if")],
        "copies": answers.of("who_holds_copy"),
        "holds_all": True,
    }


def _way(number: int) -> str:
    """Which way the path goes at a step: down to the signs in the middle, and up from there."""
    lowest = STEPS.index("signs") + 1
    return "lowest" if number == lowest else "down" if number < lowest else "up"


def _card(line: Line) -> dict[str, Any]:
    """One "what if" for a wallet. `alone` says that nobody is next when the first person cannot come."""
    words = {cell.key: said for cell, said in line.cells if said}
    return {
        "line": line,
        "words": words,
        "dial": "".join(sign for sign in words.get("phone", "") if sign.isdigit() or sign == "+"),
        "alone": not words.get("backup"),
    }
