"""Setting the triggers of our tables aside, as somebody with the whole database in hand could."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, models


@contextmanager
def set_aside(tables: list[type[models.Model]]) -> Iterator[None]:
    """Inside a transaction: rows of these tables change with no history kept and nothing refused.

    The owner of the tables can do this; the mightier session_replication_role is for superusers, which the
    role of the tests is not. A table with checks still waiting cannot be altered: they are made first.
    """
    _alter(tables, "DISABLE")
    yield
    _alter(tables, "ENABLE")


def _alter(tables: list[type[models.Model]], what: str) -> None:
    with connection.as_owner(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table._meta.db_table}" {what} TRIGGER USER')
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
