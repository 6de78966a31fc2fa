"""The photos, sounds and films of one plan have a room of their own size (OWASP ASVS 5.0, 5.2.4), and words have no part in it."""

from __future__ import annotations

import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from documents.enums import FileKind
from documents.errors import KindError
from documents.models import StoredFile
from people import actions as people_actions
from people import sharing
from people.actors import system
from people.enums import Level
from plans import actions
from plans.actions.recordings import save_recording
from plans.actions.room import require_room
from plans.models import Item, Part, Plan
from tests.documents import photos_for_tests as photos
from tests.documents import recordings_for_tests as given
from tests.scenarios import World

FULL = "There is no more room for photos, sounds and films."
TO_OTHERS = "We have no room to keep this just now."


@pytest.fixture(autouse=True)
def private_store(settings, tmp_path):
    options = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path / "p")}}
    settings.STORAGES = settings.STORAGES | {"default": options}


@pytest.fixture
def full(world: World, settings) -> Part:
    """A part with a photo, in a plan that may hold no more."""
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="one_page_profile")
    keep_photo(world, part)
    settings.PLAN_MAX_BYTES = StoredFile.objects.get().bytes
    return part


def keep_photo(world: World, part: Part, who: str = "sam") -> Item:
    return actions.save_photo(
        by=world.actor(who), part=part, field="support", operation=uuid.uuid4(),
        upload=io.BytesIO(photos.telling_jpeg()), description="My dog",
    ).item  # fmt: skip


def test_a_plan_takes_files_until_it_is_full_and_not_one_more(world: World, full: Part, settings) -> None:
    with pytest.raises(KindError, match=FULL):
        keep_photo(world, full)
    with pytest.raises(KindError, match=FULL):
        save_recording(
            by=world.actor("sam"), part=full, field="support", operation=uuid.uuid4(), kind=FileKind.SOUND,
            upload=io.BytesIO(given.wav()),
        )  # fmt: skip
    assert StoredFile.objects.count() == 1
    settings.PLAN_MAX_BYTES += 1
    keep_photo(world, full)


def test_a_full_plan_still_takes_words(world: World, full: Part) -> None:
    actions.save_item(by=world.actor("sam"), part=full, field="support", operation=uuid.uuid4(), text="Wait for me")
    assert Item.objects.filter(text="Wait for me").exists()


def test_another_persons_plan_is_not_full(world: World, full: Part) -> None:
    other = people_actions.start_person(by=system("tests"), preferred_name="Lou")
    theirs = actions.start_part(by=system("tests"), plan=Plan.objects.create(person=other), tool="one_page_profile")
    require_room(by=system("tests"), plan=theirs.plan)
    with pytest.raises(KindError):
        require_room(by=system("tests"), plan=full.plan)


def test_to_a_helper_a_full_plan_tells_nothing_of_what_they_may_not_see(world: World, full: Part) -> None:
    shared = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="communication_chart")
    sharing.give(
        by=world.actor("sam"), person=world.sam, connection=world.connections["mum"], part_ids=[shared.pk],
        level=Level.HELP_WRITE,
    )  # fmt: skip
    with pytest.raises(KindError, match=TO_OTHERS):
        keep_photo(world, shared, "mum")


def test_the_page_says_so_and_keeps_the_words(world: World, full: Part, sign_in) -> None:
    client: Client = sign_in("sam")
    photo = SimpleUploadedFile("dog.jpg", photos.telling_jpeg(), "image/jpeg")
    sent = {"photo": photo, "photo_words": "My dog", "text": "Hold my hand", "operation": str(uuid.uuid4()), "do": "on"}
    answer = client.post(f"/part/{full.pk}/photo/", sent).content.decode()
    assert FULL in answer and "My dog" in answer


def test_what_a_plan_holds_is_counted_by_key_and_not_by_reading_every_file(world: World, full: Part) -> None:
    with CaptureQueriesContext(connection) as seen:
        require_room(
            by=system("tests"),
            plan=Plan.objects.create(person=people_actions.start_person(by=system("tests"), preferred_name="Lou")),
        )
    counted = next(each["sql"] for each in seen if "SUM(" in each["sql"])
    with connection.as_owner(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {counted}")
        how = "\n".join(line for (line,) in cursor.fetchall())
    assert "Seq Scan on documents_storedfile" not in how, how
