"""Question pages, autosave, who may open what, looks that are recorded, and pages that cost the same whatever is in them."""

from __future__ import annotations

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from audit.models import AuditEntry
from documents.enums import FileKind
from people import sharing
from people.enums import Level
from plans import actions
from plans.actions.recordings import save_recording
from plans.models import Item, Part
from tests.documents.recordings_for_tests import sound
from tests.scenarios import World
from tests.scenarios.plan import add_plan, drawn_photo

JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def part(world: World) -> Part:
    return actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="one_page_profile")


def give(world: World, who: str, part: Part, level: Level) -> None:
    sharing.give(
        by=world.actor("sam"), person=world.sam, connection=world.connections[who], part_ids=[part.pk], level=level
    )


def autosave(client: Client, part: Part, item_id: uuid.UUID, **fields: object):
    body = {"part": part.pk, "field": "support", "version": 0, "operation": item_id, "text": "Tea", **fields}
    return client.post(f"/item/{item_id}/", body, **JSON)


def test_saved_is_said_only_with_the_servers_version(world: World, part: Part, sign_in) -> None:
    client, item_id = sign_in("sam"), uuid.uuid4()
    told = autosave(client, part, item_id).json()
    assert (told["item"], told["version"]) == (str(item_id), 1) and told["saved"].startswith("Saved at ")
    told = autosave(client, part, item_id, version=1, operation=uuid.uuid4(), text="Milky tea").json()
    assert told["version"] == 2
    told = autosave(client, part, item_id, version=1, operation=uuid.uuid4(), text="Black tea").json()
    assert told["said"] and told["item"] != str(item_id)


def test_signed_out_autosave_says_so_and_keeps_nothing_back(world: World, part: Part) -> None:
    answer = autosave(Client(), part, uuid.uuid4())
    assert answer.status_code == 401 and "signed out" in answer.json()["fix"]


@pytest.mark.parametrize(
    ("who", "status"), [("mum", 404), ("stranger", 404), ("priya", 404), ("olu", 404), ("dad", 404)]
)
def test_nobody_writes_where_nothing_is_shared(world: World, part: Part, sign_in, who: str, status: int) -> None:
    assert autosave(sign_in(who), part, uuid.uuid4()).status_code == status
    assert sign_in(who).get(f"/part/{part.pk}/").status_code == status
    assert sign_in(who).get(f"/part/{part.pk}/support/").status_code == status


@pytest.mark.parametrize(("level", "opens", "write"), [(1, 403, 403), (2, 200, 403), (3, 200, 200)])
def test_each_level_opens_what_it_says(world: World, part: Part, sign_in, level: int, opens: int, write: int) -> None:
    give(world, "mum", part, Level(level))
    client = sign_in("mum")
    assert client.get(f"/part/{part.pk}/").status_code == 200
    assert client.get(f"/part/{part.pk}/support/").status_code == opens
    assert autosave(client, part, uuid.uuid4()).status_code == write


def test_words_too_many_get_a_kind_answer_and_stay(world: World, part: Part, sign_in, settings) -> None:
    settings.ANSWER_MAX_CHARACTERS = 8
    client, line = sign_in("sam"), uuid.uuid4()
    assert autosave(client, part, uuid.uuid4(), text="far too long").status_code == 422
    fields = {f"version-{line}": "0", f"text-{line}": "far too long", "do": "on"}
    page = client.post(f"/part/{part.pk}/support/", fields)
    assert page.status_code == 422 and "far too long" in page.content.decode()


def test_every_press_keeps_the_words_first(world: World, part: Part, sign_in) -> None:
    client = sign_in("sam")
    for do in ("on", "back", "skip", "not_now", "keep", "photo"):
        line = uuid.uuid4()
        answer = client.post(f"/part/{part.pk}/support/", {f"version-{line}": "0", f"text-{line}": do, "do": do})
        assert answer.status_code == 302
        assert Item.objects.get(pk=line).text == do


def test_skipping_asks_for_nothing(world: World, part: Part, sign_in) -> None:
    line = uuid.uuid4()
    answer = sign_in("sam").post(
        f"/part/{part.pk}/appreciate/", {f"version-{line}": "0", f"text-{line}": "", "do": "skip"}
    )
    assert answer.url == f"/part/{part.pk}/important_to/" and not Item.objects.exists()


