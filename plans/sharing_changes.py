"""A change of who can see a part: looked at first, then made, then taken back with Undo."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar

from django.db import transaction

from people import sharing
from people.actors import Actor
from people.audiences import audiences
from people.by_law import Giver
from people.enums import Level
from people.models import Connection, RecordedAuthority, Slip
from people.sharing import CHOSEN
from plans.actions.as_it_was import can_be_left, leave_as_it_was
from plans.models import Part, PartAsItWas
from plans.sharing_words import CIRCLE, JUST_ME, SOME, Door, copies_made, door_of, held_by_law, in_order, rules_of
from row_security import acting

T = TypeVar("T")
# Somebody with legal authority over a place opens and shuts its doors, and must see who stands in them.
BY_LAW = "the doors of a part, for somebody who acts by law"


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

    @property
    def could_be_left(self) -> list[Connection]:
        """Those among the stopping with whom a copy may be left, or who have one."""
        return [each for each in self.stopping if can_be_left(each)]

    @property
    def seeing_anew(self) -> list[Connection]:
        """Those who see the part as it was, and will see it as it is."""
        after = self.after
        return [each for each in self.before.as_it_was if each in after.people and each not in after.as_it_was]


def circle_to_pick(person_id: uuid.UUID) -> list[Connection]:
    """Everybody whom a part could be shown to, closest first: staff by name, never swept in."""
    live = Connection.objects.live().filter(circle_id=person_id, died=False)
    with acting.on_behalf_of(person_id, BY_LAW):
        return list(live.select_related("photo").order_by("ring", "position", "created_at", "id"))


@by_law_too
def slips_on(part: Part) -> list[Slip]:
    """The live slips that hold the part."""
    return audiences(part.plan_id).get(part.pk, [])


@by_law_too
def shared_by_law(part: Part) -> list[tuple[str, str]]:
    """Who shares the part for the person by law, and with whom: names, in the order of the slips."""
    given = [slip for slip in slips_on(part) if slip.authority_id is not None]
    names = RecordedAuthority.objects.filter(pk__in={slip.authority_id for slip in given})
    by = {each.pk: each.connection.name for each in names.select_related("connection")} if given else {}
    return [(by[slip.authority_id], slip.connection.name) for slip in given]


@by_law_too
def those_by_law(part: Part) -> list[Connection]:
    """Who sees the part because the law says so."""
    return held_by_law(part.plan_id).get(part.place, [])


@by_law_too
def door_now(part: Part) -> Door:
    slips, by_law = slips_on(part), those_by_law(part)
    copies = copies_made(part.plan_id, {part.pk: slips})
    return door_of(part.pk, slips, by_law, open_to_circle=part.pk in rules_of(part.plan_id), copies=copies)


@by_law_too
def choice_now(part: Part) -> Choice:
    """What stands, as a choice: the form begins with it and Undo returns to it.

    The end is given only when all picked people have the same one. Whoever sees the part as it was is not among
    them: that goes on until it is ended by name.
    """
    if part.pk in rules_of(part.plan_id):
        return Choice(CIRCLE)
    slips = [slip for slip in slips_on(part) if slip.basis in CHOSEN and part.pk not in slip.as_it_was_ids]
    levels: dict[Connection, Level] = {}
    for slip in slips:
        levels[slip.connection] = max(Level(slip.level), levels.get(slip.connection, Level.SEE))
    ends = {slip.ends_at for slip in slips}
    return Choice(SOME, levels, ends.pop() if len(ends) == 1 else None) if slips else Choice(JUST_ME)


@by_law_too
def change_of(part: Part, choice: Choice, circle: Iterable[Connection]) -> Change:
    """What `choice` would do, worked out without doing it."""
    before = door_now(part)
    by_law = those_by_law(part)
    kept = [slip.connection for slip in slips_on(part) if slip.basis not in CHOSEN]
    staying = in_order([*kept, *by_law])
    left = {each: when for each, when in before.as_it_was.items() if each not in choice.levels}
    if choice.door == CIRCLE:
        swept_in = [each for each in circle if each.voice in sharing.EVERYONE and each not in left]
        beside = tuple(each for each in staying if each not in swept_in)
        after = Door(CIRCLE, in_order([*swept_in, *left, *staying]), beside, left)
    elif choice.door == SOME:
        people = in_order([*choice.levels, *left, *staying])
        after = Door(SOME, people, as_it_was=left) if people else Door()
    else:
        after = Door(SOME, staying) if staying else Door()
    return Change(before, after, staying)


def copies_of(connection: Connection) -> dict[uuid.UUID, datetime]:
    """The parts of which somebody has a copy, each with the moment at which it was made."""
    return dict(PartAsItWas.objects.filter(connection=connection).values_list("part_id", "made_at"))


@transaction.atomic
@by_law_too
def choose(*, by: Actor, part: Part, choice: Choice, leaving: Collection[Connection] = ()) -> None:
    """Make the choice so. The caller has asked the policy and picked only from the person's own circle.

    Those in `leaving` would stop seeing the part, and go on seeing it as it is at this moment.
    """
    person = part.plan.person
    for connection in leaving:
        leave_as_it_was(by=by, part=part, connection=connection)
    if choice.door == CIRCLE:
        sharing.share_with_circle(by=by, person=person, part_id=part.pk)
    elif choice.door == SOME and choice.levels:
        sharing.set_levels(by=by, person=person, part_id=part.pk, levels=choice.levels, ends_at=choice.ends_at)
    else:
        sharing.just_me(by=by, person=person, part_id=part.pk, leaving=leaving)


@by_law_too
def kept_for_undo(part: Part) -> dict[str, Any]:
    """What stood before, as plain values for the session."""
    open_to_circle = part.pk in rules_of(part.plan_id)
    slips = [slip for slip in slips_on(part) if slip.basis in CHOSEN]
    return {
        "part": str(part.pk),
        "door": CIRCLE if open_to_circle else SOME if slips else JUST_ME,
        "slips": [
            [
                str(slip.connection_id), slip.level, slip.ends_at.isoformat() if slip.ends_at else "",
                part.pk in slip.as_it_was_ids, str(slip.given_by_id or ""), str(slip.authority_id or ""),
            ]
            for slip in slips
            if not open_to_circle or part.pk in slip.as_it_was_ids
        ],
    }  # fmt: skip


@transaction.atomic
@by_law_too
def undo(*, by: Actor, part: Part, kept: Mapping[str, Any]) -> None:
    """Put back what stood before, each person with their own level, end and copy."""
    person, circle = part.plan.person, {str(each.pk): each for each in circle_to_pick(part.plan_id)}
    before = {connection_id for connection_id, _level, _end, as_it_was, *_giver in kept["slips"] if as_it_was}
    still = [each for each in door_now(part).as_it_was if str(each.pk) in before]
    sharing.just_me(by=by, person=person, part_id=part.pk, leaving=still)
    for connection_id, level, ends_at, as_it_was, *giver in kept["slips"]:
        given_by, authority = giver or ("", "")
        if connection_id in circle and circle[connection_id] not in still:
            sharing.give(
                by=by, person=person, connection=circle[connection_id], part_ids=[part.pk], level=Level(level),
                ends_at=datetime.fromisoformat(ends_at) if ends_at else None,
                as_it_was=[part.pk] if as_it_was else [],
                giver=Giver(given_by or None, uuid.UUID(authority) if authority else None),
            )  # fmt: skip
    if kept["door"] == CIRCLE:
        sharing.share_with_circle(by=by, person=person, part_id=part.pk)


@transaction.atomic
def stop_seeing(*, by: Actor, slip: Slip, parts: Collection[Part], leave: bool = False) -> dict[str, Any]:
    """Take these parts out of one act of sharing; with `leave` its reader goes on seeing them as they are now.

    Returns what `see_again` needs to undo it, as plain values. The caller has asked the policy. A paid helper is
    left no copy, and what a meeting, a decision or the law opened is only ever taken back whole.
    """
    left = [
        part for part in parts
        if leave and leave_as_it_was(by=by, part=part, connection=slip.connection)
    ]  # fmt: skip
    if leave:
        return {"left": [str(part.pk) for part in left]}
    rules = [str(part.pk) for part in parts if part.pk in rules_of(slip.content_object_id)]
    narrower = sharing.take_out(by=by, slip=slip, part_ids=[part.pk for part in parts])
    return {"slip": str(slip.pk), "narrower": str(narrower.pk) if narrower else "", "rules": rules}


@transaction.atomic
def see_again(*, by: Actor, connection: Connection, kept: Mapping[str, Any]) -> None:
    """Undo of `stop_seeing`."""
    person = connection.circle.person
    for part_id in kept.get("left", ()):
        sharing.see_as_it_is(by=by, person=person, part_id=uuid.UUID(part_id), who=[connection])
    if "slip" in kept:
        sharing.open_circle_again(
            by=by, person=person, before={"rules": [[key, Level.SEE] for key in kept["rules"]], "slips": [kept["slip"]]}
        )
        narrower = Slip.objects.live().filter(pk=kept["narrower"] or None, connection=connection).first()
        if narrower is not None:
            sharing.tear(by=by, slip=narrower)
