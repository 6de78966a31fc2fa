"""What stands open beside the slips: a meeting that somebody was asked to, an agreement in which they are named.

Whoever shuts every door shuts these by the same act, and what undoes it opens them again. Each upper app adds its own
(ADR 0004), and says what goes on being seen by those whose work for the person it is, which is told before the press.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import F
from django.utils import timezone

from people.enums import Role, Voice
from people.models import Connection, Person
from people.querysets import live_on
from row_security import acting

ALL_OF_THEM = "every meeting and agreement at once, whoever was asked to it"
Voices = tuple[Voice, ...]


@dataclass(frozen=True)
class Open:
    """One thing that somebody may open, in words to the person, and the page where the person ends that."""

    words: str
    url: str


@dataclass(frozen=True)
class BesideSlips:
    """What one app opens beside the slips.

    `shut(person, at)` shuts all of it at a moment by which it is known; `open_again(person, at, voices)` opens what was
    shut at that moment, for those voices. `seen_by(connection)` is what one of the circle may open now, and
    `by_work(person_id, names)` what facilitators of these names go on seeing when every door is shut.
    """

    shut: Callable[[Person, datetime], int]
    open_again: Callable[[Person, datetime, Voices], None]
    seen_by: Callable[[Connection], list[Open]]
    by_work: Callable[[uuid.UUID, Sequence[str]], list[str]]


_BESIDE: list[BesideSlips] = []


def opens_beside_slips(beside: BesideSlips) -> BesideSlips:
    """Register what an upper app opens beside the slips."""
    _BESIDE.append(beside)
    return beside


@acting.system(ALL_OF_THEM)
def shut_all(person: Person, at: datetime) -> int:
    """Shut all of it at this moment. Returns how many stood open."""
    return sum(each.shut(person, at) for each in _BESIDE)


@acting.system(ALL_OF_THEM)
def open_all_again(person: Person, at: datetime, voices: Voices = tuple(Voice)) -> None:
    """Open what was shut at this moment. Whoever has left the circle since finds nothing all the same."""
    for each in _BESIDE:
        each.open_again(person, at, voices)


def seen_beside_slips(connection: Connection) -> list[Open]:
    """What one of the circle may open that no slip shows, told to the person."""
    return [one for each in _BESIDE for one in each.seen_by(connection)]


def who_goes_on(person: Person) -> list[str]:
    """Who still sees something when every door is shut, by name and why: those who work with the person."""
    return _by_work(person.pk, Connection.objects.live().filter(circle=person.pk))


def goes_on(connection: Connection) -> list[str]:
    """What this one sees because they work with the person, whatever is shared with them."""
    return _by_work(connection.circle_id, Connection.objects.live().filter(pk=connection.pk))


def _by_work(person_id: uuid.UUID, ties: models.QuerySet[Connection]) -> list[str]:
    """The facilitators among these ties who work with the person now, and what each app says that they see."""
    today = timezone.localdate()
    facilitate = ties.filter(
        live_on(today, "assignment__"), assignment__role=Role.FACILITATOR, assignment__user=F("user"),
        assignment__person=person_id,
    ).order_by("ring", "position")  # fmt: skip
    with acting.on_behalf_of(person_id, "what stays open, told before every door is shut"):
        names = [tie.name for tie in facilitate]
        return [words for each in _BESIDE for words in each.by_work(person_id, names)] if names else []
