"""A board draws a PATH: seven steps, no person's data, who may, and no word lost."""

from __future__ import annotations

import re
import uuid
from datetime import date
from html import unescape

import pytest
from django.db import Error, transaction
from django.test import Client
from django.urls import reverse

from partnership_boards import path_actions as actions
from partnership_boards import path_page, path_steps
from partnership_boards.enums import PathKind
from partnership_boards.models import BoardPath, PathEntry, PathPrint, PublishedPath
from people.policy import decide
from tests.partnership_boards.board_path.saying import Knock, page_of, say
from tests.partnership_boards.test_views import words_of
from tests.scenarios import World

# What is on it


def test_the_seven_steps_are_those_of_path_in_their_order() -> None:
    assert [step.kind for step in path_steps.SEVEN] == [
        "dream", "goals_year", "now", "enrol", "stay_strong", "three_six", "first_steps"
    ]  # fmt: skip
    assert [step.number for step in path_steps.SEVEN] == [1, 2, 3, 4, 5, 6, 7]


def test_the_list_has_every_word_that_the_path_has(council: World, knock: Knock, out: BoardPath) -> None:
    told = words_of(knock("stranger").get(page_of(out)).content.decode())
    for entry in PathEntry.objects.filter(path=out).exclude(kind__in=[*path_steps.IN_REVIEW, PathKind.MEMBER]):
        for words in (entry.words, entry.name, entry.asks, entry.notice):
            assert words in told


def test_what_has_worked_stands_before_what_has_not(council: World, draft: BoardPath) -> None:
    say(council, draft, PathKind.NOW, words="Paper", pick="not_worked")
    say(council, draft, PathKind.NOW, words="Cake", pick="worked")
    content = path_page.content_of(draft, PathEntry.objects.filter(path=draft))
    marks = [mark.words for mark in path_page.drawn(content)["wide"].marks]
    assert marks.index("It works: Cake") < marks.index("Not yet: Paper")


def test_no_column_of_a_path_leads_to_a_person_or_a_plan() -> None:
    """No individual's data (planning tools reference, section 4)."""
    ours = [BoardPath, PathEntry, PublishedPath, PathPrint]
    led_to = {
        field.related_model._meta.app_label
        for model in ours
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created
    }
    assert led_to == {"partnership_boards", "documents"}
    assert not {field.name for field in PathEntry._meta.get_fields()} & {"person", "user", "item", "part", "plan"}


def test_a_path_leads_to_a_later_day(council: World, draft: BoardPath) -> None:
    with pytest.raises(Error, match="a_path_leads_to_a_later_day"), transaction.atomic():
        BoardPath.objects.filter(pk=draft.pk).update(horizon=draft.drawn_on)


def test_a_first_step_has_an_owner(council: World, knock: Knock, draft: BoardPath) -> None:
    answer = knock("board").post(page_of(draft, "board_path_step", "first_steps"), {"words": "Ring the market"})
    told = unescape(answer.content.decode())
    assert "Write one name." in told and "Ring the market" in told
    assert not PathEntry.objects.filter(words="Ring the market").exists()


# Who may


def test_a_path_is_for_the_members_until_it_is_out(council: World, knock: Knock, draft: BoardPath) -> None:
    seen = {name: knock(name).get(page_of(draft)).status_code for name in ("board", "family_rep", "sam", "olu")}
    assert seen == {"board": 200, "family_rep": 200, "sam": 404, "olu": 404}
    assert "Work that pays" not in knock("sam").get(reverse("board", args=[draft.board_id])).content.decode()


def test_a_path_that_is_out_is_for_everybody(council: World, knock: Knock, out: BoardPath) -> None:
    for page in (page_of(out), page_of(out, "board_path_review")):
        assert {knock(name).get(page).status_code for name in ("sam", "stranger", "far", "board")} == {200}
    assert Client().get(page_of(out)).status_code == 302


def test_only_a_co_chair_writes(council: World, knock: Knock, draft: BoardPath) -> None:
    words, step = council.things["path_words"], council.things["path_step"]
    pages = [
        page_of(draft, "board_path_about"), page_of(draft, "board_path_step", "dream"),
        page_of(draft, "publish_board_path"), reverse("board_path_entry", args=[words.pk]),
        reverse("board_path_to_plan", args=[step.pk]), reverse("start_board_path", args=[draft.board_id]),
    ]  # fmt: skip
    for page in pages:
        assert knock("board").get(page).status_code == 200, page
        for method in ("get", "post"):
            assert getattr(knock("family_rep"), method)(page).status_code == 403, page
            assert getattr(knock("sam"), method)(page).status_code in (403, 404), page
    assert knock("family_rep").post(reverse("board_path_take_out", args=[words.pk])).status_code == 403
    assert knock("sam").post(reverse("board_path_take_out", args=[words.pk])).status_code == 404


