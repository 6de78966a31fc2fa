"""Who may do what with a meeting. visible_to has answered first."""

from __future__ import annotations

from people.actors import Actor
from people.enums import Role
from people.models import Assignment, Connection, Person
from people.policy import Decision, allow, deny, rule
from reviews.enums import WRITABLE
from reviews.models import Review, ReviewAction, ReviewInvitation, ReviewView


def _token_reaches(actor: Actor) -> bool:
    return actor.token_scopes is None or "meetings:write" in actor.token_scopes


def _owns(actor: Actor, person: Person) -> Decision:
    if not _token_reaches(actor):
        return deny("token_too_small")
    return allow("mine") if actor.is_person(person) else deny("not_yours")


def is_facilitator(actor: Actor, person: Person) -> bool:
    """Whether the actor is, in that role, a facilitator assigned to this person today."""
    if actor.read_only or actor.role != Role.FACILITATOR:
        return False
    work = Assignment.objects.live().filter(user=actor.user, role=Role.FACILITATOR, person=person)
    return work.filter(connection__ended_at__isnull=True).exists()


@rule("reviews.see_review", lists=lambda actor: Review.objects.visible_to(actor), changes=False)
def can_see_review(actor: Actor, review: Review) -> Decision:
    visible = Review.objects.visible_to(actor).filter(pk=review.pk).exists()
    return allow("theirs_or_asked") if visible else deny("not_asked")


@rule("reviews.see_invitation", lists=lambda actor: ReviewInvitation.objects.visible_to(actor), changes=False)
def can_see_invitation(actor: Actor, invitation: ReviewInvitation) -> Decision:
    visible = ReviewInvitation.objects.visible_to(actor).filter(pk=invitation.pk).exists()
    return allow("shown") if visible else deny("not_shown")


@rule("reviews.see_view", lists=lambda actor: ReviewView.objects.visible_to(actor), changes=False)
def can_see_view(actor: Actor, view: ReviewView) -> Decision:
    visible = ReviewView.objects.visible_to(actor).filter(pk=view.pk).exists()
    return allow("shown") if visible else deny("not_shown")


@rule("reviews.see_action", lists=lambda actor: ReviewAction.objects.visible_to(actor), changes=False)
def can_see_action(actor: Actor, action: ReviewAction) -> Decision:
    visible = ReviewAction.objects.visible_to(actor).filter(pk=action.pk).exists()
    return allow("theirs") if visible else deny("not_theirs")


@rule("reviews.ask")
def can_ask(actor: Actor, person: Person) -> Decision:
    """Ask for a meeting: the person, at any time and for no reason, or the facilitator assigned to them."""
    mine = _owns(actor, person)
    if mine or not _token_reaches(actor):
        return mine
    return allow("assigned") if is_facilitator(actor, person) else deny("not_yours")


@rule("reviews.own")
def can_own(actor: Actor, review: Review) -> Decision:
    """Who comes, what is off limits, what is hidden, whether to meet at all: the person alone."""
    return _owns(actor, review.person)


@rule("reviews.plan")
def can_plan(actor: Actor, review: Review) -> Decision:
    """The day, the place, the promises and the holding of it: the person, or their facilitator."""
    return can_ask(actor, review.person)


@rule("reviews.answer")
def can_answer(actor: Actor, invitation: ReviewInvitation) -> Decision:
    """Say yes, no or maybe: whoever was asked, while they are in the circle and the meeting is open to them."""
    if actor.user is None or invitation.shut_at is not None or not _token_reaches(actor):
        return deny("not_yours")
    mine = Connection.objects.live().filter(pk=invitation.connection_id, user=actor.user)
    return allow("myself") if mine.exists() else deny("not_yours")


@rule("reviews.write")
def can_write(actor: Actor, review: Review) -> Decision:
    """Add a card: the person, those they asked, the facilitator; until the meeting is finished."""
    if review.state not in WRITABLE:
        return deny("finished")
    came = _token_reaches(actor) and Review.objects.visible_to(actor).filter(pk=review.pk).exists()
    return allow("theirs_or_asked") if came else deny("not_asked")
