"""A plan as somebody in the circle reads it. The page of a reader and "what Mum sees" are both drawn from here.

The statement is written in SQL because the ORM spends many times longer composing it than PostgreSQL spends
answering it (benchmarks/plan_page.py, ADR 0007). `Plan.objects.visible_to` and `Part.objects.visible_to` say the
same in the ORM, and a test holds the two together for everybody.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from audit import record
from audit.record import LOOK_IN_PASSING
from people.actors import Actor
from people.models import Person
from plans.enums import Place
from plans.looking import LOOKED, Why, why_of
from plans.models import Part
from plans.tools import TOOLS

_LIVE_TIE = """
    tie.ended_at IS NULL AND (tie.starts_on IS NULL OR tie.starts_on <= %(today)s)
    AND (tie.ends_on IS NULL OR tie.ends_on >= %(today)s)"""

# The person, and one row a part that the reader may know of: mine, held by law, or on a live slip of mine.
# No row: the plan is not there for them. One row without a part: they may know the plan and no part of it.
_MAY_SEE = f"""
WITH slip AS (
    SELECT part_ids FROM people_slip given JOIN people_connection tie ON tie.id = given.connection_id
    WHERE given.content_object_id = %(person)s AND {_LIVE_TIE}
      AND (given.user_id = %(named)s OR given.connection_id = %(unjoined)s)
      AND given.torn_at IS NULL AND given.starts_at <= %(now)s AND (given.ends_at IS NULL OR given.ends_at > %(now)s)
      AND (NOT %(through_their_eyes)s OR given.quiet_until IS NULL OR given.quiet_until <= %(now)s)),
authority AS (
    SELECT places FROM people_recordedauthority held JOIN people_connection tie ON tie.id = held.connection_id
    WHERE held.person_id = %(person)s AND {_LIVE_TIE}
      AND tie.user_id = %(user)s AND held.seen_on IS NOT NULL AND held.ended_at IS NULL
      AND held.starts_on <= %(today)s AND (held.ends_on IS NULL OR held.ends_on >= %(today)s)),
shown AS (
    SELECT person.id AS person_id, person.user_id, person.preferred_name, person.face,
        part.id, part.tool, part.place, part.setting, part.position, part.created_at
    FROM plans_plan plan JOIN people_person person ON person.id = plan.person_id
    LEFT JOIN plans_part part ON part.plan_id = plan.person_id AND (
        person.user_id = %(user)s
        OR EXISTS (SELECT FROM authority WHERE part.place = ANY (places))
        OR EXISTS (SELECT FROM slip WHERE part.id = ANY (part_ids)))
    WHERE plan.person_id = %(person)s AND (
        person.user_id = %(user)s
        OR EXISTS (SELECT FROM authority WHERE cardinality(places) > 0)
        OR EXISTS (SELECT FROM slip)))
"""  # noqa: S608  (only our own words are put in; values are bound)
_READ = """
SELECT person_id, user_id, preferred_name, face, id, tool, place, setting FROM shown ORDER BY position, created_at, id
"""
_SHOWN = _MAY_SEE + _READ
# Somebody else who opens the plan is recorded by the very statement that reads it: what is not recorded is not shown.
_LOOKED_AT = f"""{_MAY_SEE}, look AS (
    {LOOK_IN_PASSING} WHERE EXISTS (SELECT FROM shown WHERE user_id IS DISTINCT FROM %(user)s)
    RETURNING id)
{_READ}"""  # noqa: S608  (only our own words are put in; values are bound)
_OF_PERSON = ("id", "user_id", "preferred_name", "face")


class ShownPart(NamedTuple):
    """What a tile needs of a part."""

    pk: uuid.UUID
    tool: str
    place: str
    setting: str


@dataclass(frozen=True, slots=True)
class ShownPlan:
    """A plan as one reader may know it. `person` holds the name and the face; other fields load when asked for."""

    person: Person
    parts: list[ShownPart]


@dataclass(frozen=True)
class SharedTile:
    """One part on a reader's page, as `{% tile %}` takes it. It says nothing of other readers."""

    part: str
    name: str
    url: str


