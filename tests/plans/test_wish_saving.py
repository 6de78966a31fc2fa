"""A wish is kept while it is written: once, with its version, with everybody's words, and asked for in the fitting form."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client

from audit.models import AuditEntry
from people import sharing
from people.enums import Level
from plans import actions
from plans.models import Outcome, Part
from tests.scenarios import World


@pytest.fixture
def part(world: World) -> Part:
    return actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="outcome")


@pytest.fixture
def wish(world: World, part: Part) -> Outcome:
    return actions.save_outcome(
        by=world.actor("sam"), part=part, operation=uuid.uuid4(), in_my_words="I cook my own tea.", why="I choose."
    )


def shown_to(world: World, part: Part, who: str, level: Level) -> None:
    sharing.give(
        by=world.actor("sam"), person=world.sam, connection=world.connections[who], part_ids=[part.pk], level=level
    )


def send(client: Client, path: str, version: int | str, **words: str):
    given = {
        "in_my_words": "I cook my own tea.",
        "why": "I choose.",
        "operation": uuid.uuid4(),
        "base_version": version,
    }
    return client.post(path, given | words, headers={"accept": "application/json"})


def change(client: Client, wish: Outcome, version: int, **words: str) -> dict:
    return send(client, f"/wish/{wish.pk}/change/", version, **words).json()


def test_a_new_wish_is_kept_once_however_often_it_is_sent(part: Part, sign_in) -> None:
    client, operation = sign_in("sam"), str(uuid.uuid4())
    answers = [send(client, f"/part/{part.pk}/new-wish", "", operation=operation).json() for _ in range(2)]
    for told in answers:
        assert (told["item"], told["version"], told["theirs"]) == (operation, 1, {})
        assert told["url"] == f"/wish/{operation}/change/" and told["saved"].startswith("Saved at ")
    assert Outcome.objects.count() == 1


def test_a_wish_is_changed_from_the_version_it_was_made_from(wish: Outcome, sign_in) -> None:
    client = sign_in("sam")
    told = change(client, wish, 1, why="I choose when.")
    assert (told["version"], told["said"]) == (2, "")
    told = change(client, wish, 2, why="I choose when and what.", matters="7", support_me="I can peel.")
    wish.refresh_from_db()
    assert (told["version"], wish.why, wish.matters) == (3, "I choose when and what.", "7")
    assert wish.support == {"me": "I can peel."}


def test_two_who_write_different_words_are_told_what_the_other_wrote(world: World, wish: Outcome, sign_in) -> None:
    """The page takes their words in, so that its next save does not put the old ones back."""
    client = sign_in("sam")
    change(client, wish, 1, good_looks_like="A pan of my own.", matters="5")
    told = change(client, wish, 1, why="I choose when.")
    assert told["theirs"] == {"good_looks_like": "A pan of my own.", "matters": "5"}
    assert told["said"] == "Somebody else changed this too. Their words are here now."
    wish.refresh_from_db()
    assert (wish.why, wish.good_looks_like, wish.matters) == ("I choose when.", "A pan of my own.", "5")


def test_two_who_write_the_same_words_keep_both_and_each_goes_on_in_their_own(wish: Outcome, sign_in) -> None:
    client = sign_in("sam")
    change(client, wish, 1, why="Mine")
    told = change(client, wish, 1, why="Theirs")
    assert told["item"] != str(wish.pk) and "Both are kept" in told["said"] and told["theirs"] == {}
    other = Outcome.objects.get(pk=told["item"])
    told = change(client, other, told["version"], why="Theirs, and more")
    assert told["item"] == str(other.pk)
    assert sorted(Outcome.objects.kept().values_list("why", flat=True)) == ["Mine", "Theirs, and more"]


def test_a_save_whose_answer_was_lost_is_no_clash_when_somebody_wrote_on(wish: Outcome, sign_in) -> None:
    client = sign_in("sam")
    change(client, wish, 1, why="Mine")
    change(client, wish, 2, why="Mine, and theirs")
    told = change(client, wish, 1, why="Mine")
    assert (told["item"], told["theirs"]) == (str(wish.pk), {"why": "Mine, and theirs"})
    assert Outcome.objects.count() == 1


def test_words_for_a_wish_that_was_taken_out_meanwhile_stand(world: World, wish: Outcome, sign_in) -> None:
    actions.take_outcome_out(by=world.actor("sam"), outcome=wish)
    told = change(sign_in("sam"), wish, 1, why="Still mine")
    assert "a wish of their own" in told["said"]
    assert list(Outcome.objects.kept().values_list("why", flat=True)) == ["Still mine"]


def test_a_wish_without_its_first_line_waits_and_says_so(part: Part, wish: Outcome, sign_in) -> None:
    answer = send(sign_in("sam"), f"/part/{part.pk}/new-wish", "", in_my_words=" ")
    assert answer.status_code == 422
    assert answer.json() == {"fix": "Not saved yet. First say what you want to be different."}
    assert Outcome.objects.count() == 1


def test_a_script_is_told_who_may_not_write_a_wish(world: World, part: Part, wish: Outcome, sign_in) -> None:
    answer = send(Client(), f"/wish/{wish.pk}/change/", 1)
    assert answer.status_code == 401 and "signed out" in answer.json()["fix"]
    assert send(sign_in("stranger"), f"/wish/{wish.pk}/change/", 1).status_code == 404
    shown_to(world, part, "mum", Level.SEE)
    for path in (f"/wish/{wish.pk}/change/", f"/part/{part.pk}/new-wish"):
        answer = send(sign_in("mum"), path, 1, why="Hers")
        assert answer.status_code == 403 and "You cannot write here" in answer.json()["fix"]
    client = sign_in("sam")
    answer = client.post(
        f"/wish/{wish.pk}/change/", {"in_my_words": "x"}, headers={"accept": "application/json", "x-writer": "another"}
    )
    assert answer.status_code == 409 and answer.json()["other"]
    wish.refresh_from_db()
    assert wish.version == 1


def test_somebody_who_helps_to_write_a_wish_is_asked_by_name(world: World, part: Part, wish: Outcome, sign_in) -> None:
    shown_to(world, part, "mum", Level.HELP_WRITE)
    for path in (f"/wish/{wish.pk}/change/", f"/part/{part.pk}/new-wish"):
        hers = sign_in("mum").get(path).content.decode()
        assert "What does Sam want to be different?" in hers and "What will that give Sam?" in hers
        assert "Would Sam say this?" in hers and "A change Sam wants" in hers
        assert "do you want" not in hers and "How sure are you" not in hers and "do yourself" not in hers
        mine = sign_in("sam").get(path).content.decode()
        assert "What do you want to be different?" in mine and "How sure are you" in mine and "Sam want" not in mine


def test_words_of_the_person_that_come_into_a_helpers_page_are_a_look(world: World, wish: Outcome, sign_in) -> None:
    shown_to(world, wish.part, "mum", Level.HELP_WRITE)
    change(sign_in("sam"), wish, 1, why="So that I choose when.")
    looks = AuditEntry.objects.looks().filter(actor_id=str(world.users["mum"].pk))
    before = looks.count()
    told = change(sign_in("mum"), wish, 1, good_looks_like="A pan of his own.")
    assert told["theirs"] == {"why": "So that I choose when."} and looks.count() == before + 1
