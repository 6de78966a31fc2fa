"""Sam is 16 since this month: at home he is asked who sees his plan, on a phone, and walks from one person to the next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from people import sharing
from people.growing_up import DECIDES_AT, birthday
from people.models import Slip
from plans import actions
from tests.journeys.test_ex_partner_journey import window
from tests.journeys.walking import Walker
from tests.scenarios import World, build_people


def sixteen_this_month(world: World) -> None:
    day = timezone.localdate() - timedelta(days=1)
    born_on = day.replace(day=1, year=day.year - DECIDES_AT)  # the 1st of the month: never 29 February
    assert birthday(born_on, DECIDES_AT) <= day
    world.sam.born_on = born_on
    world.sam.created_at = timezone.now() - timedelta(days=400)
    world.sam.save(update_fields=["born_on", "created_at"])
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="one_page_profile")
    sharing.give(by=world.actor("sam"), person=world.sam, connection=world.connections["mum"], part_ids=[part.pk])
    Slip.objects.update(starts_at=world.sam.created_at)


def test_at_sixteen_it_is_mine_to_say_who_sees(
    transactional_db: None, walk: Callable[..., Walker], live_server: Any
) -> None:
    world = build_people()
    sixteen_this_month(world)
    sam = window(walk, live_server, "sam", world.users["sam"], phone=True)
    sam.go("/plan/")
    sam.look("home at sixteen")
    sam.press("You are 16 now. Who sees your plan?")
    sam.reads("Some people see parts of it.")
    sam.look("who sees your plan, asked again")
    sam.press("Look at each person in turn")
    sam.reads("Ann")
    sam.look("the first person")
    sam.go("/plan/")
    sam.does_not_read("You are 16 now. Who sees your plan?")
