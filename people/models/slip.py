from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from guardian.managers import UserObjectPermissionManager
from guardian.models import UserObjectPermissionBase

from people.enums import Basis, Level
from people.querysets import SlipQuerySet


class Slip(UserObjectPermissionBase):
    """One act of sharing: to whom, which parts, which level, until when, why, given by whom.

    A direct-foreign-key permission row of django-guardian whose object is the person, because a person
    has one plan and the two share a key (docs/adr/0002). `people/sharing.py` alone writes slips.
    `user` repeats the connection's user, so that a slip can wait for somebody who has not joined yet
    and so that the covering index below answers "plans shared with me" without a join.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    content_object = models.ForeignKey("people.Person", models.CASCADE, db_index=False, related_name="slips")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, db_index=False, null=True, blank=True, related_name="slips"
    )
    permission = models.ForeignKey("auth.Permission", models.PROTECT, db_index=False, related_name="+")
    connection = models.ForeignKey("people.Connection", models.CASCADE, related_name="slips")
    part_ids = ArrayField(models.UUIDField())
    # Those of them that this reader sees as they were when the person left them so: no later word (ADR 0016).
    as_it_was_ids = ArrayField(models.UUIDField(), default=list, blank=True)
    level = models.PositiveSmallIntegerField(choices=Level, default=Level.SEE)
    basis = models.CharField(max_length=12, choices=Basis, default=Basis.CHOICE)
    why = models.CharField(max_length=200, blank=True)
    starts_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(null=True, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    # The recorded authority by which whoever gave it acted for the person; empty: it was the person's own choice.
    authority = models.ForeignKey(
        "people.RecordedAuthority", models.CASCADE, null=True, blank=True, db_index=False, related_name="slips_given"
    )
    given_at = models.DateTimeField(default=timezone.now)
    torn_at = models.DateTimeField(null=True, blank=True)
    # Only for what the law opened: the person is not told before this moment, and is told from it on.
    quiet_until = models.DateTimeField(null=True, blank=True)
    # The last change that this reader may see, moved at most once an hour: it neither leaks nor costs.
    changed_at = models.DateTimeField(default=timezone.now)

    # guardian looks for its own manager on a permission table.
    objects = UserObjectPermissionManager.from_queryset(SlipQuerySet)()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(part_ids=[]), name="slip_opens_at_least_one_part"),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=models.F("starts_at")), name="slip_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(as_it_was_ids__contained_by=models.F("part_ids")), name="slip_holds_what_is_as_it_was"
            ),
        ]
        indexes = [
            # What the count of my plans reads, and not what the twenty rows of a page are read for.
            models.Index(
                fields=["user", "-changed_at"],
                include=["content_object", "starts_at", "ends_at"],
                condition=Q(torn_at__isnull=True),
                name="slip_shared_with_me",
            ),
            # A plan has a handful of slips. With nothing but the plan in it PostgreSQL keeps each plan once, which takes
            # a tenth of the room of an index that covers; every read needs the parts and goes to the row anyway.
            models.Index(fields=["content_object"], condition=Q(torn_at__isnull=True), name="slip_on_a_plan"),
            models.Index(fields=["authority"], condition=Q(authority__isnull=False), name="slip_given_by_law"),
        ]

    def __str__(self) -> str:
        return f"{self.connection} can {self.get_level_display()}"
