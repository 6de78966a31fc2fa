"""Named conditions of the process. Each says None when content, or kind words on what is still to be done.

A guard is a function (support_plan, transition, actor, given) -> str | None, registered by name; upper apps
register theirs in AppConfig.ready. A guard that the table names and nobody registered refuses (and a system check
tells of it): a rule of law is never skipped because an app is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from people.actors import Actor
from people.enums import Jurisdiction
from plans import contents
from plans.enums import PersonView, PlanState
from plans.lawful import advocate_was_offered, names_a_record, still_to_link
from plans.models import StateChange, SupportPlan
from plans.process import PERSONS_SIDE, F, R, Transition
from plans.standing import standing, ties
from plans.support_steps import ClosingReason, PanelReason

Given = Mapping[str, Any]
Guard = Callable[[SupportPlan, Transition, Actor, Given], str | None]
GUARDS: dict[str, Guard] = {}


def guard(name: str) -> Callable[[Guard], Guard]:
    """Register a guard under the name that the table uses. Raises ValueError when the name is taken."""

    def register(check: Guard) -> Guard:
        if name in GUARDS:
            raise ValueError(f"Two guards named {name}")
        GUARDS[name] = check
        return check

    return register


def refusals(support_plan: SupportPlan, transition: Transition, actor: Actor, given: Given) -> list[str]:
    """What every guard of the transition has to say, in the order of the table. Empty: it may be made."""
    said = [_ask(name, support_plan, transition, actor, given) for name in transition.guards]
    return [words for words in said if words]


def _ask(name: str, support_plan: SupportPlan, transition: Transition, actor: Actor, given: Given) -> str | None:
    if name not in GUARDS:
        return _("One check of this step is not set up here. Please tell the people who run this.")
    return GUARDS[name](support_plan, transition, actor, given)


def _needs_words(field: str, words: Any) -> Guard:
    """A guard that is content once `field` of what was given holds something."""

    def check(support_plan: SupportPlan, transition: Transition, actor: Actor, given: Given) -> str | None:
        return None if given.get(field) else str(words())

    return check


# --- who may ---------------------------------------------------------------------------------
@guard("authority_in_scope")
def authority_in_scope(support_plan: SupportPlan, transition: Transition, actor: Actor, given: Given) -> str | None:
    """Mental Capacity Act 2005 s.9(2), s.11(7): a welfare attorney acts only where the person cannot decide this.

    The capacity record of this one decision is named each time; nothing is kept about the person in general.
    """
    named = names_a_record("capacity_record", support_plan, given.get("capacity_record"))
    if standing(actor, support_plan) != R or named:
        return None
    return _("Name the record that says why the person cannot decide this themself.")


@guard("decider_is_free")
def decider_is_free(support_plan: SupportPlan, transition: Transition, actor: Actor, given: Given) -> str | None:
    """Section 1.3; Care Act guidance 10.85: not the author, facilitator, relative or provider on this case."""
    return ties(actor, support_plan)


@guard("second_yes")
def second_yes(support_plan: SupportPlan, transition: Transition, actor: Actor, given: Given) -> str | None:
    """Two people, and never one person in two roles. Care Act 2014 s.25(5); SSWBA 2014 s.54.

    Where the yes of the person's side is wanted and they cannot give it, a best-interests record stands in its
    place (MCA 2005 s.4); silence does not.
    """
    wanted = _wanted(transition, actor, support_plan)
    if wanted <= PERSONS_SIDE and names_a_record("best_interests", support_plan, given.get("best_interests")):
        return None
    last = support_plan.state_changes.order_by("-at").values_list("at", flat=True).first()
    said = support_plan.second_yeses.filter(transition=transition.key, place__in=wanted).exclude(by=actor.user_id)
    if last is not None:
        said = said.filter(at__gt=last)
    return None if said.exists() else _("This takes two people. Ask the other person to say yes first.")


def _wanted(transition: Transition, actor: Actor, support_plan: SupportPlan) -> frozenset[str]:
    """Whose yes is wanted beside the actor's: the other side when both sides are named, else any of those named."""
    place = standing(actor, support_plan)
    own_side = PERSONS_SIDE if place in PERSONS_SIDE else transition.with_yes_of - PERSONS_SIDE
    return (transition.with_yes_of - own_side) or transition.with_yes_of


