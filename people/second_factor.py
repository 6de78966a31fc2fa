"""Staff show two things before they see anything, and are signed out when they are away.

ASVS 6.3.3 and 7.3; section 5 of the security reference. People and their circle need neither.
"""

from __future__ import annotations

import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

METHODS = "account_authentication_methods"
SINCE, SEEN = "staff_since", "staff_seen"
IDLE_SECONDS = 30 * 60
LONGEST_SECONDS = 12 * 60 * 60
NOTED_EVERY = 60
# What a member of staff may open before the second factor: setting it up, showing it, help, and the way out.
OPEN_BEFORE = frozenset(
    {
        "mfa_index", "mfa_activate_totp", "totp_picture", "mfa_add_webauthn", "mfa_list_webauthn", "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn", "account_reauthenticate", "account_logout", "account_email_verification_sent",
        "set_language", "easier", "help", "about", "live", "ready", "outbox", "demo_sign_in",
    }
)  # fmt: skip


def has_shown(request: HttpRequest) -> bool:
    """Whether this session holds a second factor: an app's code, a paper code, or a passkey with its user checked."""
    return any(record.get("method") == "mfa" for record in request.session.get(METHODS, ()))


def shown_within(request: HttpRequest, seconds: int) -> bool:
    """Whether a second factor was shown in this session so many seconds ago or less."""
    shown = [entry.get("at", 0) for entry in request.session.get(METHODS, ()) if entry.get("method") == "mfa"]
    latest = max(shown, default=0)
    return time.time() - latest <= seconds


def show_again(request: HttpRequest) -> str:
    """The address at which the second factor is shown once more, leading back to this page."""
    return _with_next("mfa_reauthenticate" if has_one(request.user) else "mfa_index", request)


def has_one(user: Any) -> bool:
    """Whether this user has set up an app or a passkey."""
    return is_mfa_enabled(user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])


def note_shown(request: HttpRequest, kind: str) -> None:
    """Record in the session that a second factor was shown just now. `kind` is totp, webauthn or demo."""
    shown = {"method": "mfa", "type": kind, "at": time.time()}
    request.session[METHODS] = [*request.session.get(METHODS, ()), shown]


def lead(request: HttpRequest) -> HttpResponse | None:
    """Where a member of staff must go before this page, or None when they may go on."""
    if not request.user.is_authenticated or not request.user.is_staff_member:
        return None
    if _was_away(request):
        logout(request)
        messages.info(request, _("You were away, so we locked the page. Your words are safe."))
        return redirect(_with_next("account_login", request))
    name = request.resolver_match.url_name if request.resolver_match else None
    if has_shown(request) or name in OPEN_BEFORE:
        return None
    return redirect(_with_next("mfa_reauthenticate" if has_one(request.user) else "mfa_index", request))


def _was_away(request: HttpRequest) -> bool:
    """Idle for 30 minutes, or in for 12 hours. Writes the session at most once a minute."""
    now = time.time()
    since = request.session.setdefault(SINCE, now)
    seen = request.session.get(SEEN, now)
    if now - seen > IDLE_SECONDS or now - since > LONGEST_SECONDS:
        return True
    if SEEN not in request.session or now - seen > NOTED_EVERY:
        request.session[SEEN] = now
    return False


def _with_next(name: str, request: HttpRequest) -> str:
    """The page `name`, leading back to this one when this one can be opened by a link."""
    back = request.get_full_path() if request.method == "GET" else ""
    return f"{reverse(name)}?{urlencode({'next': back})}" if back else reverse(name)
