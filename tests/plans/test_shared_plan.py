"""A plan as its readers see it: the written SQL says what the querysets say, for everybody and at every time."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from audit import record
from audit.models import AuditEntry
from people import actions, sharing
from people.actors import Actor, seeing_as, system
from people.backends import SlipBackend
from people.enums import AuthorityKind, Basis
from people.models import Connection, RecordedAuthority, Slip
from plans.enums import Place
from plans.models import Part, Plan
from plans.shared_plan import plan_looked_at_by, plan_shown_to, shared_tiles
from tests.scenarios import World, add_other_person

START = system("test")


@pytest.fixture
def parts(world: World) -> list[Part]:
    """Sam's parts, one in each place, in an order that is not the order they were made in; and another's plan."""
    add_other_person(world)
    Part.objects.create(plan=world.things["leo"].plan, tool="gifts", place=Place.ME)
    return [
        Part.objects.create(plan=world.sam.plan, tool="one_page_profile", place=place, setting=place, position=8 - n)
        for n, place in enumerate(Place)
    ]


def give(world: World, name: str, parts: list[Part], basis: Basis = Basis.CHOICE) -> Slip:
    return sharing.give(
        by=START,
        person=world.sam,
        connection=world.connections[name],
        part_ids=[part.pk for part in parts],
        basis=basis,
    )


def everybody(world: World) -> list[Actor]:
    """Every user of the world, nobody, work that no person started, and everybody through whose eyes Sam may look."""
    eyes = [seeing_as(each) for each in Connection.objects.filter(circle=world.sam.pk).select_related("user")]
    return [world.actor(name) for name in world.users] + eyes + [Actor(), START]


def assert_agrees(world: World) -> int:
    """Each actor reads the same rows by the written SQL as by the ORM. Out: how many parts were read in all."""
    read = 0
    for actor, person in itertools.product(everybody(world), (world.sam, world.things["leo"])):
        shown = plan_shown_to(actor, person.pk)
        listed = [part.pk for part in shown.parts] if shown else []
        expected = Part.objects.visible_to(actor).filter(plan=person.pk)
        assert listed == [part.pk for part in expected], actor
        # Eyes of somebody who has not joined open no page of their own, so only the parts speak for them.
        if actor.user is not None:
            assert (shown is not None) == Plan.objects.visible_to(actor).filter(pk=person.pk).exists(), actor
        read += len(listed)
    return read


def test_the_sql_of_a_shared_plan_agrees_with_the_querysets(world: World, parts: list[Part]) -> None:
    alone = assert_agrees(world)
    for name, chosen in (
        ("mum", parts[:3]),
        ("dev", parts[2:4]),
        ("gran", parts[5:6]),
        ("bea", parts[6:]),
        ("jo", parts[:1]),
    ):
        give(world, name, chosen)
    give(world, "nia", parts[4:5], Basis.MEETING)
    assert assert_agrees(world) > alone
    everything = assert_agrees(world)
    for connection in ("mum", "gran"):
        actions.end_connection(by=START, connection=world.connections[connection])
    assert assert_agrees(world) < everything


@pytest.mark.parametrize("end", ["torn_at", "ends_at"])
def test_a_slip_that_is_over_opens_nothing(world: World, parts: list[Part], end: str) -> None:
    for name in ("mum", "gran"):
        give(world, name, parts[:3])
        give(world, name, parts[2:4], Basis.MEETING)
    before = assert_agrees(world)
    over = timezone.now() - timedelta(seconds=1)
    Slip.objects.filter(basis=Basis.CHOICE).update(starts_at=over - timedelta(days=1), **{end: over})
    assert assert_agrees(world) < before
    Slip.objects.update(starts_at=over - timedelta(days=1), **{end: over})
    assert plan_shown_to(world.actor("mum"), world.sam.pk) is None


def test_a_slip_that_has_not_begun_opens_nothing(world: World, parts: list[Part]) -> None:
    give(world, "mum", parts[:3])
    Slip.objects.update(starts_at=timezone.now() + timedelta(hours=1))
    assert_agrees(world)
    assert plan_shown_to(world.actor("mum"), world.sam.pk) is None


@pytest.mark.parametrize(
    "dates", [{"starts_on": 1}, {"ends_on": -1}, {"starts_on": 0}, {"ends_on": 0}, {"starts_on": -2, "ends_on": 2}]
)
def test_the_dates_of_a_tie_bound_what_it_opens(world: World, parts: list[Part], dates: dict[str, int]) -> None:
    give(world, "mum", parts[:3])
    today = timezone.localdate()
    days = {name: today + timedelta(days=by) for name, by in dates.items()}
    for name in ("mum", "attorney"):
        Connection.objects.filter(pk=world.connections[name].pk).update(**days)
    assert_agrees(world)
    live = days.get("starts_on", today) <= today <= days.get("ends_on", today)
    assert (plan_shown_to(world.actor("mum"), world.sam.pk) is not None) == live


def test_a_tie_that_has_ended_opens_nothing_though_its_slip_and_its_authority_stand(world: World, parts) -> None:
    give(world, "mum", parts[:3])
    Connection.objects.filter(circle=world.sam.pk).update(ended_at=timezone.now())
    assert assert_agrees(world) == len(parts) + 1  # Sam and Leo, each on their own plan
    assert plan_shown_to(world.actor("attorney"), world.sam.pk) is None


@pytest.mark.parametrize(
    "change",
    [
        {"seen_on": None},
        {"places": []},
        {"starts_on": 1},
        {"starts_on": -5, "ends_on": -1},
        {"ends_on": 0},
        {"ended_at": timezone.now()},
    ],
)
def test_an_authority_opens_its_places_while_it_is_in_force(world: World, parts: list[Part], change: dict) -> None:
    today = timezone.localdate()
    moved = {name: today + timedelta(days=by) if isinstance(by, int) else by for name, by in change.items()}
    RecordedAuthority.objects.update(**moved)
    assert_agrees(world)
    shown = plan_shown_to(world.actor("attorney"), world.sam.pk)
    assert (shown is not None) == (change == {"ends_on": 0})


def test_two_ways_to_the_same_part_show_it_once(world: World, parts: list[Part]) -> None:
    money = next(part for part in parts if part.place == Place.MONEY)
    give(world, "attorney", [money, parts[0]])
    give(world, "attorney", [money], Basis.MEETING)
    actions.record_authority(
        by=START, connection=world.connections["attorney"], kind=AuthorityKind.DEPUTY_MONEY, places=["money"],
        scope_words="Money too", starts_on=timezone.localdate(), reference="7000-0000-0002", seen=True,
    )  # fmt: skip
    assert_agrees(world)
    shown = plan_shown_to(world.actor("attorney"), world.sam.pk)
    assert sorted(part.pk for part in shown.parts) == sorted([money.pk, parts[0].pk])


def test_an_authority_opens_nothing_to_somebody_who_has_not_joined(world: World, parts: list[Part]) -> None:
    gran = world.connections["gran"]
    actions.record_authority(
        by=START, connection=gran, kind=AuthorityKind.DEPUTY_MONEY, places=["money"], scope_words="Money",
        starts_on=timezone.localdate(), reference="7000-0000-0003", seen=True,
    )  # fmt: skip
    assert plan_shown_to(seeing_as(gran), world.sam.pk) is None
    give(world, "gran", parts[:1])
    assert [part.pk for part in plan_shown_to(seeing_as(gran), world.sam.pk).parts] == [parts[0].pk]
    assert_agrees(world)


def test_what_the_law_opened_quietly_is_seen_by_its_reader_and_not_through_their_eyes(world: World, parts) -> None:
    slip, mum = give(world, "mum", parts[:2]), world.connections["mum"]
    Slip.objects.filter(pk=slip.pk).update(quiet_until=timezone.now() + timedelta(hours=1))
    assert_agrees(world)
    assert len(plan_shown_to(world.actor("mum"), world.sam.pk).parts) == 2
    assert plan_shown_to(seeing_as(mum), world.sam.pk) is None
    Slip.objects.filter(pk=slip.pk).update(quiet_until=timezone.now() - timedelta(hours=1))
    assert len(plan_shown_to(seeing_as(mum), world.sam.pk).parts) == 2


def test_two_voices_of_one_reader_show_what_either_is_shown(world: World, parts: list[Part]) -> None:
    mum = world.connections["mum"]
    also = Connection.objects.create(circle_id=world.sam.pk, user=mum.user, name="Mum", voice="paid", ring=mum.ring)
    world.connections["mum, at work"] = also
    give(world, "mum", parts[:2])
    give(world, "mum, at work", parts[1:3])
    assert_agrees(world)
    shown = plan_shown_to(world.actor("mum"), world.sam.pk)
    assert sorted(part.pk for part in shown.parts) == sorted(part.pk for part in parts[:3])


def test_an_authority_knows_of_a_plan_that_has_no_part_in_its_place(world: World) -> None:
    shown = plan_shown_to(world.actor("attorney"), world.sam.pk)
    assert shown is not None and shown.parts == [] and shown.person == world.sam


def test_whoever_has_begun_nothing_has_an_empty_plan_for_those_who_may_know_it(world: World) -> None:
    Plan.objects.filter(person=world.sam).delete()
    assert [plan_shown_to(world.actor(who), world.sam.pk).parts for who in ("sam", "attorney")] == [[], []]
    assert [plan_shown_to(world.actor(who), world.sam.pk) for who in ("mum", "stranger", "dad")] == [None, None, None]


def test_the_owner_knows_of_their_empty_plan_and_a_stranger_does_not(world: World) -> None:
    assert plan_shown_to(world.actor("sam"), world.sam.pk).parts == []
    assert plan_shown_to(world.actor("stranger"), world.sam.pk) is None


def test_a_plan_that_is_not_shared_and_one_that_is_not_there_are_told_alike(world: World, parts, sign_in) -> None:
    for who in ("stranger", "dad", "far", "priya"):
        client = sign_in(who)
        pages = [client.get(reverse("plan", args=[key])) for key in (world.sam.pk, parts[0].pk)]
        assert [page.status_code for page in pages] == [404, 404], who
    assert not AuditEntry.objects.looks().exists()


def test_a_readers_page_holds_the_tiles_of_their_parts_and_leaves_a_trace(world: World, parts, sign_in) -> None:
    give(world, "mum", parts[:3])
    page = sign_in("mum").get(reverse("plan", args=[world.sam.pk]))
    words = page.content.decode()
    assert [reverse("part", args=[part.pk]) in words for part in parts] == [True] * 3 + [False] * 5
    look = AuditEntry.objects.looks().get()
    assert (look.about_person, look.object_type, look.object_id) == (str(world.sam.pk), "plans.plan", str(world.sam.pk))


def test_the_look_inside_the_statement_is_the_look_that_is_written_by_itself(world: World, parts) -> None:
    give(world, "mum", parts[:1])
    record.look(actor=world.actor("mum"), action="plans.looked", about_person=world.sam, obj=world.sam.plan)
    assert plan_looked_at_by(world.actor("mum"), world.sam.pk) == plan_shown_to(world.actor("mum"), world.sam.pk)
    inside, alone = (every_field(entry) for entry in AuditEntry.objects.looks().order_by("-pk")[:2])
    for by_the_database in ("id", "at", "transaction"):
        assert inside.pop(by_the_database) >= alone.pop(by_the_database)
    assert inside == alone


def test_nobody_is_recorded_who_is_shown_nothing_and_neither_is_the_person(world: World, parts) -> None:
    assert plan_looked_at_by(world.actor("stranger"), world.sam.pk) is None
    assert plan_looked_at_by(world.actor("sam"), world.sam.pk) is not None
    assert not AuditEntry.objects.looks().exists()


def test_a_shared_plan_takes_one_statement_whatever_its_length(world: World, parts, django_assert_num_queries) -> None:
    mum = world.actor("mum")
    for many in (1, 8):
        give(world, "mum", parts[:many])
        with django_assert_num_queries(1):
            assert len(shared_tiles(mum, world.sam.pk)) == many


def test_a_readers_page_takes_two_statements(world: World, parts, sign_in, django_assert_num_queries) -> None:
    """The session with its user and their person; the plan with access in it and the record of the look."""
    client = sign_in("mum")
    session = client.session
    session["_auth_user_backend"] = "people.backends.SlipBackend"
    session.save()
    give(world, "mum", parts)
    with django_assert_num_queries(2):
        client.get(reverse("plan", args=[world.sam.pk]))


def test_the_user_of_a_session_is_read_as_the_orm_reads_them(world: World, django_assert_num_queries) -> None:
    actions.change_display(by=world.actor("sam"), user=world.users["sam"], display={"theme": "dark"})
    for key, user in world.users.items():
        slow = get_user_model().objects.get(pk=user.pk)
        with django_assert_num_queries(1):
            found = SlipBackend().get_user(user.pk)
            theirs = getattr(found, "person", None)
        assert every_field(found) == every_field(slow)
        assert theirs == getattr(slow, "person", None)
        assert (theirs is not None) == (key == "sam")
        if theirs:
            assert every_field(theirs) == every_field(slow.person)


def every_field(row) -> dict:
    return {each.attname: getattr(row, each.attname) for each in row._meta.concrete_fields}


def test_a_closed_account_and_one_that_is_gone_have_no_session(world: World) -> None:
    user = world.users["mum"]
    get_user_model().objects.filter(pk=user.pk).update(is_active=False)
    assert SlipBackend().get_user(user.pk) is None
    assert SlipBackend().get_user(world.sam.pk) is None
