"""Sounds and films made on the spot, with a name and a place written into them."""

import io
import math
import wave
from array import array
from fractions import Fraction

import av

CANARY = "CANARY-10-Downing-Street"
RATE = 48_000


def wav(seconds=1.0, level=8000, rate=8000):
    """A plain tone; `level` 0 is silence."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        tone = array("h", [int(level * math.sin(place / 4)) for place in range(rate)])
        whole, rest = divmod(seconds, 1)
        file.writeframes(tone.tobytes() * int(whole) + tone[: int(rest * rate)].tobytes())
    return out.getvalue()


def sound(kind="mp4", codec="aac", seconds=1, level=8000):
    out = io.BytesIO()
    with av.open(out, "w", format=kind) as file:
        file.metadata.update({"title": CANARY, "artist": CANARY, "location": CANARY, "comment": CANARY})
        pen = file.add_stream(codec, rate=RATE, layout="mono")
        _sing(file, pen, seconds, level)
    return out.getvalue()


def film(kind="mp4", codec="libx264", sound_codec="aac", seconds=1, size=(320, 240)):
    out = io.BytesIO()
    with av.open(out, "w", format=kind) as file:
        file.metadata.update({"title": CANARY, "artist": CANARY, "location": "+51.5034-000.1276/", "comment": CANARY})
        pen = file.add_stream(codec, rate=10)
        pen.width, pen.height, pen.pix_fmt = *size, "yuv420p"
        song = file.add_stream(sound_codec, rate=RATE, layout="mono") if sound_codec else None
        for number in range(int(seconds * 10)):
            frame = av.VideoFrame(*size, "yuv420p")
            for place, plane in enumerate(frame.planes):
                plane.update(bytes([(number * 9 + place * 50) % 255]) * plane.buffer_size)
            frame.pts, frame.time_base = number, Fraction(1, 10)
            file.mux(pen.encode(frame))
        file.mux(pen.encode(None))
        if song:
            _sing(file, song, seconds, 8000)
    return out.getvalue()


def _sing(file, pen, seconds, level):
    size = 960
    for number in range(int(seconds * RATE / size)):
        frame = av.AudioFrame(format="s16", layout="mono", samples=size)
        frame.rate, frame.pts, frame.time_base = RATE, number * size, Fraction(1, RATE)
        tone = array("h", [int(level * math.sin((number * size + place) / 20)) for place in range(size)])
        frame.planes[0].update(tone.tobytes())
        file.mux(pen.encode(frame))
    file.mux(pen.encode(None))


def playlist(path):
    """A list that would have its reader open another file of this machine."""
    return f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile://{path}\n#EXT-X-ENDLIST\n".encode()
