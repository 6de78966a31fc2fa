"""Who may do what in this app. Each rule is a small named predicate; `people.policy.decide` asks them."""

from __future__ import annotations

from people.actors import Actor
from people.models import Connection, Person, RecordedAuthority, Slip
from people.policy import Decision, allow, deny, rule


def _token_reaches(actor: Actor, scope: str) -> bool:
    return actor.token_scopes is None or scope in actor.token_scopes


def _at_own_screen(actor: Actor) -> bool:
    """What no program does, whatever its scopes."""
    return actor.token_scopes is None


def owns(actor: Actor, person: Person) -> Decision:
    """The person themself. Nobody inherits this: not a parent, not a manager, not an administrator."""
    return allow("mine") if actor.is_person(person) else deny("not_yours")


@rule("people.see_person", lists=lambda actor: Person.objects.visible_to(actor), changes=False)
def can_see_person(actor: Actor, person: Person) -> Decision:
    if actor.user is not None and person.user_id == actor.user.pk:
        return allow("mine")
    visible = Person.objects.visible_to(actor).filter(pk=person.pk).exists()
    return allow("connected") if visible else deny("not_connected")


@rule("people.change_person")
def can_change_person(actor: Actor, person: Person) -> Decision:
    return owns(actor, person) if _at_own_screen(actor) else deny("token_too_small")


@rule("people.see_connection", lists=lambda actor: Connection.objects.visible_to(actor), changes=False)
def can_see_connection(actor: Actor, connection: Connection) -> Decision:
    visible = Connection.objects.visible_to(actor).filter(pk=connection.pk).exists()
    return allow("in_circle") if visible else deny("not_connected")


@rule("people.change_circle")
def can_change_circle(actor: Actor, person: Person) -> Decision:
    """Add, move, invite and take off: only the person. An invitation is never somebody else's to make."""
    if not _token_reaches(actor, "circle:write"):
        return deny("token_too_small")
    return owns(actor, person)


@rule("people.leave_circle")
def can_leave_circle(actor: Actor, connection: Connection) -> Decision:
    if not _at_own_screen(actor):
        return deny("token_too_small")
    is_me = actor.user is not None and connection.user_id == actor.user.pk and connection.ended_at is None
    return allow("myself") if is_me else deny("not_yours")


@rule("people.share")
def can_share(actor: Actor, person: Person) -> Decision:
    """Give and take back: the person. For an authority see `can_share_place`."""
    if not _token_reaches(actor, "sharing:write"):
        return deny("token_too_small")
    return owns(actor, person)


def can_share_place(actor: Actor, person: Person, place: str) -> Decision:
    """The person, or somebody whose recorded authority reaches this place of the plan today."""
    mine = can_share(actor, person)
    if mine or actor.read_only or actor.user is None or actor.token_scopes is not None:
        return mine
    held = RecordedAuthority.objects.in_force().filter(
        person=person, connection__user=actor.user, places__contains=[place]
    )
    return allow("authority") if held.exists() else deny("not_yours")


@rule("people.see_slip", lists=lambda actor: Slip.objects.visible_to(actor), changes=False)
def can_see_slip(actor: Actor, slip: Slip) -> Decision:
    visible = Slip.objects.visible_to(actor).filter(pk=slip.pk).exists()
    return allow("named") if visible else deny("not_connected")


@rule("people.see_as", changes=False)
def can_see_as(actor: Actor, person: Person) -> Decision:
    """Looking through somebody else's eyes is for the person alone, and only at their own plan."""
    return owns(actor, person) if _at_own_screen(actor) else deny("token_too_small")


@rule("people.see_looks", changes=False)
def can_see_looks(actor: Actor, person: Person) -> Decision:
    """Who looked is told to the person, never to the circle."""
    if not _token_reaches(actor, "looks:read"):
        return deny("token_too_small")
    return owns(actor, person)


@rule("people.configure")
def can_configure(actor: Actor, organisation: object) -> Decision:
    """Accounts, teams and settings of one's own organisation. It opens no plan."""
    ours = actor.role == "org_admin" and actor.organisation == organisation
    return allow("administrator") if ours else deny("not_administrator")
