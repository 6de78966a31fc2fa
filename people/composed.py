"""A read that the ORM composes once, and that afterwards only gets other values.

Who may see what is one rule, written in querysets. Composing such a queryset takes the ORM ten times as long as
PostgreSQL takes to answer it, and every page of a part asks (ADR 0007, benchmarks/access.py). So its statement is
composed once for each kind of reader, with stand-ins for the reader, the keys and the clock, and kept.
"""

from __future__ import annotations

import copy
import re
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet
from django.db.models.query import ModelIterable

from people import clock
from people.actors import Actor

# Values that no row has, by which those of a call are put in.
_USER, _CONNECTION = uuid.UUID(int=1), uuid.UUID(int=2)
_NOW, _TODAY = datetime(1, 1, 1, 1, 1, 1, 1, tzinfo=UTC), date(1, 1, 1)
_FIRST_KEY = 3
_NAMES: dict[Any, str] = {_USER: "user", _CONNECTION: "connection", _NOW: "now", _TODAY: "today"}
_PLACE = re.compile(r"(?<!%)%s")


class _Statement(NamedTuple):
    """What the ORM made: its compiler with the columns that it will read and how it reads them, the SQL with a name for
    each value, and the values that are the same in every call."""

    compiler: Any
    converters: dict[int, Any]
    sql: str
    values: dict[str, Any]


class Composed:
    """`build(actor, key, …)` gives a queryset; calling this gives the rows of it. Keys are UUIDs.

    `build` may look at nothing of the actor but whether there is a user, or a connection that has not joined, and
    must not slice by a key. One statement a call.
    """

    def __init__(self, build: Callable[..., QuerySet[Any]]) -> None:
        self.build = build
        self.kept: dict[tuple[bool, bool, int], _Statement] = {}

    def __call__(self, actor: Actor, *keys: uuid.UUID) -> list[Any]:
        unjoined = actor.connection is not None and actor.connection.user_id is None
        kind = (actor.user is not None, unjoined, len(keys))
        if kind not in self.kept:
            self.kept[kind] = self._compose(*kind)
        if not self.kept[kind].sql:
            return []
        put_in: dict[str, Any] = {"user": actor.user_id, "now": clock.now(), "today": clock.today()}
        if actor.connection:
            put_in["connection"] = actor.connection.pk
        put_in.update((f"key{number}", key) for number, key in enumerate(keys))
        return list(_rows(self.kept[kind], put_in))

    def _compose(self, joined: bool, unjoined: bool, keys: int) -> _Statement:
        from people.models import Connection, User

        actor = Actor(
            user=User(pk=_USER) if joined else None,
            connection=Connection(pk=_CONNECTION) if unjoined else None,
        )
        stand_ins = {uuid.UUID(int=_FIRST_KEY + number): f"key{number}" for number in range(keys)}
        with clock.stands_at(_NOW, _TODAY):
            compiler = self.build(actor, *stand_ins).query.get_compiler(using="default")
            try:
                sql, values = compiler.as_sql()
            except EmptyResultSet:  # somebody of this kind sees nothing, whatever the rows
                return _Statement(compiler, {}, "", {})
        sql, always = _named(sql, values, _NAMES | stand_ins)
        fields = [column[0] for column in compiler.select[: compiler.col_count]]
        return _Statement(compiler, compiler.get_converters(fields), sql, always)


def _named(sql: str, values: Sequence[Any], names: Mapping[Any, str]) -> tuple[str, dict[str, Any]]:
    """The statement with each value by its name, so that the reader and the clock are sent once and not forty times;
    and those values that have no name of their own."""
    always: dict[str, Any] = {}
    places = []
    for number, value in enumerate(values):
        name = names.get(value) if isinstance(value, uuid.UUID | date) else None
        if name is None:
            name = f"always{number}"
            always[name] = value
        places.append(f"%({name})s")
    given = iter(places)
    return _PLACE.sub(lambda _place: next(given), sql), always


def _rows(statement: _Statement, put_in: dict[str, Any]) -> Iterator[Any]:
    """The rows as the ORM makes them, with the values of this call."""
    values = statement.values | put_in
    compiler = copy.copy(statement.compiler)
    compiler.connection = connections["default"]  # each thread has a connection of its own
    compiler.as_sql = lambda *_args, **_options: (statement.sql, values)
    compiler.get_converters = lambda _fields: statement.converters
    query = SimpleNamespace(get_compiler=lambda using: compiler)
    asked = SimpleNamespace(db="default", query=query, model=compiler.query.model, _known_related_objects={})
    return iter(ModelIterable(asked))
