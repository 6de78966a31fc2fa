"""Named reads of this app. `reachable` is the whole rule of who sees a part, as part of the reading statement."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, Exists, F, Max, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from people.enums import Level
from people.models import RecordedAuthority, Slip

if TYPE_CHECKING:
    from people.actors import Actor

KEPT_AFTER_TAKING_OUT = timedelta(days=30)
# One step above every slip: the person, or somebody with legal authority over this place of the plan.
OWNER_LEVEL = max(Level) + 1


def slips_on(actor: Actor, part: str = "") -> models.QuerySet[Slip]:
    """The actor's live slips that hold the outer row's part. `part` is the path to it, such as "part__"."""
    return (
        Slip.objects.live()
        .of(actor)
        .filter(content_object=OuterRef(f"{part}plan_id"), part_ids__contains=[OuterRef(f"{part}id")])
    )


def authority_over(actor: Actor, part: str = "") -> models.QuerySet[RecordedAuthority]:
    return RecordedAuthority.objects.in_force().filter(
        connection__user=actor.user, person=OuterRef(f"{part}plan_id"), places__contains=[OuterRef(f"{part}place")]
    )


def reachable(actor: Actor, part: str = "") -> Q:
    """Whether the outer row's part may be known by the actor: mine, held by law, or on a live slip of mine.

    Source: DESIGN "Who sees what"; nobody else, whatever their job.
    """
    if actor.user is None and actor.connection is None:
        return Q(pk__in=[])
    shared = Q(Exists(slips_on(actor, part)))
    if actor.user is None:
        return shared
    return Q(**{f"{part}plan__person__user": actor.user}) | Q(Exists(authority_over(actor, part))) | shared


class PlanQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Plans of which the actor owns, or may see, at least one part (an owner's empty plan included)."""
        if actor.user is None:
            return self.none()
        slips = Slip.objects.live().of(actor).filter(content_object=OuterRef("pk"))
        acting = RecordedAuthority.objects.in_force().filter(connection__user=actor.user, person=OuterRef("pk"))
        acting = acting.exclude(places=[])
        return self.filter(Q(person__user=actor.user) | Exists(slips) | Exists(acting))


class PartQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(reachable(actor))

    def with_reader_level(self, actor: Actor) -> Self:
        """Adds `reader_level`: OWNER_LEVEL for the person or the law, else the highest live slip, else 0."""
        highest = slips_on(actor).order_by().values("content_object").annotate(most=Max("level")).values("most")
        slip_level = Coalesce(Subquery(highest), Value(0), output_field=models.IntegerField())
        if actor.user is None:
            return self.annotate(reader_level=slip_level)
        owner = Q(plan__person__user=actor.user) | Q(Exists(authority_over(actor)))
        return self.annotate(
            reader_level=Case(
                When(owner, then=Value(OWNER_LEVEL)), default=slip_level, output_field=models.IntegerField()
            )
        )

    def with_person(self) -> Self:
        return self.select_related("plan__person__photo")


class ItemQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(reachable(actor, "part__"))

    def kept(self) -> Self:
        """Answers that have not been taken out."""
        return self.filter(taken_out_at__isnull=True)

    def taken_out_lately(self) -> Self:
        """Answers that were taken out and can still come back: for 30 days."""
        return self.filter(taken_out_at__gt=timezone.now() - KEPT_AFTER_TAKING_OUT).order_by("-taken_out_at")

    def main(self) -> Self:
        """Without the second versions that two writers at once left beside one another."""
        return self.filter(beside__isnull=True)

    def with_voices(self) -> Self:
        return self.select_related("said_by", "photo")


class SuggestionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Mine to answer if the plan is mine; else only the ones that I made."""
        if actor.user is None:
            return self.none()
        acting = Exists(authority_over(actor, "part__"))
        return self.filter(Q(part__plan__person__user=actor.user) | acting | Q(said_by__user=actor.user))

    def open(self) -> Self:
        return self.filter(state="open")


class OutcomeQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(reachable(actor, "part__"))

    def taken_out_lately(self) -> Self:
        """Wishes that were taken out and can still come back: for 30 days."""
        return self.filter(taken_out_at__gt=timezone.now() - KEPT_AFTER_TAKING_OUT).order_by("-taken_out_at")

    def kept(self) -> Self:
        return self.filter(taken_out_at__isnull=True)


class ActionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """My own plan's promises, and the ones I made; an outcome's promises are seen with the outcome."""
        if actor.user is None:
            return self.none()
        with_outcome = Q(outcome__isnull=False) & reachable(actor, "outcome__part__")
        return self.filter(Q(plan__person__user=actor.user) | Q(who_connection__user=actor.user) | with_outcome)


class SupportPlanQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The person's own, the ones of people I am assigned to, and the ones waiting for my decision.

        The draft is for the person and the facilitator assigned to them. A manager, panel or finance
        officer of the organisation knows of a support plan from the moment it was sent to be agreed,
        and then reads its frozen snapshots only.
        """
        from people.models import Assignment
        from plans.process import STATES_DECIDERS_SEE

        if actor.user is None or actor.read_only:
            return self.none()
        # Welfare attorneys and deputies act where the person cannot decide this (MCA 2005 ss.9, 16).
        acting = RecordedAuthority.objects.in_force().filter(
            person=OuterRef("person"), connection__user=actor.user, places__contains=["meeting"]
        )
        mine = Q(person__user=actor.user) | Q(Exists(acting))
        if not actor.staff_role:
            return self.filter(mine)
        assigned = Assignment.objects.live().filter(
            user=actor.user, person=OuterRef("person"), connection__ended_at__isnull=True
        )
        visible = mine | Q(Exists(assigned))
        if actor.role in ("team_manager", "panel", "finance"):
            visible |= Q(organisation=actor.staff_role.organisation_id, state__in=STATES_DECIDERS_SEE)
        return self.filter(visible)

    def with_person(self) -> Self:
        return self.select_related("person", "organisation", "facilitator")

    def longest_waiting(self) -> Self:
        return self.order_by(F("answer_promised_on").asc(nulls_last=True), "created_at")


class PlanPrintQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Prints of my own plan that I asked for. A print for Mum is mine to give, not hers to fetch."""
        if actor.user is None or actor.read_only:
            return self.none()
        return self.filter(plan__person__user=actor.user, asked_by=actor.user)
