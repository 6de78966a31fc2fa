"""The answer that a save is about to change, with all that the save asks before it writes, in one statement; and its change.

Both are written in SQL because the ORM takes longer to compose them than PostgreSQL to run them (benchmarks/autosave.py,
ADR 0007). `Item.objects.writable_by` and `Part.objects.with_reader_level` say the same in the ORM, and a test holds
them together for everybody.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection, models
from django.utils import timezone

from people.actors import Actor
from people.enums import Level
from people.models import Person
from people.sharing import CHANGE_IS_NOTED_EVERY
from plans.helping_hand import WORK
from plans.models import Item, Part, Plan
from plans.querysets import OWNER_LEVEL
from row_security import acting

_ITEM, _PART = Item._meta.concrete_fields, Part._meta.concrete_fields
_BY_NAME = {each.name: each for each in _ITEM}
_OF_PERSON = ("id", "user_id", "preferred_name")
_LIVE_TIE = """
    tie.ended_at IS NULL AND (tie.starts_on IS NULL OR tie.starts_on <= %(today)s)
    AND (tie.ends_on IS NULL OR tie.ends_on >= %(today)s)"""

# The owner is the person, or somebody with legal authority over this place of the plan. Else the highest live slip
# counts; by law or through a slip an answer that is "just for me" is changed only by whoever typed its words.
_READ = f"""
SELECT {", ".join(f"item.{each.column}" for each in _ITEM)}, {", ".join(f"part.{each.column}" for each in _PART)},
    person.id, person.user_id, person.preferred_name, may.level,
    part.state = 'not_now' OR part.changed_at < %(an_hour_ago)s OR EXISTS (
        SELECT FROM people_slip late WHERE late.content_object_id = part.plan_id AND late.torn_at IS NULL
        AND late.part_ids @> ARRAY[part.id] AND late.changed_at < %(an_hour_ago)s AND NOT late.as_it_was_ids @> ARRAY[part.id])
FROM plans_item item JOIN plans_part part ON part.id = item.part_id JOIN people_person person ON person.id = part.plan_id
CROSS JOIN LATERAL (SELECT CASE
    WHEN person.user_id = %(user)s OR (NOT item.only_me OR item.typed_by_id = %(user)s) AND EXISTS (
        SELECT FROM people_recordedauthority held JOIN people_connection tie ON tie.id = held.connection_id
        WHERE held.person_id = part.plan_id AND {_LIVE_TIE} AND tie.user_id = %(user)s AND held.seen_on IS NOT NULL
          AND held.ended_at IS NULL AND (held.starts_on IS NULL OR held.starts_on <= %(today)s)
          AND (held.ends_on IS NULL OR held.ends_on >= %(today)s) AND held.places @> ARRAY[part.place]::varchar[])
    THEN {OWNER_LEVEL} ELSE (
        SELECT max(CASE WHEN given.as_it_was_ids @> ARRAY[part.id] THEN least(given.level, {Level.SUGGEST:d})
            ELSE given.level END) FROM people_slip given JOIN people_connection tie ON tie.id = given.connection_id
        WHERE given.content_object_id = part.plan_id AND {_LIVE_TIE} AND given.user_id = %(user)s
          AND given.part_ids @> ARRAY[part.id] AND given.torn_at IS NULL AND given.starts_at <= %(now)s
          AND (given.ends_at IS NULL OR given.ends_at > %(now)s)
          AND (NOT item.only_me OR item.typed_by_id = %(user)s))
    END AS level) may
WHERE item.id = %(item)s AND may.level IS NOT NULL
"""  # noqa: S608  (only our own words and names of columns are put in; values are bound)


def answer_to_change(actor: Actor, item_id: uuid.UUID) -> Item | None:
    """The answer with its part and person; None when it is not there for this actor to change.

    The part bears `reader_level`, as `with_reader_level` gives it, and `change_is_due`: whether a change to it is to
    be noted, which is once an hour for the part and for each of its readers (`note_changed`).
    """
    if actor.user is None:
        return None
    now = timezone.now()
    values = {
        "item": item_id, "user": actor.user_id, "now": now, "today": timezone.localdate(now),
        "an_hour_ago": now - CHANGE_IS_NOTED_EVERY,
    }  # fmt: skip
    row = _row_to_change(values)
    if row is None:  # the words that a helper handed over, and may go on writing: the statement itself asks whose
        with acting.system(WORK):
            row = _row_to_change(values)
    return _answer(row) if row else None


def _row_to_change(values: Mapping[str, Any]) -> Sequence[Any] | None:
    with connection.cursor() as cursor:
        cursor.execute(_READ, values)
        return cursor.fetchone()


def change_this_version(item_id: uuid.UUID, version: int, changed: Mapping[str, Any], *, again: bool = False) -> bool:
    """Change an answer that still stands at `version` and is not taken out; the trigger keeps its history. One statement.

    `changed` maps names of fields to their new values. `again`: one that was taken out at `version` stands again with
    them, as when a line is emptied and has words once more; only who knows that it is out can name that version.
    False: somebody else came first, and nothing is changed.
    """
    if _changed(item_id, version, changed):
        return True
    out = Item.objects.filter(pk=item_id, version=version, taken_out_at__isnull=False)
    return again and bool(out.update(**changed, version=version + 1, taken_out_at=None, beside=None))


def _changed(item_id: uuid.UUID, version: int, changed: Mapping[str, Any]) -> bool:
    fields = [_BY_NAME[name] for name in changed]
    values = [_as_kept(field, value) for field, value in zip(fields, changed.values(), strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(_change(tuple(field.column for field in fields)), [*values, item_id, version])
        return bool(cursor.rowcount)


def _as_kept(field: Any, value: Any) -> Any:
    return field.get_db_prep_save(value.pk if isinstance(value, models.Model) else value, connection)


@lru_cache(maxsize=64)
def _change(columns: tuple[str, ...]) -> str:
    sets = ", ".join(f"{column} = %s" for column in columns)
    return (
        f"UPDATE plans_item SET {sets}, version = version + 1"  # noqa: S608  (names of our own columns; values are bound)
        " WHERE id = %s AND version = %s AND taken_out_at IS NULL"
    )


def _answer(row: Sequence[Any]) -> Item:
    item, rest = _as(Item, _ITEM, row), row[len(_ITEM) :]
    part, rest = _as(Part, _PART, rest), rest[len(_PART) :]
    person = Person.from_db(connection.alias, _OF_PERSON, rest[:3])
    part.plan = Plan.from_db(connection.alias, ("person_id",), rest[:1])
    part.plan.person = person
    part.reader_level, part.change_is_due = rest[3:]
    item.part = part
    return item


def _as(model: type[models.Model], fields: Sequence[models.Field], row: Sequence[Any]) -> Any:
    values = (
        each.from_db_value(value, None, connection) if hasattr(each, "from_db_value") else value
        for each, value in zip(fields, row, strict=False)
    )
    return model.from_db(connection.alias, [each.attname for each in fields], list(values))
