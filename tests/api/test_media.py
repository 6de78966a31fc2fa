"""Photos, sounds and films through the API, and what the person keeps to themself."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from audit.models import AuditEntry
from documents.enums import FileKind
from plans import actions
from plans.actions.private import keep_to_myself
from plans.models import Item
from tests.api.conftest import Program
from tests.api.media import media_item
from tests.documents.photos_for_tests import telling_jpeg
from tests.documents.recordings_for_tests import wav
from tests.scenarios import World

Programs = Callable[..., Program]
Ids = dict[str, uuid.UUID]


def sent(kind: str, content: bytes, **more: object) -> dict[str, object]:
    file = SimpleUploadedFile("file", content)
    return {"operation": str(uuid.uuid4()), "question": "important_to", "kind": kind, "file": file} | more


def answers(client: Program, part: uuid.UUID, question: str) -> dict[str, dict]:
    read = client.send("GET", f"parts/{part}").json()
    (section,) = (each for each in read["questions"] if each["question"] == question)
    return {line["item"]["id"]: line["item"] for line in section["answers"]}


def test_a_photo_a_sound_and_a_film_are_read_with_their_part(example: World, program: Programs, ids: Ids) -> None:
    items = {kind: media_item(example, kind) for kind in FileKind}
    sam = program("sam")
    read = answers(sam, ids["part_id"], "important_to")
    photo, sound, film = (read[str(items[kind])] for kind in FileKind)
    assert (photo["kind"], photo["text"], photo["recording"]) == ("photo", "My dog", None)
    assert sam.get(photo["photo"]).getvalue()[:3] == b"\xff\xd8\xff"
    for each, kind in ((sound, "sound"), (film, "film")):
        about = each["recording"]
        assert (about["kind"], about["seconds"], about["ready"]) == (kind, 1, True)
        assert b"ftyp" in sam.get(about["address"]).getvalue()[:16]
    stretch = sam.get(sound["recording"]["address"], headers={"range": "bytes=0-9"})
    assert (stretch.status_code, len(stretch.getvalue())) == (206, 10)
    assert sam.get(film["recording"]["address"] + "?poster=true").getvalue()[:3] == b"\xff\xd8\xff"


def test_a_recording_that_is_not_made_yet_says_so(example: World, program: Programs, ids: Ids) -> None:
    item = media_item(example, FileKind.SOUND, made=False)
    about = answers(program("sam"), ids["part_id"], "important_to")[str(item)]["recording"]
    assert about["ready"] is False and program("sam").get(about["address"]).status_code == 404


def test_what_is_just_for_me_is_read_by_its_owner_alone(example: World, program: Programs, ids: Ids) -> None:
    photo, sound = (Item.objects.get(pk=media_item(example, kind)) for kind in (FileKind.PHOTO, FileKind.SOUND))
    mum, sam = program("mum"), program("sam")
    addresses = [f"items/{photo.pk}/photo", f"items/{sound.pk}/recording"]
    assert [mum.send("GET", path).status_code for path in addresses] == [200, 200]
    for item in (photo, sound):
        assert answers(mum, ids["part_id"], "important_to")[str(item.pk)]["only_me"] is False
        keep_to_myself(by=example.actor("sam"), item=item)
        assert answers(sam, ids["part_id"], "important_to")[str(item.pk)]["only_me"] is True
        assert str(item.pk) not in answers(mum, ids["part_id"], "important_to")
        assert mum.send("PUT", f"items/{item.pk}", {}).status_code == 404
    assert [mum.send("GET", path).status_code for path in addresses] == [404, 404]
    assert [sam.send("GET", path).status_code for path in addresses] == [200, 200]


def test_an_answer_to_a_private_question_is_born_just_for_me(example: World, program: Programs) -> None:
    sam = program("sam")
    part = sam.send("POST", f"people/{example.sam.pk}/parts", {"tool": "good_bad_day"}).json()["id"]
    words = {"operation": str(uuid.uuid4()), "question": "bad_day", "text": "Nobody came"}
    assert sam.send("POST", f"parts/{part}/items", words).json()["only_me"] is True
    kept = sam.send("POST", f"parts/{part}/media", sent("photo", telling_jpeg(), question="bad_day", words="Rain"))
    assert kept.json()["only_me"] is True


def test_a_program_that_fetches_a_photo_is_a_look(example: World, program: Programs) -> None:
    item, looks = media_item(example, FileKind.PHOTO), AuditEntry.objects.about(example.sam.pk).looks()
    before = looks.count()
    program("sam").send("GET", f"items/{item}/photo")
    assert looks.count() == before
    program("mum").send("GET", f"items/{item}/photo?size=small")
    assert (looks.count(), looks.first().part_key) == (before + 1, "one_page_profile")


@pytest.mark.parametrize(("kind", "content"), [("photo", telling_jpeg), ("sound", wav)])
def test_a_file_sent_twice_is_one_answer(
    example: World, program: Programs, ids: Ids, kind: str, content: Callable[[], bytes]
) -> None:
    sam, body = program("sam"), sent(kind, content(), words="Me and my dog")
    first, again = (sam.send("POST", f"parts/{ids['part_id']}/media", again_from_start(body)) for _each in range(2))
    assert (first.status_code, again.status_code) == (201, 201) and first.json() == again.json()
    assert (first.json()["id"], first.json()["kind"], first.json()["text"]) == (
        body["operation"],
        kind,
        "Me and my dog",
    )


def again_from_start(body: dict) -> dict:
    body["file"].seek(0)
    return body


def test_a_file_that_cannot_be_kept_gets_the_kind_words_of_the_page(
    example: World, program: Programs, ids: Ids
) -> None:
    sam, where = program("sam"), f"parts/{ids['part_id']}/media"
    for body in (sent("sound", wav(level=0)), sent("sound", b""), sent("photo", b"<svg onload='x()'/>")):
        answer = sam.send("POST", where, body)
        assert answer.status_code == 400 and len(answer.json()["message"]) > 20, answer.content
    assert sam.send("POST", where, {"question": "important_to"}).status_code == 415
    rings = example.things["parts"].get("relationship_circle")
    if rings is not None:
        answer = sam.send("POST", f"parts/{rings.pk}/media", sent("photo", telling_jpeg(), question="people"))
        assert set(answer.json()["fields"]) == {"question"}
    assert not Item.objects.filter(part=ids["part_id"], recording__isnull=False).exists()


def test_a_picture_that_was_found_or_pressed_stays_when_the_words_change(example: World, program: Programs) -> None:
    sam, by = program("sam"), example.actor("sam")
    part = actions.start_part(by=by, plan=example.sam.plan, tool="good_bad_day")
    for key in ("picture", "choice"):
        item = actions.save_item(
            by=by, part=part, field="good_day", operation=uuid.uuid4(), text="Dog", cells={key: "dog"}
        ).item
        change = {
            "operation": str(uuid.uuid4()),
            "base_version": 1,
            "text": "My dog Bo",
            "cells": {"part_of_day": "morning"},
        }
        answer = sam.send("PUT", f"items/{item.pk}", change).json()
        assert (answer["picture"], answer["text"]) == ("dog", "My dog Bo")
        assert answer["cells"] == {key: "dog", "part_of_day": "morning"}
