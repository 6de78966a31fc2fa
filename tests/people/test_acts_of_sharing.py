"""What each act of sharing writes: which slips hold afterwards, which rule stands, and one row of the record."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from audit.models import AuditEntry
from people import actions, sharing
from people.actors import system
from people.after_death import after_a_death
from people.enums import Basis, Level
from people.models import CircleRule, Connection, Slip
from plans.enums import Place
from plans.models import Part
from tests.scenarios import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def parts(world: World) -> list[Part]:
    return [
        Part.objects.create(plan=world.sam.plan, tool=tool, place=Place.ME) for tool in ("one_page_profile", "my_week")
    ]


def give(world: World, name: str, parts: list[Part], **fields: object) -> Slip:
    return sharing.give(
        by=world.actor("sam"), person=world.sam, connection=world.connections[name],
        part_ids=[part.pk for part in parts], **fields,
    )  # fmt: skip


def told(world: World) -> list[str]:
    """What the record says was shared and taken back, in order."""
    rows = AuditEntry.objects.filter(about_person=str(world.sam.pk), action__startswith="people.").order_by("pk")
    wanted = ("shared", "unshared", "closed_circle", "shared_again", "left_as_it_was", "shared_as_it_is")
    return [action for row in rows if (action := row.action.removeprefix("people.")) in wanted]


def holding(world: World, name: str) -> dict[uuid.UUID, int]:
    """Which parts somebody's live slips open, and at which level."""
    slips = Slip.objects.live().filter(connection=world.connections[name])
    return {part: slip.level for slip in slips for part in slip.part_ids}


def test_taking_back_is_written_down_once_however_often_it_is_asked(world: World, parts: list[Part]) -> None:
    slip = give(world, "mum", parts)
    for _ in range(2):
        sharing.tear(by=world.actor("sam"), slip=slip)
    assert told(world) == ["shared", "unshared"]
    assert holding(world, "mum") == {}


@pytest.mark.parametrize(("basis", "rules"), [(Basis.CIRCLE_RULE, 0), (Basis.CHOICE, 1)])
def test_a_part_taken_back_from_one_of_the_circle_is_no_longer_the_circles(
    world: World, parts: list[Part], basis: Basis, rules: int
) -> None:
    sharing.share_with_circle(by=world.actor("sam"), person=world.sam, part_id=parts[0].pk)
    slip = Slip.objects.get(connection=world.connections["mum"])
    Slip.objects.filter(pk=slip.pk).update(basis=basis)
    # Neither the rule of another part nor that of another person goes with it.
    leo = actions.start_person(by=system("test"), preferred_name="Leo", face=1)
    for person, part in ((world.sam, parts[1]), (leo, parts[0])):
        CircleRule.objects.create(person=person, part_id=part.pk, level=Level.SEE)
    sharing.tear(by=world.actor("sam"), slip=Slip.objects.get(pk=slip.pk))
    assert CircleRule.objects.filter(person=world.sam, part_id=parts[0].pk).count() == rules
    assert CircleRule.objects.count() == rules + 2


def test_nothing_is_shared_with_somebody_of_another_circle_or_who_died(world: World, parts: list[Part]) -> None:
    leo = actions.start_person(by=system("test"), preferred_name="Leo", face=1)
    with pytest.raises(PermissionDenied):
        sharing.give(by=world.actor("sam"), person=leo, connection=world.connections["mum"], part_ids=[parts[0].pk])
    world.connections["mum"].died = True
    with pytest.raises(PermissionDenied):
        give(world, "mum", parts)
    assert not Slip.objects.exists()


def test_what_the_law_opened_is_told_later_and_nothing_else_is(world: World, parts: list[Part]) -> None:
    later = timezone.now() + timedelta(days=1)
    give(world, "jo", parts, basis=Basis.OVERRIDE)
    for basis in (Basis.OVERRIDE, Basis.CHOICE):
        sharing.tell_from(slip=give(world, "nia", parts, basis=basis), quiet_until=later)
    told = Slip.objects.order_by("given_at")
    assert [slip.quiet_until for slip in told] == [None, later, None]


