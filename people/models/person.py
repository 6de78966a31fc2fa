from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from people.enums import Jurisdiction, Language, NeedCategory
from people.querysets import PersonQuerySet


class Person(models.Model):
    """Somebody whose life a plan is about: an adult, a young person, a carer in their own right.

    There is no field that says what a person "can" decide: capacity belongs to one decision at one time.
    A person may have no user (they plan on paper or with a worker) and no organisation (nobody pays).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="person")
    organisation = models.ForeignKey(
        "people.Organisation", models.SET_NULL, null=True, blank=True, related_name="people"
    )
    preferred_name = models.CharField(max_length=80)
    full_name = models.CharField(max_length=150, blank=True)
    born_on = models.DateField(null=True, blank=True)
    jurisdiction = models.CharField(max_length=3, choices=Jurisdiction, default=Jurisdiction.ENGLAND)
    language = models.CharField(max_length=5, choices=Language, default=Language.ENGLISH)
    spoken_language = models.CharField(max_length=60, blank=True)
    photo = models.ForeignKey("documents.StoredFile", models.SET_NULL, null=True, blank=True, related_name="+")
    # A drawn portrait, used where there is no photo (0 = the plain shape).
    face = models.PositiveSmallIntegerField(default=0)
    # Set by "Stop for now": no reminders, no meetings asked for, nothing else changes.
    paused_at = models.DateTimeField(null=True, blank=True)
    # Set by "Stop, and close every door": the moment at which all sharing was shut, so that it can be opened again.
    stopped_at = models.DateTimeField(null=True, blank=True)
    died_on = models.DateField(null=True, blank=True)
    # What the person said for the day they have died: those who may look now may go on looking.
    circle_may_look_after = models.BooleanField(default=False)
    # The age, 16 or 18, at which the person was last asked again who sees their plan.
    sharing_asked_at_age = models.PositiveSmallIntegerField(null=True, blank=True)
    # The plan was erased. What the law keeps is read by a named role only (my_data).
    sealed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "people"
        default_permissions = ()
        permissions = [
            ("see_parts", "Look at chosen parts of the plan"),
            ("suggest_on_parts", "Suggest on chosen parts of the plan"),
            ("help_write_parts", "Help write chosen parts of the plan"),
        ]

    def __str__(self) -> str:
        return self.preferred_name

    @property
    def name(self) -> str:
        return self.preferred_name


class CommunicationNeed(models.Model):
    """What helps this person to read, hear, talk and be reached (Accessible Information Standard, DAPB1605)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="communication_needs")
    category = models.CharField(max_length=30, choices=NeedCategory)
    in_my_words = models.CharField(max_length=300)
    recorded_on = models.DateField(auto_now_add=True)
    confirmed_by_person = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.in_my_words
