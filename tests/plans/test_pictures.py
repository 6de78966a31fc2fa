"""Symbols found by a word: in English and Welsh, however it is spelt, mutated or put in the plural."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import override

from plans.pictures import MOST_FOUND, all_pictures, find_pictures


def first(words: str, language: str = "en") -> str:
    found = find_pictures(words, language)
    return found[0].name if found else ""


@pytest.mark.parametrize(
    "words", ["dog", "dogs", "Dog", "DOG!", "my dog", "I like dogs", "ci", "gi", "chi", "nghi", "cŵn", "cwn"]
)
def test_one_dog_is_found_by_each_of_its_words_in_both_languages(words: str) -> None:
    assert first(words) == "dog"
    assert first(words, "cy") == "dog"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("swimming", "swim"), ("swim", "swim"), ("shops", "shop"), ("cherries", "cherries"), ("cherry", "cherries"),
        ("ice cream", "ice-cream"), ("cafe", "cafe"), ("Café", "cafe"), ("cup of tea", "tea"), ("epilepsy", "brain"),
        ("boyfriend", "couple"), ("walk the dog", "walking-dog"), ("too much", "overwhelmed"), ("pub", "beer"),
    ],
)  # fmt: skip
def test_plurals_endings_accents_and_whole_phrases_are_forgiven(words: str, name: str) -> None:
    assert name in [picture.name for picture in find_pictures(words, "en")][:2]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("gath", "cat"), ("chath", "cat"), ("nghath", "cat"), ("drên", "train"), ("dren", "train"), ("ardd", "garden"),
        ("ngardd", "garden"), ("goffi", "coffee"), ("dafarn", "beer"), ("wely", "bed"), ("bara", "bread"), ("fara", "bread"),
        ("phaned", "tea"), ("nheulu", "family"), ("deulu", "family"), ("bysiau", "bus"), ("fws", "bus"), ("lyfr", "book"),
    ],
)  # fmt: skip
def test_a_welsh_word_is_found_through_its_mutations(words: str, name: str) -> None:
    assert name in [picture.name for picture in find_pictures(words, "cy")][:2]


@pytest.mark.parametrize(
    ("words", "name"), [("hospitel", "hospital"), ("elefant", "elephant"), ("choclate", "chocolate")]
)
def test_a_word_spelt_nearly_right_is_found(words: str, name: str) -> None:
    assert first(words) == name


@pytest.mark.parametrize("words", ["", "   ", "?!", "zzzzqqq", "x" * 10_000, "%s\x00<b>"])
def test_nonsense_finds_nothing_and_harms_nothing(words: str) -> None:
    assert find_pictures(words) == []


def test_no_more_are_found_than_can_be_looked_at() -> None:
    assert len(find_pictures("a big day with friends and family at the sea")) <= MOST_FOUND


def test_every_first_word_finds_its_own_picture_in_its_language() -> None:
    lost = [
        (language, picture.word(language))
        for picture in all_pictures().values()
        for language in ("en", "cy")
        if picture not in find_pictures(picture.word(language), language)
    ]
    assert lost == []


def test_the_word_of_a_picture_is_in_the_readers_language_with_a_capital() -> None:
    dog = all_pictures()["dog"]
    with override("cy"):
        assert dog.word() == "Ci"
    with override("en-gb"):
        assert dog.word() == "Dog"


def test_signs_of_buttons_are_no_answers_and_every_answer_may_be_shared_with_its_credit() -> None:
    assert not {"back", "skip", "close", "plus", "tick", "record"} & set(all_pictures())
    listed = json.loads((Path(settings.BASE_DIR) / "static" / "img" / "pictures.json").read_text("utf-8"))
    assert {listed[name]["licence"] for name in all_pictures()} == {"CC BY-SA 4.0", "MIT"}
    assert 450 <= len(all_pictures()) <= 720
