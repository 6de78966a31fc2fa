"""Words as sound, for a reader whose browser has no voice for their language. Made once, kept for a day or so.

The voice is eSpeak NG (GPL-3.0-or-later). It runs in a process of its own: it is written in C and is given people's
own words, so that whatever it may stumble over, it has no session, no database and little time.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import subprocess
import sys
from dataclasses import dataclass
from fractions import Fraction
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

import av
from django.conf import settings
from django.core.files.storage import default_storage

from documents import store

FOLDER = "speech"
SOUND_TYPE = "audio/mpeg"
MADE_AS = "1"  # change it when voice, rate or format change: then everything is made anew
MOST_CHARACTERS = 5000
PATIENCE = 20  # seconds
BIT_RATE = 32_000  # bits a second: speech of one voice
# Files of eSpeak NG: "gmw/en" is the English of Great Britain.
VOICES = {"cy": "cel/cy", "en": "gmw/en"}
A_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Spoken:
    """Words as sound: an MP3, and for each word (as spaces part them) when it begins, in milliseconds."""

    sound: bytes
    starts: tuple[int, ...]


def speak(words: str, language: str) -> Spoken:
    """The words said aloud. In: at most 5,000 characters are said; a language such as "cy" or "en-gb" (else English).

    The same words in the same language are made once and then kept in the private store until it is swept.
    Raises OSError when no sound could be made.
    """
    said = _sayable(words)
    voice = VOICES.get(language[:2].lower(), VOICES["en"])
    name = _name(said, voice)
    kept = _kept(name)
    if kept is None:
        kept = _make(said, voice)
        # The times first: a sound is found only when both are there.
        store.keep(f"{name}.json", json.dumps(kept.starts).encode())
        store.keep(f"{name}.mp3", kept.sound)
    return kept


def _sayable(words: str) -> str:
    """The words without signs that steer a voice, cut after the last whole word that fits."""
    plain = words.replace("\x00", " ")
    if len(plain) <= MOST_CHARACTERS:
        return plain
    return plain[:MOST_CHARACTERS].rsplit(maxsplit=1)[0]


def _name(words: str, voice: str) -> str:
    """A name made from the content with our key: nobody can find out from a name what was said."""
    told = json.dumps([MADE_AS, voice, words]).encode()
    name = hmac.new(settings.SECRET_KEY.encode(), told, hashlib.sha256).hexdigest()
    return f"{FOLDER}/{name[:2]}/{name}"


def _kept(name: str) -> Spoken | None:
    try:
        with default_storage.open(f"{name}.mp3") as sound, default_storage.open(f"{name}.json") as starts:
            return Spoken(sound.read(), tuple(json.loads(starts.read())))
    except FileNotFoundError:
        return None


def _make(words: str, voice: str) -> Spoken:
    if not words.split():
        return Spoken(b"", ())
    # -I and -S: the voice sees nothing of this site, not even what is installed beside it.
    command = [sys.executable, "-I", "-S", str(Path(__file__).with_name("voice.py")), str(_library()), voice]
    try:
        done = subprocess.run(  # noqa: S603  (our own file and our own library; the words go in by its input alone)
            command, input=words.encode(), capture_output=True, timeout=PATIENCE, check=True, env={}
        )
    except subprocess.SubprocessError as trouble:
        raise OSError("The voice made no sound.") from trouble
    told, _line, waves = done.stdout.partition(b"\n")
    about = json.loads(told)
    return Spoken(_mp3(waves, about["rate"]), _starts(words, about["marks"]))


def _library() -> Path:
    found = find_spec("espeakng_loader")
    if found is None or found.origin is None:
        raise OSError("The package espeakng-loader is not installed.")
    return Path(found.origin).parent


def _starts(words: str, marks: list[tuple[int, int]]) -> tuple[int, ...]:
    """When each word begins. A word that has no mark of its own (a sign, an emoji) begins with the one before."""
    starts: list[int] = []
    for word in A_WORD.finditer(words):
        own = (at for place, at in marks if word.start() <= place - 1 < word.end())
        starts.append(next(own, starts[-1] if starts else 0))
    return tuple(starts)


def _mp3(waves: bytes, rate: int) -> bytes:
    """Sound of one channel, 16 bits a sample, as an MP3 that every browser plays."""
    out = BytesIO()
    with av.open(out, "w", format="mp3") as file:
        stream = file.add_stream("libmp3lame", rate=rate)
        stream.bit_rate = BIT_RATE
        stream.layout = "mono"
        frame = av.AudioFrame(format="s16", layout="mono", samples=len(waves) // 2)
        frame.planes[0].update(waves)
        frame.sample_rate, frame.pts, frame.time_base = rate, 0, Fraction(1, rate)
        for packet in (*stream.encode(frame), *stream.encode(None)):
            file.mux(packet)
    return out.getvalue()
