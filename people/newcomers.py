"""What somebody new would see at once, told before they are put in the circle."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection

from people.models import CircleRule, Person
from people.sharing import EVERYONE

Namer = Callable[[Person, Collection[uuid.UUID]], list[str]]
_NAMERS: list[Namer] = []


def names_parts(namer: Namer) -> Namer:
    """An upper app says what parts are called: `namer` gives the names of a list of them, in the plan's order."""
    _NAMERS.append(namer)
    return namer


def newcomer_would_see(person: Person, voice: str) -> list[str]:
    """The names of the parts that somebody new of this voice sees at once: those for everyone in the circle.

    Being in the circle alone shows nothing, and paid people are never swept in.
    """
    if voice not in EVERYONE or person.stopped_at is not None:
        return []
    parts = list(CircleRule.objects.filter(person=person).values_list("part_id", flat=True))
    return [name for namer in _NAMERS for name in namer(person, parts)] if parts else []
