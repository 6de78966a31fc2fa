"""The map of places: near are the places I go to, far the ones I would like; and five stepping stones for each place.

It is drawn by hand from words: it knows no street and no live location.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from plans.drawings.answers import Answers, Line
from plans.drawings.pictured import picture_for
from plans.drawings.rows import apart, code_of, words_of
from plans.drawings.wrapping import letters_across, wrap_some

# In the units of the drawing (1000 by 860), with home in the middle.
MIDDLE = (500.0, 430.0)
NEAR, NEAR_SIZE, MOST_NEAR = (262.0, 172.0), 78.0, 8
FAR, FAR_SIZE, MOST_FAR = (420.0, 350.0), 74.0, 12
TYPE, LINE = 22.0, 25.0
STONES = (
    ("1", _("I am there")),
    ("2", _("People notice me")),
    ("3", _("I join in")),
    ("4", _("I make links")),
    ("5", _("I give something")),
)
FACES = {"1": "cry", "2": "sad", "3": "so-so", "4": "happy", "5": "very-happy"}
# What stands under the name of a place, in this order.
FACTS = ("kind", "how_often", "how_i_get_there", "with")


def places_map(answers: Answers) -> Mapping[str, Any]:
    """The map (as many as there is room for) and a card for every place, which holds all of its words."""
    rows, other = apart(answers.of("places"))
    cards = [_card(line) for line in rows]
    near = [(card["name"], card["id"]) for card in cards]
    far = [(line.words, "") for line in answers.of("would_like")]
    return {
        "near": _around(near[:MOST_NEAR], NEAR, NEAR_SIZE, 0.5),
        "far": _around(far[:MOST_FAR], FAR, FAR_SIZE, 0.0),
        "cards": cards,
        "other": other,
        "holds_all": True,
    }


def _card(line: Line) -> dict[str, Any]:
    words, step = words_of(line), code_of(line, "step")
    labels = {cell.key: cell.label for cell, _words in line.cells}
    return {
        "id": f"place-{line.item.pk}",
        "line": line,
        "name": words.get("place") or line.words,
        "picture": picture_for(words.get("place", "")) or "pin",
        "facts": [(labels[key], words[key]) for key in FACTS if words.get(key)],
        "feels": words.get("feels", ""),
        "face": FACES.get(code_of(line, "feels"), "question"),
        "stones": [{"number": number, "name": name, "here": number == step} for number, name in STONES],
        "step": words.get("step", ""),
        "next_step": words.get("next_step", ""),
    }


def _around(
    names: Sequence[tuple[str, str]], reach: tuple[float, float], size: float, lean: float
) -> list[dict[str, Any]]:
    """Discs evenly spread on an oval. `lean` turns the oval by a share of one step, so that near and far stand apart."""
    points = _even(reach, len(names), lean)
    return [
        {"id": name_id, "x": round(x, 1), "y": round(y, 1), "size": size, "lines": _lines(words, y, size)}
        for (words, name_id), (x, y) in zip(names, points, strict=True)
    ]


def _lines(words: str, y: float, size: float) -> list[tuple[float, str]]:
    """The words of a disc and how far down each line stands."""
    lines = wrap_some(words, letters_across(size * 1.7, TYPE), 4 if len(words) > 24 else 3)
    top = y - LINE * (len(lines) - 1) / 2 + TYPE * 0.35
    return [(round(top + LINE * number, 1), line) for number, line in enumerate(lines)]


def _even(reach: tuple[float, float], count: int, lean: float) -> list[tuple[float, float]]:
    """`count` points on an oval round home, with the same way to go from each to the next."""
    across, down = reach
    turns = [math.tau * step / 720 for step in range(721)]
    track = [(MIDDLE[0] + across * math.sin(turn), MIDDLE[1] - down * math.cos(turn)) for turn in turns]
    gone = [0.0]
    for one, two in itertools.pairwise(track):
        gone.append(gone[-1] + math.dist(one, two))
    wanted = [gone[-1] * ((place + lean) % count) / count for place in range(count)]
    return [track[next(number for number, far in enumerate(gone) if far >= want)] for want in wanted]
