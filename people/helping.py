"""Whether somebody is being helped to write, or helping, at this moment; and the bar that says so on every page."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from people.models import HelpSession

_KEPT = "_help_sessions"


@dataclass(frozen=True)
class HelperBar:
    """What `components/helper_bar.html` takes."""

    helper_name: str
    person_name: str
    until: str
    end_url: str
    mine: bool


def running(request: HttpRequest) -> list[HelpSession]:
    """The helping that the user of a request is in now, as person or as helper, read once a request.

    `User.help_until` came with the sign-in, so for nearly everybody nothing is asked of the database.
    """
    kept = getattr(request, _KEPT, None)
    if kept is None:
        user = request.user
        may_be = user.is_authenticated and user.help_until is not None and user.help_until > timezone.now()
        kept = list(HelpSession.objects.running().of_either(user).with_people()) if may_be else []
        setattr(request, _KEPT, kept)
    return kept


def waiting(request: HttpRequest) -> list[HelpSession]:
    """Who asks the user of a request whether they may help; nothing is asked of the database unless somebody may."""
    user = request.user
    if not user.is_authenticated or user.help_until is None or user.help_until <= timezone.now():
        return []
    return list(HelpSession.objects.waiting().filter(person__user=user, in_front=False).with_people())


def is_helped(request: HttpRequest) -> bool:
    """Whether somebody helps, or is helped by, the user of this request: what is just for them stays shut meanwhile."""
    return bool(running(request))


def bars(request: HttpRequest) -> list[HelperBar]:
    """One bar for each, the same words on the pages of both."""
    return [
        HelperBar(
            session.helper_name, session.person.preferred_name, clock(session.ends_at),
            reverse("end_help", args=[session.pk]), session.person.user_id == request.user.pk,
        )
        for session in running(request)
    ]  # fmt: skip


def clock(moment: timezone.datetime) -> str:
    """A time by the clock of the country, as it is said: "3:15"."""
    local = timezone.localtime(moment)
    return f"{local.hour % 12 or 12}:{local.minute:02d}"
