"""A part as it was for one reader: gathered once, read in the part's place from then on (ADR 0016).

Whoever holds such a copy reaches no word of now: `ItemQuerySet.visible_to` and `OutcomeQuerySet.visible_to` leave
them out, so that a page which knows nothing of copies shows nothing, and never a later word. The pages of a reader
ask here, and draw rows of a copy as they draw rows of the table.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Prefetch, Q, QuerySet

from documents.models import StoredFile
from people.actors import Actor
from people.models import Connection, User
from plans.models import Action, Barrier, Item, Outcome, OutcomeChange, Part, PartAsItWas
from plans.tools import TOOLS
from plans.tools.declaration import FieldKind
from row_security import acting

Row = dict[str, Any]
_OF_A_WISH = {"barriers": Barrier, "changes": OutcomeChange, "actions": Action}


@dataclass(frozen=True)
class AsItWas:
    """One copy, as rows to draw: answers (those taken out too), wishes with all about them, people on the rings."""

    part_id: uuid.UUID
    items: list[Item] = field(default_factory=list)
    wishes: list[Outcome] = field(default_factory=list)
    people: list[Connection] = field(default_factory=list)


# --- gathering ---------------------------------------------------------------------------------------


def people_of(part: Part) -> list[Connection]:
    """Who is on the rings now. Whoever may see the part may see its rings."""
    with acting.on_behalf_of(part.plan_id, "the people on the rings of a part that is shared"):
        return list(Connection.objects.live().filter(circle_id=part.plan_id))


def gather(reader: Actor, part: Part) -> dict[str, Any]:
    """All that `reader` sees of a part now, as plain values. What they do not see is not in it."""
    items = list(Item.objects.visible_to(reader).filter(part=part))
    wishes = list(Outcome.objects.visible_to(reader).filter(part=part))
    about = [row for model in _OF_A_WISH.values() for row in model._default_manager.filter(outcome__in=wishes)]
    tool = TOOLS.get(part.tool)
    rings = tool is not None and any(question.kind == FieldKind.CIRCLE for question in tool.questions)
    people = people_of(part) if rings else []
    named = {getattr(row, name, None) for row in chain(items, about) for name in _TIES} - {None}
    ties = [*people, *Connection.objects.filter(pk__in=named - {tie.pk for tie in people})]
    return {
        "rows": [_as_values(row) for row in chain(items, wishes, about, ties)],
        "people": [str(tie.pk) for tie in people],
    }


_TIES = ("said_by_id", "told_by_id", "who_connection_id")


def _as_values(row: models.Model) -> Row:
    """Every column, exactly: a moment keeps its microseconds, or the copy would differ from what was read before."""
    return {"model": row._meta.label, **{each.attname: _plain(each.value_from_object(row)) for each in _columns(row)}}


def _columns(row: models.Model | type[models.Model]) -> Iterable[Any]:
    return row._meta.concrete_fields


def _plain(value: Any) -> Any:
    if isinstance(value, uuid.UUID):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


# --- reading -----------------------------------------------------------------------------------------


def copy_for(actor: Actor, part: Part) -> AsItWas | None:
    """The copy that the actor reads in this part's place; None where they read the part as it is, or do not see it."""
    if getattr(part, "level_now", 0):
        return None
    kept = PartAsItWas.objects.read_by(actor).filter(part=part).first()
    return _read(kept, actor, part) if kept else None


def copies_for(actor: Actor, person_id: uuid.UUID) -> list[AsItWas]:
    """All copies that the actor reads in one person's plan."""
    return _newest(actor, PartAsItWas.objects.read_by(actor).filter(part__plan=person_id))


def item_for(actor: Actor, item_id: uuid.UUID) -> Item | None:
    """The answer of this id out of a copy that the actor reads, with its part and person."""
    held = PartAsItWas.objects.read_by(actor).filter(content__rows__contains=[{"id": str(item_id)}])
    found = (item for copy in _newest(actor, held) for item in copy.items)
    return next((item for item in found if item.pk == item_id), None)


def wish_for(actor: Actor, outcome_id: uuid.UUID) -> Outcome | None:
    """The wish of this id out of a copy that the actor reads, with all about it."""
    held = PartAsItWas.objects.read_by(actor).filter(content__rows__contains=[{"id": str(outcome_id)}])
    found = (wish for copy in _newest(actor, held) for wish in copy.wishes)
    return next((wish for wish in found if wish.pk == outcome_id), None)


def change_for(actor: Actor, change_id: uuid.UUID) -> OutcomeChange | None:
    """The telling of a change of this id out of a copy that the actor reads."""
    held = PartAsItWas.objects.read_by(actor).filter(content__rows__contains=[{"id": str(change_id)}])
    wishes = (wish for copy in _newest(actor, held) for wish in copy.wishes if wish.taken_out_at is None)
    for wish in wishes:
        for each in wish.changes.all():
            if each.pk == change_id:
                each.outcome = wish  # the wish of the copy: what stands there now is not for this reader
                return each
    return None


def items_seen(reader: Actor, rows: QuerySet[Item], item_id: uuid.UUID) -> Item | None:
    """An answer by its id: out of `rows`, which began at what the reader sees now, or out of a copy of theirs."""
    return rows.filter(pk=item_id).first() or item_for(reader, item_id)


