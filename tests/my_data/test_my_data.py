"""Read it, take it, put it right; how long it is kept; the data lead; a death."""

from __future__ import annotations

import io
import json
import uuid
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import jsonschema
import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from audit.models import AuditEntry
from budgets.models import CostLine, LedgerEntry
from my_data import actions, retention
from my_data.actions.corrections import a_month_after
from my_data.enums import CorrectionAnswer, CorrectionKind, RecordKind, Review, Trigger
from my_data.models import Correction, Deletion, Destruction, LegalHold, RetentionRule
from my_data.notes import KINDS, note, notes_about
from my_data.sealed import sealed_people
from people.actions import record_death, say_for_after
from people.enums import Jurisdiction, Level
from people.models import Connection, Person, RecordedAuthority, Slip
from plans import export
from plans.actions import overrides
from plans.looking import look
from plans.models import Need, Part, Plan, Snapshot, SupportPlan
from plans.staff_enums import Grounds
from reviews.models import ReviewView
from rights.models import VisitNote
from safeguarding.actions import tell
from safeguarding.models import Concern, Named
from tests.scenarios import World
from tests.scenarios.rights import PRIVATE_NOTE
from tests.scenarios.safeguarding import SAMS_WISH

pytestmark = pytest.mark.django_db
SCHEMA = Path(settings.BASE_DIR) / "docs" / "take-away.schema.json"


def test_the_file_holds_what_others_hold_about_me(everybody: World) -> None:
    """UK GDPR Art. 15: support plan, copies, decisions, money, what was said at meetings, looks, sharing, letters."""
    kept = io.BytesIO()
    export.write_zip(kept, Plan.objects.get(pk=everybody.sam.pk), language="en-gb")
    book = zipfile.ZipFile(kept)
    content = json.loads(book.read("plan.json"))
    jsonschema.validate(content, json.loads(SCHEMA.read_text("utf-8")))
    kinds = {each["kind"]: each for each in content["held"]["kinds"]}
    for model in ("plans.SupportPlan", "plans.StateChange", "plans.Need", "budgets.LedgerEntry", "budgets.CostLine",
                  "reviews.ReviewView", "people.Slip", "people.Assignment", "people.RecordedAuthority", "people.User"):  # fmt: skip
        assert kinds[model]["rows"], model
    assert kinds["budgets.CostLine"]["rows"][0]["history"]
    assert content["held"]["record"]
    assert kinds["plans.SupportPlan"]["whose"] == "relied_on" and "8 years" in kinds["plans.SupportPlan"]["kept"]
    page = book.read("about-me.html").decode()
    assert "Sam cannot do this safely alone." in page and "I can do this when nobody hurries me." in page
    whole = json.dumps(content["held"]) + page
    assert "gran@demo.example" not in whole and everybody.users["sam"].password not in whole
    assert {each["column"] for each in kinds["people.Invitation"]["left_out"]} == {"email", "digest"}


def test_no_file_and_no_page_tells_of_an_opening_by_law_before_its_time(
    everybody: World, sign_in_to: Callable[[str], Client]
) -> None:
    """Asked for, put off, told: not its steps, its slip, its looks, its letter, nor that there is such a kind of row."""
    world, person = everybody, Person.objects.get(pk=everybody.sam.pk)
    nia, priya, later = world.actor("nia"), world.actor("priya"), timezone.now() + timedelta(days=2)

    def told() -> tuple[bool, bool, bool]:
        content = export.everything(Plan.objects.get(pk=person.pk), export.Files())
        whole, page = export.as_json(content), sign_in_to("sam").get("/my-data/").content.decode()
        lines = content["held"]["record"]
        in_record = any(each["action"].startswith("plans.override") or each["purpose"] == "by_law" for each in lines)
        return in_record, any(str(key) in whole for key in keys), "When my plan was opened by law" in page

    asked = overrides.ask_to_open(
        by=nia, person=person, grounds=Grounds.RISK, reason="Sam may be hurt.", places=["home", "health"], hours=2
    )
    keys = {asked.pk}
    assert told() == (False, False, False)
    quiet = overrides.answer(by=priya, override=asked, agreed=True, quiet_reason="Dad reads it too", quiet_until=later)
    look(actor=nia, person=person, obj=Part.objects.get(pk=quiet.slip.part_ids[0]))
    keys.add(quiet.slip_id)
    assert AuditEntry.objects.about(person.pk).filter(object_id=str(asked.pk)).count() >= 2
    assert told() == (False, False, False)
    overrides.tell_now(by=priya, override=quiet)
    assert told() == (True, True, True)
    assert "Dad reads it too" not in export.as_json(
        export.everything(Plan.objects.get(pk=person.pk), export.Files())
    ), "why telling was put off may put somebody in danger"


