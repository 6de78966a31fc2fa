"""The states that each cell is asked in: small changes to the example world, each undone before the next.

Rows are changed plainly here, past the actions, so that each rule stands alone: an ended tie whose slips nobody tore
must be shut all the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.utils import timezone

from api.enums import Scope
from my_data.models import Correction, Deletion
from partnership_boards.models import BoardMember, BoardPath, PartnershipBoard, ReportPeriod
from people import actions
from people.enums import Voice
from people.models import Assignment, Circle, Connection, HelpSession, Person, RecordedAuthority, Slip, StaffRole
from plans.enums import PlanState
from plans.models import AccessOverride, Item, Outcome, Part, PlanPrint, StateChange, SupportPlan, TakeAway
from reviews.enums import ReviewState
from reviews.models import Review, ReviewInvitation, ReviewView
from rights.models import AdvocacyReferral
from safeguarding.models import Handler, Named, PositiveRiskRecord, RiskPlace, Withholding
from tests.access.personas import ANONYMOUS
from tests.access.states_of_help import DAY, helping
from tests.access.states_that_tell import telling
from tests.scenarios import World

PLAN = (
    r"people\.(see|leave|ask|answer|end|say)|plans\.(see_(plan|part|item|outcome|suggestion|action|asked|note|print|take_away)|suggest$"
    r"|write$|own_part|share_part)|api\.see_door"
)
SUPPORT = r"plans\..*(support_plan|write_step|second_yes|snapshot|decision)|budgets"
# Of those, the actions that any line of the table names a state for. The others are asked in three of the states.
BY_STATE = r"plans\.(see_support_plan|write_support_plan|offer|move|say_second|see_snapshot)"
STATES_FOR_ALL = (PlanState.PLANNING, PlanState.WITH_PANEL, PlanState.CLOSED)
REVIEWS = r"reviews|people\.see_(person|connection)"
BOARDS = r"boards"
WORK = rf"{SUPPORT}|{REVIEWS}|rights|safeguarding.*risk|people\.(see_authority|(see|answer)_help)"
BY_LAW = r"plans\.(.*override|ask_to_open|look_again|note_told|put_off)"
CONCERNS = r"safeguarding\.(?!.*risk)"
CIRCLE = ("sam", "mum", "dev", "jo", "gran", "eyes of mum", "stranger")
MUMS = ("sam", "mum", "dev", "eyes of mum", "program of mum: plan:read", "stranger")
EVERY_SCOPE = " ".join(Scope)
LAW = ("sam", "attorney", "mum", "eyes of attorney", f"program of attorney: {EVERY_SCOPE}")
STAFF = ("sam", "nia", "priya", "morgan", "far", "uncle", "once", "eyes of nia")
PROCESS = (
    *STAFF, "ravi", "olu", "mum", "bea", "jo", "attorney", "dad", "seller", "far_manager", "far_panel", "far_finance", "calendar"
)  # fmt: skip
WATCHERS = (
    "sam", "other", "nia", "once", "priya", "morgan", "uncle", "sian", "lena", "olu", "far", "far_manager", "far_lead",
    "far_data", "mum", "eyes of nia", f"program of sam: {EVERY_SCOPE}",
)  # fmt: skip
SAFE = (
    "sam", "mum", "dad", "sian", "gareth", "far_lead", "lena", "olu", "priya", "nia", "attorney", "stranger",
    "eyes of mum", f"program of sam: {EVERY_SCOPE}", f"program of mum: {EVERY_SCOPE}",
)  # fmt: skip
GUESTS = ("sam", "mum", "dev", "jo", "nia", "once", "gran", "eyes of mum", "eyes of dev", "dad", "bea", "stranger")


ON_BOARDS = (
    ANONYMOUS, "sam", "mum", "nia", "olu", "priya", "board", "family_rep", "commissioner", "stranger", "once", "lena",
    "eyes of mum", f"program of sam: {EVERY_SCOPE}",
)  # fmt: skip
ADVOCATES = ("sam", "bea", "nia", "mum", "stranger", "eyes of bea", f"program of bea: {EVERY_SCOPE}")
DATA = ("sam", "other", "mum", "nia", "lena", "far_data", "olu", "sian", "stranger", f"program of sam: {EVERY_SCOPE}")


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
    return lambda **fields: (
        lambda world: Slip.objects.filter(connection=world.connections[name], torn_at=None).update(**fields)
    )


def _tie(name: str, **fields: Any) -> Callable[[World], Any]:
    return lambda world: Connection.objects.filter(pk=world.connections[name].pk).update(**fields)


def _law(**fields: Any) -> Callable[[World], Any]:
    everywhere = {"places": ["me", "people", "day", "home", "dreams", "health", "meeting", "money"]}
    return lambda world: RecordedAuthority.objects.update(**{**everywhere, **fields})


def _law_but_tie(**fields: Any) -> Callable[[World], Any]:
    return lambda world: (_law()(world), _tie("attorney", **fields)(world))


def _work(**fields: Any) -> Callable[[World], Any]:
    """Of everybody's work; and somebody waits to say yes to whoever does it."""
    return lambda world: (
        Assignment.objects.update(**{"purpose": "Work", **fields}),
        HelpSession.objects.update(in_front=True),
    )


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
    actions.end_assignment(by=world.actor("olu"), assignment=Assignment.objects.get(person=world.sam.pk))


