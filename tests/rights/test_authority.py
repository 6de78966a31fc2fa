"""Authority by law: its scope, its dates and its proof; and what the person can say to it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from budgets.actions import answer_direct_payment
from budgets.pages import money_page
from people import actions
from people.actions.authority import last_day_of_a_parent
from people.enums import AuthorityKind
from people.models import Connection, Person, RecordedAuthority
from plans.actions import start_part
from plans.models import Part
from rights.actions import withdraw_advance_decision
from tests.scenarios import World
from tests.scenarios.support import start_sams_plan

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def given(world: World, **changes: Any) -> RecordedAuthority:
    fields: dict[str, Any] = {
        "by": world.actor("nia"), "connection": world.connections["mum"], "kind": AuthorityKind.LPA_WELFARE,
        "scope_words": "Health and care", "places": ["health"], "starts_on": TODAY() - timedelta(days=9), "seen": True,
    }  # fmt: skip
    return actions.record_authority(**{**fields, **changes})


def health_for_mum(world: World) -> bool:
    part = Part.objects.filter(plan=world.sam.pk, tool="staying_well").first()
    part = part or start_part(by=world.actor("sam"), plan=world.sam.plan, tool="staying_well")
    return Part.objects.visible_to(world.actor("mum")).filter(pk=part.pk).exists()


@pytest.mark.parametrize(
    ("changes", "opens"),
    [
        ({}, True),
        ({"places": ["home"]}, False),
        ({"seen": False}, False),
        ({"starts_on": TODAY() + timedelta(days=1)}, False),
        ({"ends_on": TODAY() - timedelta(days=1)}, False),
        ({"kind": AuthorityKind.EPA, "places": ["money"]}, False),
        ({"kind": AuthorityKind.APPOINTEE, "places": ["money"]}, False),
    ],
)
def test_out_of_scope_expired_or_unseen_opens_nothing(world: World, changes: dict[str, Any], opens: bool) -> None:
    given(world, **changes)
    assert health_for_mum(world) is opens


def test_an_authority_opens_once_its_paper_is_seen_and_nothing_once_it_ended(world: World, sign_in) -> None:
    authority = given(world, seen=False)
    assert not health_for_mum(world)
    page = sign_in("nia").post(reverse("change_right", args=["authority-seen", authority.pk]), {"checked_with": "OPG"})
    assert page.status_code == 302 and health_for_mum(world)
    actions.end_authority(by=world.actor("nia"), authority=authority, why="A new order")
    actions.see_proof(by=world.actor("nia"), authority=authority)
    assert not health_for_mum(world)
    authority.refresh_from_db()
    assert authority.is_over and authority.ended_why == "A new order"


@pytest.mark.parametrize("kind", [AuthorityKind.EPA, AuthorityKind.APPOINTEE, AuthorityKind.LPA_MONEY])
def test_authority_over_money_never_reaches_welfare(world: World, kind: AuthorityKind) -> None:
    with pytest.raises(ValueError, match="far"):
        given(world, kind=kind, places=["health"])


def test_a_parent_decides_until_eighteen_by_the_date_of_birth_and_no_longer(world: World) -> None:
    """Without a date of birth nothing is recorded; at 18 it has lapsed by itself, and the database asks for the day."""
    assert last_day_of_a_parent(date(2008, 2, 29)) == date(2026, 2, 28)
    parent = {"kind": AuthorityKind.PARENT, "scope_words": "Daily care"}
    with pytest.raises(ValueError, match="date of birth"):
        given(world, **parent)
    almost = TODAY().replace(year=TODAY().year - 18) + timedelta(days=1)
    authority = given(world, **parent, born_on=almost)
    assert authority.ends_on == TODAY()
    assert health_for_mum(world)
    RecordedAuthority.objects.filter(pk=authority.pk).update(ends_on=TODAY() - timedelta(days=1))
    assert not health_for_mum(world)
    Person.objects.filter(pk=world.sam.pk).update(born_on=almost - timedelta(days=1))
    with pytest.raises(ValueError, match="18"):
        given(world, **parent, connection=Connection.objects.get(pk=world.connections["mum"].pk))
    with pytest.raises(IntegrityError), transaction.atomic():
        RecordedAuthority.objects.filter(pk=authority.pk).update(ends_on=None)


def test_next_of_kin_is_no_authority_and_the_page_says_so(world: World, sign_in) -> None:
    nia, address = sign_in("nia"), reverse("new_right", args=[world.sam.pk, "authority"])
    assert "next of kin, lets nobody decide" in nia.get(address).content.decode()
    said = {"name": "Ann", "kind": "next_of_kin", "scope_words": "All", "starts_on": "2026-01-01", "seen": "on"}
    before = RecordedAuthority.objects.count()
    assert "Next of kin have no authority to decide." in nia.post(address, said).content.decode()
    further = {**said, "kind": "appointee", "places": ["health"]}
    assert "does not reach that far" in nia.post(address, further).content.decode()
    assert "Nobody of this name" in nia.post(address, {**said, "kind": "epa", "name": "Zed"}).content.decode()
    assert RecordedAuthority.objects.count() == before
    assert nia.post(address, {**said, "kind": "epa", "name": "ann", "places": ["money"]}).status_code == 302
    made = RecordedAuthority.objects.get(connection=world.connections["mum"])
    assert (made.kind, made.seen_by, made.manner) == ("epa", "Nia Pritchard", "alone")
    assert nia.post(reverse("change_right", args=["authority-end", made.pk]), {"why": "Mistake"}).status_code == 302
    made.refresh_from_db()
    assert made.is_over


def test_the_person_reads_who_may_decide_what_until_when_and_says_i_do_not_agree(world: World, sign_in) -> None:
    sam, meg = sign_in("sam"), world.connections["attorney"].authorities.get()
    given(world, seen=False, restrictions="Not where Sam lives")
    text = sam.get(reverse("my_deciders")).content.decode()
    for words in ("Meg may decide about money and property.", "No end is set", "Anything that is not named here",
                  "Ann says they may decide about health and care.", "Nobody yet. So it opens nothing.",
                  "Not where Sam lives", "Being family lets nobody decide for an adult."):  # fmt: skip
        assert words in text, words
    sam.post(reverse("say_about", args=["authority", meg.pk]), {"disagrees": "yes"})
    staff = sign_in("nia").get(reverse("person_rights", args=[world.sam.pk])).content.decode()
    assert "I do not agree" in staff
    assert RecordedAuthority.objects.in_force().filter(pk=meg.pk).exists()  # her words do not end it, and are kept


def test_what_was_decided_ahead_is_the_persons_and_they_alone_take_it_back(world: World, sign_in) -> None:
    nia, sam = sign_in("nia"), sign_in("sam")
    address = reverse("new_right", args=[world.sam.pk, "ahead"])
    said = {"refuses": "No tube", "made_on": "2026-01-01", "keeps_alive": "on"}
    assert "signed and witnessed" in nia.post(address, said).content.decode()
    assert nia.post(address, {**said, "signed_and_witnessed": "on"}).status_code == 302
    decision = world.sam.advance_decisions.get()
    assert nia.post(reverse("withdraw_advance", args=[decision.pk])).status_code == 403
    assert sam.post(reverse("withdraw_advance", args=[decision.pk])).status_code == 302
    withdraw_advance_decision(by=world.actor("sam"), decision=decision)
    decision.refresh_from_db()
    assert decision.withdrawn_at
    assert "You changed your mind" in sam.get(reverse("my_deciders")).content.decode()


def test_what_an_attorney_decided_about_money_says_so(world: World) -> None:
    plan = start_sams_plan(world)
    answer_direct_payment(by=world.actor("sam"), support_plan=plan, answer="not_now")
    answer_direct_payment(by=world.actor("attorney"), support_plan=plan, answer="no")
    said = [row["words"] for row in money_page(world.actor("sam"), plan)["said"]]
    assert ["Decided by Meg, for Sam, about money and property" in words for words in said] == [True, False]
