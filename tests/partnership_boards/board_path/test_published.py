"""A board's PATH goes onto its plan, is published and frozen, looked back on, and printed."""

from __future__ import annotations

import re
import uuid
from datetime import date, timedelta
from html import unescape

import pytest
from django.apps import apps
from django.db import Error, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from audit.models import AuditEntry
from documents.models import RenderedDocument
from partnership_boards import path_actions as actions
from partnership_boards import path_page, path_printing, path_steps
from partnership_boards.enums import PathKind, Perspective, Stream
from partnership_boards.models import BoardAction, BoardPath, PathEntry, PathPrint, PublishedPath, SubGroup
from partnership_boards.tasks import render_waiting_paths
from tests.partnership_boards.board_path.saying import Knock, page_of, say
from tests.partnership_boards.test_views import words_of
from tests.scenarios import World

# The first steps, on the board's plan


def test_a_first_step_goes_on_the_plan_of_the_board_once(council: World, knock: Knock, draft: BoardPath) -> None:
    step = council.things["path_step"]
    page = reverse("board_path_to_plan", args=[step.pk])
    begin = unescape(knock("board").get(page).content.decode())
    assert step.words in begin and "Tom Hughes" in begin
    sent = {
        "what": step.words,
        "owner": "Tom Hughes",
        "by_when": "2027-01-08",
        "stream": "mainstream",
        "barrier": "JOB",
    }
    for _each in range(2):
        assert knock("board").post(page, sent).status_code == 302
    action = BoardAction.objects.get(what=step.words)
    assert action.path_step == step and action.barrier == "JOB"
    told = knock("family_rep").get(page_of(draft)).content.decode()
    assert reverse("board_action", args=[action.pk]) in told


def test_a_thing_to_do_says_how_people_will_notice(council: World, knock: Knock, out: BoardPath) -> None:
    action = BoardAction.objects.get(path_step__path=out)
    told = knock("sam").get(reverse("board_action", args=[action.pk])).content.decode()
    assert action.path_step.notice in told


def test_only_a_first_step_goes_on_the_plan(council: World, knock: Knock) -> None:
    page = reverse("board_path_to_plan", args=[council.things["path_words"].pk])
    assert knock("board").get(page).status_code == 404


# Publishing


def test_a_path_names_somebody_whose_life_it_is_about_before_it_is_out(
    council: World, knock: Knock, draft: BoardPath
) -> None:
    """Co-produced membership: people with lived experience are named as full members."""
    say(council, draft, PathKind.MEMBER, words="Alun Price", pick=Perspective.COMMISSIONERS)
    door = page_of(draft, "publish_board_path")
    told = knock("board").post(door, follow=True).content.decode()
    assert "First name somebody whose life this is about" in told
    assert not PublishedPath.objects.filter(path=draft).exists()
    say(council, draft, PathKind.MEMBER, words="Megan Parry", pick=Perspective.CITIZENS)
    knock("board").post(door)
    assert PublishedPath.objects.filter(path=draft).exists()


def test_a_path_that_is_out_is_frozen(council: World, out: BoardPath) -> None:
    for write in (lambda rows: rows.update(sha256="x"), lambda rows: rows.delete()):
        with pytest.raises(Error), transaction.atomic():
            write(PublishedPath.objects.filter(path=out))
    by = council.actor("board")
    dream = PathEntry.objects.filter(path=out, kind="dream").first()
    writes = [
        lambda: say(council, out, PathKind.DREAM, words="More"),
        lambda: actions.say_again(by=by, entry=dream, version=1, operation=uuid.uuid4(), cells={"words": "More"}),
        lambda: actions.take_out(by=by, entry=dream),
        lambda: actions.change_path(by=by, path=out, version=1, name="More"),
    ]
    for write in writes:
        with pytest.raises(actions.PathIsOutError):
            write()


def test_the_page_shows_what_was_frozen_whatever_the_rows_say(council: World, knock: Knock, out: BoardPath) -> None:
    PathEntry.objects.filter(path=out, kind="dream").update(words="Something else")
    told = knock("sam").get(page_of(out)).content.decode()
    assert "Everybody in Hafren lives where they want" in told and "Something else" not in told


