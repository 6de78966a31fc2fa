"""MAPs: one big sheet, eight panels along a winding road."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from plans.drawings.answers import Answers
from plans.drawings.sheet import Block, Sheet, heading, number, paragraphs, rounded, row, said
from plans.drawings.wrapping import LETTER, letters_in

SIZE, TALL_SIZE = 21.0, 17.0
WIDE, PANEL, STEP = 1280.0, 288.0, 310.0  # the panels of one side of the road start a step apart
LEAN = 62.0  # how much further along the road the panels under it stand
ROAD, SWING = 176.0, 34.0  # how much room the road has between the panels, and how far it winds from the middle


@dataclass(frozen=True)
class Panel:
    """One of the eight: its number, its name, what was said, and whether the first word is the truest."""

    step: int
    name: str
    said: Sequence[str]
    kind: str = "t"
    truest: bool = False

    @property
    def words(self) -> str:
        return {"t": "words", "b": "o", "d": "o", "sun": "ink"}[self.kind]


def maps(answers: Answers) -> Mapping[str, Any]:
    """The road lying down and standing up. A panel shows only what its reader may see; the list has every word."""
    panels = _panels(answers)
    return {"wide": _lying(panels), "tall": _standing(panels)}


def _panels(answers: Answers) -> list[Panel]:
    who_am_i = answers.of("who_am_i")
    plain = {
        key: [said(line) for line in answers.of(key)] for key in ("what_is_a_map", "dreams", "nightmares", "gifts")
    }
    return [
        Panel(1, _("What a map is for"), plain["what_is_a_map"]),
        Panel(2, _("My story"), [row(line, "when", "story") for line in answers.of("history")]),
        Panel(3, _("My dreams"), plain["dreams"], "sun"),
        Panel(4, _("What I am afraid of"), plain["nightmares"]),
        Panel(5, _("Who I am"), [said(line) for line in who_am_i], truest=len(who_am_i) > 1 and not who_am_i[0].who),
        Panel(6, _("My gifts"), plain["gifts"]),
        Panel(7, _("What would help"), [said(line) for line in answers.of("needs")]),
        Panel(8, _("What we will do"), [row(line, "what", "who", "by_when") for line in answers.of("action")], "b"),
    ]


def _lying(panels: Sequence[Panel]) -> Sheet:
    """Odd panels stand over the road, even ones hang under it."""
    sheet = Sheet("dreams", WIDE)
    blocks = [paragraphs(panel.said, PANEL - 40, SIZE, most=11, each=5) for panel in panels]
    over = max(_high(panel, block) for panel, block in zip(panels[::2], blocks[::2], strict=True))
    under = max(_high(panel, block) for panel, block in zip(panels[1::2], blocks[1::2], strict=True))
    middle = over + ROAD / 2
    lefts = [STEP * (place // 2) + (LEAN if place % 2 else 0) for place in range(len(panels))]
    stops = [
        (left + PANEL / 2 - 50 + 100 * (place % 2), middle + (SWING if place % 2 else -SWING))
        for place, left in enumerate(lefts)
    ]
    _road(sheet, [(28, middle + SWING), *stops, (WIDE - 28, middle - SWING)])
    for place, (panel, block) in enumerate(zip(panels, blocks, strict=True)):
        top, high = (middle + ROAD / 2, under) if place % 2 else (0, over)
        _panel(sheet, (lefts[place], top, PANEL, high), panel, block)
        x, y = stops[place]
        sheet.line(f"M{number(x)} {number(y)}V{number(top if place % 2 else high)}", "words", 6)
        sheet.numbered(*stops[place], 27, panel.step)
    sheet.height = over + ROAD + under
    return sheet


def _standing(panels: Sequence[Panel]) -> Sheet:
    """The road winds down the left side, a panel at each stop."""
    sheet, top = Sheet("dreams", 360), 0.0
    blocks = [paragraphs(panel.said, 360 - 72 - 28, TALL_SIZE, most=10, each=5) for panel in panels]
    highs = [_high(panel, block) for panel, block in zip(panels, blocks, strict=True)]
    tops = [sum(highs[:place]) + 16 * place for place in range(len(highs))]
    stops = [(38.0 if place % 2 else 20.0, top + 26) for place, top in enumerate(tops)]
    sheet.height = tops[-1] + highs[-1]
    _road(sheet, [*stops, (30, sheet.height - 14)], width=24, upright=True)
    for panel, block, high, top, stop in zip(panels, blocks, highs, tops, stops, strict=True):
        _panel(sheet, (72, top, 288, high), panel, block)
        sheet.numbered(*stop, 18, panel.step)
    return sheet


def _high(panel: Panel, block: Block) -> float:
    """How high a panel must be for its name and words; an empty one still has room to write in."""
    name = heading(panel.name, 248, block.size * 1.1)
    return name.height + max(block.height, block.size * 2.4) + block.size * 2.2


def _panel(sheet: Sheet, room: tuple[float, float, float, float], panel: Panel, block: Block) -> None:
    left, top, width, high = room
    size = block.size
    name = heading(panel.name, width - 40, size * 1.1)
    sheet.rectangle(left, top, width, high, panel.kind)
    sheet.write(left + size * 0.8, top + size * 0.6, name, panel.words, bold=True)
    words_at = top + size * 1.1 + name.height
    if panel.truest:
        _ring(sheet, left + size * 0.8, words_at, width - 40, block, panel.said[0])
    sheet.write(left + size * 0.8, words_at, block, panel.words)


def _ring(sheet: Sheet, x: float, y: float, room: float, block: Block, word: str) -> None:
    """A ring round the truest word: the first of the list, which the person can reorder."""
    lines = len(paragraphs([word], room, block.size, most=5, each=5).lines)
    high = lines * block.size * 1.28 + 8
    width = max(_ink(line, block.size) for _down, line in block.lines[:lines]) + 22
    sheet.line(rounded(x - 11, y - 3, width, high, min(20, high / 2)), "sun", 4)


def _ink(line: str, size: float) -> float:
    return letters_in(line) * size * LETTER


def _road(sheet: Sheet, stops: Sequence[tuple[float, float]], width: float = 56, *, upright: bool = False) -> None:
    """A road through every stop, with a broken line along its middle."""
    d = f"M{number(stops[0][0])} {number(stops[0][1])}"
    for (x, y), (to_x, to_y) in itertools.pairwise(stops):
        half_x, half_y = (x + to_x) / 2, (y + to_y) / 2
        bend = (x, half_y, to_x, half_y) if upright else (half_x, y, half_x, to_y)
        d += f"C{' '.join(number(each) for each in bend)} {number(to_x)} {number(to_y)}"
    sheet.line(d, "s", width)
    sheet.line(d, "dash", width / 14)
