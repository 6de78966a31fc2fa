"""The person's and the facilitator's pages of the support plan."""

from __future__ import annotations

import re
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import AuditEntry
from people import sharing
from people.enums import Level
from plans.actions import support_plans as actions
from plans.enums import PersonView, Place
from plans.enums import PlanState as S
from plans.models import Item, Outcome, Part, ReasonableStep, SupportPlan, SupportPlanEntry
from plans.process import TransitionRefused
from tests.plans.money_agrees import money_agrees
from tests.scenarios import World
from tests.scenarios import support as sams

__all__ = ["money_agrees"]  # a fixture for every test here
BANNED = (
    "user", "service user", "client", "outcome", "indicative", "provision", "stakeholder", "submit", "authenticate",
    "invalid", "mandatory", "overdue", "failed", "error", "required", "oops",
)  # fmt: skip


def words_of(page: str) -> str:
    """What a reader reads: the page without its tags."""
    main = page[page.index("<main") : page.index("</main>")]
    return re.sub(r"<[^>]+>", " ", main)


@pytest.mark.parametrize("state", list(S), ids=lambda state: state.value)
def test_the_persons_page_says_where_it_is_in_every_state_and_in_house_words(world: World, sign_in, state: S) -> None:
    plan = sams.drive_to(world, state)
    page = sign_in("sam").get(reverse("support_plan", args=[plan.pk]))
    assert page.status_code == 200
    said = words_of(page.content.decode()).lower()
    assert not [word for word in BANNED if re.search(rf"\b{word}\b", said)]
    on_the_line = state not in (S.DECLINED, S.SUPERSEDED, S.CLOSED)
    assert ("you are here" in said) == on_the_line


@pytest.mark.parametrize("state", list(S), ids=lambda state: state.value)
def test_the_facilitators_page_opens_in_every_state_and_is_written_down(world: World, sign_in, state: S) -> None:
    plan = sams.drive_to(world, state)
    before = AuditEntry.objects.filter(action="plans.support_plan_read").count()
    assert sign_in("nia").get(reverse("support_plan", args=[plan.pk])).status_code == 200
    assert AuditEntry.objects.filter(action="plans.support_plan_read").count() == before + 1


def test_the_person_is_not_written_down_as_looking_at_their_own(world: World, sign_in) -> None:
    plan = sams.drive_to(world, S.PLANNING)
    sign_in("sam").get(reverse("support_plan", args=[plan.pk]))
    assert not AuditEntry.objects.filter(action="plans.support_plan_read").exists()


@pytest.mark.parametrize("name", ["mum", "stranger", "far", "olu", "jo", "bea", "priya", "ravi"])
def test_a_draft_does_not_exist_for_anybody_else(world: World, sign_in, name: str) -> None:
    plan = sams.drive_to(world, S.PLANNING)
    for address in ("support_plan", "offer_to_support_plan", "disagree", "new_need"):
        assert sign_in(name).get(reverse(address, args=[plan.pk])).status_code == 404
    assert sign_in(name).get(reverse("move_support_plan", args=[plan.pk, "send"])).status_code == 404


def test_sending_is_named_by_whom_it_goes_to_and_asks_for_the_persons_view(world: World, sign_in) -> None:
    plan = sams.drive_to(world, S.PLANNING)
    client = sign_in("sam")
    assert "Send to Priya to agree" in client.get(reverse("support_plan", args=[plan.pk])).content.decode()
    address = reverse("move_support_plan", args=[plan.pk, "send"])
    page = client.get(address).content.decode()
    assert "This is my plan" in page
    assert "I don&#x27;t agree with some of it" in page
    assert "Could not say" not in page
    assert "checked" not in page  # nothing is chosen for the person
    silent = client.post(address, {"person_words": "I typed this"}).content.decode()
    assert "I typed this" in silent
    assert SupportPlan.objects.get(pk=plan.pk).state == S.PLANNING
    assert client.post(address, {"person_view": PersonView.MINE}).status_code == 302
    page = client.get(reverse("support_plan", args=[plan.pk])).content.decode()
    assert "With Priya, who decides." in page
    assert "You get an answer by" in page
    snapshot = plan.snapshots.get()
    assert client.get(reverse("sent_copy", args=[snapshot.pk])).status_code == 200


def test_saying_no_asks_for_no_reason_and_can_be_taken_back(world: World, sign_in) -> None:
    plan = sams.drive_to(world, S.PLANNING)
    client = sign_in("sam")
    assert client.post(reverse("move_support_plan", args=[plan.pk, "decline"]), {}).status_code == 302
    page = client.get(reverse("support_plan", args=[plan.pk])).content.decode()
    assert "You can come back any time." in page
    client.post(reverse("move_support_plan", args=[plan.pk, "reopen"]), {})
    assert SupportPlan.objects.get(pk=plan.pk).state == S.PLANNING


