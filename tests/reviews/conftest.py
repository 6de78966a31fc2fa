"""Sam's planned meeting, with the people whom Sam asked."""

from __future__ import annotations

import pytest

from reviews.models import Review
from tests.scenarios import World
from tests.scenarios.reviews import add_reviews


@pytest.fixture
def review(world: World) -> Review:
    add_reviews(world)
    return world.things["review"]
