"""What a page sends twice is kept once: by an id that the page itself made up, or one writer after the other."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, connection, models
from psycopg.errors import UniqueViolation


def one_at_a_time(what: str) -> None:
    """Whoever does the same `what` waits here until this transaction ends, and then finds what it has made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [what])


def keep_once(rows: models.Manager, key: uuid.UUID, fields: Mapping[str, Any]) -> tuple[Any, bool]:
    """The row of this id, made now with these fields if it was not there; and whether it was made.

    Raises the model's DoesNotExist for an id that is taken by a row of somebody else, which the database hides from
    whoever asks (row_security): to them it is an id that leads nowhere.
    """
    try:
        return rows.get_or_create(pk=key, defaults=dict(fields))
    except IntegrityError as refused:
        cause = refused.__cause__
        if isinstance(cause, UniqueViolation) and str(cause.diag.constraint_name).endswith("_pkey"):
            raise rows.model.DoesNotExist from refused
        raise
