"""The PATH: one wide arrow that points at the dream. Filled from the right, then the left, then the middle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from plans.drawings.answers import Answers
from plans.drawings.sheet import TIED, Block, Sheet, heading, number, paragraphs, row, said, star

BANDS = (4, 5, 6, 7)
SIZE, TALL_SIZE = 22.0, 17.0
NOW_WIDE, BANDS_WIDE, OVER = 226.0, 540.0, 96.0
SHAFT = NOW_WIDE + BANDS_WIDE
SPIKES = 1.28  # how far the sun's rays reach, in radii of the circle that its words fill
MOST_LINES = 9


@dataclass(frozen=True)
class Circle:
    """A name and words that a circle of this radius holds."""

    name: Block
    words: Block
    radius: float


def path(answers: Answers) -> Mapping[str, Any]:
    """The arrow lying down and standing up. Beside it is the list with every word."""
    steps, names = _steps(answers), _names(answers)
    closing = [said(line) for line in answers.of("words")]
    return arrow(steps, names, closing)


def arrow(steps: Mapping[int, Sequence[str]], names: Mapping[int, str], closing: Sequence[str]) -> Mapping[str, Any]:
    """The arrow lying down and standing up, from the words of each step."""
    return {"wide": _lying(steps, names, closing), "tall": _standing(steps, names, closing)}


def _steps(answers: Answers) -> dict[int, list[str]]:
    """What was said at each of the seven steps, a row as one sentence."""
    return {
        1: [said(line) for line in answers.of("dream")],
        2: [said(line) for line in answers.of("goals_year")],
        3: [said(line) for line in answers.of("now")],
        4: [row(line, "person", "ask_them_to", "answer") for line in answers.of("enrol")],
        5: [said(line) for line in answers.of("stay_strong")],
        6: [row(line, "by_when", "what", "who") for line in answers.of("three_six")],
        7: [row(line, "what", "who", "by_when") for line in answers.of("first_steps")],
    }


def _names(answers: Answers) -> dict[int, str]:
    year = [line.words for line in answers.of("year_from") if line.words]
    return {
        1: _("My dream"), 2: year[0] if year else _("One year on"), 3: _("Now"), 4: _("Who helps us"),
        5: _("What keeps us strong"), 6: _("In three and six months"), 7: _("This week"),
    }  # fmt: skip


def _lying(steps: Mapping[int, Sequence[str]], names: Mapping[int, str], closing: Sequence[str]) -> Sheet:
    bands = [paragraphs(steps[step], BANDS_WIDE - 120, SIZE, most=7, each=3) for step in BANDS]
    now = paragraphs(steps[3], NOW_WIDE - 44, SIZE, most=16, each=6)
    tallest = max(now.height + 130, sum(_band_high(band) for band in bands))
    spare = (tallest - sum(_band_high(band) for band in bands)) / len(bands)
    year, dream = _in_a_circle(names[2], steps[2], 124, 164), _in_a_circle(names[1], steps[1], 116, 148, SIZE * 1.1)
    sun = dream.radius * SPIKES
    sheet = Sheet("dreams", SHAFT + year.radius * 2 + sun * 2 + 4)
    half = max(tallest / 2 + OVER, year.radius * 1.9)
    middle, tip = half + 6, sheet.width - sun
    top = middle - tallest / 2
    sheet.path(
        f"M{number(SHAFT)} {number(middle - half)}L{number(tip)} {number(middle)}L{number(SHAFT)} {number(middle + half)}z",
        "s",
    )
    _now_at_the_left(sheet, top, tallest, names[3], now)
    _bands(sheet, (NOW_WIDE, top, BANDS_WIDE), bands, spare, names)
    _year(sheet, SHAFT + year.radius + 12, middle, year)
    _dream(sheet, tip, middle, dream)
    sheet.height = middle + half + 6
    _closing(sheet, 0, top + tallest + 26, SHAFT - 20, closing, SIZE)
    return sheet


def _standing(steps: Mapping[int, Sequence[str]], names: Mapping[int, str], closing: Sequence[str]) -> Sheet:
    sheet, edge = Sheet("dreams", 360), 22.0
    year = _in_a_circle(names[2], steps[2], 98, 118, TALL_SIZE)
    dream = _in_a_circle(names[1], steps[1], 92, 138, TALL_SIZE * 1.1)
    sun = dream.radius * SPIKES
    year_at = sun * 2 + year.radius + 2
    base = year_at + year.radius + 16
    sheet.path(f"M180 {number(base - _head_high(year.radius))}L360 {number(base)}H0z", "s")
    bands = [paragraphs(steps[step], 360 - edge * 2 - 74, TALL_SIZE, most=9, each=4) for step in BANDS]
    _year(sheet, 180, year_at, year)
    _dream(sheet, 180, sun, dream)
    top = _bands(sheet, (edge, base, 360 - edge * 2), bands, 0, names)
    now = paragraphs(steps[3], 360 - edge * 2 - 74, TALL_SIZE, most=12, each=5)
    sheet.rectangle(edge, top, 360 - edge * 2, _band_high(now), "t")
    _step(sheet, edge + 12, top, 3, names[3], now, "words")
    sheet.height = top + _band_high(now) + 4
    _closing(sheet, edge, sheet.height + 14, 360 - edge * 2, closing, TALL_SIZE)
    return sheet


def _band_high(block: Block) -> float:
    """A band has room for its name and its words, and is never thin."""
    return max(block.size * 4.4, block.size * 1.85 + block.height + block.size * 0.9)


def _in_a_circle(name: str, words: Sequence[str], least: float, most: float, size: float = SIZE) -> Circle:
    """The smallest circle that holds a number, a name and as many of the words as the largest one can."""
    radius, lines = least, MOST_LINES
    while True:
        title = heading(name, radius * 1.5, size)
        block = paragraphs(words, radius * 1.46, size, most=lines, each=max(3, lines - 2 * (len(words) - 1)))
        if size * 2.4 + title.height + block.height <= radius * 1.52 or lines == 1:
            return Circle(title, block, radius)
        radius, lines = (radius + 4, lines) if radius < most else (radius, lines - 1)


def _head_high(radius: float) -> float:
    """How high a head of 360 across must be to hold a circle."""
    half, held = 180.0, radius + 8
    return 2 * half * half * held / (half * half - held * held)


def _year(sheet: Sheet, x: float, y: float, circle: Circle) -> None:
    sheet.disc(x, y, circle.radius, "card")
    _inside(sheet, (x, y), 2, circle, "words")


def _dream(sheet: Sheet, x: float, y: float, circle: Circle) -> None:
    sheet.path(star(x, y, circle.radius * SPIKES, 18, 0.85), "sun")
    _inside(sheet, (x, y), 1, circle, "ink")


def _inside(sheet: Sheet, at: tuple[float, float], step: int, circle: Circle, kind: str) -> None:
    """A number, a name and words, one under another, round the middle of a circle."""
    (x, y), name, words = at, circle.name, circle.words
    disc = words.size * 0.95
    top = y - (disc * 2 + 10 + name.height + words.height) / 2
    sheet.numbered(x, top + disc, disc, step)
    sheet.write(x, top + disc * 2 + 4, name, kind, bold=True, middle=True)
    sheet.write(x, top + disc * 2 + 10 + name.height, words, kind, middle=True)


def _now_at_the_left(sheet: Sheet, top: float, high: float, name: str, words: Block) -> None:
    sheet.rectangle(0, top, NOW_WIDE + 1, high, "t")
    sheet.numbered(46, top + 46, 24, 3)
    sheet.write(22, top + 80, heading(name, NOW_WIDE - 44, SIZE), "words", bold=True)
    sheet.write(22, top + 112, words, "words")


def _bands(
    sheet: Sheet, room: tuple[float, float, float], bands: Sequence[Block], spare: float, names: Mapping[int, str]
) -> float:
    """Steps 4 to 7, one band each, from the top of `room` (left, top, width) down. Out: where they end."""
    left, top, width = room
    for place, (step, words) in enumerate(zip(BANDS, bands, strict=True)):
        high = _band_high(words) + spare
        sheet.rectangle(left, top, width, high + 1, "b2" if place % 2 else "b")
        _step(sheet, left + 14, top + spare / 2, step, names[step], words, "o")
        top += high
    return top


def _step(sheet: Sheet, x: float, top: float, step: int, name: str, words: Block, kind: str) -> None:
    size = words.size
    free = _band_high(words) - size * 1.45 - words.height
    top += free / 2
    sheet.numbered(x + size * 1.1, top + size * 1.1, size * 1.05, step)
    sheet.write(x + size * 2.7, top - size * 0.1, heading(name, 1000, size * 1.05), kind, bold=True)
    sheet.write(x + size * 2.7, top + size * 1.35, words, kind)


def _closing(sheet: Sheet, x: float, y: float, room: float, words: Sequence[str], size: float) -> None:
    """One word about today from each, under the arrow. The sheet grows to hold them."""
    if not words:
        return
    block = paragraphs([TIED.join(words)], room, size, most=4, each=4)
    sheet.write(x, y, heading(_("One word about today"), room, size), "words", bold=True)
    sheet.write(x, y + size * 1.4, block, "words")
    sheet.height = max(sheet.height, y + size * 1.4 + block.height + 4)
