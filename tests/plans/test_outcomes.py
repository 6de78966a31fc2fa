"""Changes I want: in my words, with one name for a promise, and nothing told to a board without my yes."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans import actions
from plans.forms.outcomes import sounds_like_a_service
from plans.models import Action, Barrier, Outcome, OutcomeChange, Part
from tests.scenarios import World


@pytest.fixture
def part(world: World) -> Part:
    return actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="outcome")


@pytest.fixture
def wish(world: World, part: Part) -> Outcome:
    return actions.save_outcome(
        by=world.actor("sam"), part=part, operation=uuid.uuid4(), in_my_words="I cook my own tea."
    )


def test_a_wish_is_said_changed_taken_out_and_brought_back(world: World, part: Part, sign_in) -> None:
    client, operation = sign_in("sam"), str(uuid.uuid4())
    for _ in range(2):
        client.post(f"/part/{part.pk}/new-wish", {"in_my_words": "I see the sea.", "operation": operation})
    wish = Outcome.objects.get()
    client.post(f"/wish/{wish.pk}/change/", {"in_my_words": "I swim in the sea.", "operation": operation})
    wish.refresh_from_db()
    assert (wish.in_my_words, wish.version) == ("I swim in the sea.", 2)
    client.post(f"/wish/{wish.pk}/change/", {"do": "out"})
    assert client.get(f"/wish/{wish.pk}/").status_code == 404
    client.post(f"/item/{wish.pk}/bring-back")
    assert client.get(f"/wish/{wish.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("words", "service"), [("Attend day centre 3 days", True), ("I see my friends each week", False)]
)
def test_a_service_brings_a_question_and_never_a_refusal(
    world: World, part: Part, sign_in, words: str, service: bool
) -> None:
    client = sign_in("sam")
    answer = client.post(
        f"/part/{part.pk}/new-wish", {"in_my_words": words, "operation": str(uuid.uuid4())}, follow=True
    )
    assert sounds_like_a_service(words) is service
    assert ("Is this the change, or the help?" in answer.content.decode()) is service


def test_a_barrier_reaches_the_board_only_by_the_persons_yes(world: World, wish: Outcome, sign_in) -> None:
    client = sign_in("sam")
    assert client.get(f"/wish/{wish.pk}/in-the-way/").status_code == 200
    client.post(f"/wish/{wish.pk}/in-the-way/", {"codes": ["TRN", "STA"]})
    assert set(Barrier.objects.values_list("code", "tell_the_board")) == {("TRN", False), ("STA", False)}
    client.post(f"/wish/{wish.pk}/in-the-way/", {"codes": ["TRN"], "tell_the_board": "on"})
    assert list(Barrier.objects.values_list("code", "tell_the_board")) == [("TRN", True)]


def test_a_helper_cannot_tell_the_board_for_the_person(world: World, wish: Outcome) -> None:
    actions.tell_change(
        by=world.actor("mum"), outcome=wish, operation=uuid.uuid4(), now="happened", tell_the_board=True
    )
    change = OutcomeChange.objects.get()
    assert (change.told_by_person, change.tell_the_board) == (False, False)


@pytest.mark.parametrize(("who", "kept"), [("Jo", True), ("Jo and Dev", False), ("Jo, Dev", False), ("", False)])
def test_a_promise_has_one_name_and_one_day(world: World, wish: Outcome, sign_in, who: str, kept: bool) -> None:
    fields = {"what": "Cook chilli", "who": who, "by_when": "2030-01-02", "operation": str(uuid.uuid4())}
    answer = sign_in("sam").post(f"/wish/{wish.pk}/promise/", fields)
    assert Action.objects.exists() is kept
    assert answer.status_code == (302 if kept else 422)
    if kept:
        assert Action.objects.get().who_connection == world.connections["jo"]
    else:
        assert "Cook chilli" in answer.content.decode()


def test_only_the_person_says_a_promise_was_kept(world: World, wish: Outcome, sign_in) -> None:
    from datetime import date

    promise = actions.promise(
        by=world.actor("sam"), outcome=wish, operation=uuid.uuid4(), what="Cook", who="Jo", by_when=date(2030, 1, 2),
        who_connection=world.connections["jo"],
    )  # fmt: skip
    assert sign_in("jo").post(f"/promise/{promise.pk}/", {"state": "done"}).status_code == 403
    assert sign_in("stranger").post(f"/promise/{promise.pk}/", {"state": "done"}).status_code == 404
    sign_in("sam").post(f"/promise/{promise.pk}/", {"state": "done"})
    promise.refresh_from_db()
    assert promise.state == "done"


def test_a_day_gone_by_is_a_thing_to_ask_about(world: World, wish: Outcome, sign_in) -> None:
    from datetime import date

    actions.promise(
        by=world.actor("sam"), outcome=wish, operation=uuid.uuid4(), what="Cook", who="Jo", by_when=date(2020, 1, 2)
    )
    page = sign_in("sam").get(f"/wish/{wish.pk}/").content.decode()
    assert "Late: ask Jo" in page and "overdue" not in page.lower()


def test_the_list_of_wishes_costs_the_same_for_one_and_for_three(
    world: World, part: Part, wish: Outcome, sign_in
) -> None:
    client = sign_in("sam")
    client.get(f"/part/{part.pk}/")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(f"/part/{part.pk}/")
        counts.append(len(queries))
        for words in ("a", "b"):
            actions.save_outcome(by=world.actor("sam"), part=part, operation=uuid.uuid4(), in_my_words=words)
    assert counts[0] == counts[1]
