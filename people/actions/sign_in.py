"""What somebody says about their own signing in."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from audit import record
from people.actors import Actor
from people.enums import OpensEmail
from people.models import Session, User
from people.policy import require


@transaction.atomic
def answer_email_question(*, by: Actor, user: User, answer: OpensEmail) -> None:
    """Keep whether anybody else opens their email.

    The record says that the question was answered and never how: whoever reads the email may read the rest as well.
    """
    require(by, "people.change_sign_in", user)
    User.objects.filter(pk=user.pk).update(opens_email=answer)
    user.opens_email = answer
    record.write(actor=by, action="people.email_question_answered", obj=user)


@transaction.atomic
def follow_session(*, user: User, old_key: str, new_key: str) -> None:
    """A sign-in goes on under another key: the list of devices goes on knowing it, and can end it."""
    UserSession.objects.filter(user=user, session_key=old_key).update(session_key=new_key)


@transaction.atomic
def take_off_passkeys(*, by: Actor, user: User) -> None:
    """Take all that somebody could show off their account and end every sign-in: they lost it, and said so in person.

    `by` is the assigned worker who sat with them. What is just for them opens again by a number from the email, until
    they make a passkey anew; what they answered about their email stays.
    """
    taken = Authenticator.objects.filter(user=user).delete()[0]
    UserSession.objects.filter(user=user).delete()
    Session.objects.filter(user=user).delete()
    record.write(
        actor=by, action="people.passkeys_taken_off", about_person=user.person.pk, obj=user, taken=taken
    )  # fmt: skip
