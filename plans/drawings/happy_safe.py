"""The happy and safe grid: up is happy, right is safe, and every idea is a dot where its two scales put it.

The grid has no colours of danger and no sum of the two scales: it shows where an idea stands, and the people talk.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any

from django.utils.translation import gettext as _

from plans.drawings.answers import Answers, Line
from plans.drawings.wrapping import letters_across, wrap
from plans.safeguarding import speaks_of_harm

WIDTH, HEIGHT = 700.0, 890.0
LEFT, RIGHT, TOP, BOTTOM = 14.0, 686.0, 62.0, 822.0  # the block of four
MIDDLE_X, MIDDLE_Y = (LEFT + RIGHT) / 2, (TOP + BOTTOM) / 2
REACH = 254.0  # from the middle to 0 or 10; what is left above and below is for the names of the four
DOT = 38.0
FONT = 30.0
LINE = 36.0
# How far apart two dots stand: side by side where there is room, and else so that each letter is still seen.
APART = (2 * DOT + 4, 1.4 * DOT, 0.8 * DOT)
MOST_STEPS = 12  # half dots to each side that are looked at for a free place


@dataclass(frozen=True)
class Idea:
    """One idea: its letter, its line, and where its scales put it (0 to 10), if both were answered."""

    letter: str
    line: Line
    cells: Mapping[str, str]
    happy: int | None
    safe: int | None
    picked: bool = False

    @property
    def placed(self) -> bool:
        return self.happy is not None and self.safe is not None

    @property
    def where(self) -> str:
        """The part of the grid it stands in, in words."""
        if self.happy is None or self.safe is None:
            return _("Not on the grid yet")
        if self.happy == 5 or self.safe == 5:
            return _("On a line of the grid")
        return _names()[(self.happy > 5, self.safe > 5)]


def happy_safe(answers: Answers) -> Mapping[str, Any]:
    """The four names, a dot for each idea that has both scales, and all ideas as a list that says the same."""
    ideas = ideas_of(answers)
    spoken = [line.words for lines in answers.lines.values() for line in lines]
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "ideas": ideas,
        "dots": _dots([idea for idea in ideas if idea.placed]),
        "quarters": _quarters(),
        "harm": any(speaks_of_harm(words) for words in spoken),
        "before": ("why_it_matters", "now", "want"),
        "beside": ("worries", "if_not", "tried_learned", "who_thinks_with_me"),
        "after": ("chosen", "who_decides", "first_try", "stop_or_change_if", "signed_by", "log"),
        "holds_all": True,
    }


def ideas_of(answers: Answers) -> list[Idea]:
    """Every idea with its letter, in the order in which it was written: no idea comes before another for its place."""
    chosen = [line.words for line in answers.of("chosen")]
    ideas = []
    for letter, line in zip(_letters(), answers.of("ideas"), strict=False):
        kept = line.item.cells if line.item else {}
        words = {cell.key: said for cell, said in line.cells if said}
        picked = any(_picks(choice, letter, words.get("idea", line.words)) for choice in chosen)
        ideas.append(Idea(letter, line, words, _scale(kept.get("happy")), _scale(kept.get("safe")), picked))
    return ideas


def _letters() -> Iterator[str]:
    """A, B, C ... Z, AA, AB ..."""
    yield from ascii_uppercase
    yield from (first + second for first in ascii_uppercase for second in ascii_uppercase)


def _picks(choice: str, letter: str, idea: str) -> bool:
    """Whether "B", "B, with Max" or the words of the idea pick it. "A walk" is a walk, and not the letter A."""
    said, meant = choice.strip().casefold(), idea.strip().casefold()
    begins = said.removeprefix(letter.casefold())
    by_letter = begins != said and (not begins.strip() or begins[0] in ",.:;)-")
    return by_letter or (bool(meant) and meant.rstrip(".") == said.rstrip("."))


def _scale(value: str | None) -> int | None:
    return int(value) if value and value.isdigit() and int(value) <= 10 else None


def _names() -> dict[tuple[bool, bool], str]:
    """The names of the four, by (happy, safe)."""
    return {
        (True, False): _("Happy, not so safe"),
        (True, True): _("Happy and safe"),
        (False, False): _("Not so happy, not so safe"),
        (False, True): _("Safe, not so happy"),
    }


def _quarters() -> list[dict[str, Any]]:
    """The four blocks with their names, written in the room that no dot uses."""
    room = letters_across(MIDDLE_X - LEFT - 36, FONT)
    quarters = []
    for (happy, safe), words in _names().items():
        lines = wrap(words, room)
        first = TOP + 42 if happy else BOTTOM - 20 - LINE * (len(lines) - 1)
        quarters.append(
            {
                "x": MIDDLE_X if safe else LEFT, "y": TOP if happy else MIDDLE_Y,
                "width": MIDDLE_X - LEFT, "height": MIDDLE_Y - TOP, "aim": happy and safe,
                "kind": f"{'happy' if happy else 'not'}-{'safe' if safe else 'not'}",
                "words_x": (MIDDLE_X if safe else LEFT) + 18,
                "lines": [(first + LINE * number, line) for number, line in enumerate(lines)],
            }
        )  # fmt: skip
    return quarters


def _dots(ideas: Sequence[Idea]) -> list[dict[str, Any]]:
    """Where each dot stands. One that would cover another is moved aside, within its own part of the grid."""
    taken: list[tuple[float, float]] = []
    dots = []
    for idea in ideas:
        x, y = _free(_spot(idea), taken)
        taken.append((x, y))
        dots.append({"idea": idea, "x": round(x, 1), "y": round(y, 1), "words_y": round(y + 12, 1), "radius": DOT})
    return dots


def _spot(idea: Idea) -> tuple[float, float]:
    happy, safe = idea.happy or 0, idea.safe or 0
    return MIDDLE_X + (safe - 5) / 5 * REACH, MIDDLE_Y - (happy - 5) / 5 * REACH


def _free(spot: tuple[float, float], taken: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The nearest place to `spot` that is free, on the same side of both lines. Where it is crowded dots may overlap."""
    places = [place for place in _around(spot) if _same_side(spot, place)]
    for apart in APART:
        for place in places:
            if all(math.dist(place, other) >= apart for other in taken):
                return place
    return spot


def _around(spot: tuple[float, float]) -> list[tuple[float, float]]:
    """Places about the spot, the spot itself first and the others the nearest first."""
    steps = [number * APART[0] / 2 for number in range(-MOST_STEPS, MOST_STEPS + 1)]
    offsets = sorted(((right, down) for right in steps for down in steps), key=lambda each: math.hypot(*each))
    return [(spot[0] + right, spot[1] + down) for right, down in offsets]


def _same_side(spot: tuple[float, float], place: tuple[float, float]) -> bool:
    """Whether a place is in the grid and, like the spot, right or left of the one line, above or below the other."""
    right, down = place[0] - MIDDLE_X, place[1] - MIDDLE_Y
    return (
        abs(right) <= REACH
        and abs(down) <= REACH
        and _side(spot[0] - MIDDLE_X) == _side(right)
        and _side(spot[1] - MIDDLE_Y) == _side(down)
    )


def _side(distance: float) -> int:
    return 0 if abs(distance) < 1 else int(math.copysign(1, distance))
