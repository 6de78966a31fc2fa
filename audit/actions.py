"""Seal the newest settled entries into the chain."""

import time

from django.db import connection, transaction
from django.db.models import Max

from audit import chain
from audit.models import AuditEntry, AuditSeal

SEALING = 7_263_001  # one advisory lock for the whole chain
ENTRIES_IN_A_SEAL = 5_000
PATIENCE = 5.0  # seconds
PAUSE = 0.1  # seconds


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
    """True once every transaction that began to write before this moment has ended.

    Numbers of entries are drawn when they are written and seen when they are committed, so an open
    transaction may hold a lower id than one that everybody sees. Our own transaction number, taken after
    the stretch was chosen, is the line: whoever could hold such an id has a lower number.
    """
    line = _ask("SELECT pg_current_xact_id()::text::bigint")
    give_up_at = time.monotonic() + patience
    while _ask("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint") < line:
        if time.monotonic() >= give_up_at:
            return False
        time.sleep(PAUSE)
    return True


def _ask(sql: str, values: list[object] | None = None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]
