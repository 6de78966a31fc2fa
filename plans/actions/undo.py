"""Undo: a step is taken back by a new step. Nothing leaves the history, so undoing the undoing does it again."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from audit import record
from people.actors import Actor
from plans.actions.items import keep_in_sight
from plans.actions.parts import note_changed
from plans.helping_hand import WORK
from plans.models import Item, Part
from plans.undoing import STATE, Change, Step, stands, steps_of, undo_of
from row_security import acting


@transaction.atomic
def undo_step(*, by: Actor, part: Part, operation: uuid.UUID) -> bool:
    """Undo the actor's own step `operation`, or an undoing of it. Pressed twice it is undone once.

    False when somebody changed one of its answers since, so that nobody's later words are taken away, and when it
    is not one of the actor's last steps. What stood before one's own step may always be put back, whoever said it.
    """
    rows = Item.objects.visible_to(by).filter(part=part).select_for_update(of=["self"])
    now = {item.pk: item for item in rows}
    step = next((each.last for each in steps_of(by, part, now) if each.last.operation == operation), None)
    if step is None or not stands(step, now):
        return any(undo_of(operation) in (each.operation, each.last.operation) for each in steps_of(by, part, now))
    # Whoever acts by law may give back words of the person's that are just for them by now, and not read them.
    with acting.on_behalf_of(part.plan_id, WORK):
        _take_back(by, step)
    keep_in_sight(part.pk)
    if not all(now[key].only_me for key in step.changes):
        note_changed(person_id=part.plan_id, part_id=part.pk)
    record.write(
        actor=by, action="plans.step_undone", about_person=part.plan_id, obj=part, part_key=part.tool,
        step=operation, answers=len(step.changes),
    )  # fmt: skip
    return True


def _take_back(by: Actor, step: Step) -> None:
    made: dict[str, Any] = {
        "version": F("version") + 1, "operation": undo_of(step.operation), "done_by": by.user,
        "changed_at": timezone.now(),
    }  # fmt: skip
    for key, change in step.changes.items():
        Item.objects.filter(pk=key).update(**made, **_as_before(change))


def _as_before(change: Change) -> dict[str, Any]:
    """An answer that was new is taken out; any other becomes as it was."""
    if change.before is None:
        return {"taken_out_at": timezone.now()}
    was = {name: getattr(change.before, name) for name in STATE}
    return {**was, "taken_out_at": timezone.now() if change.was_out else None}
