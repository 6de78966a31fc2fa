from __future__ import annotations

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from rights.enums import Conclusion
from rights.querysets import CapacityQuerySet


class CapacityRecord(models.Model):
    """One decision, one time (Mental Capacity Act 2005 ss.1 to 3). It says nothing of the person in general.

    The four parts of the functional test come first, then the cause and the link ([2021] UKSC 52). Once closed the
    database refuses to change or delete it: a later one stands beside.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="capacity_records")
    support_plan = models.ForeignKey("plans.SupportPlan", models.PROTECT, null=True, blank=True, related_name="+")
    decision = models.CharField(max_length=300)
    why_doubt = models.TextField(blank=True)
    information = models.TextField(blank=True)
    help_place = models.TextField(blank=True)
    help_time = models.TextField(blank=True)
    help_format = models.TextField(blank=True)
    help_people = models.TextField(blank=True)
    understands = models.BooleanField(null=True, blank=True)
    understands_evidence = models.TextField(blank=True)
    retains = models.BooleanField(null=True, blank=True)
    retains_evidence = models.TextField(blank=True)
    weighs = models.BooleanField(null=True, blank=True)
    weighs_evidence = models.TextField(blank=True)
    communicates = models.BooleanField(null=True, blank=True)
    communicates_evidence = models.TextField(blank=True)
    impairment = models.TextField(blank=True)
    causal_link = models.TextField(blank=True)
    conclusion = models.CharField(max_length=15, choices=Conclusion, blank=True)
    may_come_back = models.TextField(blank=True)
    can_wait = models.BooleanField(null=True, blank=True)
    own_words = models.TextField(blank=True)
    assessor = models.CharField(max_length=150)
    assessed_on = models.DateField(default=timezone.localdate)
    look_again_on = models.DateField(null=True, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = CapacityQuerySet.as_manager()

    class Meta:
        ordering = ["-assessed_on", "-created_at"]
        indexes = [models.Index(fields=["person", "-assessed_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | ~Q(conclusion=""), name="a_closed_capacity_record_concludes"
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="closed_capacity_is_kept",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__closed_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.decision} ({self.assessed_on:%Y-%m-%d})"
