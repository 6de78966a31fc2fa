"""Recorded authority to act for somebody: which kind, how far, from when to when, and who saw the proof."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from audit import record
from people.actors import Actor
from people.enums import AuthorityKind
from people.models import Connection, RecordedAuthority

# What each kind can reach at most. Welfare is never opened by a money authority (MCA 2005 s.9), an
# appointee deals with benefits only, and an advocate's authority opens nothing.
MOST_PLACES: dict[str, frozenset[str]] = {
    AuthorityKind.LPA_WELFARE: frozenset({"me", "people", "day", "home", "dreams", "health", "meeting"}),
    AuthorityKind.DEPUTY_WELFARE: frozenset({"me", "people", "day", "home", "dreams", "health", "meeting"}),
    AuthorityKind.LPA_MONEY: frozenset({"money"}),
    AuthorityKind.DEPUTY_MONEY: frozenset({"money"}),
    AuthorityKind.APPOINTEE: frozenset({"money"}),
    AuthorityKind.ADVOCATE: frozenset(),
}


@transaction.atomic
def record_authority(
    *,
    by: Actor,
    connection: Connection,
    kind: AuthorityKind,
    scope_words: str,
    starts_on: date,
    places: Iterable[str] = (),
    ends_on: date | None = None,
    reference: str = "",
    seen: bool = False,
) -> RecordedAuthority:
    """Record an authority. It is in force only once its original was seen (`seen=True` by the recorder).

    Raises ValueError when `places` reach further than the kind of authority can.
    """
    chosen = frozenset(places)
    if not chosen <= MOST_PLACES[kind]:
        raise ValueError("This kind of authority does not reach that far.")
    authority = RecordedAuthority.objects.create(
        person=connection.circle.person,
        connection=connection,
        kind=kind,
        places=sorted(chosen),
        scope_words=scope_words,
        reference=reference,
        starts_on=starts_on,
        ends_on=ends_on,
        seen_on=timezone.localdate() if seen else None,
        seen_by=by.audit_label if seen else "",
    )
    record.write(
        actor=by, action="people.authority_recorded", about_person=connection.circle_id, obj=authority,
        kind=str(kind), seen=seen,
    )  # fmt: skip
    return authority
