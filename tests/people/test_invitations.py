"""Invitations: by the person, for one address, one use and seven days; a GET changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people import actions, sharing
from people.actions.invitations import MOST_A_DAY, InvitationClosedError, TooManyInvitationsError, digest_of
from people.models import Connection, Invitation, Letter, Slip, User
from plans.enums import Place
from plans.models import Part
from tests.people.pages import page
from tests.scenarios import World

GRANS_EMAIL = "gran@demo.example"
SignIn = Callable[[str], Client]


@pytest.fixture
def code(world: World) -> str:
    """Sam asked Gran to join. The code is read out of the letter, as Gran does."""
    world.users["gran"] = User.objects.create_user(GRANS_EMAIL, name="Gwen")
    actions.invite(by=world.actor("sam"), connection=world.connections["gran"], email=GRANS_EMAIL)
    return Letter.objects.get(kind="invitation").path.strip("/").split("/")[-1]


def test_only_a_digest_of_the_code_is_kept(code: str) -> None:
    invitation = Invitation.objects.get()
    assert code not in str(Invitation.objects.values())
    assert invitation.digest == digest_of(code)


def test_an_invitation_is_open_for_seven_days(code: str) -> None:
    assert abs(Invitation.objects.get().expires_at - timezone.now() - timedelta(days=7)) < timedelta(minutes=1)


def test_saying_yes_joins_and_opens_what_was_waiting(world: World, code: str) -> None:
    part = Part.objects.create(plan=world.sam.plan, tool="one_page_profile", place=Place.ME)
    sharing.give(by=world.actor("sam"), person=world.sam, connection=world.connections["gran"], part_ids=[part.pk])
    assert not Part.objects.visible_to(world.actor("gran")).exists()
    actions.accept_invitation(by=world.actor("gran"), code=code)
    assert Part.objects.visible_to(world.actor("gran")).get() == part


def test_saying_yes_lets_circle_rules_reach_the_newcomer(world: World, code: str) -> None:
    part = Part.objects.create(plan=world.sam.plan, tool="one_page_profile", place=Place.ME)
    sharing.share_with_circle(by=world.actor("sam"), person=world.sam, part_id=part.pk)
    actions.accept_invitation(by=world.actor("gran"), code=code)
    assert Part.objects.visible_to(world.actor("gran")).get() == part


def test_a_forwarded_invitation_is_refused_and_stays_unspent(world: World, code: str, sign_in: SignIn) -> None:
    client = sign_in("stranger")
    seen = client.get(reverse("invitation", args=[code]))
    sent = client.post(reverse("invitation", args=[code]), {"answer": "yes"})
    assert seen.status_code == sent.status_code == 404
    assert "Sam" not in seen.content.decode()
    assert Invitation.objects.open().exists()
    assert Connection.objects.get(pk=world.connections["gran"].pk).user is None


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("who", ["", "gran", "stranger"])
def test_a_scanner_opening_the_link_leaves_the_code_unspent(
    world: World, code: str, sign_in: SignIn, method: str, who: str
) -> None:
    client = sign_in(who) if who else Client()
    before = list(Invitation.objects.values())
    getattr(client, method)(reverse("invitation", args=[code]))
    assert list(Invitation.objects.values()) == before
    assert Connection.objects.get(pk=world.connections["gran"].pk).user is None


def test_signed_out_the_page_says_nothing_of_anybody(world: World, code: str) -> None:
    real = page(Client(), reverse("invitation", args=[code]))
    invented = page(Client(), reverse("invitation", args=["x" * len(code)]))
    assert "Sam" not in real
    assert real.replace(code, "") == invented.replace("x" * len(code), "")


def test_signed_out_nobody_can_say_yes(world: World, code: str) -> None:
    Client().post(reverse("invitation", args=[code]), {"answer": "yes"})
    assert Invitation.objects.open().exists()


def test_a_second_use_is_refused(world: World, code: str) -> None:
    actions.accept_invitation(by=world.actor("gran"), code=code)
    with pytest.raises(InvitationClosedError):
        actions.accept_invitation(by=world.actor("gran"), code=code)


def test_an_expired_invitation_is_refused(world: World, code: str) -> None:
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(InvitationClosedError):
        actions.accept_invitation(by=world.actor("gran"), code=code)


def _withdraw(world: World, code: str) -> None:
    actions.withdraw_invitation(by=world.actor("sam"), connection=world.connections["gran"])


def _expire(world: World, code: str) -> None:
    Invitation.objects.update(expires_at=timezone.now())


def _use(world: World, code: str) -> None:
    actions.refuse_invitation(by=world.actor("gran"), code=code)


def _take_off(world: World, code: str) -> None:
    actions.end_connection(by=world.actor("sam"), connection=world.connections["gran"])


@pytest.mark.parametrize("close", [_withdraw, _expire, _use, _take_off])
def test_closed_invitations_are_one_page_with_no_hint_which(
    world: World, code: str, sign_in: SignIn, close: Callable[[World, str], None]
) -> None:
    gran = sign_in("gran")
    never = page(gran, reverse("invitation", args=["never-made"])).replace("never-made", "")
    close(world, code)
    assert page(gran, reverse("invitation", args=[code])).replace(code, "") == never


def test_saying_no_tells_nobody_and_opens_nothing(world: World, code: str, sign_in: SignIn) -> None:
    letters = Letter.objects.count()
    answer = sign_in("gran").post(reverse("invitation", args=[code]), {"answer": "no"})
    assert answer.status_code == 200
    assert Letter.objects.count() == letters
    assert not Connection.objects.visible_to(world.actor("gran")).exists()


def test_only_the_person_invites(world: World) -> None:
    for name in ("mum", "nia", "attorney", "olu"):
        with pytest.raises(PermissionDenied):
            actions.invite(by=world.actor(name), connection=world.connections["gran"], email=GRANS_EMAIL)


def test_ten_invitations_a_day_and_no_more(world: World) -> None:
    for number in range(MOST_A_DAY):
        actions.invite(by=world.actor("sam"), connection=world.connections["gran"], email=f"g{number}@demo.example")
    with pytest.raises(TooManyInvitationsError):
        actions.invite(by=world.actor("sam"), connection=world.connections["gran"], email=GRANS_EMAIL)
    Invitation.objects.update(created_at=timezone.now() - timedelta(days=1, seconds=1))
    actions.invite(by=world.actor("sam"), connection=world.connections["gran"], email=GRANS_EMAIL)


def test_inviting_again_closes_the_first_invitation(world: World, code: str) -> None:
    actions.invite(by=world.actor("sam"), connection=world.connections["gran"], email=GRANS_EMAIL)
    assert Invitation.objects.open().count() == 1
    with pytest.raises(InvitationClosedError):
        actions.accept_invitation(by=world.actor("gran"), code=code)


def test_the_letter_forgets_the_code_once_it_is_answered_or_sent(world: World, code: str) -> None:
    assert actions.forget_codes() == 0
    Letter.objects.update(sent_at=timezone.now())
    assert actions.forget_codes() == 1
    assert code not in str(Letter.objects.values())
    assert actions.accept_invitation(by=world.actor("gran"), code=code)


def test_an_answer_blanks_the_letter(world: World, code: str) -> None:
    actions.accept_invitation(by=world.actor("gran"), code=code)
    assert code not in str(Letter.objects.values())


def test_somebody_taken_off_gets_no_letter_that_was_still_waiting(world: World, code: str) -> None:
    actions.end_connection(by=world.actor("sam"), connection=world.connections["gran"])
    letter = Letter.objects.get(kind="invitation")
    assert letter.dropped_at is not None and letter.path == ""


def test_nobody_joins_the_same_circle_twice(world: World) -> None:
    actions.invite(by=world.actor("sam"), connection=world.connections["gran"], email="mum@demo.example")
    code = Letter.objects.get(kind="invitation").path.strip("/").split("/")[-1]
    with pytest.raises(InvitationClosedError):
        actions.accept_invitation(by=world.actor("mum"), code=code)


def test_the_invited_reads_who_asks_and_what_they_would_see_before_a_yes(
    world: World, code: str, sign_in: SignIn
) -> None:
    body = sign_in("gran").get(reverse("invitation", args=[code])).content.decode()
    assert "Sam asks you to join" in body
    assert "You see nothing at first" in body
    assert "shown that you looked" in body
    assert not Slip.objects.exists()
