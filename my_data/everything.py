"""Everything held about a person, as plain data: theirs, what is relied on, and what others wrote about them.

It joins the file that is taken away (`plans/export.py`) as `held`, and `about-me.html` shows it to read.
UK GDPR Art. 15 and 20; what is of somebody else is left out with a note (DPA 2018 Sch. 2 para 16).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from my_data import retention
from my_data.enums import RecordKind, Whose
from my_data.holdings import ACCOUNT, ALL, Holding
from people.models import Person
from plans.export import Files, also, plain
from plans.looks import record_told_to
from plans.models import Plan

RECORD_FIELDS = ("at", "kind", "action", "actor_label", "role", "on_behalf_of", "part_key", "purpose", "reason")
MOST_LINES = 60


@also("held", page="about-me.html", template="my_data/about_me.html")
def held(plan: Plan, files: Files) -> dict[str, Any]:
    """`kinds`: each kind of row with whose it is, how long it stays and its rows; `record`: who did and opened what."""
    person = plan.person
    words = {kind: retention.in_words(rule) for kind, rule in retention.rules_for(person).items()}
    return {
        "kinds": [_kind(each, person, files, words) for each in ALL if not each.told_elsewhere],
        "record": _record(person),
        "third_parties": _("What is about somebody else only is left out, such as their address."),
    }


def _kind(holding: Holding, person: Person, files: Files, words: dict[str, str]) -> dict[str, Any]:
    rows = _rows(holding, person)
    return {
        "kind": holding.model,
        "name": str(holding.name),
        "whose": holding.whose.value,
        "whose_words": str(holding.whose.label),
        "kept": words.get(record_kind_of(holding), ""),
        "left_out": [
            {"column": column, "why": str(why), "reviewed": True} for column, why in holding.leaves_out.items()
        ],
        "rows": [_row(each, holding, files) for each in rows],
        "to_read": [as_read(each, holding) for each in rows],
    }


def record_kind_of(holding: Holding) -> str:
    """Under which kind of record the retention rules speak of it."""
    if holding.stays:
        return holding.stays.value
    of_account = holding is ACCOUNT or holding.by_user
    return RecordKind.ACCOUNT.value if of_account else RecordKind.PLAN.value


def _rows(holding: Holding, person: Person) -> list[models.Model]:
    rows = holding.rows(person)
    return list(rows.prefetch_related("history") if holding.history else rows)


def _row(row: models.Model, holding: Holding, files: Files) -> dict[str, Any]:
    data = {name: value for name, value in plain(row, files).items() if name not in holding.leaves_out}
    if holding.history is None:
        return data
    events = sorted(row.history.all(), key=lambda each: each.pgh_id)
    return data | {"history": [plain(each, files) for each in events]}


def _record(person: Person) -> list[dict[str, Any]]:
    """Every entry of the record about the person, newest first: looks, changes, and who was not let in."""
    return list(record_told_to(person).values(*RECORD_FIELDS))


def as_read(row: models.Model, holding: Holding) -> list[tuple[str, str]]:
    """One row as (name of a column, words), without keys, links and empty columns: for pages that people read."""
    told = []
    for column in row._meta.concrete_fields:
        value = getattr(row, column.attname)
        if (
            column.name in holding.leaves_out
            or column.is_relation
            or isinstance(value, UUID)
            or value in (None, "", [], {})
        ):
            continue
        if column.choices and not isinstance(value, list):
            value = getattr(row, f"get_{column.name}_display")()
        told += list(_lines(str(column.verbose_name).capitalize(), value))
    return told[:MOST_LINES]


def rows_to_read(person: Person, holding: Holding) -> list[list[tuple[str, str]]]:
    return [as_read(each, holding) for each in holding.rows(person)]


def _lines(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """A value as lines: what lies inside lists and tables gets a line each."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _lines(f"{name}: {str(key).replace('_', ' ')}", inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _lines(name, inner)
    elif value not in (None, ""):
        yield name, _said(value)


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j F Y, H:i")
    return date_format(value, "j F Y") if isinstance(value, date) else str(value)


def whose_groups(person: Person) -> list[dict[str, Any]]:
    """For the page: the three classes, each with the kinds that hold something, how long and by which law."""
    rules = retention.rules_for(person)
    groups = []
    for whose in Whose:
        kinds = [each for each in ALL if each.whose == whose and each.rows(person).exists()]
        lines: dict[str, list[str]] = {}
        for each in kinds:
            lines.setdefault(record_kind_of(each), []).append(str(each.name))
        groups.append({"whose": whose, "lines": [_told(kind, names, rules) for kind, names in lines.items()]})
    return groups


def _told(kind: str, names: list[str], rules: dict[str, Any]) -> dict[str, Any]:
    rule = rules.get(kind)
    names = list(dict.fromkeys(names))
    return {
        "names": names,
        "kept": retention.in_words(rule) if rule else "",
        "law": rule.legal_source if rule else "",
    }
