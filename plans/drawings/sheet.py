"""A sheet to draw on: shapes, words that wrap, photos and faces, in the order they are laid down.

Every drawing makes two sheets from the same answers: `wide` for a desk or a wall and `tall` for a phone, so that the
words on either are large enough to read. Colours are the tokens of the part (docs/look.md); paper has the same by name.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from plans.drawings.answers import Line
from plans.drawings.wrapping import MORE, letters_across, wrap_some

if TYPE_CHECKING:
    from people.faces import Face

# What each token is on white paper. A page's stylesheet says it again for each theme, and wins.
PAPER = {
    "me": {"b": "#f6b93b", "b2": "#f8c868", "o": "#16142b", "s": "#fff0cc", "si": "#16142b", "t": "#fff5df", "d": "#6a3f00"},
    "people": {"b": "#8b1e3f", "b2": "#9a3c58", "o": "#ffffff", "s": "#ffb3a7", "si": "#16142b", "t": "#fdebe8", "d": "#8b1e3f"},
    "day": {
        "b": "#f9a077", "b2": "#fab493", "o": "#16142b", "s": "#7a2e0c", "si": "#ffffff", "t": "#fff0e8", "d": "#7a2e0c", "loose": "#7a2e0c",
    },
    "health": {
        "b": "#9ad4e3", "b2": "#aedde9", "o": "#16142b", "s": "#0b4a5e", "si": "#ffffff", "t": "#e6f5f9", "d": "#0b4a5e",
        "t2": "#cceaf1", "t3": "#b3dfea", "on-d": "#ffffff",
    },
    "dreams": {
        "b": "#4a2a86", "b2": "#5c3b94", "o": "#ffffff", "s": "#cdb8ff", "si": "#16142b", "t": "#f0eafc", "d": "#4a2a86",
    },
}  # fmt: skip
EVERYWHERE = {
    "sun": "#f6b93b", "disc": "#16142b", "ink": "#16142b", "card": "#ffffff", "words": "#16142b", "on-ink": "#ffffff", "dash": "#4a2a86",
    "glow": "#cdb8ff", "cloud": "#dfe1ea", "star": "#16142b", "heart": "#8b1e3f",
    "frame-me": "#6a3f00", "frame-family": "#8b1e3f", "frame-paid": "#3c4360", "frame-advocate": "#16142b",
}  # fmt: skip
TIED = "\u00a0· "  # between two things in one line: the dot stays with the word before it
LINE = 1.28  # from one line to the next, in font sizes
GAP = 0.42  # more between two answers


@dataclass(frozen=True)
class Block:
    """Words laid out in lines: how far each is below the top, and how high they are together."""

    lines: Sequence[tuple[float, str]]
    height: float
    size: float


@dataclass(frozen=True)
class Mark:
    """One thing on the sheet. Numbers are kept as text, so that no language writes them its own way."""

    kind: str
    fill: str = ""
    path: str = ""
    stroke: str = ""
    at: tuple[str, ...] = ()
    words: str = ""
    size: str = ""
    bold: bool = False
    middle: bool = False
    item: Any = None
    face: Face | None = None


def number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def said(line: Line) -> str:
    """The words of an answer; somebody else's always with their name before them."""
    return f"{line.who.name}: {line.words}" if line.who and line.words else line.words


def cells_of(line: Line) -> dict[str, str]:
    """The words of each cell of a row, by its key."""
    return {cell.key: words for cell, words in line.cells}


def row(line: Line, *keys: str) -> str:
    """The named cells of a row as one sentence, with the name of whoever said it when it was somebody else."""
    cells = cells_of(line)
    words = TIED.join(cells[key] for key in keys if cells.get(key))
    if not words:
        return said(line)
    return f"{line.who.name}: {words}" if line.who else words


def paragraphs(answers: Iterable[str], room: float, size: float, most: int = 12, each: int = 4) -> Block:
    """Answers one under another within `room` units. An answer of more than `each` lines, or more than `most` lines
    together, ends in "…": the list beside the drawing has every word."""
    width, lines, top = letters_across(room, size), list[tuple[float, str]](), 0.0
    shown = [words for words in answers if words]
    for place, words in enumerate(shown):
        left = most - len(lines)
        if left <= 0:
            lines[-1] = (lines[-1][0], _with_more(lines[-1][1]))
            break
        for piece in wrap_some(words, width, min(each, left)):
            lines.append((top + size, piece))
            top += size * LINE
        top += size * GAP if place + 1 < len(shown) else 0
    return Block(lines, top, size)


def heading(words: object, room: float, size: float) -> Block:
    """A name in bold letters, which are a little wider, over at most three lines."""
    lines = wrap_some(str(words), letters_across(room, size) * 0.93, 3)
    return Block([(size * (1 + 1.1 * place), line) for place, line in enumerate(lines)], size * 1.1 * len(lines), size)


