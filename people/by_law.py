"""Acting for somebody by law: on which recorded authority a write rests, for the record and for the slip.

Source: process reference 3.1, "every 'on behalf of' action stores authority_id". Nobody's page says that somebody acts
by law; it is worked out from who they are and where they write, so that no action can forget it.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from audit import record
from people.actors import Actor
from people.models import RecordedAuthority, Slip
from row_security import acting

PlaceFinder = Callable[[Collection[uuid.UUID]], Iterable[str]]
_FINDERS: list[PlaceFinder] = []
# What somebody does in their own voice, whatever else they may do there.
IN_OWN_VOICE = frozenset({"plans.suggested"})


@dataclass(frozen=True)
class Giver:
    """Who gave a slip, and by which authority; None: by the person's own choice, or as the person lets them."""

    user_id: object
    authority_id: uuid.UUID | None = None


def finds_places(find: PlaceFinder) -> PlaceFinder:
    """The app that holds the parts of plans says in which places some of them are."""
    _FINDERS.append(find)
    return find


def authority_used(by: Actor, person_id: object, part_ids: Collection[uuid.UUID]) -> RecordedAuthority | None:
    """The authority by which somebody acts for a person on these parts now.

    None for the person, for whoever has none that reaches there, and for somebody who helps to write: they do that as
    themself. Where several of theirs reach there, it is the one that began first.
    """
    held = _held(by, person_id)
    if not held:
        return None
    with acting.system("in which places parts are, for the record of who acts by law"):
        places = {place for find in _FINDERS for place in find(part_ids)}
    return next((authority for authority in held if places.intersection(authority.places)), None)


def authority_in(by: Actor, person_id: object, place: str) -> RecordedAuthority | None:
    """The same for what stands in no part, such as the money of a support plan."""
    return next((authority for authority in _held(by, person_id) if place in authority.places), None)


def acting_for(by: Actor, authority: RecordedAuthority | None) -> Actor:
    """The actor as the record keeps them: on behalf of the person, where they act by this authority."""
    return by if authority is None else replace(by, on_behalf_of=authority.person.preferred_name)


def _held(by: Actor, person_id: object) -> list[RecordedAuthority]:
    """All of theirs over this person, whom a row or the record names. Nothing is asked of the database for the person."""
    if by.user is None or by.read_only or (by.person is not None and str(by.person.pk) == str(person_id)):
        return []
    held = [authority for authority in by.authorities if str(authority.person_id) == str(person_id)]
    return [each for each in held if each.person_id not in by.helps]


def giver_of(by: Actor, person_id: object, part_ids: Collection[uuid.UUID]) -> Giver:
    """Who gives a slip for these parts, with the authority if they act by law."""
    authority = authority_used(by, person_id, part_ids)
    return Giver(by.user_id, authority.pk if authority else None)


def giver_before(slip: Slip) -> Giver:
    """Who gave this act of sharing, for one that goes on with it: whoever narrows it does not become its giver."""
    return Giver(slip.given_by_id, slip.authority_id)


@record.for_whom
def by_law(actor: Any, action: str, about_person: str, obj: Any) -> tuple[str, uuid.UUID] | None:
    """For the record: the name of the person for whom somebody wrote this by law, and the authority."""
    if not isinstance(actor, Actor) or not about_person or action in IN_OWN_VOICE:
        return None
    part_ids = _parts_of(obj)
    authority = authority_used(actor, about_person, part_ids) if part_ids else None
    return (authority.person.preferred_name, authority.pk) if authority else None


def _parts_of(obj: Any) -> list[uuid.UUID]:
    """The parts that a row is about: those of a slip, a part itself, or the one in which it stands."""
    if isinstance(obj, Slip):
        return list(obj.part_ids)
    if obj is not None and obj._meta.label == "plans.Part":
        return [obj.pk]
    part_id = getattr(obj, "part_id", None)
    return [part_id] if part_id is not None else []
