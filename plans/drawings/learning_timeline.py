"""A log as dated cards on a line, the newest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from plans.drawings.answers import Answers, Line


def learning_timeline(answers: Answers) -> Mapping[str, Any]:
    """A card for each entry, photo and sound, the newest first, and the words by which the cards may be looked through."""
    cards = [_card(line) for key in ("log", "media") for line in answers.of(key)]
    cards.sort(key=lambda card: card["sorted_by"], reverse=True)
    return {
        "cards": cards,
        "activities": _said_once(card["activity"] for card in cards),
        "names": _said_once(name for card in cards for name in card["names"]),
        "holds_all": True,
    }


def _card(line: Line) -> dict[str, Any]:
    cells = line.item.cells
    day = _day_of(line)
    return {
        "line": line,
        "day": day,
        "sorted_by": (day, line.item.created_at),
        "activity": cells.get("activity", "").strip(),
        "names": [name.strip() for name in cells.get("who_was_there", "").split(",") if name.strip()],
        "lists": [(cell, words.splitlines()) for cell, words in line.cells if words and cell.key in _LISTS],
    }


_LISTS = ("worked", "not_worked", "learned")


def _day_of(line: Line) -> date:
    """The day that an entry is about; when nobody said, the day on which it was written."""
    try:
        return date.fromisoformat(line.item.cells.get("date", ""))
    except ValueError:
        written: datetime = line.item.created_at
        return timezone.localdate(written)


def _said_once(words: Iterable[str]) -> list[str]:
    """Each of the words once, however it was written, in the order of the alphabet."""
    known = {each.casefold(): each for each in words if each}
    return sorted(known.values(), key=str.casefold)
