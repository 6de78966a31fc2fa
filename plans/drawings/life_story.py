"""A life as beads on a thread: a photo or a face for each thing that happened, and what it tells people now.

The hard times are never on it. A picture like this hangs on a wall; those words have a page of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from plans.drawings.answers import Answers, Line
from plans.drawings.sheet import TIED, Block, Sheet, cells_of, heading, paragraphs, said, star
from plans.drawings.wrapping import LETTER, letters_in

SIZE, TALL_SIZE = 20.0, 17.0
WIDE, EDGE, IN_A_ROW, BEAD = 1240.0, 32.0, 4, 66.0
TALL_EDGE, TALL_BEAD = 14.0, 36.0
FEELINGS = frozenset("12345")


def life_story(answers: Answers) -> Mapping[str, Any]:
    """The thread across a desk and down a phone, in the order that the person gave. The list has every word."""
    events = answers.of("events")
    below = (
        (_("What I love and believe"), [said(line) for line in answers.of("ways")]),
        (_("How to help me now"), [said(line) for line in answers.of("means_now")]),
    )
    return {"wide": _across(events, below), "tall": _down(events, below)}


def _across(events: Sequence[Line], below: Sequence[tuple[str, Sequence[str]]]) -> Sheet:
    """At most four beads in a row; the thread goes on from the end of one row to the start of the next."""
    sheet, top = Sheet("me", WIDE), EDGE
    rows = max(1, -(-len(events) // IN_A_ROW))
    each = max(1, -(-len(events) // rows))  # five make a row of three and one of two, not of four and one
    room = (WIDE - 2 * EDGE) / max(each, 2)
    sheet.rectangle(0, 0, WIDE, 1, "t")
    for start in range(0, len(events), each):
        shown = events[start : start + each]
        middle = top + SIZE * 2.1 + BEAD
        first = 0 if start else EDGE + room / 2
        last = WIDE if len(events) > start + each else EDGE + room * (len(shown) - 0.5)
        sheet.rectangle(first, middle - 5, last - first, 10, "d")
        highs = [_hanging(sheet, EDGE + room * (place + 0.5), middle, room, line) for place, line in enumerate(shown)]
        top = middle + BEAD + max(highs) + SIZE * 1.4
    return _with_panels(sheet, top, EDGE, below, SIZE, columns=2)


def _down(events: Sequence[Line], below: Sequence[tuple[str, Sequence[str]]]) -> Sheet:
    """The thread runs down the left side, the words stand at its right."""
    sheet, top = Sheet("me", 360), TALL_EDGE + 6
    sheet.rectangle(0, 0, 360, 1, "t")
    thread = len(sheet.marks)
    x, left = TALL_EDGE + TALL_BEAD, TALL_EDGE + TALL_BEAD * 2 + 14
    stops = []
    for line in events:
        stops.append(top + TALL_BEAD)
        when = cells_of(line).get("when", "")
        words_at = top + (_date(sheet, left, top, when, TALL_SIZE, middle=False) if when else 0)
        name, story = _words(line, 360 - left - TALL_EDGE, TALL_SIZE)
        sheet.write(left, words_at, name, "words", bold=True)
        sheet.write(left, words_at + name.height + 4, story, "words")
        _bead(sheet, x, top + TALL_BEAD, TALL_BEAD, line)
        top = max(top + TALL_BEAD * 2, words_at + name.height + story.height + 4) + TALL_SIZE * 1.5
    if stops:
        string = Sheet("me", 360)
        string.rectangle(x - 4, stops[0], 8, stops[-1] - stops[0], "d")
        sheet.marks[thread:thread] = string.marks
    return _with_panels(sheet, top, TALL_EDGE, below, TALL_SIZE, columns=1)


def _hanging(sheet: Sheet, x: float, middle: float, room: float, line: Line) -> float:
    """One bead with its date above and its words below. Out: how far down the words reach from the bead."""
    when = cells_of(line).get("when", "")
    if when:
        _date(sheet, x, middle - BEAD - SIZE * 2.1, when, SIZE, middle=True)
    _bead(sheet, x, middle, BEAD, line)
    name, story = _words(line, room - 24, SIZE)
    sheet.write(x, middle + BEAD + SIZE * 0.5, name, "words", bold=True, middle=True)
    sheet.write(x, middle + BEAD + SIZE * 0.7 + name.height, story, "words", middle=True)
    return SIZE * 0.7 + name.height + story.height


def _words(line: Line, room: float, size: float) -> tuple[Block, Block]:
    """The name of what happened, and its story, with who and where, and whose memory it is."""
    cells = cells_of(line)
    title = cells.get("title") or ("" if cells.get("story") else line.words)
    where = TIED.join(cells[key] for key in ("people", "place") if cells.get(key))
    whose = _("%(name)s remembers this") % {"name": line.who.name} if line.who else ""
    return heading(title, room, size * 1.1), paragraphs(
        [cells.get("story", ""), where, whose], room, size, most=7, each=4
    )


def _date(sheet: Sheet, x: float, top: float, when: str, size: float, *, middle: bool) -> float:
    """When it was, on a dark pill. Out: how much room it takes."""
    block = paragraphs([when], size * 12, size * 0.95, most=1, each=1)
    width = letters_in(block.lines[0][1]) * size * LETTER * 1.08 + size * 1.3
    left = x - width / 2 if middle else x
    sheet.pill(left, top, width, size * 1.6, "disc")
    sheet.write(left + width / 2, top + size * 0.28, block, "on-ink", bold=True, middle=True)
    return size * 1.9


def _bead(sheet: Sheet, x: float, y: float, radius: float, line: Line) -> None:
    """The photo in a ring, or how it felt as a face, or a star for a memory with neither."""
    feeling = line.item.cells.get("feeling", "") if line.item else ""
    sheet.disc(x, y, radius, f"frame-{line.voice}")
    if line.item and line.item.photo_id:
        sheet.photo(x, y, radius * 0.9, line)
        if feeling in FEELINGS:
            sheet.disc(x + radius * 0.72, y + radius * 0.72, radius * 0.34, "sun")
            sheet.smile(x + radius * 0.72, y + radius * 0.72, radius * 0.3, int(feeling))
        return
    sheet.disc(x, y, radius * 0.9, "b")
    if feeling in FEELINGS:
        sheet.smile(x, y, radius * 0.8, int(feeling))
    else:
        sheet.path(star(x, y + radius * 0.03, radius * 0.56, 5, 0.5), "star")


def _with_panels(
    sheet: Sheet, top: float, edge: float, below: Sequence[tuple[str, Sequence[str]]], size: float, *, columns: int
) -> Sheet:
    """What it tells people now, under the thread; then the ground is as high as all that is on it."""
    shown = [(name, words) for name, words in below if words]
    room = (sheet.width - edge * 2 - 24 * (columns - 1)) / columns
    blocks = [paragraphs(words, room - size * 2, size, most=8, each=4) for _name, words in shown]
    together = max((block.height for block in blocks), default=0)
    for place, ((name, _words_of), block) in enumerate(zip(shown, blocks, strict=True)):
        high = (together if columns > 1 else block.height) + size * 3.4
        left = edge + (room + 24) * place if columns > 1 else edge
        sheet.rectangle(left, top, room, high, "b")
        sheet.write(left + size, top + size * 0.8, heading(name, room, size * 1.1), "o", bold=True)
        sheet.write(left + size, top + size * 2.3, block, "o")
        top += 0 if columns > 1 else high + 16
    sheet.height = top + (together + size * 3.4 + edge if columns > 1 and shown else edge / 2)
    sheet.marks[0] = _ground(sheet)
    return sheet


def _ground(sheet: Sheet) -> Any:
    ground = Sheet(sheet.place, sheet.width)
    ground.rectangle(0, 0, sheet.width, sheet.height, "t")
    return ground.marks[0]
