"""Who may do what in this app. Each rule is a small named predicate; `people.policy.decide` asks them."""

from __future__ import annotations

from people.actors import Actor
from people.models import Assignment, Connection, HelpSession, NotAskedAgain, Person, RecordedAuthority, Slip
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


@rule("people.see_not_asked", lists=lambda actor: NotAskedAgain.objects.visible_to(actor), changes=False)
def can_see_not_asked(actor: Actor, entry: NotAskedAgain) -> Decision:
    """Whom the person does not want asked is told to the person, at their own screen, and to nobody else."""
    mine = actor.is_person(entry.circle.person) and actor.token_scopes is None
    return allow("mine") if mine else deny("not_yours")


@rule("people.say_who_is_asked")
def can_say_who_is_asked(actor: Actor, person: Person) -> Decision:
    """Shut somebody out for good, and open that again: the person at their own screen. No helper, no program, no law."""
    return deny("token_too_small") if actor.token_scopes is not None else owns(actor, person)


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


@rule("people.see_authority", lists=lambda actor: RecordedAuthority.objects.visible_to(actor), changes=False)
def can_see_authority(actor: Actor, authority: RecordedAuthority) -> Decision:
    visible = RecordedAuthority.objects.visible_to(actor).filter(pk=authority.pk).exists()
    return allow("concerned") if visible else deny("not_yours")


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


@rule("people.see_help", lists=lambda actor: HelpSession.objects.visible_to(actor), changes=False)
def can_see_help(actor: Actor, session: HelpSession) -> Decision:
    visible = HelpSession.objects.visible_to(actor).filter(pk=session.pk).exists()
    return allow("part_of_it") if visible else deny("not_connected")


@rule("people.ask_to_help")
def can_ask_to_help(actor: Actor, connection: Connection) -> Decision:
    """Anybody of the circle who has joined, in their own name and at their own screen."""
    if actor.token_scopes is not None:
        return deny("token_too_small")
    mine = Connection.objects.live().filter(pk=connection.pk, user=actor.user) if actor.user else None
    return allow("myself") if mine is not None and mine.exists() else deny("not_yours")


@rule("people.answer_help")
def can_answer_help(actor: Actor, session: HelpSession) -> Decision:
    """The person; or, where the yes is said to somebody, an assigned facilitator who is not the helper."""
    if actor.token_scopes is not None:
        return deny("token_too_small")
    if actor.is_person(session.person):
        return allow("mine")
    if not session.in_front or actor.role != "facilitator" or session.connection.user_id == actor.user_id:
        return deny("not_yours")
    assigned = Assignment.objects.live().filter(
        user=actor.user, person=session.person_id, connection__ended_at__isnull=True
    )
    return allow("assigned") if assigned.exists() else deny("not_assigned")


@rule("people.end_help")
def can_end_help(actor: Actor, session: HelpSession) -> Decision:
    """Either of the two at any time, and the facilitator who heard the yes."""
    ends = actor.is_person(session.person) or session.connection.user_id == actor.user_id
    heard = session.in_front and session.yes_taken_by_id == actor.user_id
    return allow("part_of_it") if (ends or heard) and actor.user is not None else deny("not_yours")


@rule("people.change_sign_in")
def can_change_sign_in(actor: Actor, user: object) -> Decision:
    """How somebody signs in is for them alone."""
    return allow("mine") if actor.user == user and actor.token_scopes is None else deny("not_yours")