# --- the needs -------------------------------------------------------------------------------
@guard("eligibility_decided")
def eligibility_decided(support_plan: SupportPlan, transition: Transition, actor: Actor, given: Given) -> str | None:
    """Care Act 2014 s.13; SSWBA 2014 s.32: for each need, whether it is eligible, and why."""
    needs = list(support_plan.needs.all())
    if not needs:
        return _("Write down at least one need first.")
    if all(need.eligibility_reason for need in needs):
        return None
    return _("Say for each need why it is, or is not, for the council to meet.")


@guard("advocacy_asked")
def advocacy_asked(support_plan: SupportPlan, transition: Transition, actor: Actor, given: Given) -> str | None:
    """Care Act 2014 s.67; SSWBA 2014 Part 10 code: substantial difficulty, and who then speaks for the person.

    Somebody whom the person did not ask for, who is paid or unwilling, or whom the person refused, is not enough.
    """
    screen = support_plan.advocacy_screens.first()
    if screen is None:
        return _("Answer the questions about an advocate first.")
    if not screen.has_difficulty or screen.somebody_speaks:
        return None
    offered = (screen.advocate_offered_on and screen.advocate_answer) or advocate_was_offered(support_plan)
    return None if offered else _("Offer an advocate, and write what the person said to it.")


@guard("liberty_asked")
def liberty_asked(support_plan: SupportPlan, transition: Transition, actor: Actor, given: Given) -> str | None:
    """Section 3.1: a plan that restricts somebody names what restricts and the record that allows it.

    The software asks; it never says whether this is a deprivation of liberty ([2026] UKSC 16).
    """
    screen = support_plan.liberty_screens.first()
    if screen is None:
        return _("Answer the question about limits on freedom first.")
    if not screen.restricts:
        return None
    if not (screen.what and screen.authorised_by):
        return _("Name what limits freedom, and the record that allows it.")
    return still_to_link(support_plan, screen)


@guard("contents_complete")
def contents_complete(support_plan: SupportPlan, transition: Transition, actor: Actor, given: Given) -> str | None:
    """Care Act 2014 s.25(1); SI 2015/1335 (W) reg 3. See `plans.contents`."""
    return " ".join(contents.gaps(support_plan)) or None


# --- the person ------------------------------------------------------------------------------
@guard("helper_chosen")
def helper_chosen(support_plan: SupportPlan, transition: Transition, actor: Actor, given: Given) -> str | None:
    """Care Act 2014 s.25(3): the person chose who helps them plan. "Nobody" is an answer."""
    return None if given.get("planning_helper") else _("Say who helps you plan. You can say nobody.")


@guard("person_asked_for_it")
def person_asked_for_it(support_plan: SupportPlan, transition: Transition, actor: Actor, given: Given) -> str | None:
    """T4: a facilitator starts the planning only at the person's request."""
    if standing(actor, support_plan) != F or given.get("person_asked"):
        return None
    return _("Write how the person asked you to start.")


@guard("view_of_the_person")
def view_of_the_person(support_plan: SupportPlan, transition: Transition, actor: Actor, given: Given) -> str | None:
    """Care Act 2014 s.25(5): the person's own view is asked for. Silence is never agreement."""
    view = given.get("person_view")
    if view not in PersonView.values:
        return _("Say what the person thinks of the plan.")
    if view == PersonView.NOT_READY:
        return _("It is not time to send it. You can send it when you are ready.")
    return None


@guard("agreed_to_be_sent")
def agreed_to_be_sent(support_plan: SupportPlan, transition: Transition, actor: Actor, given: Given) -> str | None:
    """T5: a facilitator sends only with the person's recorded agreement, or a best-interests record (MCA 2005 s.4)."""
    best_interests = names_a_record("best_interests", support_plan, given.get("best_interests"))
    if given.get("person_view") == PersonView.COULD_NOT_SAY and not best_interests:
        return _("Name the best-interests record, because the person could not say.")
    if standing(actor, support_plan) != F or given.get("person_agreed") or best_interests:
        return None
    return _("Write how the person agreed to send it.")


