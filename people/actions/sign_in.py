"""What somebody says about their own signing in."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.db import transaction

from audit import record
from people.actors import Actor
from people.enums import OpensEmail
from people.models import User
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
