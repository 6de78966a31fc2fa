"""Run by itself, never imported by the app: it opens what somebody sent, so it may break and must cost little.

`child.py look KIND FILE` says what a recording holds; `child.py make KIND FILE NEW POSTER` makes it anew. KIND is
SOUND or FILM. The answer is one line of JSON; a recording that cannot be kept is {"refused": why}.
"""

import json
import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import av

SECONDS = {"SOUND": 600, "FILM": 300}  # the longest that is kept
GRACE = 3  # seconds: a recorder stops a little late
TRACKS = 8
PIXELS = 9_000_000  # a little over 4K
LONG_SIDE, SHORT_SIDE = 1280, 720
FRAMES = 30  # a second
RATE = 48_000
HEARD = 33  # of 32767: sound below this is silence (-60 dB)
MEMORY = 3 * 1024**3
OUTPUT = 400 * 1024**2
PROCESSOR = {"look": 60, "make": 900}  # seconds
# What a file is, is told by its first bytes and never guessed: a playlist could name other files to be read.
CODECS = {
    "audio": {"aac", "opus", "vorbis", "mp3", "mp3float", "flac", "alac", "amrnb", "amrwb", "amr_nb", "amr_wb"},
    "video": {"h264", "hevc", "vp8", "vp9", "av1", "libdav1d", "mpeg4", "h263"},
}
FIRST_BYTES = ((0, b"\x1aE\xdf\xa3", "matroska"), (0, b"OggS", "ogg"), (4, b"ftyp", "mov"), (4, b"moov", "mov"),
    (4, b"mdat", "mov"), (4, b"wide", "mov"), (0, b"fLaC", "flac"), (0, b"ID3", "mp3"), (0, b"#!AMR", "amr"),
    (0, b"\xff\xf1", "aac"), (0, b"\xff\xf9", "aac"), (0, b"\xff\xfb", "mp3"), (0, b"\xff\xf3", "mp3"))  # fmt: skip


class RefusedError(Exception):
    """A recording that cannot be kept; the text is a short code."""


def container_of(start: bytes) -> str:
    """The kind of container that these first bytes begin. Raises RefusedError for anything not on the list."""
    if start[:4] == b"RIFF" and start[8:12] == b"WAVE":
        return "wav"
    for place, sign, name in FIRST_BYTES:
        if start[place : place + len(sign)] == sign:
            return name
    raise RefusedError("not_known")


@contextmanager
def opened(path: str) -> Iterator[Any]:
    """The recording, with every name inside it that points elsewhere refused."""
    with Path(path).open("rb") as file:
        start = file.read(16)
        if not start:
            raise RefusedError("empty")
        file.seek(0)
        with av.open(file, format=container_of(start), options={"protocol_whitelist": "none"}) as container:
            yield container


def tracks(container: Any, kind: str) -> tuple[Any, Any]:
    """Its first track of sound and of film, of those we can read; None where there is none."""
    if len(container.streams) > TRACKS:
        raise RefusedError("too_many_tracks")
    sound = next((one for one in container.streams.audio if readable(one)), None)
    film = next((one for one in container.streams.video if readable(one) and not is_cover(one)), None)
    if (sound if kind == "SOUND" else film) is None:
        raise RefusedError("not_known")
    if kind == "FILM" and film.codec_context.width * film.codec_context.height > PIXELS:
        raise RefusedError("too_big_picture")
    return sound, film if kind == "FILM" else None


def readable(stream: Any) -> bool:
    name = stream.codec_context.name if stream.codec_context else ""
    return name in CODECS[stream.type] or (stream.type == "audio" and name.startswith("pcm_"))


def is_cover(stream: Any) -> bool:
    return bool(stream.disposition & av.stream.Disposition.attached_pic)


