"""T-LEAVER: one press, and everything that somebody could open by their job is shut, at once and for good."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from api.actions import make_token
from api.enums import Days, Scope
from audit.models import AuditEntry
from people import actions, sharing
from people.actions.leaving import end_account
from people.actors import system
from people.enums import Role
from people.models import Assignment, Session, Slip, StaffRole
from plans import prints
from plans.actions import parts as plan_parts
from plans.actions.prints import ask_for_print
from plans.models import PlanPrint
from tests.scenarios import World

SignIn = Callable[[str], Client]


def share_with_nia(world: World) -> Slip:
    part = plan_parts.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="one_page_profile")
    return sharing.give(
        by=world.actor("sam"), person=world.sam, connection=world.connections["nia"], part_ids=[part.pk]
    )


def test_one_press_shuts_everything_at_the_next_request(world: World, sign_in: SignIn) -> None:
    """Sessions, devices, second steps, keys of programs, roles, work with people (also what has not begun), slips."""
    user = world.users["nia"]
    user.set_password("a long demo password")
    user.save()
    nia, olu = sign_in("nia"), sign_in("olu")
    slip = share_with_nia(world)
    # Work with Leo has not begun: it must not begin for somebody who has gone.
    leo = actions.start_person(by=system("test"), preferred_name="Leo", organisation=world.council)
    soon = timezone.localdate() + timedelta(days=9)
    actions.assign(by=system("test"), person=leo, user=user, role=Role.FACILITATOR, purpose="Soon", starts_on=soon)
    Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={})
    UserSession.objects.create(user=user, ip="127.0.0.1", session_key=nia.session.session_key, user_agent="x")
    token, _secret = make_token(by=world.actor("nia"), user=user, name="App", scopes=[Scope.PLAN_READ], days=Days.MONTH)
    assert nia.get(reverse("plan", args=[world.sam.pk])).status_code == 200
    role = StaffRole.objects.get(user=user)
    leaves = reverse("end_staff_account", args=[role.pk])
    assert leaves in olu.get(reverse("staff_list")).content.decode()
    assert "Has Nia" in olu.get(leaves).content.decode() and user.is_active, "what closes is said before it does"
    assert olu.post(leaves).status_code == 302

    assert nia.get(reverse("plan", args=[world.sam.pk])).headers["Location"].startswith("/account/login/")
    user.refresh_from_db()
    token.refresh_from_db()
    slip.refresh_from_db()
    assert not user.is_active and not user.is_staff_member and not user.has_usable_password()
    assert not Session.objects.filter(user=user).exists() and not UserSession.objects.filter(user=user).exists()
    assert not Authenticator.objects.filter(user=user).exists()
    assert token.stopped_at is not None and slip.torn_at is not None
    assert not StaffRole.objects.live().filter(user=user).exists()
    assert not Assignment.objects.not_over().filter(user=user, connection__ended_at__isnull=True).exists()
    assert AuditEntry.objects.filter(action="people.account_ended", object_id=str(user.pk)).exists()
    # Signing in by the number from an email, as before, leads nowhere.
    again = Client()
    again.force_login(user, backend="people.backends.SlipBackend")
    assert again.get(reverse("staff_home")).headers["Location"].startswith("/account/login/")


def test_the_directory_ends_an_account_by_its_email(world: World) -> None:
    call_command("end_account", "NIA@demo.example")
    world.users["nia"].refresh_from_db()
    assert not world.users["nia"].is_active
    with pytest.raises(CommandError):
        call_command("end_account", "nobody@demo.example")


def test_somebodys_own_life_here_goes_on(world: World, sign_in: SignIn) -> None:
    """A worker who also has a plan loses the job's doors, is signed out, and keeps the plan."""
    user = world.users["nia"]
    own = actions.start_person(by=system("test"), preferred_name="Nia", user=user)
    nia = sign_in("nia")
    end_account(by=world.actor("olu"), user=user, organisation=world.council)
    user.refresh_from_db()
    assert user.is_active and not user.is_staff_member and own.user_id == user.pk
    assert not Session.objects.filter(user=user).exists()
    assert nia.get(reverse("my_plan")).headers["Location"].startswith("/account/login/")


def test_work_for_another_council_goes_on(world: World) -> None:
    user = world.users["nia"]
    actions.appoint(by=system("test"), user=user, organisation=world.other_council, role=Role.FACILITATOR)
    end_account(by=world.actor("olu"), user=user, organisation=world.council)
    user.refresh_from_db()
    assert user.is_active and StaffRole.objects.live().get(user=user).organisation == world.other_council


