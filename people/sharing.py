"""The only writer of slips. A slip reads as a sentence, and the person tears it up with one press."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from audit import record
from people import openings
from people.actors import Actor
from people.by_law import Giver, giver_before, giver_of
from people.enums import Basis, Level, Voice
from people.models import CircleRule, Connection, Person, Slip
from people.ties import end_of, stands, within
from row_security import acting

PERMISSION_OF_LEVEL = {
    Level.SEE: "see_parts",
    Level.SUGGEST: "suggest_on_parts",
    Level.HELP_WRITE: "help_write_parts",
}
# One of which the person is told later shuts with the others.
ALL_DOORS = "every slip at once, whoever sees it"
CHANGE_IS_NOTED_EVERY = timedelta(hours=1)
EVERYONE = (Voice.FAMILY, Voice.ADVOCATE)
CHOSEN = (Basis.CHOICE, Basis.CIRCLE_RULE)
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
    as_it_was: Collection[uuid.UUID] = (),
    quiet_until: datetime | None = None,
    giver: Giver | None = None,
) -> Slip:
    """Write one slip. The caller has asked the policy and checked that the parts are the person's.

    `as_it_was` are those of the parts that the reader goes on seeing as they were (`leave_as_it_was`); `quiet_until`
    is when the person may know of what the law opens. `giver` is who gave it before, where this only goes on with
    another act of sharing. Raises PermissionDenied when the connection is of another
    circle or over, and for what is never shared.
    """
    parts = sorted(set(part_ids))
    if any(holds(parts) for holds in _NEVER_SHARED):
        raise PermissionDenied("never_shared")
    if connection.circle_id != person.pk or connection.ended_at is not None or connection.died:
        raise PermissionDenied("not_in_circle")
    starts_at, ends_at = within(connection, ends_at)
    if giver is None:
        giver = giver_of(by, person.pk, parts) if basis in CHOSEN else Giver(by.user_id)
    slip = Slip.objects.create(
        content_object=person, connection=connection, user=connection.user, permission_id=_permission_id(level),
        part_ids=parts, as_it_was_ids=sorted(as_it_was), level=level, starts_at=starts_at, ends_at=ends_at, why=why,
        basis=basis, given_by_id=giver.user_id, authority_id=giver.authority_id, quiet_until=quiet_until,
    )  # fmt: skip
    record.write(
        actor=by, action="people.shared", about_person=person.pk, obj=slip, level=int(level), basis=str(basis),
        connection=str(connection.pk), parts=[str(part) for part in slip.part_ids],
    )  # fmt: skip
    return slip


@transaction.atomic
def tear(*, by: Actor, slip: Slip) -> None:
    """Take back one act of sharing, at once. Tearing twice changes nothing.

    A part that one of the circle stops seeing is no longer one that everyone in it sees: its rule goes too.
    """
    if not Slip.objects.filter(pk=slip.pk, torn_at__isnull=True).update(torn_at=timezone.now()):
        return
    if slip.basis == Basis.CIRCLE_RULE:
        CircleRule.objects.filter(person=slip.content_object_id, part_id__in=slip.part_ids).delete()
    record.write(
        actor=by, action="people.unshared", about_person=slip.content_object_id, obj=slip,
        connection=str(slip.connection_id),
    )  # fmt: skip


@transaction.atomic
def tell_from(*, slip: Slip, quiet_until: datetime | None) -> None:
    """When the person may know of what the law opened: now (None), or from that moment on."""
    Slip.objects.filter(pk=slip.pk, basis=Basis.OVERRIDE).update(quiet_until=quiet_until)


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
    this part, and so does one of somebody who helps now. Slips of a meeting, a sign-off or the law are not touched,
    and somebody who sees the part as it was goes on seeing that, unless they are chosen to see it as it is.
    """
    wanted = dict(levels)
    see_as_it_is(by=by, person=person, part_id=part_id, who=wanted)
    CircleRule.objects.filter(person=person, part_id=part_id).delete()
    for slip in _choices_holding(person, part_id):
        if part_id in slip.as_it_was_ids:
            continue
        if (
            wanted.get(slip.connection) == slip.level
            and slip.ends_at == within(slip.connection, ends_at)[1]
            and slip.basis == Basis.CHOICE
        ):
            del wanted[slip.connection]
            continue
        take_out(by=by, slip=slip, part_ids=[part_id])
    # Whoever helps now and was not chosen loses the part at once: a door that was shut is shut.
    _helpers_stop(by, Slip.objects.live().filter(content_object=person).exclude(connection__in=levels), part_id)
    for connection, level in wanted.items():
        give(by=by, person=person, connection=connection, part_ids=[part_id], level=level, ends_at=ends_at)


