"""What every page tells the script that looks after words which could not be sent yet."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from people import devices

register = template.Library()
NOBODY = SafeString('<div class="unsent" hidden data-unsent></div>')


@register.simple_tag(takes_context=True)
def unsent(context: dict[str, Any]) -> SafeString:
    """The marks of this sign-in, and the words for so many things waiting. Signed out: that nobody is."""
    request = context.get("request")
    if request is None or not getattr(request, "user", None) or not request.user.is_authenticated:
        return NOBODY
    return format_html(
        '<div class="unsent" hidden data-unsent data-writer="{}" data-session="{}" data-ends="{}"{}{}></div>',
        devices.writer_mark(request),
        devices.sign_in_mark(request),
        devices.ends_at(request),
        SafeString(' data-own="yes"' if devices.is_only_mine(request) else ""),
        _words(get_language()),
    )


@lru_cache(maxsize=8)
def _words(language: str | None) -> SafeString:
    """What the script says, as attributes: the same on every page of a language."""
    waiting = {f"waiting{count}": _waiting(count) for count in range(1, 10)}
    said = {
        "sign-out": reverse("account_logout"),
        **waiting,
        "waiting10": _("Many things are waiting to send."),
        "sent": _("Everything is sent and saved."),
        "look": _("See it here"),
        "kept": _("Not saved yet. Kept on this device. We will try again."),
        "only-here": _("Not saved yet. Kept on this page only: leave it open. We will try again."),
        "not-yet": _("Not saved yet."),
        "gone": _("There is no place for this any more."),
        "open": _("Open the page"),
        "try-again": _("Try again"),
        "take-off": _("Take it off this device"),
        "take-off-sure": _("It may be the only one. If you take it off, it is gone from this device. Take it off?"),
        "took-off": _("It is off this device now."),
        "too-old": _("Something waited here for 7 days and could not be sent. It is gone from this device."),
        "leaving": _("Something is not sent yet. If you sign out now, it goes from this device."),
    }
    return format_html_join("", ' data-{}="{}"', said.items())


def _waiting(count: int) -> str:
    words = ngettext("%(count)s thing is waiting to send.", "%(count)s things are waiting to send.", count)
    return words % {"count": count}
