"""Staying well as a sheet: stairs down on the left, the signs at the foot, stairs up again on the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from plans.drawings.answers import Line
from plans.drawings.points import FEET, MOST_LINES, PAGE, Points, points, say_more
from plans.drawings.sheet import Block, Sheet, number
from plans.drawings.wrapping import letters_across, wrap_some

WIDE, SIZE, BETWEEN, INSIDE = 1240.0, 19.5, 6.0, 16.0
NUMBER, ARROW = 22.0, 34.0
LEAST, MOST = 2, 12  # lines that a step may have where many steps are full, and where there is room
SIGNS = 3  # the place of the lowest step, which is wide enough for two columns
# Where each step lies: its row from above, where it begins and ends across (of 100), its colour.
STEPS = (
    (0, 0, 45, "t"), (1, 5, 49.8, "t2"), (2, 10, 49.8, "t3"), (3, 15, 85, "s"),
    (2, 50.2, 90, "t3"), (1, 50.2, 95, "t2"), (0, 55, 100, "t"),
)  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One step: its name and what was said, in one column or two."""

    number: int
    name: Block
    said: Sequence[Points]
    whole: bool

    @property
    def height(self) -> float:
        said = max(column.height for column in self.said)
        return max(NUMBER * 2, self.name.height + said + SIZE * 0.5) + INSIDE * 2


def well_sheet(names: Sequence[object], lines: Sequence[Sequence[Line]]) -> Sheet | None:
    """The stairs with what was said on each, or nothing while nothing was said. They fit one page of paper: where steps
    are very full their last answers stand in the list alone, and the sheet says so."""
    if not any(lines):
        return None
    for most in range(MOST, LEAST - 1, -1):
        steps = [_step(place, name, said, most) for place, (name, said) in enumerate(zip(names, lines, strict=True))]
        tops = _tops(steps)
        if tops[4] <= PAGE - FEET:
            break
    sheet = Sheet("health", WIDE)
    for place, step in enumerate(steps):
        _lay(sheet, step, place, tops)
    sheet.height = tops[4] - BETWEEN
    if not all(step.whole for step in steps):
        say_more(sheet, SIZE)
    return sheet


def _room(place: int) -> float:
    _row, first, last, _kind = STEPS[place]
    return (last - first) * WIDE / 100


def _inside(place: int) -> float:
    """How much of a step its words may take."""
    return _room(place) - INSIDE * 3 - NUMBER * 2 - (0 if place == SIGNS else ARROW)


def _step(place: int, name: object, said: Sequence[Line], most: int) -> Step:
    words = wrap_some(str(name), letters_across(_inside(place), SIZE) * 0.9, 2)
    head = Block([(SIZE * (1 + 1.15 * line), each) for line, each in enumerate(words)], SIZE * 1.15 * len(words), SIZE)
    across = 2 if place == SIGNS and len(said) > 1 else 1
    every = points(said, _inside(place) / across - (INSIDE if across > 1 else 0), SIZE, min(most, MOST_LINES))
    half = -(-len(every.of) // across)
    columns = [Points(every.of[half * column : half * (column + 1)]) for column in range(across)]
    some = [_first_of(column, most) for column in columns]
    whole = all(len(few.of) == len(column.of) and not few.cut for few, column in zip(some, columns, strict=True))
    return Step(
        place + 1, head, [few.with_more(len(column.of)) for few, column in zip(some, columns, strict=True)], whole
    )


def _first_of(every: Points, most: int) -> Points:
    """As many answers as stand in `most` lines, and always the first."""
    some, used = Points(), 0
    for point in every.of:
        used += max(len(point.words.lines), round(point.photo * 2 / SIZE))
        if used > most and some.of:
            break
        some.of.append(point)
    return some


def _tops(steps: Sequence[Step]) -> list[float]:
    """Where each of the four rows begins, and where the last one ends."""
    tops = [0.0]
    for row in range(4):
        high = max(step.height for step, (here, *_rest) in zip(steps, STEPS, strict=True) if here == row)
        tops.append(tops[-1] + high + BETWEEN)
    return tops


def _lay(sheet: Sheet, step: Step, place: int, tops: Sequence[float]) -> None:
    row, first, _last, kind = STEPS[place]
    left, top, width = first * WIDE / 100, tops[row], _room(place)
    high = tops[row + 1] - top - BETWEEN
    words = "si" if kind == "s" else "words"
    sheet.rectangle(left, top, width, high, kind)
    sheet.disc(left + INSIDE + NUMBER, top + INSIDE + NUMBER, NUMBER, "si" if kind == "s" else "d")
    figure = Block([(SIZE * 1.2, str(step.number))], SIZE * 1.2, SIZE * 1.2)
    sheet.write(
        left + INSIDE + NUMBER,
        top + INSIDE + NUMBER - SIZE * 0.72,
        figure,
        "s" if kind == "s" else "on-d",
        bold=True,
        middle=True,
    )
    right = left + INSIDE * 2 + NUMBER * 2
    sheet.write(right, top + INSIDE, step.name, words, bold=True)
    for column, said in enumerate(step.said):
        across = right + column * _inside(place) / len(step.said)
        said.lay(sheet, across, top + INSIDE + step.name.height + SIZE * 0.5, words, dots=words)
    if place != SIGNS:
        _arrow(sheet, left + width - INSIDE - 14, top + INSIDE + 4, down=place < SIGNS)


def _arrow(sheet: Sheet, x: float, y: float, *, down: bool) -> None:
    tip, back = (y + 32, -12) if down else (y, 12)
    sheet.line(
        f"M{number(x)} {number(y)}v32M{number(x - 12)} {number(tip + back)}L{number(x)} {number(tip)}l12 {number(back)}",
        "d",
        5,
    )