def wishes_in(reader: Actor, part: Part) -> list[Outcome]:
    """The kept wishes of a part as this reader sees them, with all about them read."""
    copy = copy_for(reader, part)
    if copy is not None:
        return [wish for wish in copy.wishes if wish.taken_out_at is None]
    return list(whole(Outcome.objects.visible_to(reader).kept().filter(part=part)))


def whole(wishes: QuerySet[Outcome]) -> QuerySet[Outcome]:
    """Wishes with all that a page says about them."""
    changes = Prefetch("changes", OutcomeChange.objects.select_related("told_by", "photo"))
    return wishes.select_related("beside").prefetch_related("barriers", "actions__who_connection", changes)


def _newest(actor: Actor, held: QuerySet[PartAsItWas]) -> list[AsItWas]:
    """Each part's newest copy; where somebody holds two, the later is what they saw last."""
    rows = held.select_related("part__plan__person__photo")
    by_part: dict[uuid.UUID, PartAsItWas] = {}
    for kept in rows:
        by_part.setdefault(kept.part_id, kept)
    return [_read(kept, actor, kept.part) for kept in by_part.values()]


def _read(kept: PartAsItWas, actor: Actor, part: Part) -> AsItWas:
    found: dict[str, dict[Any, Any]] = defaultdict(dict)
    for values in kept.content["rows"]:
        row = _as_row(values)
        found[row._meta.label][row.pk] = row
    ties, wishes = found["people.Connection"], found["plans.Outcome"]
    _tie_together(found, part)
    for wish in wishes.values():
        wish.beside = wishes.get(wish.beside_id)
    _hang_on(actor, wishes, found)
    people = [ties[uuid.UUID(key)] for key in kept.content["people"]]
    return AsItWas(part.pk, list(found["plans.Item"].values()), list(wishes.values()), people)


def _as_row(values: Row) -> Any:
    """A row as the database would give it. A column that the copy does not know has its default, never that of now."""
    model = apps.get_model(values["model"])
    known = {each.attname: each.to_python(values[each.attname]) for each in _columns(model) if each.attname in values}
    row = model(**known)
    row._state.adding, row._state.db = False, "default"
    return row


def _tie_together(found: Mapping[str, Mapping[Any, Any]], part: Part) -> None:
    """Let each row know the rows it points to, so that no later one is fetched in their place."""
    items, changes, promises = (
        found[label].values() for label in ("plans.Item", "plans.OutcomeChange", "plans.Action")
    )
    ties = found["people.Connection"]
    files = StoredFile.objects.in_bulk(
        {key for row in chain(items, changes) for key in (row.photo_id, getattr(row, "recording_id", None)) if key}
    )
    writers = User.objects.in_bulk({item.typed_by_id for item in items if item.typed_by_id})
    for item in items:
        item.part, item.said_by, item.typed_by = part, ties.get(item.said_by_id), writers.get(item.typed_by_id)
        item.photo, item.recording = files.get(item.photo_id), files.get(item.recording_id)
    for change in changes:
        change.told_by, change.photo = ties.get(change.told_by_id), files.get(change.photo_id)
    for promise in promises:
        promise.who_connection = ties.get(promise.who_connection_id)
    for wish in found["plans.Outcome"].values():
        wish.part = part


def _hang_on(actor: Actor, wishes: Mapping[Any, Outcome], found: Mapping[str, Mapping[Any, Any]]) -> None:
    """Barriers, changes and promises under their wishes. A promise of the reader's own they see as it is now."""
    mine = Q(who_connection__user=actor.user) if actor.user is not None else Q(pk__in=[])
    own = {
        row.pk: row for row in Action.objects.filter(mine, outcome__in=list(wishes)).select_related("who_connection")
    }
    for name, model in _OF_A_WISH.items():
        rows = dict(found[model._meta.label])
        if model is Action:
            rows = {key: row for key, row in rows.items() if not _is_of(row, actor)} | own
        under: dict[Any, list[Any]] = defaultdict(list)
        for row in _in_order(model, rows.values()):
            under[row.outcome_id].append(row)
        for wish in wishes.values():
            _give_rows(wish, name, model, under[wish.pk])


def _is_of(promise: Action, actor: Actor) -> bool:
    tie = promise.who_connection
    return tie is not None and actor.user is not None and tie.user_id == actor.user.pk


def _in_order(model: type[models.Model], rows: Iterable[Any]) -> list[Any]:
    """By the order of the table, which is made of plain columns."""
    ordered = list(rows)
    for name in reversed(model._meta.ordering):
        ordered.sort(key=lambda row, name=name: getattr(row, name.lstrip("-")), reverse=name.startswith("-"))
    return ordered


def _give_rows(wish: Outcome, name: str, model: type[models.Model], rows: list[Any]) -> None:
    """As prefetching does. A page that narrows them further asks `none()`, and finds nothing rather than what is now."""
    for row in rows:
        row.outcome = wish
    kept = model._default_manager.none()
    kept._result_cache, kept._prefetch_done = rows, True
    if not hasattr(wish, "_prefetched_objects_cache"):
        wish._prefetched_objects_cache = {}
    wish._prefetched_objects_cache[name] = kept
