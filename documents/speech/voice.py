"""One turn of the eSpeak NG voice, as a process: words come in, one line of JSON and the samples go out.

Called with the folder of the library and the name of a voice. Needs nothing but Python itself.
"""

from __future__ import annotations

import ctypes
import json
import resource
import sys
from pathlib import Path
from typing import Any

SYNCHRONOUS = 2  # AUDIO_OUTPUT_SYNCHRONOUS: samples are handed to us, nothing is played
DO_NOT_EXIT = 0x8000
UTF8, PAUSE_AT_THE_END = 1, 0x1000
RATE = 1  # espeakRATE, in words a minute
WORD = 1  # espeakEVENT_WORD
WORDS_A_MINUTE = 145
SECONDS, MEMORY = 10, 512 * 1024 * 1024


class Sign(ctypes.Union):
    _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8)]


class Event(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int), ("identifier", ctypes.c_uint), ("text_position", ctypes.c_int),
        ("length", ctypes.c_int), ("audio_position", ctypes.c_int), ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p), ("id", Sign),
    ]  # fmt: skip


Listener = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(Event))


def say(words: bytes, folder: Path, voice: str) -> tuple[dict[str, Any], bytes]:
    """The words in that voice: samples a second with [character from 1, millisecond] of each word, and 16-bit samples.

    Raises OSError when the library, its data or the voice is not there.
    """
    library = ctypes.CDLL(str(folder / ("libespeak-ng.dylib" if sys.platform == "darwin" else "libespeak-ng.so")))
    rate = library.espeak_Initialize(SYNCHRONOUS, 0, str(folder).encode(), DO_NOT_EXIT)
    if rate <= 0 or library.espeak_SetVoiceByName(voice.encode()):
        raise OSError("This voice is not there.")
    samples, marks = bytearray(), []

    def hear(wave: Any, count: int, events: Any) -> int:
        if wave and count:
            samples.extend(ctypes.string_at(wave, count * 2))
        place = 0
        while events[place].type:
            if events[place].type == WORD:
                marks.append([events[place].text_position, events[place].audio_position])
            place += 1
        return 0

    listener = Listener(hear)
    library.espeak_SetSynthCallback(listener)
    library.espeak_SetParameter(RATE, WORDS_A_MINUTE, 0)
    library.espeak_Synth(words, ctypes.c_size_t(len(words) + 1), 0, 1, 0, UTF8 | PAUSE_AT_THE_END, None, None)
    return {"rate": rate, "marks": marks}, bytes(samples)


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    about, samples = say(sys.stdin.buffer.read(), Path(sys.argv[1]), sys.argv[2])
    sys.stdout.buffer.write(json.dumps(about).encode() + b"\n" + samples)


if __name__ == "__main__":
    main()
