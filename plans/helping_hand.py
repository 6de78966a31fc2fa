"""What a helper does among answers that they may not read.

A helper hands words over: they type into a private question, or their words meet an answer that the person just made
"just for me". No word may be lost there, so the step itself is done as named work of the system. Whether they may
write here at all was asked of the policy before, and what they get to see afterwards is asked again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from row_security import acting

T = TypeVar("T")
WORK = "a helper's step among answers they may not read"


def among_all_answers(action: Callable[..., T]) -> Callable[..., T]:
    """For an action on a `part` or an `item` (keywords): the owner does it as themself."""

    @wraps(action)
    def done(**words: object) -> T:
        part = words.get("part") or words["item"].part
        with acting.on_behalf_of(part.plan_id, WORK):
            return action(**words)

    return done
