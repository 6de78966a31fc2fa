"""Take my plan away: every tool, every word, every version, every file of mine, in one zip. And stopping, and coming back."""

from __future__ import annotations

import io
import json
import os
import uuid
import zipfile
from datetime import timedelta
from pathlib import Path

import jsonschema
import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from documents.actions import store_photo
from people import sharing
from people.actions import end_connection, start_again, stop_and_close
from people.enums import Level
from people.models import Slip
from plans import actions, export
from plans.actions import private, take_away
from plans.models import Item, Part, TakeAway
from plans.tools import TOOLS
from plans.tools.declaration import FieldKind, Question
from tests.documents.conftest import private_store  # noqa: F401  (a fixture)
from tests.scenarios import World

pytestmark = pytest.mark.usefixtures("private_store")
SCHEMA = Path(settings.BASE_DIR) / "docs" / "take-away.schema.json"


def a_picture() -> io.BytesIO:
    kept = io.BytesIO()
    Image.new("RGB", (40, 30), "orange").save(kept, "JPEG")
    kept.seek(0)
    return kept


def an_answer(question: Question, number: int) -> dict:
    """Something to keep for any question, whatever tool asks it."""
    if question.cells and question.kind != FieldKind.LIST:
        cells = {cell.key: cell.options[0][0] if cell.options else "" for cell in question.cells}
        words = next((cell.key for cell in question.cells if cell.kind.value in ("words", "story", "person")), "")
        return {"cells": cells | ({words: f"canary-{number}"} if words else {})}
    return {"text": f"canary-{number}"}


def book_of(world: World) -> zipfile.ZipFile:
    kept = io.BytesIO()
    export.write_zip(kept, world.sam.plan, language="en-gb")
    return zipfile.ZipFile(kept)


def plan_of(book: zipfile.ZipFile) -> dict:
    return json.loads(book.read("plan.json"))


@pytest.mark.parametrize("key", sorted(TOOLS))
def test_every_tool_is_taken_away_with_each_of_its_answers(world: World, key: str) -> None:
    sam = world.actor("sam")
    part = actions.start_part(by=sam, plan=world.sam.plan, tool=key)
    kept = {
        question.key: Item.objects.create(part=part, field=question.key, **an_answer(question, number))
        for number, question in enumerate(TOOLS[key].questions)
    }
    book = book_of(world)
    (taken,) = plan_of(book)["parts"]
    jsonschema.validate(plan_of(book), json.loads(SCHEMA.read_text("utf-8")))
    assert [each["key"] for each in taken["questions"]] == [each.key for each in TOOLS[key].questions]
    for question in taken["questions"]:
        (answer,) = question["answers"]
        item = kept[question["key"]]
        assert (answer["id"], answer["text"], answer["cells"]) == (str(item.pk), item.text, item.cells)
        if item.text:
            assert item.text in book.read("plan.html").decode()


def test_every_version_the_taken_out_the_hidden_the_notes_and_the_files(world: World) -> None:
    sam = world.actor("sam")
    part = actions.start_part(by=sam, plan=world.sam.plan, tool="one_page_profile")
    item = actions.save_item(by=sam, part=part, field="important_to", operation=uuid.uuid4(), text="canary-old").item
    actions.save_item(
        by=sam, part=part, field="important_to", operation=uuid.uuid4(), base_version=1, item_id=item.pk,
        text="canary-new",
    )  # fmt: skip
    private.keep_to_myself(by=sam, item=item)
    actions.take_out(by=sam, item=item)
    private.save_note(by=sam, plan=world.sam.plan, operation=uuid.uuid4(), text="canary-note")
    picture = store_photo(upload=a_picture(), description="My dog", by=sam)
    Item.objects.create(part=part, field="photo", kind="photo", photo=picture, text="My dog")
    sharing.set_levels(by=sam, person=world.sam, part_id=part.pk, levels={world.connections["mum"]: Level.SEE})
    book = book_of(world)
    plan = plan_of(book)
    for word in ("canary-old", "canary-new", "canary-note"):
        assert word in json.dumps(plan)
    (file,) = plan["files"]
    assert file["name"] in book.namelist() and len(book.read(file["name"])) == file["bytes"]
    assert f'src="{file["name"]}"' in book.read("plan.html").decode()
    assert [slip["who"] for slip in plan["parts"][0]["who_can_see"]] == ["Ann"]


