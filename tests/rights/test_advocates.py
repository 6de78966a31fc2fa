"""Advocates: when one is offered, what they see, until when; and notes that are theirs alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEntry
from people import actions as people_actions
from people import sharing
from people.enums import Basis
from people.models import Letter, Slip
from plans.actions import start_part
from plans.actions.support_plans import answer_advocacy
from plans.models import Part
from plans.process import TransitionRefused
from rights import actions
from rights.closing import NotYet
from rights.enums import AdvocacyDuty
from rights.models import AdvocacyReferral, VisitNote
from tests.plans.money_agrees import money_agrees
from tests.scenarios import World, support
from tests.scenarios import rights as sams

__all__ = ["money_agrees"]
pytestmark = pytest.mark.django_db
DEV = {"appropriate_person": "Dev", "wanted_by_person": True, "unpaid": True, "willing": True}


@pytest.mark.parametrize(
    ("said", "enough"),
    [
        (DEV, True),
        ({**DEV, "wanted_by_person": False}, False),
        ({**DEV, "unpaid": False}, False),
        ({**DEV, "willing": False}, False),
        ({**DEV, "refused_by_person": True}, False),
        ({**DEV, "long_stay": True}, False),
        ({**DEV, "dispute": True}, False),
    ],
)
def test_somebody_else_speaks_only_if_the_person_wants_them_and_they_are_unpaid_and_willing(
    world: World, said: dict[str, Any], enough: bool
) -> None:
    """Care Act 2014 s.67(5) and (6); SI 2014/2824 reg 4 for the two cases in which an advocate is offered all the same."""
    plan = support.start_sams_plan(world)
    answer_advocacy(
        by=world.actor("nia"),
        support_plan=plan,
        understanding=False,
        retaining=True,
        weighing=False,
        saying=False,
        **said,
    )
    if enough:
        support.step(world, plan, "record_needs")
        return
    with pytest.raises(TransitionRefused, match="advocate"):
        support.step(world, plan, "record_needs")
    sams.bea_works(world, plan, answer="", accepted_on=None)
    with pytest.raises(TransitionRefused, match="advocate"):  # offered, and nobody wrote what the person said
        support.step(world, plan, "record_needs")
    sams.bea_works(world, plan, answer="no", answer_words="No thanks", accepted_on=None)
    support.step(world, plan, "record_needs")


def opened(world: World, **changes: Any) -> tuple[AdvocacyReferral, Slip, Part]:
    """Bea works by law; one part that is shared with Nia is opened to her, another of Sam's is not."""
    sam, nia = world.actor("sam"), world.actor("nia")
    part = Part.objects.filter(plan=world.sam.pk).first() or start_part(
        by=sam, plan=world.sam.plan, tool="one_page_profile"
    )
    sharing.give(by=sam, person=world.sam, connection=world.connections["nia"], part_ids=[part.pk])
    referral = sams.bea_works(world)
    said = {
        "capacity": sams.close_capacity(world, None, decision="Showing my plan to an advocate"), "parts": [part],
        "reason": "So that Bea can speak up for you at the hospital.", "until": timezone.localdate() + timedelta(days=7),
        **changes,
    }  # fmt: skip
    return referral, actions.open_by_law(by=nia, referral=referral, **said), part


def test_an_advocate_sees_what_the_person_shares_or_what_the_law_opens_for_a_time(world: World, sign_in) -> None:
    sams.bea_works(world)
    bea = world.actor("bea")
    start_part(by=world.actor("sam"), plan=world.sam.plan, tool="one_page_profile")
    assert not Part.objects.visible_to(bea).exists()  # by the role alone: nothing
    referral, slip, part = opened(world)
    assert set(Part.objects.visible_to(bea)) == {part}
    assert slip.basis == Basis.ADVOCACY and slip.ends_at - timezone.now() < timedelta(days=8)
    assert Letter.objects.filter(for_what=f"advocate-by-law:{slip.pk}", to_user=world.users["sam"]).exists()
    text = sign_in("sam").get(reverse("my_advocate")).content.decode()
    assert "Bea can see" in text and "So that Bea can speak up for you at the hospital." in text
    nia = world.actor("nia")
    actions.refer(by=nia, person=world.sam, referral=referral, ends_on=timezone.localdate() + timedelta(days=2))
    assert not Part.objects.visible_to(bea).exists()  # it would have lasted longer than the work does
    referral, _slip, _part = opened(world)
    sign_in("nia").post(reverse("change_right", args=["advocate-end", referral.pk]))
    assert not Part.objects.visible_to(bea).exists()
    assert not AdvocacyReferral.objects.visible_to(bea).filter(pk=referral.pk).exists()


