"""Recorded authority to act for somebody: which kind, how far, from when to when, and who saw the proof."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from audit import record
from people.actors import Actor
from people.enums import AuthorityKind, AuthorityManner
from people.growing_up import GROWN_UP_AT, birthday
from people.models import Connection, Person, RecordedAuthority
from row_security import acting

WELFARE = frozenset({"me", "people", "day", "home", "dreams", "health", "meeting"})
MONEY = frozenset({"money"})
# What each kind can reach at most. Welfare is never opened by a money authority (MCA 2005 s.9; an enduring power
# is for property alone, Schedule 4), an appointee deals with benefits only, and an advocate's authority opens nothing.
MOST_PLACES: dict[str, frozenset[str]] = {
    AuthorityKind.LPA_WELFARE: WELFARE,
    AuthorityKind.DEPUTY_WELFARE: WELFARE,
    AuthorityKind.PARENT: WELFARE,
    AuthorityKind.LPA_MONEY: MONEY,
    AuthorityKind.DEPUTY_MONEY: MONEY,
    AuthorityKind.EPA: MONEY,
    AuthorityKind.APPOINTEE: MONEY,
    AuthorityKind.ADVOCATE: frozenset(),
}


def last_day_of_a_parent(born_on: date) -> date:
    """The day before the 18th birthday: parental responsibility ends there (Children Act 1989 s.105; Family Law
    Reform Act 1969 s.1).
    """
    return birthday(born_on, GROWN_UP_AT) - timedelta(days=1)


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
    restrictions: str = "",
    manner: AuthorityManner = AuthorityManner.ALONE,
    checked_with: str = "",
    born_on: date | None = None,
) -> RecordedAuthority:
    """Record an authority. It is in force only once its original was seen (`seen=True` by the recorder).

    `born_on` fills in the person's date of birth where nobody has written it down; it changes no date that stands.

    Raises ValueError when `places` reach further than the kind of authority can, or a parent's would outlive the
    18th birthday: it needs the date of birth.
    """
    chosen, person = frozenset(places), connection.circle.person
    if not chosen <= MOST_PLACES[kind]:
        raise ValueError("This kind of authority does not reach that far.")
    if born_on is not None and person.born_on is None:
        person.born_on = born_on
        with acting.on_behalf_of(person.pk, "the birthday by which a parent's authority ends"):
            person.save(update_fields=["born_on"])
    authority = RecordedAuthority.objects.create(
        person=person,
        connection=connection,
        kind=kind,
        places=sorted(chosen),
        scope_words=scope_words,
        restrictions=restrictions,
        manner=manner,
        reference=reference,
        checked_with=checked_with,
        starts_on=starts_on,
        ends_on=_end_of_a_parent(person, starts_on, ends_on) if kind == AuthorityKind.PARENT else ends_on,
        seen_on=timezone.localdate() if seen else None,
        seen_by=by.audit_label if seen else "",
    )
    record.write(
        actor=by, action="people.authority_recorded", about_person=connection.circle_id, obj=authority,
        kind=str(kind), seen=seen,
    )  # fmt: skip
    return authority


@transaction.atomic
def see_proof(*, by: Actor, authority: RecordedAuthority, checked_with: str = "") -> None:
    """The paper, or a certified copy, was seen now, by whoever says so: from here the authority is in force by its dates.

    Seeing it twice changes nothing, and one that has ended stays ended.
    """
    changed = RecordedAuthority.objects.filter(pk=authority.pk, seen_on__isnull=True, ended_at__isnull=True).update(
        seen_on=timezone.localdate(), seen_by=by.audit_label, checked_with=checked_with
    )
    if changed:
        record.write(
            actor=by, action="people.authority_seen", about_person=authority.person_id, obj=authority,
            kind=authority.kind,
        )  # fmt: skip


@transaction.atomic
def end_authority(*, by: Actor, authority: RecordedAuthority, why: str = "") -> None:
    """It ends now: revoked, given up, or recorded by mistake. What was decided before stays as it was."""
    changed = RecordedAuthority.objects.filter(pk=authority.pk, ended_at__isnull=True).update(
        ended_at=timezone.now(), ended_by=by.audit_label, ended_why=why
    )
    if changed:
        record.write(
            actor=by, action="people.authority_ended", about_person=authority.person_id, obj=authority,
            kind=authority.kind,
        )  # fmt: skip


def _end_of_a_parent(person: Person, starts_on: date, ends_on: date | None) -> date:
    if person.born_on is None:
        raise ValueError("A parent's authority needs the date of birth.")
    last = last_day_of_a_parent(person.born_on)
    if last < max(starts_on, timezone.localdate()):
        raise ValueError("A parent decides until the age of 18.")
    return min(last, ends_on) if ends_on else last
