from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from plans.querysets import PartAsItWasQuerySet


class PartAsItWas(models.Model):
    """What somebody saw of a part at one moment, kept for them alone: they read it in the part's place (ADR 0016).

    `content` is rows of answers, wishes and people as Django writes rows down, and only such as its reader saw.
    It is read while a live slip of theirs says so (`Slip.as_it_was_ids`), and goes a day after the last one was torn.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    part = models.ForeignKey("plans.Part", models.CASCADE, related_name="copies_as_it_was")
    connection = models.ForeignKey("people.Connection", models.CASCADE, related_name="+")
    content = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now)

    objects = PartAsItWasQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["connection", "part"], name="one_copy_of_a_part_for_a_reader")]
        verbose_name_plural = "parts as they were"

    def __str__(self) -> str:
        return f"{self.part_id} as it was"
