from __future__ import annotations

import uuid

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone

from people.enums import Language
from plans.enums import Agreed, HowWeKnow, ItemKind, PartState, Place, PlanFor
from plans.querysets import ItemQuerySet, PartManager, PlanQuerySet


class Plan(models.Model):
    """The one plan of one person. It needs no council, no budget and no member of staff."""

    person = models.OneToOneField("people.Person", models.CASCADE, primary_key=True, related_name="plan")
    # Which words the questions come in. A carer's plan is of the carer's own life, apart from the other person's.
    about = models.CharField(max_length=10, choices=PlanFor, default=PlanFor.ME)
    created_at = models.DateTimeField(auto_now_add=True)
    # What "Play my plan" shows, in this order: the ids of the answers that the person picked.
    played = models.JSONField(default=list, blank=True)

    objects = PlanQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Plan of {self.person}"


class Part(models.Model):
    """One tool's answers in a plan: the unit of sharing. It is born just me."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="parts")
    tool = models.CharField(max_length=40)
    place = models.CharField(max_length=10, choices=Place)
    # Several of one tool may stand side by side, such as a profile for home and one for work.
    setting = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=10, choices=PartState, default=PartState.STARTED)
    position = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = PartManager()

    class Meta:
        ordering = ["position", "created_at", "id"]
        indexes = [models.Index(fields=["plan", "position", "created_at", "id"])]
        constraints = [
            models.UniqueConstraint(fields=["plan", "tool", "setting"], name="one_part_for_a_tool_and_setting")
        ]

    def __str__(self) -> str:
        return f"{self.tool} of {self.plan_id}"


@pghistory.track(
    pghistory.InsertEvent("added"),
    pghistory.UpdateEvent("changed"),
    obj_field=pghistory.ObjForeignKey(related_name="history", db_index=True),
    context_field=None,
    append_only=True,
    # Undo reads the last steps in a part.
    meta={"indexes": [models.Index(fields=["part", "-pgh_id"], name="steps_in_a_part")]},
)
class Item(models.Model):
    """One answer. The database keeps every version of it.

    A new item's id is the operation id of the save that made it, so that the same save sent twice makes
    one item. `operation` is the id of the last save, and history holds the earlier ones: a replay is told
    from a clash by looking there.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    part = models.ForeignKey(Part, models.CASCADE, related_name="items")
    field = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=ItemKind, default=ItemKind.WORDS)
    text = models.TextField(blank=True)
    # The named cells of a row: words, the code of a choice, or an id, as the tool declares them.
    cells = models.JSONField(default=dict, blank=True)
    photo = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    # A recorded voice or a short film. It may stand with words or without.
    recording = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    # For the person alone, even where the part is shared.
    only_me = models.BooleanField(default=False)
    language = models.CharField(max_length=5, choices=Language, default=Language.ENGLISH)
    # Who said it: nobody here means the person themself. First person only if the person said it.
    said_by = models.ForeignKey("people.Connection", models.SET_NULL, null=True, blank=True, related_name="things_said")
    said_by_name = models.CharField(max_length=120, blank=True)
    typed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    # Who did the last step to it, such as taking it out: undo goes back through one's own steps only.
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    how_we_know = models.CharField(max_length=10, choices=HowWeKnow, default=HowWeKnow.SAID)
    agreed_by_me = models.CharField(max_length=10, choices=Agreed, default=Agreed.YES)
    source_item = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="offered_to")
    # Set when two people changed one item at once: both stay, and the person chooses.
    beside = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="other_versions")
    position = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    operation = models.UUIDField(default=uuid.uuid4)
    taken_out_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["position", "created_at", "id"]
        indexes = [models.Index(fields=["part", "field", "position"])]
        triggers = [
            # A check would be made ready anew for every save of every word (6 microseconds of the 31 that a save costs
            # over a bare UPDATE). This is asked only when one of the three is written.
            pgtrigger.Trigger(
                name="has_its_photo_or_recording",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("kind", "photo_id", "recording_id"),
                condition=pgtrigger.Q(new__kind=ItemKind.PHOTO, new__photo__isnull=True)
                | pgtrigger.Q(new__kind__in=[ItemKind.SOUND, ItemKind.FILM], new__recording__isnull=True),
                func="RAISE EXCEPTION 'This answer has no photo or recording.' USING ERRCODE = 'check_violation';",
            )
        ]

    def __str__(self) -> str:
        return f"{self.field} in {self.part_id}"
