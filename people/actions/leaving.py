"""The off-switch: somebody leaves their job, and all that they could open closes at once (ASVS 7.4.2)."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.db import transaction

from audit import record
from people import leaving
from people.actions.staff import end_assignment, end_role
from people.actors import Actor
from people.enums import Voice
from people.models import Assignment, Connection, Organisation, Person, Session, StaffRole, User
from row_security import acting


@transaction.atomic
@acting.system("somebody leaves their job: all that they could open")
def end_account(*, by: Actor, user: User, organisation: Organisation | None = None) -> None:
    """End somebody's work at `organisation` (None = everywhere, as a directory says) and sign them out for good.

    At once: sessions on every device, passkeys and second steps, passwords, keys of programs, roles, work with
    people and what was shared by it, and what still waits to be made for them. Somebody with a plan of their own,
    a place in a family's circle or work elsewhere keeps the account for that, and signs in to it anew; anybody
    else's is closed. Raises PermissionDenied for one's own account: it takes two. Doing it twice changes nothing.
    """
    if by.user is not None and by.user.pk == user.pk:
        raise PermissionDenied("takes_two")
    for role in _roles(user, organisation):
        end_role(by=by, staff_role=role)
    for work in _work(user, organisation):
        end_assignment(by=by, assignment=work)
    leaving.end_all(by, user)
    _sign_out_everywhere(user)
    goes_on = _has_a_life_here(user)
    user.set_unusable_password()
    User.objects.filter(pk=user.pk).update(password=user.password, is_active=goes_on)
    user.is_active = goes_on
    record.write(actor=by, action="people.account_ended", obj=user, goes_on=goes_on)


def _roles(user: User, organisation: Organisation | None) -> list[StaffRole]:
    roles = StaffRole.objects.not_over().filter(user=user).select_related("user")
    return list(roles.filter(organisation=organisation) if organisation else roles)


def _work(user: User, organisation: Organisation | None) -> list[Assignment]:
    """Their work with people, what has not begun included."""
    work = Assignment.objects.filter(user=user, connection__ended_at__isnull=True).select_related("connection")
    return list(work.filter(person__organisation=organisation) if organisation else work)


def _sign_out_everywhere(user: User) -> None:
    """No session, passkey or second step of theirs is worth anything from here on."""
    Session.objects.filter(user=user).delete()
    UserSession.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()


def _has_a_life_here(user: User) -> bool:
    """Whether the account is also somebody's own: a plan, a place in a circle as friend or family, other work."""
    tied = Connection.objects.filter(user=user, ended_at__isnull=True).exclude(voice=Voice.PAID)
    works = StaffRole.objects.not_over().filter(user=user)
    return Person.objects.filter(user=user).exists() or tied.exists() or works.exists()
