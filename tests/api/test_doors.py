"""Every API view: it names its scope, a token without it is refused, and another person's ids are not here."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from api.enums import Scope
from api.permissions import ANY_SCOPE
from documents.enums import FileKind
from tests.api.conftest import EVERYTHING, Program
from tests.api.doors import address, bodies, doors
from tests.api.media import media_item
from tests.scenarios import World

Programs = Callable[..., Program]
DOORS = [(name, method) for name, method, _view in doors()]
NEEDS_A_SCOPE = [(name, method) for name, method, view in doors() if view.scopes.get(method) != ANY_SCOPE]
WITH_IDS = [(name, method) for name, method in DOORS if "<uuid" in address(name, {})]
Ids = dict[str, uuid.UUID]
MEDIA = {"api_item_photo": FileKind.PHOTO, "api_item_recording": FileKind.SOUND}


def test_every_view_names_the_scope_of_each_of_its_methods() -> None:
    assert [door for *door, view in doors() if view.scopes.get(door[1]) not in {ANY_SCOPE, *Scope.values}] == []


def test_no_scope_reaches_what_a_program_never_does() -> None:
    never = ("invite", "delete", "sign", "staff", "see_as", "look", "circle")
    assert not [scope for scope in Scope.values if any(word in scope for word in never)]
    assert not [name for name, method, _view in doors() if method == "DELETE"]


@pytest.mark.parametrize(("name", "method"), NEEDS_A_SCOPE)
def test_a_token_without_the_scope_is_refused(
    example: World, program: Programs, ids: Ids, name: str, method: str
) -> None:
    needed = next(view.scopes[method] for one, verb, view in doors() if (one, verb) == (name, method))
    client = program("sam", [scope for scope in EVERYTHING if scope != needed])
    answer = client.send(method, address(name, ids), bodies(example).get((name, method)))
    assert answer.status_code == 403, answer.content


@pytest.mark.parametrize(("name", "method"), DOORS)
def test_sams_program_with_every_scope_does_what_sam_does(
    example: World, program: Programs, ids: Ids, name: str, method: str
) -> None:
    if name == "api_part_outcomes":
        ids = {**ids, "part_id": example.things["parts"]["outcome"].pk}
    body = bodies(example).get((name, method))
    if (name, method) == ("api_outcome", "PUT"):
        body["base_version"] = program("sam").send("GET", address(name, ids)).json()["version"]
    if name in MEDIA:
        ids = {**ids, "item_id": media_item(example, MEDIA[name])}
    if name == "api_item_bring_back":
        program("sam").send("POST", address("api_item_take_out", ids))
    answer = program("sam").send(method, address(name, ids), body)
    # Nobody suggests to themself: a suggestion is in somebody else's voice.
    assert answer.status_code == 403 if name == "api_part_suggestions" else answer.status_code in {200, 201, 204}, (
        answer.content
    )


@pytest.mark.parametrize(("name", "method"), WITH_IDS)
@pytest.mark.parametrize("who", ["sam", "dev", "stranger"])
def test_another_persons_id_is_not_here(example: World, program: Programs, who: str, name: str, method: str) -> None:
    leos = example.things["leos"]
    answer = program(who).send(method, address(name, leos), bodies(example).get((name, method)))
    assert answer.status_code == 404, answer.content
    assert set(answer.json()) == {"message", "fields"}


@pytest.mark.parametrize(("name", "method"), DOORS)
def test_somebody_signed_out_is_asked_to_sign_in(example: World, ids: Ids, name: str, method: str) -> None:
    answer = Program().send(method, address(name, ids), bodies(example).get((name, method)))
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(("name", "method"), [door for door in DOORS if door[1] != "GET"])
def test_a_session_writes_only_with_its_csrf_token(
    example: World, browsing: Callable[..., Program], ids: Ids, name: str, method: str
) -> None:
    client = browsing("sam", enforce_csrf_checks=True)
    answer = client.send(method, address(name, ids), bodies(example).get((name, method)))
    assert answer.status_code == 403


def test_ids_within_a_body_are_swapped_in_vain(example: World, program: Programs, ids: Ids) -> None:
    leos, client = example.things["leos"], program("sam")
    mum, mine = str(example.connections["mum"].pk), str(ids["part_id"])
    tries = [
        ("POST", f"people/{example.sam.pk}/slips", {"connection": str(leos["connection"]), "parts": [mine]}),
        ("POST", f"people/{example.sam.pk}/slips", {"connection": mum, "parts": [mine, str(leos["part_id"])]}),
        ("PUT", f"parts/{mine}/door", {"door": "some", "people": [{"connection": str(leos["connection"])}]}),
        ("POST", f"parts/{mine}/items", {"operation": str(leos["item_id"]), "question": "important_to", "text": "Mine"}),
        ("POST", f"outcomes/{ids['outcome_id']}/promises", {
            "operation": str(leos["promise_id"]), "what": "Mine", "who": "Dev", "by_when": "2027-03-01",
        }),
        ("POST", f"meetings/{ids['review_id']}/cards", {
            "operation": str(uuid.uuid4()), "sheet": "working", "text": "Mine", "said_by": str(leos["connection"]),
        }),
    ]  # fmt: skip
    for method, path, body in tries:
        answer = client.send(method, path, body)
        assert answer.status_code == 404, (path, answer.content)
        assert "garden" not in answer.content.decode() and "trains" not in answer.content.decode()


def test_the_schema_is_open_and_everything_else_is_not(db: None) -> None:
    assert Client().get("/api/schema").status_code == 200
    assert Client().get("/api/v1/tools").status_code == 401
