"""The erasure list outside the database: a file of ids, one line each, for a backup that is put back.

It lies in `settings.ERASURE_LIST`, apart from the backups of the database and of the private files, and is copied to
another machine (docs/operating.md). A line is "2026-11-22T10:00:00+00:00 person user"; it holds nothing else.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

NOBODY = "-"


@dataclass(frozen=True)
class Line:
    """One person who was erased. `user_id` is None for a person without an account."""

    at: datetime
    person_id: UUID
    user_id: UUID | None


def add(line: Line) -> None:
    """Write one line to the end, and to the disk, before anything else goes on."""
    path = Path(settings.ERASURE_LIST)
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "a", encoding="ascii") as file:
        file.write(f"{line.at.isoformat()} {line.person_id} {line.user_id or NOBODY}\n")
        file.flush()
        os.fsync(file.fileno())


def read(path: Path) -> Iterator[Line]:
    """The lines of a list. Raises ValueError, with the number of the line, for one that is none of ours."""
    with path.open(encoding="ascii") as file:
        yield from _lines(file)


def _lines(lines: Iterable[str]) -> Iterator[Line]:
    for number, text in enumerate(lines, 1):
        if not text.strip():
            continue
        try:
            at, person, user = text.split()
            yield Line(datetime.fromisoformat(at), UUID(person), None if user == NOBODY else UUID(user))
        except ValueError as fault:
            raise ValueError(f"Line {number} of the erasure list cannot be read.") from fault
