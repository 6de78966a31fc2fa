"""Two ways in: a token for a program, or the session of somebody at their own screen (with CSRF)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication, SessionAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from api import actions
from api.models import Token, digest_of
from people.actors import Actor
from people.models import User
from row_security import acting

KEYWORD = "Bearer"


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer pcp_…`. Sets `request.actor` to the owner with the token's scopes and no staff role."""

    def authenticate(self, request: Request) -> tuple[User, Token] | None:
        words = get_authorization_header(request).split()
        if not words or words[0].lower() != KEYWORD.lower().encode():
            return None
        token = _live_token(words[1].decode("latin-1")) if len(words) == 2 else None
        if token is None:
            # One answer for unknown, stopped and over: nobody learns which tokens there were.
            raise AuthenticationFailed(_("This token does not open anything. Make a new one."))
        person = token.user.person if hasattr(token.user, "person") else None
        acting.known(token.user_id, person.pk if person else None)
        actions.note_used(token=token)
        request.actor = Actor(user=token.user, token_scopes=frozenset(token.scopes))
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return KEYWORD


@acting.system("sign_in")
def _live_token(secret: str) -> Token | None:
    return Token.objects.live().select_related("user__person").filter(digest=digest_of(secret)).first()


class Session(SessionAuthentication):
    """Somebody signed in in a browser. Every write needs the CSRF token of the page."""
