"""The symbols a person can answer with, found by a word in English or Welsh. One picture an idea (UX section 4).

Forgiving: accents, plurals, endings, Welsh mutations (`gi` and `chi` find `ci`) and a slip of the finger.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language

MOST_FOUND = 12
MOST_WORDS = 6
MOST_LETTERS = 80
WORD = re.compile(r"[a-z0-9]+")

# How sure a match is: the very words, the picture's own name, one of its words, the same word in another form, a
# word begun, a word nearly spelt so.
WHOLE, NAME, ONE_WORD, OTHER_FORM, BEGUN, NEARLY = 32, 16, 12, 8, 3, 1

# What a Welsh word may have begun with before it was mutated, longest beginning first.
BEFORE_MUTATION = (
    ("ngh", ("c",)), ("ng", ("g",)), ("nh", ("t",)), ("mh", ("p",)), ("ph", ("p",)), ("th", ("t",)),
    ("ch", ("c",)), ("dd", ("d",)), ("b", ("p",)), ("d", ("t",)), ("g", ("c",)), ("f", ("b", "m")), ("m", ("b",)),
    ("n", ("d",)), ("l", ("ll", "gl")), ("r", ("rh", "gr")), ("w", ("gw",)),
)  # fmt: skip
VOWELS = "aeiouwy"
ENDINGS = {
    "en": ("ings", "ing", "ies", "ied", "es", "ed", "er", "s", "y", "e"),
    "cy": ("iadau", "wyr", "iaid", "iau", "ion", "oedd", "ydd", "odd", "ais", "iwr", "au", "on", "od", "io", "wr", "o", "i", "u"),
}  # fmt: skip
# Words that are in every sentence and find nothing by themselves.
SMALL_WORDS = {
    "en": frozenset(["a", "an", "the", "i", "my", "me", "to", "of", "in", "on", "at", "and", "with", "is", "am", "are", "it",
                     "for", "we", "go", "going", "like", "likes", "have", "do", "want"]),
    "cy": frozenset(["y", "yr", "a", "ac", "fy", "fi", "i", "mi", "yn", "ar", "am", "o", "gyda", "dw", "rwy", "n", "mae",
                     "hoffi", "eisiau", "cael", "mynd"]),
}  # fmt: skip


@dataclass(frozen=True)
class Picture:
    """One symbol. `words` maps a language ("en", "cy") to its words, the name first."""

    name: str
    words: Mapping[str, tuple[str, ...]]

    def word(self, language: str | None = None) -> str:
        """The picture's word in a language (else the reader's), as an answer begins: with a capital."""
        said = self.words[_short(language or get_language())][0]
        return said[:1].upper() + said[1:]


@cache
def all_pictures() -> dict[str, Picture]:
    """Every symbol that can be an answer, by name. Signs drawn for buttons and arrows are none."""
    listed = json.loads((Path(settings.BASE_DIR) / "static" / "img" / "pictures.json").read_text("utf-8"))
    return {
        name: Picture(name, {language: _phrases(about[language]) for language in ("en", "cy")})
        for name, about in listed.items()
        if about["licence"] != "AGPL-3.0-or-later"
    }


def find_pictures(words: str, language: str | None = None) -> list[Picture]:
    """The symbols that fit some words best, at most 12; none for no words.

    In: what somebody typed, in either language; the language whose words count first (the reader's when left out).
    """
    asked = _plain(words[:MOST_LETTERS]).split()[:MOST_WORDS]
    telling = [word for word in asked if not any(word in small for small in SMALL_WORDS.values())] or asked
    first = _short(language or get_language())
    scores: dict[str, int] = {}
    for name, score in _scores(telling, first):
        scores[name] = scores.get(name, 0) + score
    if not scores:
        scores = dict(_nearly(telling))
    elif max(scores.values()) > BEGUN * len(telling):  # a word that was meant: what only begins like it is chance
        scores = {name: score for name, score in scores.items() if score > BEGUN}
    for name in _index()["phrases"].get(" ".join(asked), ()):
        scores[name] = scores.get(name, 0) + WHOLE
    order = {name: place for place, name in enumerate(all_pictures())}
    best = sorted(scores, key=lambda name: (-scores[name], order[name]))
    return [all_pictures()[name] for name in best[:MOST_FOUND]]


# --- what a word may be ------------------------------------------------------------------------------------


def _short(language: str | None) -> str:
    return "cy" if (language or "").startswith("cy") else "en"


def _phrases(listed: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in listed.split(",") if phrase.strip())


def _plain(words: str) -> str:
    """Small letters and figures alone: no accents, no signs, one space between words."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", words.lower()) if not unicodedata.combining(sign))
    return " ".join(WORD.findall(bare.replace("'", "").replace("’", "")))


