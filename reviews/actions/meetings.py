"""A meeting is asked for, planned, held and finished. The person chooses; a no is a no."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, time
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from audit import record
from people.actions import drop_letters, write_letter
from people.actors import Actor
from people.enums import LetterKind
from people.models import Connection, Person
from people.policy import require
from plans.actions.items import clean_words
from plans.actions.support_plans import move
from plans.enums import PlanState
from plans.models import SupportPlan
from plans.process import LIVE, TransitionRefused
from reviews.actions import timetable
from reviews.actions.reminders import drop_reminders, remind, remind_of_meeting
from reviews.enums import OPEN, InvitationAnswer, ReminderKind, ReviewState, TakingPart, Trigger
from reviews.models import Review, ReviewInvitation
from row_security import acting


@transaction.atomic
def ask_for_review(*, by: Actor, person: Person) -> Review:
    """Ask for a meeting, at any time and for no reason. One that is offered or planned already is that meeting."""
    require(by, "reviews.ask", person)
    # The person's row is held, which is a kind of changing it, so that two at once make one.
    with acting.system("holding a person's row"):
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    there = Review.objects.open().filter(person=person).next_first().first()
    if there is not None:
        return there
    plan = SupportPlan.objects.filter(person=person, state__in=LIVE).order_by("-created_at").first()
    if plan and Review.objects.filter(support_plan=plan, state=ReviewState.HELD).exists():
        plan = None
    mine = by.is_person(person)
    review = Review.objects.create(
        person=person, support_plan=plan, trigger=Trigger.ASKED, requested_by=_label(by, person),
        facilitator=(plan.facilitator if plan else None) if mine else by.user,
    )  # fmt: skip
    if not mine:
        remind(review, ReminderKind.OFFER, timezone.localdate())
    _audit(by, "reviews.asked", review)
    return review


def _label(by: Actor, person: Person) -> str:
    return person.preferred_name if by.is_person(person) else by.audit_label[:120]


@transaction.atomic
def say_not_now(*, by: Actor, review: Review) -> None:
    """The person does not want it now. Nobody chases; a support plan's review is offered again in a year."""
    require(by, "reviews.own", review)
    if not Review.objects.filter(pk=review.pk).open().update(state=ReviewState.NOT_NOW):
        return
    drop_reminders(review)
    for invitation in review.invitations.all():
        drop_letters(starting_with=letter_for(invitation))
    _audit(by, "reviews.not_now", review)
    timetable.schedule_next(by=by, review=review, after=timezone.localdate())


@transaction.atomic
def say_yes(*, by: Actor, review: Review) -> Review:
    """The person wants it after all: what was set aside is offered again, unless a newer one stands in its place."""
    require(by, "reviews.own", review)
    if review.state != ReviewState.NOT_NOW:
        return review
    return ask_for_review(by=by, person=review.person)


@transaction.atomic
def plan_meeting(*, by: Actor, review: Review, meets_on: date, meets_at: time | None = None, where: str = "") -> Review:
    """Set the day, the hour (as clocks there show it) and the place. Reminders follow the new day."""
    require(by, "reviews.plan", review)
    fields = {"meets_on": meets_on, "meets_at": meets_at, "where": clean_words(where)[:200]}
    Review.objects.filter(pk=review.pk).open().update(state=ReviewState.PLANNED, **fields)
    review.refresh_from_db()
    if review.state == ReviewState.PLANNED:
        remind_of_meeting(review)
        _audit(by, "reviews.planned", review, meets_on=meets_on)
    return review


@transaction.atomic
def say_how(
    *, by: Actor, review: Review, taking_part: Sequence[TakingPart] = (), taking_part_words: str = "",
    off_limits: str = "", food_and_music: str = "",
) -> None:  # fmt: skip
    """Keep how the person wants it: their way to take part, what is off limits, food and music. Only they say."""
    require(by, "reviews.own", review)
    Review.objects.filter(pk=review.pk).update(
        taking_part=[str(way) for way in taking_part], taking_part_words=clean_words(taking_part_words),
        off_limits=clean_words(off_limits), food_and_music=clean_words(food_and_music)[:300],
    )  # fmt: skip
    review.refresh_from_db()
    _audit(by, "reviews.how_said", review, ways=[str(way) for way in taking_part])


