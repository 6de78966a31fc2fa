"""What stays when somebody stops seeing something, told in words before the choice.

What is the person's own goes at once. What others relied on and what others wrote about the person stays, and each
upper app that keeps such a thing says so here (DESIGN "Who sees what": three classes of withdrawal).
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection

from people.models import Connection, Person, Slip
from row_security import acting

Finder = Callable[[Person, Collection[uuid.UUID], Collection[Connection]], list[str]]
Keeps = Callable[[Collection[uuid.UUID]], bool]
_FINDERS: list[Finder] = []
_KEEPS_SAFE: list[Keeps] = []


def says_what_stays(finder: Finder) -> Finder:
    """An upper app adds what of its own stays: sentences, for these parts and for those who stop seeing them."""
    _FINDERS.append(finder)
    return finder


def what_stays(person: Person, part_ids: Collection[uuid.UUID], stopping: Collection[Connection]) -> list[str]:
    """All that stays, in sentences to the person; an empty list when all of it goes."""
    with acting.on_behalf_of(person.pk, "what stays, told to whoever acts by law"):
        return list(dict.fromkeys(words for finder in _FINDERS for words in finder(person, part_ids, stopping)))


def says_what_keeps_safe(keeps: Keeps) -> Keeps:
    """An upper app says whether one of these parts may help to keep the person safe."""
    _KEEPS_SAFE.append(keeps)
    return keeps


def keep_safe(part_ids: Collection[uuid.UUID]) -> bool:
    """Whether one of these parts may help to keep the person safe: they are told before it is shut, and decide."""
    return bool(part_ids) and any(keeps(part_ids) for keeps in _KEEPS_SAFE)


def parts_open(person: Person, connection: Connection | None = None) -> list[uuid.UUID]:
    """The parts that slips open now to others, or to this one."""
    slips = Slip.objects.live().filter(content_object=person)
    slips = slips.filter(connection=connection) if connection is not None else slips
    return sorted({part for parts in slips.values_list("part_ids", flat=True) for part in parts})
