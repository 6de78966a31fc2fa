"""Answers one under another on a sheet, each with a dot, none of them lost: what does not fit one sheet goes on the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from plans.drawings.answers import Line
from plans.drawings.sheet import LINE, Block, Sheet, said
from plans.drawings.wrapping import MORE, letters_across, wrap_some

PAGE = 690.0  # how high a sheet of 1240 units may be before a page of paper makes its letters small
FEET = 44.0  # of that, what the words at the foot of a sheet take
DOT = 22.0  # from a dot to its words
MOST_LINES = 8  # of one answer
BETWEEN = 0.4  # between two answers, in font sizes


@dataclass(frozen=True)
class Point:
    """One answer in lines."""

    words: Block
    line: Line | None = None

    @property
    def photo(self) -> float:
        return 34.0 if self.line and self.line.item and self.line.item.photo_id else 0.0

    @property
    def height(self) -> float:
        return max(self.words.height, self.photo * 2)

    @property
    def cut(self) -> bool:
        return any(words.endswith(MORE) for _down, words in self.words.lines)


@dataclass
class Points:
    """Some answers, as high as they are together."""

    of: list[Point] = field(default_factory=list)

    @property
    def height(self) -> float:
        gaps = sum(point.words.size * BETWEEN for point in self.of[1:])
        return sum(point.height for point in self.of) + gaps

    @property
    def cut(self) -> bool:
        return any(point.cut for point in self.of)

    def with_more(self, every: int) -> Points:
        """These and a line that says there are more, where they are not all of `every`."""
        if len(self.of) == every:
            return self
        last = self.of[-1].words
        return Points([*self.of[:-1], replace(self.of[-1], words=with_more(last))])

    def lay(self, sheet: Sheet, x: float, y: float, kind: str, *, dots: str = "") -> None:
        """Write them from a top left corner on. `dots` is the colour of the dots; a photo stands in the place of one."""
        for point in self.of:
            size, wide = point.words.size, DOT + point.photo * 2 if point.photo else DOT
            if point.photo and point.line:
                sheet.photo(x + point.photo, y + point.photo, point.photo, point.line)
            elif dots:
                sheet.disc(x + 6, y + size * 0.66, 5, dots)
            down = max(0.0, (point.photo * 2 - point.words.height) / 2)
            sheet.write(x + (wide if dots else 0), y + down, point.words, kind)
            y += point.height + size * BETWEEN


def with_more(block: Block) -> Block:
    """The same words with a line under them that says there are more."""
    high = block.height + block.size * LINE
    return Block([*block.lines, (block.height + block.size, MORE)], high, block.size)


def points(lines: Sequence[Line], room: float, size: float, each: int = MOST_LINES) -> Points:
    """Answers within `room` units. One in sound alone, or of more than `each` lines, ends in "…": the list has it whole."""
    return Points([Point(_words(said(line), room - DOT - _photo_room(line), size, each), line) for line in lines])


def plain(words: Sequence[str], room: float, size: float) -> Points:
    """Words without dots, such as the name of a row."""
    return Points([Point(_words(each, room, size)) for each in words if each])


def _words(words: str, room: float, size: float, most: int = MOST_LINES) -> Block:
    lines = wrap_some(words or MORE, letters_across(room, size), most)
    return Block(
        [(size * (1 + LINE * place), line) for place, line in enumerate(lines)], size * LINE * len(lines), size
    )


def _photo_room(line: Line) -> float:
    return 68.0 if line.item and line.item.photo_id else 0.0


def in_turns(columns: Sequence[Points], most: float) -> Iterator[list[Points]]:
    """The same columns in pieces that are at most `most` high, side by side and in order. Something is in each piece."""
    left = [list(column.of) for column in columns]
    first = True
    while first or any(left):
        piece = []
        for column in left:
            some = Points()
            while column and (not some.of or Points([*some.of, column[0]]).height <= most):
                some.of.append(column.pop(0))
            piece.append(some)
        yield piece
        first = False


def say_more(sheet: Sheet, size: float) -> None:
    """At the foot of a sheet: what "…" means there."""
    words = f"{MORE} {_('The list has all the words.')}"
    sheet.write(0, sheet.height + 12, Block([(size, words)], size, size), "words")
    sheet.height += FEET - 8
