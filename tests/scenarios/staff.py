"""What staff do that a person must be able to read: opened by law, once asked for and once over."""

from __future__ import annotations

from people import actions as people
from people.actors import system
from people.enums import Role
from people.models import User
from plans.actions import overrides
from plans.actions.looking import say_why
from plans.staff_enums import Grounds, WhyLook
from tests.scenarios.people import World, email_of


def add_staff(world: World) -> None:
    """Leo's health was opened for an hour and is shut again, and Leo can read it; once more is asked for and waits.

    A data protection lead joins the council, to whom such things are told.
    """
    dana = User.objects.create_user(email_of("dana"), name="Dana Quill")
    people.appoint(
        by=system("demo"), user=dana, organisation=world.council, role=Role.DATA_LEAD, job_title="Data protection lead"
    )
    world.users["dana"] = dana
    nia, priya, leo = world.actor("nia"), world.actor("priya"), world.things["leo"]
    shut = overrides.ask_to_open(
        by=nia, person=leo, grounds=Grounds.RISK, reason="Leo did not come home and needs his medicine.",
        places=["health"], hours=1,
    )  # fmt: skip
    shut = overrides.answer(by=priya, override=shut, agreed=True)
    overrides.end(by=nia, override=shut)
    world.things["override_shut"] = shut
    say_why(by=nia, person=leo, code=WhyLook.CHECK, words="To see that Leo is home again")
    world.things["override"] = overrides.ask_to_open(
        by=nia, person=leo, grounds=Grounds.SAFEGUARDING, reason="A neighbour heard shouting.", places=["home"]
    )
