"""The example world: one builder for the demo, the tests and the screenshots. Everybody in it is invented."""

from __future__ import annotations

from people import actions
from people.actors import system
from people.models import User
from plans.models import Plan
from tests.scenarios.council import add_council
from tests.scenarios.help_sessions import add_help_sessions
from tests.scenarios.helping import add_helping
from tests.scenarios.money import add_money
from tests.scenarios.my_data import add_my_data
from tests.scenarios.people import World, build_people, email_of
from tests.scenarios.plan import add_plan
from tests.scenarios.programs import add_programs
from tests.scenarios.reviews import add_reviews
from tests.scenarios.rights import add_rights
from tests.scenarios.safeguarding import add_safeguarding
from tests.scenarios.sharing import add_sharing
from tests.scenarios.staff import add_staff
from tests.scenarios.tools_1 import add_tools_1
from tests.scenarios.tools_2 import add_tools_2

__all__ = ["World", "add_council", "add_other_person", "build_people", "build_world"]

# The fewest invented people with whom a report may be published, and a few more.
ENOUGH_FOR_A_REPORT = 130


def add_other_person(world: World) -> None:
    """Somebody else with a plan of their own, so that two plans can never be mistaken for one another."""
    user = User.objects.create_user(email_of("other"), name="Leo Marsh")
    person = actions.start_person(
        by=system("demo"), preferred_name="Leo", full_name="Leo Marsh", user=user, organisation=world.council, face=10
    )
    Plan.objects.create(person=person)
    world.users["other"] = user
    world.things["leo"] = person


def build_world(people: int = ENOUGH_FOR_A_REPORT) -> World:
    """Everything: Sam's plan and circle, the support plan and its money, a meeting, a board with its report."""
    world = build_people()
    add_other_person(world)
    add_plan(world)
    add_tools_1(world)
    add_helping(world)
    add_help_sessions(world)
    add_tools_2(world)
    add_money(world)
    add_rights(world)
    add_reviews(world)
    add_safeguarding(world)
    add_programs(world)
    add_my_data(world)
    add_sharing(world)
    add_council(world, people=people)
    add_staff(world)
    return world
