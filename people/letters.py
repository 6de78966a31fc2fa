"""What a letter says. Neutral words by kind: no name of a person or of a part, since anybody may open a letter box."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from people.enums import LetterKind
from people.models import Letter

STOP_SALT = "people.letters.stop"
MORNING, EVENING = time(9), time(20)


@dataclass(frozen=True)
class Wording:
    """Subject, what happened, and what the link is for."""

    subject: str | Promise
    words: str | Promise
    link: str | Promise


WORDINGS: dict[str, Wording] = {
    LetterKind.INVITATION: Wording(
        _("Somebody asks you to join them"),
        _("Somebody you know would like your help with their plan. You can say yes or no."),
        _("See who it is"),
    ),
    LetterKind.REVIEW_REMINDER: Wording(
        _("A meeting is coming"), _("A meeting is coming. Want to get ready?"), _("See the meeting")
    ),
    LetterKind.SOMEBODY_WOULD_LIKE_HELP: Wording(
        _("Somebody would like your help"), _("Somebody you know would like your help."), _("See who it is")
    ),
    LetterKind.DECISION: Wording(_("There is news for you"), _("There is news for you."), _("Read the news")),
    LetterKind.CONCERN: Wording(
        _("Somebody has told the council something"),
        _("Somebody has told the council something."),
        _("Sign in and read"),
    ),
    LetterKind.LOOK_AGAIN: Wording(
        _("Something comes to an end soon"),
        _("Something that you wrote down comes to an end soon."),
        _("See what it is"),
    ),
    LetterKind.MY_DATA: Wording(
        _("About your data"), _("You asked us for something about your data. See where it stands."), _("See my data")
    ),
    LetterKind.BY_LAW: Wording(
        _("There is something for you to read"), _("There is something for you to read."), _("Read it")
    ),
}


def compose(letter: Letter) -> EmailMessage:
    """The letter as mail, in its reader's language. Its Message-ID comes from what it is for, so that a mail
    system which is handed it twice can tell."""
    with translation.override(letter.language):
        wording = WORDINGS[letter.kind]
        page = {
            "words": wording.words,
            "link_words": wording.link,
            "link": settings.SITE_URL + letter.path if letter.path else settings.SITE_URL,
            "stop_link": settings.SITE_URL + stop_path(letter),
        }
        body = render_to_string("emails/letter.txt", page)
        return EmailMessage(
            str(wording.subject), body, to=[letter.to_email], headers={"Message-ID": message_id(letter)}
        )


def message_id(letter: Letter) -> str:
    """The same for the same `for_what`, always; it tells nothing of it."""
    digest = hashlib.sha256(f"{settings.SECRET_KEY}:{letter.for_what}".encode()).hexdigest()[:40]
    return f"<{digest}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}>"


def stop_path(letter: Letter) -> str:
    """The page that stops this kind of letter to this address, without signing in."""
    token = signing.dumps({"email": letter.to_email, "kind": str(letter.kind)}, salt=STOP_SALT)
    return reverse("stop_letters", args=[token])


def read_stop(token: str) -> tuple[str, LetterKind] | None:
    """The address and the kind out of a stop link, or None when we did not make it."""
    try:
        held = signing.loads(token, salt=STOP_SALT)
        return held["email"], LetterKind(held["kind"])
    except (signing.BadSignature, KeyError, ValueError):
        return None


def next_good_hour(letter: Letter, now: datetime) -> datetime:
    """When a reminder may go: now, or 9 in the morning where it is 8 in the evening or later (UX reference, 7)."""
    local = timezone.localtime(now)
    if letter.kind != LetterKind.REVIEW_REMINDER or MORNING <= local.time() < EVENING:
        return now
    day = local.date() + timedelta(days=0 if local.time() < MORNING else 1)
    return timezone.make_aware(datetime.combine(day, MORNING))
