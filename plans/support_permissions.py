"""Who may do what with a support plan. visible_to has answered first; the process itself asks again when it moves."""

from __future__ import annotations

from people.actors import Actor
from people.enums import Role
from people.models import Assignment, Person
from people.policy import Decision, allow, deny, rule
from plans.models import Snapshot, SupportPlan
from plans.process import OPEN_TO_WRITING, TRANSITIONS, F, P, R
from plans.standing import open_to, standing, ties

DECIDING_ROLES = frozenset({Role.TEAM_MANAGER, Role.PANEL, Role.FINANCE})


@rule("plans.start_support_plan")
def can_start_support_plan(actor: Actor, person: Person) -> Decision:
    """A facilitator whom the council assigned to this person."""
    if actor.role != Role.FACILITATOR:
        return deny("not_facilitator")
    assigned = Assignment.objects.live().filter(user=actor.user, person=person, connection__ended_at__isnull=True)
    return allow("assigned") if assigned.exists() else deny("not_assigned")


@rule("plans.write_support_plan")
def can_write_support_plan(actor: Actor, support_plan: SupportPlan) -> Decision:
    """Needs, screens and arrangements: the assigned facilitator, while the plan is not with the deciders."""
    if standing(actor, support_plan) != F:
        return deny("not_facilitator")
    return allow("assigned") if support_plan.state in OPEN_TO_WRITING else deny("not_open")


@rule("plans.offer_to_support_plan")
def can_offer_to_support_plan(actor: Actor, support_plan: SupportPlan) -> Decision:
    """Put words of the person's plan into the support plan, or take them back: the person, or the facilitator."""
    if standing(actor, support_plan) not in (P, F):
        return deny("not_yours")
    return allow("offered") if support_plan.state in OPEN_TO_WRITING else deny("not_open")


@rule("plans.say_about_support_plan")
def can_say_about_support_plan(actor: Actor, support_plan: SupportPlan) -> Decision:
    """Say "I do not agree" and ask for a step: the person, or the law for them. It never stops support."""
    return allow("mine") if standing(actor, support_plan) in (P, R) else deny("not_yours")


@rule("plans.write_step")
def can_write_step(actor: Actor, support_plan: SupportPlan) -> Decision:
    """Write down a step taken to reach agreement: whoever works on this plan for the council."""
    place = standing(actor, support_plan)
    return allow("works_on_it") if place in ("F", "TM", "PN") else deny("not_staff_here")


@rule("plans.move_support_plan")
def can_move_support_plan(actor: Actor, support_plan: SupportPlan) -> Decision:
    return allow("in_the_table") if open_to(actor, support_plan) else deny("nothing_to_do")


@rule("plans.say_second_yes")
def can_say_second_yes(actor: Actor, support_plan: SupportPlan) -> Decision:
    place = standing(actor, support_plan)
    rows = [row for row in TRANSITIONS.values() if support_plan.state in row.from_states and place in row.with_yes_of]
    return allow("second") if rows else deny("nothing_to_do")


@rule("plans.see_snapshot", lists=lambda actor: Snapshot.objects.visible_to(actor), changes=False)
def can_see_snapshot(actor: Actor, snapshot: Snapshot) -> Decision:
    visible = Snapshot.objects.visible_to(actor).filter(pk=snapshot.pk).exists()
    return allow("frozen_copy") if visible else deny("not_yours")


@rule("plans.read_for_decision", changes=False)
def can_read_for_decision(actor: Actor, snapshot: Snapshot) -> Decision:
    """The sign-off page: staff who decide, and who are not tied to the plan."""
    if actor.role not in DECIDING_ROLES:
        return deny("not_a_decider")
    return deny("tied") if ties(actor, snapshot.support_plan) else allow("decider")


@rule("plans.see_decisions", changes=False)
def can_see_decisions(actor: Actor, organisation: object) -> Decision:
    """The list of waiting decisions of one's own council."""
    ours = actor.role in DECIDING_ROLES and actor.organisation == organisation
    return allow("decider") if ours else deny("not_a_decider")
