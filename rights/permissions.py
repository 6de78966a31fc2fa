"""Who may do what with what is written about somebody's rights. visible_to has answered first."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

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

# Who may see one of these is whom its own list shows it to.
SEEN_BY_ITS_LIST: dict[str, Any] = {
    "rights.see_capacity": CapacityRecord,
    "rights.see_best_interests": BestInterestsDecision,
    "rights.see_restrictions": RestrictionScreen,
    "rights.see_authorisation": LibertyAuthorisation,
    "rights.see_advance": AdvanceDecision,
    "rights.see_words": PersonsWords,
    "rights.see_referral": AdvocacyReferral,
}


def _is_listed(model: Any, actor: Actor, row: Model) -> Decision:
    listed = model.objects.visible_to(actor).filter(pk=row.pk).exists()
    return allow("concerned") if listed else deny("not_yours")


def _seen_by_its_list(action: str, model: Any) -> None:
    @rule(action, lists=lambda actor: model.objects.visible_to(actor), changes=False)
    def can_see(actor: Actor, row: Model) -> Decision:
        return _is_listed(model, actor, row)


for _action, _model in SEEN_BY_ITS_LIST.items():
    _seen_by_its_list(_action, _model)


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
