"""Words as sound: in both languages, each word with its time, made once, kept privately, and nothing said twice."""

from __future__ import annotations

import subprocess
from array import array
from io import BytesIO
from pathlib import Path

import av
import pytest

from documents import speech
from documents.speech import speak

ENGLISH = "What do people like about you?"
WELSH = "Beth mae pobl yn ei hoffi amdanoch chi?"


@pytest.fixture(autouse=True)
def store_of_its_own(settings, tmp_path: Path) -> Path:
    settings.STORAGES = {**settings.STORAGES, "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)},
    }}  # fmt: skip
    return tmp_path


def seconds(sound: bytes) -> float:
    """How long a sound is; it fails for one in which nothing is heard."""
    with av.open(BytesIO(sound)) as file:
        assert file.streams.audio[0].codec.name.startswith("mp3")
        turn = av.AudioResampler("s16", "mono")
        samples = b"".join(bytes(part.planes[0]) for frame in file.decode(audio=0) for part in turn.resample(frame))
        assert max(array("h", samples)) > 3000, "it is silent"
        return file.duration / 1_000_000


@pytest.mark.parametrize(("words", "language"), [(ENGLISH, "en-gb"), (WELSH, "cy")])
def test_words_are_heard_in_each_language_and_every_word_has_its_time(words: str, language: str) -> None:
    spoken = speak(words, language)
    assert 1 < seconds(spoken.sound) < 8
    assert len(spoken.starts) == len(words.split())
    assert list(spoken.starts) == sorted(spoken.starts)
    assert len(set(spoken.starts)) > len(spoken.starts) / 2


def test_welsh_is_said_by_a_welsh_voice() -> None:
    assert speak(WELSH, "cy").sound != speak(WELSH, "en").sound


@pytest.mark.parametrize(
    "words", ["🎸", "Tea 🎸 tea", "¿", "I <3 'bass' & \"tea\" [[x]] <break time='9s'/>", "a\x00b", "😀" * 200, "سلام"]
)
def test_signs_and_emoji_break_nothing(words: str) -> None:
    assert len(speak(words, "en-gb").starts) == len(words.replace("\x00", " ").split())


def test_no_words_make_no_sound() -> None:
    assert speak("  ", "cy") == speech.Spoken(b"", ())


def test_the_same_words_are_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made = speak(ENGLISH, "en-gb")
    monkeypatch.setattr(speech, "_make", lambda *_words: pytest.fail("it was made again"))
    assert speak(ENGLISH, "en-gb") == made


def test_a_name_in_the_store_tells_nothing_of_the_words(store_of_its_own: Path, settings) -> None:
    speak(ENGLISH, "en-gb")
    names = {file.name for file in store_of_its_own.rglob("*.mp3")}
    settings.SECRET_KEY = "another key" * 8
    speak(ENGLISH, "en-gb")
    assert len({file.name for file in store_of_its_own.rglob("*.mp3")} - names) == 1


def test_half_of_a_sound_is_made_anew(store_of_its_own: Path) -> None:
    made = speak(ENGLISH, "en-gb")
    next(store_of_its_own.rglob("*.json")).unlink()
    assert speak(ENGLISH, "en-gb") == made


def test_a_very_long_answer_is_cut_after_a_whole_word_and_in_time() -> None:
    assert len(speak("garden " * 3000, "en-gb").starts) == speech.MOST_CHARACTERS // len("garden ")


def test_a_voice_that_fails_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    def falls_over(*_args: object, **_options: object) -> None:
        raise subprocess.TimeoutExpired("voice", 1)

    monkeypatch.setattr(speech.subprocess, "run", falls_over)
    with pytest.raises(OSError, match="no sound"):
        speak("Something that was not said before", "en-gb")