def test_published_twice_it_is_one(council: World, out: BoardPath) -> None:
    again = actions.publish_path(by=council.actor("board"), path=out)
    assert again == PublishedPath.objects.get(path=out)


# One year on


def test_the_look_back_is_by_four_groups_and_opens_when_the_path_is_out(
    council: World, knock: Knock, out: BoardPath, draft: BoardPath
) -> None:
    told = words_of(knock("sam").get(page_of(out, "board_path_review")).content.decode())
    for perspective in Perspective:
        assert str(perspective.label) in told
    assert "The late bus runs on Fridays." in told and "We need more homes without stairs." in told
    assert knock("board").get(page_of(draft, "board_path_review")).status_code == 404
    assert knock("board").get(page_of(draft, "board_path_step", "working")).status_code == 403


def test_a_co_chair_writes_what_is_working(council: World, knock: Knock, out: BoardPath) -> None:
    page = page_of(out, "board_path_step", "working")
    assert knock("family_rep").post(page, {"words": "x", "pick": "staff"}).status_code == 403
    assert knock("board").post(page, {"words": "We laugh more", "pick": "staff"}).status_code == 302
    assert "We laugh more" in knock("stranger").get(page_of(out, "board_path_review")).content.decode()


@pytest.mark.parametrize(("drawn", "on"), [(date(2026, 6, 1), date(2027, 6, 1)), (date(2028, 2, 29), date(2029, 3, 1))])
def test_a_year_on_is_the_same_day(drawn: date, on: date) -> None:
    assert path_page.a_year_after(drawn) == on


# On paper


@pytest.mark.slow
def test_a_path_is_printed_once_in_each_language(council: World, knock: Knock, out: BoardPath) -> None:
    import pikepdf

    door, reader = page_of(out, "board_path_print"), knock("stranger")
    assert reader.get(door).status_code == 404
    for _each in range(2):
        assert reader.post(door).status_code == 302
    assert PathPrint.objects.count() == 1
    assert render_waiting_paths() == 1
    answer = reader.get(door)
    assert answer["Content-Type"] == "application/pdf"
    assert 'filename="a-home-of-our-own-in-hafren.pdf"' in answer["Content-Disposition"]
    from io import BytesIO

    with pikepdf.open(BytesIO(b"".join(answer.streaming_content))) as pdf:
        assert str(pdf.Root.Lang) == "en-GB" and len(pdf.pages) >= 2


def test_the_paper_names_only_those_who_said_yes_and_has_the_words_as_a_list(council: World, out: BoardPath) -> None:
    asked = actions.ask_for_path_print(by=council.actor("sam"), published=out.published, language="en-gb")
    page = path_printing.draw(asked.document)
    told = words_of(page.html)
    assert "Megan Parry" in told and "Gwil Rees" not in told
    assert "Two housing groups" in told and "7. Our first steps" in told
    svg, kind = page.files["arrow"]()
    assert kind == "image/svg+xml" and svg.startswith(b"<svg") and b"Our dream" in svg


def test_a_print_that_nobody_asks_for_is_let_go(council: World, out: BoardPath) -> None:
    asked = actions.ask_for_path_print(by=council.actor("sam"), published=out.published, language="cy")
    PathPrint.objects.filter(pk=asked.pk).delete()
    assert render_waiting_paths() == 0
    assert not RenderedDocument.objects.filter(pk=asked.document_id).exists()


# Whole


