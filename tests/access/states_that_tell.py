"""States in which one thing alone is other than elsewhere. Each is here because a rule could leave something out unseen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from my_data.models import Correction
from partnership_boards.models import BoardMember
from people import actions
from people.actors import system
from people.enums import Role, Voice
from people.models import Assignment, Circle, Connection, HelpSession, Person, RecordedAuthority, Slip, StaffRole, User
from plans.enums import PlanState
from plans.models import AccessOverride, Part, StateChange, SupportPlan
from reviews.models import ReviewInvitation, ReviewView
from rights.models import AdvocacyReferral
from safeguarding.models import Concern, Named, RiskPlace, Withholding
from tests.access.states_of_help import DAY, State
from tests.scenarios import World

Change = Callable[[World], Any]
NOBODY = ("calendar", "eyes of gran", "eyes of attorney")
MUMS = ("sam", "mum", "eyes of mum")
SUPPORT = r"plans\..*(support_plan|write_step|second_yes|snapshot|decision)|budgets"
WORK = rf"{SUPPORT}|reviews|rights|risk|people\.(see_authority|(see|answer)_help)"
BY_LAW = r"plans\.(.*override|ask_to_open|look_again|note_told|put_off)"
CONCERNS = r"safeguarding\.(?!.*risk)"
PARTS = r"plans\.(see_(plan|part|item|outcome|suggestion|action|asked)|suggest$|write$)"
EVERYWHERE = ["me", "people", "day", "home", "dreams", "health", "meeting", "money"]


def _and(*changes: Change) -> Change:
    return lambda world: [change(world) for change in changes]


def _tie(name: str, **fields: Any) -> Change:
    return lambda world: Connection.objects.filter(pk=world.connections[name].pk).update(**fields)


def _role(name: str, **fields: Any) -> Change:
    return lambda world: StaffRole.objects.filter(user=world.users[name]).update(**fields)


def _nobody_has_an_account(world: World) -> None:
    """Nobody whom anything is about signs in, nor anybody around them: who is nobody must not be taken for them."""
    Person.objects.update(user=None)
    Concern.objects.update(told_by=None)
    Connection.objects.update(user=None)
    Slip.objects.update(user=None)
    Correction.objects.update(asked_by=None, answerer=None)
    HelpSession.objects.update(in_front=True)
    RecordedAuthority.objects.update(places=EVERYWHERE)


def _works_for_the_council(role: str) -> Change:
    """Sam and Leo have a job there; and what the law opened is about Sam."""
    return lambda world: (
        [StaffRole.objects.create(user=world.users[name], organisation=world.council, role=role)
         for name in ("sam", "other")],
        AccessOverride.objects.update(person=world.sam.pk),
    )  # fmt: skip


def _of_nia(**fields: Any) -> Change:
    """What waits in the world for an answer is about Sam now, and Nia asked for it."""
    return lambda world: AccessOverride.objects.filter(pk=world.things["override"].pk).update(
        person=world.sam.pk, **({**fields, "decided_by": world.users["gareth"]} if "agreed" in fields else fields)
    )


def _a_yes_waits(world: World) -> None:
    HelpSession.objects.update(in_front=True)


def _elsewhere(name: str) -> Change:
    return lambda world: _role(name, organisation=world.other_council)(world)


def _withheld_and(concern: str = "concern", asked: int = 0, until: int = 7, **fields: Any) -> Change:
    """With a second yes: asked for so many days ago, to be looked at again in so many."""
    now, today = timezone.now(), timezone.localdate()
    return lambda world: Withholding.objects.create(
        concern=world.things[concern], reason="in_danger", asked_by=world.users["sian"], asked_label="Sian",
        asked_on=today - asked * DAY, recheck_on=today + until * DAY, approved_by=world.users["gareth"],
        approved_at=now, **fields,
    )  # fmt: skip


def _named(who: str) -> Change:
    return lambda world: Named.objects.create(
        concern=world.things["concern"], user=world.users[who], name=who, how="found"
    )


def _holds_authority(name: str) -> Change:
    def change(world: World) -> None:
        held = RecordedAuthority.objects.filter(person=world.sam.pk).first()
        assert held is not None
        held.pk, held.connection, held.places = None, world.connections[name], ["money", "meeting"]
        held.save(force_insert=True)

    return change


def _card_of_nias(world: World) -> None:
    ReviewView.objects.create(
        review=world.things["review"], sheet="admire", text="Sam is brave.", voice=Voice.PAID,
        author=world.connections["nia"], author_name="Nia", hidden_at=timezone.now(),
    )  # fmt: skip


def _left_and_came_back(world: World) -> None:
    """Jo has a new place in the circle and is asked anew; what Jo promised was promised in the old one."""
    _tie("jo", ended_at=timezone.now())(world)
    again = actions.add_connection(
        by=system("demo"), person=world.sam, name="Jo", relationship="Friend", user=world.users["jo"]
    )
    ReviewInvitation.objects.create(review=world.things["review"], connection=again)


def _one_said_no(world: World) -> None:
    Circle.objects.update(members_see_each_other=True)
    ReviewInvitation.objects.filter(connection=world.connections["jo"]).update(state="no")


def _moved_on_without_a_copy(world: World) -> None:
    plan = SupportPlan.objects.get(person=world.sam.pk)
    StateChange.objects.create(
        support_plan=plan, transition="panel_agree", from_state="with_panel", to_state="signed_off", role="PN",
        snapshot=None, by=world.users["morgan"], by_label="Morgan",
    )  # fmt: skip
    SupportPlan.objects.update(state=PlanState.CLOSED)


def _slip_of_anothers_plan(world: World) -> None:
    """Mum's slip on Leo's plan lists parts of Sam's: it opens none of them."""
    parts = list(Part.objects.filter(plan=world.sam.pk).values_list("pk", flat=True))
    Slip.objects.filter(pk=world.things["leos_slip"].pk).update(part_ids=parts, level=3)


