"""Heads of the chain, kept in a file outside of the database.

Whoever has the whole database in hand can cut its end off, or put an old copy back, and what is left still holds.
A head that was written down elsewhere says that there was more.
"""

import os
from pathlib import Path

from django.conf import settings

from audit.models import AuditSeal


def kept(path: Path) -> list[str]:
    """Every head that was kept, oldest first, as number:fingerprint. None yet is an empty list."""
    return path.read_text().split() if path.exists() else []


def known() -> list[str]:
    """Every head that was kept where the settings say; none where nothing is kept."""
    return kept(Path(settings.AUDIT_HEADS)) if settings.AUDIT_HEADS else []


def keep(path: Path, head: AuditSeal) -> bool:
    """Add a head at the end of the file and see it onto the disk, once.

    False, and nothing is written, when the chain no longer holds the last one kept: what was lost must be found
    first, and a longer file would make it look whole.
    """
    last = kept(path)[-1:]
    if last and not AuditSeal.objects.holds(last[0]):
        return False
    if last != [str(head)]:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a") as file:
            file.write(f"{head}\n")
            file.flush()
            os.fsync(file.fileno())
    return True
