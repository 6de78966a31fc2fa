"""Helping somebody write: asked in one's own name, said yes to by the person, over by itself (T-HELP).

Nobody ever signs in as somebody else. The helper acts as themself through a slip with an end of its own.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from audit import record
from people import sharing
from people.actors import Actor
from people.enums import Basis, Level
from people.models import Connection, HelpSession, Slip, User
from people.policy import require
from row_security import acting

CHOICES = (30, 60, 120)
USUALLY = 60
THEIR_YES = "the person's yes, which a facilitator heard: the slip is the person's row"
# After "not now" the same helper asks again at the earliest then, so that nobody is worn down.
ASK_AGAIN_AFTER = timedelta(minutes=30)


@transaction.atomic
def ask_to_help(*, by: Actor, connection: Connection, minutes: int = USUALLY, in_front: bool = False) -> HelpSession:
    """Ask the person whether `connection` (the actor's own tie) may help them write for so many minutes, 240 at most.

    Asking again while it waits changes nothing. Raises PermissionDenied when the tie is over, the person has stopped,
    or said "not now" within the last half hour.
    """
    require(by, "people.ask_to_help", connection)
    held = Connection.objects.live().select_for_update(of=("self",)).select_related("circle__person", "user")
    with acting.system("holding the row of a tie"):
        tie = held.filter(pk=connection.pk, died=False).first()
    now = timezone.now()
    if tie is None or tie.circle.person.stopped_at is not None or not 1 <= minutes <= 240:
        raise PermissionDenied("not_in_circle")
    mine = HelpSession.objects.filter(connection=tie)
    if mine.filter(refused_at__gt=now - ASK_AGAIN_AFTER).exists():
        raise PermissionDenied("not_now")
    waiting = mine.waiting().first() or mine.running().first()
    if waiting is not None:
        return waiting
    session = HelpSession.objects.create(
        connection=tie, person=tie.circle.person, minutes=minutes, in_front=in_front, asked_at=now,
        waits_until=now + HelpSession.WAITS,
    )  # fmt: skip
    _look_until(session, session.waits_until)
    _record(by, "people.help_asked", session)
    return session


@transaction.atomic
def say_yes(
    *,
    by: Actor,
    session: HelpSession,
    part_ids: Iterable[uuid.UUID],
    minutes: int | None = None,
    as_it_is_now: Collection[uuid.UUID] = (),
) -> HelpSession:
    """The person says yes, or an assigned facilitator hears it: the helper may write in these parts until the end.

    `minutes` is what the person chose instead of what was asked for. A part that the person left as it was for this
    helper is left out, unless it stands in `as_it_is_now`: the person ticked it after reading what that shows. A yes
    that somebody else heard never opens it. A helper who was there before goes. Raises PermissionDenied when it waits
    no more, or there is no part to open.
    """
    require(by, "people.answer_help", session)
    told = set(as_it_is_now) if by.is_person(session.person) else set()
    closed = left_as_they_were(session) - told
    parts, now = [part for part in part_ids if part not in closed], timezone.now()
    held = HelpSession.objects.waiting().select_for_update(of=("self",)).filter(pk=session.pk).with_people().first()
    if held is None or not parts or held.person.stopped_at is not None:
        raise PermissionDenied("over")
    with acting.on_behalf_of(held.person_id, THEIR_YES):
        for earlier in HelpSession.objects.select_for_update().filter(
            person=held.person, starts_at__isnull=False, ended_at__isnull=True
        ):
            _end(by, earlier, now)
    held.minutes = minutes or held.minutes
    held.starts_at, held.ends_at, held.yes_taken_by = now, now + timedelta(minutes=held.minutes), by.user
    held.save(update_fields=["minutes", "starts_at", "ends_at", "yes_taken_by"])
    with acting.on_behalf_of(held.person_id, THEIR_YES):
        sharing.give(
            by=by, person=held.person, connection=held.connection, part_ids=parts, level=Level.HELP_WRITE,
            ends_at=held.ends_at, basis=Basis.HELPING,
        )  # fmt: skip
    _look_until(held, held.ends_at)
    _record(by, "people.help_started", held, minutes=held.minutes, in_front=held.in_front)
    return held


def left_as_they_were(session: HelpSession) -> set[uuid.UUID]:
    """The parts that the person left as they were for whoever asks here (docs/adr/0016)."""
    with acting.on_behalf_of(session.person_id, "what was left as it was for a helper, before a yes"):
        held = Slip.objects.live().filter(connection=session.connection_id).values_list("as_it_was_ids", flat=True)
        return {part_id for parts in held for part_id in parts}


@transaction.atomic
def not_now(*, by: Actor, session: HelpSession) -> None:
    """Not now. The helper reads just that."""
    require(by, "people.answer_help", session)
    if HelpSession.objects.waiting().filter(pk=session.pk).update(refused_at=timezone.now()):
        _record(by, "people.help_refused", session)


@transaction.atomic
def end_help(*, by: Actor, session: HelpSession) -> None:
    """Over, now, by one press of either. What waits for an answer is taken back. Ending twice changes nothing."""
    require(by, "people.end_help", session)
    held = HelpSession.objects.select_for_update().filter(pk=session.pk, ended_at__isnull=True).first()
    if held is not None:
        _end(by, held, timezone.now())


def _end(by: Actor, session: HelpSession, now: datetime) -> None:
    HelpSession.objects.filter(pk=session.pk).update(ended_at=now, ended_by=by.user)
    with acting.on_behalf_of(session.person_id, "a helper stops: the slip is the person's row"):
        for slip in Slip.objects.live().filter(connection=session.connection_id, basis=Basis.HELPING):
            sharing.tear(by=by, slip=slip)
    _record(by, "people.help_ended", session)


def _look_until(session: HelpSession, until: datetime) -> None:
    """From now until then the pages of both ask whether somebody helps; otherwise nobody's page asks."""
    both = [key for key in (session.person.user_id, session.connection.user_id) if key is not None]
    User.objects.filter(pk__in=both).exclude(help_until__gt=until).update(help_until=until)


def _record(by: Actor, action: str, session: HelpSession, **details: object) -> None:
    record.write(
        actor=by, action=action, about_person=session.person_id, obj=session,
        connection=str(session.connection_id), **details,
    )  # fmt: skip
