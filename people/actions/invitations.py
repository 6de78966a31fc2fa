"""Inviting somebody into a circle, and what they answer. Nobody but the person invites.

An invitation is for one use, seven days and one address. Only the digest of its code is kept. The letter must
hold the code until it is sent; `forget_codes` then blanks it, and an answer or a withdrawal blanks it as well.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from audit import record
from people import sharing
from people.actions.letters import THE_POST, drop_letters, write_letter
from people.actors import Actor
from people.enums import LetterKind
from people.models import CircleRule, Connection, Invitation, Letter, NotAskedAgain, Slip
from people.policy import require
from row_security import acting

OPEN_FOR = timedelta(days=7)
MOST_A_DAY = 10
# Whoever is invited is not tied to the person yet: the code they hold is what opens these rows.
BY_ITS_CODE = "an invitation by its code"


class TooManyInvitationsError(Exception):
    """The person has sent as many invitations as one day allows."""


class NotAskedAgainError(Exception):
    """The person said: do not let them be asked again. Nothing is written to anybody."""


class InvitationClosedError(Exception):
    """Used, over, withdrawn, for another address or never made. Which of these is told to nobody."""


def digest_of(code: str) -> str:
    """The SHA-256 of a code. The code itself has 256 random bits, so that no salt or slow hash is needed."""
    return hashlib.sha256(code.encode()).hexdigest()


@transaction.atomic
def invite(*, by: Actor, connection: Connection, email: str) -> Invitation:
    """Write to somebody in the circle and ask them to join. An earlier open invitation to them is withdrawn.

    Raises PermissionDenied for anybody but the person, NotAskedAgainError for somebody whom the person does not want
    asked, TooManyInvitationsError after ten in 24 hours, and InvitationClosedError when the connection has ended or
    has joined already.
    """
    person = connection.circle.person
    require(by, "people.change_circle", person)
    held = Connection.objects.live().select_for_update(of=("self",)).filter(circle_id=person.pk).order_by("pk")
    if connection not in {each for each in held if each.user_id is None}:
        raise InvitationClosedError
    if NotAskedAgain.objects.standing().of_somebody(email=email.strip()).filter(circle=person.pk).exists():
        raise NotAskedAgainError
    since = timezone.now() - timedelta(days=1)
    if Invitation.objects.filter(connection__circle_id=person.pk, created_at__gt=since).count() >= MOST_A_DAY:
        raise TooManyInvitationsError
    withdraw(by=by, connection=connection)
    return _write(by=by, connection=connection, email=email.strip().lower(), language=person.language)


def _write(*, by: Actor, connection: Connection, email: str, language: str) -> Invitation:
    code = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        connection=connection, email=email, digest=digest_of(code), invited_by=by.user,
        expires_at=timezone.now() + OPEN_FOR,
    )  # fmt: skip
    write_letter(
        for_what=_letter_of(invitation), kind=LetterKind.INVITATION, to_email=email, language=language,
        path=reverse("invitation", args=[code]),
    )  # fmt: skip
    record.write(actor=by, action="people.invited", about_person=connection.circle_id, obj=invitation)
    return invitation


@transaction.atomic
def withdraw(*, by: Actor, connection: Connection) -> int:
    """Take back every open invitation of a connection; letters not yet sent are dropped. Returns how many."""
    require(by, "people.change_circle", connection.circle.person)
    found = list(Invitation.objects.open().filter(connection=connection))
    for invitation in found:
        Invitation.objects.filter(pk=invitation.pk).update(withdrawn_at=timezone.now())
        let_go(invitation)
        record.write(
            actor=by, action="people.invitation_withdrawn", about_person=connection.circle_id, obj=invitation
        )  # fmt: skip
    return len(found)


@acting.system(BY_ITS_CODE)
def open_invitation(*, actor: Actor, code: str) -> Invitation:
    """The invitation of a code, for the very address it was sent to. It changes nothing: scanners open links.

    Raises InvitationClosedError in every other case, without saying which.
    """
    return _find(Invitation.objects.all(), actor, code)


@acting.system(BY_ITS_CODE)
def parts_waiting(connection: Connection) -> int:
    """How many parts would open on a yes: those given by name and those for everyone in the circle."""
    given = Slip.objects.live().filter(connection=connection).values_list("part_ids", flat=True)
    parts = {part for part_ids in given for part in part_ids}
    if connection.voice in sharing.EVERYONE:
        parts |= set(CircleRule.objects.filter(person=connection.circle_id).values_list("part_id", flat=True))
    return len(parts)


@transaction.atomic
@acting.system(BY_ITS_CODE)
def accept(*, by: Actor, code: str) -> Connection:
    """Join the circle, once. Signing in with the invited address is the proof that it is theirs.

    Raises InvitationClosedError as `open_invitation` does, and when they are in the circle already.
    """
    invitation = _find(Invitation.objects.select_for_update(of=("self",)), by, code)
    connection = invitation.connection
    if Connection.objects.filter(circle_id=connection.circle_id, user=by.user, ended_at__isnull=True).exists():
        raise InvitationClosedError
    if NotAskedAgain.objects.standing().of_somebody(user=by.user).filter(circle=connection.circle_id).exists():
        raise InvitationClosedError
    connection.user = by.user
    connection.save(update_fields=["user"])
    _use(invitation)
    record.write(actor=by, action="people.joined_circle", about_person=connection.circle_id, obj=connection)
    sharing.welcome(by=by, connection=connection)
    return connection


@transaction.atomic
@acting.system(BY_ITS_CODE)
def say_no(*, by: Actor, code: str) -> None:
    """Not joining. No reason is asked and nobody is written to. Raises InvitationClosedError like `accept`."""
    invitation = _find(Invitation.objects.select_for_update(of=("self",)), by, code)
    _use(invitation)
    record.write(
        actor=by, action="people.invitation_refused", about_person=invitation.connection.circle_id, obj=invitation
    )  # fmt: skip


def forget_codes() -> int:
    """Blank the address in invitation letters that were sent or will never be. Returns how many.

    For whoever sends letters, after each round.
    """
    done = Letter.objects.filter(kind=LetterKind.INVITATION).exclude(path="")
    return (done.filter(sent_at__isnull=False) | done.filter(dropped_at__isnull=False)).update(path="")


def _find(invitations, actor: Actor, code: str) -> Invitation:
    found = invitations.open().select_related("connection__circle__person", "invited_by")
    invitation = found.filter(digest=digest_of(code), connection__ended_at__isnull=True).first()
    if invitation is None or actor.user is None or actor.read_only or actor.token_scopes is not None:
        raise InvitationClosedError
    if actor.user.email.lower() != invitation.email.lower() or invitation.connection.user_id is not None:
        raise InvitationClosedError
    return invitation


def _use(invitation: Invitation) -> None:
    Invitation.objects.filter(pk=invitation.pk).update(used_at=timezone.now())
    let_go(invitation)


def let_go(invitation: Invitation) -> None:
    """Its letter is not sent any more, and where it was sent the code is forgotten."""
    drop_letters(starting_with=_letter_of(invitation))
    with acting.system(THE_POST):
        Letter.objects.filter(for_what=_letter_of(invitation)).update(path="")


def _letter_of(invitation: Invitation) -> str:
    return f"invitation:{invitation.pk}"
