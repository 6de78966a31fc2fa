"""Named reads of this app. `reaches_money` is the whole rule of who sees the money of a support plan."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from budgets.codes import CHANGE_KINDS, FIGURE_KINDS
from people.enums import Role, Voice
from people.models import Assignment, Connection, RecordedAuthority
from plans.models import SupportPlan

if TYPE_CHECKING:
    from people.actors import Actor

PLACE = "money"


def reaches_money(actor: Actor, path: str = "") -> Q:
    """Whether the actor may see the money of the support plan at `path` (such as "support_plan__").

    The person; somebody whose authority reaches money today; the facilitator assigned to the person. Nobody
    else, whatever their job: those who decide read the frozen copy.
    """
    if actor.user is None or actor.read_only:
        return Q(pk__in=[])
    mine = Q(**{f"{path}person__user": actor.user})
    if actor.token_scopes is not None:  # a program reads its owner's own money, if it was let to, and nobody else's
        return mine if "budget:read" in actor.token_scopes else Q(pk__in=[])
    held = RecordedAuthority.objects.in_force().filter(
        connection__user=actor.user, person=OuterRef(f"{path}person"), places__contains=[PLACE]
    )
    reach = mine | Q(Exists(held))
    if actor.role != Role.FACILITATOR:
        return reach
    assigned = Assignment.objects.live().filter(
        user=actor.user, person=OuterRef(f"{path}person"), connection__ended_at__isnull=True
    )
    return reach | Q(Exists(assigned), **{f"{path}organisation": actor.organisation_id})


def plans_with_money_for(actor: Actor) -> QuerySet[SupportPlan]:
    """The support plans whose money the actor may see, the newest first."""
    seen: QuerySet[SupportPlan] = SupportPlan.objects.filter(reaches_money(actor))
    return seen.select_related("person__photo", "organisation", "facilitator").order_by("-version_no", "-created_at")


def those_who_see_money(person_id: object) -> QuerySet[Connection]:
    """Everybody in the circle who can see the person's money now: by law, or as their facilitator."""
    by_law = RecordedAuthority.objects.in_force().filter(connection=OuterRef("pk"), places__contains=[PLACE])
    assigned = Assignment.objects.live().filter(connection=OuterRef("pk"), role=Role.FACILITATOR)
    paid = Q(Exists(assigned), voice=Voice.PAID)
    return Connection.objects.live().filter(Q(Exists(by_law)) | paid, circle=person_id).select_related("photo")


class MoneyQuerySet(models.QuerySet):
    """Rows that belong to a support plan's money."""

    def visible_to(self, actor: Actor) -> Self:
        return self.filter(reaches_money(actor, "support_plan__"))


class PriceTableQuerySet(models.QuerySet):
    def in_force(self, organisation_id: object, day: date | None = None) -> Self:
        """A council's tables that hold on a day (today)."""
        when = day or timezone.localdate()
        not_over = Q(effective_to__isnull=True) | Q(effective_to__gte=when)
        return self.filter(not_over, organisation=organisation_id, effective_from__lte=when)


class IndicativeBudgetQuerySet(MoneyQuerySet):
    def current(self) -> Self:
        return self.filter(replaced_at__isnull=True)


class LedgerQuerySet(MoneyQuerySet):
    def figures(self) -> Self:
        """The lines that say what the figure is from then on."""
        return self.filter(kind__in=FIGURE_KINDS)

    def changes(self) -> Self:
        return self.filter(kind__in=CHANGE_KINDS)

    def told(self) -> Self:
        """What the person has been shown."""
        return self.filter(visible_to_person=True, told_person_at__isnull=False)


class CostLineQuerySet(MoneyQuerySet):
    def kept(self) -> Self:
        return self.filter(taken_out_at__isnull=True)

    def whole(self) -> Self:
        """With what each line helps with, in a fixed number of statements."""
        return self.kept().select_related("outcome", "entry").prefetch_related("needs")
