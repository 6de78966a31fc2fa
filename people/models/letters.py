from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.enums import LetterKind
from people.querysets import LetterQuerySet


class Letter(models.Model):
    """An email to be sent once. The row is the truth, written with what it tells of; mail is a courtesy.

    `for_what` is unique, so that asking twice writes once. Subject and body hold no names of parts or
    people (security reference, section 3): the words come from a template chosen by `kind`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    for_what = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=20, choices=LetterKind)
    to_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="letters")
    to_email = models.EmailField()
    # Whose plan it is about: before it goes, the tie and the pause are looked at again.
    about_person = models.ForeignKey(
        "people.Person", models.CASCADE, null=True, blank=True, related_name="letters_about"
    )
    language = models.CharField(max_length=5, default="en-gb")
    # A path on this site, such as the page to open after signing in; never a secret that signs in by itself.
    path = models.CharField(max_length=300, blank=True)
    due_at = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    handed_over_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    # Not wanted any more (paused, withdrawn) or not to be had: kept so that it is never sent.
    dropped_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(sent_at__isnull=True, dropped_at__isnull=True), name="letter_waiting"
            )
        ]

    def __str__(self) -> str:
        return self.for_what

    @property
    def is_unknown(self) -> bool:
        """Handed over, and nobody wrote down that it arrived: we are not sure that this was sent."""
        return self.handed_over_at is not None and self.sent_at is None and self.dropped_at is None


class StoppedLetters(models.Model):
    """Somebody does not want a kind of letter any more. Kept by address: those invited may have no account."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField()
    kind = models.CharField(max_length=20, choices=LetterKind)
    stopped_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "stopped letters"
        constraints = [models.UniqueConstraint(fields=["email", "kind"], name="a_kind_of_letter_stopped_once")]

    def __str__(self) -> str:
        return f"{self.email}: {self.kind}"


class LocalLetter(models.Model):
    """Mail of the embedded demo, shown on the local outbox page instead of being sent."""

    to = models.EmailField()
    subject = models.CharField(max_length=300)
    body = models.TextField()
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-sent_at", "-id"]

    def __str__(self) -> str:
        return self.subject
