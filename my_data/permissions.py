"""Who may do what in this app. A data lead reads no plan: only what is sealed, with a reason that is recorded."""

from __future__ import annotations

from my_data.models import Correction, Deletion, Destruction, LegalHold
from people.actors import Actor
from people.enums import Role
from people.models import Connection, Person
from people.policy import Decision, allow, deny, rule
from plans.ordinary import Looking, ordinary_work
from plans.staff_enums import Purpose


def _mine(actor: Actor, person: Person) -> Decision:
    """The person at their own screen. Nobody inherits this, and no program has it."""
    return allow("mine") if actor.is_person(person) and actor.token_scopes is None else deny("not_yours")


def leads(actor: Actor, organisation_id: object) -> bool:
    """Whether the actor is the data lead of this council, in that role now."""
    ours = actor.organisation_id == str(organisation_id)
    return actor.role == Role.DATA_LEAD and ours and actor.token_scopes is None and not actor.read_only


@rule("my_data.see", changes=False)
def can_see(actor: Actor, person: Person) -> Decision:
    return _mine(actor, person)


@rule("my_data.put_right")
def can_put_right(actor: Actor, person: Person) -> Decision:
    return _mine(actor, person)


@rule("my_data.put_my_name_right")
def can_put_my_name_right(actor: Actor, tie: Connection) -> Decision:
    """How I am named in somebody's circle: I may ask for a change, whoever I am to them."""
    live = actor.user is not None and tie.user_id == actor.user.pk and tie.ended_at is None
    return allow("myself") if live and actor.token_scopes is None else deny("not_yours")


@rule("my_data.delete")
def can_delete(actor: Actor, person: Person) -> Decision:
    """Delete, and take it back: only the person themself. An authority in law does not reach so far."""
    return _mine(actor, person)


@rule("my_data.see_deletion", lists=lambda actor: Deletion.objects.visible_to(actor), changes=False)
def can_see_deletion(actor: Actor, deletion: Deletion) -> Decision:
    return _mine(actor, deletion.person)


@rule("my_data.see_correction", lists=lambda actor: Correction.objects.visible_to(actor), changes=False)
def can_see_correction(actor: Actor, correction: Correction) -> Decision:
    seen = Correction.objects.visible_to(actor).filter(pk=correction.pk).exists()
    return allow("part_of_it") if seen else deny("not_yours")


@rule("my_data.answer_correction", lists=lambda actor: Correction.objects.answerable_by(actor))
def can_answer_correction(actor: Actor, correction: Correction) -> Decision:
    """The writer of the note, or the data lead of the council. Never who asked."""
    user = actor.user
    if user is None or actor.token_scopes is not None or correction.asked_by_id == user.pk:
        return deny("not_yours")
    if correction.answerer_id == user.pk:
        return allow("writer")
    return allow("data_lead") if leads(actor, correction.organisation_id) else deny("not_yours")


@rule("my_data.see_hold", lists=lambda actor: LegalHold.objects.visible_to(actor), changes=False)
def can_see_hold(actor: Actor, hold: LegalHold) -> Decision:
    if _mine(actor, hold.person):
        return allow("mine")
    return allow("data_lead") if leads(actor, hold.person.organisation_id) else deny("not_yours")


@rule("my_data.see_destruction", lists=lambda actor: Destruction.objects.visible_to(actor), changes=False)
def can_see_destruction(actor: Actor, destruction: Destruction) -> Decision:
    return allow("data_lead") if leads(actor, destruction.organisation_id) else deny("not_data_lead")


@rule("my_data.look_after_records")
def can_look_after_records(actor: Actor, organisation: object) -> Decision:
    """Holds, destruction and the sealed record of one's own council."""
    ours = leads(actor, getattr(organisation, "pk", None))
    return allow("data_lead") if ours else deny("not_data_lead")


@ordinary_work(Purpose.MY_DATA)
def an_answer_is_theirs(looking: Looking) -> bool:
    """What the person asked to put right waits for this worker, or was answered in the last two weeks.

    A data lead opens nothing of a plan, so for them each one that is theirs to answer is their work.
    """
    theirs = Correction.objects.answerable_by(looking.actor).filter(person=looking.person_id)
    return (theirs if looking.actor.role == Role.DATA_LEAD else theirs.open_lately(looking.now)).exists()
