"""The whole example world, built once for a module; every request in it is rolled back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.access.doors import furnished_world
from tests.scenarios import World


@pytest.fixture(scope="module")
def whole_world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with furnished_world(django_db_blocker) as world:
        yield world
