"""Seal the newest settled entries into the chain."""

import time
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from audit import chain
from audit.models import AuditEntry, AuditSeal

SEALING = 7_263_001  # one advisory lock for the whole chain
ENTRIES_IN_A_SEAL = 5_000
PATIENCE = 5.0  # seconds
PAUSE = 0.1  # seconds


# Whoever writes holds the lock of its own transaction number until it ends.
_WRITING_NOW = """
SELECT coalesce(array_agg(pg_locks.transactionid::text), '{}')
FROM pg_locks JOIN pg_stat_activity USING (pid)
WHERE locktype = 'transactionid' AND mode = 'ExclusiveLock' AND granted
  AND datname = current_database() AND pid <> pg_backend_pid()
"""


@transaction.atomic(durable=True)
def seal(*, key: str, at_most: int = ENTRIES_IN_A_SEAL, patience: float = PATIENCE) -> AuditSeal | None:
    """Seal the next stretch of at most `at_most` entries under `key`; returns the new head.

    None when there is nothing to seal, when somebody else is sealing, or when a transaction that may still
    add an older entry stays open for longer than `patience` seconds: the next call seals it all.
    """
    if not _ask("SELECT pg_try_advisory_xact_lock(%s)", [SEALING]):
        return None
    head = AuditSeal.objects.newest()
    after = head.last_id if head else chain.BEFORE_ALL
    up_to = AuditEntry.objects.after(after)[:at_most].aggregate(last=Max("id"))["last"]
    if up_to is None or not _settled(patience):
        return None
    number, previous = (head.number + 1, head.fingerprint) if head else (1, "")
    stretch = chain.measure(chain.read(after=after, up_to=up_to), key=key, number=number, previous=previous)
    return AuditSeal.objects.create(
        number=number,
        first_id=stretch.first_id,
        last_id=stretch.last_id,
        count=stretch.count,
        previous=previous,
        fingerprint=stretch.fingerprint,
    )


def seal_all(*, key: str) -> AuditSeal | None:
    """Seal stretch after stretch until nothing settled is left; returns the last head made, or None."""
    newest = None
    while made := seal(key=key):
        newest = made
    return newest


def _settled(patience: float) -> bool:
    """True once every transaction of this database that was writing at this moment has ended.

    Numbers of entries are drawn when they are written and seen when they are committed, so an open
    transaction may hold a lower id than one that everybody sees. The pause before looking lets a writer
    that has just drawn its number show itself. Work in other databases of the server is not waited for.
    """
    time.sleep(PAUSE)
    writing = set(_ask(_WRITING_NOW))
    give_up_at = time.monotonic() + patience
    while writing & set(_ask(_WRITING_NOW)):
        if time.monotonic() >= give_up_at:
            return False
        time.sleep(PAUSE)
    return True


def _ask(sql: str, values: list[object] | None = None) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]
