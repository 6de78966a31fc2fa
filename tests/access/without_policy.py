"""Statements as somebody, with our own policy skipped: what is left is what the database itself shows (ADR 0015)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, models

from people.actors import Actor
from people.models import Person
from row_security import acting
from tests.access.personas import ANONYMOUS
from tests.scenarios import World


@contextmanager
def acts(world: World, name: str) -> Iterator[Actor]:
    """Inside, the database takes every statement for this persona's."""
    actor = Actor() if name == ANONYMOUS else world.actor(name)
    with acting.request():
        if actor.user is not None:
            acting.known(actor.user.pk, person_of(actor))
        yield actor


def person_of(actor: Actor) -> Any:
    with acting.system("tests"):
        return Person.objects.filter(user=actor.user).values_list("pk", flat=True).first()


def keys(rows: models.QuerySet) -> set[Any]:
    return set(rows.values_list("pk", flat=True))


def sql(words: str, values: tuple[object, ...] = ()) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(words, values)
        return list(cursor.fetchall()) if cursor.description else []