def title_of(part: Part | ShownPart, language: str | None = None) -> str:
    """The name of a part: its tool's, with its setting where there are several of one tool.

    `language` is the one in use, for a caller who names many parts and has asked for it once.
    """
    title = _title_in(language or get_language(), part.tool, part.place)
    return f"{title}: {part.setting}" if part.setting else title


@lru_cache(maxsize=1024)
def _title_in(language: str | None, tool: str, place: str) -> str:
    """Looked up once for each language: finding the words costs more than the rest of a tile."""
    return str(TOOLS[tool].title if tool in TOOLS else Place(place).label)


def plan_shown_to(reader: Actor, person_id: uuid.UUID) -> ShownPlan | None:
    """The plan and those of its parts that `reader` may see, in the plan's order; None: not there for them.

    One statement. A reader who has not joined yet is known by their connection (`Slip.objects.of`).
    """
    with connection.cursor() as cursor:
        cursor.execute(_SHOWN, _asked_by(reader, person_id))
        return _made_of(cursor.fetchall())


def plan_looked_at_by(reader: Actor, person_id: uuid.UUID) -> ShownPlan | None:
    """The same for a reader who opens the plan, with the look of anybody but the person recorded. One statement.

    Staff outside of their ordinary work are asked why first (ReasonNeeded), once it is known that the plan is
    there for them.
    """
    asked_why = reader.staff_role is not None
    if asked_why and plan_shown_to(reader, person_id) is None:
        return None
    why = why_of(reader, person_id) if asked_why else Why()
    look = record.look_in_passing(
        actor=reader, action=LOOKED, about_person=person_id, object_type="plans.plan", object_id=str(person_id),
        purpose=why.purpose, reason=why.reason, **why.details,
    )  # fmt: skip
    # The page is drawn while the look goes to the disk, and leaves when it is there.
    return _made_of(connection.rows_before_commit(_LOOKED_AT, {**_asked_by(reader, person_id), **look}))


def _asked_by(reader: Actor, person_id: uuid.UUID) -> dict[str, object]:
    unjoined = reader.connection.pk if reader.connection and reader.connection.user_id is None else None
    return {
        "person": person_id,
        "user": reader.user_id,
        "named": None if unjoined else reader.user_id,
        "unjoined": unjoined,
        "through_their_eyes": reader.read_only,
        "now": timezone.now(),
        "today": timezone.localdate(),
    }


def _made_of(rows: list[tuple[Any, ...]]) -> ShownPlan | None:
    if not rows:
        return None
    person = Person.from_db(connection.alias, _OF_PERSON, rows[0][:4])
    return ShownPlan(person, [ShownPart(*row[4:]) for row in rows if row[4]])


def shared_tiles(
    reader: Actor, person_id: uuid.UUID, url_of: Callable[[ShownPart], str] | None = None
) -> list[SharedTile]:
    """The parts of one plan that `reader` may see, in the plan's order. One statement.

    `url_of` says where a tile leads; left out, it is the page of the part.
    """
    shown = plan_shown_to(reader, person_id)
    return tiles_of_parts(shown.parts, url_of or page_of_a_part()) if shown else []


def tiles_of_parts(parts: list[ShownPart], url_of: Callable[[ShownPart], str]) -> list[SharedTile]:
    """The parts as tiles, each leading where `url_of` says."""
    language = get_language()
    return [SharedTile(part.place, title_of(part, language), url_of(part)) for part in parts]


def page_of_a_part() -> Callable[[ShownPart], str]:
    """Gives the address of any part's page, with the address looked up once for all of them."""
    like = reverse("part", args=[uuid.UUID(int=0)])
    return lambda part: like.replace(str(uuid.UUID(int=0)), str(part.pk))
