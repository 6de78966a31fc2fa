"""Saving over HTTP: few statements, nobody's words sent as another's, versions side by side, what pages tell of devices."""

from __future__ import annotations

import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from people import sharing
from people.enums import Level
from people.models import RecordedAuthority
from plans import actions
from plans.comparing import compare
from plans.models import Item, Part
from plans.saving import answer_to_change
from tests.scenarios import World

TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


@pytest.fixture
def item(world: World) -> Item:
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="one_page_profile")
    return actions.save_item(
        by=world.actor("sam"), part=part, field="support", operation=uuid.uuid4(), text="I like tea."
    ).item


def save(client: Client, item: Item, version: int, text: str, **headers: str) -> object:
    words = {"part": item.part_id, "field": "support", "version": version, "operation": uuid.uuid4(), "text": text}
    return client.post(f"/item/{item.pk}/", words, headers={"accept": "application/json", **headers})


def marks(client: Client) -> dict[str, str]:
    page = client.get("/plan/", follow=True).content.decode()
    return dict(re.findall(r'data-(writer|session|own|ends)="([^"]*)"', page))


def test_a_save_makes_few_statements(item: Item, sign_in) -> None:
    """Session, user, answer with part and policy, the save itself, the record. History is the trigger's."""
    client = sign_in("sam")
    save(client, item, 1, "I like tea a lot.")
    with CaptureQueriesContext(connection) as seen:
        assert save(client, item, 2, "I like tea very much.").json()["version"] == 3
    made = [each["sql"] for each in seen.captured_queries if not each["sql"].startswith(TRANSACTION)]
    assert len(made) <= 5, made


def test_what_a_save_reads_agrees_with_the_policy_for_everybody(world: World, item: Item) -> None:
    """The statement written in SQL says of each reader, level and kind of answer what the ORM says."""
    private = actions.save_item(
        by=world.actor("mum"), part=item.part, field="support", operation=uuid.uuid4(), text="A secret"
    ).item
    Item.objects.filter(pk=private.pk).update(only_me=True)
    for name, level in {
        "mum": Level.HELP_WRITE,
        "dev": Level.SEE,
        "gran": Level.SUGGEST,
        "jo": Level.HELP_WRITE,
    }.items():
        tie = world.connections[name]
        sharing.give(by=world.actor("sam"), person=world.sam, connection=tie, part_ids=[item.part_id], level=level)
    seen = set()
    for name in world.users:
        actor = world.actor(name)
        for each in (item, private):
            found = answer_to_change(actor, each.pk)
            assert (found is not None) == Item.objects.writable_by(actor).filter(pk=each.pk).exists(), name
            if found is None:
                continue
            part = Part.objects.with_reader_level(actor).get(pk=item.part_id)
            assert (found.part.reader_level, found.part) == (part.reader_level, part), name
            assert (found.text, found.cells, found.part.plan.person) == (each.text, each.cells, world.sam)
            seen.add((name, each.pk == private.pk))
    assert {("sam", True), ("mum", True), ("dev", False)} <= seen and ("dev", True) not in seen


def test_an_authority_that_was_ended_before_its_day_saves_nothing_and_reads_nothing(
    world: World, item: Item, sign_in
) -> None:
    """While it holds, an answer that is just for the person is not theirs to change either (ADR 0023)."""
    Item.objects.filter(pk=item.pk).update(only_me=True)
    RecordedAuthority.objects.update(places=[item.part.place])
    attorney, client = world.actor("attorney"), sign_in("attorney")
    assert answer_to_change(attorney, item.pk) is None
    assert save(client, item, 1, "I like milky tea.").status_code == 404
    Item.objects.filter(pk=item.pk).update(only_me=False)
    assert answer_to_change(attorney, item.pk)
    assert save(client, item, 1, "I like milky tea.").status_code == 200
    RecordedAuthority.objects.update(ended_at=timezone.now())
    assert answer_to_change(attorney, item.pk) is None
    for version in (1, 2):
        answer = save(client, item, version, "I like coffee.")
        assert answer.status_code == 404 and "tea" not in answer.content.decode()
    assert Item.objects.get(pk=item.pk).text == "I like milky tea."


