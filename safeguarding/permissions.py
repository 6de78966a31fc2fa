"""Who may do what in this app. Nothing here asks for a slip, a circle or an authority: none of them opens a concern."""

from __future__ import annotations

from people.actors import Actor
from people.models import Person
from people.policy import Decision, allow, deny, rule
from safeguarding.models import Concern, PositiveRiskRecord, Withholding
from safeguarding.querysets import acts_as_lead


@rule("safeguarding.tell")
def can_tell(actor: Actor, nothing: object) -> Decision:
    """Anybody who is signed in at their own screen. A program with a token tells nothing in somebody's name."""
    return allow("anybody") if actor.user is not None and actor.token_scopes is None else deny("token_too_small")


@rule("safeguarding.see_telling", lists=lambda actor: Concern.objects.told_by(actor), changes=False)
def can_see_telling(actor: Actor, concern: Concern) -> Decision:
    """My own words and whether they were read. This opens nothing else of the concern."""
    return allow("told_it") if Concern.objects.told_by(actor).filter(pk=concern.pk).exists() else deny("not_yours")


@rule("safeguarding.see_concern", lists=lambda actor: Concern.objects.visible_to(actor), changes=False)
def can_see_concern(actor: Actor, concern: Concern) -> Decision:
    seen = Concern.objects.visible_to(actor).filter(pk=concern.pk).exists()
    return allow("needs_to_know") if seen else deny("not_on_the_list")


@rule("safeguarding.open_list", changes=False)
def can_open_list(actor: Actor, nothing: object) -> Decision:
    """The list of the council is for its leads. What is on it for each of them, the querysets say."""
    return allow("lead") if acts_as_lead(actor) else deny("not_a_lead")


@rule("safeguarding.handle")
def can_handle(actor: Actor, concern: Concern) -> Decision:
    """Work on a concern: a lead on its list of those who need to know, and not named in it."""
    seen = Concern.objects.handled_by(actor).filter(pk=concern.pk).exists()
    return allow("handles_it") if seen else deny("not_on_the_list")


@rule("safeguarding.wish")
def can_wish(actor: Actor, concern: Concern) -> Decision:
    """Say what the person wants: the person themself, or a handler who writes down what they said."""
    mine = Concern.objects.about_me(actor).filter(pk=concern.pk).exists()
    return allow("mine") if mine else can_handle(actor, concern)


@rule("safeguarding.approve_withholding")
def can_approve(actor: Actor, withholding: Withholding) -> Decision:
    """The second yes: another handler than the one who asked."""
    if withholding.asked_by_id == actor.user_id:
        return deny("asked_for_it")
    return can_handle(actor, withholding.concern)


@rule("safeguarding.see_risk", lists=lambda actor: PositiveRiskRecord.objects.visible_to(actor), changes=False)
def can_see_risk(actor: Actor, found: PositiveRiskRecord) -> Decision:
    seen = PositiveRiskRecord.objects.visible_to(actor).filter(pk=found.pk).exists()
    return allow("theirs_or_named") if seen else deny("not_named")


@rule("safeguarding.start_risk")
def can_start_risk(actor: Actor, person: Person) -> Decision:
    mine = actor.is_person(person) and actor.token_scopes is None
    return allow("mine") if mine else deny("not_yours")


@rule("safeguarding.write_risk")
def can_write_risk(actor: Actor, found: PositiveRiskRecord) -> Decision:
    """The agreement is the person's: they alone write it, choose who is named, and end it."""
    return can_start_risk(actor, found.person)


@rule("safeguarding.answer_risk")
def can_answer_risk(actor: Actor, found: PositiveRiskRecord) -> Decision:
    """Say yes or no, and what could go wrong, each for themself: the person and those they named."""
    if can_write_risk(actor, found):
        return allow("mine")
    if not can_see_risk(actor, found):
        return deny("not_named")
    named = found.places.filter(ended_at__isnull=True, connection__user=actor.user).exists()
    return allow("named") if named else deny("not_named")
