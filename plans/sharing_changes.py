"""A change of who can see a part: looked at first, then made, then taken back with Undo."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar

from django.db import transaction

from people import sharing
from people.actors import Actor
from people.enums import Basis, Level
from people.models import Connection, Slip
from plans.models import Part
from plans.sharing_words import CIRCLE, JUST_ME, SOME, Door, door_of, held_by_law, in_order, rules_of
from row_security import acting

T = TypeVar("T")
# Somebody with legal authority over a place opens and shuts its doors, and must see who stands in them.
BY_LAW = "the doors of a part, for somebody who acts by law"
CHOSEN = (Basis.CHOICE, Basis.CIRCLE_RULE)


def by_law_too(about_part: Callable[..., T]) -> Callable[..., T]:
    """For what reads or changes who stands in the doors of a part: the person does it as themself."""

    @wraps(about_part)
    def done(*words: Any, **named: Any) -> T:
        part = named["part"] if "part" in named else words[0]
        with acting.on_behalf_of(part.plan_id, BY_LAW):
            return about_part(*words, **named)

    return done


@dataclass(frozen=True)
class Choice:
    """What the person picked: a door, for `some` each person's level, and the end of all of it if any."""

    door: str
    levels: Mapping[Connection, Level] = field(default_factory=dict)
    ends_at: datetime | None = None


@dataclass(frozen=True)
class Change:
    """Now and after, and who will begin or stop seeing the part. `staying` see it for another reason."""

    before: Door
    after: Door
    staying: tuple[Connection, ...]

    @property
    def stopping(self) -> list[Connection]:
        return [each for each in self.before.people if each not in self.after.people]

    @property
    def starting(self) -> list[Connection]:
        return [each for each in self.after.people if each not in self.before.people]


def circle_to_pick(person_id: uuid.UUID) -> list[Connection]:
    """Everybody whom a part could be shown to, closest first: staff by name, never swept in."""
    live = Connection.objects.live().filter(circle_id=person_id, died=False)
    with acting.on_behalf_of(person_id, BY_LAW):
        return list(live.select_related("photo").order_by("ring", "position", "created_at", "id"))


def slips_on(part: Part) -> list[Slip]:
    """The live slips that hold the part."""
    return sharing.audiences(part.plan_id).get(part.pk, [])


@by_law_too
def door_now(part: Part) -> Door:
    by_law = held_by_law(part.plan_id).get(part.place, [])
    return door_of(slips_on(part), by_law, open_to_circle=part.pk in rules_of(part.plan_id))


@by_law_too
def choice_now(part: Part) -> Choice:
    """What stands, as a choice: the form begins with it and Undo returns to it.

    The end is given only when all picked people have the same one.
    """
    if part.pk in rules_of(part.plan_id):
        return Choice(CIRCLE)
    slips = [slip for slip in slips_on(part) if slip.basis in CHOSEN]
    levels: dict[Connection, Level] = {}
    for slip in slips:
        levels[slip.connection] = max(Level(slip.level), levels.get(slip.connection, Level.SEE))
    ends = {slip.ends_at for slip in slips}
    return Choice(SOME, levels, ends.pop() if len(ends) == 1 else None) if slips else Choice(JUST_ME)


@by_law_too
def change_of(part: Part, choice: Choice, circle: Iterable[Connection]) -> Change:
    """What `choice` would do, worked out without doing it."""
    by_law = held_by_law(part.plan_id).get(part.place, [])
    kept = [slip.connection for slip in slips_on(part) if slip.basis not in CHOSEN]
    staying = in_order([*kept, *by_law])
    if choice.door == CIRCLE:
        swept_in = [each for each in circle if each.voice in sharing.EVERYONE]
        beside = tuple(each for each in staying if each not in swept_in)
        after = Door(CIRCLE, in_order([*swept_in, *staying]), beside)
    else:
        picked = choice.levels if choice.door == SOME else {}
        people = in_order([*picked, *staying])
        after = Door(SOME, people) if people else Door()
    return Change(door_now(part), after, staying)


@transaction.atomic
@by_law_too
def choose(*, by: Actor, part: Part, choice: Choice) -> None:
    """Make the choice so. The caller has asked the policy and picked only from the person's own circle."""
    person = part.plan.person
    if choice.door == CIRCLE:
        sharing.share_with_circle(by=by, person=person, part_id=part.pk)
    elif choice.door == SOME and choice.levels:
        sharing.set_levels(by=by, person=person, part_id=part.pk, levels=choice.levels, ends_at=choice.ends_at)
    else:
        sharing.just_me(by=by, person=person, part_id=part.pk)


@by_law_too
def kept_for_undo(part: Part) -> dict[str, object]:
    """What stood before, as plain values for the session."""
    if part.pk in rules_of(part.plan_id):
        return {"part": str(part.pk), "door": CIRCLE, "slips": []}
    slips = [slip for slip in slips_on(part) if slip.basis in CHOSEN]
    return {
        "part": str(part.pk),
        "door": SOME if slips else JUST_ME,
        "slips": [
            [str(slip.connection_id), slip.level, slip.ends_at.isoformat() if slip.ends_at else ""] for slip in slips
        ],
    }


@transaction.atomic
@by_law_too
def undo(*, by: Actor, part: Part, kept: Mapping[str, object]) -> None:
    """Put back what stood before, each person with their own level and end."""
    if kept["door"] == CIRCLE:
        sharing.share_with_circle(by=by, person=part.plan.person, part_id=part.pk)
        return
    sharing.just_me(by=by, person=part.plan.person, part_id=part.pk)
    circle = {str(each.pk): each for each in circle_to_pick(part.plan_id)}
    for connection_id, level, ends_at in kept["slips"]:
        if connection_id in circle:
            sharing.give(
                by=by, person=part.plan.person, connection=circle[connection_id], part_ids=[part.pk],
                level=Level(level), ends_at=datetime.fromisoformat(ends_at) if ends_at else None,
            )  # fmt: skip
