"""The circle: who somebody is and where from, a gentle page before grief, and a question where all are paid."""

from __future__ import annotations

import uuid

import pytest

from people.enums import Ring, Voice
from people.models import Connection
from plans import actions
from plans.drawings.answers import Answers
from plans.drawings.rings import rings
from plans.models import Item, Part
from tests.plans.test_tools import ME
from tests.scenarios import World


@pytest.fixture
def part(world: World) -> Part:
    return actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="relationship_circle")


def test_who_is_gone_is_asked_gently_and_kept_for_the_person_alone(world: World, part: Part, sign_in) -> None:
    page = sign_in("sam").get(f"/part/{part.pk}/gone/").content.decode()
    assert "It can make you sad." in page and "Not today" in page
    actions.save_item(by=world.actor("sam"), part=part, field="gone", operation=uuid.uuid4(), text="Grandad Huw")
    assert Item.objects.get().only_me


def test_somebodys_sheet_asks_who_they_are_and_where_from(world: World, part: Part, sign_in) -> None:
    client, gran = sign_in("sam"), world.connections["gran"]
    client.post(f"/part/{part.pk}/person/{gran.pk}/", {"cell-role": "My gran", "cell-sector": "family", "do": "keep"})
    assert (
        Item.objects.get().cells | {"person": str(gran.pk), "role": "My gran", "sector": "family"}
        == Item.objects.get().cells
    )


@pytest.mark.parametrize(
    ("voices", "asked"), [([Voice.PAID, Voice.PAID], True), ([Voice.PAID, Voice.FAMILY], False), ([], False)]
)
def test_a_circle_of_only_paid_people_brings_a_question_and_no_score(voices: list[Voice], asked: bool) -> None:
    people = [Connection(name="A", ring=Ring.KNOWN, voice=voice) for voice in voices]
    assert rings(Answers({}, ME, people))["only_paid"] is asked
