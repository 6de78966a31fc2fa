"""From told to closed: the law's questions, the list of those who need to know, what is kept, what the person reads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from time_machine import travel

from audit.models import AuditEntry
from people import actions as people_actions
from people.enums import Jurisdiction, Role
from people.models import User
from safeguarding import actions
from safeguarding.law import enquire_by
from safeguarding.models import Concern, ConcernLook, ConcernStep, Withholding
from safeguarding.process import TABLE, MoveRefused
from tests.safeguarding.conftest import lead
from tests.scenarios import World
from tests.scenarios.safeguarding import LOOKED_AT, tell_as_mum

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
THREE_YES = {
    "has_needs": "yes",
    "at_risk": "yes",
    "cannot_protect": "not_sure",
    "advocate": "Bea",
    "reason": "A bruise.",
}
SAFE = {"found": "Money was taken.", "safe_steps": "Mum keeps the card.", "person_says": "yes", "person_words": "Good."}


@pytest.fixture
def concern(safe_world: World) -> Concern:
    return tell_as_mum(safe_world)


def do(world: World, concern: Concern, transition: str, by: str = "sian", **given: object) -> ConcernStep:
    return actions.move(by=lead(world, by), concern=concern, transition=transition, given=given)


def look_at(world: World, concern: Concern, **changes: object) -> None:
    do(world, concern, "look_at", **{**LOOKED_AT, **changes})


def refused(world: World, concern: Concern, transition: str, **given: object) -> str:
    steps = concern.steps.count()
    with pytest.raises(MoveRefused) as found:
        do(world, concern, transition, **given)
    assert concern.steps.count() == steps
    return str(found.value)


def test_before_it_is_looked_at_every_lead_opens_it_and_afterwards_its_handlers_alone(
    safe_world: World, concern: Concern, sign_in: SignIn
) -> None:
    path = f"/safeguarding/{concern.pk}/"
    assert [sign_in(name).get(path).status_code for name in ("sian", "gareth")] == [200, 200]
    look_at(safe_world, concern)
    assert [sign_in(name).get(path).status_code for name in ("sian", "gareth")] == [200, 404]
    with pytest.raises(PermissionDenied):
        do(safe_world, concern, "enquire", by="gareth", **THREE_YES)
    actions.add_handler(by=lead(safe_world), concern=concern, user=safe_world.users["gareth"])
    assert sign_in("gareth").get(path).status_code == 200


def test_when_no_handler_is_left_every_free_lead_sees_it_again(safe_world: World, concern: Concern) -> None:
    look_at(safe_world, concern)
    assert not Concern.objects.visible_to(lead(safe_world, "gareth")).exists()
    people_actions.end_role(by=lead(safe_world, "gareth"), staff_role=lead(safe_world).staff_role)
    assert Concern.objects.visible_to(lead(safe_world, "gareth")).exists()


@pytest.mark.parametrize("name", ["nia", "priya", "olu", "far"])
def test_no_other_role_opens_it(safe_world: World, concern: Concern, sign_in: SignIn, name: str) -> None:
    assert sign_in(name).get(f"/safeguarding/{concern.pk}/").status_code == 404
    assert sign_in(name).get("/safeguarding/").status_code == 403


def test_each_opening_is_kept_before_the_page_leaves_and_the_person_reads_it(
    safe_world: World, concern: Concern, sign_in: SignIn
) -> None:
    with patch.object(ConcernLook.objects, "create", side_effect=DatabaseError), pytest.raises(DatabaseError):
        sign_in("sian").get(f"/safeguarding/{concern.pk}/")
    sign_in("sian").get(f"/safeguarding/{concern.pk}/")
    sign_in("sian").get(f"/safeguarding/{concern.pk}/write/wish/")
    assert concern.looks.count() == 2
    assert "Sian Morris, Safeguarding lead" in sign_in("sam").get(f"/keeping-me-safe/{concern.pk}/").content.decode()
    assert "Sian" not in sign_in("sam").get("/who-looked/").content.decode()
    assert not AuditEntry.objects.about(safe_world.sam.pk).filter(action__startswith="safeguarding").exists()


def test_the_list_shows_whose_it_is_to_nobody(safe_world: World, concern: Concern, sign_in: SignIn) -> None:
    page = sign_in("sian").get("/safeguarding/").content.decode()
    assert "Sam" not in page and "bruise" not in page and concern.looks.count() == 0


# --- the table ---------------------------------------------------------------------------------------


def test_the_whole_way_in_england(safe_world: World, concern: Concern, sign_in: SignIn) -> None:
    assert "in danger" in refused(safe_world, concern, "look_at", tell_person="yes")
    assert "whether the person" in refused(safe_world, concern, "look_at", danger="no", done_now="Rang")
    look_at(safe_world, concern)
    assert "ask the person what they want" in refused(safe_world, concern, "enquire", **THREE_YES)
    actions.add_wish(by=safe_world.actor("sam"), concern=concern, words="I want my money back.")
    assert "three parts" in refused(safe_world, concern, "enquire", **{**THREE_YES, "at_risk": ""})
    assert "One part is answered no" in refused(safe_world, concern, "enquire", **{**THREE_YES, "at_risk": "no"})
    assert "speaks up" in refused(safe_world, concern, "enquire", **{**THREE_YES, "advocate": ""})
    do(safe_world, concern, "enquire", **THREE_YES)
    assert "found out" in refused(safe_world, concern, "close", reason="Over")
    assert "what the person says" in refused(safe_world, concern, "keep_safe", **{**SAFE, "person_words": ""})
    do(safe_world, concern, "keep_safe", **SAFE)
    assert "each wish" in refused(safe_world, concern, "close", reason="Over")
    wish = concern.wishes.get()
    data = {"met": "partly", "words": "Half of it."}
    assert sign_in("sam").post(f"/keeping-me-safe/{concern.pk}/wish/{wish.pk}/", data).status_code == 302
    do(safe_world, concern, "close", reason="Sam is safe and has a card of his own.")
    page = sign_in("sam").get(f"/keeping-me-safe/{concern.pk}/").content.decode()
    for words in ("Some of it happened", "Half of it.", "Mum keeps the card.", "Sam is safe and has a card"):
        assert words in page
    assert "Ann" not in page, "who told stays with the council"
    do(safe_world, concern, "open_again", reason="It happened again.")
    assert [step.key for step in concern.steps.all()] == [
        "told", "look_at", "wish_said", "enquire", "keep_safe", "wish_answered", "close", "open_again",
    ]  # fmt: skip


def test_where_all_three_parts_hold_no_other_way_stands_in_place_of_an_enquiry(
    safe_world: World, concern: Concern
) -> None:
    look_at(safe_world, concern)
    three = {**THREE_YES, "cannot_protect": "yes", "way": "advice", "why_not_asked": "In hospital today"}
    assert "there must be an enquiry" in refused(safe_world, concern, "go_another_way", **three)
    assert "moved on" in refused(safe_world, concern, "close", reason="Nothing to see"), "never without the three parts"
    do(safe_world, concern, "go_another_way", **{**three, "cannot_protect": "no"})
    do(safe_world, concern, "enquire", **THREE_YES, why_not_asked="In hospital today")
    do(safe_world, concern, "go_another_way", **three)
    assert "found out" in refused(safe_world, concern, "close", reason="Over")


def test_in_wales_an_enquiry_aims_at_seven_working_days_and_its_conclusions_go_into_the_plan(
    safe_world: World, settings: object
) -> None:
    told_on = timezone.datetime(2026, 12, 21).date()
    assert str(enquire_by(Jurisdiction.WALES, told_on)) == "2027-01-04"
    assert enquire_by(Jurisdiction.ENGLAND, told_on) is None
    settings.SAFEGUARDING_ENQUIRY_DAYS = {"WAL": 1}
    assert str(enquire_by(Jurisdiction.WALES, told_on)) == "2026-12-22"
    type(safe_world.sam).objects.filter(pk=safe_world.sam.pk).update(jurisdiction=Jurisdiction.WALES)
    safe_world.sam.refresh_from_db()
    concern = tell_as_mum(safe_world)
    look_at(safe_world, concern)
    do(safe_world, concern, "enquire", **THREE_YES, why_not_asked="Sam is in hospital")
    given = {"found": "Nothing.", "reason": "Over."}
    assert "care and support plan" in refused(safe_world, concern, "close", **given)
    do(safe_world, concern, "close", **given, conclusions="No change.")


def test_the_process_page_has_each_row_of_the_table() -> None:
    page = (Path(settings.BASE_DIR) / "docs" / "safeguarding.md").read_text()
    for row in TABLE:
        line = next(line for line in page.splitlines() if line.startswith(f"| {row.number} `{row.key}`"))
        for word in (*row.from_states, row.to_state, *row.guards, *row.records):
            assert str(word) in line, (row.key, word)


def test_what_was_told_done_and_opened_is_never_changed(safe_world: World, concern: Concern, sign_in: SignIn) -> None:
    sign_in("sian").get(f"/safeguarding/{concern.pk}/")
    wish = actions.add_wish(by=safe_world.actor("sam"), concern=concern, words="Stop it.")
    for rows, change in (
        (Concern.objects.all(), {"words": "Nothing happened."}), (ConcernStep.objects.all(), {"key": "close"}),
        (ConcernLook.objects.all(), {"by_label": "Nobody"}), (type(wish).objects.all(), {"words": "All is well."}),
    ):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()


def test_a_person_or_user_who_is_deleted_leaves_no_trace_of_a_refusal(safe_world: World, concern: Concern) -> None:
    actions.add_named(by=lead(safe_world), concern=concern, name="Colin", connection=safe_world.connections["dad"])
    User.objects.filter(pk=safe_world.users["dad"].pk).delete()
    assert concern.named.get().name == "Colin"


# --- telling the person is the default ------------------------------------------------------------------


def withheld(world: World, concern: Concern, days: int = 5) -> Withholding:
    until = timezone.localdate() + timedelta(days=days)
    return actions.withhold(
        by=lead(world), concern=concern, reason="in_danger", words="Dad reads Sam's phone.", until=until
    )


def reads(world: World, concern: Concern) -> bool:
    return Concern.objects.about_me(world.actor("sam")).filter(pk=concern.pk).exists()


def test_the_person_reads_it_unless_a_reason_with_a_second_yes_withholds_it(
    safe_world: World, concern: Concern, sign_in: SignIn
) -> None:
    assert reads(safe_world, concern)
    look_at(safe_world, concern)
    actions.add_handler(by=lead(safe_world), concern=concern, user=safe_world.users["gareth"])
    row = withheld(safe_world, concern)
    assert not reads(safe_world, concern)
    assert sign_in("sam").get(f"/keeping-me-safe/{concern.pk}/").status_code == 404
    with pytest.raises(PermissionDenied):
        actions.approve_withholding(by=lead(safe_world), withholding=row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Withholding.objects.filter(pk=row.pk).update(approved_by=row.asked_by)
    press = sign_in("gareth").post(f"/safeguarding/{concern.pk}/press/", {"do": "approve"})
    assert press.status_code == 302
    with travel(timezone.now() + timedelta(days=5), tick=False):
        assert not reads(safe_world, concern)
    with travel(timezone.now() + timedelta(days=6), tick=False):
        assert reads(safe_world, concern), "the day has passed: the default is to tell"
    actions.tell_person_now(by=lead(safe_world), concern=concern)
    assert reads(safe_world, concern)


def test_without_a_second_yes_it_ends_after_a_day(safe_world: World, concern: Concern) -> None:
    withheld(safe_world, concern)
    with travel(timezone.now() + timedelta(days=1), tick=False):
        assert not reads(safe_world, concern)
    with travel(timezone.now() + timedelta(days=2), tick=False):
        assert reads(safe_world, concern)


def test_a_week_is_the_longest_and_a_reason_is_never_left_out(safe_world: World, concern: Concern) -> None:
    for days in (8, -1):
        with pytest.raises(MoveRefused):
            withheld(safe_world, concern, days)
    with pytest.raises(MoveRefused):
        actions.withhold(by=lead(safe_world), concern=concern, reason="in_danger", words="", until=timezone.localdate())
    row = withheld(safe_world, concern, 7)
    with pytest.raises(IntegrityError), transaction.atomic():
        Withholding.objects.filter(pk=row.pk).update(recheck_on=row.recheck_on + timedelta(days=1))


def test_the_first_look_says_whether_the_person_is_told(safe_world: World, concern: Concern) -> None:
    until = timezone.localdate() + timedelta(days=3)
    no = {"tell_person": "no", "withhold_reason": "enquiry", "withhold_words": "He would hide the money."}
    assert "a week away" in refused(safe_world, concern, "look_at", **{**LOOKED_AT, **no})
    look_at(safe_world, concern, **no, withhold_until=until)
    assert not reads(safe_world, concern)


def test_a_lead_who_is_named_in_no_role_is_refused_on_the_list(safe_world: World, concern: Concern) -> None:
    with pytest.raises(PermissionDenied):
        actions.add_handler(by=lead(safe_world), concern=concern, user=safe_world.users["nia"])
    people_actions.appoint(
        by=lead(safe_world), user=safe_world.users["far"], organisation=safe_world.other_council, role=Role.SAFEGUARDING
    )
    with pytest.raises(PermissionDenied):
        actions.add_handler(by=lead(safe_world), concern=concern, user=safe_world.users["far"])


def test_the_pages_of_a_lead_do_all_of_it(safe_world: World, concern: Concern, sign_in: SignIn) -> None:
    sian, path = sign_in("sian"), f"/safeguarding/{concern.pk}/"
    page = sian.post(f"{path}step/look_at/", {"danger": "no", "done_now": "Kept typed"})
    assert page.status_code == 422 and "Kept typed" in page.content.decode()
    given = {**LOOKED_AT, "handlers": str(safe_world.users["gareth"].pk)}
    assert sian.post(f"{path}step/look_at/", given).status_code == 302
    assert sian.post(f"{path}write/wish/", {"words": "He wants it back"}).status_code == 302
    dad = str(safe_world.connections["dad"].pk)
    assert sian.post(f"{path}write/name/", {"connection": dad}).status_code == 302
    day = str(timezone.localdate() + timedelta(days=2))
    given = {"withhold_reason": "enquiry", "withhold_words": "Soon", "withhold_until": day}
    assert sian.post(f"{path}write/withhold/", given).status_code == 302
    assert sign_in("gareth").post(f"{path}press/", {"do": "approve"}).status_code == 302
    assert sian.post(f"{path}step/enquire/", THREE_YES).status_code == 302
    wish = concern.wishes.get()
    assert sian.post(f"{path}wish/{wish.pk}/", {"met": "met", "words": "All back"}).status_code == 302
    page = sian.get(path).content.decode()
    for words in (
        "He wants it back",
        "All back",
        "Written down by Sian Morris",
        "Colin",
        "Gareth Lowe agreed.",
        "A bruise.",
    ):
        assert words in page
    assert sian.get(f"{path}step/close/").status_code == 200 and sian.get(f"{path}step/look_at/").status_code == 404
    assert sian.post(f"{path}press/", {"do": "tell_now"}).status_code == 302
    gone = concern.handlers.get(user=safe_world.users["sian"])
    assert sian.post(f"{path}press/", {"do": f"off_list:{gone.pk}"}).headers["Location"] == "/safeguarding/"