def _with_more(line: str) -> str:
    return line if line.endswith(MORE) else line.rstrip(" .,;") + MORE


@dataclass
class Sheet:
    """A sheet of one place, `width` units wide. Its height is known when all is on it."""

    place: str
    width: float
    height: float = 0
    marks: list[Mark] = field(default_factory=list)

    @property
    def box(self) -> str:
        return f"0 0 {number(self.width)} {number(self.height)}"

    def colour(self, kind: str) -> str:
        return PAPER[self.place].get(kind) or EVERYWHERE.get(kind, "none")

    def path(self, d: str, kind: str) -> None:
        self.marks.append(Mark(kind, self.colour(kind), path=d))

    def line(self, d: str, kind: str, width: float) -> None:
        """A line without a ground, such as a road or a ring round a word."""
        self.marks.append(Mark(kind, path=d, stroke=self.colour(kind), size=number(width)))

    def rectangle(self, x: float, y: float, width: float, height: float, kind: str) -> None:
        self.path(f"M{number(x)} {number(y)}h{number(width)}v{number(height)}h-{number(width)}z", kind)

    def disc(self, x: float, y: float, radius: float, kind: str) -> None:
        self.path(circle(x, y, radius), kind)

    def pill(self, x: float, y: float, width: float, height: float, kind: str) -> None:
        """A box with round ends, or a ring of that shape when `kind` is a line's."""
        self.path(rounded(x, y, width, height, height / 2), kind)

    def write(self, x: float, y: float, block: Block, kind: str, *, bold: bool = False, middle: bool = False) -> None:
        """Lay a block of words with its top at `y`, from `x` on or with its middle there."""
        for down, words in block.lines:
            at = (number(x), number(y + down * 0.96))
            size = number(block.size)
            self.marks.append(Mark(kind, self.colour(kind), at=at, words=words, size=size, bold=bold, middle=middle))

    def numbered(self, x: float, y: float, radius: float, words: object) -> None:
        """A number on a dark disc."""
        self.disc(x, y, radius, "disc")
        size = radius * 1.15
        self.write(x, y - size * 0.6, Block([(size, str(words))], size, size), "on-ink", bold=True, middle=True)

    def photo(self, x: float, y: float, radius: float, line: Line) -> None:
        """The photo of an answer in a circle, with its words as the alternative beside it in the list."""
        self.marks.append(Mark("photo", path=circle(x, y, radius), at=_square(x, y, radius), item=line.item))

    def portrait(self, x: float, y: float, radius: float, face: Face) -> None:
        """The person's own face in its marigold circle."""
        self.disc(x, y, radius, "sun")
        self.marks.append(Mark("face", path=circle(x, y, radius * 0.9), at=_square(x, y, radius * 0.9), face=face))

    def smile(self, x: float, y: float, radius: float, feeling: int) -> None:
        """A face that feels: 1 very sad to 5 very happy."""
        bend = radius * 0.22 * (feeling - 3)
        mouth = f"M{number(x - radius * 0.42)} {number(y + radius * 0.34 - bend / 2)}q{number(radius * 0.42)} {number(bend * 1.6)} {number(radius * 0.84)} 0"
        self.line(mouth, "ink", radius * 0.11)
        for side in (-1, 1):
            self.disc(x + side * radius * 0.34, y - radius * 0.2, radius * 0.1, "ink")


def circle(x: float, y: float, radius: float) -> str:
    r, across = number(radius), number(radius * 2)
    return f"M{number(x - radius)} {number(y)}a{r} {r} 0 1 1 {across} 0a{r} {r} 0 1 1 -{across} 0z"


def rounded(x: float, y: float, width: float, height: float, corner: float) -> str:
    """A box with round corners."""
    r, across, down = number(corner), number(width - 2 * corner), number(height - 2 * corner)
    return (
        f"M{number(x + corner)} {number(y)}h{across}a{r} {r} 0 0 1 {r} {r}v{down}a{r} {r} 0 0 1 -{r} {r}"
        f"h-{across}a{r} {r} 0 0 1 -{r} -{r}v-{down}a{r} {r} 0 0 1 {r} -{r}z"
    )


def star(x: float, y: float, radius: float, points: int, inner: float) -> str:
    """A star, or a sun of many points. `inner` is how deep the valleys are, from 0 to 1 of the radius."""
    corners = []
    for step in range(points * 2):
        turn, reach = math.pi * step / points, radius if step % 2 == 0 else radius * inner
        corners.append(f"{number(x + reach * math.sin(turn))} {number(y - reach * math.cos(turn))}")
    return f"M{'L'.join(corners)}z"


def _square(x: float, y: float, radius: float) -> tuple[str, ...]:
    return (number(x - radius), number(y - radius), number(radius * 2))
