"""Somebody's sheet and the page of the circle: words are kept whatever is pressed, and nobody's are written over."""

from __future__ import annotations

import re
import threading
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from people import sharing
from people.enums import Level
from people.models import Connection
from plans import actions
from plans.models import Item, Part
from tests.scenarios import World, build_people


def begin(world: World) -> Part:
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="relationship_circle")
    for name in ("mum", "jo"):
        sharing.give(
            by=world.actor("sam"), person=world.sam, connection=world.connections[name], part_ids=[part.pk],
            level=Level.HELP_WRITE,
        )  # fmt: skip
    return part


@pytest.fixture
def part(world: World) -> Part:
    return begin(world)


class Sheet:
    """Gran's sheet as somebody opened it, with the words that they type on it."""

    def __init__(self, client: Client, part: Part, world: World) -> None:
        self.client, self.address = client, f"/part/{part.pk}/person/{world.connections['gran'].pk}/"
        page = client.get(self.address).content.decode()
        self.page = page
        self.fields: dict[str, Any] = dict(
            re.findall(r'<input type="hidden" name="((?:version|operation)-[^"]*)" value="([^"]*)"', page)
        )
        for name, words in re.findall(r'<textarea [^>]*name="([^"]*)"[^>]*>([^<]*)<', page):
            self.fields[name] = words
        lines = [name.removeprefix("version-") for name in self.fields if name.startswith("version-")]
        self.line, self.new = lines[0], lines[-1]

    def send(self, role: str, do: str = "keep", *, new: bool = False, **more: object) -> Any:
        words = {f"cell-role-{self.new if new else self.line}": role}
        return self.client.post(self.address, {**self.fields, **words, "do": do, **more}, follow=True)


def row(world: World, part: Part, role: str, who: str = "sam", **more: object) -> actions.Saved:
    more = {"operation": uuid.uuid4(), "about": world.connections["gran"], **more}
    return actions.save_item(by=world.actor(who), part=part, field="people", cells={"role": role}, **more)


def roles(**which: object) -> list[str]:
    return sorted(Item.objects.kept().filter(**which).values_list("cells__role", flat=True))


@pytest.mark.parametrize(("do", "ring"), [("closer", -1), ("further", 1)])
def test_moving_somebody_keeps_the_words_that_were_typed(
    do: str, ring: int, world: World, part: Part, sign_in: Callable[[str], Client]
) -> None:
    gran = world.connections["gran"]
    Connection.objects.filter(pk=gran.pk).update(ring=2)
    Sheet(sign_in("sam"), part, world).send("My gran", do)
    assert Connection.objects.get(pk=gran.pk).ring == 2 + ring
    assert Item.objects.get().cells["role"] == "My gran" and Item.objects.get().cells["person"] == str(gran.pk)


def test_words_that_cannot_be_kept_are_still_there_and_nothing_moves(
    world: World, part: Part, sign_in: Callable[[str], Client]
) -> None:
    gran = world.connections["gran"]
    answer = Sheet(sign_in("sam"), part, world).send("x" * 50_000, "closer")
    assert answer.status_code == 422 and "x" * 50_000 in answer.content.decode()
    assert Connection.objects.get(pk=gran.pk).ring == gran.ring


def test_two_devices_that_write_first_make_one_row_and_both_words_are_kept(
    world: World, part: Part, sign_in: Callable[[str], Client]
) -> None:
    one, other = (Sheet(sign_in("sam"), part, world) for _ in range(2))
    one.send("My gran")
    page = other.send("My nan").content.decode()
    assert roles(beside=None) == ["My gran"] and roles() == ["My gran", "My nan"]
    assert "Two versions. Which do you want?" in page and "We kept both." in page
    other.send("My nan")
    assert len(roles()) == 2, "sent twice it is kept once"


def test_a_second_writer_never_writes_over_the_first_nor_blanks_it(
    world: World, part: Part, sign_in: Callable[[str], Client]
) -> None:
    row(world, part, "Gran")
    one, other, blank = (Sheet(sign_in("sam"), part, world) for _ in range(3))
    one.send("My gran")
    other.send("My nan")
    blank.send("")
    assert roles() == ["My gran", "My nan"] and roles(beside=None) == ["My gran"]


def test_a_sheet_that_was_left_as_it_was_changes_nothing(
    world: World, part: Part, sign_in: Callable[[str], Client]
) -> None:
    item = row(world, part, "Gran").item
    old = Sheet(sign_in("sam"), part, world)
    Sheet(sign_in("sam"), part, world).send("My gran")
    old.send("Gran")
    assert roles() == ["My gran"] and Item.objects.get().pk == item.pk


def test_the_same_first_words_from_two_devices_are_one_row(world: World, part: Part) -> None:
    assert row(world, part, "My gran").item == row(world, part, "My gran").item
    assert Item.objects.count() == 1


def test_a_row_that_was_taken_out_is_written_anew(world: World, part: Part, sign_in: Callable[[str], Client]) -> None:
    first = row(world, part, "My gran").item
    sheet = Sheet(sign_in("sam"), part, world)
    sheet.send("My gran", f"out:{first.pk}")
    assert roles() == []
    Sheet(sign_in("sam"), part, world).send("My gran")
    assert roles(beside=None) == ["My gran"]


