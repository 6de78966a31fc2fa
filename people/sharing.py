"""The only writer of slips. A slip reads as a sentence, and the person tears it up with one press."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from audit import record
from people.actors import Actor
from people.enums import Basis, Level, Voice
from people.models import CircleRule, Connection, Person, Slip
from row_security import acting

PERMISSION_OF_LEVEL = {
    Level.SEE: "see_parts",
    Level.SUGGEST: "suggest_on_parts",
    Level.HELP_WRITE: "help_write_parts",
}
CHANGE_IS_NOTED_EVERY = timedelta(hours=1)
EVERYONE = (Voice.FAMILY, Voice.ADVOCATE)
_permission_ids: dict[Level, int] = {}
NeverShared = Callable[[Sequence[uuid.UUID]], bool]
_NEVER_SHARED: list[NeverShared] = []


def never_share(holds: NeverShared) -> NeverShared:
    """An upper app says which ids name something that no slip may ever open: `holds` answers for a list of them."""
    _NEVER_SHARED.append(holds)
    return holds


def _permission_id(level: Level) -> int:
    """The auth row of a level, read once a process (its key never changes after the migration)."""
    if level not in _permission_ids:
        _permission_ids.update(
            {
                each: Permission.objects.get(content_type__app_label="people", codename=codename).pk
                for each, codename in PERMISSION_OF_LEVEL.items()
            }
        )
    return _permission_ids[level]


@transaction.atomic
def give(
    *,
    by: Actor,
    person: Person,
    connection: Connection,
    part_ids: Iterable[uuid.UUID],
    level: Level = Level.SEE,
    ends_at: datetime | None = None,
    why: str = "",
    basis: Basis = Basis.CHOICE,
) -> Slip:
    """Write one slip. The caller has asked the policy and checked that the parts are the person's.

    Raises PermissionDenied when the connection is of another circle or over, and for what is never shared.
    """
    parts = sorted(set(part_ids))
    if any(holds(parts) for holds in _NEVER_SHARED):
        raise PermissionDenied("never_shared")
    if connection.circle_id != person.pk or connection.ended_at is not None or connection.died:
        raise PermissionDenied("not_in_circle")
    starts_at, ends_at = _within_connection(connection, ends_at)
    slip = Slip.objects.create(
        content_object=person,
        connection=connection,
        user=connection.user,
        permission_id=_permission_id(level),
        part_ids=parts,
        level=level,
        starts_at=starts_at,
        ends_at=ends_at,
        why=why,
        basis=basis,
        given_by=by.user,
    )
    record.write(
        actor=by, action="people.shared", about_person=person.pk, obj=slip, level=int(level), basis=str(basis),
        connection=str(connection.pk), parts=[str(part) for part in slip.part_ids],
    )  # fmt: skip
    return slip


@transaction.atomic
def tear(*, by: Actor, slip: Slip) -> None:
    """Take back one act of sharing, at once. Tearing twice changes nothing."""
    changed = Slip.objects.filter(pk=slip.pk, torn_at__isnull=True).update(torn_at=timezone.now())
    if changed:
        record.write(
            actor=by, action="people.unshared", about_person=slip.content_object_id, obj=slip,
            connection=str(slip.connection_id),
        )  # fmt: skip


@transaction.atomic
def set_levels(
    *,
    by: Actor,
    person: Person,
    part_id: uuid.UUID,
    levels: Mapping[Connection, Level],
    ends_at: datetime | None = None,
) -> None:
    """Make the chosen people, and only they, have the part by the person's choice.

    A slip that also holds other parts goes on for those: it is torn and a new one is written without
    this part. Slips of a meeting, a sign-off or the law are not touched here.
    """
    wanted = dict(levels)
    CircleRule.objects.filter(person=person, part_id=part_id).delete()
    for slip in _choices_holding(person, part_id):
        if (
            wanted.get(slip.connection) == slip.level
            and slip.ends_at == _within_connection(slip.connection, ends_at)[1]
            and slip.basis == Basis.CHOICE
        ):
            del wanted[slip.connection]
            continue
        _take_part_out(by=by, slip=slip, part_id=part_id)
    for connection, level in wanted.items():
        give(by=by, person=person, connection=connection, part_ids=[part_id], level=level, ends_at=ends_at)


@transaction.atomic
def share_with_circle(*, by: Actor, person: Person, part_id: uuid.UUID, level: Level = Level.SEE) -> None:
    """Everyone in my circle: a rule that writes a slip for each member. Paid people are never swept in."""
    for slip in _choices_holding(person, part_id):
        _take_part_out(by=by, slip=slip, part_id=part_id)
    CircleRule.objects.update_or_create(person=person, part_id=part_id, defaults={"level": level})
    for connection in Connection.objects.live().filter(circle_id=person.pk, voice__in=EVERYONE, died=False):
        give(
            by=by, person=person, connection=connection, part_ids=[part_id], level=level, basis=Basis.CIRCLE_RULE
        )  # fmt: skip


@transaction.atomic
def just_me(*, by: Actor, person: Person, part_id: uuid.UUID) -> None:
    """Shut the door of one part."""
    set_levels(by=by, person=person, part_id=part_id, levels={})


@transaction.atomic
def welcome(*, by: Actor, connection: Connection) -> None:
    """Somebody joined, or was added: their waiting slips get their user, and circle rules reach them."""
    Slip.objects.filter(connection=connection, torn_at__isnull=True).update(user=connection.user)
    if connection.voice not in EVERYONE or connection.circle.person.stopped_at is not None:
        return
    held = {
        part
        for parts in Slip.objects.live().filter(connection=connection).values_list("part_ids", flat=True)
        for part in parts
    }
    for rule in CircleRule.objects.filter(person_id=connection.circle_id).exclude(part_id__in=held):
        give(
            by=by, person=connection.circle.person, connection=connection, part_ids=[rule.part_id],
            level=Level(rule.level), basis=Basis.CIRCLE_RULE,
        )  # fmt: skip


@transaction.atomic
def close(*, by: Actor, connection: Connection) -> int:
    """Tear every slip of a connection, whatever its basis: it has ended. Returns how many were live."""
    torn = Slip.objects.filter(connection=connection, torn_at__isnull=True).update(torn_at=timezone.now())
    if torn:
        record.write(actor=by, action="people.unshared", about_person=connection.circle_id, obj=connection, slips=torn)
    return torn


@transaction.atomic
def close_circle(*, by: Actor, person: Person) -> int:
    """All parts just me, in one press. Returns how many slips were torn."""
    CircleRule.objects.filter(person=person).delete()
    torn = Slip.objects.filter(content_object=person, torn_at__isnull=True).update(torn_at=timezone.now())
    record.write(actor=by, action="people.closed_circle", about_person=person.pk, obj=person, slips=torn)
    return torn


@transaction.atomic
def shut_every_door(*, by: Actor, person: Person, at: datetime) -> int:
    """Tear every slip on the plan at the moment `at`, by which they are known if the person opens them again.

    Circle rules stay as they are: while the person has stopped they write nothing (see `welcome`).
    Returns how many were torn.
    """
    torn = Slip.objects.filter(content_object=person, torn_at__isnull=True).update(torn_at=at)
    record.write(actor=by, action="people.closed_circle", about_person=person.pk, obj=person, slips=torn)
    return torn


@transaction.atomic
def open_doors_again(*, by: Actor, person: Person, shut_at: datetime) -> None:
    """Write the slips anew that were torn at `shut_at`: the person's own choices, where the tie and the date still hold.

    What a meeting, a sign-off or the law had opened stays shut: each of those gives its own slip when it is due.
    """
    torn = Slip.objects.filter(content_object=person, torn_at=shut_at, basis__in=(Basis.CHOICE, Basis.CIRCLE_RULE))
    now = timezone.now()
    for slip in torn.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now)).select_related("connection"):
        tie = slip.connection
        if tie.ended_at is not None or tie.died or (tie.ends_on is not None and tie.ends_on < timezone.localdate(now)):
            continue
        give(
            by=by, person=person, connection=tie, part_ids=slip.part_ids, level=Level(slip.level),
            ends_at=slip.ends_at, why=slip.why, basis=Basis(slip.basis),
        )  # fmt: skip


@transaction.atomic
def follow_dates(*, connection: Connection) -> None:
    """After a connection got another last day: no slip of it may outlive it."""
    last = _end_of(connection.ends_on)
    if last is not None:
        Slip.objects.filter(
            Q(ends_at__isnull=True) | Q(ends_at__gt=last),
            connection=connection,
            torn_at__isnull=True,
            starts_at__lt=last,
        ).update(ends_at=last)
        Slip.objects.filter(connection=connection, torn_at__isnull=True, starts_at__gte=last).update(
            torn_at=timezone.now()
        )


@acting.system("the lists of all readers of a part, whoever wrote in it")
def note_change(person_id: uuid.UUID, part_id: uuid.UUID) -> None:
    """Move the sort key of the slips that hold this part, at most once an hour each.

    A reader's list is ordered by what that reader may see; a change to a part hidden from them moves
    nothing for them.
    """
    now = timezone.now()
    Slip.objects.filter(
        content_object_id=person_id,
        torn_at__isnull=True,
        part_ids__contains=[part_id],
        changed_at__lt=now - CHANGE_IS_NOTED_EVERY,
    ).update(changed_at=now)


def audiences(person_id: uuid.UUID) -> dict[uuid.UUID, list[Slip]]:
    """For each part of the person's plan its live slips, with their connections, in one query."""
    by_part: dict[uuid.UUID, list[Slip]] = defaultdict(list)
    slips = Slip.objects.live().filter(content_object_id=person_id)
    for slip in slips.select_related("connection__photo").order_by(
        "connection__ring", "connection__position", "given_at"
    ):
        for part_id in slip.part_ids:
            by_part[part_id].append(slip)
    return dict(by_part)


