"""T-SPRAY: guessing a little at very many accounts comes to nothing (security reference, section 5)."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from people.guesses import (
    FEWEST_DIGITS,
    HOUR,
    WRONG_A_DAY_BEFORE_LONGER,
    WRONG_A_DAY_BEFORE_REST,
    digits_needed,
    may_be_guessed,
    note_wrong_guess,
    numbers_rest,
)
from tests.scenarios import World

LOGIN, NUMBER = "/account/login/", "/account/login/code/confirm/"
MOST_LIKELY = 1 / 6700  # that any account falls on a day of attack
OLD = "That number is too old now"


@pytest.fixture(autouse=True)
def no_earlier_guesses(db: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def wrong_guesses(count: int) -> None:
    cache.set(f"wrong-guesses:{int(time.time() // HOUR)}", count, HOUR)


def ask(client: Client, email: str = "sam@demo.example") -> str:
    mail.outbox.clear()
    client.post(LOGIN, {"email": email})
    return number_in_the_email()


def number_in_the_email() -> str:
    return re.search(r"^(\d+ \d+)$", mail.outbox[0].body, re.M).group(1)


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("stocked", [False, True], ids=["asking as they go", "with short numbers asked for before"])
def test_a_day_of_guessing_at_ten_thousand_accounts_opens_one_in_6700_days(stocked: bool) -> None:
    """Each guess by itself, with what the site says before it: how long its number is, and whether it stands."""
    odds, guesses = 0.0, 0
    held = FEWEST_DIGITS
    while guesses < 10_000 * 5:
        if not may_be_guessed(held, known=False):
            if numbers_rest():
                break
            held = digits_needed()
        odds += 10.0**-held
        guesses += 1
        note_wrong_guess()
        if not stocked:
            held = digits_needed()
    assert odds <= MOST_LIKELY
    assert guesses == WRONG_A_DAY_BEFORE_REST


def test_who_stays_just_under_the_first_step_gets_no_further(settings: object) -> None:
    assert WRONG_A_DAY_BEFORE_LONGER * 10.0**-FEWEST_DIGITS <= MOST_LIKELY


@pytest.mark.parametrize("before", [WRONG_A_DAY_BEFORE_LONGER, WRONG_A_DAY_BEFORE_REST])
def test_a_short_number_asked_for_before_the_step_opens_nothing_on_a_new_device(world: World, before: int) -> None:
    client = Client()
    number = ask(client)
    wrong_guesses(before)
    page = client.post(NUMBER, {"code": number, "action": "verify"}).content.decode()
    assert OLD in page and not signed_in(client)


def test_a_new_one_of_eight_digits_does(world: World) -> None:
    client = Client()
    ask(client)
    wrong_guesses(WRONG_A_DAY_BEFORE_LONGER)
    mail.outbox.clear()
    client.post(NUMBER, {"action": "resend"})
    number = number_in_the_email()
    assert len(number.replace(" ", "")) == 8
    client.post(NUMBER, {"code": number, "action": "verify"})
    assert signed_in(client)


def test_a_known_device_goes_on_as_before(world: World) -> None:
    client = Client()
    client.post(NUMBER, {"code": ask(client), "action": "verify", "only_mine": "yes"})
    client.post("/account/logout/")
    number = ask(client)
    wrong_guesses(WRONG_A_DAY_BEFORE_REST)
    client.post(NUMBER, {"code": number, "action": "verify"})
    assert signed_in(client)


def test_no_way_of_asking_sends_a_number_to_a_new_device_while_numbers_rest(world: World) -> None:
    client = Client()
    ask(client)
    mail.outbox.clear()
    wrong_guesses(WRONG_A_DAY_BEFORE_REST)
    again = client.post(NUMBER, {"action": "resend"}, follow=True).content.decode()
    for email in ("new@demo.example", "sam@demo.example"):
        start = Client().post("/account/signup/", {"email": email}).content.decode()
        assert "no numbers to new devices today" in start
    assert "no numbers to new devices today" in again and mail.outbox == []
