"""Mail of the embedded demo is kept, to be read on the local outbox page, and never leaves the machine."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import QuerySet

from people.models import LocalLetter

SHOWN = 50


class LocalOutboxBackend(BaseEmailBackend):
    """An email backend that writes each message to the local outbox. Production refuses it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        LocalLetter.objects.bulk_create(
            LocalLetter(to=address, subject=message.subject, body=message.body)
            for message in email_messages
            for address in message.recipients()
        )
        return len(email_messages)


def newest_letters() -> QuerySet[LocalLetter]:
    """The last letters of the demo, newest first."""
    return LocalLetter.objects.all()[:SHOWN]
