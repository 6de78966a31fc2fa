"""What works and what does not as a sheet: a row for each side, the person's own first and largest, in two columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from people.enums import Voice
from plans.drawings.points import FEET, PAGE, Points, in_turns, plain, points, say_more
from plans.drawings.sheet import Block, Sheet, heading
from plans.drawings.wrapping import MORE, letters_across, wrap_some

if TYPE_CHECKING:
    from people.faces import Face

WIDE, SIDE, BETWEEN, INSIDE = 1240.0, 230.0, 6.0, 18.0
ROOM = (WIDE - SIDE - BETWEEN) / 2 - INSIDE * 2
SIZE, SMALL, HEAD = 22.0, 19.5, 46.0
FACE = 40.0


@dataclass(frozen=True)
class Band:
    """One row: its name, words under the name, and two columns."""

    name: str
    under: Points
    columns: Sequence[Points]
    voice: str
    face: Face | None = None
    heads: tuple[str, str] = ("", "")

    @property
    def head(self) -> Block:
        size = SMALL * 1.05
        lines = wrap_some(self.name, letters_across(SIDE - INSIDE * 2, size) * 0.9, 6)
        return Block(
            [(size * (1 + 1.15 * place), line) for place, line in enumerate(lines)], size * 1.15 * len(lines), size
        )

    @property
    def height(self) -> float:
        face = FACE * 2 + 10 if self.face else 0
        side = face + self.head.height + (self.under.height + 8 if self.under.of else 0)
        return max(side, *(column.height for column in self.columns)) + INSIDE * 2

    @property
    def cut(self) -> bool:
        return self.under.cut or any(column.cut for column in self.columns) or self.head.lines[-1][1].endswith(MORE)


def perspectives_sheets(rows: Sequence[Mapping[str, Any]], pairs: Sequence[Mapping[str, Any]], me: Face) -> list[Sheet]:
    """The sides with what each says, then views of one thing side by side. A side that says more than a page holds
    goes on over the next one, under its name."""
    bands = [band for row in rows if any(row["columns"].values()) for band in _side(row, me)]
    bands += [_pair(pair) for pair in pairs]
    sheets: list[Sheet] = []
    heads, cut = ("", ""), False
    for band in bands:
        fits = sheets and sheets[-1].height + band.height + BETWEEN + HEAD * (heads != band.heads) <= PAGE - FEET
        if not fits:
            _end(sheets, cut)
            sheets.append(Sheet("day", WIDE))
            heads, cut = ("", ""), False
        if heads != band.heads:
            heads = band.heads
            _heads(sheets[-1], heads)
        _lay(sheets[-1], band)
        cut = cut or band.cut
    _end(sheets, cut)
    return sheets


def _side(row: Mapping[str, Any], me: Face) -> list[Band]:
    mine = row["voice"] == Voice.ME
    columns = [points(lines, ROOM, SIZE if mine else SMALL) for lines in row["columns"].values()]
    heads = (_("Working"), _("Not working"))
    return [
        Band(str(row["name"]), Points(), piece, row["voice"], me if mine else None, heads)
        for piece in in_turns(columns, PAGE - FEET - HEAD - INSIDE * 2 - BETWEEN)
    ]


def _pair(pair: Mapping[str, Any]) -> Band:
    """Two views of one thing, each in its own words, and whether they agree. Neither is above the other."""
    cells, line = pair["cells"], pair["line"]
    theirs = ": ".join(each for each in (cells.get("whose", ""), cells.get("theirs", "")) if each)
    find_out = f"{_('We want to find out:')} {cells['find_out']}" if cells.get("find_out") else ""
    who = _("%(name)s said this") % {"name": line.who.name} if line.who else ""
    under = plain([cells.get("agree", ""), find_out, who], SIDE - INSIDE * 2, SMALL)
    columns = [plain([words], ROOM, SMALL) for words in (cells.get("mine", ""), theirs)]
    name = cells.get("about") or (line.words if not any(cells.values()) else "")
    return Band(name or MORE, under, columns, line.voice, None, (_("What I think"), _("What they think")))


def _end(sheets: Sequence[Sheet], cut: bool) -> None:
    if sheets and cut:
        say_more(sheets[-1], SMALL)


def _heads(sheet: Sheet, heads: Sequence[str]) -> None:
    top, step = sheet.height + (14 if sheet.height else 0), (WIDE - SIDE) / 2
    for place, words in enumerate(heads):
        left = SIDE + BETWEEN + place * (step)
        sheet.rectangle(left, top, step - BETWEEN, HEAD - BETWEEN, "s")
        sheet.write(left + INSIDE, top + 7, heading(words, step - INSIDE * 2, SIZE), "si", bold=True)
    sheet.height = top + HEAD


def _lay(sheet: Sheet, band: Band) -> None:
    top, high, step = sheet.height, band.height, (WIDE - SIDE) / 2
    mine = band.face is not None
    words = "o" if mine else "words"
    sheet.rectangle(0, top, SIDE, high, "b" if mine else "t")
    if not mine:
        sheet.rectangle(0, top, 8, high, f"frame-{band.voice}" if band.voice != Voice.ME else "b")
    down = top + INSIDE
    if band.face:
        sheet.portrait(INSIDE + FACE, down + FACE, FACE, band.face)
        down += FACE * 2 + 10
    sheet.write(INSIDE, down, band.head, words, bold=True)
    band.under.lay(sheet, INSIDE, down + band.head.height + 8, words)
    dotted = band.heads[0] == _("Working")
    for place, column in enumerate(band.columns):
        left = SIDE + BETWEEN + place * step
        sheet.rectangle(left, top, step - BETWEEN, high, "b" if mine else "t")
        column.lay(sheet, left + INSIDE, top + INSIDE, words, dots=words if dotted else "")
    sheet.height = top + high + BETWEEN
