"""The steps somebody took in a part, read from the history of its answers: what each did, and which can be undone.

A step is every change made under one operation id. The step that undoes it bears an id made from its own, so one
step is undone once however often the button is pressed, and undoing that one is doing it again.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from people.actors import Actor
from plans.answers import cell_words
from plans.models import Item, Part
from plans.tools import TOOLS

MOST_STEPS = 20
# Enough of a part's history for 20 steps, with their undoings and what other people did in between.
LOOKED_AT = 400
SHOWN_WORDS = 60
# What a step changes of an answer. A move up or down is undone by the other arrow.
STATE = ("text", "cells", "photo_id", "recording_id", "kind", "beside_id")


@dataclass(frozen=True)
class Change:
    """One answer before and after a step, as rows of its history. `before` is None for a new answer."""

    before: Any
    after: Any

    @property
    def was_out(self) -> bool:
        return self.before is None or self.before.taken_out_at is not None

    @property
    def is_out(self) -> bool:
        return self.after.taken_out_at is not None

    @property
    def state_before(self) -> tuple[Any, ...]:
        """What undoing makes of the answer. One that was new is taken out with its words."""
        return (*state_of(self.after)[:-1], False) if self.before is None else state_of(self.before)


@dataclass
class Step:
    """What one operation changed. `latest` is the newest of it and its undoings; `undone` whether it stands undone;
    `ready` whether it can be undone now, before any other.
    """

    operation: uuid.UUID
    by_id: object
    tool: str
    changes: dict[uuid.UUID, Change] = field(default_factory=dict)
    latest: Step | None = None
    undone: bool = False
    ready: bool = False

    @property
    def last(self) -> Step:
        return self.latest or self

    @property
    def place(self) -> int:
        """Its place in the order of all steps: the number of its last change."""
        return max(int(change.after.pgh_id) for change in self.changes.values())

    @property
    def words(self) -> str:
        """What was done, in words to the one who did it."""
        return _words(self.tool, list(self.changes.values()))


def undo_of(operation: uuid.UUID) -> uuid.UUID:
    """The id of the step that undoes a step."""
    return uuid.uuid5(operation, "undo")


def steps_of(actor: Actor, part: Part, now: Mapping[uuid.UUID, Item]) -> list[Step]:
    """The actor's own steps in a part, newest first, each with whether it stands undone. One statement.

    `now` is the answers of the part that the actor sees, by key: steps on any other are not theirs to know of.
    """
    # The part alone is asked for, so that the index of its steps answers, however many answers it has.
    events = Item.pgh_event_model.objects.filter(part=part).order_by("-pgh_id")[:LOOKED_AT] if now else ()
    found = _steps_from(part.tool, [each for each in reversed(events) if each.pgh_obj_id in now])
    mine = [step for step in _rooted(found) if step.by_id == actor.user_id and step.by_id is not None]
    return sorted(mine, key=lambda step: -step.place)


def can_undo(steps: Sequence[Step], now: Mapping[uuid.UUID, Item]) -> list[Step]:
    """The last 20 that can be undone one after the other, newest first. One that is not `ready` waits for a newer one."""
    states = {key: state_of(item) for key, item in now.items()}
    found = []
    for step in steps:
        changes = step.last.changes
        if step.undone or any(states.get(key) != state_of(change.after) for key, change in changes.items()):
            continue
        step.ready = stands(step.last, now)
        states |= {key: change.state_before for key, change in changes.items()}
        found.append(step)
    return found[:MOST_STEPS]


def can_do_again(steps: Sequence[Step], now: Mapping[uuid.UUID, Item]) -> Step | None:
    """The step that was undone last, until something new was done."""
    latest = max(steps, key=lambda step: step.last.place, default=None)
    return latest if latest and latest.undone and stands(latest.last, now) else None


def stands(step: Step, now: Mapping[uuid.UUID, Item]) -> bool:
    """Whether nobody has changed these answers since."""
    return all(key in now and state_of(now[key]) == state_of(change.after) for key, change in step.changes.items())


def state_of(row: Any) -> tuple[Any, ...]:
    """What a step may have changed, of an answer or of a row of its history."""
    return (*(getattr(row, name) for name in STATE), row.taken_out_at is None)


def shown_words(tool: str, row: Any) -> str:
    """The words of an answer, or of a row of its history: the cells of a row stand side by side."""
    asked = TOOLS[tool].question(row.field) if tool in TOOLS else None
    cells = [cell_words(cell, row.cells.get(cell.key, "")) for cell in asked.cells] if asked else []
    return row.text or " · ".join(words for words in cells if words)


def _steps_from(tool: str, events: Sequence[Any]) -> dict[uuid.UUID, Step]:
    """Events, oldest first, as steps. One whose beginning lies further back than was looked is left out."""
    last: dict[uuid.UUID, Any] = {}
    steps: dict[uuid.UUID, Step] = {}
    for event in events:
        key, before = event.pgh_obj_id, last.get(event.pgh_obj_id)
        last[key] = event
        if before is None and event.pgh_label != "added":
            continue
        step = steps.setdefault(event.operation, Step(event.operation, event.done_by_id, tool))
        known = step.changes.get(key)
        if known is None or state_of(known.after) != state_of(event):  # else it was only moved up or down
            step.changes[key] = Change(known.before if known else before, event)
    return {operation: step for operation, step in steps.items() if _did_something(step)}


def _did_something(step: Step) -> bool:
    changes = step.changes.values()
    return any(each.before is None or state_of(each.before) != state_of(each.after) for each in changes)


def _rooted(found: Mapping[uuid.UUID, Step]) -> list[Step]:
    """The steps that undo nothing, each with the newest of its undoings."""
    undoings = {undo_of(operation) for operation in found} & set(found)
    roots = [step for operation, step in found.items() if operation not in undoings]
    for root in roots:
        newest = root
        while (following := found.get(undo_of(newest.operation))) is not None:
            newest, root.undone = following, not root.undone
        root.latest = newest
    return roots


def _words(tool: str, changes: Sequence[Change]) -> str:
    by_kind: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        by_kind[_kind(change)].append(change)
    if "chosen" in by_kind:
        told, kind = by_kind["chosen"][0], "chosen" if "out" in by_kind else "both"
    else:
        told, kind = changes[0], _kind(changes[0])
    before = _short(shown_words(tool, told.before)) if told.before is not None else ""
    return _sentence(kind, before, _short(shown_words(tool, told.after)))


def _kind(change: Change) -> str:
    if change.before is None:
        return "added"
    if change.was_out != change.is_out:
        return "out" if change.is_out else "back"
    if change.before.beside_id != change.after.beside_id:
        return "chosen"
    return "changed" if _said(change.before) != _said(change.after) else "media"


def _said(row: Any) -> tuple[str, Any]:
    return row.text, row.cells


def _sentence(kind: str, before: str, after: str) -> str:
    sentences = {
        "added": _("You wrote “%(words)s”"),
        "out": _("You took out “%(words)s”"),
        "back": _("You brought back “%(words)s”"),
        "chosen": _("You chose “%(words)s”"),
        "both": _("You kept both: “%(words)s”"),
        "media": _("You changed the photo or recording with “%(words)s”"),
        "changed": _("You changed “%(before)s” to “%(words)s”"),
    }
    return sentences[kind] % {"words": after or _("a picture or a recording"), "before": before or _("nothing")}


def _short(words: str) -> str:
    return Truncator(" ".join(words.split())).chars(SHOWN_WORDS)
