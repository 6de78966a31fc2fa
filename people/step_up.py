"""Asking once more, before private pages, from somebody who said that others open their email (T-STEPUP, ADR 0017).

A number from an email opens too little for them: these doors want their passkey, or their authenticator app or a code
on paper, shown within ten minutes. Where they did not say so, or have no passkey yet, nothing is asked of anybody.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from types import MappingProxyType

from allauth.mfa.models import Authenticator
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _

from people import second_factor
from people.actions.sign_in import follow_session
from people.devices import SIGN_IN
from people.enums import OpensEmail
from people.helping import is_helped

VALID_SECONDS = 10 * 60
LEFT_FAST = "left_fast"
LOOKS, CHANGES, BOTH = frozenset({"GET"}), frozenset({"POST", "PUT", "PATCH", "DELETE"}), frozenset({"GET", "POST"})

# The doors that ask, by the name of their URL, each with the methods it asks at. Shutting a door, tearing a slip and
# ending a sign-in are not here: making one's plan more private is never made harder. Coming back after everything was
# stopped opens doors again: that view asks for itself (people/views/member.py).
PRIVATE = {
    "my_space": BOTH, "note": BOTH, "note_aloud": LOOKS, "who_sees": CHANGES, "show_private": LOOKS, "not_asked_again": BOTH,
    "my_advocate": LOOKS,
}  # fmt: skip
# What was told to keep me safe: whoever hurts me may read over my shoulder. Telling asks for nothing, and neither does the
# page after it, which says whether anybody was reached: its address is known from telling or from "told" alone.
KEEPING_SAFE = {"told": LOOKS, "keeping_me_safe": LOOKS, "my_wish": BOTH, "my_wish_after": BOTH}
# Who looked tells that an advocate did: whoever opens the person's email may be whom the advocate is for.
WHO_LOOKED = {"who_looked": LOOKS, "unexpected_look": LOOKS}
MY_DATA = {"my_data_delete_sure": BOTH, "my_data_keep": CHANGES, "my_data_after": CHANGES, "withdraw_advance": CHANGES}
MONEY = {
    "my_money": LOOKS, "money": LOOKS, "hold_money": CHANGES, "hold_line": CHANGES, "answer_direct_payment": CHANGES,
    "api_budget": LOOKS, "sent_copy": LOOKS,
}  # fmt: skip
TAKING_AWAY = {"take_away": BOTH, "take_away_file": LOOKS, "prints": BOTH, "print_file": LOOKS, "tokens": BOTH}
SHARING = {
    "part_sharing": CHANGES, "undo_sharing": CHANGES, "ask": CHANGES, "invite": BOTH, "answer_help": CHANGES,
    "meeting_who": CHANGES, "api_part_door": CHANGES, "api_slips": CHANGES, "undo_close_circle": CHANGES,
    "undo_stop_seeing": CHANGES, "ask_risk_agreement": CHANGES,
}  # fmt: skip
SIGNING_IN = {
    "email_question": BOTH, "mfa_index": LOOKS, "mfa_add_webauthn": BOTH, "mfa_list_webauthn": LOOKS,
    "mfa_remove_webauthn": BOTH, "mfa_edit_webauthn": BOTH, "mfa_activate_totp": BOTH, "mfa_deactivate_totp": BOTH,
    "totp_picture": LOOKS, "mfa_view_recovery_codes": LOOKS, "mfa_generate_recovery_codes": BOTH,
    "mfa_download_recovery_codes": LOOKS,
}  # fmt: skip
DOORS: Mapping[str, frozenset[str]] = MappingProxyType(
    {**PRIVATE, **KEEPING_SAFE, **WHO_LOOKED, **MY_DATA, **MONEY, **TAKING_AWAY, **SHARING, **SIGNING_IN}
)
# While somebody helps these stay shut also on the person's own screen: the helper may be sitting beside them.
SHUT_WHILE_HELPED = frozenset({*PRIVATE, *KEEPING_SAFE, "email_question", "sharing_again"})
# Somebody who left fast on a device of their own, and comes back, reaches these alone until they show their passkey.
OPEN_WHEN_LEFT = frozenset(
    {
        "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "account_reauthenticate", "account_logout", "leave_fast",
        "passkey_lost", "help", "easier", "set_language", "about", "live", "ready",
    }
)  # fmt: skip
KINDS = frozenset({"webauthn", "totp", "recovery_codes"})


def shown_lately(request: HttpRequest) -> bool:
    """Whether a passkey, an app's number or a code on paper was shown in this sign-in within ten minutes."""
    records = request.session.get(second_factor.METHODS, ())
    since = time.time() - VALID_SECONDS
    return any(each.get("type") in KINDS and each.get("at", 0) > since for each in records)


