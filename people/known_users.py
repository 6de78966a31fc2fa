"""A user with their person, read as columns of one written statement.

Every page of everybody asks for them first, and the ORM takes six times as long to compose it (ADR 0007).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection, models

from people.models import Person, User

_USER, _PERSON = User._meta.concrete_fields, Person._meta.concrete_fields
# For a statement that names the user `who` and joins the person as `person`.
COLUMNS = ", ".join([f"who.{each.column}" for each in _USER] + [f"person.{each.column}" for each in _PERSON])


def user_from(row: Sequence[Any]) -> User | None:
    """The user in the COLUMNS of a row, with their person at hand; None where the row holds no user."""
    user, person = _read(User, _USER, row), _read(Person, _PERSON, row[len(_USER) :])
    if user is None:
        return None
    # Nobody's person is an answer too, and is not asked for again.
    User._meta.get_field("person").set_cached_value(user, person)
    if person is not None:
        Person._meta.get_field("user").set_cached_value(person, user)
    return user


def _read(model: type[models.Model], fields: Sequence[models.Field], row: Sequence[Any]) -> Any:
    """The row that begins here as `model`, or None where the join found nothing."""
    if row[0] is None:
        return None
    values = (
        each.from_db_value(value, None, connection) if hasattr(each, "from_db_value") else value
        for each, value in zip(fields, row, strict=False)
    )
    return model.from_db(connection.alias, [each.attname for each in fields], list(values))
