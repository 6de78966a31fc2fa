"""Reminders are rows first. One person gets at most one letter a day, however many workers run."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from people.actions import write_letter
from people.enums import LetterKind
from people.models import Letter
from plans.process import ENDED
from reviews.dates import REMINDER_AT, is_good_hour, local_moment, reminder_days
from reviews.enums import ReminderKind, ReviewState
from reviews.models import Reminder, Review

MOST_AT_A_TIME = 500
STATE_FOR = {
    ReminderKind.OFFER: ReviewState.OFFERED,
    ReminderKind.GET_READY: ReviewState.PLANNED,
    ReminderKind.TOMORROW: ReviewState.PLANNED,
}


def remind(review: Review, kind: ReminderKind, day: date) -> None:
    """Put a reminder on a day at ten in the morning, local time. Asked twice for a day it is there once."""
    reminder, made = Reminder.objects.get_or_create(
        review=review, kind=kind, local_date=day,
        defaults={"person_id": review.person_id, "due_at": local_moment(day, REMINDER_AT)},
    )  # fmt: skip
    if not made and reminder.done_at is None:
        Reminder.objects.filter(pk=reminder.pk).update(dropped_at=None)


def remind_of_meeting(review: Review) -> None:
    """The reminders of the planned day take the place of any others. A day gone by is not reminded of."""
    drop_reminders(review)
    if review.meets_on is not None:
        for kind, day in reminder_days(review.meets_on, timezone.localdate()).items():
            remind(review, ReminderKind(kind), day)


def drop_reminders(review: Review) -> None:
    """Nothing more is sent of this review: what waits is dropped, here and in the post."""
    waiting = Reminder.objects.filter(review=review).waiting()
    waiting.update(dropped_at=timezone.now())
    posted = Letter.objects.filter(pk__in=Reminder.objects.filter(review=review).values("letter"))
    posted.filter(handed_over_at__isnull=True, sent_at__isnull=True).update(dropped_at=timezone.now())


def send_due(*, at_most: int = MOST_AT_A_TIME) -> int:
    """Give the reminders that are due, a person at a time. Returns how many letters were written.

    Nothing goes between eight in the evening and nine in the morning, local time.
    """
    if not is_good_hour(timezone.now()):
        return 0
    written = 0
    for _ in range(at_most):
        letter = _claim_one_person()
        if letter is None:
            break
        written += letter
    return written


@transaction.atomic
def _claim_one_person() -> int | None:
    """Give everything that is due to one person in one letter: 1 when it was written, 0 when nothing was wanted.

    None when nothing is due. The lock on the person's row is the lease: it is skipped by the other workers, and a
    worker killed in the middle gives it back at once, with nothing written. Letter and reminder are one commit.
    """
    locked = Reminder.objects.due().select_related("person__user").order_by("due_at", "id")
    first = locked.select_for_update(of=("self", "person"), skip_locked=True, no_key=True).first()
    if first is None:
        return None
    due = list(
        Reminder.objects.due().filter(person=first.person_id).select_related("review__support_plan", "person__user")
    )
    wanted = [reminder for reminder in due if _is_wanted(reminder)]
    now = timezone.now()
    Reminder.objects.filter(pk__in=[each.pk for each in due if each not in wanted]).update(dropped_at=now)
    if not wanted:
        return 0
    # After some days without a worker there is one letter, about what comes next, and not one a day.
    letter, fresh = _letter(max(wanted, key=lambda reminder: reminder.due_at))
    Reminder.objects.filter(pk__in=[each.pk for each in wanted]).update(done_at=now, letter=letter)
    return int(fresh)


def _is_wanted(reminder: Reminder) -> bool:
    """Asked again at the last moment: not paused, still alive, still offered or planned, still to come."""
    person, review = reminder.person, reminder.review
    if person.user is None or not person.user.is_active or person.paused_at is not None or person.died_on is not None:
        return False
    if review.support_plan is not None and review.support_plan.state in ENDED:
        return False
    if reminder.kind != ReminderKind.OFFER and (review.meets_on is None or review.meets_on < timezone.localdate()):
        return False
    return review.state == STATE_FOR[ReminderKind(reminder.kind)]


def _letter(reminder: Reminder) -> tuple[Letter, bool]:
    """The person's one letter of today, and whether it is new. Its name holds the local day."""
    user = reminder.person.user
    for_what = f"review-reminder:{reminder.person_id}:{timezone.localdate().isoformat()}"
    fresh = not Letter.objects.filter(for_what=for_what).exists()
    letter = write_letter(
        for_what=for_what, kind=LetterKind.REVIEW_REMINDER, to_email=user.email, to_user=user,
        about_person=reminder.person, language=user.language, path=reverse("meeting", args=[reminder.review_id]),
    )  # fmt: skip
    return letter, fresh
