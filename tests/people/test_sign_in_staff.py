"""Staff show two things before they see anything, and are signed out when they are away."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
import time_machine
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.scenarios import World
from tests.scenarios.people import STAFF_PASSWORD


@pytest.fixture(autouse=True)
def no_earlier_guesses(db: None) -> Iterator[None]:
    cache.clear()
    yield


def half_in(world: World, name: str = "nia") -> Client:
    """A member of staff who has shown one thing only."""
    client = Client()
    client.force_login(world.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    return client


def number_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.mark.parametrize("path", ["/", "/staff/", "/shared/", "/account/sessions/", "/staff/people/"])
def test_staff_without_a_second_factor_reach_nothing(world: World, path: str) -> None:
    answer = half_in(world).get(path)
    assert answer.status_code == 302 and answer.url.startswith(reverse("mfa_index"))


def test_staff_with_a_second_factor_must_show_it_in_this_session(world: World) -> None:
    TOTP.activate(world.users["nia"], generate_totp_secret())
    answer = half_in(world).get("/staff/")
    assert answer.status_code == 302 and answer.url.startswith(reverse("mfa_reauthenticate"))


def test_setting_up_an_app_opens_the_work(world: World) -> None:
    client = half_in(world)
    assert client.get("/staff/", follow=True).status_code == 200
    page = client.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200 and client.get(reverse("totp_picture"))["Content-Type"] == "image/svg+xml"
    answer = client.post(reverse("mfa_activate_totp"), {"code": number_of(client.session["mfa.totp.secret"])})
    assert answer.status_code == 302
    assert client.get("/staff/").status_code == 200


def test_a_password_is_followed_by_the_second_step(world: World, client: Client) -> None:
    from allauth.account.models import EmailAddress

    nia = world.users["nia"]
    EmailAddress.objects.create(user=nia, email=nia.email, verified=True, primary=True)
    secret = generate_totp_secret()
    TOTP.activate(nia, secret)
    answer = client.post(reverse("staff_sign_in"), {"login": nia.email, "password": STAFF_PASSWORD})
    assert answer.url == reverse("mfa_authenticate") and "_auth_user_id" not in client.session
    client.post(answer.url, {"code": number_of(secret)})
    assert client.get("/staff/").status_code == 200


def test_a_person_with_a_passkey_may_use_a_number_on_another_device(world: World) -> None:
    """The second factor is for staff: a passkey left at home never shuts a person out."""
    from django.test import RequestFactory

    from people.sign_in import SecondFactorStage

    Authenticator.objects.create(user=world.users["sam"], type=Authenticator.Type.WEBAUTHN, data={})
    Authenticator.objects.create(user=world.users["nia"], type=Authenticator.Type.TOTP, data={})
    asked = {}
    for name in ("sam", "nia"):
        request = RequestFactory().get("/")
        request.session = {}
        stage = SecondFactorStage.__new__(SecondFactorStage)
        stage.login = type("Login", (), {"user": world.users[name]})()
        asked[name] = stage._should_handle(request)
    assert asked == {"sam": False, "nia": True}


def test_staff_who_were_away_for_half_an_hour_sign_in_again(sign_in: Callable[[str], Client]) -> None:
    with time_machine.travel("2026-05-04 10:00Z", tick=False) as clock:
        client = sign_in("nia")
        assert client.get("/staff/").status_code == 200
        clock.shift(29 * 60)
        assert client.get("/staff/").status_code == 200
        clock.shift(31 * 60)
        answer = client.get("/staff/")
        assert answer.url.startswith(reverse("account_login"))
        assert "Your words are safe" in client.get(answer.url).content.decode()


def test_staff_sign_in_again_after_twelve_hours_of_work(sign_in: Callable[[str], Client]) -> None:
    with time_machine.travel("2026-05-04 08:00Z", tick=False) as clock:
        client = sign_in("nia")
        for _ in range(36):
            client.get("/staff/")
            clock.shift(20 * 60)
        clock.shift(60)
        assert client.get("/staff/").url.startswith(reverse("account_login"))


def test_a_person_stays_signed_in_on_their_own_device_for_a_month(sign_in: Callable[[str], Client]) -> None:
    with time_machine.travel("2026-05-04 08:00Z", tick=False) as clock:
        client = sign_in("sam")
        clock.shift(29 * 24 * 60 * 60)
        assert client.get("/account/sessions/").status_code == 200


def test_demo_sign_in_is_shut_where_mail_really_leaves(world: World, client: Client) -> None:
    assert client.post(reverse("demo_sign_in"), {"email": "sam@demo.example"}).status_code == 404
    assert client.get(reverse("outbox")).status_code == 404


def test_demo_sign_in_is_for_the_people_of_the_story_alone(world: World, client: Client, settings) -> None:
    settings.LOCAL_OUTBOX = True
    assert client.post(reverse("demo_sign_in"), {"email": "stranger@demo.example"}).status_code == 404
    client.post(reverse("demo_sign_in"), {"email": "nia@demo.example"})
    assert client.get("/staff/").status_code == 200
    assert "only in the demo" in Client().get("/").content.decode()


def test_the_words_of_the_second_step_are_ours() -> None:
    assert "did not match" in str(get_adapter().error_messages["incorrect_code"])
