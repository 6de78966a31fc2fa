"""The circle: who somebody is and where from, a gentle page before grief, and a question where all are paid."""

from __future__ import annotations

import math
import uuid

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from people.enums import Level, Ring, Voice
from people.models import Connection
from plans import actions
from plans.drawings.answers import Answers
from plans.drawings.on_paper import drawing_on_paper
from plans.drawings.rings import MIDDLE, SLICES, rings
from plans.models import Item, Part
from plans.reading import line_of, read_part
from plans.tools import TOOLS
from tests.plans.test_sharing_views import share
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
    new = uuid.uuid4()
    words = {f"version-{new}": 0, f"cell-role-{new}": "My gran", f"cell-sector-{new}": "family", "do": "keep"}
    client.post(f"/part/{part.pk}/person/{gran.pk}/", words)
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


# --- where somebody is known from: faint slices -----------------------------------------------------------

QUESTION = TOOLS["relationship_circle"].question("people")
told = st.tuples(
    st.sampled_from(list(Ring)), st.sampled_from(["family", "friends", "community", "paid", "not_sure", ""])
)


def circle_of(people: list[tuple[Ring, str]]) -> tuple[list[Connection], Answers]:
    ties = [Connection(name=f"P{number}", ring=ring) for number, (ring, _sector) in enumerate(people)]
    rows = [
        line_of(Item(field="people", cells={"person": str(tie.pk), "sector": sector}), QUESTION)
        for tie, (_ring, sector) in zip(ties, people, strict=True)
        if sector
    ]
    return ties, Answers({"people": rows}, ME, ties)


@settings(max_examples=60, deadline=None)
@given(st.lists(told, max_size=24))
def test_everybody_is_drawn_once_within_the_slice_of_the_life_they_are_known_from(
    people: list[tuple[Ring, str]],
) -> None:
    ties, answers = circle_of(people)
    drawing = rings(answers)
    assert sorted(face["person"].name for face in drawing["faces"]) == sorted(tie.name for tie in ties)
    named = {sector for _ring, sector in people if sector in SLICES and sector}
    assert [part.name for part in drawing["slices"] if part.name] == [SLICES[code] for code in SLICES if code in named]
    for part in drawing["slices"]:
        ends = part.begins + part.across
        assert 34 <= part.begins < ends <= 326
        for face in (each for each in drawing["faces"] if each["person"] in part.people):
            angle = math.degrees(math.atan2(face["middle"] - MIDDLE, MIDDLE - face["middle_y"])) % 360
            assert part.begins - 0.1 <= angle <= ends + 0.1


def test_where_nobody_is_told_of_there_are_no_slices_and_the_rings_keep_their_room() -> None:
    drawing = rings(circle_of([(Ring.CLOSEST, ""), (Ring.KNOWN, "not_sure")])[1])
    assert drawing["slices"] == [] and drawing["box"] == "0 0 860 888"


def test_the_names_of_slices_stand_outside_the_rings_and_none_is_upside_down() -> None:
    drawing = rings(circle_of([(Ring.KNOWN, code) for code in ("family", "friends", "community", "paid")])[1])
    for part in drawing["slices"]:
        words = part.words
        assert math.dist((float(words["x"]), float(words["y"])), (MIDDLE, MIDDLE)) > 428
        turn = float(words["turn"].removeprefix("rotate(").split(" ")[0]) % 360
        assert turn <= 90 or turn >= 270


def test_slices_are_on_the_page_and_on_paper_and_a_row_that_is_just_for_me_makes_none_for_others(
    world: World, part: Part, sign_in
) -> None:
    mum = world.connections["mum"]
    Item.objects.create(part=part, field="people", cells={"person": str(mum.pk), "sector": "community"}, only_me=True)
    share(world, part, "dev", level=Level.SEE)
    assert "Work, school, places" in sign_in("sam").get(f"/part/{part.pk}/").content.decode()
    mine, devs = (drawing_on_paper(read_part(world.actor(who), part)) for who in ("sam", "dev"))
    assert mine and "Work, school, places" in mine.svg
    assert devs and "slices" not in devs.svg.split("</style>", 1)[1]
