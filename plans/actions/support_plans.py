"""Every write on a support plan but its moves, which `plans.actions.support_moves` makes (`move` is named here too)."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from audit import record
from people.actors import Actor
from people.models import Person
from people.policy import require
from plans.actions.support_moves import move, on_entered
from plans.enums import SupportPlanKind
from plans.models import (
    AdvocacyScreen,
    Item,
    LibertyScreen,
    Need,
    Outcome,
    ReasonableStep,
    SecondYes,
    SupportPlan,
    SupportPlanEntry,
)
from plans.process import ENDED, TRANSITIONS, TransitionRefused
from plans.standing import standing, ties
from plans.support_steps import StepKind
from row_security import acting

__all__ = [
    "answer_advocacy",
    "answer_liberty",
    "ask_for_step",
    "change_need",
    "describe",
    "move",
    "offer_to_support_plan",
    "on_entered",
    "record_need",
    "record_step",
    "say_second_yes",
    "start_support_plan",
    "take_back_entry",
    "take_out_need",
    "write_what_was_said",
]
NEED_FIELDS = frozenset({"words", "domain", "is_eligible", "eligibility_reason", "met_by", "met_by_carer"})
ARRANGEMENTS = frozenset({"advice_given", "in_case", "review_arrangement"})


@transaction.atomic
def start_support_plan(
    *, by: Actor, person: Person, kind: SupportPlanKind = SupportPlanKind.ADULT, jurisdiction: str = ""
) -> SupportPlan:
    """Begin the council's record for a person: the assigned facilitator, in the council they work for.

    It reads nothing of the person's own plan. One of a kind at a time; a revision comes from a review.
    Raises PermissionDenied, or TransitionRefused when one is open already.
    """
    require(by, "plans.start_support_plan", person)
    # The person's row is held, which is a kind of changing it, so that two at once make one.
    with acting.system("holding a person's row"):
        Person.objects.select_for_update().get(pk=person.pk)
    if SupportPlan.objects.filter(person=person, kind=kind).exclude(state__in=ENDED).exists():
        raise TransitionRefused([_("There is one already.")])
    support_plan = SupportPlan.objects.create(
        person=person, organisation=by.organisation, kind=kind, facilitator=by.user,
        jurisdiction=jurisdiction or person.jurisdiction,
    )  # fmt: skip
    _audit(by, "plans.support_plan_started", support_plan, support_plan)
    return support_plan


@transaction.atomic
def record_need(*, by: Actor, support_plan: SupportPlan, words: str, **fields: Any) -> Need:
    """Write down one need from the assessment, last in the list. `fields` are other fields of Need."""
    plan = _open_for_writing(by, support_plan)
    need = Need.objects.create(
        support_plan=plan, words=words, position=_next_position(plan.needs), **_known(fields, NEED_FIELDS)
    )
    _audit(by, "plans.need_recorded", plan, need, eligible=need.is_eligible)
    return need


@transaction.atomic
def change_need(*, by: Actor, need: Need, **fields: Any) -> Need:
    """Change what is written of a need. Frozen copies keep what they had."""
    plan = _open_for_writing(by, need.support_plan)
    for name, value in _known(fields, NEED_FIELDS).items():
        setattr(need, name, value)
    need.save(update_fields=list(fields))
    _audit(by, "plans.need_changed", plan, need, fields=sorted(fields))
    return need


@transaction.atomic
def take_out_need(*, by: Actor, need: Need) -> None:
    plan = _open_for_writing(by, need.support_plan)
    _audit(by, "plans.need_taken_out", plan, need)
    need.delete()


@transaction.atomic
def describe(*, by: Actor, support_plan: SupportPlan, **fields: str) -> SupportPlan:
    """Write the arrangements: advice given, what if something goes wrong, when it is looked at again."""
    plan = _open_for_writing(by, support_plan)
    for name, value in _known(fields, ARRANGEMENTS).items():
        setattr(plan, name, value)
    plan.save(update_fields=list(fields))
    _audit(by, "plans.support_plan_described", plan, plan, fields=sorted(fields))
    return plan


@transaction.atomic
def offer_to_support_plan(
    *, by: Actor, support_plan: SupportPlan, item: Item | None = None, outcome: Outcome | None = None
) -> SupportPlanEntry:
    """Copy something out of the person's plan, with its author and the link back. The plan itself is not touched.

    The person may offer anything of theirs; the facilitator only what the person shares with them today, which is
    looked up again here. Offering the same thing twice gives the same entry, with today's words.
    """
    plan = _locked(support_plan)
    require(by, "plans.offer_to_support_plan", plan)
    if item is not None:
        # Of a manager, so that the slip is asked again at the moment of copying.
        source = (
            Item.objects.visible_to(by)
            .for_others()
            .kept()
            .select_related("part", "said_by")
            .get(pk=item.pk, part__plan_id=plan.person_id)
        )
        values = {"heading": source.field, "text": source.text, "said_by_name": _said_by(source)}
        return _entry(by, plan, {"source_item": source}, values)
    wish = Outcome.objects.visible_to(by).kept().get(pk=outcome.pk if outcome else None, part__plan_id=plan.person_id)
    return _entry(by, plan, {"outcome": wish}, {"heading": "outcome", "text": wish.in_my_words})


@transaction.atomic
def write_what_was_said(*, by: Actor, support_plan: SupportPlan, text: str, said_by_name: str = "") -> SupportPlanEntry:
    """What somebody said to the facilitator and wants in the support plan. An empty name means the person."""
    plan = _open_for_writing(by, support_plan)
    entry = SupportPlanEntry.objects.create(
        support_plan=plan,
        heading="outcome",
        text=text,
        said_by_name=said_by_name,
        position=_next_position(plan.entries),
    )
    _audit(by, "plans.entry_written", plan, entry)
    return entry


@transaction.atomic
def take_back_entry(*, by: Actor, entry: SupportPlanEntry) -> None:
    """Take an offered thing out of what will be sent. Copies that were sent stay as they were, by law."""
    plan = _locked(entry.support_plan)
    require(by, "plans.offer_to_support_plan", plan)
    _audit(by, "plans.entry_taken_back", plan, entry)
    entry.delete()


@transaction.atomic
def answer_advocacy(*, by: Actor, support_plan: SupportPlan, **answers: Any) -> AdvocacyScreen:
    """Answer the four questions of Care Act 2014 s.67 for this process, now. Earlier answers stay."""
    plan = _locked(support_plan)
    require(by, "plans.write_step", plan)
    screen = AdvocacyScreen.objects.create(support_plan=plan, asked_by=by.user, **answers)
    _audit(by, "plans.advocacy_asked", plan, screen)
    return screen


@transaction.atomic
def answer_liberty(
    *, by: Actor, support_plan: SupportPlan, restricts: bool, what: str = "", authorised_by: str = ""
) -> LibertyScreen:
    """Answer whether the plan limits somebody's freedom. Earlier answers stay."""
    plan = _open_for_writing(by, support_plan)
    screen = LibertyScreen.objects.create(
        support_plan=plan, restricts=restricts, what=what, authorised_by=authorised_by, asked_by=by.user
    )
    _audit(by, "plans.liberty_asked", plan, screen)
    return screen


