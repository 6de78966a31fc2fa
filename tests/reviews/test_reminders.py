"""A reminder is sent exactly once, in good hours, and only when it is still wanted."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from people.actions import start_again, stop_for_now
from people.enums import LetterKind
from people.models import Letter
from plans.models import SupportPlan
from reviews import actions
from reviews.actions import reminders
from reviews.dates import Window
from reviews.enums import ReminderKind
from reviews.models import Reminder, Review
from reviews.tasks import send_due_reminders
from tests.scenarios import World

NOON = datetime(2026, 6, 3, 12, tzinfo=UTC)


@pytest.fixture
def planned(world: World) -> Iterator[Review]:
    """Sam's meeting on 10 June, planned on 1 June: get ready on the 3rd, tomorrow on the 9th."""
    with time_machine.travel(datetime(2026, 6, 1, 12, tzinfo=UTC), tick=False):
        sam = world.actor("sam")
        review = actions.ask_for_review(by=sam, person=world.sam)
        yield actions.plan_meeting(by=sam, review=review, meets_on=date(2026, 6, 10), meets_at=time(14))


def letters() -> list[Letter]:
    return list(Letter.objects.filter(kind=LetterKind.REVIEW_REMINDER, dropped_at__isnull=True))


def test_a_planned_meeting_is_reminded_of_a_week_and_a_day_before(planned: Review) -> None:
    sent = []
    for day in range(1, 12):
        for hour in (9, 11, 15):
            with time_machine.travel(datetime(2026, 6, day, hour, tzinfo=UTC), tick=False):
                sent += [day] * send_due_reminders()
    assert sent == [3, 9]
    assert {letter.path for letter in letters()} == {f"/meetings/{planned.pk}/"}


def test_nothing_is_sent_at_night(planned: Review) -> None:
    for hour in (0, 5, 7, 19, 21, 23):  # in June clocks show one hour more: 8 in the morning, 8 in the evening
        with time_machine.travel(datetime(2026, 6, 4, hour, tzinfo=UTC), tick=False):
            assert send_due_reminders() == 0
    with time_machine.travel(datetime(2026, 6, 5, 8, tzinfo=UTC), tick=False):
        assert send_due_reminders() == 1


def test_a_worker_down_for_three_days_sends_one_letter_and_not_three(world: World, planned: Review) -> None:
    for day in (3, 4, 5):
        Reminder.objects.update_or_create(
            review=planned, kind=ReminderKind.GET_READY, local_date=date(2026, 6, day),
            defaults={"person": world.sam, "due_at": datetime(2026, 6, day, 9, tzinfo=UTC)},
        )  # fmt: skip
    with time_machine.travel(datetime(2026, 6, 6, 12, tzinfo=UTC), tick=False):
        assert send_due_reminders() == 1
        assert send_due_reminders() == 0
    assert len(letters()) == 1
    assert Reminder.objects.filter(done_at__isnull=False, letter=letters()[0]).count() == 3


def test_a_paused_person_is_not_reminded_and_gets_no_flood_after(world: World, planned: Review) -> None:
    stop_for_now(by=world.actor("sam"), person=world.sam)
    with time_machine.travel(NOON, tick=False):
        assert send_due_reminders() == 0
    world.sam.refresh_from_db()
    start_again(by=world.actor("sam"), person=world.sam)
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        assert send_due_reminders() == 0
    assert letters() == []


def test_after_not_now_nobody_chases(world: World, planned: Review) -> None:
    actions.say_not_now(by=world.actor("sam"), review=planned)
    for day in range(2, 12):
        with time_machine.travel(datetime(2026, 6, day, 12, tzinfo=UTC), tick=False):
            assert send_due_reminders() == 0


def test_nobody_writes_to_somebody_who_has_died(world: World, planned: Review) -> None:
    world.sam.died_on = date(2026, 6, 2)
    world.sam.save()
    with time_machine.travel(NOON, tick=False):
        assert send_due_reminders() == 0
    assert letters() == []


def test_a_letter_in_the_post_is_dropped_when_the_person_says_not_now(world: World, planned: Review) -> None:
    with time_machine.travel(NOON, tick=False):
        assert send_due_reminders() == 1
        actions.say_not_now(by=world.actor("sam"), review=planned)
    assert letters() == []


