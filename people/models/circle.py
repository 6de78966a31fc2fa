from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.enums import Level, Ring, Voice
from people.querysets import ConnectionQuerySet, InvitationQuerySet, NotAskedAgainQuerySet


class Circle(models.Model):
    """The people around one person. Its key is the person's own, so a tie needs no extra join."""

    person = models.OneToOneField("people.Person", models.CASCADE, primary_key=True, related_name="circle")
    # Members cannot see who else is in a circle unless the person says so.
    members_see_each_other = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"Circle of {self.person}"


class Connection(models.Model):
    """One tie between the person and somebody around them, who need not use the software.

    Being on a ring never gives access: only a slip does.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    circle = models.ForeignKey(Circle, models.CASCADE, related_name="connections")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="connections"
    )
    name = models.CharField(max_length=80)
    relationship = models.CharField(max_length=80, blank=True)
    voice = models.CharField(max_length=10, choices=Voice, default=Voice.FAMILY)
    ring = models.PositiveSmallIntegerField(choices=Ring, default=Ring.FRIENDS)
    photo = models.ForeignKey("documents.StoredFile", models.SET_NULL, null=True, blank=True, related_name="+")
    face = models.PositiveSmallIntegerField(default=0)
    position = models.PositiveIntegerField(default=0)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    # Remembered gently: everything stops at once, memories stay.
    died = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ConnectionQuerySet.as_manager()

    class Meta:
        ordering = ["ring", "position", "created_at", "id"]
        indexes = [
            models.Index(fields=["circle", "ring", "position"]),
            models.Index(fields=["user"], condition=Q(ended_at__isnull=True), name="connection_live_by_user"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "user", "voice"],
                condition=Q(ended_at__isnull=True, user__isnull=False),
                name="one_live_connection_for_a_user_and_voice",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def person_id(self) -> uuid.UUID:
        return self.circle_id

    @property
    def person(self):
        return self.circle.person


class CircleRule(models.Model):
    """A part that the person shares with everyone in their circle. The rule writes a slip for each member."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="circle_rules")
    part_id = models.UUIDField()
    level = models.PositiveSmallIntegerField(choices=Level, default=Level.SEE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "part_id"], name="one_circle_rule_for_a_part")]

    def __str__(self) -> str:
        return f"Everyone in the circle of {self.person}"


class Invitation(models.Model):
    """An invitation by the person: one use, seven days, bound to one address. Only a digest is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    connection = models.ForeignKey(Connection, models.CASCADE, related_name="invitations")
    email = models.EmailField()
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Invitation for {self.connection}"


class NotAskedAgain(models.Model):
    """Somebody whom the person does not want asked into their circle again, by address and by user.

    Only the person writes it and only the person takes it back (`lifted_at`). The other is told nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    circle = models.ForeignKey(Circle, models.CASCADE, related_name="not_asked_again")
    connection = models.ForeignKey(Connection, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    email = models.EmailField(blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects = NotAskedAgainQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "id"]

    def __str__(self) -> str:
        return f"{self.connection} is not asked again"
