"""The list "plans shared with me": one statement, flat from ten thousand to a million people.

The page is written in SQL because the ORM spends five times longer composing it than PostgreSQL spends
answering it (benchmarks/shared_with_me.py). `SlipQuerySet.shared_with` says the same in the ORM, and a
test holds the two together on every row.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils import timezone

from people.actors import Actor

PAGE = 20
COUNT_CAP = 200

# A live slip speaks for its connection too: people/sharing.py never lets one outlive the other, which a test
# holds. So the list needs no join to know who is still in the circle.
_LIVE = """
    {slip}.torn_at IS NULL AND {slip}.starts_at <= %(now)s AND ({slip}.ends_at IS NULL OR {slip}.ends_at > %(now)s)
    AND {slip}.user_id = %(user)s"""

# One row a plan: a slip stands for its plan when no later live slip of mine opens the same plan.
# The count rides along, so that the list is one statement.
_PAGE = f"""
SELECT slip.id, slip.changed_at, person.id, person.preferred_name, person.photo_id, person.face, slip.connection_id, (
    SELECT count(DISTINCT plan) FROM (
        SELECT mine.content_object_id AS plan FROM people_slip mine
        WHERE {_LIVE.format(slip="mine")} LIMIT %(cap)s) capped)
FROM people_slip slip JOIN people_person person ON person.id = slip.content_object_id
WHERE {_LIVE.format(slip="slip")} AND (slip.changed_at, slip.id) < (%(changed_at)s, %(id)s)
  AND NOT EXISTS (
    SELECT FROM people_slip later
    WHERE later.content_object_id = slip.content_object_id AND {_LIVE.format(slip="later")}
      AND (later.changed_at, later.id) > (slip.changed_at, slip.id))
ORDER BY slip.changed_at DESC, slip.id DESC LIMIT %(limit)s
"""  # noqa: S608  (only our own words are put in; values are bound)

_FIRST = (datetime(9999, 1, 1, tzinfo=timezone.get_fixed_timezone(0)), uuid.UUID(int=2**128 - 1))


@dataclass(frozen=True, slots=True)
class SharedPlan:
    """A plan that somebody shares with me. `name`, `photo_id` and `face` are for drawing their face."""

    slip_id: uuid.UUID
    changed_at: datetime
    person_id: uuid.UUID
    name: str
    photo_id: uuid.UUID | None
    face: int
    connection_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class SharedPage:
    """One page of plans, where the next one begins (None = this is the last), and how many there are.

    `count` stops at 200: nobody is helped by a larger number, and a larger count costs.
    """

    plans: list[SharedPlan]
    after: tuple[datetime, uuid.UUID] | None
    count: int


def shared_page(actor: Actor, *, after: tuple[datetime, uuid.UUID] | None = None) -> SharedPage:
    """Up to 20 plans shared with the actor, newest change that the actor may see first. One statement."""
    changed_at, slip_id = after or _FIRST
    values = {"user": actor.user_id, "now": timezone.now(), "changed_at": changed_at, "id": slip_id}
    with connection.cursor() as cursor:
        cursor.execute(_PAGE, values | {"limit": PAGE + 1, "cap": COUNT_CAP})
        rows = cursor.fetchall()
    plans = [SharedPlan(*row[:-1]) for row in rows[:PAGE]]
    more = (plans[-1].changed_at, plans[-1].slip_id) if len(rows) > PAGE else None
    return SharedPage(plans, more, rows[0][-1] if rows else 0)
