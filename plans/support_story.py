"""What the pages of a support plan say: where it is, what comes next, who has it, and what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from people.actors import Actor
from people.enums import Jurisdiction
from plans.enums import PlanState as S
from plans.models import StateChange, SupportPlan
from plans.process import TABLE, TRANSITIONS, Transition, Who
from plans.standing import deciders, open_to, standing

PLANNING_STATES = (S.PLANNING, S.RETURNED)
STAGES: tuple[tuple[Any, frozenset[S]], ...] = (
    (gettext_lazy("What you need help with"), frozenset({S.NOT_STARTED})),
    (gettext_lazy("First guess of your money"), frozenset({S.NEEDS_RECORDED})),
    (gettext_lazy("Planning"), frozenset({S.INDICATIVE_SHARED, S.PLANNING, S.RETURNED})),
    (gettext_lazy("Being agreed"), frozenset({S.SUBMITTED, S.WITH_PANEL, S.REACHING_AGREEMENT})),
    (gettext_lazy("Agreed"), frozenset({S.SIGNED_OFF, S.BUDGET_CONFIRMED})),
    (gettext_lazy("In use"), frozenset({S.ACTIVE, S.IN_REVIEW, S.PAUSED})),
)
# SSWBA 2014 has no duty of a personal budget: Welsh cases speak of what support costs (section 1.6).
WELSH_STAGE = gettext_lazy("What your support may cost")

# state: (what is happening, what comes next). Level A words.
NOW: dict[S, tuple[Any, Any]] = {
    S.NOT_STARTED: (
        gettext_lazy("%(helper)s is writing down what you need help with."),
        gettext_lazy("Then you get a first guess of your money."),
    ),
    S.DECLINED: (gettext_lazy("You said no for now."), gettext_lazy("You can come back any time.")),
    S.NEEDS_RECORDED: (
        gettext_lazy("%(helper)s wrote down what you need help with."),
        gettext_lazy("Next, you get a first guess of your money."),
    ),
    S.INDICATIVE_SHARED: (
        gettext_lazy("You have a first guess of your money."),
        gettext_lazy("Next, you choose who helps you plan."),
    ),
    S.PLANNING: (
        gettext_lazy("You are planning. Take the time you want."),
        gettext_lazy("When you are ready, you send it."),
    ),
    S.SUBMITTED: (
        gettext_lazy("%(decider)s is reading your plan."),
        gettext_lazy("Then you get an answer, with the reasons."),
    ),
    S.WITH_PANEL: (
        gettext_lazy("A group of people is reading your plan."),
        gettext_lazy("You can come to the meeting, or send your views."),
    ),
    S.RETURNED: (gettext_lazy("There is a question for you."), gettext_lazy("Your answer goes back with your plan.")),
    S.REACHING_AGREEMENT: (
        gettext_lazy("You and the council do not agree yet."),
        gettext_lazy("You talk again. Your support goes on."),
    ),
    S.SIGNED_OFF: (gettext_lazy("Your plan is agreed."), gettext_lazy("Next, your money is settled.")),
    S.BUDGET_CONFIRMED: (gettext_lazy("Your money is settled."), gettext_lazy("Next, your plan starts.")),
    S.ACTIVE: (gettext_lazy("Your plan is in use."), gettext_lazy("You can ask to look at it again any day.")),
    S.IN_REVIEW: (gettext_lazy("You are looking at your plan again."), gettext_lazy("Your support goes on as it is.")),
    S.PAUSED: (gettext_lazy("Your plan is paused."), gettext_lazy("We tell you before money changes.")),
    S.SUPERSEDED: (gettext_lazy("There is a newer plan."), gettext_lazy("This one is kept for you to read.")),
    S.CLOSED: (gettext_lazy("This plan has ended."), gettext_lazy("You can come back. Ask us.")),
}
# What the person's buttons say, where it is not what the table says to staff.
PERSONS_WORDS: dict[str, Any] = {
    "decline": gettext_lazy("No, not now"),
    "reopen": gettext_lazy("I want to go on"),
    "start_planning": gettext_lazy("Start planning"),
    "answer": gettext_lazy("Answer the question"),
    "plan_again": gettext_lazy("Plan it again together"),
    "look_again": gettext_lazy("I want to look at it again"),
    "revise": gettext_lazy("I want to change some of it"),
}
FIRST_FOR_PERSON = ("start_planning", "send", "answer", "reopen", "plan_again", "look_again", "revise")


@dataclass(frozen=True)
class Stage:
    words: str
    state: str


@dataclass(frozen=True)
class Told:
    """One line of the history: when, what happened, who did it, and what they wrote to the person."""

    when: Any
    words: str
    who: str
    place: str
    reason: str
    recorded: dict[str, Any]


def stages(support_plan: SupportPlan) -> list[Stage]:
    """The line of stages with "You are here". A plan that was declined or ended is nowhere on it."""
    reached = next((number for number, (_name, states) in enumerate(STAGES) if support_plan.state in states), None)
    if reached is None:
        return []
    welsh = support_plan.jurisdiction == Jurisdiction.WALES
    return [
        Stage(
            str(WELSH_STAGE if welsh and number == 1 else name),
            "done" if number < reached else "now" if number == reached else "later",
        )
        for number, (name, _states) in enumerate(STAGES)
    ]


def helper_name(support_plan: SupportPlan) -> str:
    return support_plan.facilitator.get_short_name() if support_plan.facilitator else _("Your helper")


def decider_name(support_plan: SupportPlan) -> str:
    """Who will answer: by name when the council has one team manager, else "the team manager"."""
    found = deciders(support_plan)
    return found[0].user.get_short_name() if len(found) == 1 else _("the team manager")


def now_and_next(support_plan: SupportPlan) -> tuple[str, str]:
    """What is happening and what comes next, for the person."""
    now, after = NOW[S(support_plan.state)]
    names = {"helper": helper_name(support_plan), "decider": decider_name(support_plan)}
    words = str(now) % names
    return words[:1].upper() + words[1:], str(after) % names


def who_has_it(support_plan: SupportPlan) -> str:
    """Whose turn it is, in words for the person; empty when nobody owes anything."""
    state = support_plan.state
    if state in (S.NOT_STARTED, S.NEEDS_RECORDED, S.BUDGET_CONFIRMED):
        return _("%(name)s has it now.") % {"name": helper_name(support_plan)}
    if state in (S.INDICATIVE_SHARED, *PLANNING_STATES):
        return _("You have it now.")
    if state in (S.SUBMITTED, S.REACHING_AGREEMENT):
        name = decider_name(support_plan)
        return _("With %(name)s, who decides.") % {"name": name}
    return _("With the panel.") if state == S.WITH_PANEL else ""


def name_for_person(row: Transition, support_plan: SupportPlan) -> str:
    """The words on the person's button: sending is named by whom it goes to."""
    if row.key == "send":
        return _("Send to %(name)s to agree") % {"name": decider_name(support_plan)}
    return str(PERSONS_WORDS.get(row.key, row.name))