def test_no_file_holds_a_concern_an_advocates_note_or_an_address_of_somebody_not_asked_again(everybody: World) -> None:
    """ADR 0019: a file is made to be handed on. The same for whoever tells, is told about, or is named."""
    world = everybody
    concern, sams = world.things["concern"], world.users["sam"]
    by_sam = tell(
        by=world.actor("sam"), operation=uuid.uuid4(), organisation=world.council, about=world.sam, words="Kanari one"
    )
    dad = Named.objects.get(concern=concern, connection=world.connections["dad"])
    Named.objects.create(concern=concern, user=world.users["other"], name=world.users["other"].name, how=dad.how)
    assert Concern.objects.about_me(world.actor("sam")).exists()
    for person in (world.sam, world.things["leo"]):
        content = export.everything(Plan.objects.get(pk=person.pk), export.Files())
        whole = export.as_json(content)
        for secret in (concern.words, concern.who_words, str(concern.pk), by_sam.words, str(by_sam.pk), str(dad.pk),
                       SAMS_WISH, PRIVATE_NOTE, "vic@demo.example"):  # fmt: skip
            assert secret not in whole, secret
        assert "Keeping me safe" in content["held"]["concerns"]
        notes = next(each for each in content["held"]["kinds"] if each["kind"] == "rights.VisitNote")
        assert notes["rows"] == [] and notes["left_out"][0]["column"] == "*"
    assert VisitNote.objects.filter(referral__person=world.sam).exists() and sams.email


def test_a_fact_is_changed_with_the_old_value_kept_and_an_opinion_has_my_words_beside(everybody: World) -> None:
    """UK GDPR Art. 16; the writer answers within a month, and the person sees it."""
    world, sam, nia = everybody, everybody.actor("sam"), everybody.actor("nia")
    asked = world.things["not_right"]
    assert asked.answerer == nia.user and asked.answer_by == a_month_after(timezone.localdate())
    need = Need.objects.get(pk=asked.row_id)
    before = need.words
    copies = list(Snapshot.objects.filter(support_plan__person=world.sam).values_list("sha256", flat=True))
    with pytest.raises(PermissionDenied):
        actions.answer_correction(by=sam, correction=asked, answer=CorrectionAnswer.CHANGED, new_words="No.")
    actions.answer_correction(
        by=nia,
        correction=asked,
        answer=CorrectionAnswer.CHANGED,
        new_words="Cooking, with time.",
        words="You are right.",
    )
    need.refresh_from_db()
    asked.refresh_from_db()
    assert (need.words, asked.old_words, asked.answered_label) == ("Cooking, with time.", before, nia.user.name)
    actions.answer_correction(by=nia, correction=asked, answer=CorrectionAnswer.NOT_CHANGED)
    asked.refresh_from_db()
    assert asked.answer == CorrectionAnswer.CHANGED
    # What a decision was made on stays as it was: the words stand beside it.
    money = KINDS["money"].rows(world.sam).first()
    if money is not None:
        found = note(world.sam, "money", money.pk)
        said = actions.ask_correction(by=sam, person=world.sam, note=found, kind=CorrectionKind.OPINION, my_words="No!")
        answerer = world.actor("lena") if said.answerer is None else next(
            world.actor(name) for name, user in world.users.items() if user == said.answerer
        )  # fmt: skip
        actions.answer_correction(
            by=answerer, correction=said, answer=CorrectionAnswer.CHANGED, new_words="Yes.", words="."
        )
        assert LedgerEntry.objects.get(pk=money.pk).words == money.words
    assert list(Snapshot.objects.filter(support_plan__person=world.sam).values_list("sha256", flat=True)) == copies


