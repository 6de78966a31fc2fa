from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from people.enums import Voice
from reviews.enums import InvitationAnswer, ReminderKind, ReviewState, TakingPart, Trigger
from reviews.querysets import (
    ReminderQuerySet,
    ReviewActionQuerySet,
    ReviewInvitationQuerySet,
    ReviewQuerySet,
    ReviewViewQuerySet,
)
from reviews.sheets import KEYS


class Review(models.Model):
    """A person-centred review: a meeting of the person with those they choose, about how life goes.

    `meets_on` and `meets_at` are a day and an hour as clocks there show them, so that no change of summer time
    moves a meeting. A review is never late: its window says when the council offers it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="reviews")
    support_plan = models.ForeignKey("plans.SupportPlan", models.CASCADE, null=True, blank=True, related_name="reviews")
    trigger = models.CharField(max_length=15, choices=Trigger, default=Trigger.ASKED)
    requested_by = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=ReviewState, default=ReviewState.OFFERED)
    window_opens = models.DateField(null=True, blank=True)
    window_closes = models.DateField(null=True, blank=True)
    meets_on = models.DateField(null=True, blank=True)
    meets_at = models.TimeField(null=True, blank=True)
    held_on = models.DateField(null=True, blank=True)
    where = models.CharField(max_length=200, blank=True)
    taking_part = ArrayField(models.CharField(max_length=15, choices=TakingPart), default=list, blank=True)
    taking_part_words = models.TextField(blank=True)
    off_limits = models.TextField(blank=True)
    food_and_music = models.CharField(max_length=300, blank=True)
    facilitator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="facilitated_reviews"
    )
    # Somebody the person picks to stay on their side; never the one who leads.
    champion = models.ForeignKey(
        "people.Connection", models.SET_NULL, null=True, blank=True, related_name="champion_of"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["person", "state", "meets_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["support_plan"],
                condition=Q(support_plan__isnull=False, state__in=["offered", "planned", "held"]),
                name="one_open_review_for_a_support_plan",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(support_plan__isnull=True, state__in=["offered", "planned"]),
                name="one_open_review_asked_for",
            ),
            models.CheckConstraint(
                condition=~Q(state="planned") | Q(meets_on__isnull=False), name="a_planned_review_has_a_day"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["held", "closed"]) | Q(held_on__isnull=False), name="a_held_review_has_its_day"
            ),
            models.CheckConstraint(
                condition=Q(window_opens__isnull=True) | Q(window_closes__gte=F("window_opens")),
                name="a_review_window_opens_before_it_closes",
            ),
        ]

    def __str__(self) -> str:
        return f"Review {self.id}"


class ReviewInvitation(models.Model):
    """The person asks somebody of their circle to come. Nobody else asks anybody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, models.CASCADE, related_name="invitations")
    connection = models.ForeignKey("people.Connection", models.CASCADE, related_name="review_invitations")
    state = models.CharField(max_length=5, choices=InvitationAnswer, default=InvitationAnswer.ASKED)
    asked_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    # The person shut every door: the meeting is closed to them until it is undone, or they are asked anew.
    shut_at = models.DateTimeField(null=True, blank=True)

    objects = ReviewInvitationQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [models.UniqueConstraint(fields=["review", "connection"], name="asked_once_to_a_review")]

    def __str__(self) -> str:
        return f"Invitation {self.id}"


class ReviewView(models.Model):
    """A card on a sheet, in the voice of whoever said it. Without an author it is the person's own.

    The person may hide a card (and show it again) or cross it out: crossed-out words are kept for their author.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, models.CASCADE, related_name="views")
    sheet = models.CharField(max_length=15, choices=KEYS)
    text = models.TextField()
    voice = models.CharField(max_length=10, choices=Voice)
    author = models.ForeignKey("people.Connection", models.SET_NULL, null=True, blank=True, related_name="review_views")
    author_name = models.CharField(max_length=120)
    typed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    hidden_at = models.DateTimeField(null=True, blank=True)
    crossed_out_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ReviewViewQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]
        indexes = [models.Index(fields=["review", "sheet", "created_at"])]
        constraints = [
            # A card that lost its author (their account was closed) must not become the person's words.
            models.CheckConstraint(condition=Q(author__isnull=True) | ~Q(voice="me"), name="my_voice_is_only_mine")
        ]

    def __str__(self) -> str:
        return f"Card {self.id}"

    @property
    def is_persons(self) -> bool:
        return self.voice == Voice.ME


class ReviewAction(models.Model):
    """A promise made at a review. The promise itself (one name, one day) lives in the person's plan."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, models.CASCADE, related_name="actions")
    action = models.OneToOneField("plans.Action", models.CASCADE, related_name="review_action")

    objects = ReviewActionQuerySet.as_manager()

    class Meta:
        ordering = ["action__by_when", "action__created_at", "id"]

    def __str__(self) -> str:
        return f"Promise {self.action_id}"


class Reminder(models.Model):
    """A reminder to be given once. `local_date` is the day as people there call it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, models.CASCADE, related_name="reminders")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="review_reminders")
    kind = models.CharField(max_length=10, choices=ReminderKind)
    local_date = models.DateField()
    due_at = models.DateTimeField()
    # Given: by the letter, or told together with a newer one, in the same letter.
    done_at = models.DateTimeField(null=True, blank=True)
    letter = models.ForeignKey("people.Letter", models.SET_NULL, null=True, blank=True, related_name="+")
    # Not wanted any more: paused, said no, moved.
    dropped_at = models.DateTimeField(null=True, blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "kind", "local_date"], name="a_reminder_once_a_day"),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(done_at__isnull=True, dropped_at__isnull=True), name="reminder_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.local_date}"