def _stems(word: str) -> set[str]:
    """A word without its ending, in each way that an ending may be cut; `swimming` is `swim` too."""
    found = {word}
    for ending in (*ENDINGS["en"], *ENDINGS["cy"]):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            stem = word[: -len(ending)]
            found |= {stem, stem[:-1]} if len(stem) > 3 and stem[-1] == stem[-2] else {stem}
    return found


def _unmutated(word: str) -> set[str]:
    """What a Welsh word may be in a dictionary: `nghi` is `ci`, `fam` is `mam`, `ardd` is `gardd`."""
    found = set()
    for beginning, before in BEFORE_MUTATION:
        if word.startswith(beginning) and len(word) > len(beginning):
            found |= {first + word[len(beginning) :] for first in before}
    if word[0] == "h" and word[1:2] and word[1] in VOWELS:
        found.add(word[1:])
    if word[0] in VOWELS:
        found.add("g" + word)
    return found


@cache
def _index() -> dict[str, dict[str, list[str]]]:
    """Names of pictures by: whole phrase; first word or phrase and every word of a language; stem of any word."""
    index: dict[str, dict[str, list[str]]] = {
        "phrases": {},
        "en name": {},
        "cy name": {},
        "en": {},
        "cy": {},
        "stems": {},
    }
    for picture in all_pictures().values():
        for language, phrases in picture.words.items():
            for place, phrase in enumerate(phrases):
                plain = _plain(phrase)
                _note(index["phrases"], plain, picture.name)
                for word in plain.split():
                    _note(index[language], word, picture.name)
                    if place == 0:
                        _note(index[f"{language} name"], word, picture.name)
                    for stem in _stems(word):
                        _note(index["stems"], stem, picture.name)
    return index


def _note(of: dict[str, list[str]], key: str, name: str) -> None:
    names = of.setdefault(key, [])
    if name not in names:
        names.append(name)


# --- matching ----------------------------------------------------------------------------------------------


def _scores(words: list[str], first: str) -> Iterator[tuple[str, int]]:
    """Each picture that a word finds, once a word, with how sure it is."""
    for word in words:
        best: dict[str, int] = {}
        for names, score in _ways(word, first):
            for name in names:
                best[name] = max(best.get(name, 0), score)
        yield from best.items()


def _ways(word: str, first: str) -> Iterator[tuple[list[str], int]]:
    index = _index()
    for language in ("en", "cy"):
        nearer = 2 if language == first else 0
        yield index[f"{language} name"].get(word, []), NAME + nearer
        yield index[language].get(word, []), ONE_WORD + nearer
    for stem in _stems(word):
        yield index["stems"].get(stem, []), OTHER_FORM + (len(stem) == len(word))
    for radical in _unmutated(word):
        yield index["cy name"].get(radical, []), OTHER_FORM + (2 if first == "cy" else 0)
        yield index["cy"].get(radical, []), OTHER_FORM
    if len(word) >= 3:
        yield _begun(word), BEGUN


def _begun(word: str) -> list[str]:
    index = _index()
    return [
        name
        for language in ("en", "cy")
        for key, names in index[language].items()
        if key.startswith(word)
        for name in names
    ]


def _nearly(words: list[str]) -> Iterator[tuple[str, int]]:
    """For words that find nothing: those spelt nearly so, nearest first."""
    index = _index()
    known = [*index["en"], *index["cy"]]
    for word in words:
        if len(word) < 4:
            continue
        for place, near in enumerate(get_close_matches(word, known, n=3, cutoff=0.75)):
            for name in (*index["en"].get(near, ()), *index["cy"].get(near, ())):
                yield name, NEARLY + 3 - place
