"""The only door through which a support plan changes its state."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from audit import record
from people.actions import write_letter
from people.actors import Actor, system
from people.by_law import acting_for
from people.enums import LetterKind
from plans import snapshots, working_days
from plans.enums import PersonView, PlanState
from plans.guards import refusals
from plans.models import Need, Snapshot, StateChange, SupportPlan, SupportPlanEntry
from plans.process import LIVE, TRANSITIONS, Transition, TransitionRefused, Who, target
from plans.standing import authority_held, standing

Given = Mapping[str, Any]
Hook = Callable[..., None]
HOOKS: dict[str, list[Hook]] = defaultdict(list)

# Local choices (section 1.3): the law sets no number of days. A council may set its own.
SIGN_OFF_WORKING_DAYS = 10
PANEL_WORKING_DAYS = 15
# Light-touch review six to eight weeks after a plan starts (section 1.6).
FIRST_REVIEW = (timedelta(weeks=6), timedelta(weeks=8))
FREEZES = frozenset({"send", "answer"})
SIGNS_OFF = frozenset({"agree", "panel_agree", "agree_after_steps", "agree_without_person"})
TOLD_BY_LETTER = frozenset(
    {PlanState.SIGNED_OFF, PlanState.RETURNED, PlanState.REACHING_AGREEMENT, PlanState.WITH_PANEL,
     PlanState.BUDGET_CONFIRMED}
)  # fmt: skip


def on_entered(state: str, hook: Hook) -> None:
    """Call `hook(support_plan=, change=, by=, given=)` each time a plan enters `state`, inside the move's transaction.

    If the hook raises, the move is undone. A new version that a review starts enters PLANNING this way as well.
    """
    HOOKS[state].append(hook)


@transaction.atomic
def move(*, by: Actor, support_plan: SupportPlan, transition: str, given: Given | None = None) -> StateChange:
    """Make one transition of the table. Returns the row that keeps it.

    `given` holds what the table records, by name. Checked in this order, on the locked row: the state it leaves, who
    acts, every guard. Raises TransitionRefused with kind words; then nothing is written. The person's own plan is
    never touched from here.
    """
    row, said = TRANSITIONS[transition], dict(given or {})
    plan = (
        SupportPlan.objects.select_for_update(of=("self",))
        .select_related("person__user", "organisation")
        .get(pk=support_plan.pk)
    )
    place = _refuse_unless_in_table(by, plan, row)
    if reasons := refusals(plan, row, by, said):
        raise TransitionRefused(reasons)
    to_state = target(row, plan.state_before)
    snapshot = _snapshot(by, plan, row, said)
    change = _keep(by, place, plan, row, to_state, snapshot, said)
    _apply(plan, row, to_state, said)
    _enter(plan, change, by, said)
    _follow(by, plan, row, said)
    support_plan.refresh_from_db()
    return change


def _refuse_unless_in_table(by: Actor, plan: SupportPlan, row: Transition) -> Who:
    if plan.state not in row.from_states:
        raise TransitionRefused([_("The plan has moved on since you opened this page.")])
    place = standing(by, plan)
    if place is None or place not in row.who:
        raise TransitionRefused([_("Somebody else does this.")])
    return place


def _record_named(recorded: Given) -> dict[str, UUID]:
    """The closed capacity record that an attorney named, by its id; words are no id and stay out of the record."""
    try:
        return {"capacity_record": UUID(str(recorded.get("capacity_record")))}
    except ValueError:
        return {}


def _snapshot(by: Actor, plan: SupportPlan, row: Transition, said: Given) -> Snapshot | None:
    if row.key in FREEZES:
        return snapshots.make(
            by=by, support_plan=plan, person_view=said["person_view"], person_words=said.get("person_words", "")
        )
    return plan.snapshots.first()


def _keep(
    by: Actor,
    place: Who,
    plan: SupportPlan,
    row: Transition,
    to_state: PlanState,
    snapshot: Snapshot | None,
    said: Given,
) -> StateChange:
    """Write the row that is kept for good, and its one line in the record."""
    recorded = {name: said[name] for name in (*row.records, "capacity_record") if said.get(name)}
    held = authority_held(by, plan) if place == Who.LAWFUL else None
    if held is not None:
        recorded |= {"authority": str(held.pk), "authority_about": held.scope_words}
    change = StateChange.objects.create(
        support_plan=plan,
        transition=row.key,
        from_state=plan.state,
        to_state=to_state,
        snapshot=snapshot,
        by=by.user,
        by_label=by.audit_label,
        role=str(place),
        on_behalf_of=plan.person.preferred_name if place == Who.LAWFUL else by.on_behalf_of,
        reason=str(said.get("reason", "")),
        recorded=json.loads(json.dumps({**recorded, **_worked_out(plan, row, said)}, cls=DjangoJSONEncoder)),
    )
    rests_on = {"authority": held.pk, **_record_named(recorded)} if held is not None else {}
    record.write(
        actor=acting_for(by, held), action="plans.support_plan_moved", about_person=plan.person_id, obj=plan,
        transition=row.key, from_state=str(plan.state), to_state=str(to_state), place=str(place), **rests_on,
    )  # fmt: skip
    return change


def _worked_out(plan: SupportPlan, row: Transition, said: Given) -> dict[str, Any]:
    """What is kept beside what was said: the waiting days left, and the window of the first review."""
    if row.key == "ask" and plan.answer_promised_on:
        return {"days_left": working_days.between(timezone.localdate(), plan.answer_promised_on)}
    if row.key in SIGNS_OFF or row.key == "go_live":
        start = said.get("starts_on") or timezone.localdate()
        return {"first_review": [start + gap for gap in FIRST_REVIEW]}
    return {}


def _apply(plan: SupportPlan, row: Transition, to_state: PlanState, said: Given) -> None:
    """Set the plan's own fields. Only here."""
    before = plan.state
    plan.state = to_state
    plan.state_before = before if to_state in (PlanState.DECLINED, PlanState.PAUSED) else ""
    plan.answer_promised_on = _promise(plan, row, to_state)
    for name in ("planning_helper", "starts_on", "advice_given"):
        if name in row.records and said.get(name):
            setattr(plan, name, said[name])
    if row.key in SIGNS_OFF:
        plan.signed_off_on = timezone.localdate()
        plan.agreed_by_person = _agreed(plan, row, said)
    plan.save()


