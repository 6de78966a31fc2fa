"""The rows that decide who sees what, read once and plainly, so that the table is answered without the code it checks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import Model
from django.utils import timezone

from partnership_boards.models import BoardMember, PublishedPath, Purpose
from people.actors import Actor
from people.models import Assignment, Circle, Connection, RecordedAuthority, Slip, StaffRole
from plans.models import Snapshot, StateChange
from reviews.models import ReviewInvitation, ReviewView

Answer = TypeVar("Answer")
# From a thing to the person that it is about: the first of these that it has, and so on from there.
TOWARDS_THE_PERSON = (
    "content_object", "person", "circle", "plan", "part", "support_plan", "review", "outcome", "connection", "action"
)  # fmt: skip


def path_to(model: type[Model], goal: str, through: tuple[str, ...] = TOWARDS_THE_PERSON) -> str | None:
    """The lookup from a model to the one called `goal` ("people.Person"): "part__plan__person"; "" when it is it."""
    if model._meta.label == goal:
        return ""
    names = {field.name: field for field in model._meta.concrete_fields if field.is_relation}
    for name in through:
        if name in names and names[name].related_model is not model:
            rest = path_to(names[name].related_model, goal, through)
            if rest is not None:
                return f"{name}__{rest}".rstrip("_")
    return None


def follow(thing: Model, path: str | None) -> Any:
    """The thing at the end of a lookup; None where there is none."""
    for name in (path or "").split("__") if path else ():
        thing = getattr(thing, name) if thing is not None else None
    return thing if path is not None else None


class Book:
    """Everything as it is now. Dates are compared here in Python, by the day that people call it."""

    def __init__(self) -> None:
        self.today = timezone.localdate()
        self.now = timezone.now()
        self.connections = {tie.pk: tie for tie in Connection.objects.all()}
        self.see_each_other = set(
            Circle.objects.filter(members_see_each_other=True).values_list("person_id", flat=True)
        )
        self._kept: dict[Hashable, Any] = {}

    @cached_property
    def slips(self) -> dict[Any, list[Slip]]:
        return self._by(Slip.objects.all(), "content_object_id")

    @cached_property
    def authorities(self) -> dict[Any, list[RecordedAuthority]]:
        return self._by(RecordedAuthority.objects.all(), "person_id")

    @cached_property
    def assignments(self) -> dict[Any, list[Assignment]]:
        return self._by(Assignment.objects.all(), "person_id")

    @cached_property
    def invitations(self) -> dict[Any, list[ReviewInvitation]]:
        return self._by(ReviewInvitation.objects.all(), "review_id")

    @cached_property
    def cards(self) -> list[ReviewView]:
        return list(ReviewView.objects.all())

    @cached_property
    def seats(self) -> dict[Any, list[BoardMember]]:
        return self._by(BoardMember.objects.all(), "board_id")

    @cached_property
    def told_boards(self) -> set[Any]:
        return set(Purpose.objects.values_list("board_id", flat=True))

    @cached_property
    def paths_out(self) -> set[Any]:
        return set(PublishedPath.objects.values_list("path_id", flat=True))

    @cached_property
    def decisions(self) -> set[tuple[Any, Any]]:
        """Who decided on which support plan, as manager, panel or finance."""
        rows = StateChange.objects.filter(snapshot__isnull=False, role__in=["TM", "PN", "FIN"])
        return set(rows.values_list("by_id", "support_plan_id"))

    @cached_property
    def makers_of_snapshots(self) -> set[tuple[Any, Any]]:
        return set(Snapshot.objects.values_list("made_by_id", "support_plan_id"))

    @cached_property
    def works_for_a_provider(self) -> set[Any]:
        rows = StaffRole.objects.filter(organisation__kind="provider")
        return {row.user_id for row in rows if self.on(row.starts_on, row.ends_on)}

    def once(self, key: Hashable, work: Callable[[], Answer]) -> Answer:
        """The answer to a question that many cells ask."""
        if key not in self._kept:
            self._kept[key] = work()
        return self._kept[key]

    def on(self, starts_on: date | None, ends_on: date | None) -> bool:
        return (starts_on is None or starts_on <= self.today) and (ends_on is None or ends_on >= self.today)

    def lives(self, connection_id: Any) -> bool:
        tie = self.connections.get(connection_id)
        return tie is not None and tie.ended_at is None and self.on(tie.starts_on, tie.ends_on)

    def live_ties(self, actor: Actor, person_id: Any) -> list[Connection]:
        """The actor's live places in somebody's circle; through other eyes without a user, that place itself."""
        if actor.user is None:
            ties = [self.connections[actor.connection.pk]] if actor.connection else []
        else:
            ties = [tie for tie in self.connections.values() if tie.user_id == actor.user.pk]
        return [tie for tie in ties if tie.circle_id == person_id and self.lives(tie.pk)]

    def slips_of(self, actor: Actor, person_id: Any) -> list[Slip]:
        return self.once(("slips", id(actor), person_id), lambda: self._slips_of(actor, person_id))

    def _slips_of(self, actor: Actor, person_id: Any) -> list[Slip]:
        return [slip for slip in self.slips.get(person_id, []) if self.names(slip, actor) and self.slip_lives(slip)]

    def names(self, slip: Slip, actor: Actor) -> bool:
        if actor.user is None:
            return actor.connection is not None and slip.connection_id == actor.connection.pk
        return slip.user_id == actor.user.pk

    def slip_lives(self, slip: Slip) -> bool:
        begun = slip.torn_at is None and slip.starts_at <= self.now
        return begun and (slip.ends_at is None or slip.ends_at > self.now) and self.lives(slip.connection_id)

    def level(self, actor: Actor, person_id: Any, part_id: Any) -> int:
        """The highest level of a live slip of the actor on a part; 0 for none."""
        slips = self.slips_of(actor, person_id)
        return max((slip.level for slip in slips if part_id in slip.part_ids), default=0)

    def places_in_law(self, actor: Actor, person_id: Any) -> frozenset[str]:
        return self.once(("law", id(actor), person_id), lambda: self._places_in_law(actor, person_id))

    def _places_in_law(self, actor: Actor, person_id: Any) -> frozenset[str]:
        held = [
            row
            for row in self.authorities.get(person_id, [])
            if row.seen_on is not None and self.on(row.starts_on, row.ends_on) and self.lives(row.connection_id)
        ]
        mine = [row for row in held if actor.user and self.connections[row.connection_id].user_id == actor.user.pk]
        return frozenset(place for row in mine for place in row.places)

    def work(self, actor: Actor, person_id: Any) -> list[Assignment]:
        """The actor's live assignments to a person."""
        return [
            row
            for row in self.assignments.get(person_id, [])
            if actor.user and row.user_id == actor.user.pk and self.on(row.starts_on, row.ends_on)
            and self.connections[row.connection_id].ended_at is None
        ]  # fmt: skip

    def seat(self, actor: Actor, board_id: Any) -> list[BoardMember]:
        if actor.user is None or actor.read_only:
            return []
        return [
            seat
            for seat in self.seats.get(board_id, [])
            if seat.user_id == actor.user.pk and self.on(seat.starts_on, seat.ends_on)
        ]

    @staticmethod
    def _by(rows: Any, key: str) -> dict[Any, list[Any]]:
        found: dict[Any, list[Any]] = defaultdict(list)
        for row in rows:
            found[getattr(row, key)].append(row)
        return found