def test_only_those_who_are_chosen_keep_a_part(world: World, parts: list[Part]) -> None:
    """Another level is another slip; a slip of a meeting and of the rest of the parts is left alone."""
    one, other = parts
    give(world, "mum", parts)
    give(world, "dev", [one], level=Level.SUGGEST)
    give(world, "nia", [one], basis=Basis.MEETING)
    give(world, "jo", [one, other], basis=Basis.HELPING)
    leo = actions.start_person(by=system("test"), preferred_name="Leo", face=1)
    rules = [(world.sam, one), (world.sam, other), (leo, one)]
    for person, part in rules:
        CircleRule.objects.create(person=person, part_id=part.pk, level=Level.SEE)
    chosen = {world.connections["dev"]: Level.HELP_WRITE}
    sharing.set_levels(by=world.actor("sam"), person=world.sam, part_id=one.pk, levels=chosen)
    assert holding(world, "mum") == {other.pk: Level.SEE}
    assert holding(world, "dev") == {one.pk: Level.HELP_WRITE}
    assert holding(world, "nia") == {one.pk: Level.SEE}
    assert holding(world, "jo") == {other.pk: Level.SEE}
    assert set(CircleRule.objects.values_list("person", "part_id")) == {(who.pk, part.pk) for who, part in rules[1:]}


def test_who_helps_and_is_chosen_goes_on_helping(world: World, parts: list[Part]) -> None:
    give(world, "jo", parts[:1], basis=Basis.HELPING)
    chosen = {world.connections["jo"]: Level.SEE}
    sharing.set_levels(by=world.actor("sam"), person=world.sam, part_id=parts[0].pk, levels=chosen)
    assert set(Slip.objects.live().values_list("basis", flat=True)) == {Basis.HELPING, Basis.CHOICE}


def test_another_last_day_is_another_slip_and_the_same_one_is_none(world: World, parts: list[Part]) -> None:
    until, chosen = timezone.now() + timedelta(days=3), {world.connections["mum"]: Level.SEE}
    for ends_at in (None, until, until):
        sharing.set_levels(by=world.actor("sam"), person=world.sam, part_id=parts[0].pk, levels=chosen, ends_at=ends_at)
    assert [slip.ends_at for slip in Slip.objects.live()] == [until] and Slip.objects.count() == 2


def test_left_as_it_was_stays_the_very_same_slip_until_they_see_it_as_it_is(world: World, parts: list[Part]) -> None:
    one, mum, by = parts[0], world.connections["mum"], world.actor("sam")
    slip = give(world, "mum", parts)
    assert not sharing.leave_as_it_was(by=by, connection=world.connections["dev"], part_id=one.pk), "they see nothing"
    assert sharing.leave_as_it_was(by=by, connection=mum, part_id=one.pk)
    assert not sharing.leave_as_it_was(by=by, connection=mum, part_id=one.pk), "it is so already"
    assert Slip.objects.get().as_it_was_ids == [one.pk]
    # Choosing for others, or everybody in the circle, lets nobody further in who was not named.
    sharing.set_levels(by=by, person=world.sam, part_id=one.pk, levels={})
    sharing.share_with_circle(by=by, person=world.sam, part_id=one.pk)
    assert [each.pk for each in Slip.objects.live().filter(connection=mum)] == [slip.pk]
    sharing.see_as_it_is(by=by, person=world.sam, part_id=one.pk, who=[world.connections["dev"]])
    assert Slip.objects.get(pk=slip.pk).as_it_was_ids == [one.pk]
    sharing.see_as_it_is(by=by, person=world.sam, part_id=one.pk, who=[mum])
    assert Slip.objects.get(pk=slip.pk).as_it_was_ids == []
    assert [each for each in told(world) if "as_it" in each] == ["left_as_it_was", "shared_as_it_is"]


