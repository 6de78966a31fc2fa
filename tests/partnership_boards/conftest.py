"""A council's worth of people and a board with reports out, shared by the tests of this folder."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from partnership_boards.models import PartnershipBoard
from partnership_boards.reports import quarter_before
from people.models import Person
from plans.models import Barrier, Outcome, OutcomeChange, Part, Plan
from tests.ready import READY
from tests.scenarios import World


@pytest.fixture
def council(world: World) -> World:
    """The example world with people enough for a report, and Hafren Partnership Board."""
    READY.add("council", "tests/partnership_boards", world)
    return world


@pytest.fixture
def knock(council: World) -> Callable[[str], Client]:
    """A client signed in as somebody of the council, as if they had shown their second factor."""

    def as_somebody(name: str) -> Client:
        client = Client()
        client.force_login(council.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": 0}]
        session.save()
        return client

    return as_somebody


@pytest.fixture
def board(council: World) -> PartnershipBoard:
    return council.things["board"]


def last_day() -> date:
    """The last day that the newest report counts."""
    return quarter_before(timezone.localdate())[1]


def somebody(
    world: World, *, place: str = "home", now: str = "stuck", barrier: str = "HOU", tells: bool = True,
    told_by_person: bool = True, confirmed: bool = True, told_on: date | None = None,
) -> Person:  # fmt: skip
    """One more person of the council, with one wish, one change and one barrier."""
    day = told_on or last_day() - timedelta(days=3)
    person = Person.objects.create(preferred_name=f"Zzyzx {uuid.uuid4().hex[:6]}", organisation=world.council)
    part = Part.objects.create(plan=Plan.objects.create(person=person), tool="outcome", place="dreams")
    outcome = Outcome.objects.create(part=part, in_my_words="A unique wish about zebras", place=place, now=now)
    OutcomeChange.objects.create(
        outcome=outcome, now=now, told_on=day, tell_the_board=tells, told_by_person=told_by_person,
        in_my_words="Zebras came",
    )  # fmt: skip
    row = Barrier.objects.create(outcome=outcome, code=barrier, tell_the_board=tells, confirmed_by_person=confirmed)
    Barrier.objects.filter(pk=row.pk).update(created_at=timezone.now() - timedelta(days=200))
    return person
