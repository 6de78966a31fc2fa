"""The example world, built once for all of these tests; every request in it is rolled back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction

from tests.access.doors import furnish
from tests.scenarios import World, build_world


@pytest.fixture(scope="package")
def whole_world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        world = build_world()
        furnish(world)
        yield world
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def nobody_knocked_too_often() -> None:
    cache.clear()