def test_shutting_a_door_leaves_the_copies_of_those_who_are_named(world: World, parts: list[Part]) -> None:
    one, by = parts[0], world.actor("sam")
    for name in ("mum", "dev"):
        give(world, name, [one])
        sharing.leave_as_it_was(by=by, connection=world.connections[name], part_id=one.pk)
    sharing.just_me(by=by, person=world.sam, part_id=one.pk, leaving=[world.connections["mum"]])
    assert holding(world, "mum") == {one.pk: Level.SEE} and holding(world, "dev") == {}


def test_what_is_left_of_a_slip_does_not_move_its_readers_list(world: World, parts: list[Part]) -> None:
    until = timezone.now() + timedelta(days=9)
    slip = give(world, "mum", parts, level=Level.SUGGEST, ends_at=until, why="For the holiday")
    long_ago = timezone.now() - timedelta(days=5)
    Slip.objects.filter(pk=slip.pk).update(changed_at=long_ago, as_it_was_ids=[parts[0].pk, parts[1].pk])
    rest = sharing.take_out(by=world.actor("sam"), slip=Slip.objects.get(pk=slip.pk), part_ids=[parts[0].pk])
    kept = Slip.objects.get(pk=rest.pk)
    assert (kept.part_ids, kept.as_it_was_ids, kept.level, kept.ends_at, kept.why, kept.changed_at, kept.basis) == (
        [parts[1].pk], [parts[1].pk], Level.SUGGEST, until, "For the holiday", long_ago, Basis.CHOICE,
    )  # fmt: skip
    assert sharing.take_out(by=world.actor("sam"), slip=kept, part_ids=[parts[1].pk]) is None
    assert holding(world, "mum") == {}


def test_closing_the_circle_and_opening_it_again_is_as_it_stood(world: World, parts: list[Part]) -> None:
    """For those who are still in it: not for somebody whose tie ended, is over, or who died meanwhile."""
    by, names = world.actor("sam"), ("mum", "dev", "gran", "bea")
    for name in names:
        give(world, name, parts)
    CircleRule.objects.create(person=world.sam, part_id=parts[0].pk, level=Level.SUGGEST)
    before = sharing.close_circle(by=by, person=world.sam)
    assert not Slip.objects.live().exists() and not CircleRule.objects.exists()
    ties = {name: Connection.objects.filter(pk=world.connections[name].pk) for name in names}
    ties["dev"].update(ended_at=timezone.now())
    ties["gran"].update(died=True)
    ties["bea"].update(ends_on=timezone.localdate() - timedelta(days=1))
    sharing.open_circle_again(by=by, person=world.sam, before=before)
    assert [slip.connection_id for slip in Slip.objects.filter(torn_at=None)] == [world.connections["mum"].pk]
    assert CircleRule.objects.get().level == Level.SUGGEST
    assert told(world) == ["shared"] * 4 + ["closed_circle", "shared_again"]


def test_every_door_shut_and_opened_again_by_the_persons_own_choices(world: World, parts: list[Part]) -> None:
    by, at = world.actor("sam"), timezone.now()
    soon, past = at + timedelta(days=2), at - timedelta(days=2)
    give(world, "mum", parts, level=Level.SUGGEST, why="So that she knows")
    give(world, "dev", parts, ends_at=soon)
    give(world, "nia", parts, basis=Basis.MEETING)
    over = give(world, "bea", parts)
    assert sharing.shut_every_door(by=by, person=world.sam, at=at) == 4
    Slip.objects.filter(pk=over.pk).update(starts_at=past - timedelta(days=1), ends_at=past)
    sharing.open_doors_again(by=by, person=world.sam, shut_at=at)
    assert {slip.connection.name: (slip.level, slip.why, slip.ends_at) for slip in Slip.objects.live()} == {
        "Ann": (Level.SUGGEST, "So that she knows", None), "Dev": (Level.SEE, "", soon),
    }  # fmt: skip


