from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from plans.querysets import PlanPrintQuerySet


class PlanPrint(models.Model):
    """The person asked for their plan on paper, for an audience. The row is written first; a worker draws it.

    `audience` is None for the person's own copy, else the connection through whose eyes it is gathered.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey("plans.Plan", models.CASCADE, related_name="prints")
    number = models.PositiveIntegerField()
    audience = models.ForeignKey("people.Connection", models.CASCADE, null=True, blank=True, related_name="prints")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="prints")
    language = models.CharField(max_length=5)
    # A print whose audience lost its right while it waited is let go, and this row with it.
    document = models.ForeignKey("documents.RenderedDocument", models.CASCADE, related_name="+")
    content = models.JSONField()
    asked_at = models.DateTimeField()

    objects = PlanPrintQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["plan", "asked_by", "-asked_at"])]
        constraints = [models.UniqueConstraint(fields=["plan", "document"], name="the_same_print_is_kept_once")]

    def __str__(self) -> str:
        return f"Print {self.id}"
