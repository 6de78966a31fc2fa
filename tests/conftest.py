"""What all tests share: the example world, and clients signed in as its people."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from pcp import welsh
from tests.audit.emptying import record_may_be_emptied_between_tests  # noqa: F401  (a fixture)
from tests.scenarios import World, build_people


def pytest_configure() -> None:
    """Welsh pages need their catalogue, wherever the tests were started from."""
    welsh.compile_all()


@pytest.fixture
def world(db: None) -> World:
    """The people of the example world, with nothing shared."""
    return build_people()


@pytest.fixture
def sign_in(world: World) -> Callable[[str], Client]:
    """A client signed in as somebody of the world, as if they had shown their second factor."""

    def as_somebody(name: str) -> Client:
        client = Client()
        client.force_login(world.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": 0}]
        session.save()
        return client

    return as_somebody
