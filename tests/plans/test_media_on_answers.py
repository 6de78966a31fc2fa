"""A photo, a sound or a film stands with the row or answer it belongs to: kept once, undone, and shown wherever the row is."""

from __future__ import annotations

import io
import json
import uuid
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from documents.enums import FileKind
from documents.errors import KindError
from documents.models import StoredFile
from documents.recordings import keeping
from people.enums import Level
from plans import actions, export, prints
from plans.actions.media_on_answers import add_media
from plans.actions.private import keep_to_myself
from plans.models import Item, Part
from plans.tools import TOOLS
from plans.tools.declaration import FieldKind, Question, Tool
from plans.undoing import steps_of
from tests.documents import photos_for_tests as photos
from tests.documents import recordings_for_tests as given
from tests.plans.test_recordings import JSON, a_file, give, private_store, send  # noqa: F401
from tests.plans.test_tool_every import ASKED, TYPED, answer_to
from tests.scenarios import World

SignIn = Callable[..., Client]
CELLS = [cell.key for cell in TOOLS["communication_chart"].questions[0].cells]
ROW = dict.fromkeys(CELLS, "") | {"i_do_this": "I tap the table", "you_think_it_means": "Let us go"}


@pytest.fixture
def part(world: World) -> Part:
    return actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="communication_chart")


@pytest.fixture
def row(world: World, part: Part) -> Item:
    return saved(world, part, ROW)


def saved(world: World, part: Part, cells: dict[str, str], who: str = "sam", field: str = "rows", **more: Any) -> Item:
    about = {"by": world.actor(who), "part": part, "field": field, "operation": uuid.uuid4()}
    return actions.save_item(**about, cells=cells, **more).item


def put(
    world: World, item: Item, kind: FileKind = FileKind.PHOTO, *, who: str = "sam", version: int = 1, words: str = "",
    operation: uuid.UUID | None = None,
) -> actions.Saved:  # fmt: skip
    content = {FileKind.PHOTO: photos.telling_jpeg, FileKind.SOUND: given.wav, FileKind.FILM: given.film}[kind]()
    return add_media(
        by=world.actor(who), part=item.part, item=item, base_version=version, operation=operation or uuid.uuid4(),
        kind=kind, upload=io.BytesIO(content), words=words,
    )  # fmt: skip


def now(item: Item) -> Item:
    return Item.objects.get(pk=item.pk)


@pytest.mark.parametrize("kind", list(FileKind))
def test_a_row_keeps_its_words_and_gains_what_was_added(world: World, row: Item, kind: FileKind) -> None:
    given_back = put(world, row, kind, words="Me at the table")
    after = now(row)
    assert (given_back.item.pk, given_back.version) == (row.pk, 2) and Item.objects.count() == 1
    assert (after.kind, after.cells, after.text, after.version) == ("row", ROW, "", 2)
    file = after.photo if kind == FileKind.PHOTO else after.recording
    assert file.description == "Me at the table"


def test_a_photo_sent_again_stands_with_its_row_once(world: World, row: Item) -> None:
    operation = uuid.uuid4()
    first, again = (put(world, row, operation=operation) for _turn in range(2))
    assert (first.item.pk, again.item.pk, now(row).version) == (row.pk, row.pk, 2)
    assert StoredFile.objects.count() == Item.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_photo_sent_ten_times_at_once_stands_with_its_row_once(world: World, row: Item) -> None:
    operation = uuid.uuid4()

    def once(_turn: int) -> int:
        try:
            return put(world, row, operation=operation).version
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as many:
        assert set(many.map(once, range(10))) == {2}
    assert StoredFile.objects.count() == 1 and now(row).version == 2


def test_words_that_somebody_changed_meanwhile_stay_and_the_photo_comes_with_them(world: World, row: Item) -> None:
    actions.save_item(
        by=world.actor("sam"), part=row.part, field="rows", operation=uuid.uuid4(), base_version=1, item_id=row.pk,
        cells=ROW | {"you_should": "Fetch my coat"},
    )  # fmt: skip
    put(world, row, version=1)
    after = now(row)
    assert after.cells["you_should"] == "Fetch my coat" and after.photo_id and after.version == 3
    assert Item.objects.count() == 1