def test_answering_a_question_makes_a_new_copy(world: World, sign_in) -> None:
    plan = sams.drive_to(world, S.RETURNED)
    client, address = sign_in("sam"), reverse("move_support_plan", args=[plan.pk, "answer"])
    assert "Who comes with you on Mondays?" in client.get(address).content.decode()
    assert client.post(address, {"person_view": PersonView.MINE}).status_code == 200
    assert client.post(address, {"person_view": PersonView.MINE, "decline_0": "on"}).status_code == 302
    assert plan.snapshots.count() == 2


def test_the_ladder_is_always_there_and_stops_nothing(world: World, sign_in) -> None:
    plan = sams.drive_to(world, S.ACTIVE)
    client, address = sign_in("sam"), reverse("disagree", args=[plan.pk])
    page = client.get(address).content.decode()
    assert "advocate" in page.lower()
    assert "complaint" in page.lower()
    assert "Ombudsman" in page
    assert client.post(address, {"kind": "second_look", "words": "Not fair"}).status_code == 302
    assert ReasonableStep.objects.get().asked_by_person
    assert SupportPlan.objects.get(pk=plan.pk).state == S.ACTIVE
    assert sign_in("nia").get(address).status_code == 403


def test_a_decision_cannot_be_made_on_the_step_page(world: World, sign_in) -> None:
    plan = sams.drive_to(world, S.SUBMITTED)
    assert sign_in("priya").get(reverse("move_support_plan", args=[plan.pk, "agree"])).status_code == 404


# --- offering ------------------------------------------------------------------------------------
@pytest.fixture
def dream(world: World) -> Outcome:
    part = Part.objects.create(plan=world.sam.plan, tool="hopes_dreams", place=Place.DREAMS)
    Item.objects.create(part=part, field="hopes", text="A garden of my own")
    return Outcome.objects.create(part=part, in_my_words="I grow tomatoes")


def share_with_nia(world: World, part: Part) -> object:
    return sharing.give(
        by=world.actor("sam"),
        person=world.sam,
        connection=world.connections["nia"],
        part_ids=[part.pk],
        level=Level.SEE,
    )


def test_a_facilitator_chooses_only_from_what_is_shared_today(world: World, sign_in, dream: Outcome) -> None:
    plan = sams.drive_to(world, S.PLANNING)
    client, address = sign_in("nia"), reverse("offer_to_support_plan", args=[plan.pk])
    assert "tomatoes" not in client.get(address).content.decode()
    client.post(address, {"offer": f"outcome:{dream.pk}"})
    with pytest.raises(Outcome.DoesNotExist):
        actions.offer_to_support_plan(by=world.actor("nia"), support_plan=plan, outcome=dream)
    assert not plan.entries.filter(outcome=dream).exists()
    slip = share_with_nia(world, dream.part)
    assert "tomatoes" in client.get(address).content.decode()
    client.post(address, {"offer": f"outcome:{dream.pk}"})
    entry = plan.entries.get(outcome=dream)
    assert (entry.text, entry.said_by_name) == ("I grow tomatoes", "")
    sharing.tear(by=world.actor("sam"), slip=slip)
    assert "tomatoes" not in client.get(address).content.decode()


def test_offering_twice_makes_one_entry_with_todays_words(world: World, dream: Outcome) -> None:
    plan = sams.drive_to(world, S.PLANNING)
    sam = world.actor("sam")
    actions.offer_to_support_plan(by=sam, support_plan=plan, outcome=dream)
    Outcome.objects.filter(pk=dream.pk).update(in_my_words="I grow beans")
    actions.offer_to_support_plan(by=sam, support_plan=plan, outcome=dream)
    assert [entry.text for entry in plan.entries.filter(outcome=dream)] == ["I grow beans"]


def test_somebody_elses_words_keep_their_name(world: World, dream: Outcome) -> None:
    plan = sams.drive_to(world, S.PLANNING)
    item = Item.objects.create(
        part=dream.part, field="hopes", text="Sam loves trains", said_by=world.connections["mum"]
    )
    entry = actions.offer_to_support_plan(by=world.actor("sam"), support_plan=plan, item=item)
    assert entry.said_by_name == "Ann"
    assert entry.source_item == item


def test_the_person_takes_back_what_they_offered(world: World, sign_in, dream: Outcome) -> None:
    plan = sams.drive_to(world, S.PLANNING)
    client = sign_in("sam")
    client.post(reverse("offer_to_support_plan", args=[plan.pk]), {"offer": f"outcome:{dream.pk}"})
    entry = plan.entries.get(outcome=dream)
    client.post(reverse("take_back_entry", args=[plan.pk, entry.pk]))
    assert not SupportPlanEntry.objects.filter(pk=entry.pk).exists()
    assert Outcome.objects.filter(pk=dream.pk).exists()