def test_my_words_stand_beside_the_record_for_whoever_reads_it(
    everybody: World, sign_in_to: Callable[[str], Client]
) -> None:
    """Beside the support plan for its facilitator; beside a card only for who sees the card."""
    address = f"/support-plan/{everybody.things['support_plan'].pk}/"
    for name in ("nia", "sam"):
        assert "I can do this when nobody hurries me." in sign_in_to(name).get(address).content.decode()
    card = next(each for each in notes_about(everybody.sam) if each.kind.key == "card")
    actions.ask_correction(
        by=everybody.actor("sam"),
        person=everybody.sam,
        note=card,
        kind=CorrectionKind.OPINION,
        my_words="Not every song",
    )
    assert "Not every song" not in sign_in_to("nia").get(address).content.decode()
    view = ReviewView.objects.get(pk=card.row_id)
    sheet = f"/meetings/{view.review_id}/sheets/{view.sheet}/"
    assert sign_in_to("mum").get(sheet).content.decode().count("Not every song") == 1


def test_every_kind_of_note_is_mine_to_answer_and_nobody_elses(everybody: World) -> None:
    notes = notes_about(everybody.sam)
    assert {each.kind.key for each in notes} >= {"need", "card"} and set(KINDS) >= {"decision", "copy", "money", "step"}
    assert note(everybody.things["leo"], "need", everybody.things["not_right"].row_id) is None
    with pytest.raises(PermissionDenied):
        actions.ask_correction(
            by=everybody.actor("mum"), person=everybody.sam, note=notes[0], kind=CorrectionKind.FACT, my_words="x"
        )


def test_somebody_of_the_circle_asks_for_their_name_and_the_person_says_yes(
    everybody: World, sign_in_to: Callable[[str], Client]
) -> None:
    asked = Correction.objects.get(kind=CorrectionKind.DETAILS)
    assert asked.answerer == everybody.users["sam"]
    assert sign_in_to("mum").get(f"/my-data/to-answer/{asked.pk}/").status_code == 403
    sign_in_to("sam").post(f"/my-data/to-answer/{asked.pk}/", {"go": "yes"})
    assert Connection.objects.get(pk=everybody.connections["mum"].pk).name == "Ann, and Mam on birthdays"
    assert b"It says now" in sign_in_to("mum").get("/my-data/my-names/").content