@transaction.atomic
def share_with_circle(*, by: Actor, person: Person, part_id: uuid.UUID, level: Level = Level.SEE) -> None:
    """Everyone in my circle: a rule that writes a slip for each member. Paid people are never swept in.

    Somebody who sees the part as it was goes on seeing that: nobody is let further in without being named.
    """
    left = set()
    for slip in _choices_holding(person, part_id):
        if part_id in slip.as_it_was_ids:
            left.add(slip.connection_id)
        else:
            take_out(by=by, slip=slip, part_ids=[part_id])
    CircleRule.objects.update_or_create(person=person, part_id=part_id, defaults={"level": level})
    for connection in (
        Connection.objects.live().filter(circle_id=person.pk, voice__in=EVERYONE, died=False).exclude(pk__in=left)
    ):
        give(
            by=by, person=person, connection=connection, part_ids=[part_id], level=level, basis=Basis.CIRCLE_RULE
        )  # fmt: skip


@transaction.atomic
def just_me(*, by: Actor, person: Person, part_id: uuid.UUID, leaving: Collection[Connection] = ()) -> None:
    """Shut the door of one part. Those in `leaving` keep the copy of it that they have (`leave_as_it_was`)."""
    set_levels(by=by, person=person, part_id=part_id, levels={})
    for slip in _choices_holding(person, part_id):
        if slip.connection not in leaving:
            take_out(by=by, slip=slip, part_ids=[part_id])


@transaction.atomic
def leave_as_it_was(*, by: Actor, connection: Connection, part_id: uuid.UUID) -> bool:
    """Whoever was chosen to see a part goes on seeing it as it is at this moment. False: they were not, or it is so.

    The slip stays the very same one, so that nothing about it tells its reader. The caller keeps the copy, in the
    same transaction (`plans.actions.as_it_was`).
    """
    person = connection.circle.person
    held = [slip for slip in _choices_holding(person, part_id) if slip.connection_id == connection.pk]
    if not held or any(part_id in slip.as_it_was_ids for slip in held):
        return False
    for slip in held:
        Slip.objects.filter(pk=slip.pk).update(as_it_was_ids=[*slip.as_it_was_ids, part_id])
        _record_reach(by, slip, "people.left_as_it_was", part_id)
    # Helping to write is on the words of now: whoever helps at this moment stops in this part.
    _helpers_stop(by, Slip.objects.live().filter(connection=connection), part_id)
    return True


def _helpers_stop(by: Actor, slips: QuerySet[Slip], part_id: uuid.UUID) -> None:
    """Those of the slips by which somebody helps now lose the part at once."""
    for slip in slips.filter(part_ids__contains=[part_id], basis=Basis.HELPING):
        take_out(by=by, slip=slip, part_ids=[part_id])


@transaction.atomic
def see_as_it_is(*, by: Actor, person: Person, part_id: uuid.UUID, who: Collection[Connection]) -> None:
    """Those in `who` who see a part as it was see it as it is from now on."""
    for slip in _choices_holding(person, part_id):
        if slip.connection in who and part_id in slip.as_it_was_ids:
            slip.as_it_was_ids.remove(part_id)
            Slip.objects.filter(pk=slip.pk).update(as_it_was_ids=slip.as_it_was_ids)
            _record_reach(by, slip, "people.shared_as_it_is", part_id)


def _record_reach(by: Actor, slip: Slip, action: str, part_id: uuid.UUID) -> None:
    record.write(
        actor=by, action=action, about_person=slip.content_object_id, obj=slip, connection=str(slip.connection_id),
        parts=[str(part_id)],
    )  # fmt: skip


@transaction.atomic
def mend(*, by: Actor, person: Person, slip_ids: Iterable[uuid.UUID]) -> None:
    """Undo: slips that were torn hold again as if they never had been, where the tie still stands."""
    torn = Slip.objects.filter(pk__in=list(slip_ids), content_object=person, torn_at__isnull=False)
    for slip in torn.select_related("connection"):
        if stands(slip.connection):
            Slip.objects.filter(pk=slip.pk).update(torn_at=None, user=slip.connection.user_id)
            record.write(
                actor=by, action="people.shared_again", about_person=person.pk, obj=slip,
                connection=str(slip.connection_id),
            )  # fmt: skip


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
            level=Level(rule.level), basis=Basis.CIRCLE_RULE, giver=_giver_of_rule(by, rule),
        )  # fmt: skip


def _giver_of_rule(by: Actor, rule: CircleRule) -> Giver:
    """Whoever opened the part to the circle; the one who joins chose nothing."""
    earlier = Slip.objects.filter(
        content_object=rule.person_id, part_ids__contains=[rule.part_id], basis=Basis.CIRCLE_RULE, torn_at__isnull=True
    ).first()
    return giver_before(earlier) if earlier else Giver(by.user_id)


@transaction.atomic
@acting.system(ALL_DOORS)
def close(*, by: Actor, connection: Connection) -> int:
    """Tear every slip of a connection, whatever its basis: it has ended. Returns how many were live."""
    torn = Slip.objects.filter(connection=connection, torn_at__isnull=True).update(torn_at=timezone.now())
    if torn:
        record.write(actor=by, action="people.unshared", about_person=connection.circle_id, obj=connection, slips=torn)
    return torn


