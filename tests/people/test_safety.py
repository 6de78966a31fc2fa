"""Signing in under a new key each time, telling nobody who is here, and leaving fast."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.http import HttpRequest
from django.test import Client

from audit.models import AuditEntry
from people import step_up
from people.devices import sign_in_mark
from people.guesses import HOUR, WRONG_A_DAY_BEFORE_REST, note_wrong_guess
from people.models import Session
from people.sessions import SessionStore
from tests.scenarios import World

LOGIN, NUMBER = "/account/login/", "/account/login/code/confirm/"


@pytest.fixture(autouse=True)
def no_earlier_guesses(db: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def key_of(client: Client) -> str:
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def number_from_the_email(client: Client, path: str, email: str) -> str:
    mail.outbox.clear()
    client.post(path, {"email": email})
    return re.search(r"^(\d{3} \d{3})$", mail.outbox[0].body, re.M).group(1)


# --- T-SESS: a key that was there before never becomes signed in -------------------------------------------


def by_number(client: Client) -> None:
    client.post(NUMBER, {"code": number_from_the_email(client, LOGIN, "sam@demo.example"), "action": "verify"})


def by_starting(client: Client) -> None:
    number = number_from_the_email(client, "/account/signup/", "new@demo.example")
    client.post("/account/confirm-email/", {"code": number, "action": "verify"})


def by_password(client: Client) -> None:
    client.post("/account/login/staff/", {"login": "priya@demo.example", "password": "a long demo password"})


@pytest.mark.parametrize("sign_in_by", [by_number, by_starting, by_password])
def test_a_planted_key_never_becomes_signed_in(world: World, client: Client, sign_in_by: Callable) -> None:
    planted = SessionStore()
    planted["planted"] = True
    planted.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = planted.session_key
    sign_in_by(client)
    # Staff wait for their second factor in a session that nobody is signed in to yet; it must not be the planted one
    # once they are.
    left = Session.objects.filter(session_key=planted.session_key).first()
    assert left is None or "_auth_user_id" not in left.get_decoded()
    assert sign_in_by is by_password or (key_of(client) != planted.session_key and "_auth_user_id" in client.session)


def test_showing_a_second_thing_changes_the_key_and_keeps_the_device_and_what_waits_on_it(world: World) -> None:
    """The device list still knows it and can end it; words that were not sent still belong to this sign-in."""
    phone, laptop = Client(), Client()
    by_number(phone)
    by_number(laptop)
    Authenticator.objects.create(
        user=world.users["sam"], type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x", "used_mask": 0}
    )
    Authenticator.objects.create(user=world.users["sam"], type=Authenticator.Type.TOTP, data={"secret": "x"})
    before, mark = key_of(phone), mark_of(phone)
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    phone.post("/account/2fa/reauthenticate/", {"code": codes[0]})
    assert key_of(phone) != before and not Session.objects.filter(session_key=before).exists()
    assert mark_of(phone) == mark and "_auth_user_id" in phone.session
    known = UserSession.objects.get(session_key=key_of(phone))
    laptop.post(f"/account/sessions/{known.pk}/end/")
    assert phone.get("/plan/").url.startswith(LOGIN), "signed out at once, from elsewhere"


def mark_of(client: Client) -> str:
    request = HttpRequest()
    request.session = SessionStore(key_of(client))
    return sign_in_mark(request)


def test_signing_out_tells_the_browser_to_let_go_and_nothing_else_does(sign_in: Callable[[str], Client]) -> None:
    client = sign_in("sam")
    assert "Clear-Site-Data" not in client.get("/easier/").headers
    answer = client.post("/account/logout/")
    assert answer.get("Clear-Site-Data") == '"cache", "storage"' and "no-store" in answer.get("Cache-Control", "")


# --- T-ENUM ---------------------------------------------------------------------------------------------


def test_known_and_unknown_emails_cannot_be_told_apart_by_page_status_or_headers(world: World) -> None:
    known = [user.email for user in world.users.values()]
    for number, email in enumerate(known * 2):
        assert walk(email) == walk(f"{number:02}@demo.example".rjust(len(email), "z")), email


def walk(email: str) -> list[tuple[int, dict[str, str], list[str], str]]:
    cache.clear()
    client, seen = Client(), []
    for answer in (client.post(LOGIN, {"email": email}), client.get(NUMBER), client.post(NUMBER, {"code": "000 000"})):
        text = re.sub(r'(csrfmiddlewaretoken" value|csrf-token" content)="[^"]*"', "", answer.content.decode())
        headers = {name: value for name, value in answer.headers.items() if name != "Expires"}  # the time of now
        seen.append((answer.status_code, headers, sorted(answer.cookies), text.replace(email, "X")))
    return seen


def test_after_very_many_wrong_numbers_new_devices_get_none_and_known_ones_do(world: World, caplog) -> None:
    """Known and unknown emails are refused alike, and somebody is told."""
    mine, new = Client(), Client()
    mine.post(NUMBER, {"code": number_from_the_email(mine, LOGIN, "sam@demo.example"), "only_mine": "yes"})
    mine.post("/account/logout/")
    cache.set(f"wrong-guesses:{int(time.time() // HOUR)}", WRONG_A_DAY_BEFORE_REST - 1, HOUR)
    note_wrong_guess()
    assert "5000 wrong guesses" in caplog.text
    mail.outbox.clear()
    for email in ("sam@demo.example", "nobody@demo.example"):
        assert "no numbers to new devices today" in new.post(LOGIN, {"email": email}).content.decode()
    assert mail.outbox == []
    assert mine.post(LOGIN, {"email": "mum@demo.example"}).status_code == 200, "known for one email alone"
    assert mine.post(LOGIN, {"email": "sam@demo.example"}).status_code == 302 and len(mail.outbox) == 1


def test_a_lost_passkey_is_taken_off_only_with_an_assigned_worker_and_ends_every_sign_in(
    world: World, sign_in: Callable[[str], Client]
) -> None:
    Authenticator.objects.create(user=world.users["sam"], type=Authenticator.Type.TOTP, data={"secret": "x"})
    client = sign_in("sam")
    for other in ("far@demo.example", "mum@demo.example", "priya@demo.example"):
        with pytest.raises(CommandError):
            call_command("take_off_passkeys", "sam@demo.example", heard_by=other)
    assert Authenticator.objects.exists()
    call_command("take_off_passkeys", "sam@demo.example", heard_by="nia@demo.example")
    assert not Authenticator.objects.exists() and client.get("/plan/").url.startswith(LOGIN)
    entry = AuditEntry.objects.get(action="people.passkeys_taken_off")
    assert (entry.actor_id, entry.about_person) == (str(world.users["nia"].pk), str(world.sam.pk))


# --- leaving fast ------------------------------------------------------------------------------------------


def own_device(client: Client, said: bool) -> Client:
    session = client.session
    session["only_my_device"] = said
    session.save()
    return client


def test_leaving_fast_signs_a_shared_device_out_and_locks_an_own_one_until_the_passkey(
    world: World, sign_in: Callable[[str], Client]
) -> None:
    shared, no_passkey = own_device(sign_in("sam"), False), own_device(sign_in("sam"), True)
    for client in (shared, no_passkey):
        answer = client.post("/leave/")
        assert answer.url == settings.QUICK_EXIT_URL and answer["Clear-Site-Data"] == '"cache", "storage"'
        assert client.get("/plan/").url.startswith(LOGIN)
    Authenticator.objects.create(user=world.users["sam"], type=Authenticator.Type.TOTP, data={"secret": "x"})
    mine = own_device(sign_in("sam"), True)
    assert mine.post("/leave/")["Clear-Site-Data"] == '"cache"', "words that wait on an own device stay"
    for path in ("/plan/", "/circle/", "/", "/who-looked/", "/api/v1/me"):
        assert mine.get(path).url.startswith("/account/2fa/reauthenticate/?next="), path
    request = HttpRequest()
    request.session, request.user = mine.session, world.users["sam"]
    step_up.renew(request)
    mine.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
    request.session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
    request.session.save()
    assert mine.get("/plan/").status_code == 200


def test_the_form_may_lead_to_the_neutral_page_and_nowhere_else(client: Client) -> None:
    policy = client.get("/help")["Content-Security-Policy"]
    assert "form-action 'self' https://www.bbc.co.uk;" in policy + ";"