def test_the_rule_and_its_list_agree(council: World, out: BoardPath, draft: BoardPath) -> None:
    for name in ("sam", "board", "family_rep", "olu", "stranger"):
        listed = set(BoardPath.objects.visible_to(council.actor(name)))
        asked = {path for path in (out, draft) if decide(council.actor(name), "boards.see_path", path)}
        assert asked == listed, name


def test_everybody_reads_only_the_names_of_members_who_said_yes(council: World, knock: Knock, out: BoardPath) -> None:
    """To sit on a board may tell of a disability."""
    for name, reads in (("family_rep", True), ("sam", False)):
        told = knock(name).get(page_of(out)).content.decode()
        assert "Megan Parry" in told
        assert ("Gwil Rees" in told) is reads, name


# No word is lost


def test_a_save_sent_twice_is_one(council: World, knock: Knock, draft: BoardPath) -> None:
    page, sent = page_of(draft, "board_path_step", "dream"), {"words": "Good work", "operation": str(uuid.uuid4())}
    for _each in range(2):
        knock("board").post(page, sent)
    assert PathEntry.objects.filter(path=draft, words="Good work").count() == 1


def test_of_two_changes_at_once_both_are_kept(council: World, knock: Knock, draft: BoardPath) -> None:
    words = council.things["path_words"]
    page = reverse("board_path_entry", args=[words.pk])
    first, second = ({"words": each, "version": "1", "operation": str(uuid.uuid4())} for each in ("One", "Two"))
    knock("board").post(page, first)
    told = unescape(knock("board").post(page, second, follow=True).content.decode())
    assert set(PathEntry.objects.filter(path=draft, kind="dream").values_list("words", flat=True)) == {"One", "Two"}
    assert "Both are kept." in told


def test_words_for_what_was_taken_out_meanwhile_are_kept_beside(council: World, draft: BoardPath) -> None:
    words, by = council.things["path_words"], council.actor("board")
    actions.take_out(by=by, entry=words)
    kept = actions.say_again(by=by, entry=words, version=1, operation=uuid.uuid4(), cells={"words": "Jobs for all"})
    assert kept.pk != words.pk and kept.words == "Jobs for all" and kept.taken_out_at is None


def test_what_is_taken_out_can_come_back(council: World, knock: Knock, draft: BoardPath) -> None:
    words, page = council.things["path_words"], page_of(draft)
    door = reverse("board_path_take_out", args=[words.pk])
    told = knock("board").post(door, follow=True).content.decode()
    assert "What we took out" in told and words.words in told
    assert words.words not in words_of(knock("board").get(page).content.decode())
    knock("board").post(door, {"back": "yes"})
    assert words.words in words_of(knock("board").get(page).content.decode())


def test_the_database_keeps_what_the_words_were_before(council: World) -> None:
    words = council.things["path_words"]
    actions.say_again(
        by=council.actor("board"), entry=words, version=1, operation=uuid.uuid4(), cells={"words": "Jobs for all"}
    )
    assert list(words.history.order_by("pgh_id").values_list("words", flat=True)) == [words.words, "Jobs for all"]


def test_what_the_path_is_about_is_not_written_over_unseen(council: World, knock: Knock, draft: BoardPath) -> None:
    page = page_of(draft, "board_path_about")
    about = {"name": "Work for all", "vision_owner": "Rita", "drawn_on": "2026-01-01", "horizon": "2027-03-01"}
    assert knock("board").post(page, {**about, "version": "1"}).status_code == 302
    told = unescape(knock("board").post(page, {**about, "name": "Work I like", "version": "1"}).content.decode())
    assert "Somebody else changed this too." in told and "Work I like" in told and "Work for all" in told
    assert BoardPath.objects.get(pk=draft.pk).name == "Work for all"
    newest = re.search(r'name="version" value="(\d+)"', told)
    assert newest is not None
    knock("board").post(page, {**about, "name": "Work I like", "version": newest[1]})
    assert BoardPath.objects.get(pk=draft.pk).name == "Work I like"


def test_a_day_that_is_there_stands_in_its_box(council: World, knock: Knock, draft: BoardPath) -> None:
    """A browser's day box shows a day in one form only, and an empty box would be saved over the day."""
    told = knock("board").get(page_of(draft, "board_path_about")).content.decode()
    assert f'value="{draft.horizon.isoformat()}"' in told and f'value="{draft.drawn_on.isoformat()}"' in told
    step = say(council, draft, PathKind.FIRST_STEPS, words="Ask", name="Tom", by_when=date(2027, 1, 8))
    for name in ("board_path_entry", "board_path_to_plan"):
        assert 'value="2027-01-08"' in knock("board").get(reverse(name, args=[step.pk])).content.decode()


def test_words_written_while_it_went_out_are_on_the_page(council: World, knock: Knock, out: BoardPath) -> None:
    before = PathEntry.objects.count()
    answer = knock("board").post(page_of(out, "board_path_step", "dream"), {"words": "A dream that came late"})
    assert answer.status_code == 409
    assert "A dream that came late" in answer.content.decode()
    assert PathEntry.objects.count() == before
    assert knock("board").get(page_of(out, "board_path_step", "dream")).status_code == 403
