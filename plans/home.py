"""The person's own pages of their plan: the quilt of places, and the one next thing."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from people.faces import Face, face_of_person
from people.models import Connection, Person
from plans.enums import PartState, Place
from plans.models import Part, Suggestion
from plans.shared_plan import title_of
from plans.sharing_words import CIRCLE, JUST_ME, SOME, Door, in_order


@dataclass(frozen=True)
class Tile:
    """A place on the quilt, as `{% tile %}` takes it."""

    part: str
    url: str
    name: str
    words: str
    sharing: Door | None
    who: Face | None = None


@dataclass(frozen=True)
class NextThing:
    """One thing that could be done next. Nothing has to be."""

    url: str
    words: str
    part: str
    kicker: str = ""


def tiles_of(person: Person, parts: Sequence[Part], doors: Mapping[uuid.UUID, Door]) -> list[Tile]:
    """The eight places, always in their order, each with its state in words and its door."""
    me = face_of_person(person)
    return [
        _tile(person, place, [part for part in parts if part.place == place], doors, me if place == Place.ME else None)
        for place in Place
    ]


def _tile(
    person: Person, place: Place, parts: Sequence[Part], doors: Mapping[uuid.UUID, Door], who: Face | None
) -> Tile:
    url = reverse("place", args=[person.pk, place.value])
    door = one_door([doors[part.pk] for part in parts if part.pk in doors]) if parts else None
    return Tile(place.value, url, str(place.label), state_words(parts), door, who)


def state_words(parts: Sequence[Part]) -> str:
    """How a place stands, in words. There is no count and no "complete"."""
    if not parts:
        return _("Nothing here yet")
    states = {part.state for part in parts}
    if states == {PartState.NOT_NOW}:
        return _("Not now")
    if states == {PartState.HAPPY}:
        return _("I am happy with this")
    return changed_words(max(part.changed_at for part in parts))


def changed_words(at: datetime, today: date | None = None) -> str:
    """When something was changed, as it is said: today, on Tuesday, in May."""
    day, today = timezone.localdate(at), today or timezone.localdate()
    ago = (today - day).days
    if ago <= 0:
        return _("You changed this today")
    if ago == 1:
        return _("You changed this yesterday")
    if ago < 7:
        return _("You changed this on %(day)s") % {"day": date_format(day, "l")}
    said = date_format(day, "F") if day.year == today.year else date_format(day, "F Y")
    return _("You changed this in %(month)s") % {"month": said}


def one_door(doors: Iterable[Door]) -> Door:
    """The doors of a place as one: open to the circle if any of them is, and everybody who stands in one."""
    known = list(doors)
    people: tuple[Connection, ...] = in_order([one for door in known for one in door.people])
    if any(door.state == CIRCLE for door in known):
        return Door(CIRCLE, people)
    return Door(SOME, people) if people else Door(JUST_ME)


def next_thing(
    person: Person, parts: Sequence[Part], waiting: Suggestion | None, asked_again: int | None = None
) -> NextThing | None:
    """What could be next: at a birthday who sees the plan, somebody's words that wait, else the part begun last, else
    the first place. `asked_again` is how old they are, when that is to be asked.
    """
    if person.paused_at is not None:
        return None
    if asked_again is not None:
        words = _("You are %(age)s now. Who sees your plan?") % {"age": asked_again}
        return NextThing(reverse("sharing_again"), words, Place.PEOPLE)
    if waiting is not None:
        name = waiting.said_by_name or _("Somebody")
        return NextThing(
            reverse("part", args=[waiting.part_id]), _("See what %(name)s thinks") % {"name": name}, waiting.part.place
        )
    begun = sorted((part for part in parts if part.state == PartState.STARTED), key=lambda part: part.changed_at)
    if begun:
        words = _("Carry on with “%(title)s”") % {"title": title_of(begun[-1])}
        return NextThing(reverse("part", args=[begun[-1].pk]), words, begun[-1].place)
    return NextThing(reverse("place", args=[person.pk, Place.ME]), _("Start with “About me”"), Place.ME)
