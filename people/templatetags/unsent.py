"""What every page tells the script that looks after words which could not be sent yet."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import ngettext

from people import devices

register = template.Library()


@register.inclusion_tag("components/unsent.html", takes_context=True)
def unsent(context: dict[str, Any]) -> dict[str, Any]:
    """The marks of this sign-in, and the words for so many things waiting. Signed out: that nobody is."""
    request = context.get("request")
    if request is None or not getattr(request, "user", None) or not request.user.is_authenticated:
        return {}
    return {
        "writer": devices.writer_mark(request),
        "sign_in": devices.sign_in_mark(request),
        "ends": devices.ends_at(request),
        "only_mine": devices.is_only_mine(request),
        "waiting": [(count, _waiting(count)) for count in range(1, 10)],
    }


def _waiting(count: int) -> str:
    words = ngettext("%(count)s thing is waiting to send.", "%(count)s things are waiting to send.", count)
    return words % {"count": count}