# --- the facilitator writes -------------------------------------------------------------------------
def test_a_facilitator_starts_one_plan_and_writes_it(world: World, sign_in) -> None:
    client = sign_in("nia")
    client.post(reverse("start_support_plan", args=[world.sam.pk]))
    plan = SupportPlan.objects.get()
    with pytest.raises(TransitionRefused):
        actions.start_support_plan(by=world.actor("nia"), person=world.sam)
    assert client.post(reverse("new_need", args=[plan.pk]), {"words": ""}).status_code == 200
    client.post(
        reverse("new_need", args=[plan.pk]), {"words": "Cooking", "is_eligible": "on", "eligibility_reason": "Safety"}
    )
    need = plan.needs.get()
    client.post(reverse("need", args=[plan.pk, need.pk]), {"words": "Cooking a meal", "met_by": "Mum"})
    need.refresh_from_db()
    assert (need.words, need.met_by, need.is_eligible) == ("Cooking a meal", "Mum", False)
    sheets = {
        "arrangements": {"in_case": "Ring Dev"},
        "advocate": {"understanding": "True", "retaining": "False", "weighing": "False", "saying": "False"},
        "said": {"text": "I want to sing"},
        "step": {"kind": "talk_again", "taken_on": "2026-06-01"},
    }
    for sheet, said in sheets.items():
        address = reverse("write_sheet", args=[plan.pk, sheet])
        assert client.get(address).status_code == 200
        assert client.post(address, said).status_code == 302, sheet
    assert plan.advocacy_screens.get().understanding
    client.post(reverse("take_out_need", args=[plan.pk, need.pk]))
    assert not plan.needs.exists()


def test_nobody_starts_a_plan_without_being_assigned(world: World, sign_in) -> None:
    for name, code in {"priya": 404, "far": 404, "sam": 403, "mum": 403}.items():
        assert sign_in(name).post(reverse("start_support_plan", args=[world.sam.pk])).status_code == code


def test_nothing_is_written_while_others_decide(world: World, sign_in) -> None:
    plan = sams.drive_to(world, S.SUBMITTED)
    assert sign_in("nia").get(reverse("new_need", args=[plan.pk])).status_code == 403
    with pytest.raises(PermissionDenied):
        actions.record_need(by=world.actor("nia"), support_plan=plan, words="One more")
    with pytest.raises(PermissionDenied):
        actions.describe(by=world.actor("sam"), support_plan=plan, in_case="x")


def test_every_button_of_every_step_page_opens(world: World, sign_in) -> None:
    """Each transition that the person or the facilitator may try has a page, in each state."""
    for state in (S.NOT_STARTED, S.NEEDS_RECORDED, S.INDICATIVE_SHARED, S.PLANNING, S.RETURNED, S.REACHING_AGREEMENT):
        plan = sams.drive_to(world, state)
        for name in ("sam", "nia"):
            client = sign_in(name)
            page = client.get(reverse("support_plan", args=[plan.pk])).content.decode()
            for address in set(re.findall(rf'href="(/support-plan/{plan.pk}/[a-z_/-]*)"', page)):
                assert client.get(address).status_code == 200, address
        SupportPlan.objects.filter(pk=plan.pk).update(state=S.CLOSED)


def test_queries_of_the_page_do_not_grow_with_its_needs(world: World, sign_in) -> None:
    plan = sams.drive_to(world, S.PLANNING)
    for name in ("sam", "nia"):
        client, counts = sign_in(name), []
        client.get(reverse("support_plan", args=[plan.pk]))  # what a process reads once, it has read
        for more in (0, 12):
            for number in range(more):
                actions.record_need(by=world.actor("nia"), support_plan=plan, words=f"Need {number}")
                actions.write_what_was_said(by=world.actor("nia"), support_plan=plan, text=f"Words {number}")
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse("support_plan", args=[plan.pk]))
            counts.append(len(queries))
        assert counts[0] == counts[1], name


def test_somebody_without_a_plan_is_told_so_kindly(world: World, sign_in) -> None:
    client = sign_in("sam")
    assert "You do not have to have one." in client.get(reverse("my_support_plan")).content.decode()
    plan = sams.drive_to(world, S.PLANNING)
    assert client.get(reverse("my_support_plan")).url == reverse("support_plan", args=[plan.pk])
    assert client.get(reverse("support_plan", args=[uuid.uuid4()])).status_code == 404


def test_two_presses_of_two_people_plan_again_together(world: World, sign_in) -> None:
    """Either side may press first; the plan moves on the second press."""
    plan = sams.drive_to(world, S.REACHING_AGREEMENT)
    actions.record_step(
        by=world.actor("nia"), support_plan=plan, kind=sams.StepKind.TALK_AGAIN, taken_on=sams.date(2026, 6, 1),
        who="Sam and Bea", what_changed="Mondays",
    )  # fmt: skip
    address = reverse("move_support_plan", args=[plan.pk, "plan_again"])
    kept = sign_in("sam").post(address, {}, follow=True).content.decode()
    assert "Your yes is kept." in kept
    assert SupportPlan.objects.get(pk=plan.pk).state == S.REACHING_AGREEMENT
    sign_in("nia").post(address, {})
    assert SupportPlan.objects.get(pk=plan.pk).state == S.PLANNING
