"""The example world, built once for a module; what a test does to it is rolled back."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files import File
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from api import actions as api_actions
from api.enums import Days, Scope
from people import actions as people_actions
from people import sharing
from people.actors import system
from people.enums import Role
from people.querysets import today
from plans import actions
from plans.actions.support_plans import start_support_plan
from plans.models import Item, Outcome, Suggestion
from reviews.actions import ask_for_review
from reviews.models import Review
from tests.scenarios import World, add_other_person, build_people
from tests.scenarios.money import add_money
from tests.scenarios.plan import add_plan
from tests.scenarios.reviews import add_reviews

EVERYTHING = tuple(Scope)


class Program(Client):
    """A program that speaks JSON with a token, or the browser of somebody signed in."""

    def __init__(self, secret: str = "", **more: Any) -> None:
        super().__init__(headers={"authorization": f"Bearer {secret}"} if secret else {}, **more)

    def send(self, method: str, path: str, body: Any = None) -> HttpResponse:
        """What holds a file goes as a form, anything else as JSON."""
        if isinstance(body, dict) and any(isinstance(value, File) for value in body.values()):
            return self.post(f"/api/v1/{path}", body)
        data = b"" if body is None else json.dumps(body).encode()
        return self.generic(method, f"/api/v1/{path}", data, "application/json")


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        world = build_people()
        add_other_person(world)
        add_plan(world)
        add_money(world)
        add_reviews(world)
        _leos_plan(world)
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def example(built: World, db: None) -> World:
    cache.clear()
    return built


@pytest.fixture(autouse=True)
def private_store(settings: Any, tmp_path: Path) -> Path:
    """A private store of its own for each test."""
    options = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path / "p")}}
    settings.STORAGES = settings.STORAGES | {"default": options}
    return tmp_path / "p"


def _leos_plan(world: World) -> None:
    """Everything of Leo's that Sam's ids could be swapped for."""
    leo, by = world.things["leo"], world.actor("other")
    part = actions.start_part(by=by, plan=leo.plan, tool="one_page_profile")
    wishes = actions.start_part(by=by, plan=leo.plan, tool="outcome")
    item = actions.save_item(by=by, part=part, field="important_to", operation=uuid.uuid4(), text="My garden").item
    wish = actions.save_outcome(by=by, part=wishes, operation=uuid.uuid4(), in_my_words="To see the sea")
    promise = actions.promise(
        by=by, outcome=wish, operation=uuid.uuid4(), what="Look at trains", who="Kim", by_when=today()
    )
    kim = people_actions.add_connection(by=by, person=leo, name="Kim", relationship="Sister")
    slip = sharing.give(by=by, person=leo, connection=kim, part_ids=[part.pk])
    offer = Suggestion.objects.create(
        part=part, field="appreciate", kind="suggestion", text="You are funny", said_by=kim
    )
    people_actions.assign(
        by=system("demo"), person=leo, user=world.users["nia"], role=Role.FACILITATOR, job_title="Social worker",
        purpose="To help Leo plan",
    )  # fmt: skip
    support = start_support_plan(by=world.actor("nia"), person=leo)
    review = ask_for_review(by=by, person=leo)
    world.things["leos"] = {
        "person_id": leo.pk, "part_id": part.pk, "item_id": item.pk, "outcome_id": wish.pk, "promise_id": promise.pk,
        "slip_id": slip.pk, "suggestion_id": offer.pk, "support_plan_id": support.pk, "review_id": review.pk,
        "connection": kim.pk,
    }  # fmt: skip


@pytest.fixture
def program(example: World) -> Callable[..., Program]:
    """A program with a token of somebody: `program("sam", [Scope.PLAN_READ])`; all scopes when none are named."""

    def as_somebody(name: str, scopes: Iterable[Scope] = EVERYTHING) -> Program:
        _token, secret = api_actions.make_token(
            by=example.actor(name), user=example.users[name], name="A program", scopes=scopes, days=Days.MONTH
        )
        return Program(secret)

    return as_somebody


@pytest.fixture
def browsing(example: World) -> Callable[..., Program]:
    """Somebody of the world signed in, staff with their second factor shown."""

    def as_somebody(name: str, **more: Any) -> Program:
        client = Program(**more)
        client.force_login(example.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": 9999999999}]
        session.save()
        return client

    return as_somebody


@pytest.fixture
def ids(example: World) -> dict[str, uuid.UUID]:
    """One of Sam's own for each id parameter of the API."""
    parts = example.things["parts"]
    sams = Item.objects.filter(part=parts["one_page_profile"], field="important_to").order_by("position")
    wish = Outcome.objects.filter(part=parts["outcome"]).order_by("position").first()
    return {
        "person_id": example.sam.pk, "part_id": parts["one_page_profile"].pk, "item_id": sams.first().pk,
        "outcome_id": wish.pk, "promise_id": wish.actions.first().pk,
        "slip_id": example.connections["mum"].slips.filter(torn_at=None).first().pk,
        "suggestion_id": Suggestion.objects.get(said_by=example.connections["mum"]).pk,
        "support_plan_id": example.things["support_plan"].pk,
        "review_id": Review.objects.filter(person=example.sam).open().first().pk,
    }  # fmt: skip
