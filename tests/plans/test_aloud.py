"""Read aloud by the server: a question or an answer that the reader may see, and never words of somebody's choosing."""

from __future__ import annotations

import uuid
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from people import sharing
from people.enums import Level
from plans import actions
from plans.models import Item, Part
from plans.views import aloud
from tests.scenarios import World

SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def store_of_its_own(settings, tmp_path: Path) -> None:
    settings.STORAGES = {**settings.STORAGES, "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)},
    }}  # fmt: skip
    cache.clear()


@pytest.fixture
def part(world: World) -> Part:
    plan = actions.begin_plan(by=world.actor("sam"), person=world.sam)
    return actions.start_part(by=world.actor("sam"), plan=plan, tool="one_page_profile")


def say(world: World, part: Part, words: str = "Tea first thing.", field: str = "important_to") -> Item:
    return actions.save_item(by=world.actor("sam"), part=part, field=field, operation=uuid.uuid4(), text=words).item


def test_an_answer_is_read_in_its_own_language_word_by_word(world: World, sign_in: SignIn, part: Part) -> None:
    answer = sign_in("sam").get(reverse("item_aloud", args=[say(world, part).pk]))
    told = answer.json()
    assert answer.status_code == 200 and answer["Cache-Control"] == "private, no-store"
    assert told["type"] == "audio/mpeg" and len(told["starts"]) == 3
    assert len(b64decode(told["sound"])) > 1000


def test_a_question_is_read_as_the_reader_is_asked_it(
    world: World, sign_in: SignIn, part: Part, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[tuple[str, str]] = []
    speak = aloud.speak
    monkeypatch.setattr(
        aloud, "speak", lambda words, language: said.append((words, language)) or speak(words, language)
    )
    sharing.give(
        by=world.actor("sam"),
        person=world.sam,
        connection=world.connections["mum"],
        part_ids=[part.pk],
        level=Level.SUGGEST,
    )
    for name in ("sam", "mum"):
        sign_in(name).get(reverse("question_aloud", args=[part.pk, "appreciate"]))
    client = sign_in("sam")
    client.post("/language/", {"language": "cy", "next": "/help"})
    client.get(reverse("question_aloud", args=[part.pk, "appreciate"]))
    (mine, _english), (named, _same), (welsh, language) = said
    assert "you" in mine and "Sam" in named and welsh != mine and language == "cy"


def test_a_row_is_read_as_it_is_shown(world: World, sign_in: SignIn, part: Part) -> None:
    chart = actions.start_part(by=world.actor("sam"), plan=part.plan, tool="communication_chart")
    row = actions.save_item(
        by=world.actor("sam"), part=chart, field="rows", operation=uuid.uuid4(),
        cells={"i_do_this": "I hum", "you_think_it_means": "I am happy"},
    ).item  # fmt: skip
    told = sign_in("sam").get(reverse("item_aloud", args=[row.pk])).json()
    assert len(told["starts"]) == 6  # I hum · I am happy


@pytest.mark.parametrize("name", ["mum", "dev", "jo", "nia", "priya", "stranger"])
def test_nobody_hears_what_they_may_not_see(world: World, sign_in: SignIn, part: Part, name: str) -> None:
    client, item = sign_in(name), say(world, part)
    assert client.get(reverse("item_aloud", args=[item.pk])).status_code == 404
    assert client.get(reverse("question_aloud", args=[part.pk, "appreciate"])).status_code == 404


def test_what_was_taken_out_is_read_to_its_owner_alone(world: World, sign_in: SignIn, part: Part) -> None:
    item = say(world, part)
    sharing.give(by=world.actor("sam"), person=world.sam, connection=world.connections["mum"], part_ids=[part.pk])
    assert sign_in("mum").get(reverse("item_aloud", args=[item.pk])).status_code == 200
    actions.take_out(by=world.actor("sam"), item=item)
    assert sign_in("mum").get(reverse("item_aloud", args=[item.pk])).status_code == 404
    assert sign_in("sam").get(reverse("item_aloud", args=[item.pk])).status_code == 200


def test_somebody_signed_out_hears_nothing(world: World, client: Client, part: Part) -> None:
    assert client.get(reverse("item_aloud", args=[say(world, part).pk])).status_code == 302


def test_words_cannot_be_brought_along(world: World, sign_in: SignIn, part: Part) -> None:
    address = reverse("question_aloud", args=[part.pk, "appreciate"])
    plain = sign_in("sam").get(address).json()
    assert sign_in("sam").get(address, {"text": "something else", "words": "more"}).json() == plain
    assert sign_in("sam").post(address, {"text": "x"}).status_code == 405
    assert sign_in("sam").get(reverse("question_aloud", args=[part.pk, "no-such-question"])).status_code == 404


def test_nobody_can_keep_the_voice_busy(
    world: World, sign_in: SignIn, part: Part, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(aloud, "MOST_A_MINUTE", 2)
    client, address = sign_in("sam"), reverse("item_aloud", args=[say(world, part).pk])
    answers = [client.get(address) for _time in range(4)]
    # The minute may turn once while this runs.
    assert [answer.status_code for answer in answers].count(429) >= 1
    assert answers[-1].json()["fix"]


def test_a_voice_that_rests_is_told_kindly(
    world: World, sign_in: SignIn, part: Part, monkeypatch: pytest.MonkeyPatch
) -> None:
    def falls_over(_words: str, _language: str) -> None:
        raise OSError

    monkeypatch.setattr(aloud, "speak", falls_over)
    answer = sign_in("sam").get(reverse("item_aloud", args=[say(world, part).pk]))
    assert answer.status_code == 503 and "now" in answer.json()["fix"]
