"""Staff who ask for something of somebody's and are not let in: kept, because curious trying leaves no look behind."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from audit import record

NOT_LET_IN = frozenset({403, 404})


def keep_refusal(request: HttpRequest, response: HttpResponseBase) -> None:
    """Record that a member of staff asked at a door with somebody's key in it, and was not let in.

    One row with the door's name and the keys asked for, whether or not anything stands behind them: the answer is the
    same, and so is the row. Source: process reference 3.3 (the record includes failed access).
    """
    door = request.resolver_match
    if door is None or response.status_code not in NOT_LET_IN or not request.user.is_authenticated:
        return
    keys = [key for key in door.kwargs.values() if isinstance(key, UUID)]
    if keys and request.actor.staff_role is not None:
        record.refused(
            actor=request.actor, action="people.not_let_in", reason=str(response.status_code),
            door=door.view_name, keys=keys,
        )  # fmt: skip
