"""The week as a sheet: seven columns, a band for each part of the day that has something, from morning to night.

A week that is fuller than one page of paper goes on over further sheets, so that its letters stay large enough to read.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from plans.drawings.sheet import TIED, Block, Sheet, heading, number, paragraphs
from plans.drawings.wrapping import LETTER, MORE, letters_across, letters_in, wrap, wrap_some

WIDE, SIZE, SMALL = 1240.0, 19.5, 18.4  # small: for a thing with a word that is longer than a line
BOLD = 0.9  # how many ordinary letters stand in the room of one bold one
MOST = 645.0  # how high the strips of a sheet may be before a page of paper makes their letters small
BETWEEN, INSIDE = 6.0, 9.0  # between two columns, and from an edge to the words
BAND, SIGN, THICK = 46.0, 17.0, 6.0
MOST_WHAT, MOST_REST = 6, 3  # lines of what is done, and of each of the words under it
ANY_DAY_ACROSS = 4
Entry = Mapping[str, Any]


@dataclass(frozen=True)
class Thing:
    """One thing of the week with its words in lines."""

    entry: Entry
    what: Block
    rest: Block
    photo: float

    @property
    def height(self) -> float:
        gap = SIZE * 0.2 if self.rest.lines and self.what.lines else 0
        return self.photo + self.what.height + gap + self.rest.height + 2 * INSIDE + SIZE * 0.25

    @property
    def cut(self) -> bool:
        return any(words.endswith(MORE) for block in (self.what, self.rest) for _down, words in block.lines)


@dataclass(frozen=True)
class Strip:
    """A part of the day, or some of it: its name, where the sun stands, and the things in each of its columns."""

    part: str
    name: str
    columns: Sequence[Sequence[Thing]]

    @property
    def high(self) -> float:
        return max((_high(column) for column in self.columns), default=0)

    @property
    def height(self) -> float:
        return BAND + self.high + BETWEEN * 2


def week_sheets(
    day_names: Sequence[object], bands: Sequence[Mapping[str, Any]], any_day: Sequence[Entry]
) -> list[Sheet]:
    """The sheets in the order of the day. Every row stands on one of them, once."""
    strips = [strip for band in bands for strip in _strips(band["part"], str(band["name"]), _columns(band["days"]))]
    across = [any_day[place::ANY_DAY_ACROSS] for place in range(ANY_DAY_ACROSS)]
    loose = list(_strips("", _("Any day"), _columns(across))) if any_day else []
    pages: list[tuple[Sheet, list[Thing]]] = []
    for strip in (*strips, *loose):
        if not pages or pages[-1][0].height + strip.height > MOST:
            pages.append((Sheet("day", WIDE) if strip in loose else _begun(day_names), []))
        sheet, things = pages[-1]
        _lay(sheet, strip)
        things += [thing for column in strip.columns for thing in column]
    for sheet, things in pages:
        _key(sheet, things)
    return [sheet for sheet, _things in pages]


def _step(columns: int) -> float:
    """From one column to the next."""
    return (WIDE + BETWEEN) / columns


def _columns(columns: Sequence[Sequence[Entry]]) -> list[list[Thing]]:
    room = _step(len(columns)) - BETWEEN - 2 * INSIDE - 6
    return [[_thing(entry, room) for entry in column] for column in columns]


def _thing(entry: Entry, room: float) -> Thing:
    """What is done in bold letters; under it where and who with, whether it is new, and who said it."""
    who = entry["line"].who
    longest = max((letters_in(word) for word in entry["what"].split()), default=0)
    size = SIZE if longest <= letters_across(room, SIZE) * BOLD else SMALL
    what = wrap_some(entry["what"], letters_across(room, size) * BOLD, MOST_WHAT)
    block = Block([(size * (1 + 1.15 * place), line) for place, line in enumerate(what)], size * 1.15 * len(what), size)
    where_and_who = TIED.join(entry["place_and_people"])
    together = len(wrap(where_and_who, letters_across(room, SIZE))) <= MOST_REST
    rest = [where_and_who] if together else list(entry["place_and_people"])
    rest += [entry["new"], _("%(name)s said this") % {"name": who.name} if who else ""]
    if not what and not any(rest):
        rest = [MORE]
    photo = room * 0.6 if entry["line"].item.photo_id else 0
    return Thing(entry, block, paragraphs(rest, room, SIZE, most=5 * MOST_REST, each=MOST_REST), photo)


def _strips(part: str, name: str, columns: Sequence[Sequence[Thing]]) -> Iterator[Strip]:
    """A part of the day; one that holds more than a page goes on in further strips with the same name."""
    left = [list(column) for column in columns]
    while any(left):
        now: list[list[Thing]] = []
        for column in left:
            some: list[Thing] = []
            while column and (not some or _high([*some, column[0]]) + BAND + BETWEEN * 2 <= MOST - BAND * 3):
                some.append(column.pop(0))
            now.append(some)
        yield Strip(part, name, now)


def _high(things: Sequence[Thing]) -> float:
    return sum(thing.height for thing in things) + BETWEEN * (len(things) + 1) if things else 0


def _begun(day_names: Sequence[object]) -> Sheet:
    """A sheet with the names of the days on top."""
    sheet, step = Sheet("day", WIDE), _step(len(day_names))
    names = [heading(name, step - BETWEEN - 2 * INSIDE, SIZE) for name in day_names]
    high = max(name.height for name in names) + SIZE * 0.9
    for place, name in enumerate(names):
        sheet.rectangle(place * step, 0, step - BETWEEN, high, "s")
        sheet.write(place * step + INSIDE + 2, SIZE * 0.36, name, "si", bold=True)
    sheet.height = high
    return sheet


def _lay(sheet: Sheet, strip: Strip) -> None:
    top, step = sheet.height, _step(len(strip.columns))
    _sign(sheet, strip.part, SIGN + 9, top + BAND - 13)
    name = heading(strip.name, WIDE, SIZE * 1.15)
    sheet.write(SIGN * 2 + 32 if strip.part else 0, top + BAND - 13 - SIZE * 1.15, name, "words", bold=True)
    sheet.rectangle(0, top + BAND - 6, WIDE, 4, "b")
    for place, things in enumerate(strip.columns):
        sheet.rectangle(place * step, top + BAND, step - BETWEEN, strip.high + BETWEEN, "t")
        down = top + BAND + BETWEEN
        for thing in things:
            _draw(sheet, (place * step + 3, down, step - BETWEEN - 6), thing)
            down += thing.height + BETWEEN
    sheet.height = top + strip.height


def _draw(sheet: Sheet, at: tuple[float, float, float], thing: Thing) -> None:
    """One thing. What must happen is full under a thick line, what can move has a broken edge. Neither says how much
    help it needs, and neither is told by a colour alone."""
    (left, top, width), matters, who = at, thing.entry["matters"], thing.entry["line"].who
    full = matters == "must_have"
    sheet.rectangle(left, top, width, thing.height, "b" if full else "card")
    if full:
        sheet.rectangle(left, top, width, THICK, "d")
    if matters == "can_move":
        _edge(sheet, left + 2, top + 2, width - 4, thing.height - 4)
    if who:
        sheet.rectangle(left, top, 5, thing.height, f"frame-{who.voice}")
    inside, down = left + INSIDE, top + INSIDE
    if thing.photo:
        sheet.photo(left + width / 2, down + thing.photo / 2 - 3, thing.photo / 2 - 4, thing.entry["line"])
        down += thing.photo
    words = "o" if full else "words"
    sheet.write(inside, down, thing.what, words, bold=not who)
    sheet.write(inside, down + thing.what.height + (SIZE * 0.2 if thing.what.lines else 0), thing.rest, words)


def _edge(sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
    sheet.line(f"M{number(x)} {number(y)}h{number(width)}v{number(height)}h-{number(width)}z", "loose", 3)


def _sign(sheet: Sheet, part: str, x: float, y: float) -> None:
    """The sun on its way over the sky, from the left in the morning to the right in the evening; at night a moon."""
    turns = {"morning": 155, "midday": 90, "afternoon": 50, "evening": 12}
    if not part:
        return
    r = SIGN
    sheet.line(f"M{number(x - r - 3)} {number(y)}h{number(2 * r + 6)}", "d", 3)
    if part == "night":
        sheet.path(
            f"M{number(x + 4)} {number(y - 27)}a11.5 11.5 0 1 0 9 17a9.5 9.5 0 0 1 -9 -17z",
            "d",
        )
    elif part in turns:
        turn = math.radians(turns[part])
        sheet.line(f"M{number(x - r)} {number(y)}a{number(r)} {number(r)} 0 0 1 {number(2 * r)} 0", "d", 2)
        sheet.disc(x + r * math.cos(turn), y - r * math.sin(turn), 8, "d")


def _key(sheet: Sheet, things: Sequence[Thing]) -> None:
    """What a full box and a broken edge mean, where one is there; and what "…" means, where words were too long."""
    left, top = 0.0, sheet.height + 12
    signs = [("must_have", _("It must happen")), ("can_move", _("It can move"))]
    for matters, words in signs:
        if any(thing.entry["matters"] == matters for thing in things):
            if matters == "must_have":
                sheet.rectangle(left, top, 34, 24, "b")
                sheet.rectangle(left, top, 34, THICK, "d")
            else:
                _edge(sheet, left + 2, top + 2, 30, 20)
            left = _said_after(sheet, left + 44, top, words)
    if any(thing.cut for thing in things):
        left = _said_after(sheet, left, top, f"{MORE} {_('The list has all the words.')}")
    sheet.height = top + 34 if left else sheet.height


def _said_after(sheet: Sheet, left: float, top: float, words: str) -> float:
    sheet.write(left, top - 1, Block([(SIZE, words)], SIZE, SIZE), "words")
    return left + letters_in(words) * SIZE * LETTER + 34
