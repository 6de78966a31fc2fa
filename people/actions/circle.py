"""The people around a person. Being on a ring gives no access; leaving or being taken off ends all of it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from audit import record
from people import sharing
from people.actions.invitations import let_go
from people.actors import Actor
from people.enums import Ring, Voice
from people.models import Connection, Invitation, NotAskedAgain, Person, User
from people.policy import require
from row_security import acting


@transaction.atomic
def add_connection(
    *,
    by: Actor,
    person: Person,
    name: str,
    relationship: str = "",
    voice: Voice = Voice.FAMILY,
    ring: Ring = Ring.FRIENDS,
    user: User | None = None,
    **fields: Any,
) -> Connection:
    """Put somebody in the circle, last on their ring. They see only what a circle rule shares.

    Raises PermissionDenied for somebody whom the person does not want asked again.
    """
    if user is not None and NotAskedAgain.objects.standing().of_somebody(user=user).filter(circle=person.pk).exists():
        raise PermissionDenied("not_asked_again")
    last = Connection.objects.filter(circle_id=person.pk, ring=ring).aggregate(last=Max("position"))["last"]
    connection = Connection.objects.create(
        circle_id=person.pk, name=name, relationship=relationship, voice=voice, ring=ring, user=user,
        position=(last or 0) + 1, **fields,
    )  # fmt: skip
    record.write(actor=by, action="people.connection_added", about_person=person.pk, obj=connection)
    sharing.welcome(by=by, connection=connection)
    return connection


@transaction.atomic
def change_connection(*, by: Actor, connection: Connection, **fields: Any) -> Connection:
    """Change name, relationship, ring, position or photo. Never who it is: that is another connection."""
    if unknown := set(fields) - {"name", "relationship", "ring", "position", "photo", "face"}:
        raise ValueError(f"Not changed here: {', '.join(sorted(unknown))}")
    for field, value in fields.items():
        setattr(connection, field, value)
    connection.save(update_fields=list(fields))
    record.write(
        actor=by, action="people.connection_changed", about_person=connection.circle_id, obj=connection,
        fields=sorted(fields),
    )  # fmt: skip
    return connection


@transaction.atomic
def take_off_circle(*, by: Actor, connection: Connection, not_again: bool = False) -> None:
    """The person takes somebody off; with `not_again` nobody asks them into this circle until the person allows it."""
    end_connection(by=by, connection=connection)
    if not_again:
        _do_not_ask_again(by=by, connection=connection)


def _do_not_ask_again(*, by: Actor, connection: Connection) -> None:
    """Keep each address by which they are known, and withdraw what was sent to one of them under another name."""
    require(by, "people.say_who_is_asked", connection.circle.person)
    invited = Invitation.objects.filter(connection=connection).values_list("email", flat=True)
    emails = {email.lower() for email in (*invited, connection.user.email if connection.user else "") if email}
    for email in sorted(emails):
        entry = NotAskedAgain.objects.create(
            circle_id=connection.circle_id, connection=connection, user=connection.user, email=email
        )
        record.write(actor=by, action="people.not_asked_again", about_person=connection.circle_id, obj=entry)
    again = Invitation.objects.open().filter(connection__circle=connection.circle_id, email__in=emails)
    again.update(withdrawn_at=timezone.now())


@transaction.atomic
def may_be_asked_again(*, by: Actor, entry: NotAskedAgain) -> None:
    """The person opens it again: somebody may be asked into the circle as anybody may."""
    require(by, "people.say_who_is_asked", entry.circle.person)
    same = NotAskedAgain.objects.standing().filter(circle=entry.circle_id, connection=entry.connection_id)
    if same.update(lifted_at=timezone.now()):
        record.write(actor=by, action="people.may_be_asked_again", about_person=entry.circle_id, obj=entry)


@transaction.atomic
def end_connection(*, by: Actor, connection: Connection, action: str = "people.connection_ended") -> None:
    """Take somebody off the circle: every slip is torn and every open invitation withdrawn, at once."""
    now = timezone.now()
    Connection.objects.filter(pk=connection.pk, ended_at__isnull=True).update(ended_at=now)
    connection.ended_at = connection.ended_at or now
    open_still = Invitation.objects.filter(connection=connection, used_at__isnull=True)
    for invitation in open_still:
        let_go(invitation)
    open_still.update(withdrawn_at=now)
    sharing.close(by=by, connection=connection)
    record.write(actor=by, action=action, about_person=connection.circle_id, obj=connection)


@transaction.atomic
@acting.system("somebody leaves: their tie and slips are the person's rows")
def leave_circle(*, by: Actor, connection: Connection) -> None:
    """A member leaves by themself, with no reason given."""
    end_connection(by=by, connection=connection, action="people.left_circle")


@transaction.atomic
def mark_died(*, by: Actor, connection: Connection) -> None:
    """Somebody has died: access, reminders and suggestions stop; their place and memories stay."""
    Connection.objects.filter(pk=connection.pk).update(died=True)
    end_connection(by=by, connection=connection, action="people.connection_died")