@pytest.fixture
def sign_in_to(everybody: World) -> Callable[[str], Client]:
    def as_somebody(name: str) -> Client:
        client = Client()
        client.force_login(everybody.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": 0}]
        session.save()
        return client

    return as_somebody


def test_the_pages_say_what_stays_and_by_which_law(everybody: World, sign_in_to: Callable[[str], Client]) -> None:
    sam = sign_in_to("sam")
    page = sam.get("/my-data/").content.decode()
    assert "8 years from the end of your support" in page and "Care Act 2014 s.25" in page
    assert "Sam has a complaint that is not answered yet" in page and "Information Commissioner" in page
    page = sam.get("/my-data/delete/").content.decode()
    assert "6 years from the end of the tax year" in page and "Only the data lead can open it" in page
    Person.objects.filter(pk=everybody.sam.pk).update(jurisdiction=Jurisdiction.WALES)
    assert "SSWBA 2014 s.54" in sam.get("/my-data/delete/").content.decode()
    assert sam.post("/my-data/delete/sure/").status_code == 302
    assert "Keep my plan" in sam.get("/my-data/").content.decode()
    assert sam.get("/my-data/delete/sure/").status_code == 302
    assert sam.post("/my-data/keep/").status_code == 302 and not Deletion.objects.waiting().exists()
    assert sam.get("/my-data/put-right/").content.decode().count("This is not right") >= 2
    answer = sam.post(f"/my-data/put-right/need/{everybody.things['not_right'].row_id}/", {"my_words": ""})
    assert "Say it in your words." in answer.content.decode()
    assert sam.post("/my-data/ask/", {"my_words": "Who reads it?"}).status_code == 302
    other = sign_in_to("other").get("/my-data/delete/").content.decode()
    assert "No council holds a record of you here" in other


def test_rules_are_dated_and_the_longest_decides(everybody: World) -> None:
    """Both nations have a rule for each kind; a rule that ended does not count; support that goes on is never over."""
    person = everybody.sam
    for nation in Jurisdiction.values:
        assert set(RetentionRule.objects.in_force(nation).values_list("record_kind", flat=True)) == set(
            RecordKind.values
        )
    assert retention.over_on(person) is None
    person.died_on = date(2020, 2, 29)
    over, rule = retention.over_on(person)
    tax = retention.end_of_tax_year(person)
    assert tax is not None and (tax.month, tax.day) == (4, 5)
    assert (over, rule.record_kind) == max((date(2028, 2, 29), "support"), (tax.replace(year=tax.year + 6), "money"))
    RetentionRule.objects.filter(record_kind="support", jurisdiction="ENG").update(ends_on=date(2026, 1, 1))
    RetentionRule.objects.create(
        record_kind="support", jurisdiction="ENG", trigger=Trigger.END_OF_CARE, years=20, legal_source="A new code",
        starts_on=date(2026, 1, 2),
    )  # fmt: skip
    assert retention.over_on(person)[0] == date(2040, 2, 29)


def test_nothing_is_destroyed_unless_a_data_lead_decides_it(
    everybody: World, sign_in_to: Callable[[str], Client]
) -> None:
    """Proposed, reviewed with a reason, logged. Under a hold not at all."""
    world, day = everybody, date(2060, 1, 1)
    Person.objects.filter(pk=world.sam.pk).update(died_on=date(2026, 1, 1))
    assert actions.propose_destructions(day) == 0, "a hold is in force"
    LegalHold.objects.all().delete()
    assert (actions.propose_destructions(day), actions.propose_destructions(day)) == (1, 0)
    one = Destruction.objects.get()
    with pytest.raises(PermissionDenied):
        actions.decide_destruction(by=world.actor("olu"), destruction=one, destroy=True, reason="x")
    page = sign_in_to("lena")
    again = timezone.localdate() + timedelta(days=400)
    page.post(f"/records/over/{one.pk}/", {"decision": "keep", "reason": "A claim", "ask_again_on": again})
    assert Destruction.objects.get().state == Review.KEPT
    assert actions.propose_destructions(again - timedelta(days=1)) == 0
    assert actions.propose_destructions(day) == 1
    two = Destruction.objects.waiting().get()
    assert CostLine.pgh_event_model.objects.filter(support_plan__person=world.sam).exists()
    words = Plan.objects.filter(pk=world.sam.pk).exists()
    page.post(f"/records/over/{two.pk}/", {"decision": "destroy", "reason": "Its time is over"})
    assert words and Plan.objects.filter(pk=world.sam.pk).exists()
    assert not SupportPlan.objects.filter(person=world.sam).exists() and not Snapshot.objects.exists()
    assert not CostLine.pgh_event_model.objects.exists()
    assert AuditEntry.objects.filter(action="my_data.destruction_decided").count() == 2


def test_what_is_sealed_opens_for_the_data_lead_with_a_reason_that_is_recorded(
    everybody: World, sign_in_to: Callable[[str], Client]
) -> None:
    world = everybody
    LegalHold.objects.all().delete()
    actions.erase(person=world.sam)
    assert not sealed_people(world.actor("olu")).exists() and not sealed_people(world.actor("far")).exists()
    lena, address = sign_in_to("lena"), f"/records/sealed/{world.sam.pk}/"
    assert "Sam" in lena.get("/records/").content.decode()
    assert "Sam cannot do this safely alone." not in lena.get(address).content.decode()
    assert "Sam cannot do this safely alone." not in lena.post(address, {"reason": ""}).content.decode()
    assert "Sam cannot do this safely alone." in lena.post(address, {"reason": "A court asks"}).content.decode()
    looked = AuditEntry.objects.about(world.sam.pk).looks().first()
    assert (looked.action, looked.reason) == ("my_data.sealed_seen", "A court asks")
    assert sign_in_to("nia").get(address).status_code == 404


def test_a_death_freezes_the_plan_and_shuts_the_doors_unless_the_person_said_otherwise(everybody: World) -> None:
    """Security reference section 2, "Life events"; authority in law ends with a life."""
    world, day = everybody, timezone.localdate()
    sam = Person.objects.get(pk=world.sam.pk)
    could = {slip.connection_id for slip in Slip.objects.live().filter(content_object=sam, basis="choice")}
    assert could
    say_for_after(by=world.actor("sam"), person=sam, circle_may_look=True)
    record_death(by=world.actor("lena"), person=sam, died_on=day - timedelta(days=1))
    record_death(by=world.actor("lena"), person=sam, died_on=day)
    sam.refresh_from_db()
    live = Slip.objects.live().filter(content_object=sam)
    assert sam.died_on == day - timedelta(days=1) and not sam.user.is_active
    assert {slip.level for slip in live} == {Level.SEE}
    assert {slip.connection.voice for slip in live} <= {"family", "advocate"}
    assert not RecordedAuthority.objects.in_force().filter(person=sam).exists()
    leo = world.things["leo"]
    record_death(by=world.actor("lena"), person=leo, died_on=day)
    assert not Slip.objects.live().filter(content_object=leo).exists()