@transaction.atomic
def invite(*, by: Actor, review: Review, connections: Collection[Connection]) -> None:
    """Make these, and only these, the people asked to come. Only the person asks; each new one gets a letter once.

    Cards that somebody wrote stay when they are not asked any more. Raises PermissionDenied for anybody else.
    """
    require(by, "reviews.own", review)
    circle = Connection.objects.live().filter(circle_id=review.person_id, died=False)
    wanted = list(circle.filter(pk__in=[each.pk for each in connections]).select_related("user"))
    # Whoever was shut out with every door and is picked now is asked anew.
    review.invitations.filter(connection__in=wanted, shut_at__isnull=False).delete()
    for old in review.invitations.exclude(connection__in=wanted):
        drop_letters(starting_with=letter_for(old))
        old.delete()
    for connection in wanted:
        invitation, fresh = ReviewInvitation.objects.get_or_create(review=review, connection=connection)
        if fresh and connection.user is not None:
            _write_to(invitation, connection, review.person)
    _audit(by, "reviews.invited", review, connections=[each.pk for each in wanted])


def letter_for(invitation: ReviewInvitation) -> str:
    """What the letter that asks somebody to come is known by."""
    return f"meeting-invitation:{invitation.pk}"


def _write_to(invitation: ReviewInvitation, connection: Connection, person: Person) -> None:
    write_letter(
        for_what=letter_for(invitation), kind=LetterKind.INVITATION, to_email=connection.user.email,
        to_user=connection.user, about_person=person, language=connection.user.language,
        path=reverse("meeting", args=[invitation.review_id]),
    )  # fmt: skip


@transaction.atomic
def answer_invitation(*, by: Actor, invitation: ReviewInvitation, answer: InvitationAnswer) -> None:
    """Yes, no or maybe, by whoever was asked. After a no the meeting is closed to them, until they are asked again."""
    require(by, "reviews.answer", invitation)
    ReviewInvitation.objects.filter(pk=invitation.pk).update(state=answer, answered_at=timezone.now())
    _audit(by, "reviews.invitation_answered", invitation.review, answer=str(answer), invitation=invitation.pk)


@transaction.atomic
def choose_champion(*, by: Actor, review: Review, champion: Connection | None) -> None:
    """Somebody whom the person picks to stay on their side; never the one who leads the meeting."""
    require(by, "reviews.own", review)
    if champion is not None and (
        champion.circle_id != review.person_id or (champion.user_id and champion.user_id == review.facilitator_id)
    ):
        champion = None
    Review.objects.filter(pk=review.pk).update(champion=champion)
    review.refresh_from_db()
    _audit(by, "reviews.champion_chosen", review, champion=champion.pk if champion else None)


@transaction.atomic
def hold_review(*, by: Actor, review: Review, held_on: date | None = None) -> tuple[str, ...]:
    """Write down that the meeting happened. A support plan that is in use is looked at again with it (T15).

    Returns kind words for why the support plan did not move, if it did not: a meeting needs no leave of the process.
    """
    require(by, "reviews.plan", review)
    day = held_on or timezone.localdate()
    if not Review.objects.filter(pk=review.pk).open().update(state=ReviewState.HELD, held_on=day):
        return ()
    drop_reminders(review)
    review.refresh_from_db()
    _audit(by, "reviews.held", review, held_on=day)
    plan = review.support_plan
    if plan is None or plan.state != PlanState.ACTIVE:
        return ()
    try:
        with transaction.atomic():
            move(by=by, support_plan=plan, transition="look_again", given={"trigger": review.trigger})
    except TransitionRefused as refused:
        return tuple(str(reason) for reason in refused.reasons)
    return ()


@transaction.atomic
def close_review(*, by: Actor, review: Review, transition: str = "", given: Mapping[str, Any] | None = None) -> None:
    """Finish a review: the support plan that is being looked at goes on by `transition` ("keep" or "revise").

    The process asks its own guards; raises TransitionRefused with kind words, and then nothing is written. Without a
    support plan in review the meeting just ends. The next review of a support plan is offered within the year.
    """
    require(by, "reviews.plan", review)
    review = Review.objects.select_for_update(of=("self",)).select_related("support_plan", "person").get(pk=review.pk)
    if review.state == ReviewState.CLOSED:
        return
    if review.state in OPEN:
        hold_review(by=by, review=review)
        review.refresh_from_db()
    plan = review.support_plan
    if transition and plan is not None and plan.state == PlanState.IN_REVIEW:
        move(by=by, support_plan=plan, transition=transition, given=given or {})
    else:
        timetable.close(by=by, review=review, agreed=(given or {}).get("next_review_on"))


def _audit(by: Actor, action: str, review: Review, **details: object) -> None:
    record.write(actor=by, action=action, about_person=review.person_id, obj=review, **details)