def doors(actor: Actor, support_plan: SupportPlan) -> list[dict[str, str]]:
    """What the person may do now: (key, words), the main one first and "No, not now" last."""
    rows = sorted(
        open_to(actor, support_plan),
        key=lambda row: FIRST_FOR_PERSON.index(row.key) if row.key in FIRST_FOR_PERSON else len(FIRST_FOR_PERSON),
    )
    return [{"key": row.key, "words": name_for_person(row, support_plan)} for row in rows]


def history(changes: Sequence[StateChange]) -> list[Told]:
    """What happened, newest first, in the words that the table has for the person."""
    return [
        Told(
            change.at, str(TRANSITIONS[change.transition].person_sees), _who_of(change), change.role, change.reason,
            change.recorded,
        )
        for change in reversed(changes)
    ]  # fmt: skip


def _who_of(change: StateChange) -> str:
    """Who did it; somebody who decided for the person by law is never shown as if the person had."""
    if change.role != Who.LAWFUL or not change.on_behalf_of:
        return change.by_label
    about = change.recorded.get("authority_about", "")
    names = {"who": change.by_label, "person": change.on_behalf_of, "about": about[:1].lower() + about[1:]}
    if not about:
        return _("Decided by %(who)s, for %(person)s") % names
    return _("Decided by %(who)s, for %(person)s, about %(about)s") % names


def second_yes_asked(actor: Actor, support_plan: SupportPlan) -> list[dict[str, str]]:
    """The transitions that wait for the actor's yes beside somebody else's, unless they have said it.

    Where the actor may make the transition too, its own button says the first yes; a decision has no such button.
    """
    place = standing(actor, support_plan)
    rows = [
        row
        for row in TABLE
        if support_plan.state in row.from_states and place in row.with_yes_of and (row.decides or place not in row.who)
    ]
    if not rows:
        return []
    said = set(support_plan.second_yeses.filter(by=actor.user).values_list("transition", flat=True))
    return [{"key": row.key, "words": str(row.name)} for row in rows if row.key not in said]


STATE_FOR_STAFF: dict[S, Any] = {
    S.NOT_STARTED: pgettext_lazy("staff", "Needs are being written down"),
    S.DECLINED: pgettext_lazy("staff", "The person said no for now"),
    S.NEEDS_RECORDED: pgettext_lazy("staff", "Needs recorded; the first figure comes next"),
    S.INDICATIVE_SHARED: pgettext_lazy("staff", "First figure shared; the person chooses who helps"),
    S.PLANNING: pgettext_lazy("staff", "Planning, in the person’s own time"),
    S.SUBMITTED: pgettext_lazy("staff", "Sent to the team manager"),
    S.WITH_PANEL: pgettext_lazy("staff", "With the panel"),
    S.RETURNED: pgettext_lazy("staff", "A question waits for an answer"),
    S.REACHING_AGREEMENT: pgettext_lazy("staff", "Reaching agreement; support goes on"),
    S.SIGNED_OFF: pgettext_lazy("staff", "Signed off; the money is confirmed next"),
    S.BUDGET_CONFIRMED: pgettext_lazy("staff", "Money confirmed; ready to start"),
    S.ACTIVE: pgettext_lazy("staff", "In use"),
    S.IN_REVIEW: pgettext_lazy("staff", "In review; support goes on"),
    S.PAUSED: pgettext_lazy("staff", "Paused"),
    S.SUPERSEDED: pgettext_lazy("staff", "A newer version is in use"),
    S.CLOSED: pgettext_lazy("staff", "Closed"),
}
