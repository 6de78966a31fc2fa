"""A device: its name as its owner would say it, whether it is only theirs, and what its pages know of the sign-in.

Words that could not be sent yet are kept on the device only where somebody said "this is only mine" as they signed
in (security reference, section 6). Its pages tell a script who writes and in which sign-in by marks that say nothing
to anybody else, so that words of one person are never sent, or found, by another.
"""

from __future__ import annotations

import time
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from people.second_factor import IDLE_SECONDS, METHODS

ONLY_MINE = "only_my_device"
KNOWN = "known_device"
KNOWN_SECONDS = 60 * 60 * 24 * 365
# What this sign-in was first called, where its key was changed since (people/step_up.py).
SIGN_IN = "sign_in"

# The first that is found names it: Edge also says Chrome, and Chrome also says Safari.
BROWSERS = ("Edg", "Firefox", "Chrome", "Safari")
SHOWN = {"Edg": "Edge"}
DEVICES = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "Mac"))


def device_name(user_agent: str) -> str:
    """Such as "Chrome, Windows"; "A device" when it says nothing we know."""
    browser = next((name for name in BROWSERS if name in user_agent), "")
    device = next((name for sign, name in DEVICES if sign in user_agent), "Linux" if "Linux" in user_agent else "")
    return ", ".join(filter(None, (SHOWN.get(browser, browser), device))) or _("A device")


def is_only_mine(request: HttpRequest) -> bool:
    """Whether somebody said, as they signed in or later, that nobody else uses this device. Unasked it is shared."""
    return request.session.get(ONLY_MINE) is True


def say_only_mine(request: HttpRequest, only_mine: bool) -> None:
    """Remember it for this sign-in alone: the next one asks again."""
    request.session[ONLY_MINE] = bool(only_mine)


def writer_mark(request: HttpRequest) -> str:
    """Who is signed in, the same on every page and device of theirs; it tells nobody who that is."""
    return _mark("people.devices.writer", str(request.user.pk))


def sign_in_mark(request: HttpRequest) -> str:
    """This one sign-in on this one device."""
    return _mark("people.devices.sign_in", request.session.get(SIGN_IN) or request.session.session_key or "")


@lru_cache(maxsize=4096)
def _mark(kind: str, secret: str) -> str:
    """Every page of a sign-in bears the same two marks, so they are worked out once."""
    return salted_hmac(kind, secret).hexdigest()[:32]


def ends_at(request: HttpRequest) -> int:
    """When this sign-in is over by itself, in seconds of the clock. Over before that, somebody ended it."""
    now = time.time()
    if request.user.is_staff_member:
        return int(now + IDLE_SECONDS)
    shown = [record.get("at", now) for record in request.session.get(METHODS, ())]
    return int((min(shown) if shown else now) + settings.SESSION_COOKIE_AGE)


def written_by_this_one(request: HttpRequest) -> bool:
    """Whether a save comes from a page of whoever is signed in now. A page without a script does not say."""
    said = request.headers.get("X-Writer", "")
    return not said or constant_time_compare(said, writer_mark(request))


def remember_device(response: HttpResponse, email: str) -> None:
    """Somebody signed in here with a number and said that the device is theirs alone: numbers reach it on bad days too.

    The cookie holds a mark of the email, signed, and opens nothing by itself.
    """
    response.set_signed_cookie(
        KNOWN, _mark("people.devices.known", email.lower()), max_age=KNOWN_SECONDS, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def is_known_for(request: HttpRequest, email: str) -> bool:
    """Whether this browser signed in with this email before. It says nothing of whether anybody has that email here."""
    said = request.get_signed_cookie(KNOWN, default="", max_age=KNOWN_SECONDS)
    return constant_time_compare(said or "", _mark("people.devices.known", email.lower()))