@guard("person_agrees")
def person_agrees(support_plan: SupportPlan, transition: Transition, actor: Actor, given: Given) -> str | None:
    """Care Act 2014 s.25(5): all reasonable steps to agree come before a sign-off that the person does not share."""
    latest = support_plan.snapshots.first()
    if latest is None or latest.person_view != PersonView.PARTLY:
        return None
    return _("The person does not agree with some of it. Say “Not agree yet”, and talk first.")


@guard("person_now_agrees")
def person_now_agrees(support_plan: SupportPlan, transition: Transition, actor: Actor, given: Given) -> str | None:
    """T11: how the person said that they agree now, or which parts they agree with (a partial sign-off)."""
    if given.get("person_agreed") or given.get("agreed_parts"):
        return None
    return _("Write how the person agreed, or with which parts.")


# --- deciding --------------------------------------------------------------------------------
@guard("newest_snapshot_read")
def newest_snapshot_read(support_plan: SupportPlan, transition: Transition, actor: Actor, given: Given) -> str | None:
    """A decision names the frozen version that was read, and it is the newest one."""
    latest = support_plan.snapshots.values_list("pk", flat=True).first()
    if latest is not None and str(given.get("snapshot")) == str(latest):
        return None
    return _("There is a newer version. Read what changed first.")


@guard("panel_reason_given")
def panel_reason_given(support_plan: SupportPlan, transition: Transition, actor: Actor, given: Given) -> str | None:
    """Statutory guidance 10.85: a panel is an exception, for large or unusual plans."""
    return None if given.get("panel_reason") in PanelReason.values else _("Say why a panel is needed.")


@guard("question_asked")
def question_asked(support_plan: SupportPlan, transition: Transition, actor: Actor, given: Given) -> str | None:
    """T8: a plan comes back only with at least one question that can be answered."""
    asked = [question for question in given.get("questions", ()) if question.get("words")]
    return None if asked else _("Write the question you want answered.")


@guard("every_question_answered")
def every_question_answered(
    support_plan: SupportPlan, transition: Transition, actor: Actor, given: Given
) -> str | None:
    """T9: each question is answered, or the person says that they do not want to answer it."""
    answers = given.get("answers", {})
    for number, _question in enumerate(open_questions(support_plan)):
        answer = answers.get(str(number), {})
        if not (answer.get("words") or answer.get("declined")):
            return _("Answer each question, or say that you do not want to.")
    return None


def open_questions(support_plan: SupportPlan) -> list[dict[str, str]]:
    """The questions asked when the plan last came back, in their order, while it waits for answers."""
    if support_plan.state != PlanState.RETURNED:
        return []
    asked: StateChange | None = support_plan.state_changes.filter(transition="ask").order_by("-at").first()
    return list(asked.recorded.get("questions", [])) if asked else []


@guard("reasons_are_complete")
def reasons_are_complete(support_plan: SupportPlan, transition: Transition, actor: Actor, given: Given) -> str | None:
    """T10: what is not agreed, the legal or evidential reason, what would change the answer, and other ways."""
    whole = all(given.get(field) for field in ("points", "evidence", "would_change", "alternatives"))
    return None if whole else _("Write what you do not agree with, why, what would change it, and other ways.")


@guard("support_goes_on")
def support_goes_on(support_plan: SupportPlan, transition: Transition, actor: Actor, given: Given) -> str | None:
    """Care Act 2014 s.19(3); SSWBA 2014 s.35: eligible needs are met while people go on talking."""
    if given.get("interim") or not support_plan.needs.filter(is_eligible=True).exists():
        return None
    return _("Write what support there is until it is agreed.")


