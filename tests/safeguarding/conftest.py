"""The people of the example world, with two safeguarding leads, and Dad back in the circle and shown everything."""

from __future__ import annotations

import pytest

from people import sharing
from people.actors import Actor
from people.enums import Level
from people.models import StaffRole
from plans import actions as plan_actions
from tests.scenarios import World
from tests.scenarios.safeguarding import add_leads


@pytest.fixture
def safe_world(world: World) -> World:
    """`world` with leads, and one part that Mum and Jo may help to write."""
    add_leads(world)
    part = plan_actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="one_page_profile")
    world.things["part"] = part
    for key in ("mum", "jo"):
        sharing.give(
            by=world.actor("sam"),
            person=world.sam,
            connection=world.connections[key],
            part_ids=[part.pk],
            level=Level.HELP_WRITE,
        )
    return world


def lead(world: World, name: str = "sian") -> Actor:
    role = StaffRole.objects.select_related("organisation").get(user=world.users[name], role="safeguarding")
    return Actor(user=world.users[name], staff_role=role)