def test_a_line_left_as_it_was_shown_is_not_saved_over_newer_words(world: World, part: Part, sign_in) -> None:
    sam = world.actor("sam")
    item = actions.save_item(by=sam, part=part, field="support", operation=uuid.uuid4(), text="Tea").item
    actions.save_item(
        by=sam, part=part, field="support", operation=uuid.uuid4(), item_id=item.pk, base_version=1, text="Milky tea"
    )
    page = {f"version-{item.pk}": "1", f"operation-{item.pk}": str(uuid.uuid4()), f"text-{item.pk}": "Tea", "do": "on"}
    sign_in("sam").post(f"/part/{part.pk}/support/", page)
    assert list(Item.objects.values_list("text", flat=True)) == ["Milky tea"]


def test_an_emptied_line_is_taken_out_and_can_come_back(world: World, part: Part, sign_in) -> None:
    item = actions.save_item(by=world.actor("sam"), part=part, field="support", operation=uuid.uuid4(), text="Tea").item
    page = {f"version-{item.pk}": "1", f"operation-{item.pk}": str(uuid.uuid4()), f"text-{item.pk}": " ", "do": "on"}
    sign_in("sam").post(f"/part/{part.pk}/support/", page)
    item.refresh_from_db()
    assert (item.text, item.taken_out_at is not None) == ("Tea", True)


def test_a_photo_is_kept_and_seen_only_with_its_part(world: World, part: Part, sign_in) -> None:
    upload = SimpleUploadedFile("me.png", drawn_photo().read(), "image/png")
    client = sign_in("sam")
    client.post(f"/part/{part.pk}/photo/", {"photo": upload, "photo_words": "Me at the sea", "do": "on"})
    item = Item.objects.get()
    assert (item.kind, item.text) == ("photo", "Me at the sea")
    assert client.get(f"/item/{item.pk}/photo?size=small")["Content-Type"] == "image/jpeg"
    assert sign_in("mum").get(f"/item/{item.pk}/photo").status_code == 404
    give(world, "mum", part, Level.SEE)
    assert sign_in("mum").get(f"/item/{item.pk}/photo").status_code == 200
    actions.take_out(by=world.actor("sam"), item=item)
    assert sign_in("mum").get(f"/item/{item.pk}/photo").status_code == 404
    assert client.get(f"/item/{item.pk}/photo").status_code == 200


def test_a_photo_that_cannot_be_opened_keeps_the_words(world: World, part: Part, sign_in) -> None:
    line = uuid.uuid4()
    fields = {"photo": SimpleUploadedFile("x.png", b"not a photo"), "photo_words": "Me at the sea",
              f"version-{line}": "0", f"text-{line}": "Tea", "do": "on"}  # fmt: skip
    page = sign_in("sam").post(f"/part/{part.pk}/support/", fields)
    assert page.status_code == 422 and "Me at the sea" in page.content.decode()
    assert Item.objects.get().text == "Tea"


def test_a_person_is_put_on_the_rings_and_moved_by_pressing(world: World, sign_in) -> None:
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="relationship_circle")
    client, url = sign_in("sam"), f"/part/{part.pk}/people/"
    client.post(url, {"do": "add_person", "name": "Leo", "relationship": "Neighbour", "ring": "3"})
    leo = world.sam.circle.connections.get(name="Leo")
    client.post(f"/part/{part.pk}/person/{leo.pk}/", {"do": "closer"})
    leo.refresh_from_db()
    assert leo.ring == 2 and not leo.slips.exists()
    new = uuid.uuid4()
    sheet = {"do": "keep", f"version-{new}": 0, f"cell-want_change-{new}": "closer", f"cell-how_often-{new}": ""}
    client.post(f"/part/{part.pk}/person/{leo.pk}/", sheet)
    assert Item.objects.get().cells["want_change"] == "closer"
    give(world, "mum", part, Level.HELP_WRITE)
    assert sign_in("mum").post(f"/part/{part.pk}/person/{leo.pk}/", {"do": "further"}).status_code == 403
    assert sign_in("mum").post(url, {"do": "add_person", "name": "X", "ring": "1"}).status_code == 403