def test_a_change_is_noted_when_the_part_has_not_been_for_an_hour(world: World, item: Item, sign_in) -> None:
    tie = world.connections["mum"]
    slip = sharing.give(
        by=world.actor("sam"), person=world.sam, connection=tie, part_ids=[item.part_id], level=Level.SEE
    )
    long_ago = timezone.now() - timezone.timedelta(hours=2)
    for stale in (Part.objects.filter(pk=item.part_id), type(slip).objects.filter(pk=slip.pk)):
        stale.update(changed_at=long_ago)
        item.refresh_from_db()
        save(sign_in("sam"), item, item.version, f"Tea {uuid.uuid4()}")
        assert stale.get().changed_at > long_ago


def test_words_of_one_person_are_never_saved_as_anothers(world: World, item: Item, sign_in) -> None:
    """Sam's page is still open, and Mum signed in on the same device."""
    tie = world.connections["mum"]
    sharing.give(
        by=world.actor("sam"), person=world.sam, connection=tie, part_ids=[item.part_id], level=Level.HELP_WRITE
    )
    sams, mum = marks(sign_in("sam"))["writer"], sign_in("mum")
    answer = save(mum, item, 1, "Sam's secret", **{"x-writer": sams})
    assert (answer.status_code, answer.json()["other"]) == (409, True)
    assert not Item.pgh_event_model.objects.filter(text="Sam's secret").exists()
    assert save(mum, item, 1, "I like milky tea.", **{"x-writer": marks(mum)["writer"]}).status_code == 200


def test_each_sign_in_has_a_mark_of_its_own_and_the_writer_one_for_all(world: World, sign_in) -> None:
    one, other = marks(sign_in("sam")), marks(sign_in("sam"))
    assert one["writer"] == other["writer"] != marks(sign_in("mum"))["writer"]
    assert one["session"] != other["session"]
    assert str(world.users["sam"].pk) not in one["writer"]


def test_a_device_counts_as_shared_until_somebody_says_it_is_only_theirs(sign_in) -> None:
    client = sign_in("sam")
    assert "own" not in marks(client)
    client.post("/account/sessions/only-mine/", {"only_mine": "yes"})
    assert marks(client)["own"] == "yes"
    assert "own" not in marks(sign_in("sam")), "another sign-in is asked again"
    client.post("/account/sessions/only-mine/", {"only_mine": "no"})
    assert "own" not in marks(client)


def test_somebody_signed_out_is_told_no_marks(world: World) -> None:
    page = Client().get("/account/login/").content.decode()
    assert "data-unsent" in page and "data-writer" not in page


@pytest.mark.parametrize(
    ("before", "after", "gone", "new"),
    [
        ("I like tea.", "I like milky tea.", [], ["milky "]),
        ("I do not like peas", "I like peas", ["do not "], []),
        ("Rwy'n hoffi te", "Rwy'n hoffi coffi", ["te"], ["coffi"]),
        ("", "Tea", [], ["Tea"]),
        ("the same", "the same", [], []),
    ],
)
def test_changed_words_are_found(before: str, after: str, gone: list[str], new: list[str]) -> None:
    old, now = compare(before, after)
    assert [piece.words for piece in old if piece.changed] == gone
    assert [piece.words for piece in now if piece.changed] == new
    assert ("".join(piece.words for piece in old), "".join(piece.words for piece in now)) == (before, after)


def test_two_versions_stand_side_by_side_with_what_changed_in_words(item: Item, sign_in) -> None:
    client = sign_in("sam")
    save(client, item, 1, "I like milky tea.")
    save(client, item, 2, "I like coffee.")
    page = client.get(f"/item/{item.pk}/before/").content.decode()
    assert re.search(r"<del><span[^>]*>taken away: </span>milky tea<", page)
    assert re.search(r"<ins><span[^>]*>new: </span>coffee<", page)
    older = client.get(f"/item/{item.pk}/before/?with=1").content.decode()
    assert re.search(r"<del><span[^>]*>taken away: </span>tea<", older)
