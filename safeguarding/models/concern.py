"""A concern and all that belongs to it. No row of another app points here, and nothing here has a name from there."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from people.enums import Jurisdiction
from safeguarding.enums import ConcernState, How, Met, SureOrNot, Teller, WithholdingReason
from safeguarding.querysets import ConcernQuerySet, HandlerQuerySet, NamedQuerySet, WithholdingQuerySet

LONGEST_WITHHOLDING = timedelta(days=7)


def kept_for_good(name: str) -> pgtrigger.Protect:
    """A trigger by which a row is only ever added, whoever asks."""
    return pgtrigger.Protect(name=name, operation=pgtrigger.Update | pgtrigger.Delete)


class Concern(models.Model):
    """What somebody told: a person may be hurt, frightened, left without care, or lose what is theirs.

    `about` is empty while nobody knows who it is; `about_name` stays as it was said. Every key to a person or user
    lets go when that row goes, so that no refusal elsewhere ever hints that something is here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+")
    about = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    about_name = models.CharField(max_length=150)
    jurisdiction = models.CharField(max_length=3, choices=Jurisdiction)
    words = models.TextField()
    who_words = models.CharField(max_length=300, blank=True)
    safe_contact = models.CharField(max_length=300, blank=True)
    in_danger = models.CharField(max_length=10, choices=SureOrNot)
    teller = models.CharField(max_length=10, choices=Teller)
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    told_by_label = models.CharField(max_length=150)
    told_at = models.DateTimeField(default=timezone.now)
    # Whether there was a lead to tell: where there was none, whoever told is asked to call.
    reached_somebody = models.BooleanField()
    state = models.CharField(max_length=12, choices=ConcernState, default=ConcernState.TOLD)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "state", "told_at"]),
            models.Index(fields=["about"]),
            models.Index(fields=["told_by"]),
        ]
        triggers = [
            pgtrigger.Protect(name="concern_is_kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="what_was_told_stays",
                fields=["words", "who_words", "safe_contact", "about_name", "teller", "told_by_label", "told_at"],
            ),
        ]

    def __str__(self) -> str:
        return f"Concern of {self.told_at:%Y-%m-%d}"


class Named(models.Model):
    """Somebody named as a possible source of harm. Named is not guilty; it means that they read nothing of this.

    `user` or `connection` is empty where nobody knows who is meant. It is never taken away: another lead may only
    write down that it is not them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    concern = models.ForeignKey(Concern, models.PROTECT, related_name="named")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    connection = models.ForeignKey("people.Connection", models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=150)
    how = models.CharField(max_length=12, choices=How)
    cleared_at = models.DateTimeField(null=True, blank=True)

    objects = NamedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "named"
        indexes = [models.Index(fields=["user", "concern"])]
        triggers = [pgtrigger.Protect(name="a_name_is_kept", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.name


class Handler(models.Model):
    """One name on the list of those who need to know. From the first one on, nobody else opens the file."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    concern = models.ForeignKey(Concern, models.PROTECT, related_name="handlers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    label = models.CharField(max_length=150)
    since = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = HandlerQuerySet.as_manager()

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["concern", "user"], condition=Q(ended_at__isnull=True), name="a_handler_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return self.label


class Withholding(models.Model):
    """The person does not read it now, for a reason, with somebody else's yes, until a day at most a week away.

    When the day has passed it is over: the default is to tell. To go on, it must be asked for and approved anew.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    concern = models.ForeignKey(Concern, models.PROTECT, related_name="withholdings")
    reason = models.CharField(max_length=15, choices=WithholdingReason)
    words = models.TextField(blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    asked_label = models.CharField(max_length=150)
    asked_on = models.DateField(default=timezone.localdate)
    recheck_on = models.DateField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    approved_label = models.CharField(max_length=150, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = WithholdingQuerySet.as_manager()

    class Meta:
        ordering = ["asked_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(recheck_on__gte=F("asked_on"), recheck_on__lte=F("asked_on") + LONGEST_WITHHOLDING),
                name="withheld_for_a_week_at_most",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | Q(asked_by__isnull=True) | ~Q(approved_by=F("asked_by")),
                name="nobody_approves_their_own_withholding",
            ),
        ]
        triggers = [pgtrigger.Protect(name="a_withholding_is_kept", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"Withheld until {self.recheck_on}"


class Wish(models.Model):
    """What the person wants to happen (Making Safeguarding Personal), and whether it did, in their words.

    `written_by` is empty of a name when the person typed it themself; else it says who wrote their words down.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    concern = models.ForeignKey(Concern, models.PROTECT, related_name="wishes")
    words = models.TextField()
    written_by = models.CharField(max_length=150, blank=True)
    said_at = models.DateTimeField(default=timezone.now)
    met = models.CharField(max_length=10, choices=Met, blank=True)
    after_words = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["said_at", "id"]
        verbose_name_plural = "wishes"
        triggers = [
            pgtrigger.Protect(name="a_wish_is_kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="the_words_of_a_wish_stay", fields=["words", "written_by", "said_at"]),
        ]

    def __str__(self) -> str:
        return self.words


class ConcernStep(models.Model):
    """One thing that was done with a concern: who, in which place, from, to, what was recorded. It only grows.

    Names are kept as text and ids without a key, so that the row is never touched when somebody leaves.
    """

    id = models.BigAutoField(primary_key=True)
    concern = models.ForeignKey(Concern, models.PROTECT, related_name="steps")
    key = models.CharField(max_length=30)
    from_state = models.CharField(max_length=12, choices=ConcernState)
    to_state = models.CharField(max_length=12, choices=ConcernState)
    by_ref = models.CharField(max_length=36, blank=True)
    by_label = models.CharField(max_length=150)
    place = models.CharField(max_length=10)
    recorded = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        triggers = [kept_for_good("concern_step_is_kept")]

    def __str__(self) -> str:
        return self.key


class ConcernLook(models.Model):
    """Somebody who handles a concern opened it. Written before the page leaves; no list of looks at a plan holds it."""

    id = models.BigAutoField(primary_key=True)
    concern = models.ForeignKey(Concern, models.PROTECT, related_name="looks")
    by_ref = models.CharField(max_length=36)
    by_label = models.CharField(max_length=150)
    role = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        triggers = [kept_for_good("concern_look_is_kept")]

    def __str__(self) -> str:
        return f"{self.by_label} {self.at:%Y-%m-%d}"
