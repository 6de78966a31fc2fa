"""What all tests share: the example world, and clients signed in as its people."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.middleware import csrf
from django.test import Client

from pcp import welsh
from row_security import acting
from tests import stores
from tests.access.counting import Counting
from tests.audit.emptying import record_may_be_emptied_between_tests  # noqa: F401  (a fixture)
from tests.ready import READY, wanted_by
from tests.scenarios import World, build_people

LONG = ("tests/journeys/", "tests/access/", "tests/face/", "tests/security/")


def pytest_configure(config: pytest.Config) -> None:
    """Welsh pages need their catalogue, wherever the tests were started from; what access tests count is printed."""
    stores.of_its_own()
    welsh.compile_all()
    config.pluginmanager.register(Counting())
    # Many tests ask that a name does not stand on a page. A token of any letters holds "Vic" once in 4,000 pages;
    # one without vowels and small letters holds nobody's name.
    csrf.CSRF_ALLOWED_CHARS = "BCDFGHJKLMNPQRSTVWXZ"
    # What a test does outside of a request is the system's work; every request is its reader's.
    acting.whole_process("tests")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whole stories and walks over every page first: begun last, one of them would keep the other processes waiting."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


def pytest_collection_finish() -> None:
    """What is loaded by now stays. Migrations make and drop classes by the thousand: looked through for rubbish as often
    as Python does by itself, they took half as long again."""
    gc.freeze()
    gc.set_threshold(200_000, 10, 10)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before anything is begun for it, each test is taken to the database that it is to be in."""
    if (name := wanted_by(item)) is not None:
        READY.go_to(name)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The test database of pytest-django, which nobody else holds when it is dropped.

    A browser that leaves does not wait for the server: the thread of its last, kept-alive connection may
    stand for a moment longer than the tests do, with a database session of its own.
    """
    READY.begin(django_db_blocker)
    yield
    READY.end()
    with django_db_blocker.unblock(), connection.as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )


@pytest.fixture
def world(db: None) -> World:
    """The people of the example world, with nothing shared."""
    return READY.world() or build_people()


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
