"""An agreement about a risk: the person's own page, everybody's own yes, and no word of anybody erased."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client

from audit.models import AuditEntry
from plans import actions as plan_actions
from safeguarding import actions, enums
from safeguarding.actions.risk import WRITTEN
from safeguarding.agreeing import standing_of
from safeguarding.models import PositiveRiskRecord, RiskAnswer
from tests.scenarios import World
from tests.scenarios.safeguarding import add_risk

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


@pytest.fixture
def risk(world: World) -> PositiveRiskRecord:
    add_risk(world)
    return world.things["risk"]


def test_silence_is_never_agreement(world: World, risk: PositiveRiskRecord, sign_in: SignIn) -> None:
    assert not standing_of(risk).agreed
    page = sign_in("sam").get(f"/safe-enough/{risk.pk}/").content.decode()
    assert "Has not said yet" in page and "Everybody who was asked says yes" not in page
    actions.answer(by=world.actor("mum"), found=risk, version=1, says="yes")
    assert standing_of(risk).agreed


def test_disagreement_is_recorded_and_not_erased(world: World, risk: PositiveRiskRecord, sign_in: SignIn) -> None:
    mum = sign_in("mum")
    no = {"version": 1, "says": "no", "words": "The road is too busy."}
    assert mum.post(f"/safe-enough/{risk.pk}/answer/", no).status_code == 302
    assert mum.post(f"/safe-enough/{risk.pk}/answer/", {"version": 1, "says": "yes", "words": ""}).status_code == 302
    assert standing_of(risk).agreed
    assert "The road is too busy." in sign_in("sam").get(f"/safe-enough/{risk.pk}/").content.decode()
    with pytest.raises(DatabaseError), transaction.atomic():
        RiskAnswer.objects.update(says="yes")


def test_other_words_are_another_version_and_everybody_is_asked_again(world: World, risk: PositiveRiskRecord) -> None:
    actions.answer(by=world.actor("mum"), found=risk, version=1, says="yes")
    given = {name: getattr(risk, name) for name in WRITTEN}
    actions.change_record(by=world.actor("sam"), found=risk, given=given)
    risk.refresh_from_db()
    assert risk.version == 1, "the same words change nothing"
    actions.change_record(by=world.actor("sam"), found=risk, given={**given, "helps": "Dev comes too."})
    risk.refresh_from_db()
    assert risk.version == 2 and not standing_of(risk).agreed and risk.history.count() == 2
    with pytest.raises(ValueError):
        actions.answer(by=world.actor("mum"), found=risk, version=1, says="yes")


def test_my_view_and_the_views_of_others_stand_apart(world: World, risk: PositiveRiskRecord, sign_in: SignIn) -> None:
    data = {"words": "It may rain.", "likely": "often", "bad": "little"}
    assert sign_in("mum").post(f"/safe-enough/{risk.pk}/could-go-wrong/", data).status_code == 302
    assert [(view.is_persons, view.label) for view in risk.views.all()] == [
        (True, "Sam"), (False, "Ann"), (False, "Ann"),
    ]  # fmt: skip


def test_it_is_the_persons_page_and_of_those_named_and_the_assigned_facilitator(
    world: World, risk: PositiveRiskRecord, sign_in: SignIn
) -> None:
    path = f"/safe-enough/{risk.pk}/"
    opened = {name for name in ("sam", "mum", "dev", "jo", "bea", "attorney", "dad", "nia", "priya", "olu", "stranger")
              if sign_in(name).get(path).status_code == 200}  # fmt: skip
    assert opened == {"sam", "mum", "nia"}
    assert AuditEntry.objects.about(world.sam.pk).looks().filter(action="safeguarding.risk_seen").count() == 2
    for name in ("mum", "nia"):
        assert sign_in(name).get(f"{path}change/").status_code == 403
    with pytest.raises(PermissionDenied):
        actions.answer(by=world.actor("nia"), found=risk, version=1, says="yes")
    place = risk.places.get()
    assert sign_in("sam").post(f"{path}end/", {"place": str(place.pk)}).status_code == 302
    assert sign_in("mum").get(path).status_code == 404
    assert sign_in("sam").post(f"{path}end/", {"do": "end"}).status_code == 302
    assert sign_in("nia").get(path).status_code == 404


def test_no_risk_at_all_is_nowhere_to_be_chosen_and_small_risks_need_no_page(world: World, sign_in: SignIn) -> None:
    for choices in (enums.Likely, enums.Bad, enums.WhoDecides, enums.Says):
        assert not {"none", "zero", "never", "no_risk"} & set(choices.values)
    assert "Small everyday risks need no page" in sign_in("sam").get("/safe-enough/").content.decode()


def test_somebody_else_decides_only_by_a_law_that_is_named(world: World, risk: PositiveRiskRecord) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        PositiveRiskRecord.objects.filter(pk=risk.pk).update(who_decides="by_law", law="")


def test_words_of_the_tool_are_offered_and_kept_only_when_the_person_says_so(world: World, sign_in: SignIn) -> None:
    sam = world.actor("sam")
    part = plan_actions.start_part(by=sam, plan=world.sam.plan, tool="positive_risk")
    for field, text, cells in (
        ("what_i_want", "Cook on my own", None),
        ("ideas", "", {"idea": "Cook when Bea is in", "what_makes_it_safer": "A timer"}),
        ("worries", "", {"worry": "I burn myself", "how_likely": "hardly", "how_bad": "bad"}),
    ):
        plan_actions.save_item(by=sam, part=part, field=field, operation=uuid.uuid4(), text=text, cells=cells)
    client = sign_in("sam")
    page = client.get("/safe-enough/new/").content.decode()
    assert "Cook on my own" in page and "A timer" in page and not PositiveRiskRecord.objects.exists()
    kept = client.post("/safe-enough/new/", {"want": "Cook soup", "why": "It is my home.", "who_decides": "me",
                                             "look_again_on": "2027-03-01"})  # fmt: skip
    found = PositiveRiskRecord.objects.get()
    assert kept.status_code == 302 and (found.want, found.helps) == ("Cook soup", "")
    assert "I burn myself" in client.get(f"/safe-enough/{found.pk}/").content.decode()
    assert not found.views.exists()
    page = client.post("/safe-enough/new/", {"want": "Typed and kept", "who_decides": "by_law"}).content.decode()
    assert "Typed and kept" in page and "Write why it matters to you." in page and "Say which." in page
