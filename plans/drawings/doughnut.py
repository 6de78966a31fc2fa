"""Three rings: what must be done in the middle, own ideas around it, and outside what is nobody's job here."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from plans.drawings.answers import Answers, Line
from plans.drawings.wrapping import letters_across, wrap, wrap_some

MIDDLE = 360.0
EDGES = {"core": 150.0, "judgement": 256.0, "not_ours": 356.0}
NAME_FONT, WORDS_FONT = 30.0, 23.0
NAME_LINE, WORDS_LINE = 33.0, 28.0


def doughnut(answers: Answers) -> Mapping[str, Any]:
    """The rings from the outside in, with their names and their first words; the panels beside hold every word."""
    names = {"core": _("Must do"), "judgement": _("Own ideas"), "not_ours": _("Not their job")}
    rings = [_ring(key, names[key], answers.of(key)) for key in reversed(EDGES)]
    return {
        "middle": MIDDLE,
        "rings": rings,
        "panels": list(EDGES),
        "role": answers.of("role"),
        "topic": answers.of("topic"),
        "holds_all": True,
    }


def _ring(key: str, name: str, lines: Sequence[Line]) -> dict[str, Any]:
    """One ring: its name at the top, the first of its words at the bottom. The middle has both one under the other."""
    radius = EDGES[key]
    words = " · ".join(line.words for line in lines)
    if key == "core":
        top = MIDDLE - 58
        room = letters_across(2 * radius - 50, WORDS_FONT)
        shown, first = wrap_some(words, room, 4), top + 44
    else:
        inner = EDGES["core" if key == "judgement" else "judgement"]
        top = MIDDLE - (inner + radius) / 2 + NAME_FONT / 3
        low = MIDDLE + inner + 34
        room = letters_across(_across(radius - 10, inner + 34 + WORDS_LINE), WORDS_FONT)
        shown, first = wrap_some(words, room, 2), low + (WORDS_LINE / 2 if len(wrap(words, room)) < 2 else 0)
    return {
        "key": key,
        "radius": radius,
        "name": name,
        "name_y": round(top, 1),
        "lines": [(round(first + WORDS_LINE * number, 1), line) for number, line in enumerate(shown)],
    }


def _across(radius: float, away: float) -> float:
    """How wide a circle is, so far from its middle."""
    return 2 * math.sqrt(max(0.0, radius**2 - away**2))
