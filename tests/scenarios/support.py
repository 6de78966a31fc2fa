"""Sam's support plan, built and moved only through the actions that the pages use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from people.actors import Actor, system
from people.enums import Role
from people.models import StaffRole
from plans.actions.support_plans import (
    answer_advocacy,
    answer_liberty,
    describe,
    move,
    record_need,
    record_step,
    say_second_yes,
    start_support_plan,
    write_what_was_said,
)
from plans.enums import PersonView
from plans.enums import PlanState as S
from plans.models import SupportPlan
from plans.support_steps import ClosingReason, PanelReason, StepKind
from tests.scenarios.people import World

# What an upper app does before a transition whose guards are its own, such as setting the first figure.
Before = Callable[[World, SupportPlan, str], None]
NEEDS: tuple[dict[str, Any], ...] = (
    {
        "words": "Cooking a meal and keeping the flat clean", "domain": "habitable_home", "is_eligible": True,
        "eligibility_reason": "Sam cannot do this safely alone.", "met_by": "Mum cooks with Sam each Sunday.",
    },
    {
        "words": "Meeting people and singing", "domain": "relationships", "is_eligible": True,
        "eligibility_reason": "Without help Sam stays at home.", "met_by": "Dev goes to the choir with Sam.",
    },
    {
        "words": "Getting home on the bus", "domain": "community", "is_eligible": False,
        "eligibility_reason": "A class at the library teaches this.", "met_by": "The library's travel class.",
    },
)  # fmt: skip
WISHES = ("I want to sing with other people each Monday.", "I want to go home on the bus by myself.")


def nothing(world: World, support_plan: SupportPlan, transition: str) -> None:
    """No upper app has anything to do first."""


def add_support(world: World, before: Before = nothing) -> None:
    """Sam's support plan with three needs, in PLANNING. It is kept as `world.things["support_plan"]`."""
    plan = start_sams_plan(world)
    for transition in ("record_needs", "share_indicative", "start_planning"):
        step(world, plan, transition, before)


def start_sams_plan(world: World) -> SupportPlan:
    """NOT_STARTED, with what Nia writes: needs, screens, arrangements and what Sam said."""
    nia = world.actor("nia")
    plan = start_support_plan(by=nia, person=world.sam)
    for need in NEEDS:
        record_need(by=nia, support_plan=plan, **need)
    answer_advocacy(
        by=nia, support_plan=plan, understanding=True, retaining=False, weighing=True, saying=False,
        appropriate_person="", advocate_offered_on=timezone.localdate(), advocate_answer="Yes, Bea please.",
    )  # fmt: skip
    answer_liberty(by=nia, support_plan=plan, restricts=False)
    describe(
        by=nia, support_plan=plan, advice_given="The library and the health centre run free classes.",
        in_case="If Jo is ill, Dev comes. If Sam feels unwell, ring 111.",
        review_arrangement="After six weeks, then each year, with Sam and Mum.",
    )  # fmt: skip
    for words in WISHES:
        write_what_was_said(by=nia, support_plan=plan, text=words)
    plan.refresh_from_db()
    world.things["support_plan"] = plan
    return plan


# Who makes each transition in the example, and what they say.
def saying(world: World, plan: SupportPlan, transition: str) -> tuple[str, dict[str, Any]]:
    """(who, what is given) with which `transition` is rightly made."""
    today = timezone.localdate()
    decide = {
        "reason": "Hello Sam. The choir sounds great.", "no_tie": True,
        "snapshot": str(plan.snapshots.values_list("pk", flat=True).first()),
    }  # fmt: skip
    return {
        "record_needs": ("nia", {"assessed_on": today}),
        "decline": ("sam", {}),
        "reopen": ("sam", {}),
        "share_indicative": ("nia", {"explanation": "We looked at the table together.", "shared_how": "Easy read"}),
        "start_planning": ("sam", {"planning_helper": "Mum and Nia"}),
        "send": ("sam", {"person_view": PersonView.MINE, "person_words": "I can't wait to sing."}),
        "agree": ("priya", decide),
        "panel_agree": ("morgan", decide),
        "to_panel": ("priya", {**decide, "panel_reason": PanelReason.NEW, "meets_on": today + timedelta(days=7)}),
        "ask": ("priya", {**decide, "questions": [{"words": "Who comes with you on Mondays?", "about": ""}]}),
        "answer": ("sam", {"person_view": PersonView.MINE, "answers": {"0": {"words": "Dev does."}}}),
        "not_agree": ("priya", {
            **decide, "points": "The hours on Monday.", "evidence": "Section 25 asks how needs are met.",
            "would_change": "Knowing whether Dev can drive.", "alternatives": "A nearer choir.", "interim": "Jo comes twice a week.",
        }),
        "plan_again": ("nia", {}),
        "agree_after_steps": ("priya", {**decide, "person_agreed": "Sam said yes, with a thumb up."}),
        "agree_without_person": ("priya", {
            **decide, "dissent": "I still want Mondays.", "exhausted": "All five steps were taken.", "letter_sent_on": today,
        }),
        "confirm_budget": ("ravi", {"charge": "estimated"}),
        "go_live": ("nia", {"starts_on": date(2026, 4, 6), "copies": "Sam, in easy read. Mum, because Sam asked."}),
        "look_again": ("sam", {"words": "The choir moved."}),
        "keep": ("nia", {"working": "The choir.", "not_working": "The bus on Sundays.", "reason": "Sam likes it."}),
        "revise": ("nia", {"reason": "The choir moved to Tuesday."}),
        "pause": ("nia", {"reason": "Sam is in hospital.", "resume_by": today + timedelta(days=14)}),
        "resume": ("nia", {}),
        "close": ("priya", {"closing_reason": ClosingReason.MOVED, "reason": "Sam moved to Bryn."}),
    }[transition]  # fmt: skip