def test_a_look_by_somebody_else_is_recorded_and_mine_is_not(world: World, part: Part, sign_in) -> None:
    give(world, "mum", part, Level.SEE)
    sign_in("sam").get(f"/part/{part.pk}/")
    assert not AuditEntry.objects.looks().exists()
    for url in (f"/part/{part.pk}/", f"/plan/{world.sam.pk}/", f"/plan/{world.sam.pk}/place/me/"):
        sign_in("mum").get(url)
    looks = AuditEntry.objects.looks().filter(about_person=str(world.sam.pk), actor_id=str(world.users["mum"].pk))
    assert {look.part_key for look in looks} == {"one_page_profile", "", "me"}


def test_a_reader_meets_no_trace_of_what_is_not_shared(world: World, sign_in) -> None:
    add_plan(world)
    page = sign_in("dev").get(f"/plan/{world.sam.pk}/").content.decode()
    assert "All about me on one page" in page and "Happy and well" not in page and "My money" not in page
    assert sign_in("dev").get(f"/plan/{world.sam.pk}/place/health/").status_code == 404
    assert sign_in("stranger").get(f"/plan/{world.sam.pk}/").status_code == 404


def test_home_says_nothing_of_progress(world: World, sign_in) -> None:
    add_plan(world)
    page = sign_in("sam").get("/plan/").content.decode().lower()
    for word in ("%", "complete", "overdue", "streak", "left to do"):
        assert word not in page.replace("100%", "")


def counted(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def _more(world: World, part: Part, count: int) -> None:
    """So many answers of every kind, by two writers, each changed once so that there is something to undo."""
    sam, mum = world.actor("sam"), world.actor("mum")
    about = {"part": part, "field": "support"}
    for number in range(count):
        words = f"{part.items.count()} words"
        mine = actions.save_item(by=sam, operation=uuid.uuid4(), text=words, **about).item
        actions.save_item(
            by=sam, operation=uuid.uuid4(), item_id=mine.pk, base_version=1, text=f"More {words}", **about
        )
        actions.save_item(by=mum, operation=uuid.uuid4(), text=f"Mum's {words}", **about)
        actions.save_photo(by=sam, operation=uuid.uuid4(), upload=drawn_photo(), description=words, **about)
        voice = SimpleUploadedFile(f"voice {number}.m4a", sound())
        save_recording(by=sam, operation=uuid.uuid4(), kind=FileKind.SOUND, upload=voice, **about)


def test_pages_cost_the_same_for_few_and_many_answers(world: World, part: Part, sign_in) -> None:
    give(world, "mum", part, Level.HELP_WRITE)
    give(world, "dev", part, Level.SUGGEST)
    at = f"/part/{part.pk}/"
    urls = [("sam", at), ("sam", f"{at}support/"), ("sam", f"{at}undo/"), ("mum", at), ("mum", f"{at}support/"),
            ("dev", at), ("sam", "/plan/"), ("sam", f"/plan/{world.sam.pk}/place/me/"), ("sam", "/plan/taken-out/")]  # fmt: skip
    clients = {who: sign_in(who) for who in ("sam", "mum", "dev")}
    _more(world, part, 1)
    before = {(who, url): counted(clients[who], url) for who, url in urls}
    _more(world, part, 2)
    assert part.items.count() == 12
    assert {(who, url): counted(clients[who], url) for who, url in urls} == before


def test_a_reader_page_costs_at_most_eight_statements_for_one_and_twelve_parts(world: World, sign_in) -> None:
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="working_not_working")
    give(world, "mum", part, Level.SEE)
    client = sign_in("mum")
    urls = [f"/plan/{world.sam.pk}/", f"/part/{part.pk}/", f"/plan/{world.sam.pk}/place/day/"]
    first = [counted(client, url) for url in urls]
    assert max(first) <= 8, first
    for number in range(11):
        more = actions.start_part(
            by=world.actor("sam"), plan=world.sam.plan, tool="working_not_working", setting=f"Place {number}"
        )
        give(world, "mum", more, Level.SEE)
    assert [counted(client, url) for url in urls] == first
