"""Who may ask to open something by law, agree to it, end it and look at it again. Nobody twice in one case."""

from __future__ import annotations

from django.db.models import Q

from people.actors import Actor
from people.enums import Role, Voice
from people.models import Connection, Person
from people.policy import Decision, allow, deny, rule
from plans.models import AccessOverride, LookReason
from plans.staff_querysets import SECOND_ROLES, WATCHING_ROLES

ASKING_ROLES = frozenset({Role.FACILITATOR, Role.TEAM_MANAGER})


@rule("plans.see_override", lists=lambda actor: AccessOverride.objects.visible_to(actor), changes=False)
def can_see_override(actor: Actor, override: AccessOverride) -> Decision:
    visible = AccessOverride.objects.visible_to(actor).filter(pk=override.pk).exists()
    return allow("theirs_or_second") if visible else deny("not_yours")


@rule("plans.ask_to_open")
def can_ask_to_open(actor: Actor, person: Person) -> Decision:
    """A worker of the person's own council, who is not the person and not of their family or friends."""
    if actor.token_scopes is not None or actor.role not in ASKING_ROLES:
        return deny("not_a_worker")
    if str(person.organisation_id) != actor.organisation_id:
        return deny("not_our_person")
    return deny("tied") if _tied(actor, person, paid=False) else allow("worker")


@rule("plans.see_overrides", changes=False)
def can_see_overrides(actor: Actor, organisation: object) -> Decision:
    """The list of what was opened by law, as far as each may know of it: those who ask, answer or watch."""
    ours = actor.role in ASKING_ROLES | WATCHING_ROLES and actor.organisation == organisation
    return allow("staff") if ours else deny("not_a_worker")


@rule("plans.answer_override")
def can_answer_override(actor: Actor, override: AccessOverride) -> Decision:
    """A second person with a named role in the same organisation: not the one who asked, not tied, not on the case."""
    if not override.is_waiting:
        return deny("answered")
    return _second(actor, override)


@rule("plans.put_off_telling")
def can_put_off_telling(actor: Actor, override: AccessOverride) -> Decision:
    if not override.agreed or override.is_told:
        return deny("told")
    return _second(actor, override)


@rule("plans.end_override")
def can_end_override(actor: Actor, override: AccessOverride) -> Decision:
    """The worker themself, and whoever watches over it."""
    if not override.is_open:
        return deny("not_open")
    if override.asked_by_id == actor.user_id:
        return allow("own")
    return allow("watches") if _watches(actor, override) else deny("not_yours")


@rule("plans.look_again")
def can_look_again(actor: Actor, override: AccessOverride) -> Decision:
    if not override.agreed or override.looked_again_at is not None:
        return deny("nothing_to_look_at")
    own = override.asked_by_id == actor.user_id
    return allow("watches") if _watches(actor, override) and not own else deny("not_second")


@rule("plans.note_told")
def can_note_told(actor: Actor, override: AccessOverride) -> Decision:
    """Whoever asked, or watches over it, once the person may know."""
    if not override.is_told:
        return deny("not_yet")
    own = actor.staff_role is not None and override.asked_by_id == actor.user_id
    return allow("told") if own or _watches(actor, override) else deny("not_yours")


@rule("plans.read_override")
def can_read_override(actor: Actor, override: AccessOverride) -> Decision:
    mine = actor.is_person(override.person) and actor.token_scopes is None
    return allow("mine") if mine and override.is_told else deny("not_yours")


@rule("plans.see_odd_looks", lists=lambda actor: LookReason.objects.visible_to(actor), changes=False)
def can_see_odd_looks(actor: Actor, said: LookReason) -> Decision:
    """The data protection lead alone: it is about looks, and never about how somebody works."""
    visible = LookReason.objects.visible_to(actor).filter(pk=said.pk).exists()
    return allow("data_lead") if visible else deny("not_data_lead")


@rule("plans.read_odd_looks", changes=False)
def can_read_odd_looks(actor: Actor, organisation: object) -> Decision:
    ours = actor.role == Role.DATA_LEAD and actor.organisation == organisation
    return allow("data_lead") if ours else deny("not_data_lead")


def _second(actor: Actor, override: AccessOverride) -> Decision:
    if (
        actor.user is None
        or actor.token_scopes is not None
        or actor.role not in SECOND_ROLES
        or not _ours(actor, override)
    ):
        return deny("not_second")
    if override.asked_by_id == actor.user.pk:
        return deny("takes_two")
    return deny("tied") if _tied(actor, override.person, paid=True) else allow("second")


def _watches(actor: Actor, override: AccessOverride) -> bool:
    return actor.role in WATCHING_ROLES and _ours(actor, override) and not _tied(actor, override.person, paid=False)


def _ours(actor: Actor, override: AccessOverride) -> bool:
    return actor.organisation_id == str(override.organisation_id)


def _tied(actor: Actor, person: Person, *, paid: bool) -> bool:
    """Whether the actor is this person, or family or a friend of theirs, also one who was taken off the circle.

    With `paid` also somebody who works on the case now.
    """
    if actor.user is None or person.user_id == actor.user.pk:
        return True
    ties = Connection.objects.filter(circle_id=person.pk, user=actor.user)
    close = ~Q(voice=Voice.PAID)
    return ties.filter(close | Q(ended_at__isnull=True) if paid else close).exists()