def is_on(request: HttpRequest) -> bool:
    """Whether this user is asked again at all: they said that others open their email, and have something to show."""
    user = request.user
    return user.is_authenticated and user.opens_email == OpensEmail.YES and second_factor.has_one(user)


def is_wanted(request: HttpRequest) -> bool:
    """Whether a door that asks would ask now."""
    user = request.user
    if not user.is_authenticated or user.opens_email != OpensEmail.YES or shown_lately(request):
        return False
    return second_factor.has_one(user)


def private_is_shut(request: HttpRequest) -> bool:
    """Whether what is just for the user of this request stays folded on their own pages now."""
    return is_helped(request) or is_wanted(request)


def lead(request: HttpRequest) -> HttpResponse | None:
    """Where somebody goes before this page, or None when they may go on. The one hook, called for every view."""
    name = (request.resolver_match.url_name if request.resolver_match else None) or ""
    if request.user.is_authenticated and LEFT_FAST in request.session and name not in OPEN_WHEN_LEFT:
        return _come_back(request)
    method = "GET" if request.method == "HEAD" else request.method
    if method not in DOORS.get(name, ()) or not request.user.is_authenticated:
        return None
    if name in SHUT_WHILE_HELPED and request.actor.person is not None and is_helped(request):
        return render(request, "people/help/stays_shut.html", status=403)
    return ask(request) if is_wanted(request) else None


def _come_back(request: HttpRequest) -> HttpResponse:
    """Back on a device that was left fast: the passkey opens it; without one it is signed out."""
    if not second_factor.has_one(request.user):
        logout(request)
        return redirect("home")
    return redirect(where_to_show(request.user, reverse("home")))


def ask(request: HttpRequest) -> HttpResponse:
    """Ask for it. What was typed is on the page that asks, because a form cannot be sent on by itself."""
    if request.path.startswith("/api/"):
        return _say_to_a_program(request)
    if request.method in ("GET", "HEAD"):
        return redirect(where_to_show(request.user, request.get_full_path()))
    back = request.META.get("HTTP_REFERER", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    secret = ("csrfmiddlewaretoken", "password", "code", "credential", "operation", "version")
    typed = [text for name, text in request.POST.items() if " " in text.strip() and not name.startswith(secret)]
    context = {"typed": typed, "url": where_to_show(request.user, back if safe else reverse("home"))}
    return render(request, "people/help/show_again.html", context, status=403)


def _say_to_a_program(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"detail": _("This needs your passkey. Open it on a page first.")}, status=403)


def where_to_show(user: object, back: str) -> str:
    """The page where a user shows their passkey, or their app's number, and then goes on to `back`."""
    passkey = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).exists()
    page = "mfa_reauthenticate_webauthn" if passkey else "mfa_reauthenticate"
    return f"{reverse(page)}?{urlencode({'next': back})}"


def renew(request: HttpRequest) -> None:
    """Something was shown just now: the sign-in goes on under a new key, so that one planted before opens nothing.

    Words that wait on the device belong to the sign-in and not to its key (people/devices.py).
    """
    session, old = request.session, request.session.session_key or ""
    session.setdefault(SIGN_IN, old)
    session.pop(LEFT_FAST, None)
    session.cycle_key()
    follow_session(user=request.user, old_key=old, new_key=session.session_key or "")
