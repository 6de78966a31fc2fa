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
_JOINED = "tie.circle_id = %(person)s AND tie.user_id = %(user)s"
_UNJOINED = "tie.circle_id = %(person)s AND tie.id = %(connection)s AND tie.user_id IS NULL"
_TOLD = "AND (given.quiet_until IS NULL OR given.quiet_until <= %(now)s)"

# Everything starts from the reader's live tie to the person, of which there is one for each voice. A row for each part
# and each way in which it is open: mine, held by law, or on a live slip of mine. No row: the plan is not there for them.
# A row without a part: they may know the plan, and no part of it by that way. Whoever has begun nothing has an empty plan.
_MAY_SEE = """
WITH shown AS (
    SELECT person.id AS person_id, person.user_id, person.preferred_name, person.face,
        part.id, part.tool, part.place, part.setting, part.position, part.created_at
    FROM people_person person
    LEFT JOIN (people_connection tie
        LEFT JOIN people_slip given ON given.connection_id = tie.id AND given.content_object_id = %(person)s
            AND given.user_id IS NOT DISTINCT FROM tie.user_id AND given.torn_at IS NULL
            AND given.starts_at <= %(now)s AND (given.ends_at IS NULL OR given.ends_at > %(now)s) {told}
        LEFT JOIN people_recordedauthority held ON held.connection_id = tie.id AND held.person_id = %(person)s
            AND tie.user_id IS NOT NULL AND held.seen_on IS NOT NULL AND held.ended_at IS NULL
            AND held.starts_on <= %(today)s AND (held.ends_on IS NULL OR held.ends_on >= %(today)s)
    ) ON {reader} AND {live}
    LEFT JOIN plans_part part ON part.plan_id = person.id AND (
        person.user_id = %(user)s OR part.id = ANY (given.part_ids) OR part.place = ANY (held.places))
    WHERE person.id = %(person)s AND (
        person.user_id = %(user)s OR given.id IS NOT NULL OR cardinality(held.places) > 0))
"""
_READ = """
SELECT person_id, user_id, preferred_name, face, id, tool, place, setting FROM shown ORDER BY position, created_at, id
"""
# Somebody else who opens the plan is recorded by the very statement that reads it: what is not recorded is not shown.
_LOOK = f""", look AS (
    {LOOK_IN_PASSING} WHERE EXISTS (SELECT FROM shown WHERE user_id IS DISTINCT FROM %(user)s)
    RETURNING id)
"""  # noqa: S608  (only our own words are put in; values are bound)
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
        cursor.execute(*statement_for(reader, person_id))
        return _made_of(cursor.fetchall())


def plan_looked_at_by(reader: Actor, person_id: uuid.UUID) -> ShownPlan | None:
    """The same for a reader who opens the plan, with the look of anybody but the person recorded. One statement.

    Staff outside of their ordinary work are asked why first (ReasonNeeded), once it is known that the plan is
    there for them.
    """
    asked_why = reader.staff_role is not None
    why = Why()
    if asked_why:
        shown = plan_shown_to(reader, person_id)
        if shown is None:
            return None
        why = why_of(reader, person_id, parts=[part.pk for part in shown.parts])
    look = record.look_in_passing(
        actor=reader, action=LOOKED, about_person=person_id, object_type="plans.plan", object_id=str(person_id),
        purpose=why.purpose, reason=why.reason, **why.details,
    )  # fmt: skip
    # The page is drawn while the look goes to the disk, and leaves when it is there.
    statement, asked = statement_for(reader, person_id, with_look=True)
    return _made_of(connection.rows_before_commit(statement, {**asked, **look}))


def statement_for(reader: Actor, person_id: uuid.UUID, *, with_look: bool = False) -> tuple[str, dict[str, object]]:
    """The statement that reads what `reader` may know of the plan, and what it asks for.

    `with_look`: it also records that they looked, and is to be given the values of `record.look_in_passing`.
    """
    now = timezone.now()
    asked: dict[str, object] = {
        "person": person_id, "user": reader.user_id, "now": now, "today": timezone.localdate(now),
    }  # fmt: skip
    unjoined = reader.connection is not None and reader.connection.user_id is None
    if unjoined and reader.connection:
        asked["connection"] = reader.connection.pk
    return _statement(unjoined, through_their_eyes=reader.read_only, with_look=with_look), asked


@lru_cache(maxsize=8)
def _statement(unjoined: bool, *, through_their_eyes: bool, with_look: bool) -> str:
    """One text for each kind of reader: what a kind does not ask is neither sent nor weighed."""
    may_see = _MAY_SEE.format(
        reader=_UNJOINED if unjoined else _JOINED, live=_LIVE_TIE, told=_TOLD if through_their_eyes else ""
    )
    return may_see + (_LOOK if with_look else "") + _READ


def _made_of(rows: list[tuple[Any, ...]]) -> ShownPlan | None:
    if not rows:
        return None
    person = Person.from_db(connection.alias, _OF_PERSON, rows[0][:4])
    return ShownPlan(person, [ShownPart(*part) for part in dict.fromkeys(row[4:] for row in rows) if part[0]])


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
