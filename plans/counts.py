"""The only thing of plans that a board may read: coded facts of those who said yes, under a pseudonym.

No name, no words, no day, no id of anything leaves here. Whoever opted nothing in is not in the answer.
"""

from __future__ import annotations

import hashlib
import hmac
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When

from plans.barriers import Barrier, BarrierStatus
from plans.enums import OutcomeNow, Place
from plans.models import Barrier as BarrierRow
from plans.models import OutcomeChange
from row_security import acting

__all__ = ["Barrier", "Facts", "OutcomeNow", "Place", "facts"]

A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Facts:
    """What one person tells the board: for each place of life the last thing told, and what is in the way."""

    pseudonym: str
    changes: dict[str, str] = field(default_factory=dict)
    barriers: frozenset[str] = frozenset()


@acting.system("counting for a report: coded facts under a pseudonym, and nothing else, leave here")
def facts(*, organisation_id: UUID, until: date, secret: bytes) -> list[Facts]:
    """Everybody of an organisation who told the board something, as anonymous rows in the order of pseudonyms.

    In: the last day that counts (changes told in the year up to it, barriers that stood by it), and the
    secret that makes pseudonyms. A change counts when the person told it and said yes; a barrier when the
    person confirmed it and said yes (standards reference, section 6.2; planning tools, section 7).
    """
    changes: dict[UUID, dict[str, str]] = defaultdict(dict)
    for person, place, now in _changes(organisation_id, until):
        changes[person][place] = now
    barriers: dict[UUID, set[str]] = defaultdict(set)
    for person, code in _barriers(organisation_id, until):
        barriers[person].add(code)
    rows = (
        Facts(_pseudonym(secret, person), changes.get(person, {}), frozenset(barriers.get(person, ())))
        for person in changes.keys() | barriers.keys()
    )
    return sorted(rows, key=lambda row: row.pseudonym)


def _pseudonym(secret: bytes, person: UUID) -> str:
    """Stable from report to report, and no use to whoever lacks the secret."""
    return hmac.digest(secret, b"pseudonym:" + person.bytes, hashlib.sha256).hex()


def _of(organisation_id: UUID, path: str = "") -> Q:
    person = f"{path}part__plan__person__"
    return Q(**{
        f"{person}organisation": organisation_id, f"{person}died_on__isnull": True, f"{path}taken_out_at__isnull": True
    })  # fmt: skip


def _changes(organisation_id: UUID, until: date) -> Iterable[tuple[UUID, str, str]]:
    """(person, place, now), oldest first, so that the last thing told about a place stands."""
    # A wish lies in the part of wishes; the place of life it is about is its own, or that of what it grew from.
    place = Case(
        When(~Q(outcome__place=""), then=F("outcome__place")),
        When(outcome__source_item__isnull=False, then=F("outcome__source_item__part__place")),
        default=Value(str(Place.DREAMS)),
        output_field=CharField(),
    )
    told: QuerySet = OutcomeChange.objects.filter(
        _of(organisation_id, "outcome__"), told_by_person=True, tell_the_board=True,
        told_on__gt=until - A_YEAR, told_on__lte=until,
    )  # fmt: skip
    return (
        told.annotate(about=place)
        .order_by("told_on", "created_at", "id")
        .values_list("outcome__part__plan_id", "about", "now")
    )


def _barriers(organisation_id: UUID, until: date) -> Iterable[tuple[UUID, str]]:
    standing: QuerySet = BarrierRow.objects.filter(
        _of(organisation_id, "outcome__"), confirmed_by_person=True, tell_the_board=True,
        created_at__date__lte=until,
    ).exclude(status=BarrierStatus.GONE)  # fmt: skip
    return standing.values_list("outcome__part__plan_id", "code").distinct()
