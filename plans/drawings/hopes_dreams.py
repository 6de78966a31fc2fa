"""Hopes and dreams: stars in a sky, near ones soon and far ones one day; clouds for fears; a first step on the hill."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from plans.drawings.answers import Answers, Line
from plans.drawings.sheet import Block, Mark, Sheet, heading, number, paragraphs, row, said, star
from plans.drawings.wrapping import LETTER, letters_in

SIZE, TALL_SIZE = 21.0, 17.0
SOON, YEAR, ONE_DAY, SOME_TIME = "soon", "next_year", "one_day", "not_sure"
FAR_TO_NEAR = (ONE_DAY, SOME_TIME, YEAR, SOON)
STAR = {ONE_DAY: 19.0, SOME_TIME: 22.0, YEAR: 27.0, SOON: 36.0}  # the nearer, the larger; the words are all one size
DRIFT = {ONE_DAY: 0.62, SOME_TIME: 0.1, YEAR: 0.5, SOON: 0.16}  # so that stars do not stand in columns
HILL = 96.0  # how high the hill rises above its foot

Band = tuple[str, str, Sequence[str]]  # how far off, its name, the hopes in it
Drawn = Callable[[Sheet], None]  # something to lay on the sheet when its turn comes


@dataclass(frozen=True)
class Sky:
    """What is in the sky, far to near, and what is under it."""

    bands: Sequence[Band]
    fears: Sequence[str]
    step: Sequence[str]
    me: Any


def hopes_dreams(answers: Answers) -> Mapping[str, Any]:
    """The sky at a desk and on a phone. How many stars there are says nothing, so nothing counts them."""
    names = {ONE_DAY: _("One day"), SOME_TIME: _("Some time"), YEAR: _("Next year"), SOON: _("Soon")}
    hopes = [(_when(line), row(line, "hope")) for line in answers.of("hopes")]
    bands = [(when, str(names[when]), [words for each, words in hopes if each == when]) for when in FAR_TO_NEAR]
    sky = Sky(
        [band for band in bands if band[2]],
        [said(line) for line in answers.of("fears")],
        [said(line) for line in answers.of("tiny_step")],
        answers.me,
    )
    return {"wide": _draw(sky, 1240, SIZE, columns=3), "tall": _draw(sky, 360, TALL_SIZE, columns=1)}


def _when(line: Line) -> str:
    """How far off a hope is, as the person said it; some time, when they did not."""
    when = line.item.cells.get("when", "") if line.item else ""
    return when if when in (SOON, YEAR, ONE_DAY) else SOME_TIME


def _draw(sky: Sky, width: float, size: float, *, columns: int) -> Sheet:
    """The sky grows with what is in it. Ground first, then stars, clouds and the hill in front of them."""
    sheet = Sheet("dreams", width)
    stars, below = _stars(sky.bands, width, size, columns)
    clouds, ground = _clouds(sky.fears, width, size, below, columns)
    hill = paragraphs(sky.step, width - size * 12 if columns > 1 else width - 2 * size, size, most=5, each=5)
    foot = ground + HILL * width / 1240 + size * 3.2
    sheet.height = foot + hill.height + size * 1.2 + (0 if columns > 1 else size * 3)
    sheet.height = max(sheet.height, ground + size * 9)
    sheet.rectangle(0, 0, width, sheet.height, "b")
    for draw in stars:
        draw(sheet)
    sheet.marks[1:1] = _twinkles(sheet, ground)
    for draw in clouds:
        draw(sheet)
    _hill(sheet, ground, foot, hill, sky, columns)
    return sheet


def _stars(bands: Sequence[Band], width: float, size: float, columns: int) -> tuple[list[Drawn], float]:
    """How to draw each band with its name and stars, and where the sky below them begins."""
    drawn: list[Drawn] = []
    top, label = size * 1.5, _label_room(size, columns)
    for when, name, hopes in bands:
        drawn.append(_label(name, size, top + (STAR[when] - size * 0.7 if columns > 1 else 0)))
        top += 0 if columns > 1 else size * 1.9
        for start in range(0, len(hopes), columns):
            room = (label, top, width - label - size)
            line, high = _line_of_stars(hopes[start : start + columns], when, room, size, columns)
            drawn += line
            top += high
        top += size * 0.6
    return drawn, top + (0 if bands else size * 5)


def _label_room(size: float, columns: int) -> float:
    """The names of the bands stand at the left of a wide sky, and over their stars in a tall one."""
    return size * 7.5 if columns > 1 else 0


def _label(name: str, size: float, top: float, room: float = 1000) -> Drawn:
    return lambda sheet: sheet.write(size * 1.2, top, heading(name, room, size * 1.1), "glow", bold=True)


def _line_of_stars(
    hopes: Sequence[str], when: str, corner: tuple[float, float, float], size: float, columns: int
) -> tuple[list[Drawn], float]:
    """Stars across the room that there is, each a little lower than the one before, as stars are."""
    left, top, across = corner
    room = across / len(hopes)
    radius = STAR[when] * (1 if columns > 1 else 0.8)
    reach = radius * 2 + size * 1.6
    drawn, high = [], 0.0
    for place, words in enumerate(hopes):
        block = paragraphs([words], min(room, across / min(columns, 2)) - reach - size * 0.6, size, most=5, each=5)
        slack = room - reach - max((letters_in(line) for _down, line in block.lines), default=0) * size * LETTER
        drift = max(0, slack) * DRIFT[when] if columns > 1 else 0
        drop = size * 0.9 * (place % 2)
        x, y = left + place * room + drift + size + radius, top + drop + max(radius, block.height / 2)
        drawn.append(_star(x, y, radius, block, size))
        high = max(high, drop + max(radius * 2, block.height))
    return drawn, high + size * 1.1


def _star(x: float, y: float, radius: float, block: Block, size: float) -> Drawn:
    def draw(sheet: Sheet) -> None:
        sheet.path(star(x, y, radius, 5, 0.5), "sun")
        sheet.write(x + radius + size * 0.6, y - block.height / 2 - size * 0.1, block, "o")

    return draw


def _clouds(fears: Sequence[str], width: float, size: float, top: float, columns: int) -> tuple[list[Drawn], float]:
    """A cloud for each fear, low in the sky, and where the ground begins."""
    if not fears:
        return [], top
    left = _label_room(size, columns)
    drawn = [_label(_("What I do not want"), size, top + size * 1.4, left - size * 1.6 if left else 1000)]
    top += 0 if left else size * 3.4
    room = (width - left - size * 2) / min(columns, max(2, len(fears))) if left else width - size * 2
    per_line = min(columns, len(fears))
    for start in range(0, len(fears), per_line):
        group = fears[start : start + per_line]
        blocks = [paragraphs([words], room - size * 4.2, size, most=5, each=5) for words in group]
        high = max(block.height for block in blocks) + size * 3
        for place, block in enumerate(blocks):
            drawn.append(_cloud(left + size + place * room, top, room - size * 0.8, high, block, size))
        top += high + size * 0.9
    return drawn, top


def _cloud(x: float, y: float, width: float, high: float, block: Block, size: float) -> Drawn:
    def draw(sheet: Sheet) -> None:
        sheet.path(cloud(x, y, width, high), "cloud")
        sheet.write(x + width / 2, y + (high - block.height) / 2 + size * 0.35, block, "ink", middle=True)

    return draw


def cloud(x: float, y: float, width: float, high: float) -> str:
    """A cloud with a flat foot and three bumps, in a box."""
    side, bump = min(high * 0.5, 44.0), min(high * 0.28, 30.0)
    flat = width - 2 * side
    third = flat / 3
    return (
        f"M{number(x + side)} {number(y + high)}a{number(side)} {number((high - bump) / 2)} 0 0 1 0 -{number(high - bump)}"
        f"c{number(third * 0.1)} -{number(bump * 1.4)} {number(third * 0.9)} -{number(bump * 1.4)} {number(third)} -{number(bump * 0.3)}"
        f"c{number(third * 0.1)} -{number(bump * 1.2)} {number(third * 0.9)} -{number(bump * 1.2)} {number(third)} 0"
        f"c{number(third * 0.3)} -{number(bump)} {number(third * 0.9)} -{number(bump * 0.6)} {number(third)} {number(bump * 0.3)}"
        f"a{number(side)} {number((high - bump) / 2)} 0 0 1 0 {number(high - bump)}z"
    )


def _twinkles(sheet: Sheet, down_to: float) -> list[Mark]:
    """Small far lights, always in the same places, and never under a letter or a star."""
    lights = Sheet(sheet.place, sheet.width)
    for place in range(1, int(sheet.width * down_to / 9000)):
        x, y = (place * 0.7548777 % 1) * sheet.width, (place * 0.5698403 % 1) * down_to
        if not any(_over(mark, x, y) for mark in sheet.marks):
            lights.disc(x, y, 1.4 + place % 3 * 0.6, "glow")
    return lights.marks


def _over(mark: Mark, x: float, y: float) -> bool:
    if not mark.words:
        return False
    size, left, foot = float(mark.size), float(mark.at[0]), float(mark.at[1])
    end = left + letters_in(mark.words) * size * LETTER * 1.1
    return left - 4.5 * size < x < end + size and foot - 1.6 * size < y < foot + size


def _hill(sheet: Sheet, top: float, foot: float, words: Block, sky: Sky, columns: int) -> None:
    """The person on the hill, looking up, and the first small step in front of them."""
    width, size = sheet.width, words.size
    rise = HILL * width / 1240 if columns > 1 else 34.0
    radius = size * 2.6
    at = (size * 1.2 + radius, top + rise + radius * 0.72)
    sheet.height = max(sheet.height, at[1] + radius + size)
    sheet.path(
        f"M0 {number(top + rise)}C{number(width * 0.2)} {number(top - rise * 0.3)} {number(width * 0.45)} {number(top)} {number(width * 0.6)} {number(top + rise * 0.7)}"
        f"S{number(width * 0.9)} {number(top + rise * 1.1)} {number(width)} {number(top + rise * 0.6)}V{number(sheet.height)}H0z",
        "s",
    )
    sheet.portrait(*at, radius, sky.me)
    if not words.lines:
        return
    left = at[0] + radius + size * 1.4
    name = heading(_("One small step"), width - left - size, size * 1.1)
    sheet.write(left, foot - size * 1.6, name, "si", bold=True)
    if columns > 1:
        sheet.write(left, foot, words, "si")
    else:
        sheet.write(size * 1.2, foot + size * 3, words, "si")
