"""What is the person's alone: notes that no part holds, and the copy of everything that they take away."""

from __future__ import annotations

import uuid

import pghistory
from django.conf import settings
from django.db import models

from people.enums import Language
from plans.querysets import NoteQuerySet, TakeAwayQuerySet


@pghistory.track(
    pghistory.InsertEvent("added"),
    pghistory.UpdateEvent("changed"),
    obj_field=pghistory.ObjForeignKey(related_name="history", db_index=True),
    context_field=None,
    append_only=True,
)
class Note(models.Model):
    """A note in my private space. It is in no part, and a slip opens parts only: it cannot be shared by accident."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey("plans.Plan", models.CASCADE, related_name="notes")
    text = models.TextField()
    language = models.CharField(max_length=5, choices=Language, default=Language.ENGLISH)
    version = models.PositiveIntegerField(default=1)
    taken_out_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return f"Note {self.id}"


class TakeAway(models.Model):
    """The person asked for everything of theirs in one file. The row is written first; a worker makes it.

    `lease_until` is until when a worker holds it. The file is deleted when `delete_at` has come.
    """

    MOST_ATTEMPTS = 5

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey("plans.Plan", models.CASCADE, related_name="copies")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    paper = models.ForeignKey("plans.PlanPrint", models.SET_NULL, null=True, blank=True, related_name="+")
    language = models.CharField(max_length=5)
    asked_at = models.DateTimeField()
    delete_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    storage_name = models.CharField(max_length=120, blank=True)
    bytes = models.PositiveBigIntegerField(default=0)
    ready_at = models.DateTimeField(null=True, blank=True)

    objects = TakeAwayQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        verbose_name_plural = "take aways"

    def __str__(self) -> str:
        return f"Copy {self.id}"
