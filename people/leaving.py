"""What ends when somebody leaves their job. An upper app says what of its own ends with it (ADR 0004, 0020)."""

from __future__ import annotations

from collections.abc import Callable

from people.actors import Actor
from people.models import User

Ends = Callable[[Actor, User], None]
_ENDS: list[Ends] = []


def when_somebody_leaves(ends: Ends) -> Ends:
    """Register `ends(by, user)`: called in the transaction in which an account ends."""
    if ends not in _ENDS:
        _ENDS.append(ends)
    return ends


def end_all(by: Actor, user: User) -> None:
    """Everything of the upper apps that somebody holds by their sign-in: keys of programs, work that waits."""
    for ends in _ENDS:
        ends(by, user)
