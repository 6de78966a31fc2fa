"""Letters are rows first. A worker claims them with a lease, so that each is sent once."""

from __future__ import annotations

from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from audit import record
from people.actors import Actor
from people.enums import LetterKind
from people.letters import compose, next_good_hour
from people.models import Connection, Letter, Person, StoppedLetters, User
from row_security import acting

LEASE = timedelta(minutes=2)
WAIT_BEFORE_NEXT_TRY = timedelta(minutes=5)
MOST_ATTEMPTS = 5
SENT_AT_A_TIME = 100
# Letters to others, and whether they went, are shown to nobody: whoever writes one acts as the post for that moment.
THE_POST = "the post"


@acting.system(THE_POST)
def write_letter(
    *,
    for_what: str,
    kind: LetterKind,
    to_email: str,
    to_user: User | None = None,
    about_person: Person | None = None,
    language: str = "en-gb",
    path: str = "",
    due_at: datetime | None = None,
) -> Letter:
    """Put a letter in the post, once for each `for_what`. It goes out after the transaction that tells of it.

    With `about_person` it is dropped when, at the time of sending, `to_user` has no live tie with them.
    """
    letter, _ = Letter.objects.get_or_create(
        for_what=for_what,
        defaults={
            "kind": kind,
            "to_email": to_email,
            "to_user": to_user,
            "about_person": about_person,
            "language": language,
            "path": path,
            "due_at": due_at or timezone.now(),
        },
    )
    return letter


@transaction.atomic
@acting.system(THE_POST)
def drop_letters(*, starting_with: str) -> int:
    """Letters that are not wanted any more (a paused plan, a withdrawn invitation) are never sent."""
    waiting = Letter.objects.filter(for_what__startswith=starting_with, sent_at__isnull=True, dropped_at__isnull=True)
    return waiting.update(dropped_at=timezone.now())


@acting.system(THE_POST)
def is_written_since(*, starting_with: str, since: datetime) -> bool:
    """Whether such a letter was put in the post after a moment."""
    return Letter.objects.filter(for_what__startswith=starting_with, created_at__gt=since).exists()


@transaction.atomic
@acting.system(THE_POST)
def stop_letters(*, by: Actor | None, email: str, kind: LetterKind) -> None:
    """No letter of this kind goes to this address any more. Stopping twice changes nothing."""
    _, fresh = StoppedLetters.objects.get_or_create(email=email.lower(), kind=kind)
    if fresh:
        record.write(actor=by, action="people.letters_stopped", kind=str(kind))


def send_waiting_letters(*, at_most: int = SENT_AT_A_TIME) -> int:
    """Send what is due, one letter a claim. Returns how many were sent.

    Many workers may run this at once. A crash between handing over and writing that down leaves the letter
    "unknown": it is not sent again, because a reminder that comes twice is worse than one that may not come.
    """
    sent = 0
    for _ in range(at_most):
        letter = claim_letter()
        if letter is None:
            break
        sent += send_letter(letter)
    return sent


@transaction.atomic
def claim_letter() -> Letter | None:
    """Take the oldest letter that is due, for two minutes. Letters that are not wanted any more are dropped here."""
    now = timezone.now()
    due = Letter.objects.waiting().filter(handed_over_at__isnull=True).order_by("due_at", "id")
    free = due.select_for_update(skip_locked=True, of=("self",)).select_related("to_user", "about_person")
    while (letter := free.first()) is not None:
        later = next_good_hour(letter, now)
        if not is_wanted(letter):
            _change(letter, dropped_at=now)
        elif later > now:
            _change(letter, due_at=later)
        else:
            letter.lease_until, letter.attempts = now + LEASE, letter.attempts + 1
            letter.save(update_fields=["lease_until", "attempts"])
            return letter
    return None


def send_letter(letter: Letter) -> bool:
    """Hand one claimed letter over. True when the mail system took it."""
    message = compose(letter)
    post = get_connection()
    try:
        post.open()
    except OSError:
        _try_later(letter)
        return False
    if not _hand_over(letter):
        post.close()
        return False
    return _post(letter, message, post)


def is_wanted(letter: Letter) -> bool:
    """Whether the letter may still go: not stopped, the reader is here and still tied, nobody paused or died."""
    if StoppedLetters.objects.filter(email=letter.to_email.lower(), kind=letter.kind).exists():
        return False
    if letter.to_user is not None and not letter.to_user.is_active:
        return False
    about = letter.about_person or getattr(letter.to_user, "person", None)
    if about is None:
        return True
    paused = about.paused_at is not None and letter.kind == LetterKind.REVIEW_REMINDER
    return about.died_on is None and not paused and _is_tied(letter, about)


def _is_tied(letter: Letter, about: Person) -> bool:
    """Whether the reader may still know of this person. Somebody invited has no account and no tie yet."""
    reader = letter.to_user
    if reader is None or about.user_id == reader.pk or reader.is_staff_member:
        return True
    return Connection.objects.live().filter(user=reader, circle_id=about.pk, died=False).exists()


def _hand_over(letter: Letter) -> bool:
    """Write down that it goes now, before it goes; False when the lease has run out and it is somebody else's."""
    mine = Letter.objects.filter(pk=letter.pk, lease_until=letter.lease_until, handed_over_at__isnull=True)
    return mine.filter(sent_at__isnull=True, dropped_at__isnull=True).update(handed_over_at=timezone.now()) == 1


def _post(letter: Letter, message: EmailMessage, post: BaseEmailBackend) -> bool:
    try:
        post.send_messages([message])
    except (SMTPResponseException, SMTPRecipientsRefused):  # said no in so many words, so it was not taken
        _try_later(letter)
        return False
    except OSError:  # the line broke after it was handed over: unknown, and left so
        return False
    finally:
        post.close()
    _change(letter, sent_at=timezone.now(), lease_until=None)
    return True


def _try_later(letter: Letter) -> None:
    """It did not go. Wait a little longer each time; after five tries it is dropped."""
    now = timezone.now()
    if letter.attempts >= MOST_ATTEMPTS:
        _change(letter, handed_over_at=None, lease_until=None, dropped_at=now)
    else:
        wait = WAIT_BEFORE_NEXT_TRY * letter.attempts
        _change(letter, handed_over_at=None, lease_until=None, due_at=now + wait)


def _change(letter: Letter, **fields: object) -> None:
    Letter.objects.filter(pk=letter.pk).update(**fields)
