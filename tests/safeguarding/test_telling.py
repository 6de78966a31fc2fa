"""Anybody signed in can tell; somebody signed out is told whom to call; the one who told reads their own words."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client

from audit.models import AuditEntry
from people.actions.letters import send_waiting_letters
from people.models import Letter, StaffRole
from safeguarding.models import Concern, Named, Withholding
from tests.safeguarding.conftest import lead
from tests.scenarios import World
from tests.scenarios.safeguarding import tell_as_mum

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
WHAT = {"words": "They take my money."}
CONTACT = {"in_danger": "no", "safe_contact": "Ring Jo."}


def walk(client: Client, who: str, *answers: dict) -> str:
    """Answer page after page as a browser does, hidden answers and all. Returns where it ends."""
    page, data = client.get(f"/tell/{who}/").content.decode(), {}
    for answer in answers:
        data = dict(re.findall(r'<input type="hidden" name="(?!csrf)(\w+)" value="([^"]*)"', page)) | answer
        response = client.post(f"/tell/{who}/", data)
        page = response.content.decode()
    assert response.status_code == 302, page
    return response.headers["Location"]


def test_the_person_a_circle_member_and_staff_can_tell(safe_world: World, sign_in: SignIn) -> None:
    sam = str(safe_world.sam.pk)
    dads = str(safe_world.connections["dad"].pk)
    told = walk(sign_in("sam"), "me", WHAT, {"sources": dads, "who_words": ""}, CONTACT)
    assert "They take my money." in sign_in("sam").get(told).content.decode()
    for name in ("mum", "nia"):
        whom = {"person": sam, "name": "", "council": ""}
        walk(sign_in(name), "somebody", whom, WHAT, {"who_words": "His dad"}, CONTACT, {"safe_to_tell": "yes"})
    walk(sign_in("stranger"), "somebody", {"name": "The man next door", "council": str(safe_world.council.pk)}, WHAT,
         {"who_words": ""}, CONTACT)  # fmt: skip
    by_teller = {row.told_by_label: (row.teller, row.about_id) for row in Concern.objects.all()}
    pk = safe_world.sam.pk
    assert by_teller == {
        "Sam Rees": ("person", pk), "Ann": ("circle", pk), "Nia Pritchard": ("staff", pk), "Kit Stranger": ("circle", None),
    }  # fmt: skip
    assert list(Named.objects.values_list("user", flat=True)) == [safe_world.users["dad"].pk]


def test_somebody_who_is_not_known_to_the_teller_cannot_be_picked(safe_world: World, sign_in: SignIn) -> None:
    client = sign_in("stranger")
    answer = {"step": "0", "person": str(safe_world.sam.pk), "council": str(safe_world.council.pk)}
    page = client.post("/tell/somebody/", answer)
    assert page.status_code == 422 and "Sam" not in page.content.decode().replace("sam@", "")


def test_what_was_typed_stays_when_something_is_missing(safe_world: World, sign_in: SignIn) -> None:
    page = sign_in("sam").post("/tell/me/", {"step": "2", **WHAT, "who_words": "Colin", "safe_contact": "Ring Jo."})
    assert page.status_code == 422 and not Concern.objects.exists()
    for kept in ("They take my money.", "Colin", "Ring Jo."):
        assert kept in page.content.decode()


def test_signed_out_there_are_numbers_and_no_form(safe_world: World) -> None:
    page = Client().get("/tell/").content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert "tel:999" in main and safe_world.council.phone in main and "101" in main
    # The one thing to press leads away from here; there is nothing to fill in.
    assert main.count("<form") == main.count('action="/leave/"') and "<textarea" not in main
    assert main.count("<input") == main.count('type="hidden"')
    assert Client().get("/tell/me/").status_code == 302


def test_pressing_twice_tells_once(safe_world: World) -> None:
    first = tell_as_mum(safe_world)
    again = tell_as_mum(safe_world, operation=first.pk)
    assert again.pk == first.pk and Concern.objects.count() == 1 and Letter.objects.count() == 2


def test_a_letter_says_that_somebody_told_something_and_nothing_else(safe_world: World) -> None:
    concern = tell_as_mum(safe_world)
    assert send_waiting_letters() == 2
    assert {message.to[0] for message in mail.outbox} == {"sian@demo.example", "gareth@demo.example"}
    for message in mail.outbox:
        said = message.subject + message.body
        assert "Somebody has told the council something" in said
        for secret in ("Sam", "Ann", "Colin", "bruise", "Hafren", str(concern.pk)):
            assert secret not in said
    assert not Letter.objects.filter(about_person__isnull=False).exists()


def test_a_lead_whose_name_is_in_the_words_gets_no_letter_and_sees_nothing(safe_world: World) -> None:
    concern = tell_as_mum(safe_world, who_words="Somebody called Gareth")
    assert list(Letter.objects.values_list("to_user__name", flat=True)) == ["Sian Morris"]
    assert not Concern.objects.visible_to(lead(safe_world, "gareth")).exists()
    assert Concern.objects.visible_to(lead(safe_world)).get() == concern


def test_where_there_is_no_lead_to_tell_the_teller_is_asked_to_call(world: World, sign_in: SignIn) -> None:
    concern = tell_as_mum(world)
    assert not concern.reached_somebody
    page = sign_in("mum").get(f"/told/{concern.pk}/").content.decode()
    assert "Please call Hafren Council too" in page and world.council.phone in page


def test_the_teller_reads_their_own_words_and_when_they_were_read_and_nothing_more(
    safe_world: World, sign_in: SignIn
) -> None:
    from safeguarding import actions

    concern, mum = tell_as_mum(safe_world), sign_in("mum")
    before = mum.get(f"/told/{concern.pk}/").content.decode()
    assert "bruise" in before and "It was read on" not in before
    assert sign_in("sian").get(f"/safeguarding/{concern.pk}/").status_code == 200
    read = mum.get(f"/told/{concern.pk}/").content.decode()
    assert "Thank you. It was read on" in read and "Sian" not in read
    sian = lead(safe_world)
    given = {"danger": "no", "done_now": "A secret call", "tell_person": "yes"}
    actions.move(by=sian, concern=concern, transition="look_at", given=given)
    actions.add_named(by=sian, concern=concern, name="Colin", connection=safe_world.connections["dad"])
    after = mum.get(f"/told/{concern.pk}/").content.decode()
    clean = re.compile(r'(?:value|content)="\w{64}"')
    assert clean.sub("", after) == clean.sub("", read)
    for path in (f"/keeping-me-safe/{concern.pk}/", f"/safeguarding/{concern.pk}/"):
        assert mum.get(path).status_code == 404


def test_unless_telling_is_safe_the_person_is_not_shown_it_before_a_lead_has_looked(safe_world: World) -> None:
    concern = tell_as_mum(safe_world, safe_to_tell="not_sure")
    assert not Concern.objects.about_me(safe_world.actor("sam")).exists()
    assert Withholding.objects.in_force().get(concern=concern).reason == "teller_afraid"


def test_the_record_of_the_site_names_nobody_a_concern_is_about(safe_world: World) -> None:
    newest = AuditEntry.objects.order_by("-id").values_list("id", flat=True).first()
    concern = tell_as_mum(safe_world)
    written = AuditEntry.objects.filter(id__gt=newest)
    assert written.get(action="safeguarding.told").object_id == str(concern.pk)
    assert not written.exclude(about_person="").exists()
    assert not [row for row in written if "Colin" in str(row.details) or "bruise" in str(row.details)]


def test_a_role_in_another_council_opens_nothing(safe_world: World) -> None:
    tell_as_mum(safe_world)
    StaffRole.objects.filter(user=safe_world.users["sian"]).update(organisation=safe_world.other_council)
    assert not Concern.objects.visible_to(lead(safe_world)).exists()
