from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models


class PlanPrint(models.Model):
    """Somebody asked for a plan on paper, for an audience. The row is written first; a worker draws it.

    `audience` is None for the person's own copy, else the connection whose view is printed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey("plans.Plan", models.CASCADE, related_name="prints")
    audience = models.ForeignKey("people.Connection", models.CASCADE, null=True, blank=True, related_name="prints")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="prints")
    language = models.CharField(max_length=5)
    document = models.ForeignKey(
        "documents.RenderedDocument", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    content = models.JSONField()
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["plan", "asked_by", "-asked_at"])]

    def __str__(self) -> str:
        return f"Print {self.id}"