def test_a_moved_meeting_is_reminded_of_on_its_new_days_only(world: World, planned: Review) -> None:
    actions.plan_meeting(by=world.actor("sam"), review=planned, meets_on=date(2026, 6, 20))
    waiting = Reminder.objects.waiting().values_list("local_date", flat=True)
    assert set(waiting) == {date(2026, 6, 13), date(2026, 6, 19)}
    actions.plan_meeting(by=world.actor("sam"), review=planned, meets_on=date(2026, 6, 10))
    assert set(waiting.all()) == {date(2026, 6, 3), date(2026, 6, 9)}


@pytest.mark.parametrize(
    ("day", "utc_hour"),
    [(date(2026, 3, 28), 10), (date(2026, 3, 29), 9), (date(2026, 10, 24), 9), (date(2026, 10, 25), 10)],
)
def test_a_reminder_is_for_ten_oclock_on_local_clocks_when_they_change(
    planned: Review, day: date, utc_hour: int
) -> None:
    reminders.remind(planned, ReminderKind.GET_READY, day)
    due_at = Reminder.objects.get(local_date=day).due_at
    assert due_at == datetime(day.year, day.month, day.day, utc_hour, tzinfo=UTC)


def test_a_worker_killed_in_the_middle_leaves_nothing_half_done(
    planned: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = reminders.write_letter

    def write_and_die(**fields: object) -> Letter:
        original(**fields)
        raise KeyboardInterrupt

    with time_machine.travel(NOON, tick=False):
        with monkeypatch.context() as patched:
            patched.setattr(reminders, "write_letter", write_and_die)
            with pytest.raises(KeyboardInterrupt):
                send_due_reminders()
        assert letters() == []
        assert send_due_reminders() == 1
        assert send_due_reminders() == 0
    assert len(letters()) == 1


def test_an_offer_opens_with_its_window(world: World) -> None:
    with time_machine.travel(datetime(2026, 4, 6, 12, tzinfo=UTC), tick=False):
        window = Window(date(2026, 5, 18), date(2026, 6, 1))
        review = actions.schedule(by=world.actor("nia"), person=world.sam, window=window)
        assert actions.schedule(by=world.actor("nia"), person=world.sam, window=window) == review
    assert Reminder.objects.get().due_at == datetime(2026, 5, 18, 9, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_four_racing_workers_send_once(world: World) -> None:
    today = timezone.localdate()
    with time_machine.travel(datetime.combine(today, time(12), tzinfo=UTC), tick=True):
        sam = world.actor("sam")
        review = actions.ask_for_review(by=sam, person=world.sam)
        actions.plan_meeting(by=sam, review=review, meets_on=today + timedelta(days=5))
        Reminder.objects.filter(review=review).delete()
        for days in range(4):
            Reminder.objects.create(
                review=review, person=world.sam, kind=ReminderKind.GET_READY,
                local_date=today - timedelta(days=days), due_at=timezone.now() - timedelta(days=days),
            )  # fmt: skip
        start, sent, lock = threading.Barrier(4), [], threading.Lock()

        def work() -> None:
            start.wait()
            try:
                number = send_due_reminders()
                with lock:
                    sent.append(number)
            finally:
                connection.close()

        workers = [threading.Thread(target=work) for _ in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    assert (sum(sent), len(sent)) == (1, 4)
    assert len(letters()) == 1
    assert not Reminder.objects.waiting().exists()


def test_a_plan_that_has_ended_reminds_nobody(world: World) -> None:
    plan = SupportPlan.objects.create(person=world.sam, organisation=world.council, jurisdiction="ENG", state="active")
    with time_machine.travel(datetime(2026, 4, 6, 12, tzinfo=UTC), tick=False):
        window = Window(date(2026, 5, 18), date(2026, 6, 1))
        actions.schedule(by=world.actor("nia"), person=world.sam, window=window, support_plan=plan)
    SupportPlan.objects.filter(pk=plan.pk).update(state="closed")
    with time_machine.travel(datetime(2026, 5, 18, 12, tzinfo=UTC), tick=False):
        assert send_due_reminders() == 0