def _promise(plan: SupportPlan, row: Transition, to_state: PlanState) -> date | None:
    """The day by which an answer is promised; None while nobody owes one. A day that passes decides nothing."""
    today = timezone.localdate()
    if to_state == PlanState.WITH_PANEL and row.key == "to_panel":
        return working_days.after(today, getattr(settings, "PANEL_WORKING_DAYS", PANEL_WORKING_DAYS))
    if to_state in (PlanState.SUBMITTED, PlanState.WITH_PANEL):
        return working_days.after(today, _days_left(plan, row))
    return None


def _days_left(plan: SupportPlan, row: Transition) -> int:
    """All the days for a new plan; what was left, and at least one, after a question stopped the clock."""
    whole = int(getattr(settings, "SIGN_OFF_WORKING_DAYS", SIGN_OFF_WORKING_DAYS))
    if row.key != "answer":
        return whole
    asked = plan.state_changes.filter(transition="ask").order_by("-at").first()
    return max(1, int(asked.recorded.get("days_left", whole))) if asked else whole


def _agreed(plan: SupportPlan, row: Transition, said: Given) -> bool | None:
    """What the person said of what is signed off: None when they could not say, which is never a yes."""
    if row.key == "agree_without_person":
        return False
    if row.key == "agree_after_steps":
        return True if said.get("person_agreed") else None
    view = plan.snapshots.values_list("person_view", flat=True).first()
    return True if view == PersonView.MINE else None


def _enter(plan: SupportPlan, change: StateChange, by: Actor, said: Given) -> None:
    for hook in HOOKS[change.to_state]:
        hook(support_plan=plan, change=change, by=by, given=said)
    _tell_the_person(plan, change)


def _tell_the_person(plan: SupportPlan, change: StateChange) -> None:
    """News of a decision by letter, unless the person has paused or reads no letters here."""
    user = plan.person.user
    if change.to_state not in TOLD_BY_LETTER or user is None or plan.person.paused_at or change.by_id == user.pk:
        return
    write_letter(
        for_what=f"decision:{change.pk}", kind=LetterKind.DECISION, to_email=user.email, to_user=user,
        language=user.language, path=_path(plan),
    )  # fmt: skip


def _path(plan: SupportPlan) -> str:
    try:
        return reverse("support_plan", args=[plan.pk])
    except NoReverseMatch:
        return ""


def _follow(by: Actor, plan: SupportPlan, row: Transition, said: Given) -> None:
    """What one move brings with it on another row: the old version gives way, or a new one begins."""
    if row.key == "go_live":
        older = SupportPlan.objects.filter(
            person=plan.person_id, organisation=plan.organisation_id, kind=plan.kind, state__in=LIVE
        ).exclude(pk=plan.pk)
        for each in older:
            move(by=system("process"), support_plan=each, transition="give_way")
    if row.key == "revise":
        _new_version(by, plan, said)


def _new_version(by: Actor, plan: SupportPlan, said: Given) -> SupportPlan:
    """A revision, which starts in PLANNING with copies of the needs and entries; the old version stays in use."""
    newest = plan
    while (later := SupportPlan.objects.filter(based_on=newest).first()) is not None:
        newest = later
    new = SupportPlan.objects.create(
        person=plan.person, organisation=plan.organisation, kind=plan.kind, jurisdiction=plan.jurisdiction,
        state=PlanState.PLANNING, version_no=newest.version_no + 1, based_on=newest, facilitator=plan.facilitator,
        planning_helper=plan.planning_helper, in_case=plan.in_case, review_arrangement=plan.review_arrangement,
        advice_given=plan.advice_given,
    )  # fmt: skip
    _copy_to(new, plan)
    change = StateChange.objects.create(
        support_plan=new, transition="revise", from_state=PlanState.NOT_STARTED, to_state=PlanState.PLANNING,
        by=by.user, by_label=by.audit_label, role=str(standing(by, plan)), reason=str(said.get("reason", "")),
        recorded={"based_on": str(plan.pk)},
    )  # fmt: skip
    _enter(new, change, by, said)
    return new


def _copy_to(new: SupportPlan, old: SupportPlan) -> None:
    for model, rows in ((Need, old.needs.all()), (SupportPlanEntry, old.entries.all())):
        copies = list(rows)
        for each in copies:
            each.pk, each.support_plan = model._meta.pk.get_default(), new
            each._state.adding = True
        model._default_manager.bulk_create(copies)