def length(path: str, kind: str) -> float:
    """How long it is in seconds, counted from its packets: what a file says of its own length may be untrue."""
    with opened(path) as container:
        sound, film = tracks(container, kind)
        main, first, last, sizes = film or sound, None, 0.0, 0
        for packet in container.demux(main):
            if packet.pts is None or not packet.size:
                continue
            at = float(packet.pts * packet.time_base)
            first = at if first is None else min(first, at)
            last, sizes = max(last, at + float((packet.duration or 0) * packet.time_base)), sizes + 1
            if last - first > SECONDS[kind] + GRACE:
                raise RefusedError("too_long")
    if not sizes:
        raise RefusedError("empty")
    return last - (first or 0.0)


def is_heard(path: str, kind: str) -> bool:
    """Whether there is any sound in it at all. It stops listening at the first sound."""
    with opened(path) as container:
        sound, _film = tracks(container, kind)
        plain = av.AudioResampler(format="s16", layout="mono", rate=16_000)
        return any(loud(small) for frame in whole(container, sound) for small in plain.resample(frame))


def loud(frame: Any) -> bool:
    samples = memoryview(bytes(frame.planes[0])[: frame.samples * 2]).cast("h")
    return bool(samples) and max(max(samples), -min(samples)) >= HEARD


def whole(container: Any, stream: Any) -> Iterator[Any]:
    """Its frames, passing over damaged ones: what was said before and after a break is kept."""
    for packet in container.demux(stream):
        yield from decoded(packet)


def decoded(packet: Any) -> list[Any]:
    try:
        return list(packet.decode())
    except av.error.InvalidDataError:
        return []


def first_frame(path: str) -> Any:
    """The first picture of a film. Raises RefusedError when there is none."""
    with opened(path) as container:
        _sound, film = tracks(container, "FILM")
        frame = next(whole(container, film), None)
    if frame is None:
        raise RefusedError("missing")
    return frame


def look(kind: str, path: str) -> dict[str, Any]:
    """Its length and shape. Raises RefusedError when it is silent, too long, or nothing we can read."""
    seconds = length(path, kind)
    if kind == "SOUND":
        if not is_heard(path, kind):
            raise RefusedError("silent")
        return {"seconds": seconds}
    first_frame(path)
    return {"seconds": seconds}


def make(kind: str, path: str, new: str, poster: str) -> dict[str, Any]:
    """Make it anew: AAC, and for a film H.264 of at most 1280 by 720. Nothing else of the file comes along."""
    made = {"seconds": look(kind, path)["seconds"]}
    options = {"movflags": "+faststart", "fflags": "+bitexact"}
    with opened(path) as container, av.open(new, "w", format="mp4", options=options) as out:
        sound, film = tracks(container, kind)
        # A film's shape is told by its first frame, and the new file has to know it before anything is written.
        pens: dict[int, Any] = {film.index: Film(out, first_frame(path))} if film else {}
        if sound:
            pens[sound.index] = Sound(out)
        for packet in container.demux(*(one for one in (sound, film) if one)):
            for frame in decoded(packet):
                pens[packet.stream.index].add(frame)
        for pen in pens.values():
            pen.close()
        if film:
            pens[film.index].poster.save(poster, "JPEG", quality=90)
            made |= {"width": pens[film.index].stream.width, "height": pens[film.index].stream.height}
    return made


class Pen:
    """Writes one track anew, through a graph of filters that is made from its first frame."""

    graph: Any = None
    stream: Any

    def __init__(self, out: Any) -> None:
        self.out = out

    def add(self, frame: Any) -> None:
        if self.graph is None:
            self.graph = self.new_graph(frame)
        self.graph.push(frame)
        self.drain()

    def drain(self) -> None:
        while self.graph:
            try:
                frame = self.graph.pull()
            except (av.error.BlockingIOError, av.error.EOFError):
                return
            self.write(frame)

    def write(self, frame: Any) -> None:
        for packet in self.stream.encode(frame):
            self.out.mux(packet)

    def close(self) -> None:
        if self.graph is not None:
            self.graph.push(None)
            self.drain()
            self.write(None)


