"""Every URL x every persona x every method it takes. A URL without an entry in the table fails the build."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.access.knocking import METHODS, NO_SUCH_METHOD, NOT_ALLOWED, client_for, knock, path_to
from tests.access.personas import ANONYMOUS, PERSONAS
from tests.access.routes import all_routes
from tests.access.table import DOORS, OUTSIDE_THE_TABLE
from tests.scenarios import World

pytestmark = pytest.mark.django_db
# What a page that is only looked at may write: that it was looked at, and that the session was used.
MAY_BE_WRITTEN = ("people_session", "audit_auditentry", "usersessions_", "api_token")


@pytest.fixture(autouse=True)
def nobody_knocked_too_often() -> None:
    cache.clear()


@pytest.fixture(scope="module")
def clients(whole_world: World) -> dict[str, Client]:
    return {name: client_for(whole_world, name) for name in PERSONAS}


def test_every_url_has_an_entry_and_every_entry_a_url() -> None:
    routes = {name for name in all_routes() if not OUTSIDE_THE_TABLE.match(name)}
    assert routes - set(DOORS) == set(), "these URLs are in nobody's table"
    assert set(DOORS) - routes == set(), "these entries have no URL"


@pytest.mark.parametrize("route", sorted(DOORS))
def test_each_door_answers_each_persona_as_the_table_says(
    whole_world: World, clients: dict[str, Client], route: str
) -> None:
    wrong = [
        f"{method} as {name}: {got}, the table says {expected}"
        for method, name, got, expected in _answers(whole_world, clients, route)
        if got != expected
    ]
    assert wrong == []


def _answers(world: World, clients: dict[str, Client], route: str) -> Iterator[tuple[str, str, str, str]]:
    for door in DOORS[route]:
        for method in door.methods.split():
            for name, client in clients.items():
                yield method, name, knock(world, client, route, method), door.expected(name)


@pytest.mark.parametrize("route", sorted(DOORS))
def test_a_door_takes_no_method_that_the_table_does_not_name(
    whole_world: World, clients: dict[str, Client], route: str
) -> None:
    named = {method for door in DOORS[route] for method in door.methods.split()}
    for method in set(METHODS) - named:
        assert knock(whole_world, clients["sam"], route, method) in (NO_SUCH_METHOD, NOT_ALLOWED), method


@pytest.mark.parametrize("route", sorted(route for route, doors in DOORS.items() if "GET" in doors[0].methods))
def test_looking_changes_nothing_but_the_record_of_looks(
    whole_world: World, clients: dict[str, Client], route: str
) -> None:
    path = path_to(whole_world, route)
    for name in ("sam", "mum", "nia"):
        with transaction.atomic(), CaptureQueriesContext(connection) as seen:
            clients[name].get(path)
            transaction.set_rollback(True)
        writes = [
            query["sql"][:160]
            for query in seen.captured_queries
            if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
            and not any(table in query["sql"] for table in MAY_BE_WRITTEN)
        ]
        assert writes == [], name


def test_nobody_signed_out_reads_a_page_of_somebodys_account(whole_world: World, clients: dict[str, Client]) -> None:
    open_pages = {
        "account_login", "account_signup", "account_logout", "account_request_login_code", "account_inactive",
        "staff_sign_in", "demo_sign_in", "mfa_login_webauthn", "mfa_authenticate",
    }  # fmt: skip
    for route in sorted(name for name in all_routes() if OUTSIDE_THE_TABLE.match(name) and name not in open_pages):
        assert knock(whole_world, clients[ANONYMOUS], route, "GET") in ("sign in", "hidden", NO_SUCH_METHOD), route
