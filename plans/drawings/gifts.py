"""Gifts: the person in the middle, with what head, hands and heart hold, and where it could be shared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from plans.drawings.answers import Answers
from plans.drawings.sheet import Block, Sheet, heading, number, paragraphs, row, said

if TYPE_CHECKING:
    from people.faces import Face

SIZE, TALL_SIZE = 21.0, 17.0
WIDE, SIDE, BETWEEN = 1240.0, 408.0, 28.0
FIGURE = 600.0  # how high the figure stands


@dataclass(frozen=True)
class Panel:
    """The words of one part of the figure. `at` is that part, from the middle of the figure's top."""

    sign: str
    name: str
    said: Sequence[str]
    at: tuple[float, float]


def gifts(answers: Answers) -> Mapping[str, Any]:
    """The figure with its words at both sides, and over them on a phone. The list has every word."""
    panels = [
        Panel("head", _("Head: what I know"), _of(answers, "head"), (-100, 110)),
        Panel("hands", _("Hands: what I can do"), _of(answers, "hands"), (-170, 240)),
        Panel("being", _("Being with me"), _of(answers, "being"), (100, 110)),
        Panel("heart", _("Heart: what I care about"), _of(answers, "heart"), (30, 372)),
    ]
    shared = [row(line, "gift", "person", "place", "how") for line in answers.of("where_shared")]
    return {"wide": _wide(panels, shared, answers.me), "tall": _tall(panels, shared, answers.me)}


def _of(answers: Answers, key: str) -> list[str]:
    return [said(line) for line in answers.of(key)]


