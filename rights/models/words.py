from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from rights.querysets import PersonsWordsQuerySet, RightsQuerySet

ABOUT = ("authority", "capacity", "best_interests", "screen", "referral")


def _about_one_thing() -> Q:
    """One of the links is there, and no other."""
    one = Q()
    for name in ABOUT:
        one |= Q(**{f"{each}__isnull": each != name for each in ABOUT})
    return one


class PersonsWords(models.Model):
    """What the person puts beside a record about them: "I do not agree", or anything. It is answered, never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="words_beside")
    authority = models.ForeignKey(
        "people.RecordedAuthority", models.CASCADE, null=True, blank=True, related_name="persons_words"
    )
    capacity = models.ForeignKey(
        "rights.CapacityRecord", models.CASCADE, null=True, blank=True, related_name="persons_words"
    )
    best_interests = models.ForeignKey(
        "rights.BestInterestsDecision", models.CASCADE, null=True, blank=True, related_name="persons_words"
    )
    screen = models.ForeignKey(
        "rights.RestrictionScreen", models.CASCADE, null=True, blank=True, related_name="persons_words"
    )
    referral = models.ForeignKey(
        "rights.AdvocacyReferral", models.CASCADE, null=True, blank=True, related_name="persons_words"
    )
    disagrees = models.BooleanField(default=False)
    words = models.TextField(blank=True)
    said_at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    answered_by_label = models.CharField(max_length=150, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = PersonsWordsQuerySet.as_manager()

    class Meta:
        ordering = ["said_at"]
        verbose_name_plural = "words of the person"
        indexes = [models.Index(fields=["person", "said_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(disagrees=True) | ~Q(words=""), name="words_beside_a_record_say_something"
            ),
            models.CheckConstraint(condition=_about_one_thing(), name="words_stand_beside_one_record"),
        ]

    def __str__(self) -> str:
        return f"Words of {self.said_at:%Y-%m-%d}"


class AdvanceDecision(models.Model):
    """A refusal of treatment that the person made ahead (Mental Capacity Act 2005 ss.24 to 26). It is the person's own
    decision and gives nobody authority. Refusing what keeps somebody alive is in writing, signed and witnessed (s.25).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="advance_decisions")
    refuses = models.TextField()
    when_it_counts = models.TextField(blank=True)
    keeps_alive = models.BooleanField(default=False)
    signed_and_witnessed = models.BooleanField(default=False)
    made_on = models.DateField()
    kept_where = models.CharField(max_length=200, blank=True)
    seen_on = models.DateField(null=True, blank=True)
    seen_by = models.CharField(max_length=150, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = RightsQuerySet.as_manager()

    class Meta:
        ordering = ["-made_on"]
        indexes = [models.Index(fields=["person"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(keeps_alive=False) | Q(signed_and_witnessed=True),
                name="refusing_to_be_kept_alive_is_signed",
            )
        ]

    def __str__(self) -> str:
        return f"Decision made ahead on {self.made_on:%Y-%m-%d}"
