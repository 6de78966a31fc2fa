"""What stays when somebody stops seeing something, told in words before the choice.

What is the person's own goes at once. What others relied on and what others wrote about the person stays, and each
upper app that keeps such a thing says so here (DESIGN "Who sees what": three classes of withdrawal).
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection

from people.models import Connection, Person
from row_security import acting

Finder = Callable[[Person, Collection[uuid.UUID], Collection[Connection]], list[str]]
_FINDERS: list[Finder] = []


def says_what_stays(finder: Finder) -> Finder:
    """An upper app adds what of its own stays: sentences, for these parts and for those who stop seeing them."""
    _FINDERS.append(finder)
    return finder


def what_stays(person: Person, part_ids: Collection[uuid.UUID], stopping: Collection[Connection]) -> list[str]:
    """All that stays, in sentences to the person; an empty list when all of it goes."""
    with acting.on_behalf_of(person.pk, "what stays, told to whoever acts by law"):
        return list(dict.fromkeys(words for finder in _FINDERS for words in finder(person, part_ids, stopping)))
