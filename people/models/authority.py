from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.enums import AuthorityKind, AuthorityManner
from people.querysets import RecordedAuthorityQuerySet


class RecordedAuthority(models.Model):
    """Legal authority to act for a person, within a scope and dates, whose original somebody has seen.

    `places` lists the places of the plan it reaches (for money only "money"). An advocate's authority
    reaches nothing by itself: the person, or the law in a recorded case, shares with them. Being next of kin
    is no authority, so there is no kind for it. `checked_with` says against what `seen_by` checked it.
    Source: Mental Capacity Act 2005 ss.9, 10, 16 and Schedule 4; Children Act 1989 s.3 for parents (to 18);
    Care Act 2014 s.67 for advocates.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="authorities")
    connection = models.ForeignKey("people.Connection", models.CASCADE, related_name="authorities")
    kind = models.CharField(max_length=20, choices=AuthorityKind)
    places = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    scope_words = models.CharField(max_length=300)
    restrictions = models.CharField(max_length=500, blank=True)
    manner = models.CharField(max_length=10, choices=AuthorityManner, default=AuthorityManner.ALONE)
    reference = models.CharField(max_length=60, blank=True)
    checked_with = models.CharField(max_length=200, blank=True)
    seen_on = models.DateField(null=True, blank=True)
    seen_by = models.CharField(max_length=150, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    # Ended before its day: revoked, disclaimed, or recorded by mistake. It opens nothing from that moment.
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=150, blank=True)
    ended_why = models.CharField(max_length=300, blank=True)

    objects = RecordedAuthorityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "recorded authorities"
        indexes = [models.Index(fields=["person", "connection"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="authority_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(kind=AuthorityKind.PARENT) | Q(ends_on__isnull=False), name="a_parent_decides_until_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.connection}: {self.get_kind_display()}"

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None or (self.ends_on is not None and self.ends_on < timezone.localdate())
