"""The path from well to not well and back: steps down on the left, up again on the right; and cards for "what if"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plans.drawings.answers import Answers, Line

STEPS = ("well", "keeps_me_well", "knocks_me", "signs", "do", "do_not", "after")


def well_path(answers: Answers) -> Mapping[str, Any]:
    """The seven steps in the order in which they are walked, and a card for each "what if"."""
    return {
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
