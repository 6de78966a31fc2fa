"""Write one entry. Every action, look and refusal in the other apps passes through here."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Protocol
from uuid import UUID

from django.db import connection, models

from audit.enums import EntryKind
from audit.models import AuditEntry

# Every look and every write passes here, so the statement is written out: composing it in the ORM takes longer than
# the database takes to run it (ADR 0007). The number, the time and the transaction are the database's to give.
_KEPT = tuple(field.name for field in AuditEntry._meta.concrete_fields if field.name not in {"transaction", "id", "at"})
_ADD = f"""
INSERT INTO audit_auditentry ({", ".join(_KEPT)}) VALUES ({", ".join(["%s"] * len(_KEPT))})
"""  # noqa: S608  (only the names of our own columns are put in; values are bound)
# The same as a clause of a statement that reads, which adds a WHERE of its own. See `look_in_passing`.
LOOK_IN_PASSING = f"""
INSERT INTO audit_auditentry ({", ".join(_KEPT)})
SELECT {", ".join(f"CAST(%(look_{name})s AS {'jsonb' if name == 'details' else 'text'})" for name in _KEPT)}
"""
ForWhom = Callable[[object, str, str, models.Model | None], tuple[str, UUID] | None]
_FOR_WHOM: list[ForWhom] = []
CODE = re.compile(r"[\w.:/+\-]{0,200}", re.ASCII)


class Actor(Protocol):
    """Who does it, as the other apps describe them. Everything is text as it is now."""

    audit_id: str
    audit_label: str
    role_label: str
    on_behalf_of: str
    organisation_id: object


def write(
    *,
    actor: Actor | None,
    action: str,
    about_person: object = None,
    obj: models.Model | None = None,
    part_key: str = "",
    purpose: str = "",
    reason: str = "",
    **details: object,
) -> None:
    """Record that `actor` changed something; `None` is the system itself. One INSERT.

    `action` is a short code such as "plans.item_saved". `about_person` is an id or a saved object whose key
    is taken. `details` are ids, codes, numbers, dates and lists of those. Raises ValueError when a detail
    reads like words, because words that a person wrote may never enter the record.
    """
    about = {"about_person": about_person, "part_key": part_key, "purpose": purpose, "reason": reason}
    _record(EntryKind.WRITE, actor, action, obj, about, details)


def look(
    *,
    actor: Actor | None,
    action: str,
    about_person: object = None,
    obj: models.Model | None = None,
    part_key: str = "",
    purpose: str = "",
    reason: str = "",
    **details: object,
) -> None:
    """Record that `actor` opened something. Call it before the bytes leave; if it raises, show nothing.

    The same arguments and errors as `write`. One INSERT.
    """
    about = {"about_person": about_person, "part_key": part_key, "purpose": purpose, "reason": reason}
    _record(EntryKind.LOOK, actor, action, obj, about, details)


def look_in_passing(
    *,
    actor: Actor | None,
    action: str,
    about_person: object,
    object_type: str,
    object_id: str,
    purpose: str = "",
    reason: str = "",
    **details: object,
) -> dict[str, str]:
    """The values of a look that the reading statement itself records, for its clause LOOK_IN_PASSING.

    One statement that both records and reads cannot show what it did not record.
    """
    about = {"about_person": about_person, "part_key": "", "purpose": purpose, "reason": reason}
    entry = _entry(EntryKind.LOOK, actor, action, {"object_type": object_type, "object_id": object_id}, about, details)
    return {f"look_{name}": entry.get(name, "") for name in _KEPT}


def refused(
    *,
    actor: Actor | None,
    action: str,
    about_person: object = None,
    obj: models.Model | None = None,
    part_key: str = "",
    purpose: str = "",
    reason: str = "",
    **details: object,
) -> None:
    """Record that `actor` asked for something and was not let in; `reason` is the reason code.

    The same arguments and errors as `write`. One INSERT. Write it outside a transaction that is undone.
    """
    about = {"about_person": about_person, "part_key": part_key, "purpose": purpose, "reason": reason}
    _record(EntryKind.REFUSED, actor, action, obj, about, details)


def for_whom(find: ForWhom) -> ForWhom:
    """An upper app says on whose behalf, and by which authority, somebody writes: (name, id), or None for themself."""
    _FOR_WHOM.append(find)
    return find


def _record(
    kind: EntryKind,
    actor: Actor | None,
    action: str,
    obj: models.Model | None,
    about: Mapping[str, object],
    details: Mapping[str, object],
) -> None:
    entry = _entry(kind, actor, action, _what(obj), about, details)
    if kind == EntryKind.WRITE:
        entry |= _for_whom(actor, entry, obj, details)
    with connection.cursor() as cursor:
        cursor.execute(_ADD, [entry.get(name, "") for name in _KEPT])


def _entry(
    kind: EntryKind,
    actor: Actor | None,
    action: str,
    what: Mapping[str, str],
    about: Mapping[str, object],
    details: Mapping[str, object],
) -> dict[str, str]:
    """Every column that is ours to give."""
    return {
        "kind": kind.value,
        "action": action,
        "about_person": _key(about["about_person"]),
        "part_key": str(about["part_key"] or ""),
        "purpose": str(about["purpose"] or ""),
        "reason": str(about["reason"] or ""),
        "details": json.dumps({name: _code(value) for name, value in details.items()}),
        **_who(actor),
        **what,
    }


def _for_whom(
    actor: Actor | None, entry: Mapping[str, str], obj: models.Model | None, details: Mapping[str, object]
) -> dict[str, str]:
    """For a write by somebody who acts for another by law: whose it is, and the authority among the details."""
    asked = (actor, entry["action"], entry["about_person"], obj)
    found = next((told for find in _FOR_WHOM if (told := find(*asked)) is not None), None)
    if found is None:
        return {}
    name, authority = found
    kept = {**details, "authority": authority}
    return {"on_behalf_of": name, "details": json.dumps({key: _code(value) for key, value in kept.items()})}


def _who(actor: Actor | None) -> dict[str, str]:
    if actor is None:
        return {}
    return {
        "actor_id": str(actor.audit_id or ""),
        "actor_label": str(actor.audit_label or ""),
        "role": str(actor.role_label or ""),
        "on_behalf_of": str(actor.on_behalf_of or ""),
        "organisation_id": _key(actor.organisation_id),
    }


def _what(obj: models.Model | None) -> dict[str, str]:
    return {} if obj is None else {"object_type": obj._meta.label_lower, "object_id": str(obj.pk)}


def _key(value: object) -> str:
    return "" if value is None else str(getattr(value, "pk", value))


def _code(value: object) -> object:
    """The detail as JSON; raises ValueError for anything that could be a person's words."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple | set | frozenset):
        return [_code(part) for part in value]
    if isinstance(value, str) and CODE.fullmatch(value):
        return str(value)
    raise ValueError("Details of an entry are ids and codes, never words.")