def test_words_from_before_the_photo_stand_beside_it_with_the_same_photo(world: World, row: Item) -> None:
    put(world, row)
    beside = actions.save_item(
        by=world.actor("sam"), part=row.part, field="rows", operation=uuid.uuid4(), base_version=1, item_id=row.pk,
        cells=ROW | {"i_do_this": "I knock"},
    ).item  # fmt: skip
    assert beside.beside_id == row.pk and beside.photo_id == now(row).photo_id
    actions.keep_this(by=world.actor("sam"), item=beside)
    assert now(beside).photo_id is not None


def test_two_photos_from_one_version_are_both_kept_side_by_side(world: World, row: Item) -> None:
    put(world, row, words="First")
    second = put(world, row, version=1, words="Second")
    assert second.beside == row and second.item.pk != row.pk
    assert (now(row).photo.description, second.item.photo.description) == ("First", "Second")
    assert second.item.cells == ROW


def test_a_photo_for_a_row_that_was_taken_out_meanwhile_becomes_an_answer(world: World, row: Item) -> None:
    actions.take_out(by=world.actor("sam"), item=row)
    alone = put(world, row, words="Me").item
    assert alone.pk != row.pk and (alone.kind, alone.text, alone.cells, alone.beside) == ("photo", "Me", {}, None)
    assert now(row).photo_id is None


def test_a_helpers_photo_says_nothing_of_a_row_that_became_just_for_me(world: World, part: Part) -> None:
    row = saved(world, part, ROW)
    give(world, "mum", part, Level.HELP_WRITE)
    keep_to_myself(by=world.actor("sam"), item=row)
    alone = put(world, row, who="mum", words="Me").item
    assert alone.pk != row.pk and (alone.kind, alone.cells) == ("photo", {})
    assert now(row).photo_id is None


def test_undo_takes_the_photo_off_and_puts_it_back(world: World, row: Item, sign_in: SignIn) -> None:
    put(world, row)
    sam, was = world.actor("sam"), now(row).photo_id
    step = steps_of(sam, row.part, {row.pk: now(row)})[0]
    assert step.words == "You changed the photo or recording with “I tap the table · Let us go”"
    assert actions.undo_step(by=sam, part=row.part, operation=step.operation)
    assert (now(row).photo_id, now(row).cells) == (None, ROW)
    again = steps_of(sam, row.part, {row.pk: now(row)})[0]
    assert actions.undo_step(by=sam, part=row.part, operation=again.last.operation)
    assert now(row).photo_id == was


def test_how_it_was_before_tells_of_the_photo_and_brings_the_row_back_without(
    world: World, row: Item, sign_in: SignIn
) -> None:
    put(world, row)
    client = sign_in("sam")
    page = client.get(f"/item/{row.pk}/before/").content.decode()
    assert page.count("With a photo") == 1
    client.post(f"/item/{row.pk}/before/", {"version": "1"})
    assert (now(row).photo_id, now(row).cells) == (None, ROW)
    client.post(f"/item/{row.pk}/before/", {"version": "2"})
    assert now(row).photo_id is not None


def test_a_row_taken_out_goes_with_its_photo_and_comes_back_with_it(world: World, row: Item, sign_in: SignIn) -> None:
    put(world, row)
    give(world, "mum", row.part, Level.SEE)
    mum, url = sign_in("mum"), f"/item/{row.pk}/photo"
    assert mum.get(url).status_code == 200
    actions.take_out(by=world.actor("sam"), item=now(row))
    assert mum.get(url).status_code == 404
    actions.bring_back(by=world.actor("sam"), item=now(row))
    assert mum.get(url).status_code == 200


def test_a_full_plan_takes_no_file_for_a_row(world: World, row: Item, settings: Any) -> None:
    settings.PLAN_MAX_BYTES = 0
    with pytest.raises(KindError, match="no more room"):
        put(world, row)
    assert now(row).version == 1


