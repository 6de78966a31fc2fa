"""Accounts: staff are given one, and anybody signs their own devices out."""

from __future__ import annotations

from decimal import Decimal

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.db import transaction

from audit import record
from people.actions.staff import appoint
from people.actors import Actor
from people.enums import Role
from people.models import Organisation, StaffRole, User


@transaction.atomic
def open_staff_account(
    *,
    by: Actor,
    email: str,
    name: str,
    organisation: Organisation,
    role: Role,
    job_title: str = "",
    sign_off_limit: Decimal | None = None,
) -> StaffRole:
    """Give somebody a staff role, making their account when there is none.

    No password is set: they sign in with a number from their email, and set up a second factor first of all.
    `sign_off_limit` is pounds a year, for team managers.
    """
    user = User.objects.filter(email__iexact=email).first() or User.objects.create_user(email, name=name)
    return appoint(
        by=by, user=user, organisation=organisation, role=role, job_title=job_title, sign_off_limit=sign_off_limit
    )


@transaction.atomic
def note_email_is_theirs(*, user: User, email: str) -> None:
    """Somebody typed the number sent to their email: it need not be shown to be theirs a second time."""
    if user.email.lower() == email.lower():
        EmailAddress.objects.get_or_create(
            user=user, email=user.email.lower(), defaults={"verified": True, "primary": True}
        )


@transaction.atomic
def sign_out_device(*, by: Actor, session_id: int) -> bool:
    """End one session of the actor's own. False when it is not theirs or is over."""
    session = UserSession.objects.filter(pk=session_id, user_id=by.user_id).first()
    if session is None:
        return False
    session.end()
    record.write(actor=by, action="people.signed_out_device", session=session_id)
    return True
