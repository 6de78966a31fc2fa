from __future__ import annotations

import uuid

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from partnership_boards.enums import PathKind, ReportState, Seat, Stage, Stream
from partnership_boards.querysets import (
    BoardActionQuerySet,
    BoardMemberQuerySet,
    BoardPathQuerySet,
    BoardQuerySet,
    OnABoardQuerySet,
    PathEntryQuerySet,
    PathPrintQuerySet,
    PublishedPathQuerySet,
    PublishedReportQuerySet,
    ReportPeriodQuerySet,
    SubGroupQuerySet,
)
from plans.counts import Barrier

KEPT = pgtrigger.Update | pgtrigger.Delete


class PartnershipBoard(models.Model):
    """People, families, carers, councils and providers who together look at what has to change."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="boards")
    name = models.CharField(max_length=120)

    objects = BoardQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class BoardMember(models.Model):
    """A seat. It opens the board's own pages, and nothing of anybody's plan."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(PartnershipBoard, models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="board_seats")
    seat = models.CharField(max_length=15, choices=Seat)
    co_chair = models.BooleanField(default=False)
    starts_on = models.DateField(default=timezone.localdate)
    ends_on = models.DateField(null=True, blank=True)

    objects = BoardMemberQuerySet.as_manager()

    class Meta:
        ordering = ["-co_chair", "starts_on", "id"]
        constraints = [models.UniqueConstraint(fields=["board", "user"], name="one_seat_for_a_member_of_a_board")]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_seat_display()}"


class Purpose(models.Model):
    """The statement of purpose: how planning adds to what the area wants. A new one stands after the old."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(PartnershipBoard, models.CASCADE, related_name="purposes")
    version = models.PositiveIntegerField()
    easy_read = models.TextField()
    full_text = models.TextField()
    published_on = models.DateField(default=timezone.localdate)

    objects = OnABoardQuerySet.as_manager()

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["board", "version"], name="a_purpose_is_numbered_once")]
        triggers = [pgtrigger.Protect(name="purpose_is_kept", operation=KEPT)]

    def __str__(self) -> str:
        return f"Purpose {self.version}"


class SubGroup(models.Model):
    """Those members who see that things are done: the implementation sub-group."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(PartnershipBoard, models.CASCADE, related_name="sub_groups")
    name = models.CharField(max_length=120)
    what_for = models.CharField(max_length=300, blank=True)
    members = models.ManyToManyField(BoardMember, related_name="sub_groups", blank=True)

    objects = SubGroupQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class BoardAction(models.Model):
    """One thing that the board will do: what, why, one name, a day. It may answer a barrier."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(PartnershipBoard, models.CASCADE, related_name="actions")
    what = models.CharField(max_length=200)
    why = models.CharField(max_length=300, blank=True)
    owner = models.CharField(max_length=120)
    by_when = models.DateField()
    stream = models.CharField(max_length=12, choices=Stream)
    barrier = models.CharField(max_length=3, choices=Barrier, blank=True)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.IDEA)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = BoardActionQuerySet.as_manager()

    class Meta:
        ordering = ["by_when", "created_at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(owner=""), name="a_board_action_has_one_name")]

    def __str__(self) -> str:
        return self.what


class ActionStage(models.Model):
    """One step of an action from stage to stage. The database keeps every one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    action = models.ForeignKey(BoardAction, models.PROTECT, related_name="stages")
    stage = models.CharField(max_length=10, choices=Stage)
    words = models.CharField(max_length=300, blank=True)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "id"]
        triggers = [pgtrigger.Protect(name="a_stage_is_kept", operation=KEPT)]

    def __str__(self) -> str:
        return self.stage


class ReportPeriod(models.Model):
    """A quarter and how far its report has come. `content` holds shown figures only, never a true count."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(PartnershipBoard, models.PROTECT, related_name="periods")
    starts_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(max_length=12, choices=ReportState, default=ReportState.DRAFT)
    content = models.JSONField()
    # What was told, as keyed digests by pseudonym, to know how much changes until the next report. It goes
    # as soon as a later report is out.
    fingerprints = models.JSONField(default=dict)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)

    objects = ReportPeriodQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["board", "starts_on"], name="one_report_for_a_quarter"),
            models.CheckConstraint(condition=~Q(checked_by=F("made_by")), name="the_checker_is_not_the_maker"),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=False) | ~Q(state__in=["checked", "released"]),
                name="a_report_out_was_checked",
            ),
        ]

    def __str__(self) -> str:
        return f"Report from {self.starts_on}"


class PublishedReport(models.Model):
    """What everybody may read, for good. It names nobody: not who told, not who made it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(PartnershipBoard, models.PROTECT, related_name="reports")
    period = models.OneToOneField(ReportPeriod, models.PROTECT, related_name="published")
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    released_at = models.DateTimeField(default=timezone.now)

    objects = PublishedReportQuerySet.as_manager()

    class Meta:
        ordering = ["-released_at"]
        triggers = [pgtrigger.Protect(name="a_report_is_frozen", operation=KEPT)]

    def __str__(self) -> str:
        return f"Report of {self.released_at:%Y-%m-%d}"


