"""The example world, built once for all of these tests; every request in it is rolled back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache

from tests.access.doors import furnished_world
from tests.scenarios import World


@pytest.fixture(scope="package")
def whole_world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with furnished_world(django_db_blocker) as world:
        yield world


@pytest.fixture(autouse=True)
def nobody_knocked_too_often() -> None:
    cache.clear()
