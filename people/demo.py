"""Who can be tried in the embedded demo, in the order of a story. Everybody here is invented."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from people.models import User


@dataclass(frozen=True)
class DemoPerson:
    """Somebody of the demo: what `{% face %}` takes, and a line that says who they are."""

    email: str
    name: str
    voice: str
    face: int
    words: str | Promise


STORY: tuple[tuple[str, str, int, Promise], ...] = (
    ("sam", "me", 1, _("writes and owns a plan")),
    ("mum", "family", 2, _("Sam's mum, sees what Sam shares")),
    ("dev", "family", 3, _("Sam's best friend")),
    ("bea", "advocate", 6, _("advocate, on Sam's side")),
    ("jo", "paid", 8, _("support worker")),
    ("nia", "paid", 9, _("social worker, runs the meetings")),
    ("priya", "paid", 10, _("team manager, agrees plans")),
    ("morgan", "paid", 11, _("on the panel")),
    ("ravi", "paid", 12, _("looks after the money")),
    ("sian", "paid", 4, _("keeps people safe")),
    ("dana", "paid", 4, _("looks after information")),
    ("board", "family", 7, _("on the partnership board")),
    ("olu", "paid", 5, _("sets up accounts, opens no plan")),
)
HOST = "demo.example"


def demo_people() -> list[DemoPerson]:
    """The people of the demo who exist here, or nobody where mail really leaves the machine."""
    if not settings.LOCAL_OUTBOX:
        return []
    emails = {f"{key}@{HOST}": (voice, face, words) for key, voice, face, words in STORY}
    names = dict(User.objects.filter(email__in=emails, is_active=True).values_list("email", "name"))
    return [DemoPerson(email, names[email], *about) for email, about in emails.items() if email in names]


def demo_user(email: str) -> User | None:
    """The user to sign in as, only in the demo and only somebody of the story."""
    known = any(person.email == email for person in demo_people())
    return User.objects.get(email=email) if known else None