SECOND = {"plan_again": "sam", "agree_without_person": "second_manager", "keep": "sam", "close": "nia"}
WAY_TO: dict[S, tuple[str, ...]] = {
    S.NOT_STARTED: (),
    S.DECLINED: ("record_needs", "decline"),
    S.NEEDS_RECORDED: ("record_needs",),
    S.INDICATIVE_SHARED: ("record_needs", "share_indicative"),
}
WAY_TO[S.PLANNING] = (*WAY_TO[S.INDICATIVE_SHARED], "start_planning")
WAY_TO[S.SUBMITTED] = (*WAY_TO[S.PLANNING], "send")
WAY_TO[S.WITH_PANEL] = (*WAY_TO[S.SUBMITTED], "to_panel")
WAY_TO[S.RETURNED] = (*WAY_TO[S.SUBMITTED], "ask")
WAY_TO[S.REACHING_AGREEMENT] = (*WAY_TO[S.SUBMITTED], "not_agree")
WAY_TO[S.SIGNED_OFF] = (*WAY_TO[S.SUBMITTED], "agree")
WAY_TO[S.BUDGET_CONFIRMED] = (*WAY_TO[S.SIGNED_OFF], "confirm_budget")
WAY_TO[S.ACTIVE] = (*WAY_TO[S.BUDGET_CONFIRMED], "go_live")
WAY_TO[S.IN_REVIEW] = (*WAY_TO[S.ACTIVE], "look_again")
WAY_TO[S.PAUSED] = (*WAY_TO[S.ACTIVE], "pause")
WAY_TO[S.CLOSED] = (*WAY_TO[S.ACTIVE], "close")


def drive_to(world: World, state: S, before: Before = nothing) -> SupportPlan:
    """Sam's support plan in any state, reached by the shortest lawful way."""
    if state == S.SUPERSEDED:
        plan = drive_to(world, S.ACTIVE, before)
        move(by=system("process"), support_plan=plan, transition="give_way")
        return plan
    plan = start_sams_plan(world)
    for transition in WAY_TO[state]:
        step(world, plan, transition, before)
    return plan


def prepare(world: World, plan: SupportPlan, transition: str) -> None:
    """What must have happened beside the transition: steps taken, and the yes of a second person."""
    if transition in ("plan_again", "agree_after_steps", "agree_without_person"):
        record_step(
            by=world.actor("nia"), support_plan=plan, kind=StepKind.TALK_AGAIN, taken_on=timezone.localdate(),
            who="Sam, Bea and Nia", what_changed="We know more about Mondays.",
        )  # fmt: skip
    if transition in SECOND:
        say_second_yes(by=actor(world, SECOND[transition]), support_plan=plan, transition=transition)


def step(world: World, plan: SupportPlan, transition: str, before: Before = nothing, **changes: Any) -> Any:
    """Make one transition as the right person with the right words; `changes` replace what is said."""
    before(world, plan, transition)
    prepare(world, plan, transition)
    who, given = saying(world, plan, transition)
    return move(by=actor(world, who), support_plan=plan, transition=transition, given={**given, **changes})


def actor(world: World, who: str) -> Actor:
    if who == "second_manager" and who not in world.users:
        add_second_manager(world)
    return world.actor(who)


def add_second_manager(world: World) -> None:
    """A second senior, who has no tie with Sam."""
    from people.models import User

    user = User.objects.create_user("second@demo.example", name="Second Manager")
    StaffRole.objects.create(user=user, organisation=world.council, role=Role.TEAM_MANAGER)
    User.objects.filter(pk=user.pk).update(is_staff_member=True)
    user.is_staff_member = True
    world.users["second_manager"] = user
