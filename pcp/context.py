"""What every page needs: who acts, how it should look, in which language."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from people.display import COOKIE, from_cookie, tidy
from people.helping import bars
from plans.looking import open_by_law


def page(request: HttpRequest) -> dict[str, Any]:
    """`display` is applied by the server on first paint: the account's choices, else this device's."""
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    language = get_language() or settings.LANGUAGE_CODE
    display = tidy(user.display) if signed_in and user.display else from_cookie(request.COOKIES.get(COOKIE, ""))
    return {
        "actor": getattr(request, "actor", None),
        "my_person": getattr(user, "person", None) if signed_in else None,
        "display": display,
        "language": language,
        "other_language": "cy" if language.startswith("en") else "en-gb",
        # Asked for where a page shows it: the page that says "we are resting" asks the database for nothing.
        "open_by_law": lambda: open_by_law(request.actor) if signed_in and user.is_staff_member else [],
        "local_outbox": settings.LOCAL_OUTBOX,
        "helper_bars": bars(request) if signed_in else (),
        "quick_exit_url": settings.QUICK_EXIT_URL,
    }
