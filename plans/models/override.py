from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from plans.enums import Place
from plans.staff_enums import Grounds
from plans.staff_querysets import AccessOverrideQuerySet

HOURS, MOST_HOURS = 4, 72


class AccessOverride(models.Model):
    """Chosen places of a plan are opened by law: asked for with a reason, agreed by a second person, for some hours.

    Source: process reference 3.3 (break-glass). It opens parts, to look at, through one slip; never answers that are
    just for the person, the private space, sealed files or drafts of a support plan. The person is told at once,
    unless a recorded decision puts that off, for seven days at most each time (`quiet_until`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="overrides")
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+")
    grounds = models.CharField(max_length=14, choices=Grounds)
    reason = models.TextField()
    places = ArrayField(models.CharField(max_length=10, choices=Place))
    hours = models.PositiveSmallIntegerField(
        default=HOURS, validators=[MinValueValidator(1), MaxValueValidator(MOST_HOURS)]
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_by_label = models.CharField(max_length=300)
    asked_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_by_label = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    agreed = models.BooleanField(default=False)
    slip = models.ForeignKey("people.Slip", models.SET_NULL, null=True, blank=True, related_name="+")
    connection = models.ForeignKey("people.Connection", models.SET_NULL, null=True, blank=True, related_name="+")
    ends_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    # Why the person is told later, and from when on they are told in any case.
    quiet_reason = models.TextField(blank=True)
    quiet_until = models.DateTimeField(null=True, blank=True)
    # The person pressed "I have read this"; or somebody told them in a way that no page can.
    read_at = models.DateTimeField(null=True, blank=True)
    told_by_hand = models.CharField(max_length=200, blank=True)
    look_again_by = models.DateField(null=True, blank=True)
    looked_again_at = models.DateTimeField(null=True, blank=True)
    looked_again_by = models.CharField(max_length=300, blank=True)
    looked_again_words = models.TextField(blank=True)

    objects = AccessOverrideQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        indexes = [models.Index(fields=["person", "-asked_at"]), models.Index(fields=["organisation", "-asked_at"])]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="an_override_has_a_reason"),
            models.CheckConstraint(condition=~Q(places=[]), name="an_override_names_places"),
            models.CheckConstraint(condition=Q(hours__gte=1, hours__lte=MOST_HOURS), name="an_override_is_short"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")), name="an_override_takes_two"
            ),
            models.CheckConstraint(
                condition=Q(agreed=False) | Q(decided_by__isnull=False, ends_at__isnull=False),
                name="an_override_opens_when_agreed",
            ),
            models.CheckConstraint(
                condition=Q(quiet_until__isnull=True) | ~Q(quiet_reason=""), name="an_override_is_quiet_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_grounds_display()}, {self.asked_at:%Y-%m-%d}"

    @property
    def is_waiting(self) -> bool:
        """Asked for, and nobody has answered."""
        return self.decided_at is None

    @property
    def is_open(self) -> bool:
        """Whether it opens something now."""
        return self.agreed and self.ended_at is None and self.ends_at is not None and self.ends_at > timezone.now()

    @property
    def is_told(self) -> bool:
        """Whether the person may know of it by now."""
        return self.agreed and (self.quiet_until is None or self.quiet_until <= timezone.now())

    @property
    def place_words(self) -> list[str]:
        """The chosen places in words."""
        return [str(Place(place).label) for place in self.places]
