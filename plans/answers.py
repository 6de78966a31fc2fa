"""What is kept of each cell of a row, and how it is said. Every door (pages, autosave, API) comes through here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from documents.errors import KindError
from plans.tools.declaration import Cell, CellKind, Question

MOST_HOURS = Decimal(168)  # a whole week
# How people write a day: 2026-11-22 from a browser's own field, 22/11/2026, 22.11.26 or 22 11 2026 by hand.
DAYS = ("%Y-%m-%d", "%d %m %Y", "%d %m %y", "%d %B %Y", "%d %b %Y")


def kept_cells(question: Question, given: Mapping[str, str]) -> dict[str, str]:
    """The declared cells as they are kept. A choice that is not on offer counts as none.

    Raises KindError, with words for the writer, for a day or a number of hours that cannot be read.
    """
    return {cell.key: kept_cell(cell, given.get(cell.key, "")) for cell in question.cells}


def kept_cell(cell: Cell, given: str) -> str:
    """One cell as it is kept; see `kept_cells`."""
    if cell.options:
        return given if given in {code for code, _words, _picture in cell.options} else ""
    if not given.strip():
        return ""
    if cell.kind == CellKind.DAY:
        return kept_day(given).isoformat()
    if cell.kind == CellKind.HOURS:
        return str(kept_hours(given))
    return given


def kept_day(given: str) -> date:
    """A day as people write it. Raises KindError."""
    tidy = re.sub(r"[/.]", " ", given.strip())
    for shape in DAYS:
        try:
            return datetime.strptime(tidy, shape).date()  # noqa: DTZ007  (a day has no hour)
        except ValueError:
            continue
    raise KindError(_("We could not read this day. Write it like this: 22 11 2026."))


def kept_hours(given: str) -> Decimal:
    """Hours from "1.5" or "1,5". Raises KindError for what is no number, less than nothing, or more than a week."""
    try:
        hours = Decimal(given.strip().replace(",", "."))
    except InvalidOperation:
        hours = Decimal(-1)
    if not hours.is_finite() or not 0 <= hours <= MOST_HOURS:
        raise KindError(_("Write the hours as a number, like 2 or 1.5."))
    return hours.quantize(Decimal("0.01")).normalize() + Decimal(0)


def cell_words(cell: Cell, value: str) -> str:
    """A kept cell as it is read: the words of the choice, the day as it is said, the number with what it counts."""
    if not value:
        return ""
    if cell.kind == CellKind.SCALE and value.isdigit():
        return _("%(number)s out of 10") % {"number": value}
    if cell.options:
        return str(next((words for code, words, _picture in cell.options if code == value), ""))
    if cell.kind == CellKind.DAY:
        return _day_words(value)
    if cell.kind == CellKind.HOURS:
        return _("%(number)s hours") % {"number": value} if value != "1" else _("1 hour")
    return value


def _day_words(value: str) -> str:
    try:
        return date_format(date.fromisoformat(value), "j F Y")
    except ValueError:
        return value
