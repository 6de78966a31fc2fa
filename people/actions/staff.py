"""Staff roles and assignments. A role configures; only an assignment ties somebody to a person."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from audit import record
from people import sharing
from people.actions.circle import add_connection, end_connection
from people.actors import Actor
from people.enums import Ring, Role, Voice
from people.models import Assignment, Connection, Organisation, Person, StaffRole, User
from row_security import acting

# An administrator ties staff to people whose circle they may not look at.
SETTING_UP_WORK = "setting up work with people"


@transaction.atomic
def appoint(
    *,
    by: Actor,
    user: User,
    organisation: Organisation,
    role: Role,
    job_title: str = "",
    sign_off_limit: Decimal | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> StaffRole:
    """Give a user a staff role from a day. `sign_off_limit` is pounds a year, for team managers.

    Raises PermissionDenied for a role that somebody gives to themself: it takes two.
    """
    _takes_two(by, user)
    staff_role, _ = StaffRole.objects.update_or_create(
        user=user,
        organisation=organisation,
        role=role,
        defaults={
            "job_title": job_title,
            "sign_off_limit": sign_off_limit,
            "starts_on": starts_on or timezone.localdate(),
            "ends_on": ends_on,
        },
    )
    User.objects.filter(pk=user.pk).update(is_staff_member=True)
    user.is_staff_member = True
    record.write(actor=by, action="people.appointed", obj=staff_role, role=str(role))
    return staff_role


@transaction.atomic
@acting.system(SETTING_UP_WORK)
def end_role(*, by: Actor, staff_role: StaffRole) -> None:
    """End a role today; with the last live one gone, the user's assignments end as well."""
    StaffRole.objects.filter(pk=staff_role.pk).update(ends_on=timezone.localdate() - timedelta(days=1))
    if not StaffRole.objects.live().filter(user=staff_role.user).exists():
        User.objects.filter(pk=staff_role.user_id).update(is_staff_member=False)
        # What has not begun ends as well: it must not begin later for somebody who has gone.
        work = Assignment.objects.filter(user=staff_role.user, connection__ended_at__isnull=True)
        for assignment in work.select_related("connection"):
            end_assignment(by=by, assignment=assignment)
    record.write(actor=by, action="people.role_ended", obj=staff_role)


@transaction.atomic
@acting.system(SETTING_UP_WORK)
def assign(
    *,
    by: Actor,
    person: Person,
    user: User,
    role: Role,
    purpose: str,
    job_title: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Assignment:
    """Ask a member of staff to work with a person, for a purpose, until a day.

    The person sees them in their circle among the people paid to help. Nothing is shared by it.
    Raises PermissionDenied for work that somebody gives to themself: it takes two.
    """
    _takes_two(by, user)
    connection = paid_tie(by=by, person=person, user=user)
    if connection is None:
        connection = add_connection(
            by=by, person=person, name=user.name, relationship=job_title or str(Role(role).label),
            voice=Voice.PAID, ring=Ring.PAID, user=user, starts_on=starts_on, ends_on=ends_on,
        )  # fmt: skip
    elif connection.ends_on != ends_on:
        Connection.objects.filter(pk=connection.pk).update(ends_on=ends_on)
        connection.ends_on = ends_on
        sharing.follow_dates(connection=connection)
    assignment, _ = Assignment.objects.update_or_create(
        connection=connection,
        defaults={
            "person": person,
            "user": user,
            "role": role,
            "purpose": purpose,
            "starts_on": starts_on or timezone.localdate(),
            "ends_on": ends_on,
        },
    )
    record.write(actor=by, action="people.assigned", about_person=person.pk, obj=assignment, role=str(role))
    return assignment


@transaction.atomic
@acting.system(SETTING_UP_WORK)
def end_assignment(*, by: Actor, assignment: Assignment) -> None:
    """The work is over: the connection ends and all that was shared with it closes."""
    Assignment.objects.filter(pk=assignment.pk).update(ends_on=timezone.localdate() - timedelta(days=1))
    end_connection(by=by, connection=assignment.connection, action="people.assignment_ended")


@transaction.atomic
@acting.system(SETTING_UP_WORK)
def change_work(*, by: Actor, assignment: Assignment, purpose: str, ends_on: date) -> Assignment:
    """Say anew what the work is for and which day is its last. What closes earlier closes; nothing opens by it."""
    _takes_two(by, assignment.user)
    Assignment.objects.filter(pk=assignment.pk).update(purpose=purpose, ends_on=ends_on)
    Connection.objects.filter(pk=assignment.connection_id).update(ends_on=ends_on)
    assignment.purpose = purpose
    assignment.ends_on = assignment.connection.ends_on = ends_on
    sharing.follow_dates(connection=assignment.connection)
    record.write(
        actor=by, action="people.assignment_changed", about_person=assignment.person_id, obj=assignment, ends_on=ends_on
    )
    return assignment


def paid_tie(*, by: Actor, person: Person, user: User) -> Connection | None:
    """The place that a worker has among those who are paid to help, if its dates hold; one that ran out is closed."""
    tie = Connection.objects.filter(circle_id=person.pk, user=user, voice=Voice.PAID, ended_at__isnull=True).first()
    if tie is None or tie.ends_on is None or tie.ends_on >= timezone.localdate():
        return tie
    end_connection(by=by, connection=tie)
    return None


def _takes_two(by: Actor, user: User) -> None:
    """Whoever gives out roles and work gives none to themself (docs/adr/0020)."""
    if by.user is not None and by.user.pk == user.pk:
        raise PermissionDenied("takes_two")
