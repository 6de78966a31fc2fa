from __future__ import annotations

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.enums import Jurisdiction
from plans.enums import PersonView, PlanState, SupportPlanKind
from plans.querysets import SupportPlanQuerySet
from plans.support_querysets import ReasonableStepQuerySet, SnapshotQuerySet
from plans.support_steps import StepKind

# The people who may not be on both sides of a decision. The action says so in kind words; this is the belt.
NOBODY_DECIDES_ON_THEIR_OWN = """
    IF NEW.transition IN ('agree', 'panel_agree', 'to_panel', 'ask', 'not_agree', 'agree_after_steps',
                          'agree_without_person')
       AND (NEW.by_id IS NULL
            OR EXISTS (SELECT 1 FROM plans_snapshot s
                       WHERE s.support_plan_id = NEW.support_plan_id AND s.made_by_id = NEW.by_id)
            OR EXISTS (SELECT 1 FROM plans_supportplan p JOIN people_person x ON x.id = p.person_id
                       WHERE p.id = NEW.support_plan_id
                         AND (p.facilitator_id = NEW.by_id OR x.user_id = NEW.by_id
                              OR EXISTS (SELECT 1 FROM people_connection c
                                         WHERE c.circle_id = p.person_id AND c.user_id = NEW.by_id))))
    THEN
        RAISE EXCEPTION 'Nobody decides on a plan they wrote, helped with or are tied to.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


class SupportPlan(models.Model):
    """The record that a council must hold (Care Act 2014 s.25; SSWBA 2014 s.54; a carer's; an IDP).

    Built from what the person offers out of their plan. Its states are those of `plans/process.py`, and
    only `plans.actions` moves it. A revision is a new row that names the one it is based on.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="support_plans")
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="support_plans")
    kind = models.CharField(max_length=10, choices=SupportPlanKind, default=SupportPlanKind.ADULT)
    jurisdiction = models.CharField(max_length=3, choices=Jurisdiction)
    state = models.CharField(max_length=20, choices=PlanState, default=PlanState.NOT_STARTED)
    # The state to come back to after DECLINED or PAUSED.
    state_before = models.CharField(max_length=20, choices=PlanState, blank=True)
    version_no = models.PositiveIntegerField(default=1)
    based_on = models.OneToOneField("self", models.SET_NULL, null=True, blank=True, related_name="revised_by")
    facilitator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="facilitated_plans"
    )
    # Who helps the person to plan, in their words ("my sister", "nobody"): asked before planning starts.
    planning_helper = models.CharField(max_length=120, blank=True)
    in_case = models.TextField(blank=True)
    review_arrangement = models.TextField(blank=True)
    advice_given = models.TextField(blank=True)
    answer_promised_on = models.DateField(null=True, blank=True)
    agreed_by_person = models.BooleanField(null=True, blank=True)
    signed_off_on = models.DateField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SupportPlanQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["organisation", "state", "created_at"]), models.Index(fields=["person"])]

    def __str__(self) -> str:
        return f"Support plan {self.version_no} of {self.person_id}"


class Need(models.Model):
    """A need from the assessment, whether the law says it must be met, and how it is met."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    support_plan = models.ForeignKey(SupportPlan, models.CASCADE, related_name="needs")
    words = models.CharField(max_length=300)
    # A code of the nation's list (Care Act eligibility regulations 2015/313; SSWBA s.32), or blank.
    domain = models.CharField(max_length=40, blank=True)
    is_eligible = models.BooleanField(default=False)
    eligibility_reason = models.CharField(max_length=300, blank=True)
    # How it is met without money: a friend, a place, a piece of kit. Cost lines meet the rest.
    met_by = models.CharField(max_length=300, blank=True)
    met_by_carer = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.words


class SupportPlanEntry(models.Model):
    """Something the person offered out of their plan, copied with its author and the link back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    support_plan = models.ForeignKey(SupportPlan, models.CASCADE, related_name="entries")
    source_item = models.ForeignKey("plans.Item", models.SET_NULL, null=True, blank=True, related_name="+")
    outcome = models.ForeignKey("plans.Outcome", models.SET_NULL, null=True, blank=True, related_name="entries")
    heading = models.CharField(max_length=40)
    text = models.TextField()
    said_by_name = models.CharField(max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["support_plan", "source_item"],
                condition=Q(source_item__isnull=False),
                name="an_item_is_offered_to_a_support_plan_once",
            ),
            models.UniqueConstraint(
                fields=["support_plan", "outcome"],
                condition=Q(outcome__isnull=False),
                name="an_outcome_is_offered_to_a_support_plan_once",
            ),
        ]

    def __str__(self) -> str:
        return self.heading


