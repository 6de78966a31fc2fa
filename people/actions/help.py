"""Asking somebody I trust for help."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from audit import record
from people.actions.letters import is_written_since, write_letter
from people.actors import Actor
from people.enums import LetterKind
from people.models import Connection
from people.policy import require

ASKED_AT_MOST_EVERY = timedelta(hours=1)


@transaction.atomic
def ask_for_help(*, by: Actor, connection: Connection) -> bool:
    """Write "Sam would like help" to somebody in the circle who has joined, and nothing more.

    Returns False when they were asked within the hour, or cannot be written to: then nothing is sent.
    Raises PermissionDenied for anybody but the person.
    """
    require(by, "people.change_circle", connection.circle.person)
    # The row is held, so that two presses at once send one letter.
    held = Connection.objects.live().select_for_update(of=("self",)).select_related("user").filter(pk=connection.pk)
    helper, now = held.first(), timezone.now()
    start = f"help:{connection.pk}:"
    if helper is None or helper.user is None:
        return False
    if is_written_since(starting_with=start, since=now - ASKED_AT_MOST_EVERY):
        return False
    write_letter(
        for_what=f"{start}{now:%Y%m%dT%H%M%S%f}", kind=LetterKind.SOMEBODY_WOULD_LIKE_HELP, to_user=helper.user,
        to_email=helper.user.email, language=helper.user.language, path=reverse("shared_with_me"),
    )  # fmt: skip
    record.write(actor=by, action="people.asked_for_help", about_person=connection.circle_id, obj=connection)
    return True
