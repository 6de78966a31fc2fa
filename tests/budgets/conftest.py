"""Sam's support plan with its money."""

from __future__ import annotations

import pytest

from plans.models import SupportPlan
from tests.ready import READY
from tests.scenarios import World
from tests.scenarios.money import add_prices
from tests.scenarios.support import start_sams_plan, step


@pytest.fixture
def plan(world: World) -> SupportPlan:
    """In PLANNING: first guess £338.50, one change up, five lines."""
    READY.add("plan", "tests/budgets", world)
    return SupportPlan.objects.get(pk=world.things["support_plan"].pk)


@pytest.fixture
def fresh(world: World) -> SupportPlan:
    """Needs are recorded and prices exist; there is no figure yet."""
    made = start_sams_plan(world)
    step(world, made, "record_needs")
    add_prices(world)
    return made
