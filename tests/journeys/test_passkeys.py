"""A passkey from its making to the next sign-in, with the browser's own authenticator in the place of a finger."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client
from playwright.sync_api import CDPSession, expect

from tests.journeys.test_bad_days import SIGNED_IN_BY
from tests.journeys.walking import Walker
from tests.scenarios import World, build_people


@pytest.fixture
def world(transactional_db: None) -> World:
    return build_people()


def finger_of(walker: Walker) -> tuple[CDPSession, str]:
    """An authenticator that this device has built in, and that knows its owner."""
    session = walker.page.context.new_cdp_session(walker.page)
    session.send("WebAuthn.enable")
    made = session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
                "isUserVerified": True, "automaticPresenceSimulation": True,
            }
        },
    )  # fmt: skip
    return session, made["authenticatorId"]


@pytest.fixture
def sam_at_home(world: World, walk: Callable[..., Walker], live_server: Any) -> tuple[Walker, CDPSession, str]:
    """Sam, just signed in by a number, on a device of his own."""
    # A number from the email has proven the address once, as any first sign-in does.
    EmailAddress.objects.create(user=world.users["sam"], email=world.users["sam"].email, verified=True, primary=True)
    walker = walk("sam", phone=True)
    client = Client()
    client.force_login(world.users["sam"], backend=SIGNED_IN_BY)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    walker.page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    return walker, *finger_of(walker)


def add_passkey(walker: Walker) -> None:
    walker.go("/account/2fa/")
    walker.look("how I sign in")
    walker.press("Add a passkey")
    walker.look("add a passkey")
    expect(walker.page.get_by_label("What do you call this device?")).to_have_value("Chrome, Linux")
    walker.type("What do you call this device?", "My phone")
    walker.press("Add a passkey")


def test_a_passkey_is_made_and_signs_its_owner_in_again(
    sam_at_home: tuple[Walker, CDPSession, str], world: World
) -> None:
    walker, _session, _finger = sam_at_home
    add_passkey(walker)
    walker.reads("My phone")
    kept = Authenticator.objects.get(user=world.users["sam"], type=Authenticator.Type.WEBAUTHN)
    assert kept.wrap().name == "My phone"
    walker.page.context.clear_cookies()
    walker.go("/account/login/")
    walker.look("sign in on a device that has a passkey")
    walker.press("Use my face or finger")
    expect(walker.heading()).to_have_text("Hello Sam")


def test_a_passkey_that_is_gone_from_the_device_gets_kind_words_and_the_number_still_works(
    sam_at_home: tuple[Walker, CDPSession, str],
) -> None:
    walker, session, finger = sam_at_home
    add_passkey(walker)
    walker.reads("My phone")
    session.send("WebAuthn.clearCredentials", {"authenticatorId": finger})
    walker.page.context.clear_cookies()
    walker.go("/account/login/")
    walker.press("Use my face or finger")
    walker.reads("That did not work. You can use a number from your email.")
    walker.type("What is your email?", "sam@demo.example")
    walker.press("Send me a number")
    expect(walker.heading()).to_have_text("Look in your email")
