from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from people.enums import AuthorityKind
from people.querysets import RecordedAuthorityQuerySet


class RecordedAuthority(models.Model):
    """Legal authority to act for a person, within a scope and dates, whose original somebody has seen.

    `places` lists the places of the plan it reaches (for money only "money"). An advocate's authority
    reaches nothing by itself: the person, or the law in a recorded case, shares with them.
    Source: Mental Capacity Act 2005 ss.9, 16; Care Act 2014 s.67 for advocates.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="authorities")
    connection = models.ForeignKey("people.Connection", models.CASCADE, related_name="authorities")
    kind = models.CharField(max_length=20, choices=AuthorityKind)
    places = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    scope_words = models.CharField(max_length=300)
    reference = models.CharField(max_length=60, blank=True)
    seen_on = models.DateField(null=True, blank=True)
    seen_by = models.CharField(max_length=150, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = RecordedAuthorityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "recorded authorities"
        indexes = [models.Index(fields=["person", "connection"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="authority_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.connection}: {self.get_kind_display()}"
