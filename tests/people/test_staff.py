"""Staff pages: my people with end dates; an administrator sets up accounts and reads nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from people import actions
from people.actors import system
from people.enums import Role
from people.models import Assignment, StaffRole, User
from people.staffing import person_by_reference
from tests.scenarios import World

SignIn = Callable[[str], Client]


def test_my_people_are_those_i_am_asked_to_work_with(world: World, sign_in: SignIn) -> None:
    page = sign_in("nia").get("/staff/").content.decode()
    assert "Sam" in page and "Until" in page
    assert "Sam" not in sign_in("priya").get("/staff/").content.decode()


def test_the_page_for_staff_is_not_for_others(sign_in: SignIn) -> None:
    assert sign_in("mum").get("/staff/").status_code == 403


def test_somebody_with_two_roles_acts_in_the_one_they_pick(world: World, sign_in: SignIn) -> None:
    second = actions.appoint(
        by=system("test"), user=world.users["nia"], organisation=world.council, role=Role.TEAM_MANAGER
    )
    client = sign_in("nia")
    assert "Facilitator" in client.get("/staff/").content.decode()
    client.post("/staff/act-as/", {"role": str(second.pk)})
    assert client.get("/staff/").context["acting"] == second


def test_nobody_acts_in_somebody_elses_role(world: World, sign_in: SignIn) -> None:
    theirs = StaffRole.objects.get(user=world.users["priya"])
    assert sign_in("nia").post("/staff/act-as/", {"role": str(theirs.pk)}).status_code == 404


@pytest.mark.parametrize("name", ["nia", "priya", "mum", "sam"])
def test_only_an_administrator_sets_up_accounts(sign_in: SignIn, name: str) -> None:
    client = sign_in(name)
    assert client.get("/staff/people/").status_code == client.get("/staff/assignments/").status_code == 403


def test_an_administrator_adds_staff_who_have_no_password(world: World, sign_in: SignIn) -> None:
    client = sign_in("olu")
    client.post("/staff/people/", {"name": "Eve", "email": "eve@demo.example", "role": "facilitator"})
    eve = User.objects.get(email="eve@demo.example")
    assert eve.is_staff_member and not eve.has_usable_password()
    assert "Eve" in client.get("/staff/people/").content.decode()


def test_an_administrator_sees_only_their_own_organisation(world: World, sign_in: SignIn) -> None:
    client = sign_in("olu")
    far = StaffRole.objects.get(user=world.users["far"])
    assert "Far Away" not in client.get("/staff/people/").content.decode()
    assert client.post(f"/staff/people/{far.pk}/end/").status_code == 404


def test_ending_the_last_role_ends_the_work_with_people(world: World, sign_in: SignIn) -> None:
    role = StaffRole.objects.get(user=world.users["nia"])
    sign_in("olu").post(f"/staff/people/{role.pk}/end/")
    assert not Assignment.objects.live().filter(user=world.users["nia"]).exists()


def test_an_administrator_asks_somebody_to_work_with_a_person_by_reference(world: World, sign_in: SignIn) -> None:
    client = sign_in("olu")
    actions.end_assignment(by=system("test"), assignment=Assignment.objects.get())
    day = timezone.localdate() + timedelta(days=30)
    sent = {
        "reference": str(world.sam.pk)[:8].upper(),
        "user": str(world.users["nia"].pk),
        "purpose": "To plan",
        "ends_on": day,
    }
    client.post("/staff/assignments/", sent)
    page = client.get("/staff/assignments/").content.decode()
    assert "Nia" in page and Assignment.objects.live().count() == 1
    assert str(world.sam.pk) not in page


def test_a_reference_of_another_council_and_a_wrong_one_get_the_same_answer(world: World, sign_in: SignIn) -> None:
    assert person_by_reference(world.other_council, str(world.sam.pk)) is None
    answer = sign_in("olu").post("/staff/assignments/", {"reference": "12345678", "purpose": "kept words"})
    page = answer.content.decode()
    assert "nobody here by that reference" in page and "kept words" in page


def test_the_number_of_queries_does_not_grow_with_staff(
    world: World, sign_in: SignIn, django_assert_max_num_queries
) -> None:
    client = sign_in("olu")
    client.get("/staff/people/")
    for number in range(20):
        user = User.objects.create_user(f"many{number}@demo.example", name=f"Many {number}")
        actions.appoint(by=system("test"), user=user, organisation=world.council, role=Role.FACILITATOR)
    with django_assert_max_num_queries(10):
        client.get("/staff/people/")


def test_the_first_administrator_comes_from_the_command_line(world: World) -> None:
    call_command("create_staff", "first@demo.example", "First", "org_admin", "Hafren Council")
    assert StaffRole.objects.filter(user__email="first@demo.example", role=Role.ORG_ADMIN).exists()
    with pytest.raises(CommandError):
        call_command("create_staff", "x@demo.example", "X", "king", "Hafren Council")
    call_command("create_staff", "new@demo.example", "New", "org_admin", "New Council", "--new-organisation=WAL")
    assert StaffRole.objects.get(user__email="new@demo.example").organisation.jurisdiction == "WAL"