def _morgan_decided_and_it_closed(world: World) -> None:
    plan = SupportPlan.objects.get(person=world.sam.pk)
    StateChange.objects.create(
        support_plan=plan, transition="panel_agree", from_state="with_panel", to_state="signed_off", role="PN",
        snapshot=plan.snapshots.first(), by=world.users["morgan"], by_label="Morgan",
    )  # fmt: skip
    SupportPlan.objects.update(state=PlanState.CLOSED)


def _opened(asked_by: str = "nia", **fields: Any) -> Callable[[World], Any]:
    """What waits in the world for an answer is about Sam now, with whom Nia works and whose uncle Bill is."""

    def change(world: World) -> None:
        given = {**fields, "decided_by": world.users["gareth"]} if "decided_at" in fields else fields
        AccessOverride.objects.filter(pk=world.things["override"].pk).update(
            person=world.sam.pk, asked_by=world.users[asked_by], **given
        )

    return change


def _agreed(**fields: Any) -> dict[str, Any]:
    now = timezone.now()
    return {"agreed": True, "decided_at": now, "ends_at": now + DAY, **fields}


def _withheld(approved: bool, asked: int, until: int) -> Callable[[World], Any]:
    """The concern is withheld from Sam: asked for so many days ago by Sian, until so many days from now."""
    now, today = timezone.now(), timezone.localdate()

    def change(world: World) -> None:
        Withholding.objects.create(
            concern=world.things["concern"], reason="in_danger", asked_by=world.users["sian"], asked_label="Sian",
            asked_on=today - asked * DAY, recheck_on=today + until * DAY,
            **({"approved_by": world.users["gareth"], "approved_at": now} if approved else {}),
        )  # fmt: skip

    return change


def _both_handle(world: World) -> None:
    Handler.objects.create(concern=world.things["concern"], user=world.users["gareth"], label="Gareth")
    _withheld(approved=False, asked=0, until=3)(world)


def _names(who: str, **fields: Any) -> Callable[[World], Any]:
    return lambda world: Named.objects.create(
        concern=world.things["concern"], user=world.users[who], name=who, how="found", **fields
    )