@guard("steps_were_taken")
def steps_were_taken(support_plan: SupportPlan, transition: Transition, actor: Actor, given: Given) -> str | None:
    """Care Act 2014 s.25(5): all reasonable steps to reach agreement; at least one is written down."""
    since = support_plan.state_changes.filter(to_state=PlanState.REACHING_AGREEMENT).order_by("-at").first()
    taken = support_plan.steps.taken()
    if since is not None:
        taken = taken.filter(created_at__gte=since.at)
    return None if taken.exists() else _("Write down what was done to reach agreement.")


# --- in use, looked at again, ended ------------------------------------------------------------
@guard("start_date_given")
def start_date_given(support_plan: SupportPlan, transition: Transition, actor: Actor, given: Given) -> str | None:
    """T14: support starts on a day."""
    return None if isinstance(given.get("starts_on"), date) else _("Say on which day the plan starts.")


@guard("reasons_for_keeping")
def reasons_for_keeping(support_plan: SupportPlan, transition: Transition, actor: Actor, given: Given) -> str | None:
    """SI 2015/1335 (W) reg 6: in Wales a plan that is kept after a review is kept for a recorded reason."""
    if support_plan.jurisdiction != Jurisdiction.WALES or given.get("reason"):
        return None
    return _("Write why the plan is kept as it is.")


@guard("working_and_not_working")
def working_and_not_working(
    support_plan: SupportPlan, transition: Transition, actor: Actor, given: Given
) -> str | None:
    """Section 1.6: a review records what works and what does not."""
    both = given.get("working") and given.get("not_working")
    return None if both else _("Write what is working and what is not.")


@guard("no_newer_version")
def no_newer_version(support_plan: SupportPlan, transition: Transition, actor: Actor, given: Given) -> str | None:
    """One revision at a time: a newer version that has not ended is the one to go on with."""
    newer = SupportPlan.objects.filter(based_on=support_plan).exclude(state=PlanState.CLOSED)
    return _("A new version is already being planned.") if newer.exists() else None


@guard("reassessment_linked")
def reassessment_linked(support_plan: SupportPlan, transition: Transition, actor: Actor, given: Given) -> str | None:
    """Care Act 2014 s.27(4): where needs have changed, there is a new assessment."""
    if not given.get("needs_changed") or given.get("reassessed_on"):
        return None
    return _("Say when the needs were looked at again.")


@guard("closing_reason_given")
def closing_reason_given(support_plan: SupportPlan, transition: Transition, actor: Actor, given: Given) -> str | None:
    """T19: moved, not eligible after reassessment, the person's choice, or death."""
    return None if given.get("closing_reason") in ClosingReason.values else _("Say why the plan ends.")


@guard("closure_statement")
def closure_statement(support_plan: SupportPlan, transition: Transition, actor: Actor, given: Given) -> str | None:
    """SI 2015/1335 (W) reg 6: in Wales a closure statement says what was reached and how remaining needs are met."""
    if not given.get("reason"):
        return _("Write the closing statement.")
    if support_plan.jurisdiction != Jurisdiction.WALES or (given.get("wishes_reached") and given.get("needs_left")):
        return None
    return _("Write what was reached, and how any needs that are left are met.")


# Conditions that only ask for something to be said. Care Act 2014 s.9 and 10, SSWBA 2014 s.19 and 24 for the
# assessment; s.25(9) for copies; section 1.2 of the reference for the rest.
for _name, _field, _words in (
    ("assessment_done", "assessed_on", lambda: _("Say when the assessment was done.")),
    ("explained_in_their_format", "explanation", lambda: _("Write how the figure was explained.")),
    ("reason_given", "reason", lambda: _("Write to the person why, in plain words.")),
    ("no_tie_declared", "no_tie", lambda: _("Say that you have no tie with the person or a provider.")),
    ("steps_are_used_up", "exhausted", lambda: _("Say why no other step would help.")),
    ("dissent_kept", "dissent", lambda: _("Write what the person does not agree with, in their own words.")),
    ("copy_given", "copies", lambda: _("Say who has a copy, and in which form.")),
    ("resume_by_given", "resume_by", lambda: _("Say by when the plan goes on.")),
):
    guard(_name)(_needs_words(_field, _words))