def test_a_file_that_is_gone_from_the_store_is_named_and_loses_nothing_else(world: World) -> None:
    sam = world.actor("sam")
    part = actions.start_part(by=sam, plan=world.sam.plan, tool="one_page_profile")
    picture = store_photo(upload=a_picture(), description="My dog", by=sam)
    Item.objects.create(part=part, field="photo", kind="photo", photo=picture, text="canary-dog")
    default_storage.delete(picture.storage_name)
    book = book_of(world)
    assert plan_of(book)["files"][0]["missing"] and "canary-dog" in book.read("plan.html").decode()


def test_a_tool_that_no_longer_exists_is_taken_away_all_the_same(world: World) -> None:
    part = Part.objects.create(plan=world.sam.plan, tool="gone_tool", place="me")
    Item.objects.create(part=part, field="what", text="canary-gone")
    book = book_of(world)
    assert "canary-gone" in json.dumps(plan_of(book)) and "canary-gone" in book.read("plan.html").decode()


def test_the_statements_do_not_grow_with_the_answers(world: World, django_assert_max_num_queries) -> None:
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="one_page_profile")
    user, picture = world.users["sam"], store_photo(upload=a_picture(), description="My dog", by=world.actor("sam"))
    Item.objects.bulk_create(
        Item(part=part, field="important_to", text=f"{number}", typed_by=user, done_by=user, photo=picture)
        for number in range(50)
    )
    with django_assert_max_num_queries(90):  # one for each kind of row that is held about somebody
        book_of(world)


# --- the row, the worker, the download ---------------------------------------------------------------------


def test_asked_for_made_once_and_opened_by_the_person_alone(world: World, sign_in) -> None:
    client = sign_in("sam")
    for _ in range(2):
        client.post("/plan/take-away/")
    copy = TakeAway.objects.get()
    address = f"/plan/take-away/{copy.pk}/"
    assert client.get(address).status_code == 404
    assert take_away.make_waiting_copies() == 1 and take_away.make_waiting_copies() == 0
    answer = client.get(address)
    book = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert plan_of(book)["person"]["preferred_name"] == "Sam"
    assert "attachment" in answer["Content-Disposition"] and answer["Cache-Control"] == "private, no-store"
    for who in ("mum", "attorney", "nia", "olu", "stranger"):
        assert sign_in(who).get(address).status_code == 404
        assert sign_in(who).get("/plan/take-away/").status_code == 404


def test_it_is_deleted_after_seven_days(world: World, sign_in) -> None:
    copy = take_away.ask_for_copy(by=world.actor("sam"), plan=world.sam.plan, language="en-gb")
    take_away.make_waiting_copies()
    copy.refresh_from_db()
    assert copy.delete_at - copy.asked_at == timedelta(days=7) and take_away.delete_old_copies() == 0
    TakeAway.objects.update(delete_at=timezone.now() - timedelta(seconds=1))
    assert take_away.delete_old_copies() == 1
    assert not TakeAway.objects.exists() and not default_storage.exists(copy.storage_name)


def test_a_file_without_a_row_goes_by_its_age(world: World) -> None:
    copy = take_away.ask_for_copy(by=world.actor("sam"), plan=world.sam.plan, language="en-gb")
    take_away.make_waiting_copies()
    copy.refresh_from_db()
    TakeAway.objects.all().delete()
    take_away.delete_old_copies()
    assert default_storage.exists(copy.storage_name)
    long_ago = (timezone.now() - timedelta(days=8)).timestamp()
    os.utime(default_storage.path(copy.storage_name), (long_ago, long_ago))
    take_away.delete_old_copies()
    assert not default_storage.exists(copy.storage_name)