@pytest.mark.parametrize("who", ["mum", "jo"])
def test_a_helpers_words_on_a_sheet_are_theirs_unless_they_type_for_the_person(
    who: str, world: World, part: Part, sign_in: Callable[[str], Client]
) -> None:
    Sheet(sign_in(who), part, world).send("Her gran")
    assert Item.objects.get().said_by == world.connections[who]
    Item.objects.all().delete()
    Sheet(sign_in(who), part, world).send("My gran", for_me="on")
    item = Item.objects.get()
    assert (item.said_by, item.typed_by, item.agreed_by_me) == (None, world.users[who], "not_yet")


def test_family_have_a_row_of_their_own_beside_the_persons(
    world: World, part: Part, sign_in: Callable[[str], Client]
) -> None:
    row(world, part, "My gran")
    Sheet(sign_in("mum"), part, world).send("Sam's gran, my mother", new=True)
    assert roles(said_by=None) == ["My gran"] and roles(said_by=world.connections["mum"]) == ["Sam's gran, my mother"]
    page = sign_in("sam").get(Sheet(sign_in("sam"), part, world).address).content.decode()
    assert "What others said" in page and "Sam&#x27;s gran, my mother" in page


def test_a_sheet_saves_itself_and_a_row_is_about_nobody_of_another_circle(
    world: World, part: Part, sign_in: Callable[[str], Client]
) -> None:
    sheet = Sheet(sign_in("sam"), part, world)
    assert "data-autosave" in sheet.page and "js/autosave.js" in sheet.page
    words = {"part": part.pk, "field": "people", "version": 0, "operation": uuid.uuid4(), "cell-role": "My gran"}
    gran = world.connections["gran"].pk
    for about, status in ((gran, 200), (uuid.uuid4(), 404), ("nobody", 404)):
        answer = sheet.client.post(
            f"/item/{uuid.uuid4()}/", {**words, "about": about}, headers={"accept": "application/json"}
        )
        assert answer.status_code == status
    item = Item.objects.get()
    assert item.cells["person"] == str(gran)
    again = {"version": 1, "operation": uuid.uuid4(), "cell-role": "Nan"}
    sheet.client.post(f"/item/{item.pk}/", again, headers={"accept": "application/json"})
    item.refresh_from_db()
    assert (item.cells["person"], item.cells["role"]) == (str(gran), "Nan")


@pytest.mark.django_db(transaction=True)
def test_first_words_of_ten_devices_at_one_moment_make_one_row_and_are_all_kept(transactional_db: None) -> None:
    world = build_people()
    part, start = begin(world), threading.Barrier(10)

    def write(number: int) -> None:
        try:
            start.wait()
            row(world, part, f"Gran {number}")
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=[number]) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(roles(beside=None)) == 1 and roles() == [f"Gran {number}" for number in range(10)]


# --- the page of the circle ------------------------------------------------------------------------------------


NEW = {"name": "Aunty Bet", "relationship": "My aunty", "ring": "2"}


@pytest.mark.parametrize(
    ("do", "leads_to"),
    [
        ("on", "/missing/"),
        ("back", "/part/"),
        ("not_now", "/place/people/"),
        ("ask", "/ask/"),
        ("add_person", "#people"),
    ],
)
def test_a_typed_name_is_put_on_the_rings_whatever_is_pressed(
    do: str, leads_to: str, world: World, part: Part, sign_in: Callable[[str], Client]
) -> None:
    address = f"/part/{part.pk}/people/"
    answer = sign_in("sam").post(address, {**NEW, "operation": uuid.uuid4(), "do": do})
    assert answer.status_code == 302 and leads_to in answer["Location"]
    assert Connection.objects.get(name="Aunty Bet").ring == 2


def test_a_name_that_is_missing_is_asked_for_and_what_was_typed_stays(
    world: World, part: Part, sign_in: Callable[[str], Client]
) -> None:
    address = f"/part/{part.pk}/people/"
    answer = sign_in("sam").post(address, {**NEW, "name": " ", "do": "on"})
    assert answer.status_code == 422 and "My aunty" in answer.content.decode()
    assert sign_in("sam").post(address, {"name": "", "relationship": "", "ring": "2", "do": "on"}).status_code == 302


def test_a_page_sent_twice_puts_one_there_and_another_name_another(
    world: World, part: Part, sign_in: Callable[[str], Client]
) -> None:
    client, one = sign_in("sam"), {**NEW, "operation": uuid.uuid4(), "do": "on"}
    for given in (one, one, {**one, "name": "Uncle Bob"}):
        client.post(f"/part/{part.pk}/people/", given)
    assert Connection.objects.filter(relationship="My aunty").count() == 2


def test_the_circle_can_be_asked_about_skipped_and_left_for_later(
    world: World, part: Part, sign_in: Callable[[str], Client]
) -> None:
    page = sign_in("sam").get(f"/part/{part.pk}/people/").content.decode()
    assert all(f'value="{do}"' in page for do in ("ask", "skip", "not_now", "on", "back"))
    assert 'value="film"' not in page
    helped = sign_in("mum").get(f"/part/{part.pk}/people/").content.decode()
    assert 'value="skip"' in helped and 'value="ask"' not in helped and 'name="name"' not in helped
    assert sign_in("mum").post(f"/part/{part.pk}/people/", {**NEW, "do": "on"}).status_code == 403
