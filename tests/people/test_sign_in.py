"""Signing in without remembering, and without telling anybody who is here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from people.guesses import MOST_GUESSES, count_guess, digits_needed, note_wrong_guess
from tests.scenarios import World

LOGIN, NUMBER = "/account/login/", "/account/login/code/confirm/"


@pytest.fixture(autouse=True)
def no_earlier_guesses(db: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def ask(client: Client, email: str = "sam@demo.example") -> str:
    """Ask for a number and read it out of the email."""
    mail.outbox.clear()
    client.post(LOGIN, {"email": email})
    found = re.search(r"^(\d{3} \d{3})$", mail.outbox[0].body, re.M) if mail.outbox else None
    return found.group(1) if found else ""


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_number_from_the_email_signs_a_person_in(world: World, client: Client) -> None:
    number = ask(client)
    answer = client.post(NUMBER, {"code": number, "action": "verify"})
    assert answer.url == reverse("home") and signed_in(client)


@pytest.mark.parametrize("typed", ["{0}{1}", " {0} {1} ", "{0}-{1}"])
def test_a_number_may_be_pasted_in_any_form(world: World, client: Client, typed: str) -> None:
    client.post(NUMBER, {"code": typed.format(*ask(client).split())})
    assert signed_in(client)


def test_the_box_for_the_number_takes_a_paste_and_asks_for_nothing_to_be_remembered(
    world: World, client: Client
) -> None:
    ask(client)
    box = re.search(r'<input[^>]*name="code"[^>]*>', client.get(NUMBER).content.decode()).group()
    assert 'autocomplete="one-time-code"' in box and 'inputmode="numeric"' in box
    assert "maxlength" not in box and "required" not in box and "pattern" not in box


def test_a_wrong_number_keeps_the_page_and_says_how_many_goes_are_left(world: World, client: Client) -> None:
    ask(client)
    answer = client.post(NUMBER, {"code": "000 000"})
    page = answer.content.decode()
    assert answer.status_code == 200 and "You have 4 more goes" in page and 'value="000 000"' in page
    assert "Send a new number" in page


def test_an_empty_box_costs_no_go(world: World, client: Client) -> None:
    ask(client)
    assert "Type the number from your email" in client.post(NUMBER, {"code": ""}).content.decode()
    assert "You have 4 more goes" in client.post(NUMBER, {"code": "000 000"}).content.decode()


def test_after_five_wrong_numbers_the_right_one_is_too_late(world: World, client: Client) -> None:
    number = ask(client)
    for _ in range(MOST_GUESSES):
        client.post(NUMBER, {"code": "000 000"})
    client.post(NUMBER, {"code": number})
    assert not signed_in(client)


def test_guesses_that_race_each_other_are_counted_one_by_one() -> None:
    with ThreadPoolExecutor(16) as many:
        counts = list(many.map(count_guess, ["one-number"] * 200))
    assert sum(count <= MOST_GUESSES for count in counts) == MOST_GUESSES


def test_a_number_is_too_old_after_ten_minutes_and_the_page_says_so_kindly(world: World, client: Client) -> None:
    with time_machine.travel("2026-05-04 10:00Z", tick=False) as clock:
        number = ask(client)
        clock.shift(601)
        answer = client.post(NUMBER, {"code": number}, follow=True)
    page = answer.content.decode()
    assert not signed_in(client) and "That number is too old now" in page and "sam@demo.example" in page


def test_a_number_works_only_in_the_browser_that_asked(world: World, client: Client) -> None:
    number = ask(client)
    other = Client()
    other.post(NUMBER, {"code": number})
    assert not signed_in(other)


def test_a_known_and_an_unknown_email_get_the_same_pages(world: World) -> None:
    def walk(email: str) -> list[tuple[int, str]]:
        client, seen = Client(), []
        for answer in (client.post(LOGIN, {"email": email}), client.get(NUMBER), client.post(NUMBER, {"code": "1"})):
            text = re.sub(r'(csrfmiddlewaretoken" value|csrf-token" content)="[^"]*"', "", answer.content.decode())
            seen.append((answer.status_code, text.replace(email, "X")))
        return seen

    assert walk("sam@demo.example") == walk("nobody@demo.example")


def test_starting_a_plan_with_a_known_email_looks_like_starting_with_a_new_one(world: World) -> None:
    def walk(email: str) -> tuple[int, str, str]:
        client = Client()
        answer = client.post("/account/signup/", {"email": email})
        page = re.sub(
            r'(csrfmiddlewaretoken" value|csrf-token" content)="[^"]*"', "", client.get(answer.url).content.decode()
        )
        return answer.status_code, answer.url, page.replace(email, "X")

    assert walk("sam@demo.example") == walk("new@demo.example")


def test_a_new_person_starts_with_an_email_and_no_password(client: Client) -> None:
    client.post("/account/signup/", {"email": "new@demo.example"})
    number = re.search(r"^(\d{3} \d{3})$", mail.outbox[0].body, re.M).group(1)
    answer = client.post("/account/confirm-email/", {"code": number, "action": "verify"})
    assert answer.url == "/start/" and signed_in(client)


def test_letters_about_signing_in_hold_no_name_and_no_link_that_signs_in(world: World, client: Client) -> None:
    ask(client)
    letter = mail.outbox[0]
    assert letter.subject == "Your number" and "http" not in letter.body and "Sam" not in letter.subject + letter.body


def test_six_digits_become_eight_while_somebody_guesses_at_many_accounts() -> None:
    assert digits_needed() == 6
    for _ in range(101):
        note_wrong_guess()
    assert digits_needed() == 8


@pytest.mark.parametrize("path", ["/account/password/reset/", "/account/password/set/", "/account/password/change/"])
def test_a_person_is_never_asked_for_a_password(world: World, sign_in: Callable[[str], Client], path: str) -> None:
    assert sign_in("sam").get(path).status_code == 404


def test_the_list_of_devices_ends_one_of_my_sessions_and_nobody_elses(world: World) -> None:
    phone, laptop, mum = Client(), Client(), Client()
    for client, email in ((phone, "sam@demo.example"), (laptop, "sam@demo.example"), (mum, "mum@demo.example")):
        client.post(NUMBER, {"code": ask(client, email)})
    page = laptop.get("/account/sessions/").content.decode()
    assert page.count("Sign this one out") == 1 and "This device" in page
    theirs = UserSession.objects.get(session_key=mum.session.session_key)
    assert laptop.post(f"/account/sessions/{theirs.pk}/end/").status_code == 404
    mine = UserSession.objects.get(session_key=phone.session.session_key)
    laptop.post(f"/account/sessions/{mine.pk}/end/")
    assert not signed_in(phone) and signed_in(laptop) and signed_in(mum)


def test_a_page_of_somebody_signed_in_is_never_kept_by_the_browser(sign_in: Callable[[str], Client]) -> None:
    assert "no-store" in sign_in("sam").get("/account/sessions/")["Cache-Control"]


@pytest.mark.parametrize(
    "name", ["account_login", "account_signup", "staff_sign_in", "easier", "help", "about", "home"]
)
def test_pages_before_signing_in_are_open_and_hold_to_the_content_policy(db: None, client: Client, name: str) -> None:
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    assert "script-src 'self'" in answer.get("Content-Security-Policy", "")
    assert not re.search(r"\sstyle=|\son\w+=\"", answer.content.decode())
