"""The arithmetic of the chain: what a seal's fingerprint is, and where a chain first breaks."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from audit.enums import BreakKind
from audit.models import AuditEntry, AuditSeal

SEALED_FIELDS = [field.attname for field in AuditEntry._meta.concrete_fields]
READ_AT_ONCE = 2_000
BEFORE_ALL = -(2**63)  # below every id, so that an entry slipped in under a negative number is found


@dataclass(frozen=True)
class Stretch:
    """What was found between two ids: how many entries, the first and last id, their fingerprint."""

    count: int
    first_id: int
    last_id: int
    fingerprint: str


@dataclass(frozen=True)
class Break:
    """The first link that does not hold: the seal's number, the ids it covers, and how it broke."""

    seal: int
    after: int
    up_to: int
    kind: BreakKind


def measure(rows: Iterable[tuple], *, key: str, number: int, previous: str) -> Stretch:
    """Fingerprint `rows` (values of SEALED_FIELDS in id order) as seal `number` after `previous`.

    HMAC-SHA256 under `key`, one canonical JSON line for each entry, then the number of the seal.
    """
    seal = hmac.new(key.encode(), previous.encode(), hashlib.sha256)
    position = SEALED_FIELDS.index("id")
    count = first_id = last_id = 0
    for row in rows:
        seal.update(_line(row))
        count, last_id = count + 1, row[position]
        first_id = first_id or last_id
    seal.update(f"seal {number} of {count}".encode())
    return Stretch(count, first_id, last_id, seal.hexdigest())


def read(*, after: int, up_to: int) -> Iterator[tuple]:
    """The entries of a stretch as tuples, a few thousand at a time, so that memory stays level."""
    entries = AuditEntry.objects.in_stretch(after=after, up_to=up_to)
    return entries.values_list(*SEALED_FIELDS).iterator(chunk_size=READ_AT_ONCE)


def first_break(*, key: str, heads: Sequence[str] = ()) -> Break | None:
    """Walk the chain from its first seal; None when every link holds.

    `heads` were kept somewhere else ("number:fingerprint"): without them a chain that was cut at its end is a
    shorter chain that still holds. All of them are asked for, since a chain that was cut may have grown again.
    """
    previous, last_id, number = "", BEFORE_ALL, 0
    for seal in AuditSeal.objects.in_order().iterator():
        found = _check(seal, key=key, number=number + 1, previous=previous, after=last_id)
        if found:
            return found
        previous, last_id, number = seal.fingerprint, seal.last_id, seal.number
    return _check_heads(heads, last_id)


def _check(seal: AuditSeal, *, key: str, number: int, previous: str, after: int) -> Break | None:
    if seal.number != number or seal.previous != previous:
        return Break(number, after, seal.last_id, BreakKind.SEAL_MISSING)
    found = measure(read(after=after, up_to=seal.last_id), key=key, number=number, previous=previous)
    if hmac.compare_digest(found.fingerprint, seal.fingerprint):
        return None
    return Break(number, after, seal.last_id, _kind(found, seal))


def _kind(found: Stretch, seal: AuditSeal) -> BreakKind:
    if found.count < seal.count:
        return BreakKind.MISSING
    return BreakKind.ADDED if found.count > seal.count else BreakKind.CHANGED


def _check_heads(heads: Sequence[str], last_id: int) -> Break | None:
    gone = AuditSeal.objects.missing([head.strip() for head in heads]) if heads else ""
    return Break(int(gone.partition(":")[0]), last_id, last_id, BreakKind.CUT) if gone else None


def _line(row: tuple) -> bytes:
    values = dict(zip(SEALED_FIELDS, row, strict=True))
    text = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_moment)
    return text.encode() + b"\n"


def _moment(value: object) -> str:
    if not isinstance(value, datetime):
        raise TypeError(f"An entry cannot hold {type(value).__name__}.")
    return value.astimezone(UTC).isoformat()