def test_nobody_ends_or_promotes_or_assigns_themself(world: World, sign_in: SignIn) -> None:
    """It takes two: an administrator gives themself no role and no work with anybody."""
    olu, user = world.actor("olu"), world.users["olu"]
    with pytest.raises(PermissionDenied):
        end_account(by=olu, user=user)
    with pytest.raises(PermissionDenied):
        actions.appoint(by=olu, user=user, organisation=world.council, role=Role.TEAM_MANAGER)
    actions.appoint(by=system("test"), user=user, organisation=world.council, role=Role.FACILITATOR)
    with pytest.raises(PermissionDenied):
        actions.assign(by=olu, person=world.sam, user=user, role=Role.FACILITATOR, purpose="Me")
    client = sign_in("olu")
    client.post(reverse("act_as"), {"role": str(StaffRole.objects.get(user=user, role=Role.ORG_ADMIN).pk)})
    page = client.get(reverse("staff_work"))
    assert user not in page.context["form"].fields["user"].queryset
    sent = {"name": "Olu", "email": "OLU@demo.example", "role": "team_manager"}
    assert "Nobody gives a role to themself" in client.post(reverse("staff_list"), sent).content.decode()
    assert not StaffRole.objects.filter(user=user, role=Role.TEAM_MANAGER).exists()


def test_an_administrator_who_is_also_assigned_reads_nothing_as_administrator(world: World) -> None:
    from people.actors import Actor
    from plans.models import SupportPlan

    plan = SupportPlan.objects.create(person=world.sam, organisation=world.council, jurisdiction="ENG")
    user = world.users["olu"]
    actions.assign(by=system("test"), person=world.sam, user=user, role=Role.FACILITATOR, purpose="Both")
    admin = StaffRole.objects.get(user=user, role=Role.ORG_ADMIN)
    assert not SupportPlan.objects.visible_to(Actor(user=user, staff_role=admin)).filter(pk=plan.pk).exists()


def test_a_waiting_print_asks_again_whether_its_asker_is_here(world: World) -> None:
    """T-JOB: what was asked for before an account ended is not made after it."""
    plan_parts.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="one_page_profile")
    asked = ask_for_print(by=world.actor("sam"), plan=world.sam.plan, audience=None, language="en-gb")
    assert prints.still_allowed(PlanPrint.objects.get(pk=asked.pk))
    world.users["sam"].is_active = False
    world.users["sam"].save()
    assert not prints.still_allowed(PlanPrint.objects.get(pk=asked.pk))


def test_work_opens_nothing_before_its_first_day_or_after_its_last(world: World, sign_in: SignIn) -> None:
    from plans.models import SupportPlan

    plan = SupportPlan.objects.create(person=world.sam, organisation=world.council, jurisdiction="ENG")
    address, today = reverse("support_plan", args=[plan.pk]), timezone.localdate()
    nia, work = sign_in("nia"), Assignment.objects.filter(user=world.users["nia"])
    for first, last, there in ((0, 0, 200), (1, 9, 404), (-9, -1, 404)):
        work.update(starts_on=today + timedelta(days=first), ends_on=today + timedelta(days=last))
        assert nia.get(address).status_code == there, (first, last)


def test_the_person_reads_what_the_work_is_for_and_until_when(world: World, sign_in: SignIn) -> None:
    work = world.connections["nia"].assignment
    last = timezone.localdate() + timedelta(days=400)
    olu = sign_in("olu")
    assert olu.get(reverse("change_work", args=[work.pk])).status_code == 200
    olu.post(reverse("change_work", args=[work.pk]), {"purpose": "To plan the move", "ends_on": last.isoformat()})
    page = sign_in("sam").get(reverse("connection", args=[work.connection_id])).content.decode()
    assert "To plan the move" in page and str(last.year) in page
    # Shorter work closes what was shared by it on that day.
    slip = share_with_nia(world)
    olu.post(
        reverse("change_work", args=[work.pk]),
        {"purpose": "To plan the move", "ends_on": timezone.localdate().isoformat()},
    )
    slip.refresh_from_db()
    assert slip.ends_at is not None and slip.ends_at < timezone.now() + timedelta(days=1, hours=1)


def test_somebody_comes_back_after_their_work_ran_out(world: World) -> None:
    """The place in the circle that ran out by its date is closed, and a new one is made."""
    old = world.connections["nia"]
    yesterday = timezone.localdate() - timedelta(days=1)
    type(old).objects.filter(pk=old.pk).update(ends_on=yesterday)
    again = actions.assign(
        by=world.actor("olu"), person=world.sam, user=world.users["nia"], role=Role.FACILITATOR, purpose="Again"
    )
    assert again.connection_id != old.pk and uuid.UUID(str(again.pk))
