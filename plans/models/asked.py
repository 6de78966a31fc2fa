from __future__ import annotations

import uuid

from django.db import models

from plans.querysets import AskedQuerySet


class Asked(models.Model):
    """The person asked one of the circle for help with one question, until a day of their choice.

    `slip` opened the part to them for it; none where they could suggest there already.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    part = models.ForeignKey("plans.Part", models.CASCADE, related_name="asked")
    field = models.CharField(max_length=40)
    connection = models.ForeignKey("people.Connection", models.CASCADE, related_name="+")
    slip = models.ForeignKey("people.Slip", models.SET_NULL, null=True, blank=True, related_name="+")
    ends_at = models.DateTimeField()
    asked_at = models.DateTimeField(auto_now_add=True)
    called_off_at = models.DateTimeField(null=True, blank=True)

    objects = AskedQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        verbose_name_plural = "asked"
        constraints = [
            models.UniqueConstraint(
                fields=["part", "field", "connection"],
                condition=models.Q(called_off_at__isnull=True),
                name="somebody_is_asked_a_question_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.field} in {self.part_id}"
