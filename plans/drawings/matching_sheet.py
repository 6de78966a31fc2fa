"""Two circles that overlap in what both would like: the person's own is full, the other's is a ring. No sum stands by them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from plans.drawings.points import say_more
from plans.drawings.sheet import LINE, Block, Sheet, circle
from plans.drawings.wrapping import MORE, letters_across, wrap_some

if TYPE_CHECKING:
    from people.faces import Face

WIDE, SIZE, RADIUS = 1240.0, 22.0, 300.0
MINE, THEIRS, MIDDLE = 440.0, 800.0, 306.0  # how far to the right the circles stand, and how far down
SIDE, BOTH = 240.0, 184.0  # room for words in a circle alone, and where they overlap
SIDE_AT, SIDE_HIGH, BOTH_HIGH = (
    192.0,
    262.0,
    264.0,
)  # how far from its edge words stand in a circle, and how high they may be
EACH = 4  # lines of one answer
BETWEEN = 0.4


def matching_sheets(pairs: Sequence[Mapping[str, Any]], me: Face) -> list[Sheet]:
    """A sheet for each pair that says something."""
    return [_sheet(pair, me) for pair in pairs if pair["only_me"] or pair["both"] or pair["only_them"]]


def _sheet(pair: Mapping[str, Any], me: Face) -> Sheet:
    sheet = Sheet("people", WIDE, MIDDLE * 2)
    sheet.disc(MINE, MIDDLE, RADIUS, "sun")
    sheet.line(circle(THEIRS, MIDDLE, RADIUS), "words", 5)
    left, right = MINE - RADIUS + SIDE_AT, THEIRS + RADIUS - SIDE_AT
    mine, both, theirs = (
        _words(words, room, high)
        for words, room, high in (
            (pair["only_me"], SIDE, SIDE_HIGH),
            (pair["both"] or [_("We could try something new.")], BOTH, BOTH_HIGH),
            (pair["only_them"], SIDE, SIDE_HIGH),
        )
    )
    name = _words([pair["name"] or _("My helper")], SIDE, SIZE * LINE * 3)
    top = MIDDLE - (mine.height + 116) / 2
    sheet.portrait(left, top + 40, 40, me)
    sheet.write(left, top + 86, _words([me.name], SIDE, SIZE * LINE), "ink", bold=True, middle=True)
    sheet.write(left, top + 122, mine, "ink", middle=True)
    sheet.write((MINE + THEIRS) / 2, MIDDLE - both.height / 2, both, "ink", bold=True, middle=True)
    top = MIDDLE - (theirs.height + name.height + 10) / 2
    sheet.write(right, top, name, "words", bold=True, middle=True)
    sheet.write(right, top + name.height + 10, theirs, "words", middle=True)
    if any(words.endswith(MORE) for block in (mine, both, theirs, name) for _down, words in block.lines):
        say_more(sheet, SIZE)
    return sheet


def _words(said: Sequence[str], room: float, high: float) -> Block:
    """Words in lines at most `room` wide and `high` together. What is over that is "…": the list has it."""
    lines: list[tuple[float, str]] = []
    top, width = 0.0, letters_across(room, SIZE) * 0.9
    for place, words in enumerate(said):
        left = int((high - top) / (SIZE * LINE) + 0.01) - (1 if place + 1 < len(said) else 0)
        pieces = wrap_some(words, width, min(EACH, left)) if left > 0 else [MORE]
        for piece in pieces:
            lines.append((top + SIZE, piece))
            top += SIZE * LINE
        if left <= 0:
            break
        top += SIZE * BETWEEN
    return Block(lines, top, SIZE)
