"""The list of decisions that wait: oldest promise first, read in pages by key, never all at once."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import DateTimeField, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from people.actors import Actor
from people.enums import Role
from people.models import Connection
from plans.enums import PlanState as S
from plans.models import Snapshot, StateChange, SupportPlan

PAGE_SIZE = 20
NO_PROMISE = date(9999, 12, 31)
WAITS_FOR: dict[str, tuple[S, ...]] = {
    Role.TEAM_MANAGER: (S.SUBMITTED, S.REACHING_AGREEMENT),
    Role.PANEL: (S.WITH_PANEL,),
    Role.FINANCE: (S.SIGNED_OFF,),
}


@dataclass(frozen=True)
class Key:
    """Where a page ended: the promised day, when the plan began, its id."""

    promised: date
    created: datetime
    pk: uuid.UUID

    @classmethod
    def read(cls, text: str) -> Key | None:
        """From an address, or None when it is not one of ours."""
        try:
            promised, created, pk = text.split("_")
            return cls(date.fromisoformat(promised), datetime.fromisoformat(created), uuid.UUID(pk))
        except ValueError:
            return None

    def __str__(self) -> str:
        return f"{self.promised.isoformat()}_{self.created.isoformat()}_{self.pk}"


def waiting_for(actor: Actor, after: Key | None = None) -> tuple[Sequence[SupportPlan], Key | None]:
    """One page of what waits for this actor's role, and the key of the next page if there is one.

    Each row carries `waits_since`, `snapshot_id` and `promised`. One query, whatever the length of the list.
    """
    rows = list(_waiting(actor, after)[: PAGE_SIZE + 1])
    page = rows[:PAGE_SIZE]
    last = page[-1] if len(rows) > PAGE_SIZE else None
    return page, Key(last.promised, last.created_at, last.pk) if last else None


def _waiting(actor: Actor, after: Key | None) -> QuerySet[SupportPlan]:
    tied = Connection.objects.filter(user=actor.user).values("circle")
    moved = StateChange.objects.filter(support_plan=OuterRef("pk")).order_by("-at")
    newest = Snapshot.objects.filter(support_plan=OuterRef("pk")).order_by("-number")
    rows = (
        SupportPlan.objects.visible_to(actor)
        .filter(state__in=WAITS_FOR.get(actor.role, ()), organisation=actor.organisation)
        .exclude(person__in=tied)
        .annotate(
            promised=Coalesce("answer_promised_on", Value(NO_PROMISE)),
            waits_since=Subquery(moved.values("at")[:1], output_field=DateTimeField()),
            snapshot_id=Subquery(newest.values("pk")[:1]),
        )
        .with_person()
        .order_by(F("promised").asc(), "created_at", "pk")
    )
    return rows.filter(_later_than(after)) if after else rows


def _later_than(key: Key) -> Q:
    same_day = Q(promised=key.promised)
    return (
        Q(promised__gt=key.promised)
        | (same_day & Q(created_at__gt=key.created))
        | (same_day & Q(created_at=key.created, pk__gt=key.pk))
    )
