"""Who can see a part, as the `{% door %}` component takes it and as one sentence. Every page says it with these."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from people.audiences import audiences
from people.by_law import finds_places
from people.enums import Basis, Level
from people.faces import Face, face_of
from people.models import CircleRule, Connection, Person, RecordedAuthority, Slip
from people.newcomers import names_parts
from plans.models import Part, PartAsItWas
from plans.shared_plan import title_of

JUST_ME, SOME, CIRCLE = "just_me", "some", "circle"


Copies = Mapping[tuple[uuid.UUID, uuid.UUID], datetime]


def day_in_words(moment: datetime) -> str:
    """The day of a moment in the country's own zone: "1 June 2030"."""
    return date_format(timezone.localdate(moment), "j F Y")


def in_words(names: Sequence[str]) -> str:
    """Names as they are said: "Mum", "Mum and Jo", "Mum, Jo and Dev"."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


@dataclass(frozen=True)
class Door:
    """The door of one part: shut, ajar for `people`, or wide open for the circle.

    `as_it_was` are those among them who see a copy, each with the moment at which it was made.
    """

    state: str = JUST_ME
    people: tuple[Connection, ...] = ()
    beside_circle: tuple[Connection, ...] = ()
    as_it_was: Mapping[Connection, datetime] = field(default_factory=dict)

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
        if self.state == CIRCLE:
            return " ".join([self._of_circle(), *self._of_copies()])
        if not self.as_it_was:
            return _("%(names)s can see this. Nobody else.") % {"names": in_words(self.names)}
        now = [each.name for each in self.people if each not in self.as_it_was]
        first = [_("%(names)s can see this.") % {"names": in_words(now)}] if now else []
        return " ".join([*first, *self._of_copies(), _("Nobody else.")])

    def _of_circle(self) -> str:
        beside = [each.name for each in self.beside_circle if each not in self.as_it_was]
        if not beside:
            return _("Everyone in your circle can see this.")
        return _("Everyone in your circle can see this, and %(names)s.") % {"names": in_words(beside)}

    def _of_copies(self) -> list[str]:
        """Who sees the part as it was, a sentence for each day."""
        by_day: dict[str, list[str]] = defaultdict(list)
        for each, moment in self.as_it_was.items():
            by_day[day_in_words(moment)].append(each.name)
        words = _("%(names)s can see it as it was on %(day)s.")
        return [words % {"names": in_words(names), "day": day} for day, names in by_day.items()]


def doors_for(person_id: uuid.UUID, part_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Door]:
    """The door of each of these parts of one person's plan, for the person's own pages.

    In a fixed number of queries, however many parts or people there are. Somebody who sees a part by recorded
    authority stands in its door too: a door that hid them would not be true.
    """
    slips, rules = audiences(person_id), rules_of(person_id)
    by_law = _held_by_law(person_id)
    copies = copies_made(person_id, slips)
    return {
        part_id: door_of(
            part_id, slips.get(part_id, ()), by_law.get(part_id, ()), open_to_circle=part_id in rules, copies=copies
        )
        for part_id in part_ids
    }


def copies_made(person_id: uuid.UUID, slips: Mapping[uuid.UUID, Sequence[Slip]]) -> Copies:
    """When each copy was made that somebody sees in the place of a part. No query where nobody does."""
    if not any(slip.as_it_was_ids for holders in slips.values() for slip in holders):
        return {}
    rows = PartAsItWas.objects.filter(part__plan=person_id).values_list("part_id", "connection_id", "made_at")
    return {(part_id, connection_id): made_at for part_id, connection_id, made_at in rows}


def door_of(
    part_id: uuid.UUID, slips: Iterable[Slip], by_law: Iterable[Connection] = (), *, open_to_circle: bool = False,
    copies: Copies | None = None,
) -> Door:  # fmt: skip
    """A door from the live slips on a part and the people who see it by law."""
    holders = list(slips)
    people = in_order([*(slip.connection for slip in holders), *by_law])
    as_it_was = _copy_holders(part_id, holders, set(by_law), copies or {})
    if open_to_circle:
        swept_in = {slip.connection for slip in holders if slip.basis == Basis.CIRCLE_RULE}
        return Door(CIRCLE, people, tuple(each for each in people if each not in swept_in), as_it_was)
    return Door(SOME, people, as_it_was=as_it_was) if people else Door()


def _copy_holders(
    part_id: uuid.UUID, holders: Iterable[Slip], by_law: Collection[Connection], copies: Copies
) -> dict[Connection, datetime]:
    """Who sees the part by a copy alone: by no other slip, and not by law."""
    slips = list(holders)
    see_now = {slip.connection for slip in slips if part_id not in slip.as_it_was_ids} | set(by_law)
    left = in_order([slip.connection for slip in slips if slip.connection not in see_now])
    return {each: copies[part_id, each.pk] for each in left if (part_id, each.pk) in copies}


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
    last = slip.ends_at - timedelta(microseconds=1)
    return LEVEL_SENTENCES_UNTIL[Level(slip.level)]() % {**names, "day": day_in_words(last)}


@finds_places
def places_of(part_ids: Collection[uuid.UUID]) -> Iterable[str]:
    """The places in which these parts stand."""
    return Part.objects.filter(pk__in=part_ids).values_list("place", flat=True)


@names_parts
def titles_of(person: Person, part_ids: Collection[uuid.UUID]) -> list[str]:
    """The names of these parts of one person's plan, in its order."""
    return [title_of(part) for part in Part.objects.filter(plan=person.pk, pk__in=part_ids)]


def given_by_law(slip: Slip) -> str:
    """Who gave a slip by law: "Shared by Ann, who acts for you by law."; empty for the person's own choice."""
    if slip.authority_id is None:
        return ""
    return _("Shared by %(name)s, who acts for you by law.") % {"name": slip.authority.connection.name}


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