@pytest.mark.parametrize(
    "wrong", ["a part not mine", "too long", "no reason", "could decide", "asked for by the person"]
)
def test_the_law_opens_parts_only_with_a_record_a_reason_and_an_end(world: World, wrong: str) -> None:
    """SI 2014/2889 reg 5; MCA 2005 s.35(6). Nobody gives what they do not hold themself."""
    private = start_part(by=world.actor("sam"), plan=world.sam.plan, tool="communication_chart")
    changes: dict[str, Any] = {
        "a part not mine": {"parts": [private]}, "too long": {"until": timezone.localdate() + timedelta(days=29)},
        "no reason": {"reason": " "}, "could decide": {"capacity": sams.close_capacity(world, None, sams.BUS)},
    }.get(wrong, {})  # fmt: skip
    if wrong == "a part not mine":
        sharing.just_me(by=world.actor("sam"), person=world.sam, part_id=private.pk)
        other = start_part(by=world.actor("sam"), plan=world.sam.plan, tool="one_page_profile")
        changes["parts"] = [private, other]
    with pytest.raises(NotYet), transaction.atomic():
        if wrong == "asked for by the person":
            referral = sams.bea_works(world, duty=AdvocacyDuty.ASKED)
            actions.open_by_law(
                by=world.actor("nia"), referral=referral, capacity=sams.close_capacity(world, None), parts=[private],
                reason="Why", until=timezone.localdate(),
            )  # fmt: skip
        else:
            opened(world, **changes)
    assert not Slip.objects.filter(basis=Basis.ADVOCACY).exists()


def test_taking_the_advocate_off_the_circle_shuts_what_the_law_opened(world: World) -> None:
    referral, _slip, _part = opened(world)
    people_actions.end_connection(by=world.actor("sam"), connection=world.connections["bea"])
    bea = world.actor("bea")
    assert not Part.objects.visible_to(bea).exists()
    assert not AdvocacyReferral.objects.visible_to(bea).exists()
    with pytest.raises(PermissionDenied):
        actions.write_visit_note(by=bea, referral=referral, words="More", visited_on=timezone.localdate())


def test_visit_notes_are_read_by_the_advocate_alone_and_stay_theirs(world: World, sign_in) -> None:
    referral = sams.bea_works(world)
    bea, address = sign_in("bea"), reverse("advocacy_for", args=[referral.pk])
    assert "Write your note." in bea.post(address, {"visited_on": "2026-06-01"}).content.decode()
    bea.post(address, {"visited_on": "2026-06-01", "words": sams.PRIVATE_NOTE})
    assert sams.PRIVATE_NOTE in bea.get(address).content.decode()
    for name in ("sam", "nia", "mum", "priya", "olu"):
        assert not VisitNote.objects.visible_to(world.actor(name)).exists(), name
    actions.end_referral(by=world.actor("nia"), referral=referral)
    assert bea.get(address).status_code == 404
    assert sams.PRIVATE_NOTE in bea.get(reverse("advocacy")).content.decode()  # no word of hers is lost


def test_no_page_of_anybody_else_and_no_copy_of_the_plan_holds_a_visit_note(world: World, sign_in) -> None:
    from plans.export import Files, as_json, everything

    referral = sams.bea_works(world)
    actions.write_visit_note(
        by=world.actor("bea"), referral=referral, words=sams.PRIVATE_NOTE, visited_on=timezone.localdate()
    )
    pages = ["my_advocate", "my_rights", "advocacy", "who_looked", "circle", "my_plan"]
    for name in ("sam", "nia", "mum", "priya"):
        client = sign_in(name)
        for address in [*map(reverse, pages), reverse("person_rights", args=[world.sam.pk])]:
            assert sams.PRIVATE_NOTE not in client.get(address, follow=True).content.decode(), (name, address)
    assert sams.PRIVATE_NOTE not in as_json(everything(world.sam.plan, Files()))
    assert not AuditEntry.objects.about(world.sam.pk).filter(action="rights.visit_note_written").exists()
