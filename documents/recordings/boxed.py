"""Ask the child: a process of its own with an empty environment, its own folder and a limit on everything."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO

from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy

from documents import store
from documents.enums import FileKind
from documents.errors import KindError

CHILD = Path(__file__).with_name("child.py")
LOOK_SECONDS = 60
MAKE_SECONDS = 1200
MEGABYTE = 1024 * 1024
MOST_BYTES = {FileKind.SOUND: 30 * MEGABYTE, FileKind.FILM: 200 * MEGABYTE}
AGAIN = gettext_lazy("We cannot play that. Choose another one, or record it again.")
WORDS = {
    "empty": gettext_lazy("There is nothing in that. Record it again, or choose another one."),
    "silent": gettext_lazy("We could not hear anything. Is the microphone on? Please record it again."),
    "missing": gettext_lazy("Part of that is missing. Record it again, or choose another one."),
    "too_big_picture": gettext_lazy("The picture of that film is very big. Choose a smaller one."),
}
TOO_LONG = {
    FileKind.SOUND: gettext_lazy("That recording is too long. Try 10 minutes or less."),
    FileKind.FILM: gettext_lazy("That film is too long. Try 5 minutes or less."),
}


@dataclass(frozen=True)
class Seen:
    """What the child says of a recording."""

    seconds: float
    width: int = 0
    height: int = 0


class CannotMakeError(Exception):
    """A recording could not be made anew. The text is a short code for those who run the system."""


def refuse_big_or_empty(size: int, kind: FileKind) -> None:
    """Raises KindError for nothing at all, and for more bytes than a recording of this kind may have."""
    if not size:
        raise KindError(WORDS["empty"])
    if size > MOST_BYTES[kind]:
        raise KindError(TOO_LONG[kind])


def look(file: BinaryIO, kind: FileKind) -> Seen:
    """What an open file holds. Raises KindError, in words for the person, when it cannot be kept."""
    refuse_big_or_empty(file.seek(0, 2), kind)
    with NamedTemporaryFile(prefix="look-") as copy:
        copy.writelines(store.blocks_of(file))
        copy.flush()
        try:
            return _ask("look", kind, LOOK_SECONDS, copy.name)
        except CannotMakeError as why:
            raise KindError(TOO_LONG[kind] if str(why) == "too_long" else WORDS.get(str(why), AGAIN)) from None


def make(name: str, kind: FileKind, folder: Path) -> tuple[Seen, Path, Path]:
    """Make the recording in the store anew within `folder`; its new file and its poster. Raises CannotMakeError."""
    new, poster = folder / "new.mp4", folder / "poster.jpg"
    with _on_disk(name) as path:
        return _ask("make", kind, MAKE_SECONDS, path, str(new), str(poster)), new, poster


@contextmanager
def _on_disk(name: str) -> Iterator[str]:
    with default_storage.open(name) as file, NamedTemporaryFile(prefix="make-") as copy:
        copy.writelines(store.blocks_of(file))
        copy.flush()
        yield copy.name


def _ask(what: str, kind: FileKind, seconds: int, *names: str) -> Seen:
    command = [sys.executable, "-I", str(CHILD), what, str(kind.value), *names]
    try:
        done = subprocess.run(  # noqa: S603  (our own file, and names that we made)
            command, capture_output=True, timeout=seconds, env={}, check=False, cwd="/", stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired:
        raise CannotMakeError("too_slow") from None
    if done.returncode:
        raise CannotMakeError(f"child ended with {done.returncode}")
    told = json.loads(done.stdout)
    if "refused" in told:
        raise CannotMakeError(told["refused"])
    return Seen(**told)
