"""Letters: each is sent once, by whoever gets there first, and never when it is not wanted any more."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test import Client
from django.utils import timezone

from people import actions
from people.actions.letters import claim_letter, send_letter, send_waiting_letters, write_letter
from people.actors import system
from people.enums import LetterKind
from people.models import Letter, Person, User
from tests.scenarios import World

DAY = "2026-05-04 11:00Z"


class BrokenLine(EmailBackend):
    """Takes the letter and then the line breaks: nobody knows whether it went."""

    def send_messages(self, messages):
        super().send_messages(messages)
        raise ConnectionResetError


class ShutDoor(EmailBackend):
    def open(self):
        raise ConnectionRefusedError


def letter(name: str = "one", **fields) -> Letter:
    given = {"kind": LetterKind.REVIEW_REMINDER, "to_email": "sam@demo.example", "path": "/meetings/"}
    return write_letter(for_what=f"test:{name}", **{**given, **fields})


@pytest.fixture
def by_day():
    with time_machine.travel(DAY, tick=False) as clock:
        yield clock


@pytest.mark.django_db
def test_a_letter_is_written_once_for_what_it_is_for(by_day) -> None:
    assert letter() == letter() and Letter.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_four_workers_racing_send_each_letter_once(by_day) -> None:
    for number in range(20):
        letter(str(number))

    def work(_: int) -> int:
        try:
            return send_waiting_letters()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        sent = sum(workers.map(work, range(4)))
    ids = [message.extra_headers["Message-ID"] for message in mail.outbox]
    assert sent == len(ids) == len(set(ids)) == 20


@pytest.mark.django_db
def test_after_a_crash_between_hand_over_and_writing_it_down_a_reminder_is_not_sent_again(by_day, settings) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.BrokenLine"
    one = letter()
    assert send_waiting_letters() == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    by_day.shift(timedelta(hours=2))
    assert send_waiting_letters() == 0
    one.refresh_from_db()
    assert one.is_unknown and len(mail.outbox) == 1


@pytest.mark.django_db
def test_a_letter_that_nobody_took_is_tried_again_later(by_day, settings) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.ShutDoor"
    one = letter()
    assert send_waiting_letters() == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_waiting_letters() == 0
    by_day.shift(timedelta(minutes=6))
    assert send_waiting_letters() == 1
    one.refresh_from_db()
    assert one.sent_at and one.attempts == 2


@pytest.mark.django_db
def test_a_worker_whose_lease_ran_out_sends_nothing(by_day) -> None:
    letter()
    slow = claim_letter()
    by_day.shift(timedelta(minutes=3))
    quick = claim_letter()
    assert send_letter(quick) and not send_letter(slow) and len(mail.outbox) == 1


@pytest.mark.django_db
def test_a_dropped_letter_is_not_sent(by_day) -> None:
    letter()
    actions.drop_letters(starting_with="test:")
    assert send_waiting_letters() == 0


def test_a_reminder_to_somebody_who_paused_is_not_sent(world: World, by_day) -> None:
    letter(to_user=world.users["sam"])
    actions.stop_for_now(by=system("test"), person=world.sam)
    assert send_waiting_letters() == 0


def test_nothing_is_sent_about_somebody_who_has_died(world: World, by_day) -> None:
    letter(to_user=world.users["mum"], about_person=world.sam)
    Person.objects.update(died_on=timezone.localdate())
    assert send_waiting_letters() == 0


def test_a_tie_that_has_ended_drops_the_letter_at_the_time_of_sending(world: World, by_day) -> None:
    letter(to_user=world.users["mum"], about_person=world.sam)
    actions.end_connection(by=system("test"), connection=world.connections["mum"])
    assert send_waiting_letters() == 0


@pytest.mark.django_db
def test_a_reminder_waits_for_the_morning_and_an_invitation_does_not() -> None:
    with time_machine.travel("2026-05-04 20:30Z", tick=False) as clock:  # half past nine in the evening here
        letter("reminder")
        letter("invitation", kind=LetterKind.INVITATION)
        assert send_waiting_letters() == 1
        clock.move_to("2026-05-05 08:01Z")
        assert send_waiting_letters() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("kind", LetterKind.values)
def test_a_letter_names_nobody_and_holds_a_way_to_stop(by_day, kind: str) -> None:
    letter(kind=kind)
    send_waiting_letters()
    said = mail.outbox[0].subject + mail.outbox[0].body
    assert "Sam" not in said and "/letters/stop/" in said and "&#" not in said


@pytest.mark.django_db
def test_the_message_id_comes_from_what_the_letter_is_for(by_day) -> None:
    from people.letters import compose

    one, two = letter("one"), letter("two")
    first = compose(one).extra_headers["Message-ID"]
    assert first == compose(one).extra_headers["Message-ID"] != compose(two).extra_headers["Message-ID"]
    assert "test" not in first


@pytest.mark.django_db
def test_letters_are_stopped_without_signing_in_by_a_press_and_not_by_a_scanner(by_day, client: Client) -> None:
    letter("first")
    send_waiting_letters()
    path = re.search(r"http\S+?(/letters/stop/\S+)", mail.outbox[0].body).group(1)
    assert client.get(path).status_code == 200
    letter("second")
    assert send_waiting_letters() == 1
    client.post(path)
    letter("third")
    assert send_waiting_letters() == 0
    assert client.get("/letters/stop/nonsense/").status_code == 404


def test_a_letter_is_in_its_readers_language(world: World, by_day) -> None:
    letter(language="cy")
    send_waiting_letters()
    assert User.objects.exists() and mail.outbox[0].subject
