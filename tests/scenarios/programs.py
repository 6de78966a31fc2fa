"""A program that Sam let in: it reads the plan and who can see it, for a month."""

from __future__ import annotations

from api.actions import make_token
from api.enums import Days, Scope
from tests.scenarios.people import World


def add_programs(world: World) -> None:
    """One token of Sam's; its secret is `world.things["program_secret"]`."""
    token, secret = make_token(
        by=world.actor("sam"), user=world.users["sam"], name="My calendar", days=Days.MONTH,
        scopes=[Scope.PLAN_READ, Scope.SHARING_READ],
    )  # fmt: skip
    world.things |= {"program": token, "program_secret": secret}