@transaction.atomic
def record_step(
    *, by: Actor, support_plan: SupportPlan, kind: StepKind, taken_on: date, who: str, what_changed: str
) -> ReasonableStep:
    """Write down a step that was taken to reach agreement: when, with whom, and what it changed."""
    plan = _locked(support_plan)
    require(by, "plans.write_step", plan)
    step = ReasonableStep.objects.create(
        support_plan=plan, kind=kind, taken_on=taken_on, who=who, what_changed=what_changed, written_by=by.user
    )
    _audit(by, "plans.step_taken", plan, step, kind=str(kind))
    return step


@transaction.atomic
def ask_for_step(*, by: Actor, support_plan: SupportPlan, kind: StepKind, words: str = "") -> ReasonableStep:
    """The person does not agree and asks for something. It is written down; nothing about their support changes."""
    plan = _locked(support_plan)
    require(by, "plans.say_about_support_plan", plan)
    step = ReasonableStep.objects.create(
        support_plan=plan, kind=kind, words=words, asked_by_person=True, written_by=by.user
    )
    _audit(by, "plans.step_asked_for", plan, step, kind=str(kind))
    return step


@transaction.atomic
def say_second_yes(*, by: Actor, support_plan: SupportPlan, transition: str, words: str = "") -> SecondYes:
    """Say yes to a transition that takes two, before somebody else makes it. It makes nothing by itself.

    Raises TransitionRefused when this transition does not ask for the actor's yes here, or the actor is tied.
    """
    plan = _locked(support_plan)
    require(by, "plans.say_second_yes", plan)
    row, place = TRANSITIONS[transition], standing(by, plan)
    if place not in row.with_yes_of or plan.state not in row.from_states:
        raise TransitionRefused([_("This is not asked of you here.")])
    if row.decides and (tie := ties(by, plan)):
        raise TransitionRefused([tie])
    yes = SecondYes.objects.create(
        support_plan=plan, transition=row.key, by=by.user, by_label=by.audit_label, place=str(place), words=words
    )
    _audit(by, "plans.second_yes", plan, yes, transition=row.key)
    return yes


def _locked(support_plan: SupportPlan) -> SupportPlan:
    rows = SupportPlan.objects.select_for_update(of=("self",)).select_related("person", "organisation")
    return rows.get(pk=support_plan.pk)


def _open_for_writing(by: Actor, support_plan: SupportPlan) -> SupportPlan:
    plan = _locked(support_plan)
    require(by, "plans.write_support_plan", plan)
    return plan


def _entry(by: Actor, plan: SupportPlan, source: dict[str, Any], values: dict[str, Any]) -> SupportPlanEntry:
    entry, _made = SupportPlanEntry.objects.update_or_create(
        support_plan=plan, **source, defaults=values,
        create_defaults={**values, "position": _next_position(plan.entries)},
    )  # fmt: skip
    source_id: uuid.UUID = next(iter(source.values())).pk
    _audit(by, "plans.offered_to_support_plan", plan, entry, source=source_id)
    return entry


def _said_by(item: Item) -> str:
    """Whose words these are; empty for the person's own. First person only if the person said it."""
    return item.said_by.name if item.said_by else item.said_by_name


def _next_position(rows: Any) -> int:
    last = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _known(fields: dict[str, Any], allowed: frozenset[str]) -> dict[str, Any]:
    if unknown := set(fields) - allowed:
        raise ValueError(f"Not written here: {', '.join(sorted(unknown))}")
    return fields


def _audit(by: Actor, action: str, plan: SupportPlan, obj: Any, **details: Any) -> None:
    record.write(actor=by, action=action, about_person=plan.person_id, obj=obj, **details)
