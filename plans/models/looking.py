from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from plans.staff_enums import Oddity, WhyLook
from plans.staff_querysets import LookReasonQuerySet


class LookReason(models.Model):
    """A member of staff said why they open something of this person outside of their ordinary work.

    It holds for the rest of that day, for this worker and this person. The person reads it beside each look.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    organisation = models.ForeignKey("people.Organisation", models.CASCADE, related_name="+")
    code = models.CharField(max_length=12, choices=WhyLook)
    words = models.CharField(max_length=200)
    oddities = ArrayField(models.CharField(max_length=12, choices=Oddity))
    given_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    objects = LookReasonQuerySet.as_manager()

    class Meta:
        ordering = ["-given_at", "-id"]
        indexes = [
            models.Index(fields=["user", "person", "-ends_at"], name="look_reason_of_worker"),
            models.Index(fields=["organisation", "-given_at"], name="look_reason_of_council"),
        ]

    def __str__(self) -> str:
        return self.get_code_display()
