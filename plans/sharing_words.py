"""Who can see a part, as the `{% door %}` component takes it and as one sentence. Every page says it with these."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from people import sharing
from people.enums import Basis, Level
from people.faces import Face, face_of
from people.models import CircleRule, Connection, RecordedAuthority, Slip
from plans.models import Part

JUST_ME, SOME, CIRCLE = "just_me", "some", "circle"


def in_words(names: Sequence[str]) -> str:
    """Names as they are said: "Mum", "Mum and Jo", "Mum, Jo and Dev"."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


@dataclass(frozen=True)
class Door:
    """The door of one part: shut, ajar for `people`, or wide open for the circle."""

    state: str = JUST_ME
    people: tuple[Connection, ...] = ()
    beside_circle: tuple[Connection, ...] = ()

    @property
    def names(self) -> list[str]:
        return [each.name for each in self.people]

    @property
    def faces(self) -> list[Face]:
        return [face_of(each) for each in self.people]

    @property
    def sentence(self) -> str:
        """One sentence for the top of a page: "Mum and Jo can see this. Nobody else."."""
        if self.state == JUST_ME:
            return _("Only you can see this.")
        if self.state == SOME:
            return _("%(names)s can see this. Nobody else.") % {"names": in_words(self.names)}
        if not self.beside_circle:
            return _("Everyone in your circle can see this.")
        names = in_words([each.name for each in self.beside_circle])
        return _("Everyone in your circle can see this, and %(names)s.") % {"names": names}


def doors_for(person_id: uuid.UUID, part_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Door]:
    """The door of each of these parts of one person's plan, for the person's own pages.

    In a fixed number of queries, however many parts or people there are. Somebody who sees a part by recorded
    authority stands in its door too: a door that hid them would not be true.
    """
    slips, rules = sharing.audiences(person_id), rules_of(person_id)
    by_law = _held_by_law(person_id)
    return {
        part_id: door_of(slips.get(part_id, ()), by_law.get(part_id, ()), open_to_circle=part_id in rules)
        for part_id in part_ids
    }


def door_of(slips: Iterable[Slip], by_law: Iterable[Connection] = (), *, open_to_circle: bool = False) -> Door:
    """A door from the live slips on a part and the people who see it by law."""
    holders = list(slips)
    people = in_order([*(slip.connection for slip in holders), *by_law])
    if open_to_circle:
        swept_in = {slip.connection for slip in holders if slip.basis == Basis.CIRCLE_RULE}
        return Door(CIRCLE, people, tuple(each for each in people if each not in swept_in))
    return Door(SOME, people) if people else Door()


def in_order(people: Sequence[Connection]) -> tuple[Connection, ...]:
    """Each once, closest first: the order of the rings."""
    return tuple(sorted(dict.fromkeys(people), key=lambda each: (each.ring, each.position, str(each.pk))))


def rules_of(person_id: uuid.UUID) -> set[uuid.UUID]:
    """The parts that everyone in the circle may see."""
    return set(CircleRule.objects.filter(person_id=person_id).values_list("part_id", flat=True))


def held_by_law(person_id: uuid.UUID) -> dict[str, list[Connection]]:
    """For each place of the plan, who sees it by recorded authority today."""
    found: dict[str, list[Connection]] = defaultdict(list)
    for authority in RecordedAuthority.objects.in_force().filter(person=person_id).select_related("connection"):
        for place in authority.places:
            found[place].append(authority.connection)
    return dict(found)


def _held_by_law(person_id: uuid.UUID) -> dict[uuid.UUID, list[Connection]]:
    by_place = held_by_law(person_id)
    if not by_place:
        return {}
    parts = Part.objects.filter(plan=person_id, place__in=by_place).values_list("pk", "place")
    return {part_id: by_place[place] for part_id, place in parts}


def slip_sentence(slip: Slip, connection: Connection, titles: Mapping[uuid.UUID, str]) -> str:
    """One act of sharing as it is said: "Mum can see About me and My day, until 1 June 2030."."""
    parts = in_words([title for part_id, title in titles.items() if part_id in slip.part_ids])
    names = {"name": connection.name, "parts": parts}
    if slip.ends_at is None:
        return LEVEL_SENTENCES[Level(slip.level)]() % names
    # The end is the midnight after the last day that counts.
    last = timezone.localdate(slip.ends_at - timedelta(microseconds=1))
    return LEVEL_SENTENCES_UNTIL[Level(slip.level)]() % {**names, "day": date_format(last, "j F Y")}


LEVEL_SENTENCES = {
    Level.SEE: lambda: _("%(name)s can see %(parts)s."),
    Level.SUGGEST: lambda: _("%(name)s can see and suggest on %(parts)s."),
    Level.HELP_WRITE: lambda: _("%(name)s can help you write %(parts)s."),
}
LEVEL_SENTENCES_UNTIL = {
    Level.SEE: lambda: _("%(name)s can see %(parts)s, until %(day)s."),
    Level.SUGGEST: lambda: _("%(name)s can see and suggest on %(parts)s, until %(day)s."),
    Level.HELP_WRITE: lambda: _("%(name)s can help you write %(parts)s, until %(day)s."),
}
