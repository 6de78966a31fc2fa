from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from plans.enums import SuggestionKind, SuggestionState
from plans.querysets import SuggestionQuerySet


class Suggestion(models.Model):
    """Words offered to a part: by somebody in their own voice, or by another part of the plan.

    The person says yes, changes it, keeps it beside or says no. A no is not asked again unless the source
    item changes, so (source item, its version, target) is unique.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    part = models.ForeignKey("plans.Part", models.CASCADE, related_name="suggestions")
    field = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=SuggestionKind)
    text = models.TextField()
    said_by = models.ForeignKey("people.Connection", models.SET_NULL, null=True, blank=True, related_name="suggestions")
    said_by_name = models.CharField(max_length=120, blank=True)
    source_item = models.ForeignKey("plans.Item", models.CASCADE, null=True, blank=True, related_name="offers")
    source_version = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=SuggestionState, default=SuggestionState.OPEN)
    made_item = models.ForeignKey("plans.Item", models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["part", "field", "source_item", "source_version"],
                condition=Q(source_item__isnull=False),
                name="an_offer_is_asked_once",
            ),
            models.CheckConstraint(
                condition=Q(state=SuggestionState.OPEN, answered_at__isnull=True)
                | (~Q(state=SuggestionState.OPEN) & Q(answered_at__isnull=False)),
                name="suggestion_answered_with_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on {self.part_id}"