class AdvocacyScreen(models.Model):
    """The four-part question of "substantial difficulty" (Care Act 2014 s.67), for one process at one time.

    Somebody else speaks for the person only if the person wants them, they are unpaid and willing, and the person did
    not refuse them (s.67(5), (6)). Even then an advocate is offered in two cases (SI 2014/2824 reg 4).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    support_plan = models.ForeignKey(SupportPlan, models.CASCADE, related_name="advocacy_screens")
    understanding = models.BooleanField()
    retaining = models.BooleanField()
    weighing = models.BooleanField()
    saying = models.BooleanField()
    # An unpaid person whom the person wants; a relative counts only then.
    appropriate_person = models.CharField(max_length=120, blank=True)
    wanted_by_person = models.BooleanField(default=False)
    unpaid = models.BooleanField(default=False)
    willing = models.BooleanField(default=False)
    refused_by_person = models.BooleanField(default=False)
    # A stay of 28 days in hospital or 8 weeks in a care home is likely, and an advocate would help.
    long_stay = models.BooleanField(default=False)
    # The council and the somebody do not agree about the plan, and both see that an advocate would help.
    dispute = models.BooleanField(default=False)
    advocate_offered_on = models.DateField(null=True, blank=True)
    advocate_answer = models.CharField(max_length=200, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return f"Advocacy question of {self.asked_at:%Y-%m-%d}"

    @property
    def has_difficulty(self) -> bool:
        return self.understanding or self.retaining or self.weighing or self.saying

    @property
    def somebody_speaks(self) -> bool:
        """Whether somebody of the person's own may speak for them, so that no advocate need be offered."""
        theirs = bool(self.appropriate_person) and self.wanted_by_person and not self.refused_by_person
        return theirs and self.unpaid and self.willing and not (self.long_stay or self.dispute)


class LibertyScreen(models.Model):
    """Whether the plan restricts somebody, asked before it is sent. The software never decides what it means."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    support_plan = models.ForeignKey(SupportPlan, models.CASCADE, related_name="liberty_screens")
    restricts = models.BooleanField()
    what = models.TextField(blank=True)
    authorised_by = models.CharField(max_length=200, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return f"Liberty question of {self.asked_at:%Y-%m-%d}"


class Snapshot(models.Model):
    """The frozen copy that is read and decided on. The database refuses to change or delete it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    support_plan = models.ForeignKey(SupportPlan, models.PROTECT, related_name="snapshots")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    person_view = models.CharField(max_length=15, choices=PersonView)
    person_words = models.TextField(blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["support_plan", "number"], name="snapshot_numbered_once")]
        triggers = [pgtrigger.Protect(name="snapshot_is_frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"Version {self.number} of {self.support_plan_id}"


class StateChange(models.Model):
    """One transition of the process: who, in which role, for whom, from, to, why, and what was recorded."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    support_plan = models.ForeignKey(SupportPlan, models.PROTECT, related_name="state_changes")
    transition = models.CharField(max_length=30)
    from_state = models.CharField(max_length=20, choices=PlanState)
    to_state = models.CharField(max_length=20, choices=PlanState)
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, null=True, blank=True, related_name="decisions")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    by_label = models.CharField(max_length=200)
    role = models.CharField(max_length=20, blank=True)
    on_behalf_of = models.CharField(max_length=150, blank=True)
    reason = models.TextField(blank=True)
    recorded = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["support_plan", "at"])]
        triggers = [
            pgtrigger.Protect(name="state_change_is_kept", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="nobody_decides_on_their_own",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=NOBODY_DECIDES_ON_THEIR_OWN,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_state} -> {self.to_state}"


class ReasonableStep(models.Model):
    """One step to reach agreement about how needs are met (Care Act 2014 s.25(5)): asked for, then taken.

    `taken_on` is empty while somebody has only asked for it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    support_plan = models.ForeignKey(SupportPlan, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=15, choices=StepKind)
    asked_by_person = models.BooleanField(default=False)
    words = models.TextField(blank=True)
    taken_on = models.DateField(null=True, blank=True)
    who = models.CharField(max_length=200, blank=True)
    what_changed = models.TextField(blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ReasonableStepQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return self.get_kind_display()


class SecondYes(models.Model):
    """Somebody else's yes to a transition that takes two. It counts until the plan next moves."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    support_plan = models.ForeignKey(SupportPlan, models.CASCADE, related_name="second_yeses")
    transition = models.CharField(max_length=30)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    by_label = models.CharField(max_length=200)
    place = models.CharField(max_length=5)
    words = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at"]
        verbose_name_plural = "second yeses"

    def __str__(self) -> str:
        return f"{self.by_label}: {self.transition}"
