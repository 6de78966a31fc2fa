"""A picture found by a word is an answer: with its word in the writer's language, kept once, never in another's place."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.test import Client, RequestFactory
from django.utils.translation import override

from plans import actions
from plans.models import Item, Part
from plans.tools import TOOLS
from plans.tools.declaration import FieldKind, Question
from plans.views.keeping import Kept
from plans.views.picture_answers import PICTURED, keep_found_pictures, picture_context
from tests.scenarios import World

SignIn = Callable[[str], Client]


def start(world: World, tool: str) -> Part:
    plan = actions.begin_plan(by=world.actor("sam"), person=world.sam)
    part = actions.start_part(by=world.actor("sam"), plan=plan, tool=tool)
    return Part.objects.select_related("plan__person").get(pk=part.pk)


def tap(world: World, part: Part, field: str, name: str, page: str = "", who: str = "sam", **more: str) -> Kept:
    request = RequestFactory().post(
        "/", {"do": f"picture:{name}", "picture_operation": page or str(uuid.uuid4()), **more}
    )
    request.actor = world.actor(who)
    kept = Kept()
    asked = TOOLS[part.tool].question(field)
    assert asked is not None
    keep_found_pictures(request, part, asked, kept)
    return kept


def answers(part: Part, field: str) -> list[Item]:
    return list(Item.objects.filter(part=part, field=field, taken_out_at=None).order_by("position"))


@pytest.mark.parametrize(("language", "word"), [("en-gb", "Dog"), ("cy", "Ci")])
def test_a_tapped_picture_is_an_answer_with_its_word_in_the_writers_language(
    world: World, language: str, word: str
) -> None:
    part = start(world, "one_page_profile")
    with override(language):
        tap(world, part, "important_to", "dog")
    (item,) = answers(part, "important_to")
    assert (item.text, item.cells, item.said_by_id) == (word, {"picture": "dog"}, None)


def test_the_same_page_sent_twice_keeps_a_picture_once_and_another_page_keeps_it_again(world: World) -> None:
    part, page = start(world, "one_page_profile"), str(uuid.uuid4())
    for _time in range(3):
        tap(world, part, "important_to", "dog", page)
    tap(world, part, "important_to", "tea", page)
    assert [item.cells["picture"] for item in answers(part, "important_to")] == ["dog", "tea"]
    tap(world, part, "important_to", "dog")
    assert len(answers(part, "important_to")) == 3


@pytest.mark.parametrize("name", ["back", "no-such-picture", "<script>", "", "../found/dog"])
def test_what_is_no_picture_is_no_answer(world: World, name: str) -> None:
    part = start(world, "one_page_profile")
    tap(world, part, "important_to", name)
    assert answers(part, "important_to") == []


def test_in_a_row_the_word_stands_in_the_first_cell(world: World) -> None:
    part = start(world, "communication_chart")
    tap(world, part, "rows", "music")
    (item,) = answers(part, "rows")
    assert item.cells["i_do_this"] == "Music" and item.cells["picture"] == "music"


def test_the_word_can_be_changed_and_the_picture_stays(world: World) -> None:
    part = start(world, "one_page_profile")
    tap(world, part, "important_to", "dog")
    (item,) = answers(part, "important_to")
    actions.save_item(
        by=world.actor("sam"), part=part, field="important_to", operation=uuid.uuid4(), base_version=item.version,
        item_id=item.pk, text="Rex, my dog",
    )  # fmt: skip
    item.refresh_from_db()
    assert item.text == "Rex, my dog" and item.cells["picture"] == "dog"


def one_answer_questions() -> list[tuple[str, Question]]:
    return [
        (tool.key, question)
        for tool in TOOLS.values()
        for question in tool.questions
        if question.kind == FieldKind.WORDS
    ]


def test_where_one_answer_is_asked_the_picture_goes_with_the_words_that_are_there(world: World) -> None:
    found = next(((key, asked) for key, asked in one_answer_questions() if not asked.cells and key != "outcome"), None)
    if found is None:
        pytest.skip("no tool asks for one answer in words")
    key, asked = found
    part = start(world, key)
    actions.save_item(by=world.actor("sam"), part=part, field=asked.key, operation=uuid.uuid4(), text="A dog of my own")
    tap(world, part, asked.key, "dog")
    (item,) = answers(part, asked.key)
    assert item.text == "A dog of my own" and item.cells["picture"] == "dog"


def test_pictures_are_offered_on_every_question_that_takes_more_than_taps_or_faces(world: World) -> None:
    request = RequestFactory().get("/", {"find": "gi"})
    for tool in TOOLS.values():
        for asked in tool.questions:
            offered = picture_context(request, asked)["find_picture"]
            assert bool(offered) == (asked.kind in PICTURED), (tool.key, asked.key)
            if offered:
                assert offered["open"] and offered["found"][0] == {"name": "dog", "words": "Dog"}


def test_the_small_answer_of_the_box_holds_buttons_and_says_when_nothing_is_found(
    sign_in: SignIn, world: World
) -> None:
    client = sign_in("sam")
    assert 'value="picture:dog"' in client.get("/pictures/?find=dogs").content.decode()
    nothing = client.get("/pictures/?find=zzzzqqq").content.decode()
    assert "Try another word" in nothing and "<button" not in nothing
    assert client.get("/pictures/").content.decode().strip() == ""
    assert "&lt;b&gt;" not in client.get("/pictures/?find=<b>").content.decode()


def test_somebody_signed_out_looks_for_no_pictures(client: Client, db: None) -> None:
    assert client.get("/pictures/?find=dog").status_code == 302
