"""At 16 and at 18 a person is asked once more who sees their plan: once, kindly, and nothing changes by itself.

Source: process and standards reference, section 3 (children turning 16 and 18: sharing choices are asked again).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEntry
from people import actions, sharing
from people.growing_up import age_on, age_to_ask_again, birthday
from people.models import Person, Slip
from plans.enums import Place
from plans.models import Part
from tests.scenarios import World

SignIn = Callable[[str], Client]
ASKED = "Who sees your plan?"


@pytest.fixture
def young(world: World) -> Person:
    """Sam, born on 1 November 2010, shared a part at 15 with Ann: the first birthday that counts is in 2026."""
    person = world.sam
    person.born_on, person.created_at = date(2010, 11, 1), datetime(2025, 3, 1, tzinfo=timezone.get_default_timezone())
    person.save(update_fields=["born_on", "created_at"])
    part = Part.objects.create(plan=person.plan, tool="one_page_profile", place=Place.ME)
    slip = sharing.give(by=world.actor("sam"), person=person, connection=world.connections["mum"], part_ids=[part.pk])
    Slip.objects.filter(pk=slip.pk).update(starts_at=person.created_at)
    return person


def on(day: str) -> time_machine.travel:
    return time_machine.travel(f"{day}T10:00:00+00:00", tick=True)


def test_somebody_born_on_29_february_has_their_birthday_on_1_march() -> None:
    assert birthday(date(2008, 2, 29), 16) == date(2024, 2, 29)
    assert birthday(date(2008, 2, 29), 18) == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("day", "age"),
    [("2026-10-31", None), ("2026-11-01", 16), ("2028-10-31", 16), ("2028-11-01", 18), ("2040-01-01", 18)],
)
def test_sharing_is_asked_again_from_the_16th_and_from_the_18th_birthday(
    young: Person, day: str, age: int | None
) -> None:
    with on(day):
        assert age_to_ask_again(young) == age


def test_it_is_asked_once_for_each_birthday(world: World, young: Person) -> None:
    with on("2027-01-01"):
        actions.answer_asked_again(by=world.actor("sam"), person=young, age=16)
        young.refresh_from_db()
        assert age_to_ask_again(young) is None
    with on("2028-11-01"):
        assert age_to_ask_again(young) == 18


def test_nobody_is_asked_about_what_they_chose_since_or_with_nothing_shared(young: Person) -> None:
    with on("2026-12-01"):
        Slip.objects.update(starts_at=timezone.now())
        assert age_to_ask_again(young) is None
        Slip.objects.update(starts_at=young.created_at, torn_at=timezone.now())
        assert age_to_ask_again(young) is None


def test_nobody_is_asked_who_began_at_that_age_or_whose_birthday_is_not_known(young: Person) -> None:
    with on("2026-12-01"):
        young.created_at = datetime(2026, 11, 1, tzinfo=timezone.get_default_timezone())
        assert age_to_ask_again(young) is None
    young.born_on = None
    assert age_to_ask_again(young) is None


def test_only_the_person_answers(world: World, young: Person) -> None:
    with pytest.raises(PermissionDenied):
        actions.answer_asked_again(by=world.actor("mum"), person=young, age=16)
    young.refresh_from_db()
    assert young.sharing_asked_at_age is None


def test_home_asks_and_leaving_it_as_it_is_changes_no_door(young: Person, sign_in: SignIn) -> None:
    with on("2026-11-02"):
        client = sign_in("sam")
        assert f"You are 16 now. {ASKED}" in client.get(reverse("my_plan")).content.decode()
        page = client.get(reverse("sharing_again")).content.decode()
        assert "You are 16 now" in page and "A parent does not decide" not in page
        answer = client.post(reverse("sharing_again"), {"then": "keep"}, follow=True).content.decode()
        assert "It stays as it is." in answer and ASKED not in answer
        assert Slip.objects.live().count() == 1
        assert client.get(reverse("sharing_again")).url == reverse("who_can_see")
    entry = AuditEntry.objects.get(action="people.asked_again_who_sees")
    assert entry.details == {"age": 16}


def test_who_comes_late_is_told_their_age_of_today(young: Person, sign_in: SignIn) -> None:
    with on("2027-11-02"):
        client = sign_in("sam")
        assert f"You are 17 now. {ASKED}" in client.get(reverse("my_plan")).content.decode()
        assert "You are 17 now" in client.get(reverse("sharing_again")).content.decode()
    assert [age_on(date(2008, 2, 29), date(2026, 2, day)) for day in (27, 28)] == [17, 17]
    assert age_on(date(2008, 2, 29), date(2026, 3, 1)) == 18


def test_at_18_the_page_says_that_a_parent_decides_no_more(young: Person, sign_in: SignIn) -> None:
    with on("2028-11-02"):
        page = sign_in("sam").get(reverse("sharing_again")).content.decode()
    assert "You are 18 now" in page and "A parent does not decide for you any more." in page


def test_looking_leads_to_the_walk_through_the_circle(young: Person, sign_in: SignIn) -> None:
    with on("2026-11-02"):
        assert sign_in("sam").post(reverse("sharing_again"), {"then": "look"}).url == reverse("check_up")
    young.refresh_from_db()
    assert young.sharing_asked_at_age == 16


def test_not_now_is_quiet_until_the_next_sign_in(young: Person, sign_in: SignIn) -> None:
    with on("2026-11-02"):
        client = sign_in("sam")
        assert client.post(reverse("sharing_again"), {"then": "later"}).url == reverse("my_plan")
        assert ASKED not in client.get(reverse("my_plan")).content.decode()
        assert ASKED in sign_in("sam").get(reverse("my_plan")).content.decode()


def test_an_answer_that_is_none_asks_again_and_keeps_nothing(young: Person, sign_in: SignIn) -> None:
    with on("2026-11-02"):
        assert "You are 16 now" in sign_in("sam").post(reverse("sharing_again"), {"then": "x"}).content.decode()
    young.refresh_from_db()
    assert young.sharing_asked_at_age is None
