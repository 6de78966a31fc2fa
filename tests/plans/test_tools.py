"""Every tool is whole: questions in both forms, pictures that exist, a drawing that draws."""

from __future__ import annotations

import itertools

import pytest

from pcp.templatetags.face import picture_names
from people.enums import Ring, Voice
from people.faces import Face
from people.models import Connection
from plans import actions
from plans.drawings.answers import Answers, Line
from plans.drawings.perspectives import perspectives
from plans.drawings.rings import rings
from plans.drawings.scales import scales
from plans.reading import read_part
from plans.tools import TOOLS
from plans.tools.declaration import Tool
from tests.scenarios import World

ME = Face("Sam", Voice.ME)


@pytest.mark.parametrize("tool", TOOLS.values(), ids=lambda tool: tool.key)
def test_a_tool_is_whole(tool: Tool) -> None:
    assert tool.picture in picture_names() and str(tool.credit) and str(tool.title)
    for question in tool.questions:
        assert question.picture in picture_names(), question.picture
        assert str(question.named) % {"name": "Sam"}
        assert all(choice.picture in picture_names() for choice in question.choices)
        assert len({choice.picture for choice in question.choices}) == len(question.choices)
        assert all(str(cell.named) % {"name": "Sam"} for cell in question.cells)
        assert str(question.heading)
        # A pressed picture and a found one are kept in cells of these names.
        assert not {cell.key for cell in question.cells} & {"choice", "picture"}


def test_a_reader_is_asked_by_name(world: World) -> None:
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="one_page_profile")
    asks = [section.ask for section in read_part(world.actor("mum"), part).sections]
    assert "What do you like and admire about Sam?" in asks


def test_scales_never_say_how_many(world: World) -> None:
    one, many = ({"to": [Line(None, "x")] * count, "for": []} for count in (1, 9))
    assert set(scales(Answers(one, ME))) == set(scales(Answers(many, ME))) == {"to", "for"}


def test_the_persons_row_is_first_and_no_other_side_merges_into_it() -> None:
    mum = Face("Ann", Voice.FAMILY)
    lines = {"working": [Line(None, "Mum says", mum), Line(None, "I say")], "not_working": []}
    rows = perspectives(Answers(lines, ME))["rows"]
    assert [row["voice"] for row in rows] == [Voice.ME, Voice.FAMILY]
    assert [line.words for line in rows[0]["columns"]["working"]] == ["I say"]


@pytest.mark.parametrize("count", [1, 4, 12, 40])
def test_faces_on_a_ring_stay_in_the_drawing_and_do_not_touch(count: int) -> None:
    people = [Connection(name=f"P{number}", ring=Ring.KNOWN) for number in range(count)]
    faces = rings(Answers({}, ME, people))["faces"]
    assert len(faces) == count
    for face in faces:
        assert face["x"] >= 0 and face["x"] + face["size"] <= 860
        assert face["y"] >= 0 and face["y"] + face["size"] <= 860
    for one, two in itertools.pairwise(faces):
        across = ((one["middle"] - two["middle"]) ** 2 + (one["middle_y"] - two["middle_y"]) ** 2) ** 0.5
        assert across >= one["size"] * 0.98
