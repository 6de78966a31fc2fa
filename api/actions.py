"""Every write of this app: a token is made, used and stopped."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from api.enums import Days, Scope
from api.models import Token, digest_of
from audit import record
from people.actors import Actor
from people.models import User

PREFIX = "pcp_"
USE_IS_NOTED_EVERY = timedelta(minutes=5)


@transaction.atomic
def make_token(*, by: Actor, user: User, name: str, scopes: Iterable[Scope], days: Days) -> tuple[Token, str]:
    """Let a program in. Returns the token and its secret: the secret is nowhere else and is shown once."""
    secret = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        user=user, name=name.strip(), digest=digest_of(secret), scopes=sorted({str(Scope(each)) for each in scopes}),
        expires_at=timezone.now() + timedelta(days=Days(days)),
    )  # fmt: skip
    record.write(
        actor=by, action="api.token_made", about_person=by.person, obj=token, scopes=token.scopes, days=int(days)
    )
    return token, secret


@transaction.atomic
def stop_token(*, by: Actor, token: Token) -> None:
    """Shut a program out, at once. Stopping twice changes nothing."""
    if Token.objects.filter(pk=token.pk, stopped_at__isnull=True).update(stopped_at=timezone.now()):
        record.write(actor=by, action="api.token_stopped", about_person=by.person, obj=token)


@transaction.atomic
def stop_all_tokens(by: Actor, user: User) -> None:
    """Somebody's account ends: no program acts for them any more."""
    for token in Token.objects.filter(user=user, stopped_at__isnull=True):
        stop_token(by=by, token=token)


def note_used(*, token: Token) -> None:
    """Keep when a token was last used, to within five minutes, so that reading stays cheap."""
    now = timezone.now()
    long_ago = Q(last_used_at__isnull=True) | Q(last_used_at__lt=now - USE_IS_NOTED_EVERY)
    Token.objects.filter(long_ago, pk=token.pk).update(last_used_at=now)
