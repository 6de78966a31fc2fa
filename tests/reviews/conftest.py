"""Sam's planned meeting, with the people whom Sam asked."""

from __future__ import annotations

import pytest

from reviews.models import Review
from tests.ready import READY
from tests.scenarios import World


@pytest.fixture
def review(world: World) -> Review:
    READY.add("review", "tests/reviews", world)
    return world.things["review"]
