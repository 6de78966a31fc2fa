"""Who may do what with a plan. A part is never loaded and then asked about: visible_to has answered first."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from people.actors import Actor
from people.enums import Level
from people.permissions import can_share_place
from people.policy import Decision, allow, deny, rule
from people.sharing import never_share
from plans.models import Action, Asked, Item, Note, Outcome, Part, Plan, PlanPrint, Suggestion, SupportPlan, TakeAway
from plans.querysets import OWNER_LEVEL


def reader_level(actor: Actor, part: Part) -> int:
    """The actor's level on a part: the annotation of `with_reader_level`, or one query for it."""
    known = getattr(part, "reader_level", None)
    return int(known) if known is not None else Part.objects.levels_on(actor, part.pk)[0]


def _reads_now(actor: Actor, part: Part) -> Decision:
    """Whether the actor reads what stands in a part now: not by a slip that shows it as it was (ADR 0016)."""
    known = getattr(part, "level_now", None)
    if known is None:
        known = Part.objects.levels_on(actor, part.pk)[1]
    return allow("slip") if known else deny("not_shared")


def _at_least(actor: Actor, part: Part, level: int, scope: str) -> Decision:
    if actor.token_scopes is not None and scope not in actor.token_scopes:
        return deny("token_too_small")
    return allow("level") if reader_level(actor, part) >= level else deny("not_shared")


@rule("plans.see_plan", lists=lambda actor: Plan.objects.visible_to(actor), changes=False)
def can_see_plan(actor: Actor, plan: Plan) -> Decision:
    visible = Plan.objects.visible_to(actor).filter(pk=plan.pk).exists()
    return allow("shared") if visible else deny("not_shared")


@rule("plans.see_part", lists=lambda actor: Part.objects.visible_to(actor), changes=False)
def can_see_part(actor: Actor, part: Part) -> Decision:
    return _at_least(actor, part, Level.SEE, "plan:read")


@rule("plans.see_item", lists=lambda actor: Item.objects.visible_to(actor), changes=False)
def can_see_item(actor: Actor, item: Item) -> Decision:
    """Whoever may see the part; an answer that is "just for me", only the person, and the law what it typed itself."""
    if item.only_me and actor.private_shut:
        return deny("shut_now")
    if item.only_me and not _may_read_private(actor, item):
        return deny("just_for_them")
    known = _at_least(actor, item.part, OWNER_LEVEL if item.only_me else Level.SEE, "plan:read")
    return _reads_now(actor, item.part) if known else known


def _may_read_private(actor: Actor, item: Item) -> bool:
    if actor.user is None:
        return False
    return item.part.plan.person.user_id == actor.user.pk or item.typed_by_id == actor.user.pk


@rule("plans.see_outcome", lists=lambda actor: Outcome.objects.visible_to(actor), changes=False)
def can_see_outcome(actor: Actor, outcome: Outcome) -> Decision:
    known = _at_least(actor, outcome.part, Level.SEE, "plan:read")
    return _reads_now(actor, outcome.part) if known else known


@rule("plans.suggest")
def can_suggest(actor: Actor, part: Part) -> Decision:
    return _at_least(actor, part, Level.SUGGEST, "plan:suggest")


@rule("plans.write")
def can_write(actor: Actor, part: Part) -> Decision:
    """Write answers: the person, the law within its scope, or somebody the person lets help write."""
    return _at_least(actor, part, Level.HELP_WRITE, "plan:write")


@rule("plans.own_part")
def can_own_part(actor: Actor, part: Part) -> Decision:
    """Start, set aside, restore, answer suggestions: things that are the person's alone (or the law's)."""
    return _at_least(actor, part, OWNER_LEVEL, "plan:write")


@rule("plans.start_part")
def can_start_part(actor: Actor, plan: Plan) -> Decision:
    if actor.token_scopes is not None and "plan:write" not in actor.token_scopes:
        return deny("token_too_small")
    return allow("mine") if actor.is_person(plan.person) else deny("not_yours")


@rule("plans.print")
def can_print(actor: Actor, plan: Plan) -> Decision:
    """Paper leaves the building for good, so only the person makes it, for whom they choose, and no program."""
    mine = actor.is_person(plan.person) and actor.token_scopes is None
    return allow("mine") if mine else deny("not_yours")


@rule("plans.see_print", lists=lambda actor: PlanPrint.objects.visible_to(actor), changes=False)
def can_see_print(actor: Actor, plan_print: PlanPrint) -> Decision:
    mine = actor.is_person(plan_print.plan.person) and plan_print.asked_by_id == actor.user_id
    mine = mine and actor.token_scopes is None
    return allow("mine") if mine else deny("not_yours")


@rule("plans.share_part")
def can_share_part(actor: Actor, part: Part) -> Decision:
    return can_share_place(actor, part.plan.person, part.place)


@rule("plans.see_suggestion", lists=lambda actor: Suggestion.objects.visible_to(actor), changes=False)
def can_see_suggestion(actor: Actor, suggestion: Suggestion) -> Decision:
    visible = Suggestion.objects.visible_to(actor).filter(pk=suggestion.pk).exists()
    return allow("yours") if visible else deny("not_yours")


@rule("plans.see_action", lists=lambda actor: Action.objects.visible_to(actor), changes=False)
def can_see_action(actor: Actor, action: Action) -> Decision:
    visible = Action.objects.visible_to(actor).filter(pk=action.pk).exists()
    return allow("yours") if visible else deny("not_yours")


@rule("plans.close_action")
def can_close_action(actor: Actor, action: Action) -> Decision:
    """Only the person says that a promise was kept."""
    if actor.token_scopes is not None and "plan:write" not in actor.token_scopes:
        return deny("token_too_small")
    return allow("mine") if actor.is_person(action.plan.person) else deny("not_yours")


@rule("plans.see_support_plan", lists=lambda actor: SupportPlan.objects.visible_to(actor), changes=False)
def can_see_support_plan(actor: Actor, support_plan: SupportPlan) -> Decision:
    visible = SupportPlan.objects.visible_to(actor).filter(pk=support_plan.pk).exists()
    return allow("connected") if visible else deny("not_connected")


@never_share
def is_of_the_private_space(ids: Sequence[uuid.UUID]) -> bool:
    """Notes are in no part: a slip with the id of one is refused, so that no mistake of ours can open it."""
    return Note.objects.filter(pk__in=ids).exists()


@rule("plans.see_note", lists=lambda actor: Note.objects.visible_to(actor), changes=False)
def can_see_note(actor: Actor, note: Note) -> Decision:
    mine = actor.is_person(note.plan.person) and actor.token_scopes is None and not actor.private_shut
    return allow("mine") if mine else deny("not_yours")


@rule("plans.see_asked", lists=lambda actor: Asked.objects.visible_to(actor), changes=False)
def can_see_asked(actor: Actor, asked: Asked) -> Decision:
    visible = Asked.objects.visible_to(actor).filter(pk=asked.pk).exists()
    return allow("yours") if visible else deny("not_yours")


@rule("plans.see_take_away", lists=lambda actor: TakeAway.objects.visible_to(actor), changes=False)
def can_see_take_away(actor: Actor, copy: TakeAway) -> Decision:
    mine = actor.is_person(copy.plan.person) and copy.asked_by_id == actor.user_id and actor.token_scopes is None
    return allow("mine") if mine else deny("not_yours")