# --- who may ------------------------------------------------------------------------------------------------


def test_staff_add_nothing_to_the_persons_own_row_and_family_who_help_do(world: World, row: Item) -> None:
    for who in ("mum", "jo"):
        give(world, who, row.part, Level.HELP_WRITE)
    with pytest.raises(PermissionDenied):
        put(world, row, who="jo")
    put(world, row, who="mum")
    assert (now(row).photo_id is not None, now(row).said_by) == (True, None)


def test_a_log_takes_a_photo_with_its_entry_from_whoever_wrote_it_and_changes_nothing(world: World) -> None:
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="learning_log")
    give(world, "jo", part, Level.HELP_WRITE)
    entry = saved(world, part, {"activity": "Swimming"}, "jo", "log")
    put(world, entry, who="jo", words="The pool")
    assert now(entry).photo.description == "The pool"
    with pytest.raises(PermissionDenied):
        put(world, entry, who="jo", version=2)


@pytest.mark.parametrize(
    ("level", "status"), [(None, 404), (Level.SEE, 404), (Level.SUGGEST, 404), (Level.HELP_WRITE, 200)]
)
def test_only_who_may_write_there_gets_the_page(
    world: World, row: Item, sign_in: SignIn, level: Level | None, status: int
) -> None:
    if level:
        give(world, "mum", row.part, level)
    assert sign_in("mum").get(f"/item/{row.pk}/add/").status_code == status


def test_a_pressed_picture_and_an_answer_that_is_out_take_no_file(world: World, sign_in: SignIn) -> None:
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="good_bad_day")
    pressed = saved(world, part, {"choice": "dog"}, field="good_day", text="Dog")
    out = saved(world, part, {}, field="good_day", text="Tea")
    actions.take_out(by=world.actor("sam"), item=out)
    for item in (pressed, out):
        assert sign_in("sam").get(f"/item/{item.pk}/add/").status_code == 404


# --- pages ----------------------------------------------------------------------------------------------------


def test_each_line_leads_to_one_page_where_a_photo_sound_or_film_is_added(
    world: World, row: Item, sign_in: SignIn
) -> None:
    client, url = sign_in("sam"), f"/item/{row.pk}/add/"
    question = client.get(f"/part/{row.part_id}/rows/").content.decode()
    assert f'href="{url}"' in question and question.count("Add a photo, sound or film to this") == 1
    for way in ("photo", "sound", "film"):
        page = client.get(f"{url}?way={way}").content.decode()
        assert "I tap the table" in page and f'type="file" id="{way}"' in page
        assert f'data-item="{row.pk}" data-version="1"' in page


@pytest.mark.parametrize("way", ["photo", "sound", "film"])
def test_with_no_script_a_file_is_added_by_its_form(world: World, row: Item, sign_in: SignIn, way: str) -> None:
    answer = sign_in("sam").post(
        f"/item/{row.pk}/add/", {way: a_file(way), "version": "1", "do": "keep", f"{way}_words": "Me"}
    )
    assert answer.status_code == 302 and answer["Location"] == f"/part/{row.part_id}/rows/#answers"
    after = now(row)
    assert (after.photo or after.recording).description == "Me" and after.cells == ROW


