"""A token: made by its person, shown once, kept as a digest, smaller than its owner, stopped at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from api import actions
from api.enums import Days, Scope
from api.models import Token, digest_of
from api.throttling import Reads, Writes
from audit.models import AuditEntry
from people.actors import Actor
from people.policy import RULES, decide
from tests.api.conftest import EVERYTHING, Program
from tests.scenarios import World

Programs = Callable[..., Program]
GOOD = {"name": "My calendar", "scopes": ["plan:read", "sharing:read"], "days": "30"}


def page_of(client: Program, data: dict[str, object]) -> str:
    answer = client.post("/api/tokens/", data)
    assert answer.status_code == 200, answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    return answer.content.decode()


def test_a_secret_is_shown_once_and_only_its_digest_is_kept(example: World, browsing: Programs) -> None:
    client = browsing("sam")
    secret = re.search(r"pcp_[\w-]{43}", page_of(client, GOOD)).group()
    token = Token.objects.get(user=example.users["sam"])
    assert token.digest == digest_of(secret) and secret not in str(Token.objects.values())
    assert (token.name, token.scopes) == ("My calendar", ["plan:read", "sharing:read"])
    page = client.get("/api/tokens/").content.decode()
    assert secret not in page and token.digest not in page
    assert "See who can see what" in page and "Not used yet." in page
    assert secret not in str(list(AuditEntry.objects.values()))
    assert Program(secret).send("GET", "me").json() == {
        "name": "Sam Rees", "language": "en-gb", "person": str(example.sam.pk), "scopes": ["plan:read", "sharing:read"]
    }  # fmt: skip


def test_a_stopped_token_opens_nothing(example: World, program: Programs, browsing: Programs) -> None:
    client = program("sam")
    assert client.send("GET", "me").status_code == 200
    token = Token.objects.get(user=example.users["sam"])
    assert token.last_used_at is not None
    assert browsing("sam").post(f"/api/tokens/{token.pk}/stop/").status_code == 302
    answer = client.send("GET", "me")
    assert answer.status_code == 401 and "Make a new one" in answer.json()["message"]


def test_nobody_stops_somebody_elses_token(example: World, program: Programs, browsing: Programs) -> None:
    program("sam")
    token = Token.objects.get(user=example.users["sam"])
    assert browsing("mum").post(f"/api/tokens/{token.pk}/stop/").status_code == 404
    assert Token.objects.live().filter(pk=token.pk).exists()


@pytest.mark.parametrize("change", ["expired", "inactive", "became staff"])
def test_a_token_ends_with_its_day_and_with_its_owners_right(example: World, program: Programs, change: str) -> None:
    client = program("sam")
    token = Token.objects.get(user=example.users["sam"])
    if change == "expired":
        Token.objects.filter(pk=token.pk).update(
            created_at=timezone.now() - timedelta(days=31), expires_at=timezone.now() - timedelta(seconds=1)
        )
    else:
        users = type(token.user)._default_manager.filter(pk=token.user_id)
        users.update(**({"is_active": False} if change == "inactive" else {"is_staff_member": True}))
    assert client.send("GET", "me").status_code == 401


@pytest.mark.parametrize("header", ["Bearer", "Bearer x", "Bearer a b", "Bearer \xff", "bearer pcp_"])
def test_a_strange_token_is_refused_kindly(example: World, header: str) -> None:
    answer = Program().get("/api/v1/me", headers={"authorization": header})
    assert answer.status_code == 401 and set(answer.json()) == {"message", "fields"}


@pytest.mark.parametrize("who", ["nia", "priya", "olu", "far"])
def test_staff_hold_no_tokens(example: World, browsing: Programs, who: str) -> None:
    client = browsing(who)
    assert client.post("/api/tokens/", GOOD).status_code == 403
    assert "Make a key" not in client.get("/api/tokens/").content.decode()
    assert not Token.objects.filter(user=example.users[who]).exists()


def test_a_token_lives_a_year_at_most_and_may_do_something(example: World, browsing: Programs) -> None:
    for bad in ({"days": "366"}, {"scopes": []}, {"scopes": ["staff:all"]}, {"name": ""}):
        assert browsing("sam").post("/api/tokens/", {**GOOD, **bad}).status_code == 422
    assert max(Days.values) == 365 and not Token.objects.exists()


def test_a_token_makes_no_token(example: World) -> None:
    held = Actor(user=example.users["sam"], token_scopes=frozenset(EVERYTHING))
    assert not decide(held, "api.make_token", example.users["sam"])
    assert not Token.objects.visible_to(held).exists()
    _token, secret = actions.make_token(
        by=example.actor("sam"), user=example.users["sam"], name="A", scopes=[Scope.PLAN_READ], days=Days.MONTH
    )
    assert Program(secret).get("/api/tokens/").status_code == 302  # to sign in: a token opens no page


def test_the_policy_gives_a_token_no_more_than_its_owner(example: World) -> None:
    """For every rule that decides on a person or a part: with all scopes still never more, with none no write."""
    sam, part = example.users["sam"], example.things["parts"]["one_page_profile"]
    whole, held = Actor(user=sam), Actor(user=sam, token_scopes=frozenset(EVERYTHING))
    for action in ("plans.see_part", "plans.suggest", "plans.write", "plans.own_part", "plans.share_part"):
        assert decide(whole, action, part).allowed >= decide(held, action, part).allowed
        assert not decide(Actor(user=sam, token_scopes=frozenset()), action, part), action
    for action in ("people.change_circle", "people.see_looks", "api.make_token"):
        assert action in RULES and not decide(held, action, example.sam if "people" in action else sam)


def test_too_much_at_once_is_asked_to_wait_in_kind_words(
    example: World, program: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (Reads.rate, Writes.rate) == ("300/min", "60/min")
    monkeypatch.setattr(Reads, "rate", "2/min")
    client = program("sam")
    answers = [client.send("GET", "me") for _each in range(3)]
    assert [each.status_code for each in answers] == [200, 200, 429]
    assert answers[2].json()["message"] == "That was a lot at once. Please wait a little."
    assert int(answers[2].headers["Retry-After"]) > 0
    assert program("sam").send("GET", "me").status_code == 200  # counted for each token
    assert client.send("POST", f"people/{example.sam.pk}/parts", {"tool": "outcome"}).status_code == 201
