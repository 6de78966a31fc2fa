"""Every URL x every persona x every method. A URL without an entry in the table fails the build."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.access.personas import ANONYMOUS, PERSONAS
from tests.access.routes import all_routes
from tests.access.table import ENTRIES, OUTSIDE_THE_TABLE, Door
from tests.scenarios import World

pytestmark = pytest.mark.django_db

UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
LET_IN = {200, 201, 202, 204, 301, 302, 303, 400, 405, 409, 415, 422, 429}


def test_every_url_has_an_entry_and_every_entry_a_url() -> None:
    routes = {name for name in all_routes() if not OUTSIDE_THE_TABLE.match(name)}
    assert routes - set(ENTRIES) == set(), "these URLs are in no one's table"
    assert set(ENTRIES) - routes == set(), "these entries have no URL"


def client_for(world: World, name: str) -> Client:
    client = Client(raise_request_exception=True)
    if name != ANONYMOUS:
        client.force_login(world.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": 9999999999}]
        session.save()
    return client


def answer(response: HttpResponse) -> str:
    """What a response means to somebody who knocks: in, hidden, not allowed, or sign in first."""
    if response.status_code in (301, 302, 303) and "/account/" in response.headers["Location"]:
        return "sign in"
    if response.status_code in (401,):
        return "sign in"
    return {403: "not allowed", 404: "hidden"}.get(
        response.status_code, "in" if response.status_code in LET_IN else f"broken {response.status_code}"
    )


@pytest.mark.parametrize("route", sorted(ENTRIES))
def test_each_door_answers_each_persona_as_the_table_says(whole_world: World, route: str) -> None:
    door: Door = ENTRIES[route]
    path = reverse(route, kwargs=door.arguments(whole_world))
    wrong = []
    for name in PERSONAS:
        for method in door.methods:
            with transaction.atomic():
                got = answer(client_for(whole_world, name).generic(method, path, door.body, door.content_type))
                transaction.set_rollback(True)
            if got != door.expected(name, method):
                wrong.append(f"{method} as {name}: {got}, not {door.expected(name, method)}")
    assert wrong == []


@pytest.mark.parametrize("route", sorted(ENTRIES))
def test_looking_changes_nothing_but_the_record_of_looks(whole_world: World, route: str) -> None:
    door = ENTRIES[route]
    if "GET" not in door.methods:
        return
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    path = reverse(route, kwargs=door.arguments(whole_world))
    client = client_for(whole_world, "sam")
    with transaction.atomic(), CaptureQueriesContext(connection, ) as seen:
        client.get(path)
        transaction.set_rollback(True)
    allowed = ("django_session", "audit_auditentry", "usersessions", "account_", "mfa_")
    writes = [
        query["sql"][:120]
        for query in seen.captured_queries
        if query["sql"].split(" ")[0] in {"INSERT", "UPDATE", "DELETE"} and not any(name in query["sql"] for name in allowed)
    ]
    assert writes == []
