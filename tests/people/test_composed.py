"""A composed read is kept for all threads, and each of them asks through its own connection."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from people import sharing
from people.actions import add_connection
from people.actors import Actor, seeing_as, system
from plans.models import Part
from tests.scenarios import World
from tests.scenarios.plan import add_plan


@pytest.mark.django_db(transaction=True)
def test_a_composed_read_uses_the_connection_of_its_thread(world: World) -> None:
    """Kept from one thread, asked in another: no thread may read through the connection of somebody else."""
    add_plan(world)
    sam = world.actor("sam")
    part = Part.objects.visible_to(sam).first()

    def read() -> int:
        try:
            return Part.objects.read_by(sam, part.pk).reader_level
        finally:
            connection.close()

    read()
    with ThreadPoolExecutor(3) as many:
        assert set(many.map(lambda _n: read(), range(6))) == {4}


@pytest.mark.django_db
def test_nobody_has_no_level_on_any_part(world: World) -> None:
    """Also where a slip waits for somebody who has not joined: no user is not the same as nobody's user."""
    add_plan(world)
    part = Part.objects.filter(plan=world.sam.pk).values_list("pk", flat=True)[0]
    waits = add_connection(by=system("test"), person=world.sam, name="Gran")
    sharing.give(by=system("test"), person=world.sam, connection=waits, part_ids=[part])
    assert Part.objects.levels_on(Actor(), part) == (0, 0)
    assert Part.objects.levels_on(seeing_as(waits), part) == (1, 1)
