"""Somebody whom Sam took off the circle and does not want asked again. Built only through actions."""

from __future__ import annotations

from people import actions
from people.enums import Ring
from people.models import User
from tests.scenarios.people import World, email_of


def add_sharing(world: World) -> None:
    """Vic was in the circle for a while. Only Sam knows that Vic is not asked again."""
    sam = world.actor("sam")
    vic = User.objects.create_user(email_of("vic"), name="Vic")
    tie = actions.add_connection(
        by=sam, person=world.sam, name="Vic", relationship="Neighbour", ring=Ring.KNOWN, user=vic, face=9
    )
    actions.take_off_circle(by=sam, connection=tie, not_again=True)
