"""Signing off: who may, what they read, and what the database itself refuses."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEntry
from people import actions as people_actions
from people.actors import Actor, system
from people.enums import OrganisationKind, Role
from people.models import Assignment, Connection, Organisation, RecordedAuthority, StaffRole
from people.policy import RULES
from plans import decisions, snapshots
from plans.actions.support_plans import change_need, move
from plans.enums import PersonView
from plans.enums import PlanState as S
from plans.models import Snapshot, StateChange, SupportPlan
from plans.process import TransitionRefused
from plans.standing import ties
from tests.plans.money_agrees import money_agrees
from tests.scenarios import World
from tests.scenarios import support as sams
from tests.scenarios.rights import close_best_interests, close_capacity

__all__ = ["money_agrees"]  # a fixture for every test here


def manager(world: World, name: str) -> Actor:
    """Somebody of the world, made a team manager of the same council as well."""
    role, _made = StaffRole.objects.get_or_create(
        user=world.users[name], organisation=world.council, role=Role.TEAM_MANAGER
    )
    world.users[name].is_staff_member = True
    world.users[name].save(update_fields=["is_staff_member"])
    return Actor(user=world.users[name], staff_role=role)


@pytest.mark.parametrize("name", ["nia", "mum", "dad", "jo", "bea"])
@pytest.mark.parametrize("key", ["agree", "to_panel", "ask", "not_agree"])
def test_nobody_decides_who_wrote_helped_or_is_tied(world: World, name: str, key: str) -> None:
    """The facilitator, a relative, one taken off the circle, a paid worker and the advocate, each made a manager."""
    plan = sams.drive_to(world, S.SUBMITTED)
    _who, said = sams.saying(world, plan, key)
    with pytest.raises(TransitionRefused, match="Somebody else decides"):
        move(by=manager(world, name), support_plan=plan, transition=key, given=said)


def test_somebody_who_works_for_a_provider_does_not_decide(world: World) -> None:
    plan = sams.drive_to(world, S.SUBMITTED)
    provider = Organisation.objects.create(name="Good Care", kind=OrganisationKind.PROVIDER)
    assert ties(world.actor("priya"), plan) is None
    StaffRole.objects.create(user=world.users["priya"], organisation=provider, role=Role.TEAM_MANAGER)
    assert ties(world.actor("priya"), plan)


def test_the_person_does_not_decide_on_their_own_plan(world: World) -> None:
    plan = sams.drive_to(world, S.SUBMITTED)
    with pytest.raises(TransitionRefused):
        move(
            by=manager(world, "sam"), support_plan=plan, transition="agree", given=sams.saying(world, plan, "agree")[1]
        )


@pytest.mark.parametrize("name", ["nia", "sam", "mum", "jo", None])
def test_the_database_itself_refuses_a_decision_on_ones_own(world: World, name: str | None) -> None:
    plan = sams.drive_to(world, S.SUBMITTED)
    by = world.users[name] if name else None
    with pytest.raises(IntegrityError), transaction.atomic():
        StateChange.objects.create(
            support_plan=plan, transition="agree", from_state=S.SUBMITTED, to_state=S.SIGNED_OFF, by=by, by_label="x"
        )
    StateChange.objects.create(
        support_plan=plan, transition="agree", from_state=S.SUBMITTED, to_state=S.SIGNED_OFF,
        by=world.users["priya"], by_label="Priya",
    )  # fmt: skip


def test_whoever_sent_it_is_refused_by_the_database_even_with_no_other_tie(world: World) -> None:
    """Both sides of T5 and T6: a facilitator who has left the circle, then comes back as a manager."""
    plan = sams.drive_to(world, S.PLANNING)
    said = {"person_view": PersonView.MINE, "person_agreed": "Sam nodded."}
    move(by=world.actor("nia"), support_plan=plan, transition="send", given=said)
    SupportPlan.objects.filter(pk=plan.pk).update(facilitator=None)
    Connection.objects.filter(user=world.users["nia"]).delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        StateChange.objects.create(
            support_plan=plan, transition="agree", from_state=S.SUBMITTED, to_state=S.SIGNED_OFF,
            by=world.users["nia"], by_label="Nia",
        )  # fmt: skip


def test_a_plan_that_the_person_partly_refuses_is_talked_about_first(world: World) -> None:
    plan = sams.drive_to(world, S.PLANNING)
    sams.step(world, plan, "send", person_view=PersonView.PARTLY, person_words="Not the Sundays.")
    with pytest.raises(TransitionRefused, match="talk first"):
        sams.step(world, plan, "agree")
    sams.step(world, plan, "not_agree")
    sams.step(world, plan, "agree_after_steps", person_agreed="", agreed_parts="All but the Sundays.")
    assert plan.agreed_by_person is None  # agreed parts are not a whole yes


def test_could_not_say_is_never_written_as_agreement(world: World) -> None:
    plan = sams.drive_to(world, S.PLANNING)
    record = close_best_interests(world, close_capacity(world, plan))
    sams.step(world, plan, "send", person_view=PersonView.COULD_NOT_SAY, best_interests=str(record.pk))
    sams.step(world, plan, "agree")
    assert plan.agreed_by_person is None


def test_going_on_without_agreement_is_shown_for_good(world: World, sign_in) -> None:
    plan = sams.drive_to(world, S.REACHING_AGREEMENT)
    sams.step(world, plan, "agree_without_person")
    assert plan.agreed_by_person is False
    for key in ("confirm_budget", "go_live"):
        sams.step(world, plan, key)
    page = sign_in("sam").get(reverse("support_plan", args=[plan.pk])).content.decode()
    assert "You did not agree" in page
    assert "I still want Mondays." in page


def test_a_yes_makes_it_the_persons_agreement(world: World) -> None:
    plan = sams.drive_to(world, S.SIGNED_OFF)
    assert plan.agreed_by_person is True
    assert plan.signed_off_on is not None


# --- the pages of a decider ---------------------------------------------------------------------
def page_of(client: Client, snapshot: Snapshot) -> str:
    answer = client.get(reverse("sign_off", args=[snapshot.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_has_four_equal_buttons_and_no_way_to_edit(world: World, sign_in) -> None:
    plan = sams.drive_to(world, S.SUBMITTED)
    page = page_of(sign_in("priya"), plan.snapshots.get())
    assert page.count('class="decision"') == 4
    assert [page.index(words) for words in ("Agree", "Send to the panel", "Ask a question", "Not agree yet")]
    assert page.count("<textarea") == 1  # the words to the person, and nothing else to type in
    assert "I want to sing with other people each Monday." in page
    assert "checked" not in page


def test_costs_stand_beside_what_they_help_with(world: World, sign_in, monkeypatch: pytest.MonkeyPatch) -> None:
    wish = {"recurring": True, "helps_with": "I sing", "how_much": "3 hours a week", "legal_reason": ""}
    lines = [
        {**wish, "id": "1", "what": "A helper", "weekly": "54.00", "annual": "2808.00"},
        {**wish, "id": "2", "what": "A hat", "weekly": "0.00", "annual": "20.00", "recurring": False},
    ]
    money = {"lines": lines, "weekly": "54.00", "annual": "2828.00", "first_weekly": "60.00", "changes": []}
    monkeypatch.setattr(snapshots, "SECTIONS", {"money": lambda support_plan: money})
    plan = sams.drive_to(world, S.SUBMITTED)
    page = page_of(sign_in("priya"), plan.snapshots.get())
    for words in ("I sing", "A helper", "£54.00", "£2,808.00", "once", "£2,828.00", "£60.00 each week"):
        assert words in page


def test_opening_a_copy_is_written_down_before_it_is_shown(world: World, sign_in) -> None:
    plan = sams.drive_to(world, S.SUBMITTED)
    page_of(sign_in("priya"), plan.snapshots.get())
    seen = AuditEntry.objects.get(action="plans.snapshot_read")
    assert (seen.kind, seen.about_person, seen.actor_label) == ("LOOK", str(world.sam.pk), "Priya Shah")


def test_a_manager_reads_the_copy_and_never_the_draft(world: World, sign_in) -> None:
    plan = sams.drive_to(world, S.RETURNED)
    change_need(by=world.actor("nia"), need=plan.needs.first(), met_by="A SECRET OF THE DRAFT")
    answer = sign_in("priya").get(reverse("support_plan", args=[plan.pk]), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("sign_off", args=[plan.snapshots.get().pk])
    assert "SECRET" not in answer.content.decode()


def test_a_newer_copy_takes_the_buttons_away_and_shows_what_changed(world: World, sign_in) -> None:
    plan = sams.drive_to(world, S.RETURNED)
    old = plan.snapshots.get()
    change_need(by=world.actor("nia"), need=plan.needs.first(), met_by="Gran cooks too.")
    sams.step(world, plan, "answer")
    page = page_of(sign_in("priya"), old)
    assert "There is a newer version" in page
    assert "Gran cooks too." in page
    assert 'class="decision"' not in page
    said = {"decision": "agree", "reason": "Yes.", "no_tie": "on"}
    sign_in("priya").post(reverse("sign_off", args=[old.pk]), said)
    assert SupportPlan.objects.get(pk=plan.pk).state == S.SUBMITTED
    new = page_of(sign_in("priya"), plan.snapshots.first())
    assert "Dev does." in new  # the answer to the question
    assert new.count('class="decision"') == 4


def test_agreeing_takes_one_page_and_words_to_the_person(world: World, sign_in) -> None:
    plan = sams.drive_to(world, S.SUBMITTED)
    client, address = sign_in("priya"), reverse("sign_off", args=[plan.snapshots.get().pk])
    kept = client.post(address, {"decision": "agree", "reason": "", "no_tie": "on"})
    assert "plain words" in kept.content.decode()
    kept = client.post(address, {"decision": "agree", "reason": "I like it, Sam."})
    assert "I like it, Sam." in kept.content.decode()  # typed words are kept
    assert SupportPlan.objects.get(pk=plan.pk).state == S.SUBMITTED
    assert client.post(address, {"decision": "agree", "reason": "I like it, Sam.", "no_tie": "on"}).status_code == 302
    assert SupportPlan.objects.get(pk=plan.pk).state == S.SIGNED_OFF
    assert "I like it, Sam." in sign_in("sam").get(reverse("support_plan", args=[plan.pk])).content.decode()


def test_asking_takes_a_second_page_for_the_question(world: World, sign_in) -> None:
    plan = sams.drive_to(world, S.SUBMITTED)
    client, address = sign_in("priya"), reverse("sign_off", args=[plan.snapshots.get().pk])
    said = {"decision": "ask", "reason": "One thing, Sam.", "no_tie": "on"}
    assert "Your question" in client.post(address, said).content.decode()
    need = plan.needs.first()
    empty = client.post(address, {**said, "more": "yes", "question_1": ""}).content.decode()
    assert "Write the question you want answered." in empty
    asked = {**said, "more": "yes", "question_1": "Which night?", "about_1": f"need:{need.pk}"}
    assert client.post(address, asked).status_code == 302
    page = sign_in("sam").get(reverse("support_plan", args=[plan.pk])).content.decode()
    beside = page[page.index(need.words) :]
    assert "Which night?" in beside[: beside.index("</li>")]


def test_not_agreeing_takes_all_four_reasons(world: World, sign_in) -> None:
    plan = sams.drive_to(world, S.SUBMITTED)
    client, address = sign_in("priya"), reverse("sign_off", args=[plan.snapshots.get().pk])
    said = {"decision": "not_agree", "reason": "Not yet, Sam.", "no_tie": "on", "more": "yes", "points": "The hours"}
    assert "other ways" in client.post(address, said).content.decode()
    said |= {"evidence": "Section 25", "would_change": "A timetable", "alternatives": "A nearer choir", "interim": "Jo"}
    assert client.post(address, said).status_code == 302
    page = sign_in("sam").get(reverse("support_plan", args=[plan.pk])).content.decode()
    assert "A nearer choir" in page
    assert "I do not agree" in page


@pytest.mark.parametrize("name", ["mum", "stranger", "far", "olu", "jo", "bea"])
def test_a_copy_does_not_exist_for_others(world: World, sign_in, name: str) -> None:
    plan = sams.drive_to(world, S.SUBMITTED)
    assert sign_in(name).get(reverse("sign_off", args=[plan.snapshots.get().pk])).status_code == 404


def test_a_relative_who_is_a_manager_is_not_shown_the_copy(world: World) -> None:
    plan = sams.drive_to(world, S.SUBMITTED)
    mum = manager(world, "mum")
    assert not Snapshot.objects.visible_to(mum).exists()
    assert Snapshot.objects.visible_to(world.actor("priya")).filter(support_plan=plan).exists()


def test_authority_in_law_is_no_work_that_opens_a_frozen_copy(world: World) -> None:
    """Whoever holds it, and worked on the plan until yesterday, knows of the plan and reads no copy as staff."""
    nia, plan = world.actor("nia"), sams.drive_to(world, S.SUBMITTED)
    assert Snapshot.objects.visible_to(nia).exists()
    held = RecordedAuthority.objects.get(person=world.sam.pk)
    held.pk, held.connection, held.places = None, world.connections["nia"], ["meeting"]
    held.save(force_insert=True)
    yesterday = timezone.localdate() - timedelta(days=1)
    Assignment.objects.update(starts_on=yesterday, ends_on=yesterday)
    assert SupportPlan.objects.visible_to(nia).filter(pk=plan.pk).exists()
    assert not Snapshot.objects.visible_to(nia).exists()


def test_somebody_who_decided_goes_on_seeing_what_they_decided(world: World) -> None:
    plan = sams.drive_to(world, S.REACHING_AGREEMENT)
    sams.step(world, plan, "plan_again")
    assert not SupportPlan.objects.visible_to(world.actor("priya")).exists()
    assert Snapshot.objects.visible_to(world.actor("priya")).count() == 1
    assert not Snapshot.objects.visible_to(world.actor("morgan")).exists()


def test_the_rule_and_the_list_of_copies_agree(world: World) -> None:
    sams.drive_to(world, S.SUBMITTED)
    rule = RULES["plans.see_snapshot"]
    for name in world.users:
        actor = world.actor(name)
        listed = set(rule.lists(actor).values_list("pk", flat=True))
        for snapshot in Snapshot.objects.all():
            assert bool(rule.decide(actor, snapshot)) == (snapshot.pk in listed), name


# --- the list --------------------------------------------------------------------------------------
def test_the_list_shows_each_role_what_waits_for_it(world: World, sign_in) -> None:
    plan = sams.drive_to(world, S.SUBMITTED)
    address = reverse("decisions")
    assert "Sam’s support plan" in sign_in("priya").get(address).content.decode()
    assert "Sam’s support plan" not in sign_in("morgan").get(address).content.decode()
    sams.step(world, plan, "to_panel")
    assert "Sam’s support plan" in sign_in("morgan").get(address).content.decode()
    sams.step(world, plan, "panel_agree")
    assert "Sam’s support plan" in sign_in("ravi").get(address).content.decode()
    assert sign_in("nia").get(address).status_code == 403
    assert sign_in("sam").get(address).status_code == 403


def many_waiting(world: World, number: int) -> None:
    """More people of the council, each with a plan that was sent."""
    import datetime

    for index in range(number):
        person = people_actions.start_person(by=system("test"), preferred_name=f"P{index}", organisation=world.council)
        plan = SupportPlan.objects.create(
            person=person, organisation=world.council, jurisdiction="ENG", state=S.SUBMITTED,
            answer_promised_on=datetime.date(2026, 1, 1) + datetime.timedelta(days=number - index // 2),
        )  # fmt: skip
        Snapshot.objects.create(
            support_plan=plan, number=1, content={}, sha256="", person_view="mine", made_by=world.users["sam"]
        )


def test_the_list_is_read_in_pages_oldest_promise_first(world: World) -> None:
    many_waiting(world, 45)
    priya = world.actor("priya")
    seen, after = [], None
    for _page in range(3):
        rows, after = decisions.waiting_for(priya, after)
        assert len(rows) <= decisions.PAGE_SIZE
        seen += rows
        after = decisions.Key.read(str(after)) if after else None
    assert after is None
    assert len({row.pk for row in seen}) == 45
    assert [row.answer_promised_on for row in seen] == sorted(row.answer_promised_on for row in seen)


def test_the_list_costs_the_same_number_of_queries_however_long(world: World, sign_in) -> None:
    from django.test.utils import CaptureQueriesContext

    client, counts = sign_in("priya"), []
    client.get(reverse("decisions"))  # what a process reads once, it has read
    for more in (1, 10):
        many_waiting(world, more)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("decisions")).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
