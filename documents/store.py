"""The private store: names that cannot be guessed, files that are whole or not there."""

import errno
import os
import secrets
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from documents.errors import NoRoomError

FOLDERS = ("photos", "prints", "recordings", "sent", "pieces", "speech")
BLOCK = 1024 * 1024
UNFINISHED = ".part"


def new_name(folder: str, ending: str) -> str:
    """A random name such as photos/3f/3f9c….jpg; 128 bits, so that it cannot be guessed."""
    name = secrets.token_hex(16)
    return f"{folder}/{name[:2]}/{name}.{ending}"


def keep(name: str, content: bytes) -> None:
    """Store `content` under `name`: written aside, flushed to disk, then renamed.

    A process that dies half-way leaves a .part file for the sweep, never half a photo. A store that is not
    a disk (S3) shows an object only when it is whole.
    """
    try:
        path = Path(default_storage.path(name))
    except NotImplementedError:  # what Django's storages say that are not a disk
        default_storage.save(name, ContentFile(content))
        return
    _write(path, [content])


def keep_file(name: str, blocks: Iterable[bytes]) -> None:
    """Store what comes in blocks, such as a film, without holding it all in memory. See `keep`."""
    try:
        path = Path(default_storage.path(name))
    except NotImplementedError:  # what Django's storages say that are not a disk
        with TemporaryFile() as whole:
            whole.writelines(blocks)
            whole.seek(0)
            default_storage.save(name, File(whole))
        return
    _write(path, blocks)


def blocks_of(file: BinaryIO) -> Iterator[bytes]:
    """An open file from its start, a block at a time."""
    file.seek(0)
    while block := file.read(BLOCK):
        yield block


def _write(path: Path, blocks: Iterable[bytes]) -> None:
    """Raises NoRoomError, with nothing left behind, when the disk is full."""
    unfinished = path.with_name(f"{path.name}.{secrets.token_hex(4)}{UNFINISHED}")
    try:
        path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
        with unfinished.open("wb") as file:
            file.writelines(blocks)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as fault:
        unfinished.unlink(missing_ok=True)
        if fault.errno in (errno.ENOSPC, errno.EDQUOT):
            raise NoRoomError(
                _("We have no room to keep this just now. Nothing you kept is lost. Please try again soon.")
            ) from fault
        raise


def everything() -> Iterator[tuple[str, datetime]]:
    """Each file in the store with the time of its last change."""
    for folder in FOLDERS:
        yield from _within(folder)


def _within(folder: str) -> Iterator[tuple[str, datetime]]:
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for file in files:
        name = f"{folder}/{file}"
        yield name, default_storage.get_modified_time(name)
    for inner in folders:
        yield from _within(f"{folder}/{inner}")
