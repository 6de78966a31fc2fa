"""The private store: names that cannot be guessed, files that are whole or not there."""

import os
import secrets
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

FOLDERS = ("photos", "prints")
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
    except NotImplementedError:
        default_storage.save(name, ContentFile(content))
        return
    path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + UNFINISHED)
    with unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


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