def telling(now: datetime) -> list[State]:
    """All of them, at this moment."""
    yesterday, hour = timezone.localdate() - DAY, timedelta(hours=1)
    law = {"decided_at": now, "ends_at": now + DAY}
    agreed = {**law, "agreed": True}
    later = {**agreed, "quiet_until": now + DAY, "quiet_reason": "Danger"}
    hears = ("nia", "sam")
    paid = _tie("uncle", voice=Voice.PAID)
    return [
        ("nobody has an account", _nobody_has_an_account, NOBODY, ""),
        # Slips.
        ("a slip that is told by now", lambda world: Slip.objects.filter(
            connection=world.connections["mum"]).update(quiet_until=now - hour), MUMS, rf"{PARTS}|people\.see_slip"),
        ("a slip that lists parts of another plan", _slip_of_anothers_plan, MUMS, PARTS),
        # Whoever is tied to somebody and works for them too.
        ("the person is a team manager", _works_for_the_council(Role.TEAM_MANAGER), ("sam", "other"), ""),
        ("the person is a facilitator", _works_for_the_council(Role.FACILITATOR), ("sam",), SUPPORT),
        ("the worker holds authority", _holds_authority("nia"), hears, SUPPORT),
        ("the worker holds authority and her work is over", _and(
            _holds_authority("nia"), lambda world: Assignment.objects.update(ends_on=yesterday)), ("nia",), SUPPORT),
        # The work of staff.
        ("the worker stands in another role", _and(_role("nia", role=Role.TEAM_MANAGER), _a_yes_waits), hears, WORK),
        ("the worker is an administrator", _role("nia", role=Role.ORG_ADMIN), hears, rf"{SUPPORT}|{BY_LAW}"),
        ("the worker works for another council", _and(_elsewhere("nia"), _of_nia()), hears, rf"{SUPPORT}|{BY_LAW}"),
        ("a worker's card is hidden and her tie is over", _and(
            _card_of_nias, _tie("nia", ends_on=yesterday)), hears, r"reviews\.see"),
        ("whoever promised left and came back", _left_and_came_back, ("jo", "sam"), r"reviews|plans\.see_action"),
        ("one said no, where the circle sees each other", _one_said_no, ("sam", "mum", "jo"), r"reviews\.see"),
        ("moved on without a copy, then closed", _moved_on_without_a_copy, ("morgan",), SUPPORT),
        ("whoever worked for a provider does no more", lambda world: StaffRole.objects.filter(
            user=world.users["seller"], organisation__kind="provider").update(
            starts_on=yesterday - DAY, ends_on=yesterday), ("seller",), SUPPORT),
        ("in use, and the time of the family is over", _and(
            lambda world: SupportPlan.objects.update(state=PlanState.ACTIVE), _tie("mum", ends_on=yesterday)),
            ("mum", "dev"), SUPPORT),
        # Opened by law.
        ("not agreed, with an end", _of_nia(decided_by=None, **law), ("nia", "priya"), BY_LAW),
        ("whoever asked to open has gone", _and(
            _of_nia(**agreed), _role("nia", starts_on=yesterday - DAY, ends_on=yesterday)), hears, rf"{SUPPORT}|{BY_LAW}"),
        ("the uncle is paid", _and(paid, _of_nia()), ("uncle",), BY_LAW),
        ("the uncle was paid", _and(paid, _of_nia(), _tie("uncle", ended_at=now)), ("uncle",), BY_LAW),
        ("opened, and the uncle is paid", _and(paid, _of_nia(**agreed)), ("uncle",), BY_LAW),
        ("opened, told later, and the uncle is paid", _and(paid, _of_nia(**later)), ("uncle",), BY_LAW),
        ("opened, then erased", _and(_of_nia(**agreed), lambda world: Person.objects.filter(
            pk=world.sam.pk).update(sealed_at=now)), ("nia", "priya", "lena"), r"see_override$"),
        # Rights, and agreeing a risk.
        ("the advocate's work has no last day", lambda world: AdvocacyReferral.objects.update(ends_on=None),
            ("bea", "sam"), r"rights"),
        ("a worker was asked about a risk and is asked no more", lambda world: RiskPlace.objects.create(
            record=world.things["risk"], connection=world.connections["nia"], ended_at=now), hears, r"risk"),
        # Concerns.
        ("withheld, and looked at again before its day", _withheld_and(asked=1, until=-1), ("sam", "sian"), CONCERNS),
        ("withheld no more", _withheld_and(ended_at=now), ("sam", "sian"), CONCERNS),
        ("another concern is withheld", _withheld_and("leos_concern"), ("sam", "other"), CONCERNS),
        ("a lead is named in a concern that is not theirs", _named("gareth"), ("sian", "gareth"), CONCERNS),
        ("the handler is named as one of the circle", lambda world: _tie("dad", user=world.users["sian"])(world),
            ("sian", "gareth"), CONCERNS),
        ("the handler is a lead of another council", _elsewhere("sian"), ("sian", "gareth"), CONCERNS),
        ("the handler has another job", _role("sian", role=Role.FACILITATOR), ("sian", "gareth"), CONCERNS),
        ("the handler has left", lambda world: User.objects.filter(pk=world.users["sian"].pk).update(is_active=False),
            ("gareth",), CONCERNS),
        # Boards.
        ("one seat is over", lambda world: BoardMember.objects.filter(user=world.users["family_rep"]).update(
            starts_on=yesterday - DAY, ends_on=yesterday), ("board", "mum", "family_rep"), r"boards"),
        ("the seat of the council leads nothing", lambda world: BoardMember.objects.filter(
            user=world.users["commissioner"]).update(co_chair=False), ("commissioner", "family_rep"), r"boards"),
    ]  # fmt: skip
