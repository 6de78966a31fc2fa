"""An example world in which Sam wrote in every kind of place, built once for a module; each test is rolled back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from plans.models import SupportPlan
from tests.scenarios import World, add_other_person, build_people
from tests.scenarios.help_sessions import add_help_sessions
from tests.scenarios.helping import add_helping
from tests.scenarios.money import add_money, before_step
from tests.scenarios.my_data import add_my_data
from tests.scenarios.plan import add_plan
from tests.scenarios.programs import add_programs
from tests.scenarios.reviews import add_reviews
from tests.scenarios.rights import add_rights
from tests.scenarios.safeguarding import add_safeguarding
from tests.scenarios.sharing import add_sharing
from tests.scenarios.staff import add_staff
from tests.scenarios.support import step

LAYERS = (
    add_other_person, add_plan, add_helping, add_help_sessions, add_money, add_rights, add_reviews, add_safeguarding,
    add_programs, add_my_data, add_sharing, add_staff,
)  # fmt: skip


@pytest.fixture(scope="module")
def store_of_its_own(tmp_path_factory: Any) -> Iterator[None]:
    place = str(tmp_path_factory.mktemp("private"))
    default = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": place}}
    with override_settings(STORAGES=settings.STORAGES | {"default": default}):
        yield


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any, store_of_its_own: None) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        world = build_people()
        for add in LAYERS:
            add(world)
        step(world, SupportPlan.objects.get(pk=world.things["support_plan"].pk), "send", before_step)
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def list_of_its_own(settings: Any, tmp_path: Path) -> Path:
    settings.ERASURE_LIST = tmp_path / "erasures" / "list.txt"
    return settings.ERASURE_LIST


@pytest.fixture
def everybody(built: World, db: None, list_of_its_own: Path) -> World:
    """The world as it was built: what a test before this one changed on its people is read anew."""
    built.sam.refresh_from_db()
    for thing in built.things.values():
        if hasattr(thing, "refresh_from_db"):
            thing.refresh_from_db()
    for name, user in built.users.items():
        built.users[name] = type(user).objects.get(pk=user.pk)
    return built