@transaction.atomic
@acting.system(ALL_DOORS)
def close_circle(*, by: Actor, person: Person) -> dict[str, list[Any]]:
    """All parts just me, in one press, and whatever stands open beside them (`openings`). Returns what
    `open_circle_again` needs to undo it, as plain values.
    """
    at = timezone.now()
    rules = CircleRule.objects.filter(person=person)
    live = Slip.objects.filter(content_object=person, torn_at__isnull=True)
    before: dict[str, list[Any]] = {
        "rules": [[str(rule.part_id), rule.level] for rule in rules],
        "slips": [str(key) for key in live.values_list("pk", flat=True)],
        "shut_at": [at.isoformat()],
    }
    rules.delete()
    torn, beside = live.update(torn_at=at), openings.shut_all(person, at)
    record.write(
        actor=by, action="people.closed_circle", about_person=person.pk, obj=person, slips=torn, beside=beside
    )  # fmt: skip
    return before


@transaction.atomic
def open_circle_again(*, by: Actor, person: Person, before: Mapping[str, list[Any]]) -> None:
    """Undo of `close_circle`: every slip and every rule as it stood, for those who are still in the circle."""
    for part_id, level in before["rules"]:
        CircleRule.objects.get_or_create(person=person, part_id=uuid.UUID(part_id), defaults={"level": level})
    mend(by=by, person=person, slip_ids=[uuid.UUID(key) for key in before["slips"]])
    for moment in before.get("shut_at", ()):
        openings.open_all_again(person, datetime.fromisoformat(moment))


@transaction.atomic
@acting.system(ALL_DOORS)
def shut_every_door(*, by: Actor, person: Person, at: datetime) -> int:
    """Tear every slip at the moment `at`, by which they are known if opened again; rules stay. Returns how many.

    What stands open beside the slips shuts with them, at the same moment.
    """
    torn = Slip.objects.filter(content_object=person, torn_at__isnull=True).update(torn_at=at)
    beside = openings.shut_all(person, at)
    record.write(
        actor=by, action="people.closed_circle", about_person=person.pk, obj=person, slips=torn, beside=beside
    )  # fmt: skip
    return torn


@transaction.atomic
def open_doors_again(*, by: Actor, person: Person, shut_at: datetime) -> None:
    """Write the slips anew that were torn at `shut_at`: the person's own choices, where the tie and the date still hold.

    What a meeting, a sign-off or the law had opened stays shut: each of those gives its own slip when it is due.
    """
    torn = Slip.objects.filter(content_object=person, torn_at=shut_at)
    now = timezone.now()
    due = torn.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now), basis__in=CHOSEN)
    for slip in due.select_related("connection"):
        if stands(slip.connection):
            give(
                by=by, person=person, connection=slip.connection, part_ids=slip.part_ids, level=Level(slip.level),
                ends_at=slip.ends_at, why=slip.why, basis=Basis(slip.basis), as_it_was=slip.as_it_was_ids,
                giver=giver_before(slip),
            )  # fmt: skip
    openings.open_all_again(person, shut_at)


@transaction.atomic
def follow_dates(*, connection: Connection) -> None:
    """After a connection got another last day: no slip of it may outlive it."""
    last = end_of(connection.ends_on)
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

    A reader's list is ordered by what that reader may see; a change to a part hidden from them, or seen by them
    as it was, moves nothing for them.
    """
    now = timezone.now()
    Slip.objects.filter(
        content_object_id=person_id,
        torn_at__isnull=True,
        part_ids__contains=[part_id],
        changed_at__lt=now - CHANGE_IS_NOTED_EVERY,
    ).exclude(as_it_was_ids__contains=[part_id]).update(changed_at=now)


def _choices_holding(person: Person, part_id: uuid.UUID) -> list[Slip]:
    held = Slip.objects.filter(
        content_object=person, torn_at__isnull=True, part_ids__contains=[part_id], basis__in=CHOSEN
    )
    return list(held.select_for_update(of=("self",)).select_related("connection", "content_object"))


@transaction.atomic
def take_out(*, by: Actor, slip: Slip, part_ids: Collection[uuid.UUID]) -> Slip | None:
    """Tear a slip and write one for the rest of its parts, which is returned; None when nothing is left to open."""
    tear(by=by, slip=slip)
    rest = [part for part in slip.part_ids if part not in part_ids]
    if not rest or slip.connection.ended_at is not None:
        return None
    narrower = give(
        by=by, person=slip.content_object, connection=slip.connection, part_ids=rest, level=Level(slip.level),
        ends_at=slip.ends_at, why=slip.why, basis=Basis(slip.basis),
        as_it_was=[part for part in slip.as_it_was_ids if part in rest], giver=giver_before(slip),
    )  # fmt: skip
    # The reader's list must not move: they would notice that something was taken away.
    Slip.objects.filter(pk=narrower.pk).update(changed_at=slip.changed_at)
    return narrower
