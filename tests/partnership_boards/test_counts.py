"""What leaves a plan for a board: coded facts of those who said yes, and nothing else."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta

import pytest
from django.utils import timezone

from people.models import Person
from plans import counts
from plans.models import Barrier, Outcome, OutcomeChange
from tests.partnership_boards.conftest import last_day, somebody
from tests.scenarios import World

SECRET = b"a secret for tests"


def facts(world: World, secret: bytes = SECRET) -> list[counts.Facts]:
    return counts.facts(organisation_id=world.council.pk, until=last_day(), secret=secret)


def test_somebody_who_says_yes_is_in_with_codes_only(world: World) -> None:
    person = somebody(world)
    (row,) = facts(world)
    assert row.changes == {"home": "stuck"}
    assert row.barriers == {"HOU"}
    told = repr(asdict(row))
    for private in (str(person.pk), person.pk.hex, person.preferred_name, "zebras", "Zebras"):
        assert private not in told


@pytest.mark.parametrize(
    "without", [{"tells": False}, {"told_by_person": False, "confirmed": False}], ids=["no yes", "told by another"]
)
def test_somebody_who_did_not_tell_or_say_yes_is_not_in(world: World, without: dict[str, bool]) -> None:
    somebody(world, **without)
    assert facts(world) == []


def test_a_yes_taken_back_is_gone_from_the_next_report(world: World) -> None:
    somebody(world)
    OutcomeChange.objects.update(tell_the_board=False)
    assert [row.changes for row in facts(world)] == [{}]
    Barrier.objects.update(tell_the_board=False)
    assert facts(world) == []


def test_a_barrier_that_is_gone_and_a_wish_taken_out_are_not_in(world: World) -> None:
    somebody(world)
    Barrier.objects.update(status="GONE")
    assert facts(world)[0].barriers == frozenset()
    Outcome.objects.update(taken_out_at=timezone.now())
    assert facts(world) == []


def test_nothing_told_after_the_quarter_or_over_a_year_before_is_in(world: World) -> None:
    somebody(world, told_on=last_day() + timedelta(days=1))
    somebody(world, told_on=last_day() - timedelta(days=366))
    assert [row.changes for row in facts(world)] == [{}, {}]


def test_the_last_thing_told_of_a_place_stands(world: World) -> None:
    person = somebody(world, now="stuck")
    outcome = Outcome.objects.get(part__plan=person.pk)
    OutcomeChange.objects.create(
        outcome=outcome, now="happened", tell_the_board=True, told_on=last_day() - timedelta(days=1)
    )
    assert facts(world)[0].changes == {"home": "happened"}


def test_a_wish_without_a_place_takes_that_of_what_it_grew_from(world: World) -> None:
    person = somebody(world, place="")
    assert facts(world)[0].changes == {"dreams": "stuck"}
    outcome = Outcome.objects.get(part__plan=person.pk)
    from plans.models import Item, Part

    source = Part.objects.create(plan=person.plan, tool="good_bad_day", place="day")
    Outcome.objects.filter(pk=outcome.pk).update(source_item=Item.objects.create(part=source, field="good", text="x"))
    assert facts(world)[0].changes == {"day": "stuck"}


def test_another_organisations_people_are_not_in(world: World) -> None:
    somebody(world)
    Person.objects.filter(preferred_name__startswith="Zzyzx").update(organisation=world.other_council)
    assert facts(world) == []


def test_pseudonyms_hold_with_one_secret_and_differ_with_another(world: World) -> None:
    somebody(world)
    assert facts(world) == facts(world)
    assert facts(world)[0].pseudonym != facts(world, b"another secret")[0].pseudonym


def test_reading_takes_two_statements_whatever_the_number(world: World, django_assert_num_queries) -> None:
    for _each in range(5):
        somebody(world)
    with django_assert_num_queries(2):
        assert len(facts(world)) == 5