def _end_of(day: date | None) -> datetime | None:
    """The moment after the last minute of a day in the country's own zone."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min)) if day else None


def _within_connection(connection: Connection, ends_at: datetime | None) -> tuple[datetime, datetime | None]:
    """From when and until when a slip may hold: never before or after the connection itself."""
    now = timezone.now()
    last = _end_of(connection.ends_on)
    if last is not None and last <= now:
        raise PermissionDenied("not_in_circle")
    starts_at = now
    if connection.starts_on and connection.starts_on > timezone.localdate(now):
        starts_at = timezone.make_aware(datetime.combine(connection.starts_on, time.min))
    return starts_at, min((moment for moment in (ends_at, last) if moment is not None), default=None)


def _choices_holding(person: Person, part_id: uuid.UUID) -> list[Slip]:
    return list(
        Slip.objects.filter(
            content_object=person,
            torn_at__isnull=True,
            part_ids__contains=[part_id],
            basis__in=(Basis.CHOICE, Basis.CIRCLE_RULE),
        )
        .select_for_update(of=("self",))
        .select_related("connection", "content_object")
    )


def _take_part_out(*, by: Actor, slip: Slip, part_id: uuid.UUID) -> None:
    tear(by=by, slip=slip)
    rest = [part for part in slip.part_ids if part != part_id]
    if rest and slip.connection.ended_at is None:
        narrower = give(
            by=by, person=slip.content_object, connection=slip.connection, part_ids=rest, level=Level(slip.level),
            ends_at=slip.ends_at, why=slip.why, basis=Basis(slip.basis),
        )  # fmt: skip
        # The reader's list must not move: they would notice that something was taken away.
        Slip.objects.filter(pk=narrower.pk).update(changed_at=slip.changed_at)
