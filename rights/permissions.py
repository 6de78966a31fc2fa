"""Who may do what with what is written about somebody's rights. visible_to has answered first."""

from __future__ import annotations

from django.db.models import Model, QuerySet

from people.actors import Actor
from people.enums import Role
from people.models import Assignment, Person
from people.policy import Decision, allow, deny, rule
from rights.models import (
    AdvanceDecision,
    AdvocacyReferral,
    BestInterestsDecision,
    CapacityRecord,
    LibertyAuthorisation,
    PersonsWords,
    RestrictionScreen,
    VisitNote,
)


def _is_listed(rows: QuerySet, row: Model) -> Decision:
    return allow("concerned") if rows.filter(pk=row.pk).exists() else deny("not_yours")


@rule("rights.see_capacity", lists=lambda actor: CapacityRecord.objects.visible_to(actor), changes=False)
def can_see_capacity(actor: Actor, record: CapacityRecord) -> Decision:
    return _is_listed(CapacityRecord.objects.visible_to(actor), record)


@rule("rights.see_best_interests", lists=lambda actor: BestInterestsDecision.objects.visible_to(actor), changes=False)
def can_see_best_interests(actor: Actor, decision: BestInterestsDecision) -> Decision:
    return _is_listed(BestInterestsDecision.objects.visible_to(actor), decision)


@rule("rights.see_restrictions", lists=lambda actor: RestrictionScreen.objects.visible_to(actor), changes=False)
def can_see_restrictions(actor: Actor, screen: RestrictionScreen) -> Decision:
    return _is_listed(RestrictionScreen.objects.visible_to(actor), screen)


@rule("rights.see_authorisation", lists=lambda actor: LibertyAuthorisation.objects.visible_to(actor), changes=False)
def can_see_authorisation(actor: Actor, authorisation: LibertyAuthorisation) -> Decision:
    return _is_listed(LibertyAuthorisation.objects.visible_to(actor), authorisation)


@rule("rights.see_advance", lists=lambda actor: AdvanceDecision.objects.visible_to(actor), changes=False)
def can_see_advance(actor: Actor, decision: AdvanceDecision) -> Decision:
    return _is_listed(AdvanceDecision.objects.visible_to(actor), decision)


@rule("rights.see_words", lists=lambda actor: PersonsWords.objects.visible_to(actor), changes=False)
def can_see_words(actor: Actor, words: PersonsWords) -> Decision:
    return _is_listed(PersonsWords.objects.visible_to(actor), words)


@rule("rights.see_referral", lists=lambda actor: AdvocacyReferral.objects.visible_to(actor), changes=False)
def can_see_referral(actor: Actor, referral: AdvocacyReferral) -> Decision:
    return _is_listed(AdvocacyReferral.objects.visible_to(actor), referral)


@rule("rights.see_visit_note", lists=lambda actor: VisitNote.objects.visible_to(actor), changes=False)
def can_see_visit_note(actor: Actor, note: VisitNote) -> Decision:
    """The advocate who wrote it, and nobody else: not the person, not the law, not a program."""
    at_own_screen = not actor.read_only and actor.token_scopes is None
    return allow("mine") if at_own_screen and actor.user_id == note.author_id else deny("not_yours")


@rule("rights.write")
def can_write(actor: Actor, person: Person) -> Decision:
    """Record authority, capacity, best interests, limits and advocates: the facilitator, only while assigned."""
    if actor.role != Role.FACILITATOR or actor.token_scopes is not None:
        return deny("not_facilitator")
    assigned = Assignment.objects.live().filter(user=actor.user, person=person, connection__ended_at__isnull=True)
    return allow("assigned") if assigned.exists() else deny("not_assigned")


@rule("rights.say")
def can_say(actor: Actor, person: Person) -> Decision:
    """Put words beside a record: the person whom it is about, and nobody in their name."""
    if actor.token_scopes is not None:
        return deny("token_too_small")
    return allow("mine") if actor.is_person(person) else deny("not_yours")


@rule("rights.advocate")
def can_advocate(actor: Actor, referral: AdvocacyReferral) -> Decision:
    """Write a visit note: the advocate, while the work and the tie last."""
    working = AdvocacyReferral.objects.of_advocate(actor).filter(pk=referral.pk).exists()
    return allow("advocate") if working else deny("not_yours")