class YouSaidWeDid(models.Model):
    """What people said, as the board says it back, and what was done. Never a person's own words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(PartnershipBoard, models.CASCADE, related_name="replies")
    report = models.ForeignKey(PublishedReport, models.PROTECT, null=True, blank=True, related_name="replies")
    barrier = models.CharField(max_length=3, choices=Barrier)
    you_said = models.CharField(max_length=200)
    we_did = models.CharField(max_length=300)
    told_on = models.DateField(default=timezone.localdate)

    objects = OnABoardQuerySet.as_manager()

    class Meta:
        ordering = ["-told_on", "id"]
        verbose_name_plural = "you said, we did"

    def __str__(self) -> str:
        return self.we_did


class BoardPath(models.Model):
    """A PATH whose pathfinder is a board, or a sub-group of it. It holds the group's own words, and no person's.

    `horizon` is the day by which the group wants to be there. `version` counts the changes of this row.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(PartnershipBoard, models.PROTECT, related_name="paths")
    sub_group = models.ForeignKey(SubGroup, models.PROTECT, null=True, blank=True, related_name="paths")
    name = models.CharField(max_length=120)
    vision_owner = models.CharField(max_length=120)
    drawn_on = models.DateField()
    horizon = models.DateField()
    version = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField(auto_now_add=True)

    objects = BoardPathQuerySet.as_manager()

    class Meta:
        ordering = ["-drawn_on", "-started_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(horizon__gt=F("drawn_on")), name="a_path_leads_to_a_later_day")
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track(
    pghistory.InsertEvent("added"),
    pghistory.UpdateEvent("changed"),
    obj_field=pghistory.ObjForeignKey(related_name="history", db_index=True),
    context_field=None,
    append_only=True,
)
class PathEntry(models.Model):
    """One thing said on a path. Its id is the id of the save that made it, so that a save sent twice makes one.

    What each column holds goes by `kind` (path_steps.py). No column leads to a person or to anybody's plan.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    path = models.ForeignKey(BoardPath, models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=12, choices=PathKind)
    words = models.CharField(max_length=300, blank=True)
    name = models.CharField(max_length=120, blank=True)
    asks = models.CharField(max_length=120, blank=True)
    pick = models.CharField(max_length=14, blank=True)
    by_when = models.DateField(null=True, blank=True)
    notice = models.CharField(max_length=300, blank=True)
    # A member said yes to their name where everybody can read it: a seat may tell of a disability.
    may_be_named = models.BooleanField(default=False)
    action = models.OneToOneField(BoardAction, models.PROTECT, null=True, blank=True, related_name="path_step")
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(auto_now_add=True)
    taken_out_at = models.DateTimeField(null=True, blank=True)

    objects = PathEntryQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "id"]
        indexes = [models.Index(fields=["path", "kind", "made_at"])]

    def __str__(self) -> str:
        return self.words or self.name


class PublishedPath(models.Model):
    """A path as the group published it, for good. The database lets nobody change or remove it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    path = models.OneToOneField(BoardPath, models.PROTECT, related_name="published")
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField(default=timezone.now)

    objects = PublishedPathQuerySet.as_manager()

    class Meta:
        triggers = [pgtrigger.Protect(name="a_published_path_is_frozen", operation=KEPT)]

    def __str__(self) -> str:
        return f"{self.path} of {self.published_at:%Y-%m-%d}"


class PathPrint(models.Model):
    """A published path on paper in one language. The row is written first; a worker draws it."""

    published = models.ForeignKey(PublishedPath, models.CASCADE, related_name="prints")
    language = models.CharField(max_length=5)
    document = models.OneToOneField("documents.RenderedDocument", models.CASCADE, related_name="+")

    objects = PathPrintQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Print of {self.published_id}"