def _wide(panels: Sequence[Panel], shared: Sequence[str], me: Face) -> Sheet:
    sheet = Sheet("me", WIDE)
    blocks = [paragraphs(panel.said, SIDE - 2 * SIZE, SIZE, most=11, each=4) for panel in panels]
    highs = [_high(block, 200) for block in blocks]
    columns = [highs[0] + BETWEEN + highs[1], highs[2] + BETWEEN + highs[3]]
    tall = max(*columns, FIGURE)
    drop = (tall - FIGURE) / 2
    for place, (panel, block) in enumerate(zip(panels, blocks, strict=True)):
        left = 0 if place < 2 else WIDE - SIDE
        column = columns[place // 2]
        spare = (tall - column) / 2
        top = 0 if place % 2 == 0 else highs[place - 1] + spare + BETWEEN
        high = highs[place] + spare
        _tie(sheet, panel, (SIDE if place < 2 else WIDE - SIDE, top + min(high / 2, 150)), drop)
        _panel(sheet, (left, top, SIDE, high), panel.name, block)
    _figure(sheet, WIDE / 2, drop, 1, me)
    sheet.height = _signs(sheet, tall + BETWEEN * 1.4, shared, SIZE, columns=3)
    return sheet


def _tall(panels: Sequence[Panel], shared: Sequence[str], me: Face) -> Sheet:
    sheet, top = Sheet("me", 360), 330.0
    _figure(sheet, 180, 0, 0.52, me)
    for panel in panels:
        block = paragraphs(panel.said, 360 - 2 * TALL_SIZE - 52, TALL_SIZE, most=10, each=5)
        high = _high(block, 64)
        _panel(sheet, (0, top, 360, high), panel.name, block, sign=panel.sign)
        top += high + 14
    sheet.height = _signs(sheet, top + 10, shared, TALL_SIZE, columns=1)
    return sheet


def _high(block: Block, least: float) -> float:
    return max(least, block.height + block.size * 3.2)


def _panel(sheet: Sheet, room: tuple[float, float, float, float], name: str, block: Block, sign: str = "") -> None:
    left, top, width, high = room
    size = block.size
    sheet.rectangle(left, top, width, high, "t")
    sheet.rectangle(left, top, width, 6, "b")
    indent = 52 if sign else 0
    if sign:
        _sign(sheet, sign, left + 36, top + 40)
    sheet.write(left + size + indent, top + size * 0.9, heading(name, width - size, size * 1.1), "words", bold=True)
    sheet.write(left + size + indent, top + size * 2.5, block, "words")


def _tie(sheet: Sheet, panel: Panel, start: tuple[float, float], drop: float) -> None:
    """A line from a panel to the part of the figure that it is about."""
    x, y = WIDE / 2 + panel.at[0], drop + panel.at[1]
    sheet.line(f"M{number(start[0])} {number(start[1])}L{number(x)} {number(y)}", "words", 4)


def _figure(sheet: Sheet, x: float, top: float, scale: float, me: Face) -> None:
    """A person with open arms: their own face, two hands, a heart."""

    def at(right: float, down: float) -> str:
        return f"{number(x + right * scale)} {number(top + down * scale)}"

    right = f"C{at(90, 350)} {at(164, 352)} {at(164, 262)}"
    sheet.line(f"M{at(-164, 262)}C{at(-164, 352)} {at(-90, 350)} {at(0, 318)}{right}", "b", 58 * scale)
    sheet.path(
        f"M{at(-92, 600)}L{at(-92, 316)}C{at(-92, 236)} {at(92, 236)} {at(92, 316)}L{at(92, 600)}L{at(14, 600)}"
        f"L{at(14, 470)}L{at(-14, 470)}L{at(-14, 600)}z",
        "b",
    )
    for side in (-1, 1):
        _hand(sheet, x + side * 164 * scale, top + 226 * scale, 32 * scale)
    sheet.path(heart(x, top + 352 * scale, 48 * scale), "heart")
    sheet.portrait(x, top + 112 * scale, 108 * scale, me)


def _hand(sheet: Sheet, x: float, y: float, radius: float) -> None:
    """An open hand: a palm and five fingers."""
    d = "".join(
        f"M{number(x)} {number(y)}l{number(radius * right)} {number(radius * down)}"
        for right, down in ((-1.25, 0), (-0.72, -1.2), (-0.03, -1.5), (0.66, -1.25), (1.25, 0))
    )
    sheet.line(d, "d", radius * 0.5)
    sheet.disc(x, y, radius * 0.82, "d")


def _sign(sheet: Sheet, sign: str, x: float, y: float) -> None:
    """The part of the figure again, small, beside its words."""
    if sign == "heart":
        sheet.path(heart(x, y, 20), "heart")
    elif sign == "hands":
        _hand(sheet, x, y + 5, 15)
    else:
        sheet.disc(x, y, 22, "sun")
        sheet.smile(x, y, 20, 5 if sign == "being" else 4)


def heart(x: float, y: float, size: float) -> str:
    """A heart round its middle; `size` is from the middle to an edge."""

    def at(right: float, down: float) -> str:
        return f"{number(x + right * size)} {number(y + down * size)}"

    right_half = f"C{at(0.35, -1.1)} {at(1.15, -0.9)} {at(1, -0.15)}C{at(0.9, 0.3)} {at(0.4, 0.6)} {at(0, 1)}"
    left_half = f"C{at(-0.4, 0.6)} {at(-0.9, 0.3)} {at(-1, -0.15)}C{at(-1.15, -0.9)} {at(-0.35, -1.1)} {at(0, -0.45)}"
    return f"M{at(0, -0.45)}{right_half}{left_half}z"


def _signs(sheet: Sheet, top: float, shared: Sequence[str], size: float, *, columns: int) -> float:
    """A signpost for each place or person that a gift could go to. Out: where they end."""
    if not shared:
        return top
    sheet.write(0, top, heading(_("Where I could share them"), sheet.width, size * 1.15), "words", bold=True)
    top += size * 2
    room = (sheet.width + 8) / columns
    point = size * 1.3
    for start in range(0, len(shared), columns):
        group = shared[start : start + columns]
        blocks = [paragraphs([words], room - point - size * 2.2, size, most=5, each=5) for words in group]
        high = max(block.height for block in blocks) + size * 1.6
        for place, block in enumerate(blocks):
            left = place * room
            body = number(room - 8 - point)
            sheet.path(
                f"M{number(left)} {number(top)}h{body}l{number(point)} {number(high / 2)}"
                f"l-{number(point)} {number(high / 2)}h-{body}z",
                "b",
            )
            sheet.write(left + size, top + (high - block.height) / 2 + size * 0.05, block, "o")
        top += high + 14
    return top
