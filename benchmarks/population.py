"""Invented populations made by the database itself: people, circles, connections and slips in seconds."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.models import Permission
from django.db import connection, transaction
from psycopg import ClientCursor

from people.models import Person, User
from plans.models import Part

T = TypeVar("T")
MEMBERS = 6
PARTS = 12


def by_owner(work: Callable[..., T]) -> Callable[..., T]:
    """For what only the role that owns the tables may do. Not inside a transaction."""

    @wraps(work)
    def done(*words: Any, **named: Any) -> T:
        with connection.as_owner():
            return work(*words, **named)

    return done


@by_owner
def empty() -> None:
    """Take everything out. Only ever run on a throw-away database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE people_slip, plans_part, plans_plan, people_connection, people_circle, people_person, people_user,"
            " guardian_userobjectpermission CASCADE"
        )


@by_owner
@transaction.atomic
def fill(people: int, readers: dict[str, int]) -> dict[str, User]:
    """`people` plans of 12 parts, all of them shared with 6 others, and named readers with so many of these plans each.

    The parts themselves are made for the readers' plans only; a slip names part ids, so its size is true.
    """
    permission = Permission.objects.get(codename="see_parts", content_type__app_label="people").pk
    with _several() as cursor:
        cursor.execute(_PEOPLE, {"people": people, "parts": PARTS})
        cursor.execute(_SLIPS, {"people": people, "members": MEMBERS, "permission": permission})
    users = {name: User.objects.create_user(f"{name}@bench.example", name=name) for name in readers}
    with _several() as cursor:
        for name, plans in readers.items():
            cursor.execute(_READER, {"user": users[name].pk, "plans": plans, "permission": permission})
    return users


def _several() -> ClientCursor:
    """A cursor that puts values in itself: the server binds none into several statements at once, or into CREATE."""
    connection.ensure_connection()
    return ClientCursor(connection.connection)


@by_owner
def settle() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE) people_slip, people_connection, people_person, people_circle, people_user")


def parts_for(person: Person, how_many: int) -> list[Part]:
    return Part.objects.bulk_create(
        Part(plan_id=person.pk, tool=f"tool_{number}", place="me", position=number) for number in range(how_many)
    )


_PEOPLE = """
CREATE TEMP TABLE bench ON COMMIT DROP AS
    SELECT n, gen_random_uuid() AS person, gen_random_uuid() AS member,
           ARRAY(SELECT gen_random_uuid() FROM generate_series(1, %(parts)s) WHERE n > 0) AS parts
    FROM generate_series(1, %(people)s) n;
INSERT INTO people_user (id, password, is_superuser, email, name, language, is_active, is_staff_member, display, joined_at,
                         opens_email)
    SELECT member, '', false, 'm' || n || '@bench.example', 'Member ' || n, 'en-gb', true, false, '{}', now(), '' FROM bench;
INSERT INTO people_person (id, preferred_name, full_name, jurisdiction, language, spoken_language, face, created_at,
                           circle_may_look_after)
    SELECT person, 'Person ' || n, '', 'ENG', 'en-gb', '', 1, now(), false FROM bench;
INSERT INTO people_circle (person_id, members_see_each_other) SELECT person, false FROM bench;
INSERT INTO plans_plan (person_id, created_at, about, played) SELECT person, now(), 'me', '[]' FROM bench;
"""

_SLIPS = """
CREATE TEMP TABLE ties ON COMMIT DROP AS
    SELECT gen_random_uuid() AS tie, p.person, p.parts, m.member, k
    FROM bench p CROSS JOIN generate_series(1, %(members)s) k
    JOIN bench m ON m.n = 1 + (p.n * 7 + k * 104729) %% %(people)s;
INSERT INTO people_connection (id, circle_id, user_id, name, relationship, voice, ring, face, position, died, created_at)
    SELECT tie, person, member, 'Member', 'friend', 'family', 2, 1, k, false, now() FROM ties ON CONFLICT DO NOTHING;
INSERT INTO people_slip (id, content_object_id, user_id, permission_id, connection_id, part_ids, as_it_was_ids, level, basis, why,
                         starts_at, given_at, changed_at)
    SELECT gen_random_uuid(), t.person, t.member, %(permission)s, t.tie, t.parts, '{}', 1, 'choice', '',
           now() - interval '1 day', now(), now() - (random() * interval '300 days')
    FROM ties t JOIN people_connection c ON c.id = t.tie;
"""

_READER = """
WITH chosen AS MATERIALIZED (
    SELECT id AS person, gen_random_uuid() AS tie FROM people_person ORDER BY id LIMIT %(plans)s
), tied AS (
    INSERT INTO people_connection (id, circle_id, user_id, name, relationship, voice, ring, face, position, died, created_at)
    SELECT tie, person, %(user)s, 'Reader', 'worker', 'paid', 4, 1, 9, false, now() FROM chosen RETURNING id, circle_id
)
INSERT INTO people_slip (id, content_object_id, user_id, permission_id, connection_id, part_ids, as_it_was_ids, level, basis, why,
                         starts_at, given_at, changed_at)
    SELECT gen_random_uuid(), circle_id, %(user)s, %(permission)s, id,
           (SELECT part_ids FROM people_slip given WHERE given.content_object_id = circle_id LIMIT 1), '{}', 1, 'choice', '',
           now() - interval '1 day', now(), now() - (random() * interval '300 days')
    FROM tied;
"""
