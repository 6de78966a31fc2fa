"""Worlds that stand ready: each is built once in a test process, in a database of its own, and no test changes it.

Whoever asks for the `world` and commits nothing is taken to the database where its people live already, and is rolled
back there. All others are in the empty one. What is handed out is a copy: no test finds what another put on an object.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection, transaction

from people import sharing
from tests.scenarios import World, build_people, build_world
from tests.scenarios.council import add_council
from tests.scenarios.money import add_money
from tests.scenarios.reviews import add_reviews

EMPTY, PEOPLE, WHOLE = "", "people", "whole"
# What stands beside the people in worlds of their own, by the folder and the name of the fixture that adds it.
ADDED: dict[tuple[str, str], Callable[[World], object]] = {
    ("tests/partnership_boards", "council"): partial(add_council, people=320),
    ("tests/reviews", "review"): add_reviews,
    ("tests/budgets", "plan"): add_money,
}


def _build_people_and(add: Callable[[World], object]) -> World:
    world = build_people()
    add(world)
    return world


def _build_whole() -> World:
    from tests.access.doors import furnish

    world = build_world()
    furnish(world)
    return world


class Ready:
    """The databases of this process: the empty one, and beside it one for each world that was asked for."""

    builders: dict[str, Callable[[], World]] = {
        PEOPLE: build_people,
        WHOLE: _build_whole,
        **{fixture: partial(_build_people_and, add) for (_folder, fixture), add in ADDED.items()},
    }

    def __init__(self) -> None:
        self._wanted, self._empty = EMPTY, ""
        self._blocker: Any = None
        self._worlds: dict[str, bytes] = {}
        self._rows: dict[str, list[tuple[Any, ...]]] = {}

    def begin(self, blocker: Any) -> None:
        """The empty database is there. `blocker` is pytest-django's."""
        self._empty, self._blocker = _database(), blocker
        self.go_to(self._wanted)

    def go_to(self, name: str) -> None:
        """Work in the database of this world from now on. A transaction that is open stays where it is."""
        self._wanted = name
        if not self._empty or connection.in_atomic_block:
            return
        if name and name not in self._worlds:
            self._make(name)
        _open(self._called(name))

    def stands(self, name: str) -> bool:
        """Whether the world of this name is where we are."""
        return name in self._worlds and _database() == self._called(name)

    def world(self) -> World | None:
        """A copy of the world that stands here, or None in the empty database."""
        for name, kept in self._worlds.items():
            if self.stands(name):
                cache.clear()  # its people have the same ids as in the test before
                copy: World = pickle.loads(kept)
                return copy
        return None

    def add(self, fixture: str, folder: str, world: World) -> None:
        """Add to the people what this fixture adds, if it does not stand here already."""
        if not self.stands(fixture):
            ADDED[folder, fixture](world)

    @contextmanager
    def kept(self, name: str, blocker: Any) -> Iterator[World]:
        """A copy of the world of this name for many tests, for whatever is written to it until it is taken back."""
        self.go_to(name)
        with blocker.unblock(), transaction.atomic():
            assert self.stands(name), "another world is open"
            world = self.world()
            yield world
            transaction.set_rollback(True)

    def end(self) -> None:
        """Only the empty database is left. AssertionError when a test left something behind in one of the worlds."""
        changed = []
        connection.close()  # with the browser gone it may be the first one again, which `_make` ended
        for name in list(self._worlds):
            self.go_to(name)
            with self._blocker.unblock():
                changed += [(name, *row) for row in sorted(set(self._rows[name]) - set(_rows()))]
            _open(self._empty)
            self._elsewhere(f'DROP DATABASE "{self._called(name)}" WITH (FORCE)')
            del self._worlds[name]
        assert changed == [], f"a test wrote past its transaction; as it was (world, table, rows, digest): {changed}"

    def _called(self, name: str) -> str:
        return f"{self._empty}_{name}" if name else self._empty

    def _make(self, name: str) -> None:
        _open(self._empty)
        self._elsewhere(f'DROP DATABASE IF EXISTS "{self._called(name)}" WITH (FORCE)')
        # Once a browser is driven here, Django has a second connection for this thread; the first may stand in there still.
        self._elsewhere(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{self._empty}'"
            " AND backend_type = 'client backend'"
        )
        self._elsewhere(f'CREATE DATABASE "{self._called(name)}" TEMPLATE "{self._empty}"')
        _open(self._called(name))
        with self._blocker.unblock(), transaction.atomic():
            self._worlds[name] = pickle.dumps(self.builders[name]())
            connection.run_on_commit.clear()  # no worker is there to be told of it
        with self._blocker.unblock():
            self._rows[name] = _rows()

    def _elsewhere(self, statement: str) -> None:
        connection.close()  # a database in which somebody is can be neither copied nor dropped
        with self._blocker.unblock(), connection._nodb_cursor() as cursor:
            cursor.execute(statement)


READY = Ready()


def _database() -> str:
    return str(connection.settings_dict["NAME"])


def _open(database: str) -> None:
    if database != _database():
        connection.close()
        connection.settings_dict["NAME"] = database
        # A test that empties its tables makes the rows anew whose keys these two remember.
        ContentType.objects.clear_cache()
        sharing._permission_ids.clear()


def _rows() -> list[tuple[Any, ...]]:
    """How many rows each table of this database has, and a digest of them."""
    digest = "SELECT '{0}', count(*), sum(hashtext(row_of::text)) FROM \"{0}\" AS row_of"
    with connection.as_owner(), connection.cursor() as cursor:
        tables = sorted(connection.introspection.table_names(cursor))
        cursor.execute(" UNION ALL ".join(digest.format(table) for table in tables))
        return list(cursor.fetchall())


def wanted_by(item: pytest.Item) -> str | None:
    """The name of the world that a test is to be in; None where it does not matter."""
    names, marker = set(getattr(item, "fixturenames", ())), item.get_closest_marker("django_db")
    if not marker and "django_db_setup" not in names:
        return None
    if (marker and marker.kwargs.get("transaction")) or names & {"transactional_db", "live_server"}:
        return EMPTY
    if "whole_world" in names:
        return WHOLE
    for folder, fixture in ADDED:
        declared = item._fixtureinfo.name2fixturedefs.get(fixture) or ()
        if declared and declared[-1].baseid == folder:
            return fixture
    return PEOPLE if "world" in names else EMPTY
