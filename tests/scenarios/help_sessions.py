"""Ann helped Sam to write yesterday evening, with a yes of his own. It is over."""

from __future__ import annotations

from people import actions
from people.models import HelpSession
from plans.models import Part
from tests.scenarios.people import World


def add_help_sessions(world: World) -> None:
    """One that is over, for "who helped me write"."""
    world.things["help"] = helped(world, "mum")
    actions.end_help(by=world.actor("sam"), session=world.things["help"])


def helped(world: World, helper: str, tools: tuple[str, ...] = ("one_page_profile",)) -> HelpSession:
    """Somebody of the circle helps Sam now, in the parts made with these tools, for an hour."""
    tie = world.connections[helper]
    asked = actions.ask_to_help(by=world.actor(helper), connection=tie)
    parts = Part.objects.filter(plan=world.sam.pk, tool__in=tools).values_list("pk", flat=True)
    begun = actions.say_yes(by=world.actor("sam"), session=asked, part_ids=parts)
    for name in ("sam", helper):
        world.users[name].refresh_from_db()
    return begun
