"""The states that each cell is asked in: small changes to the example world, each undone before the next.

Rows are changed plainly here, past the actions, so that each rule stands alone: an ended tie whose slips nobody tore
must be shut all the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from api.enums import Scope
from partnership_boards.models import BoardMember, BoardPath, PartnershipBoard, ReportPeriod
from people import actions
from people.models import Assignment, Circle, Connection, Person, RecordedAuthority, Slip
from plans.enums import PlanState
from plans.models import Item, Outcome, Part, StateChange, SupportPlan
from reviews.enums import ReviewState
from reviews.models import Review, ReviewInvitation, ReviewView
from tests.scenarios import World

PLAN = (
    r"people\.(see|leave)|plans\.(see_(plan|part|item|outcome|suggestion|action|asked|note|print|take_away)|suggest$"
    r"|write$|own_part|share_part)|api\.see_door"
)
SUPPORT = r"plans\..*(support_plan|write_step|second_yes|snapshot|decision)|budgets"
REVIEWS = r"reviews|people\.see_(person|connection)"
BOARDS = r"boards"
DAY = timedelta(days=1)
CIRCLE = ("sam", "mum", "dev", "jo", "gran", "eyes of mum", "stranger")
MUMS = ("sam", "mum", "dev", "eyes of mum", "program of mum: plan:read", "stranger")
EVERY_SCOPE = " ".join(Scope)
LAW = ("sam", "attorney", "mum", "eyes of attorney", f"program of attorney: {EVERY_SCOPE}")
STAFF = ("sam", "nia", "priya", "morgan", "far", "uncle", "once", "eyes of nia")
PROCESS = (
    *STAFF, "ravi", "olu", "mum", "bea", "jo", "attorney", "dad", "seller", "far_manager", "far_panel", "far_finance", "calendar"
)  # fmt: skip
GUESTS = ("sam", "mum", "dev", "jo", "nia", "once", "gran", "eyes of mum", "eyes of dev", "dad", "bea", "stranger")


@dataclass(frozen=True)
class Variant:
    """A state of the world: how it comes about, for whom it matters (None: all), for which actions."""

    name: str
    change: Callable[[World], Any]
    who: tuple[str, ...] | None = None
    actions: str = PLAN

    def concerns(self, action: str) -> bool:
        return re.search(self.actions, action) is not None


def _slips(name: str = "mum") -> Callable[..., Callable[[World], Any]]:
    return lambda **fields: lambda world: Slip.objects.filter(connection=world.connections[name]).update(**fields)


def _tie(name: str, **fields: Any) -> Callable[[World], Any]:
    return lambda world: Connection.objects.filter(pk=world.connections[name].pk).update(**fields)


def _law(**fields: Any) -> Callable[[World], Any]:
    everywhere = {"places": ["me", "people", "day", "home", "dreams", "health", "meeting", "money"]}
    return lambda world: RecordedAuthority.objects.update(**{**everywhere, **fields})


def _law_but_tie(**fields: Any) -> Callable[[World], Any]:
    return lambda world: (_law()(world), _tie("attorney", **fields)(world))


def _work(**fields: Any) -> Callable[[World], Any]:
    return lambda world: Assignment.objects.update(**fields)


def _rows(model: Any, **fields: Any) -> Callable[[World], Any]:
    return lambda world: model.objects.update(**fields)


def _person(**fields: Any) -> Callable[[World], Any]:
    return lambda world: Person.objects.filter(pk=world.sam.pk).update(**fields)


def _state(state: PlanState) -> Callable[[World], Any]:
    return lambda world: SupportPlan.objects.update(state=state)


def _meeting(state: ReviewState) -> Callable[[World], Any]:
    return lambda world: Review.objects.filter(pk=world.things["review"].pk).update(
        state=state, held_on=timezone.localdate()
    )


def _everything_to(name: str, level: int) -> Callable[[World], Any]:
    def change(world: World) -> None:
        parts = list(Part.objects.filter(plan=world.sam.pk).values_list("pk", flat=True))
        Slip.objects.filter(connection=world.connections[name]).update(part_ids=parts, level=level)

    return change


def _second_voice(world: World) -> None:
    """Every other answer stands beside the one before, as two writers at once leave them."""
    items = list(Item.objects.filter(part__plan=world.sam.pk).order_by("pk"))
    for first, second in zip(items[::2], items[1::2], strict=False):
        second.beside = first
    Item.objects.bulk_update(items, ["beside"])


def _nia_decided_before(world: World) -> None:
    """She moved the plan on when she was assigned; her work with Sam is over."""
    plan = SupportPlan.objects.get(person=world.sam.pk)
    StateChange.objects.create(
        support_plan=plan, transition="answer", from_state="returned", to_state="submitted", role="F",
        snapshot=plan.snapshots.first(), by=world.users["nia"], by_label="Nia",
    )  # fmt: skip
    actions.end_assignment(by=world.actor("olu"), assignment=Assignment.objects.get())


def _morgan_decided_and_it_closed(world: World) -> None:
    plan = SupportPlan.objects.get(person=world.sam.pk)
    StateChange.objects.create(
        support_plan=plan, transition="panel_agree", from_state="with_panel", to_state="signed_off", role="PN",
        snapshot=plan.snapshots.first(), by=world.users["morgan"], by_label="Morgan",
    )  # fmt: skip
    SupportPlan.objects.update(state=PlanState.CLOSED)


def _young_board(world: World) -> None:
    """A board of the same members that has not said what it is for; what is out of the other is told there too."""
    board = PartnershipBoard.objects.create(organisation=world.council, name="A new board")
    for seat in BoardMember.objects.filter(board=world.things["board"]):
        BoardMember.objects.create(board=board, user=seat.user, seat=seat.seat, co_chair=seat.co_chair)
    BoardPath.objects.update(board=board)


def variants() -> list[Variant]:
    """The world as it is first, asked for everybody; then each change, for those whom it could concern."""
    now, today = timezone.now(), timezone.localdate()
    mums = _slips()
    return [
        Variant("as it is", lambda world: None, None, ""),
        # Slips.
        Variant("slip torn", mums(torn_at=now), MUMS),
        Variant("slip not begun", mums(starts_at=now + DAY), MUMS),
        Variant("slip over", mums(starts_at=now - 2 * DAY, ends_at=now - DAY), MUMS),
        Variant("slip ends tomorrow", mums(ends_at=now + DAY), MUMS),
        Variant("slip to look", mums(level=1), MUMS),
        Variant("slip to help write", mums(level=3), MUMS),
        Variant("everything shown, to look", _everything_to("mum", 1), MUMS),
        Variant("everything shown, to suggest", _everything_to("mum", 2), MUMS),
        Variant("everything shown, to help write", _everything_to("mum", 3), MUMS),
        Variant("everything shown to a paid worker", _everything_to("jo", 3), CIRCLE),
        Variant("slip without its reader", mums(user=None), MUMS),
        # The tie, with the slips left as they were.
        Variant("tie ended", _tie("mum", ended_at=now), MUMS),
        Variant("tie over", _tie("mum", ends_on=today - DAY), MUMS),
        Variant("tie on its last day", _tie("mum", ends_on=today), MUMS),
        Variant("tie not begun", _tie("mum", starts_on=today + DAY), MUMS),
        Variant("tie on its first day", _tie("mum", starts_on=today), MUMS),
        Variant("left by herself", lambda world: actions.leave_circle(
            by=world.actor("mum"), connection=world.connections["mum"]), MUMS),
        Variant("died", lambda world: actions.mark_died(
            by=world.actor("sam"), connection=world.connections["mum"]), MUMS),
        Variant("a worker who promised is taken off", _tie("jo", ended_at=now), CIRCLE),
        Variant("a worker's time is over", _tie("jo", ends_on=today - DAY), CIRCLE),
        Variant("the circle sees each other", _rows(Circle, members_see_each_other=True),
                (*CIRCLE, "dad", "nia", "eyes of gran", "eyes of dev")),
        Variant("the circle sees each other and one is over", lambda world: (
            Circle.objects.update(members_see_each_other=True), _tie("mum", ends_on=today - DAY)(world)), CIRCLE),
        # The person.
        Variant("the person paused", _person(paused_at=now), CIRCLE),
        Variant("the person stopped and closed", lambda world: actions.stop_and_close(
            by=world.actor("sam"), person=world.sam), CIRCLE),
        # The answers.
        Variant("answers taken out", _rows(Item, taken_out_at=now), MUMS, r"see_item|see_part"),
        Variant("answers only for me", _rows(Item, only_me=True), (*MUMS, *LAW), r"see_item|see_part"),
        Variant("answers beside", _second_voice, MUMS, r"see_item"),
        Variant("wishes taken out", _rows(Outcome, taken_out_at=now), MUMS, r"see_outcome|see_action"),
        Variant("parts set aside", _rows(Part, state="aside"), MUMS),
        # The law.
        Variant("law everywhere", _law(), LAW, ""),
        Variant("law for meetings", _law(places=["meeting"]), LAW, f"{PLAN}|{SUPPORT}"),
        Variant("law for well and safe", _law(places=["health"]), LAW),
        Variant("law for nothing", _law(places=[]), LAW, f"{PLAN}|{SUPPORT}"),
        Variant("law not seen", _law(seen_on=None), LAW, f"{PLAN}|{SUPPORT}"),
        Variant("law over", _law(ends_on=today - DAY), LAW, f"{PLAN}|{SUPPORT}"),
        Variant("law on its last day", _law(ends_on=today), LAW, f"{PLAN}|{SUPPORT}"),
        Variant("law not begun", _law(starts_on=today + DAY), LAW, f"{PLAN}|{SUPPORT}"),
        Variant("law with the tie ended", _law_but_tie(ended_at=now), LAW, f"{PLAN}|{SUPPORT}"),
        Variant("law with the tie over", _law_but_tie(ends_on=today - DAY), LAW, f"{PLAN}|{SUPPORT}"),
        Variant("law with answers only for me", lambda world: (
            _law(places=["me"])(world), Item.objects.update(only_me=True)), LAW, r"see_item|see_part"),
        # The work of staff.
        Variant("work over", _work(ends_on=today - DAY), STAFF, f"{SUPPORT}|{REVIEWS}"),
        Variant("work on its last day", _work(ends_on=today), STAFF, f"{SUPPORT}|{REVIEWS}"),
        Variant("work not begun", _work(starts_on=today + DAY), STAFF, f"{SUPPORT}|{REVIEWS}"),
        Variant("work as a manager", _work(role="team_manager"), STAFF, f"{SUPPORT}|{REVIEWS}"),
        Variant("work with the tie ended", _tie("nia", ended_at=now), STAFF, f"{SUPPORT}|{REVIEWS}"),
        Variant("work handed over", _nia_decided_before, STAFF, f"{SUPPORT}|{REVIEWS}"),
        Variant("decided, then closed", _morgan_decided_and_it_closed, PROCESS, SUPPORT),
        *[Variant(f"support plan {state}", _state(state), PROCESS, SUPPORT) for state in PlanState],
        *[Variant(f"support plan {state}, law for meetings", lambda world, state=state: (
            _law(places=["meeting"])(world), _state(state)(world)), ("attorney", "sam"), SUPPORT)
          for state in PlanState],
        # Meetings.
        *[Variant(f"meeting {state}", _meeting(state), GUESTS, REVIEWS) for state in ReviewState],
        *[Variant(f"everybody said {said}", _rows(ReviewInvitation, state=said), GUESTS, REVIEWS)
          for said in ("asked", "yes", "no", "maybe")],
        Variant("meeting where the circle sees each other", _rows(Circle, members_see_each_other=True), GUESTS, REVIEWS),
        Variant("cards hidden", _rows(ReviewView, hidden_at=now), GUESTS, REVIEWS),
        Variant("cards crossed out", _rows(ReviewView, crossed_out_at=now), GUESTS, REVIEWS),
        Variant("guest's tie ended", _tie("mum", ended_at=now), GUESTS, REVIEWS),
        Variant("guest's tie over", _tie("mum", ends_on=today - DAY), GUESTS, REVIEWS),
        # Boards.
        Variant("seats over", _rows(BoardMember, starts_on=today - 9 * DAY, ends_on=today - DAY), None, BOARDS),
        Variant("seats not begun", _rows(BoardMember, starts_on=today + DAY, ends_on=None), None, BOARDS),
        Variant("a board that told no purpose", _young_board, None, BOARDS),
        Variant("reports are drafts", _rows(ReportPeriod, state="draft"), None, BOARDS),
        Variant("reports are checked", lambda world: ReportPeriod.objects.update(
            state="checked", checked_by=world.users["sam"]), None, BOARDS),
    ]  # fmt: skip
