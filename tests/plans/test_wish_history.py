"""How a wish was before: every version of its words, for its owner alone, each brought back without loss."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import AuditEntry
from people import sharing
from people.enums import Level
from plans import actions
from plans.enums import OutcomeNow
from plans.models import Outcome
from tests.scenarios import World


@pytest.fixture
def wish(world: World) -> Outcome:
    """A wish with two versions of its words, and a step between them that changed none."""
    sam = world.actor("sam")
    part = actions.start_part(by=sam, plan=world.sam.plan, tool="outcome")
    made = actions.save_outcome(
        by=sam, part=part, operation=uuid.uuid4(), in_my_words="I cook tea.", support={"me": "I peel."}, matters="7"
    )
    actions.tell_change(by=sam, outcome=made, operation=uuid.uuid4(), now=OutcomeNow.UNDER_WAY)
    actions.save_outcome(
        by=sam, part=part, outcome=made, operation=uuid.uuid4(), in_my_words="I cook my own tea.", support={}
    )
    return Outcome.objects.get(pk=made.pk)


def test_each_version_of_a_wish_is_shown_with_what_changed(wish: Outcome, sign_in) -> None:
    client = sign_in("sam")
    assert f"/wish/{wish.pk}/before/" in client.get(f"/wish/{wish.pk}/").content.decode()
    page = client.get(f"/wish/{wish.pk}/before/")
    assert [each["version"] for each in page.context["versions"]] == [3, 1]
    words = page.content.decode()
    assert "I cook tea." in words and "7 out of 10" in words
    row = next(row for row in page.context["rows"] if row["label"].startswith("What do you want"))
    assert [piece.words for piece in row["new"] if piece.changed] == ["my own "]
    row = next(row for row in page.context["rows"] if row["label"] == "Me")
    assert [piece.words for piece in row["old"] if piece.changed] == ["I peel."] and row["new"] == []


def test_an_earlier_version_of_a_wish_comes_back_and_the_newer_words_stay_too(wish: Outcome, sign_in) -> None:
    client = sign_in("sam")
    assert client.post(f"/wish/{wish.pk}/before/", {"version": "9"}).status_code == 404
    assert client.post(f"/wish/{wish.pk}/before/", {"version": "1"}).url == f"/wish/{wish.pk}/"
    wish.refresh_from_db()
    assert (wish.in_my_words, wish.support, wish.version) == ("I cook tea.", {"me": "I peel."}, 4)
    assert "I cook my own tea." in client.get(f"/wish/{wish.pk}/before/").content.decode()


def test_earlier_words_of_a_wish_are_its_owners_alone(world: World, wish: Outcome, sign_in) -> None:
    """Whoever the wish was shown to later never reads what stood there before; and nobody hears that there is one."""
    for who in ("mum", "stranger", "priya"):
        assert sign_in(who).get(f"/wish/{wish.pk}/before/").status_code == 404
    tie = world.connections["mum"]
    sharing.give(
        by=world.actor("sam"), person=world.sam, connection=tie, part_ids=[wish.part_id], level=Level.HELP_WRITE
    )
    mum = sign_in("mum")
    assert mum.get(f"/wish/{wish.pk}/before/").status_code == 403
    assert mum.post(f"/wish/{wish.pk}/before/", {"version": "1"}).status_code == 403
    assert "/before/" not in mum.get(f"/wish/{wish.pk}/").content.decode()


def test_a_look_at_how_a_wish_was_by_law_is_recorded(world: World, wish: Outcome, sign_in) -> None:
    from people.models import RecordedAuthority

    RecordedAuthority.objects.update(places=[wish.part.place])
    before = AuditEntry.objects.count()
    page = sign_in("attorney").get(f"/wish/{wish.pk}/before/")
    assert page.status_code == 200 and "What does Sam want to be different?" in page.content.decode()
    looks = AuditEntry.objects.order_by("pk")[before:]
    assert [look.about_person for look in looks if look.object_id == str(wish.part_id)] == [str(world.sam.pk)]


def test_the_page_costs_the_same_for_two_versions_and_for_ten(world: World, wish: Outcome, sign_in) -> None:
    client = sign_in("sam")
    client.get(f"/wish/{wish.pk}/before/")
    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as seen:
            assert client.get(f"/wish/{wish.pk}/before/").status_code == 200
        costs.append(len(seen))
        for number in range(8):
            actions.save_outcome(
                by=world.actor("sam"), part=wish.part, outcome=wish, operation=uuid.uuid4(), in_my_words=f"Tea {number}"
            )
    assert costs[0] == costs[1]
