"""Letters are rows first. A worker claims them with a lease, so that each is sent once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from people.enums import LetterKind
from people.models import Letter, User


def write_letter(
    *,
    for_what: str,
    kind: LetterKind,
    to_email: str,
    to_user: User | None = None,
    language: str = "en-gb",
    path: str = "",
    due_at: datetime | None = None,
) -> Letter:
    """Put a letter in the post, once for each `for_what`. It goes out after the transaction that tells of it."""
    letter, _ = Letter.objects.get_or_create(
        for_what=for_what,
        defaults={
            "kind": kind,
            "to_email": to_email,
            "to_user": to_user,
            "language": language,
            "path": path,
            "due_at": due_at or timezone.now(),
        },
    )
    return letter


@transaction.atomic
def drop_letters(*, starting_with: str) -> int:
    """Letters that are not wanted any more (a paused plan, a withdrawn invitation) are never sent."""
    waiting = Letter.objects.filter(for_what__startswith=starting_with, sent_at__isnull=True, dropped_at__isnull=True)
    return waiting.update(dropped_at=timezone.now())
