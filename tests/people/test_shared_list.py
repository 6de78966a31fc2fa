"""Plans shared with me: the written SQL says what the queryset says, a plan stands there once, pages meet."""

from __future__ import annotations

import random
import uuid
from datetime import timedelta

from django.utils import timezone

from people import actions, sharing
from people.actors import system
from people.enums import Basis
from people.models import Slip
from people.shared_list import PAGE, shared_page
from tests.scenarios import World


def share_some(world: World, plans: int, seed: int = 1) -> None:
    dice = random.Random(seed)
    me, start = world.users["stranger"], system("test")
    for number in range(plans):
        person = actions.start_person(by=start, preferred_name=f"P{number}")
        tie = actions.add_connection(by=start, person=person, name="Kit", user=me)
        for basis in dice.sample(list(Basis), dice.randint(1, 3)):
            slip = sharing.give(by=start, person=person, connection=tie, part_ids=[uuid.uuid4()], basis=basis)
            Slip.objects.filter(pk=slip.pk).update(changed_at=timezone.now() - timedelta(hours=dice.randint(0, 99)))
            if dice.random() < 0.2:
                sharing.tear(by=start, slip=slip)
        if dice.random() < 0.2:
            actions.end_connection(by=start, connection=tie)


def test_the_sql_of_the_list_agrees_with_the_queryset(world: World) -> None:
    share_some(world, 30)
    actor = world.actor("stranger")
    listed, after = [], None
    while True:
        page = shared_page(actor, after=after)
        listed += page.plans
        if (after := page.after) is None:
            break
    assert [plan.slip_id for plan in listed] == list(Slip.objects.shared_with(actor).values_list("pk", flat=True))
    assert len({plan.person_id for plan in listed}) == len(listed) == page.count > PAGE


def test_the_list_takes_one_statement_whatever_its_length(world: World, django_assert_num_queries) -> None:
    actor = world.actor("stranger")
    for plans in (1, 3, 25):
        share_some(world, plans, seed=plans)
        with django_assert_num_queries(1):
            shared_page(actor)


def test_a_slip_never_outlives_its_connection(world: World) -> None:
    start, today = system("test"), timezone.localdate()
    nia = world.connections["nia"]
    slip = sharing.give(by=start, person=world.sam, connection=nia, part_ids=[uuid.uuid4()])
    assert timezone.localdate(slip.ends_at) == nia.ends_on + timedelta(days=1)
    actions.assign(
        by=start, person=world.sam, user=world.users["nia"], role="facilitator", purpose="To finish", ends_on=today
    )
    slip.refresh_from_db()
    assert timezone.localdate(slip.ends_at) == today + timedelta(days=1)


def test_nobody_has_a_list_when_nothing_is_shared(world: World) -> None:
    page = shared_page(world.actor("mum"))
    assert page.plans == [] and page.count == 0
