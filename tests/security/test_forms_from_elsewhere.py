"""T-CSRF: a form on somebody else's site, sent by the browser of somebody signed in here, changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.test.utils import CaptureQueriesContext

from tests.access.knocking import body_of, client_for, path_to
from tests.access.table import DOORS
from tests.scenarios import World
from tests.security.asking import ask

pytestmark = pytest.mark.django_db
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
CHANGES = ("INSERT", "UPDATE", "DELETE")
SESSION = ("people_session", "audit_auditentry", "usersessions_")


@pytest.fixture(scope="module")
def sams(whole_world: World) -> Client:
    """Sam's browser, which holds the cookie of the token as it does after any page: only what is sent beside it is wrong."""
    signed_in, strict = client_for(whole_world, "sam"), Client(enforce_csrf_checks=True)
    strict.cookies = signed_in.cookies
    strict.get("/easier/")
    return strict


def doors() -> Iterator[tuple[str, str]]:
    for route, found in DOORS.items():
        methods = {method for door in found for method in door.methods.split()} & set(UNSAFE)
        yield from ((route, method) for method in methods)


def sent_to(world: World, route: str) -> tuple[str | bytes, str]:
    """What the door takes: a body of another kind would be refused for that, before anybody asked for the token."""
    if route == "api_part_media":
        return encode_multipart(BOUNDARY, {"field": "appreciate"}), MULTIPART_CONTENT
    return body_of(world, route)


def written(client: Client, world: World, route: str, method: str, **headers: str) -> tuple[int, list[str]]:
    with CaptureQueriesContext(connection) as seen:
        answer = ask(client, path_to(world, route), method, *sent_to(world, route), **headers)
    changes = [query["sql"][:120] for query in seen.captured_queries if query["sql"].startswith(CHANGES)]
    return answer.status_code, [line for line in changes if not any(table in line for table in SESSION)]


TRIES = {
    "no token": {},
    "a stale token": {"X-CSRFToken": "B" * 64},
    "another site": {"Origin": "https://evil.example", "Referer": "https://evil.example/form"},
}


@pytest.mark.parametrize("way", TRIES)
def test_nothing_is_changed_by_a_form_from_elsewhere(whole_world: World, sams: Client, way: str) -> None:
    tried = 0
    for route, method in doors():
        status, changes = written(sams, whole_world, route, method, **TRIES[way])
        assert status in (403, 404, 405) and changes == [], f"{method} {route}: {status} {changes}"
        tried += 1
    assert tried > 120


def test_with_its_own_token_the_same_form_is_taken(whole_world: World, sams: Client) -> None:
    """Else the refusals here might be refusals of something else."""
    token = sams.cookies[settings.CSRF_COOKIE_NAME].value
    status, changes = written(sams, whole_world, "stop_for_now", "POST", **{"X-CSRFToken": token})
    assert status == 302 and changes


def test_the_token_of_somebody_elses_session_is_no_token(whole_world: World, sams: Client) -> None:
    theirs = Client(enforce_csrf_checks=True)
    theirs.get("/easier/")
    token = theirs.cookies[settings.CSRF_COOKIE_NAME].value
    status, changes = written(sams, whole_world, "stop_for_now", "POST", **{"X-CSRFToken": token})
    assert (status, changes) == (403, [])


def test_a_method_in_the_address_or_in_a_header_is_not_believed(whole_world: World) -> None:
    client = client_for(whole_world, "sam")
    wanted = {"X-HTTP-Method-Override": "DELETE", "X-Method-Override": "POST"}
    for route in dict.fromkeys(route for route, _method in doors()):
        path = path_to(whole_world, route) + "?_method=DELETE&_method=POST"
        with CaptureQueriesContext(connection) as seen:
            answer = ask(client, path, "GET", **wanted)
        changes = [query["sql"] for query in seen.captured_queries if query["sql"].startswith(CHANGES)]
        assert [each for each in changes if not any(table in each for table in SESSION)] == [], route
        assert answer.status_code < 500


def test_no_view_is_let_off() -> None:
    """`csrf_exempt` stands nowhere in our code."""
    root = Path(__file__).resolve().parents[2]
    found = {
        str(path.relative_to(root))
        for app in root.iterdir()
        if (app / "apps.py").exists() or app.name == "pcp"
        for path in app.rglob("*.py")
        if "csrf_exempt" in path.read_text()
    }
    assert not found
