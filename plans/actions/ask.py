"""Ask one person of my choice for help with one question. They suggest in their own voice; I say what becomes of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from audit import record
from people import sharing
from people.actions import drop_letters
from people.actions.letters import write_letter
from people.actors import Actor
from people.enums import LetterKind, Level
from people.models import Connection, Slip
from people.policy import require
from plans.models import Asked, Part
from row_security import acting

USUALLY = timedelta(days=14)
LONGEST = timedelta(days=366)
# Somebody with legal authority over a place may ask too: who is around and what they may see are the person's rows.
BY_LAW = "asking for help with a question, for somebody who acts by law"


@transaction.atomic
def ask_about(*, by: Actor, part: Part, field: str, connection: Connection, ends_at: datetime) -> Asked:
    """Ask somebody of the circle what they think about one question of a part, until `ends_at`.

    They get a slip to see and suggest on this part alone, unless they may do so already, and a letter in neutral
    words if they have joined. Asking the same person the same thing again moves the day. Raises PermissionDenied when they are
    not of this circle, or the day is past or more than a year away.
    """
    require(by, "plans.share_part", part)
    now = timezone.now()
    if not now < ends_at <= now + LONGEST:
        raise PermissionDenied("not_a_day_to_come")
    with acting.on_behalf_of(part.plan_id, BY_LAW):
        return _ask(by, part, field, connection, ends_at)


def _ask(by: Actor, part: Part, field: str, connection: Connection, ends_at: datetime) -> Asked:
    now = timezone.now()
    if not Connection.objects.live().filter(pk=connection.pk, circle_id=part.plan_id, died=False).exists():
        raise PermissionDenied("not_in_circle")
    for earlier in Asked.objects.select_for_update().filter(
        part=part, field=field, connection=connection, called_off_at__isnull=True
    ):
        _end(by, earlier, now)
    asked = Asked.objects.create(
        part=part, field=field, connection=connection, ends_at=ends_at, slip=_slip(by, part, connection, ends_at)
    )
    _write(asked, connection)
    _record(by, "plans.asked_about", asked)
    return asked


def _slip(by: Actor, part: Part, connection: Connection, ends_at: datetime) -> Slip | None:
    """A slip for this, or none where one of theirs lets them suggest here until then already."""
    held = Slip.objects.live().filter(connection=connection, part_ids__contains=[part.pk], level__gte=Level.SUGGEST)
    if any(slip.ends_at is None or slip.ends_at >= ends_at for slip in held):
        return None
    return sharing.give(
        by=by, person=part.plan.person, connection=connection, part_ids=[part.pk], level=Level.SUGGEST,
        ends_at=ends_at, why=_("You asked for help with a question"),
    )  # fmt: skip


def _write(asked: Asked, connection: Connection) -> None:
    user = connection.user
    if user is None:
        return
    write_letter(
        for_what=f"asked:{asked.pk}", kind=LetterKind.SOMEBODY_WOULD_LIKE_HELP, to_user=user, to_email=user.email,
        about_person=asked.part.plan.person, language=user.language,
        path=reverse("question", args=[asked.part_id, asked.field]),
    )  # fmt: skip


@transaction.atomic
def stop_asking(*, by: Actor, asked: Asked) -> None:
    """Call it off, now: the slip that was given for it is torn, a letter not yet sent stays here.

    What they suggested before stays for the person to answer. Calling off twice changes nothing.
    """
    require(by, "plans.share_part", asked.part)
    if asked.called_off_at is None:
        with acting.on_behalf_of(asked.part.plan_id, BY_LAW):
            _end(by, asked, timezone.now())
        _record(by, "plans.asked_called_off", asked)


def _end(by: Actor, asked: Asked, now: datetime) -> None:
    Asked.objects.filter(pk=asked.pk).update(called_off_at=now)
    drop_letters(starting_with=f"asked:{asked.pk}")
    if asked.slip is not None:
        sharing.tear(by=by, slip=asked.slip)


def _record(by: Actor, action: str, asked: Asked) -> None:
    record.write(
        actor=by, action=action, about_person=asked.part.plan_id, obj=asked, part_key=asked.part.tool,
        field=asked.field, connection=str(asked.connection_id),
    )  # fmt: skip