class Sound(Pen):
    """One voice: mono, 64 kb a second, as every browser plays it. A gap stays a gap, so that lips and words agree."""

    def __init__(self, out: Any) -> None:
        super().__init__(out)
        self.stream = out.add_stream("aac", rate=RATE, layout="mono", bit_rate=64_000)
        self.stream.codec_context.flags |= av.codec.context.Flags.bitexact

    def new_graph(self, frame: Any) -> Any:
        graph = av.filter.Graph()
        inlet = graph.add_abuffer(format=frame.format.name, sample_rate=frame.sample_rate, layout=frame.layout.name,
            time_base=frame.time_base or Fraction(1, frame.sample_rate))  # fmt: skip
        steps = [
            inlet,
            graph.add("aresample", f"{RATE}:async=1:first_pts=0"),
            graph.add("aformat", f"sample_fmts=fltp:sample_rates={RATE}:channel_layouts=mono"),
            graph.add("asetnsamples", "n=1024:p=0"),
            graph.add("abuffersink"),
        ]
        return joined(graph, steps)


class Film(Pen):
    """Upright, at most 1280 by 720 and 30 pictures a second."""

    poster: Any = None

    def __init__(self, out: Any, first: Any) -> None:
        super().__init__(out)
        turn = int(first.rotation or 0) % 360
        self.turns = {90: [("transpose", "cclock")], 180: [("hflip", ""), ("vflip", "")], 270: [("transpose", "clock")]}
        self.turns = self.turns.get(turn, [])
        wide, high = (first.height, first.width) if turn in (90, 270) else (first.width, first.height)
        scale = min(1.0, LONG_SIDE / max(wide, high), SHORT_SIDE / min(wide, high))
        self.stream = out.add_stream("libx264", rate=FRAMES, options={"preset": "veryfast", "crf": "25"})
        self.stream.width, self.stream.height = (max(2, int(side * scale) // 2 * 2) for side in (wide, high))
        self.stream.pix_fmt = "yuv420p"
        self.stream.codec_context.flags |= av.codec.context.Flags.bitexact

    def new_graph(self, frame: Any) -> Any:
        graph = av.filter.Graph()
        inlet = graph.add_buffer(width=frame.width, height=frame.height, format=frame.format.name,
            time_base=frame.time_base)  # fmt: skip
        steps = [inlet, graph.add("fps", f"fps={FRAMES}:start_time=0")]
        steps += [graph.add(*turn) for turn in self.turns]
        steps += [
            graph.add("scale", f"{self.stream.width}:{self.stream.height}"),
            graph.add("format", "yuv420p"),
            graph.add("buffersink"),
        ]
        return joined(graph, steps)

    def write(self, frame: Any) -> None:
        if frame is not None:
            frame.pict_type = 0
            if frame.pts > SECONDS["FILM"] * FRAMES + GRACE * FRAMES:
                raise RefusedError("too_long")
            if self.poster is None or frame.time <= 1:
                self.poster = frame.to_image()
        super().write(frame)


def joined(graph: Any, steps: list[Any]) -> Any:
    for before, after in pairwise(steps):
        before.link_to(after)
    graph.configure()
    return graph


def main() -> None:
    """Answer one wish in little memory and little time."""
    what, kind, path, *rest = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR[what], PROCESSOR[what]))
    resource.setrlimit(resource.RLIMIT_FSIZE, (OUTPUT, OUTPUT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    av.logging.set_level(None)
    try:
        answer = look(kind, path) if what == "look" else make(kind, path, *rest)
    except RefusedError as why:
        answer = {"refused": str(why)}
    except OSError as fault:
        if fault.errno == 28:  # no room on the disk: nothing is wrong with the recording
            raise
        answer = {"refused": "missing"}
    except (ValueError, MemoryError, RuntimeError):
        answer = {"refused": "missing"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