def test_with_no_script_a_file_that_cannot_be_kept_is_said_so_and_words_stay(
    world: World, row: Item, sign_in: SignIn
) -> None:
    sent = {"photo": SimpleUploadedFile("x.jpg", b"no colours"), "version": "1", "photo_words": "Ben, my dog"}
    answer = sign_in("sam").post(f"/item/{row.pk}/add/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and "cannot open" in page and "Ben, my dog" in page
    assert now(row).version == 1


def finish(client: Client, item: Item, upload: uuid.UUID, size: int, **more: str) -> Any:
    told = {"field": item.field, "kind": "PHOTO", "bytes": size, "item": str(item.pk), "version": "1", **more}
    return client.post(f"/part/{item.part_id}/upload/{upload}/", told, **JSON)


def test_in_pieces_a_photo_stands_with_its_row_and_a_replay_keeps_it_once(
    world: World, row: Item, sign_in: SignIn
) -> None:
    client, upload, content = sign_in("sam"), uuid.uuid4(), photos.telling_jpeg()
    send(client, row.part, upload, content)
    for _turn in range(3):
        told = finish(client, row, upload, len(content), words="Me")
        assert told.status_code == 200 and told.json()["item"] == str(row.pk), told.content
    assert now(row).version == 2 and StoredFile.objects.count() == Item.objects.count() == 1


def test_a_photo_in_pieces_for_an_answer_of_somebody_else_is_nowhere(world: World, row: Item, sign_in: SignIn) -> None:
    other = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="one_page_profile")
    give(world, "mum", other, Level.HELP_WRITE)
    client, upload, content = sign_in("mum"), uuid.uuid4(), photos.telling_jpeg()
    send(client, other, upload, content)
    told = {"field": "support", "kind": "PHOTO", "bytes": len(content), "item": str(row.pk), "version": "1"}
    assert client.post(f"/part/{other.pk}/upload/{upload}/", told, **JSON).status_code == 404
    assert now(row).photo_id is None


# --- wherever the row is shown ----------------------------------------------------------------------------------

QUESTIONS = [
    (TOOLS[key], question)
    for key in ASKED
    for question in TOOLS[key].questions
    if question.kind in (*TYPED, FieldKind.ROWS)
]


@pytest.mark.parametrize(("tool", "question"), QUESTIONS, ids=lambda each: each.key)
def test_a_photo_and_a_voice_stand_with_their_row_on_every_page_and_paper(
    world: World, sign_in: SignIn, tool: Tool, question: Question
) -> None:
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool=tool.key)
    client = sign_in("sam")
    fields, said = answer_to(tool, question)
    assert client.post(f"/part/{part.pk}/{question.key}/", {**fields, "do": "keep"}).status_code == 302
    item = Item.objects.get(part=part)
    put(world, item, words="My own photo")
    put(world, item, FileKind.SOUND, version=2, words="My own voice")
    StoredFile.objects.update(state="READY")  # to make each anew takes seconds, and is another test's
    if question.private:
        Item.objects.update(only_me=False)
    give(world, "mum", part, Level.SEE)
    for name in ("sam", "mum"):
        page = sign_in(name).get(f"/part/{part.pk}/").content.decode()
        assert f"/item/{item.pk}/photo" in page and f"/item/{item.pk}/recording" in page and "My own voice" in page
    asked = client.get(f"/part/{part.pk}/{question.key}/").content.decode()
    assert f"/item/{item.pk}/photo" in asked and f"/item/{item.pk}/recording" in asked
    paper = prints.content_for(world.sam, None, "en")
    (line,) = [each for each in prints._lines(paper) if each["item"] == str(item.pk)]
    assert line["photo"] and line["recording"] and line["description"] == "My own photo"
    drawn = prints.render_to_string("plans/prints/plan.html", {**paper, "language": "en", "made_on": item.created_at})
    assert f"file-id:{item.photo_id}" in drawn or f"file-id:{now(item).photo_id}" in drawn
    assert all(words.replace("&", "&amp;").split(" <")[0] in drawn for words in said)


def test_the_file_to_take_away_holds_the_row_with_its_photo_and_film(world: World, row: Item) -> None:
    put(world, row, words="Me at the table")
    put(world, row, FileKind.FILM, version=2)
    keeping.make_waiting()
    out = io.BytesIO()
    export.write_zip(out, world.sam.plan, language="en")
    with zipfile.ZipFile(out) as book:
        content = json.loads(book.read("plan.json"))
        (part,) = content["parts"]
        (answer,) = part["questions"][0]["answers"]
        assert answer["photo"] in book.namelist() and answer["recording"] in book.namelist()
        assert answer["cells"] == ROW and len(answer["history"]) == 3
        assert "Me at the table" in [each["description"] for each in content["files"]]