def test_a_worker_that_dies_half_way_costs_a_try_and_no_copy(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    take_away.ask_for_copy(by=world.actor("sam"), plan=world.sam.plan, language="en-gb")
    with monkeypatch.context() as broken:
        broken.setattr(export, "everything", lambda *_: 1 / 0)
        assert take_away.make_waiting_copies() == 0
    TakeAway.objects.update(lease_until=None)
    assert take_away.make_waiting_copies() == 1


# --- stop, and come back exactly as it was -----------------------------------------------------------------


@pytest.fixture
def part(world: World) -> Part:
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="one_page_profile")
    actions.save_item(by=world.actor("sam"), part=part, field="important_to", operation=uuid.uuid4(), text="I sing")
    levels = {world.connections["mum"]: Level.HELP_WRITE, world.connections["dev"]: Level.SEE}
    sharing.set_levels(by=world.actor("sam"), person=world.sam, part_id=part.pk, levels=levels)
    return part


def doors(part: Part) -> set[tuple[str, int]]:
    live = Slip.objects.live().filter(part_ids__contains=[part.pk])
    return {(slip.connection.name, slip.level) for slip in live.select_related("connection")}


def test_stopping_shuts_every_door_at_once_and_coming_back_is_as_it_was(world: World, part: Part, sign_in) -> None:
    sam, mum = sign_in("sam"), sign_in("mum")
    before, words = doors(part), list(Item.objects.values_list("text", "version"))
    assert "All sharing ends at once." in sam.get("/stop/?way=close").content.decode()
    assert doors(part) == before
    for _ in range(2):
        sam.post("/stop/", {"go": "close"})
    assert mum.get(f"/part/{part.pk}/").status_code == 404 and doors(part) == set()
    assert sam.get(f"/part/{part.pk}/").status_code == 200
    sam.post("/stop/", {"go": "start"})
    assert doors(part) == before and list(Item.objects.values_list("text", "version")) == words
    assert mum.get(f"/part/{part.pk}/").status_code == 200


def test_coming_back_with_every_door_shut(world: World, part: Part, sign_in) -> None:
    sam = sign_in("sam")
    sharing.share_with_circle(by=world.actor("sam"), person=world.sam, part_id=part.pk)
    sam.post("/stop/", {"go": "close"})
    sam.post("/stop/", {"go": "start_shut"})
    world.sam.refresh_from_db()
    assert doors(part) == set() and world.sam.stopped_at is None and world.sam.paused_at is None
    sharing.welcome(by=world.actor("sam"), connection=world.connections["dev"])
    assert doors(part) == set()


def test_who_left_meanwhile_and_what_ended_meanwhile_stay_out(world: World, part: Part) -> None:
    sam = world.actor("sam")
    sharing.give(
        by=sam, person=world.sam, connection=world.connections["bea"], part_ids=[part.pk],
        ends_at=timezone.now() + timedelta(days=1),
    )  # fmt: skip
    stop_and_close(by=sam, person=world.sam)
    end_connection(by=sam, connection=world.connections["dev"])
    long_ago = timezone.now() - timedelta(days=2)
    Slip.objects.filter(connection=world.connections["bea"]).update(
        starts_at=long_ago, ends_at=long_ago + timedelta(days=1)
    )
    start_again(by=sam, person=world.sam, open_doors=True)
    assert doors(part) == {("Ann", Level.HELP_WRITE)}


def test_a_pause_leaves_the_doors_alone(world: World, part: Part, sign_in) -> None:
    before = doors(part)
    sign_in("sam").post("/stop/", {"go": "stop"})
    assert doors(part) == before
