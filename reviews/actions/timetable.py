"""When a support plan moves, its reviews follow. Registered with the process in `ReviewsConfig.ready`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from audit import record
from people.actors import Actor, system
from people.models import Person
from plans.enums import SupportPlanKind
from plans.models import StateChange, SupportPlan
from reviews.actions.reminders import drop_reminders, remind
from reviews.dates import Window, first_window, is_child, next_window
from reviews.enums import OPEN, ReminderKind, ReviewState, Trigger
from reviews.models import Review
from row_security import acting

# Some councils count six to eight weeks from sign-off, others from the day that support starts.
SIGN_OFF, START = "sign_off", "start"
# Whoever decides on a plan may not look at its meetings.
CALENDAR = "the process goes on, and the calendar follows"


def counted_from() -> str:
    return str(getattr(settings, "FIRST_REVIEW_COUNTED_FROM", SIGN_OFF))


@transaction.atomic
def schedule(
    *, by: Actor, person: Person, window: Window, support_plan: SupportPlan | None = None,
    trigger: Trigger = Trigger.DATE,
) -> Review:  # fmt: skip
    """Offer a review in a window of days. Asked twice for the same plan there is one, with the later window.

    One that somebody planned or began already is left as it is. A newer plan takes over the offer of an older one.
    """
    # The person's row is held, which is a kind of changing it, so that two at once make one.
    with acting.system("holding a person's row"):
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    review = _open_one(person, support_plan)
    if review is not None and review.state != ReviewState.OFFERED:
        return review
    fields = {"support_plan": support_plan, "window_opens": window.opens, "window_closes": window.closes}
    if review is None:
        facilitator = support_plan.facilitator if support_plan else None
        review = Review.objects.create(person=person, trigger=trigger, facilitator=facilitator, **fields)
    elif (review.support_plan, review.window_opens, review.window_closes) == tuple(fields.values()):
        return review
    else:
        Review.objects.filter(pk=review.pk).update(**fields)
        review.refresh_from_db()
        drop_reminders(review)
    remind(review, ReminderKind.OFFER, window.opens)
    record.write(
        actor=by,
        action="reviews.scheduled",
        about_person=person.pk,
        obj=review,
        opens=window.opens,
        closes=window.closes,
    )
    return review


def _open_one(person: Person, support_plan: SupportPlan | None) -> Review | None:
    """The review that stands for this plan now, or the offer of the older version that the plan replaces."""
    if support_plan is None:
        return Review.objects.open().filter(person=person, support_plan__isnull=True).first()
    mine = Review.objects.filter(support_plan=support_plan, state__in=[*OPEN, ReviewState.HELD]).first()
    older = Review.objects.filter(
        person=person, state=ReviewState.OFFERED, support_plan__kind=support_plan.kind,
        support_plan__organisation=support_plan.organisation_id,
    )  # fmt: skip
    return mine or older.first()


def schedule_next(*, by: Actor, review: Review, after: date, agreed: date | None = None) -> Review | None:
    """The next offer of a support plan's review: a year on, or sooner if agreed. Without a support plan: none."""
    plan = review.support_plan
    if plan is None:
        return None
    window = next_window(after, jurisdiction=plan.jurisdiction, child=_child(plan, after), agreed=agreed)
    return schedule(by=by, person=review.person, support_plan=plan, window=window)


def _child(plan: SupportPlan, on: date) -> bool:
    """Under 18. An individual development plan has its own clock, a year (ALN Code), whatever the age."""
    return plan.kind != SupportPlanKind.YOUNG and is_child(plan.person.born_on, on)


def schedule_first(plan: SupportPlan, anchor: date) -> Review:
    window = first_window(anchor, jurisdiction=plan.jurisdiction, child=_child(plan, anchor))
    return schedule(by=system("calendar"), person=plan.person, support_plan=plan, window=window)


@acting.system(CALENDAR)
def when_signed_off(*, support_plan: SupportPlan, change: StateChange, by: Actor, given: Mapping[str, Any]) -> None:
    """Care Act 2014 s.27: a light look six to eight weeks after sign-off, where the council counts from there."""
    if counted_from() == SIGN_OFF:
        schedule_first(support_plan, support_plan.signed_off_on or timezone.localdate())


@acting.system(CALENDAR)
def when_active(*, support_plan: SupportPlan, change: StateChange, by: Actor, given: Mapping[str, Any]) -> None:
    """A plan starts: the first review, where the council counts from there. A review is over: the next one."""
    if change.transition == "go_live" and counted_from() == START:
        schedule_first(support_plan, support_plan.starts_on or timezone.localdate())
    if change.transition in ("keep", "revise"):
        finish_review_of(by=by, plan=support_plan, agreed=given.get("next_review_on"))


@acting.system(CALENDAR)
def when_in_review(*, support_plan: SupportPlan, change: StateChange, by: Actor, given: Mapping[str, Any]) -> None:
    """A plan is looked at again, so there is a meeting to plan; the one that was offered, if there was one."""
    if _open_one(support_plan.person, support_plan) is None:
        review = Review.objects.create(
            person=support_plan.person, support_plan=support_plan, trigger=Trigger.ASKED,
            requested_by=by.audit_label[:120], facilitator=support_plan.facilitator,
        )  # fmt: skip
        record.write(actor=by, action="reviews.asked", about_person=support_plan.person_id, obj=review)


def finish_review_of(*, by: Actor, plan: SupportPlan, agreed: date | None = None) -> None:
    """The process went on, so the review is finished; held today if nobody wrote the day down."""
    review = Review.objects.filter(support_plan=plan, state__in=[*OPEN, ReviewState.HELD]).first()
    if review is not None:
        close(by=by, review=review, agreed=agreed if isinstance(agreed, date) else None)


def close(*, by: Actor, review: Review, agreed: date | None = None) -> None:
    """Write down that a review is finished, and offer the next."""
    held_on = review.held_on or timezone.localdate()
    Review.objects.filter(pk=review.pk).update(state=ReviewState.CLOSED, held_on=held_on)
    drop_reminders(review)
    record.write(actor=by, action="reviews.closed", about_person=review.person_id, obj=review, held_on=held_on)
    schedule_next(by=by, review=review, after=held_on, agreed=agreed)
