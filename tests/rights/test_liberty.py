"""Limits on freedom: asked one by one, linked, never judged; and notes before an authorisation ends."""

from __future__ import annotations

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from people.enums import LetterKind
from people.models import Letter
from plans.enums import PlanState as S
from plans.process import TransitionRefused
from rights import actions
from rights.enums import RestrictionKind
from rights.models import LibertyAuthorisation, LibertyScheme
from rights.snapshot import rights_section
from tests.plans.money_agrees import money_agrees
from tests.scenarios import World, support
from tests.scenarios import rights as sams

__all__ = ["money_agrees"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def schemes(db: None) -> None:
    sams.add_schemes()


def test_a_plan_goes_on_only_when_each_limit_is_linked_to_a_status(world: World) -> None:
    """T5: the person's own decision, a best-interests decision, or a scheme, "none yet" included. No link: not sent."""
    plan, nia = support.drive_to(world, S.PLANNING), world.actor("nia")
    decision = sams.close_best_interests(world, sams.close_capacity(world, plan))
    asked = actions.write_authorisation(by=nia, person=world.sam, scheme=LibertyScheme.objects.get(code="none_yet"))
    links = {"sensors": {"decided_by_person": True}, "sedation": {"best_interests": decision}}
    actions.answer_restrictions(by=nia, support_plan=plan, limits={**links, "locked_doors": {}}, persons_view="No.")
    with pytest.raises(TransitionRefused, match="Locked doors"):
        support.step(world, plan, "send")
    actions.answer_restrictions(
        by=nia, support_plan=plan, limits={**links, "locked_doors": {"authorisation": asked}}, persons_view="No."
    )
    support.step(world, plan, "send")
    frozen = rights_section(plan)
    assert {row["limit"]: row["link"] for row in frozen["limits"]} == {
        "Locked doors": "None yet: advice is being asked for", "Sensors or cameras": "The person decided this themself",
        "Medicine to calm": f"Best-interests decision: {sams.TEETH['decision']}",
    }  # fmt: skip
    assert frozen["capacity"][0]["decision"] == sams.TEETH["decision"]
    assert frozen["authorities"][0]["who"] == "Meg"


def test_the_question_is_asked_on_one_page_and_the_persons_view_is_part_of_it(world: World, sign_in) -> None:
    plan, nia = support.drive_to(world, S.PLANNING), sign_in("nia")
    address = reverse("new_right", args=[world.sam.pk, "freedom"])
    text = nia.get(address).content.decode()
    assert all(str(kind.label) in text for kind in RestrictionKind)
    said = {f"limit_{kind.value}": "none" for kind in RestrictionKind}
    assert "Choose one of these." in nia.post(address, {}).content.decode()
    limited = {**said, "limit_restraint": "person"}
    assert "Write what the person says about it" in nia.post(address, limited).content.decode()
    assert (
        nia.post(address, {**limited, "persons_view": "It is fine.", "contentment": "Sam laughed."}).status_code == 302
    )
    assert plan.liberty_screens.first().restricts
    text = sign_in("sam").get(reverse("my_freedom")).content.decode()
    assert "Being held or stopped" in text and "It is fine." in text and "Sam laughed." in text
    assert nia.post(address, said).status_code == 302
    assert not plan.liberty_screens.first().restricts
    assert rights_section(plan)["limits"] == []
    assert "no limits" in sign_in("sam").get(reverse("my_freedom")).content.decode()


def test_the_software_never_says_what_a_deprivation_of_liberty_is() -> None:
    """[2026] UKSC 16: no one test. Schemes are dated rows; no module, template or form names a test or an answer."""
    root = Path(__file__).resolve().parents[2]
    words = ("acid test", "is a deprivation", "deprived of", "not free to leave", "continuous supervision")
    for path in [*(root / "templates" / "rights").glob("*.html"), *(root / "rights").rglob("*.py")]:
        text = path.read_text()
        if path.suffix == ".py":
            strings = [
                n.value for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Constant) and isinstance(n.value, str)
            ]
            docs = {ast.get_docstring(n, clean=False) for n in ast.walk(ast.parse(text))
                    if isinstance(n, ast.Module | ast.ClassDef | ast.FunctionDef)}  # fmt: skip
            text = " ".join(string for string in strings if string not in docs)
        assert not [said for said in words if said in text.lower()], path
    assert not {field.name for field in LibertyAuthorisation._meta.get_fields()} & {"is_deprivation", "deprivation"}


def test_schemes_are_dated_rows_and_one_that_has_ended_is_not_offered(world: World, sign_in) -> None:
    LibertyScheme.objects.filter(code="dols").update(ends_on=timezone.localdate() - timedelta(days=1))
    codes = set(LibertyScheme.objects.in_force().values_list("code", flat=True))
    assert codes == {"court", "none_yet"}
    text = sign_in("nia").get(reverse("new_right", args=[world.sam.pk, "authorisation"])).content.decode()
    assert "Court of Protection" in text and "Safeguards" not in text


def test_notes_come_eight_four_and_one_week_before_the_end_and_stop_when_it_ends(world: World, sign_in) -> None:
    nia, today = world.actor("nia"), timezone.localdate()
    client, address = sign_in("nia"), reverse("new_right", args=[world.sam.pk, "authorisation"])
    form = {"scheme": "court", "granted_on": str(today), "expires_on": str(today + timedelta(weeks=52))}
    wrong = {**form, "expires_on": str(today - timedelta(days=1))}
    assert "The last day comes after the first." in client.post(address, wrong).content.decode()
    assert client.post(address, form).status_code == 302
    made = world.sam.liberty_authorisations.get()
    waiting = Letter.objects.filter(kind=LetterKind.LOOK_AGAIN, dropped_at__isnull=True).order_by("due_at")
    days = [timezone.localdate(letter.due_at) for letter in waiting]
    assert days == [made.expires_on - timedelta(weeks=weeks) for weeks in (8, 4, 1)]
    assert {letter.to_user for letter in waiting} == {world.users["nia"]}
    made = actions.write_authorisation(
        by=nia, person=world.sam, authorisation=made, expires_on=today + timedelta(weeks=3), conditions="Visits"
    )
    assert [timezone.localdate(letter.due_at) for letter in waiting.all()] == [made.expires_on - timedelta(weeks=1)]
    assert list(made.history.values_list("conditions", flat=True).order_by("pgh_id")) == ["", "Visits"]
    assert "Plan what comes next." in client.get(reverse("person_rights", args=[world.sam.pk])).content.decode()
    client.post(reverse("change_right", args=["authorisation-end", made.pk]))
    assert not waiting.all().exists()