def _role_over(name: str) -> Callable[[World], Any]:
    return lambda world: StaffRole.objects.filter(user=world.users[name]).update(ends_on=timezone.localdate() - DAY)


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
        # What somebody sees as it was, and what the person is told later.
        Variant("left as it was", mums(as_it_was_ids=F("part_ids")), MUMS),
        Variant("left as it was, to help write", mums(as_it_was_ids=F("part_ids"), level=3), MUMS),
        Variant("a slip that is told later", mums(quiet_until=now + DAY), MUMS),
        *[Variant(*state) for state in helping(now)],
        # The person.
        Variant("the person paused", _person(paused_at=now), CIRCLE),
        Variant("the person stopped and closed", lambda world: actions.stop_and_close(
            by=world.actor("sam"), person=world.sam), CIRCLE),
        # The answers.
        Variant("answers taken out", _rows(Item, taken_out_at=now), MUMS, r"see_item|see_part"),
        Variant("answers only for me", _rows(Item, only_me=True), (*MUMS, *LAW), r"see_item|see_part"),
        Variant("answers beside", _second_voice, MUMS, r"see_item"),
        Variant("wishes taken out", _rows(Outcome, taken_out_at=now), MUMS, r"see_outcome|see_action"),
        Variant("paper asked for by somebody else", lambda world: (
            PlanPrint.objects.update(asked_by=world.users["mum"]),
            TakeAway.objects.update(asked_by=world.users["mum"])), ("sam", "mum"), r"see_(print|take_away)"),
        Variant("parts set aside", _rows(Part, state="aside"), MUMS),
        # The law.
        Variant("law everywhere", _law(), LAW, ""),
        Variant("law for meetings", _law(places=["meeting"]), LAW, f"{PLAN}|{SUPPORT}"),
        Variant("law for well and safe", _law(places=["health"]), LAW),
        Variant("law for nothing", _law(places=[]), LAW, f"{PLAN}|{SUPPORT}"),
        Variant("law not seen", _law(seen_on=None), LAW, f"{PLAN}|{SUPPORT}"),
        Variant("law ended before its day", _law(ended_at=now), LAW, f"{PLAN}|{SUPPORT}"),
        Variant("law over", _law(ends_on=today - DAY), LAW, f"{PLAN}|{SUPPORT}"),
        Variant("law on its last day", _law(ends_on=today), LAW, f"{PLAN}|{SUPPORT}"),
        Variant("law not begun", _law(starts_on=today + DAY), LAW, f"{PLAN}|{SUPPORT}"),
        Variant("law with the tie ended", _law_but_tie(ended_at=now), LAW, f"{PLAN}|{SUPPORT}"),
        Variant("law with the tie over", _law_but_tie(ends_on=today - DAY), LAW, f"{PLAN}|{SUPPORT}"),
        Variant("law with answers only for me", lambda world: (
            _law(places=["me"])(world), Item.objects.update(only_me=True)), LAW, r"see_item|see_part"),
        Variant("law with answers only for me that they typed", lambda world: (
            _law(places=["me"])(world), Item.objects.update(only_me=True, typed_by=world.users["attorney"])),
            LAW, r"see_item|see_part"),
        # The work of staff.
        Variant("work over", _work(ends_on=today - DAY), STAFF, WORK),
        Variant("work on its last day", _work(ends_on=today), STAFF, WORK),
        Variant("work not begun", _work(starts_on=today + DAY), STAFF, WORK),
        Variant("work as a manager", _work(role="team_manager"), STAFF, WORK),
        Variant("work with the tie ended", lambda world: (_work()(world), _tie("nia", ended_at=now)(world)), STAFF, WORK),
        Variant("work handed over", _nia_decided_before, STAFF, WORK),
        Variant("decided, then closed", _morgan_decided_and_it_closed, PROCESS, SUPPORT),
        *[Variant(f"support plan {state}", _state(state), PROCESS, SUPPORT if state in STATES_FOR_ALL else BY_STATE)
          for state in PlanState],
        *[Variant(f"support plan {state}, law for meetings", lambda world, state=state: (
            _law(places=["meeting"])(world), _state(state)(world)), ("attorney", "sam"),
            SUPPORT if state in STATES_FOR_ALL else BY_STATE)
          for state in PlanState],
        Variant("erased, with what the law keeps", _person(sealed_at=now), PROCESS, r"see_(support_plan|snapshot)"),
        # Opened by law.
        Variant("asked to open", _opened(), WATCHERS, BY_LAW),
        Variant("a manager asks to open", _opened("priya"), WATCHERS, BY_LAW),
        Variant("not agreed", _opened(decided_at=now), WATCHERS, BY_LAW),
        Variant("opened", _opened(**_agreed()), WATCHERS, BY_LAW),
        Variant("opened for a manager", _opened("priya", **_agreed()), WATCHERS, BY_LAW),
        Variant("opened, told later", _opened(**_agreed(quiet_until=now + DAY, quiet_reason="Danger")), WATCHERS, BY_LAW),
        Variant("opened, told by now", _opened(**_agreed(quiet_until=now, quiet_reason="Danger")), WATCHERS, BY_LAW),
        Variant("opened and over", _opened(**_agreed(ends_at=now)), WATCHERS, BY_LAW),
        Variant("opened and ended", _opened(**_agreed(ended_at=now)), WATCHERS, BY_LAW),
        Variant("opened and looked at again", _opened(**_agreed(looked_again_at=now)), WATCHERS, BY_LAW),
        Variant("opened, and the uncle was taken off", lambda world: (
            _opened(**_agreed())(world), _tie("uncle", ended_at=now)(world)), WATCHERS, BY_LAW),
        Variant("asked to open, and the uncle was taken off", lambda world: (
            _opened()(world), _tie("uncle", ended_at=now)(world)), WATCHERS, BY_LAW),
        # Rights.
        Variant("the advocate's work has ended", _rows(AdvocacyReferral, ended_at=now), ADVOCATES, r"rights"),
        Variant("the advocate's work is over", _rows(AdvocacyReferral, ends_on=today - DAY), ADVOCATES, r"rights"),
        Variant("the advocate's last day", _rows(AdvocacyReferral, ends_on=today), ADVOCATES, r"rights"),
        Variant("the service has not said yes", _rows(AdvocacyReferral, accepted_on=None), ADVOCATES, r"rights"),
        Variant("the advocate is taken off", _tie("bea", ended_at=now), ADVOCATES, r"rights"),
        Variant("the advocate's tie is over", _tie("bea", ends_on=today - DAY), ADVOCATES, r"rights"),
        Variant("the advocate is family now", _tie("bea", voice=Voice.FAMILY), ADVOCATES, r"rights"),
        # Agreeing a risk.
        Variant("asked no more", _rows(RiskPlace, ended_at=now), SAFE, r"risk"),
        Variant("whoever was asked is off the circle", _tie("mum", ended_at=now), SAFE, r"risk"),
        Variant("the time of whoever was asked is over", _tie("mum", ends_on=today - DAY), SAFE, r"risk"),
        Variant("whoever was asked died", _tie("mum", died=True), SAFE, r"risk"),
        Variant("the agreement has ended", lambda world: (
            PositiveRiskRecord.objects.update(ended_at=now), RiskPlace.objects.update(ended_at=now)), SAFE, r"risk"),
        # Concerns.
        Variant("nobody has looked yet", _rows(Handler, ended_at=now), SAFE, CONCERNS),
        Variant("the handler is a lead no more", _role_over("sian"), SAFE, CONCERNS),
        Variant("withheld with a second yes", _withheld(True, 0, 7), SAFE, CONCERNS),
        Variant("withheld, to look at again today", _withheld(True, 7, 0), SAFE, CONCERNS),
        Variant("withheld until yesterday", _withheld(True, 7, -1), SAFE, CONCERNS),
        Variant("withheld without a second yes", _withheld(False, 1, 3), SAFE, CONCERNS),
        Variant("withheld without a second yes for too long", _withheld(False, 2, 3), SAFE, CONCERNS),
        Variant("two handle it, one asks to withhold", _both_handle, SAFE, CONCERNS),
        Variant("the handler is named", _names("sian"), SAFE, CONCERNS),
        Variant("the handler was named and is not meant", _names("sian", cleared_at=now), SAFE, CONCERNS),
        Variant("whoever told is named", _names("mum"), SAFE, CONCERNS),
        Variant("the person is named", _names("sam"), SAFE, CONCERNS),
        Variant("another lead is named and nobody has looked yet", lambda world: (
            _names("gareth")(world), Handler.objects.update(ended_at=now)), SAFE, CONCERNS),
        # My data.
        Variant("deleting is asked for", _rows(Deletion, taken_back_at=None), DATA, r"my_data"),
        Variant("all is answered", _rows(Correction, answer="answered", answered_at=now), DATA, r"my_data"),
        Variant("a data lead asks", lambda world: Correction.objects.exclude(about="tie").update(
            asked_by=world.users["lena"]), DATA, r"my_data"),
        Variant("a tie with a name put right has ended", _tie("mum", ended_at=now), DATA, r"my_data"),
        Variant("the data lead is one no more", _role_over("lena"), DATA, r"my_data"),
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
        Variant("seats over", _rows(BoardMember, starts_on=today - 9 * DAY, ends_on=today - DAY), ON_BOARDS, BOARDS),
        Variant("seats not begun", _rows(BoardMember, starts_on=today + DAY, ends_on=None), ON_BOARDS, BOARDS),
        Variant("a board that told no purpose", _young_board, ON_BOARDS, BOARDS),
        Variant("reports are drafts", _rows(ReportPeriod, state="draft"), ON_BOARDS, BOARDS),
        Variant("reports are checked", lambda world: ReportPeriod.objects.update(
            state="checked", checked_by=world.users["sam"]), ON_BOARDS, BOARDS),
        *[Variant(*state) for state in telling(now)],
    ]  # fmt: skip
