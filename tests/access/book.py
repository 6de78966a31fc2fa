"""The rows that decide who sees what, read once and plainly, so that the table is answered without the code it checks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable
from datetime import date, timedelta
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import Model
from django.utils import timezone

from partnership_boards.models import BoardMember, PublishedPath, Purpose
from people.actors import Actor
from people.enums import Basis
from people.models import Assignment, Circle, Connection, HelpSession, RecordedAuthority, Slip, StaffRole
from plans.models import Snapshot, StateChange
from reviews.models import ReviewInvitation, ReviewView
from safeguarding.models import Handler, Named, RiskPlace, Withholding

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

    @cached_property
    def helping(self) -> set[tuple[Any, Any]]:
        """Who helps whom to write at this moment: it was begun, it is not over, and the slip for it is live."""
        slips = [slip for rows in self.slips.values() for slip in rows if slip.basis == Basis.HELPING]
        open_for = {slip.connection_id for slip in slips if self.slip_lives(slip)}
        return {
            (self.connections[row.connection_id].user_id, row.person_id)
            for row in HelpSession.objects.filter(ended_at=None, starts_at__lte=self.now, ends_at__gt=self.now)
            if row.connection_id in open_for
        }

    @cached_property
    def named(self) -> dict[Any, set[Any]]:
        """Which users a concern names as a possible source of harm, by themself or as somebody in a circle."""
        found: dict[Any, set[Any]] = defaultdict(set)
        for row in Named.objects.filter(cleared_at=None):
            tie = self.connections.get(row.connection_id)
            found[row.concern_id] |= {row.user_id, tie.user_id if tie else None} - {None}
        return found

    @cached_property
    def leads(self) -> set[tuple[Any, Any]]:
        """Who is a safeguarding lead of which council today."""
        rows = StaffRole.objects.filter(role="safeguarding", user__is_active=True)
        return {(row.user_id, row.organisation_id) for row in rows if self.on(row.starts_on, row.ends_on)}

    @cached_property
    def handlers(self) -> dict[Any, set[Any]]:
        """Who handles a concern: on its list, still a lead there, and not named in it."""
        found: dict[Any, set[Any]] = defaultdict(set)
        for row in Handler.objects.filter(ended_at=None).select_related("concern"):
            works = (row.user_id, row.concern.organisation_id) in self.leads
            if works and row.user_id not in self.named[row.concern_id]:
                found[row.concern_id].add(row.user_id)
        return found

    @cached_property
    def withheld(self) -> set[Any]:
        """Concerns that the person does not read today: with a second yes until a day, without one for a day."""
        yesterday = self.today - timedelta(days=1)
        return {
            row.concern_id
            for row in Withholding.objects.filter(ended_at=None)
            if (row.recheck_on >= self.today if row.approved_at else row.asked_on >= yesterday)
        }

    @cached_property
    def risk_places(self) -> dict[Any, list[RiskPlace]]:
        return self._by(RiskPlace.objects.all(), "record_id")

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
        if actor.read_only and slip.quiet_until is not None and slip.quiet_until > self.now:
            return False  # the person looks, and is not told of it yet
        if actor.user is None:
            return actor.connection is not None and slip.connection_id == actor.connection.pk
        return slip.user_id == actor.user.pk

    def slip_lives(self, slip: Slip) -> bool:
        begun = slip.torn_at is None and slip.starts_at <= self.now
        return begun and (slip.ends_at is None or slip.ends_at > self.now) and self.lives(slip.connection_id)

    def level(self, actor: Actor, person_id: Any, part_id: Any) -> int:
        """The highest level of a live slip of the actor on a part; 0 for none."""
        return max(
            (
                min(slip.level, 2) if part_id in slip.as_it_was_ids else slip.level
                for slip in self.slips_of(actor, person_id)
                if part_id in slip.part_ids
            ),
            default=0,
        )

    def reads_now(self, actor: Actor, person_id: Any, part_id: Any) -> bool:
        """Whether a slip of the actor shows what stands in a part now, and not a copy of it as it was."""
        slips = self.slips_of(actor, person_id)
        return any(part_id in slip.part_ids and part_id not in slip.as_it_was_ids for slip in slips)

    def places_in_law(self, actor: Actor, person_id: Any) -> frozenset[str]:
        return self.once(("law", id(actor), person_id), lambda: self._places_in_law(actor, person_id))

    def _places_in_law(self, actor: Actor, person_id: Any) -> frozenset[str]:
        held = [
            row
            for row in self.authorities.get(person_id, [])
            if row.seen_on is not None
            and row.ended_at is None
            and self.on(row.starts_on, row.ends_on)
            and self.lives(row.connection_id)
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