def test_every_write_leaves_one_trace_about_nobody(council: World, draft: BoardPath) -> None:
    by, entry = council.actor("board"), council.things["path_words"]
    step = council.things["path_step"]
    member = say(council, draft, PathKind.MEMBER, words="Megan", pick="citizens")
    writes = {
        "boards.path_started": lambda: actions.start_path(
            by=by, board=draft.board, name="x", vision_owner="Tom", drawn_on=draft.drawn_on, horizon=draft.horizon
        ),
        "boards.path_changed": lambda: actions.change_path(by=by, path=draft, version=1, name="y"),
        "boards.path_said": lambda: say(council, draft, PathKind.DREAM, words="x"),
        "boards.path_said_again": lambda: actions.say_again(
            by=by, entry=entry, version=1, operation=uuid.uuid4(), cells={"words": "y"}
        ),
        "boards.path_taken_out": lambda: actions.take_out(by=by, entry=member),
        "boards.path_brought_back": lambda: actions.bring_back(by=by, entry=member),
        "boards.path_step_planned": lambda: actions.put_on_the_plan(
            by=by, entry=step, what="x", owner="Tom", by_when=timezone.localdate(), stream=Stream.POWER
        ),
        "boards.path_published": lambda: actions.publish_path(by=by, path=draft),
        "boards.path_print_asked": lambda: actions.ask_for_path_print(
            by=by, published=PublishedPath.objects.get(path=draft), language="cy"
        ),
    }
    for name, write in writes.items():
        before = AuditEntry.objects.filter(action=name).count()
        write()
        assert AuditEntry.objects.filter(action=name).count() == before + 1, name
    about = AuditEntry.objects.filter(action__startswith="boards.path").values_list("about_person", flat=True)
    assert set(about) == {""}


def test_a_path_may_be_a_sub_groups(council: World, knock: Knock, draft: BoardPath) -> None:
    assert draft.sub_group == SubGroup.objects.get(name="The doing group")
    assert "The doing group" in knock("board").get(page_of(draft)).content.decode()


def test_a_path_begins_with_the_dream(council: World, knock: Knock) -> None:
    day = timezone.localdate()
    sent = {"name": "Fun", "vision_owner": "Rita", "drawn_on": day, "horizon": day + timedelta(days=400)}
    answer = knock("board").post(reverse("start_board_path", args=[council.things["board"].pk]), sent)
    begun = BoardPath.objects.get(name="Fun")
    assert answer.headers["Location"] == page_of(begun, "board_path_step", "dream")


def test_every_page_says_that_no_words_of_a_plan_are_here(council: World, knock: Knock, draft: BoardPath) -> None:
    names = [("board_path", ()), ("board_path_step", ("now",)), ("board_path_about", ()), ("publish_board_path", ())]
    for name, args in names:
        told = unescape(knock("board").get(page_of(draft, name, *args)).content.decode())
        assert "Nothing from anybody's plan can be put here." in told, name


def test_no_page_of_a_path_leads_to_a_person(council: World, knock: Knock, out: BoardPath, draft: BoardPath) -> None:
    pages = [page_of(out), page_of(draft), page_of(out, "board_path_review"), page_of(draft, "board_path_about")]
    for page in pages:
        for link in re.findall(r'href="(/[^"#?]*)', knock("board").get(page).content.decode()):
            assert not re.match(r"/(plan|part|money|support-plan|circle|see-as|meetings|decisions)/.", link), link


def test_statements_do_not_grow_with_what_was_said(council: World, knock: Knock, draft: BoardPath) -> None:
    client = knock("board")
    pages = [page_of(draft), page_of(draft, "board_path_step", "first_steps")]
    for page in pages:
        client.get(page)
        with CaptureQueriesContext(connection) as few:
            client.get(page)
        for number in range(6):
            step = say(council, draft, PathKind.FIRST_STEPS, words=f"Thing {number}", name="Tom")
            actions.put_on_the_plan(
                by=council.actor("board"), entry=step, what=f"Thing {number}", owner="Tom",
                by_when=timezone.localdate(), stream=Stream.POWER,
            )  # fmt: skip
        with CaptureQueriesContext(connection) as many:
            client.get(page)
        assert len(many) == len(few), page


def test_a_sentence_has_at_most_fifteen_words() -> None:
    with translation.override("en-gb"):
        for step in path_steps.STEPS.values():
            for said in (step.ask, step.hint, step.heading, *step.cells.values()):
                for sentence in re.split(r"[.?!:]", str(said)):
                    assert len(sentence.split()) <= 15, sentence


def test_models_of_a_path_count_nothing() -> None:
    names = {field.name for field in apps.get_model("partnership_boards", "BoardPath")._meta.get_fields()}
    assert not {name for name in names if re.search(r"count|total|percent|done", name)}
