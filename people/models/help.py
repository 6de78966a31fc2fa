from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from people.querysets import HelpSessionQuerySet


class HelpSession(models.Model):
    """Somebody in the circle asks, as themself, to help the person write now; the person says yes or not now.

    While it runs a slip of its own (Basis.HELPING, in `people/sharing.py`) opens the parts that were ticked, so that
    every rule about slips holds for it. A session without a live slip is over, whatever its row says.
    """

    LONGEST = timedelta(hours=4)
    # For so long an asking waits for its answer.
    WAITS = timedelta(minutes=30)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    connection = models.ForeignKey("people.Connection", models.CASCADE, related_name="help_sessions")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="help_sessions")
    minutes = models.PositiveSmallIntegerField(default=60)
    # The yes is said to an assigned facilitator who is there, and not on the person's own screen.
    in_front = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    waits_until = models.DateTimeField()
    refused_at = models.DateTimeField(null=True, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    yes_taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = HelpSessionQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "id"]
        indexes = [models.Index(fields=["person", "-asked_at"]), models.Index(fields=["connection", "-asked_at"])]
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=240), name="help_of_four_hours_at_most"),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True, ends_at__isnull=True)
                | Q(ends_at__gt=F("starts_at"), ends_at__lte=F("starts_at") + timedelta(hours=4)),
                name="help_ends_by_itself",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(starts_at__isnull=False, ended_at__isnull=True),
                name="one_helper_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.connection} helps {self.person}"

    @property
    def over_at(self) -> datetime | None:
        """When it ended, or ends by itself; None before it has begun."""
        return self.ended_at or self.ends_at

    @property
    def helper_name(self) -> str:
        return self.connection.name