@pytest.mark.parametrize("may_look", [True, False])
def test_after_a_death_family_and_friends_look_on_where_the_person_said_so(
    world: World, parts: list[Part], may_look: bool
) -> None:
    give(world, "mum", parts, level=Level.HELP_WRITE)
    give(world, "jo", parts)
    give(world, "dev", parts, basis=Basis.MEETING)
    after_a_death(by=world.actor("sam"), person=world.sam, may_look=may_look)
    looking = {part.pk: Level.SEE for part in parts} if may_look else {}
    assert holding(world, "mum") == looking and holding(world, "jo") == {} and holding(world, "dev") == {}


def test_no_slip_outlives_its_connection(world: World, parts: list[Part]) -> None:
    mum, day = world.connections["mum"], timezone.localdate() + timedelta(days=3)
    open_, short = give(world, "mum", parts), give(world, "mum", parts, ends_at=timezone.now() + timedelta(days=1))
    later = give(world, "mum", parts)
    Slip.objects.filter(pk=later.pk).update(starts_at=timezone.now() + timedelta(days=9))
    before = short.ends_at
    mum.ends_on = day
    mum.save(update_fields=["ends_on"])
    sharing.follow_dates(connection=mum)
    for slip in (open_, short, later):
        slip.refresh_from_db()
    assert timezone.localtime(open_.ends_at).date() == day + timedelta(days=1) and short.ends_at == before
    assert later.torn_at is not None and open_.torn_at is None
    mum.ends_on = timezone.localdate() - timedelta(days=1)
    with pytest.raises(PermissionDenied):
        give(world, "mum", parts)


def test_a_slip_begins_with_its_connection_and_ends_with_whichever_ends_first(world: World, parts: list[Part]) -> None:
    mum, today = world.connections["mum"], timezone.localdate()
    mum.starts_on, mum.ends_on = today + timedelta(days=2), today + timedelta(days=5)
    first = give(world, "mum", parts, ends_at=timezone.now() + timedelta(days=3))
    second = give(world, "mum", parts, ends_at=timezone.now() + timedelta(days=30))
    assert timezone.localtime(first.starts_at).date() == mum.starts_on
    assert first.ends_at < second.ends_at
    assert timezone.localtime(second.ends_at).date() == mum.ends_on + timedelta(days=1)


def test_a_change_moves_the_list_of_those_who_see_it_and_no_others(world: World, parts: list[Part]) -> None:
    """At most once an hour, and not for whoever sees the part as it was, other parts, or nothing any more."""
    old = timezone.now() - timedelta(days=1)
    slips = {name: give(world, name, parts[:1]) for name in ("mum", "dev", "jo", "nia")}
    slips["bea"] = give(world, "bea", parts[1:])
    Slip.objects.update(changed_at=old)
    just_now = timezone.now() - timedelta(minutes=5)
    Slip.objects.filter(pk=slips["dev"].pk).update(changed_at=just_now)
    Slip.objects.filter(pk=slips["jo"].pk).update(as_it_was_ids=[parts[0].pk])
    Slip.objects.filter(pk=slips["nia"].pk).update(torn_at=old)
    sharing.note_change(world.sam.pk, parts[0].pk)
    moved = {name: Slip.objects.get(pk=slip.pk).changed_at for name, slip in slips.items()}
    assert moved["mum"] > just_now
    assert moved == {"mum": moved["mum"], "dev": just_now, "jo": old, "nia": old, "bea": old}


def test_whoever_joins_gets_the_circles_parts_that_they_do_not_have_yet(world: World, parts: list[Part]) -> None:
    by, mum = world.actor("sam"), world.connections["mum"]
    give(world, "mum", parts[:1])
    for part in parts:
        CircleRule.objects.create(person=world.sam, part_id=part.pk, level=Level.SUGGEST)
    sharing.welcome(by=by, connection=mum)
    assert holding(world, "mum") == {parts[0].pk: Level.SEE, parts[1].pk: Level.SUGGEST}
    for name in ("jo", "nia"):
        sharing.welcome(by=by, connection=world.connections[name])
        assert holding(world, name) == {}, "paid people are never swept in"
