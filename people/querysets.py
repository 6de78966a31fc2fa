"""Named reads of this app."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

if TYPE_CHECKING:
    from people.actors import Actor


def today() -> date:
    """The date in the country's own zone: end dates end on the day that people there call by that name."""
    return timezone.localdate()


def live_on(day: date, prefix: str = "") -> Q:
    """Rows whose `starts_on` and `ends_on` (None = no end, the last day counts) hold `day`."""
    started = Q(**{f"{prefix}starts_on__isnull": True}) | Q(**{f"{prefix}starts_on__lte": day})
    not_over = Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gte": day})
    return started & not_over


class DatedQuerySet(models.QuerySet):
    def live(self, day: date | None = None) -> Self:
        return self.filter(live_on(day or today()))

    def not_over(self) -> Self:
        """Live today or still to begin."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today()))


class OrganisationQuerySet(models.QuerySet):
    def councils(self) -> Self:
        """The councils that a person may ask for help, by name."""
        return self.filter(kind="council").order_by("name")


class ConnectionQuerySet(models.QuerySet):
    def live(self) -> Self:
        """Connections that have not been ended, left or outlived."""
        return self.filter(Q(ended_at__isnull=True), live_on(today()))

    def visible_to(self, actor: Actor) -> Self:
        """All of my circle to me; to a member, themself, and the others only where the person shows them."""
        if actor.user is None:
            return self.none()
        mine = Q(circle__person__user=actor.user)
        myself = Q(user=actor.user) & Q(ended_at__isnull=True) & live_on(today())
        alongside = self.model._default_manager.filter(user=actor.user).live()
        shown = Q(circle__members_see_each_other=True) & Exists(alongside.filter(circle=OuterRef("circle")))
        return self.filter(mine | myself | (shown & Q(ended_at__isnull=True) & live_on(today())))

    def with_something_shared(self, person_id: object) -> Self:
        """The members of a person's circle who have a live slip on the plan."""
        slips = self.model._meta.get_field("slips").related_model.objects.live().told()
        return self.filter(Exists(slips.filter(connection=OuterRef("pk"))), circle=person_id)


class PersonQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """People whose existence this actor may know: me, and those who have a live tie with me."""
        from people.models import Connection, RecordedAuthority

        if actor.user is None:
            return self.none()
        tied = Connection.objects.live().filter(user=actor.user, circle=OuterRef("pk"))
        acting = RecordedAuthority.objects.in_force().filter(connection__user=actor.user, person=OuterRef("pk"))
        return self.filter(Q(user=actor.user) | Exists(tied) | Exists(acting))


class RecordedAuthorityQuerySet(DatedQuerySet):
    def in_force(self) -> Self:
        """Live by date, with the original seen, and held by somebody who is still connected."""
        return (
            self.live()
            .filter(seen_on__isnull=False, connection__ended_at__isnull=True)
            .filter(live_on(today(), "connection__"))
        )


class SlipQuerySet(models.QuerySet):
    def live(self, at: datetime | None = None) -> Self:
        """Slips that open something now: not torn, begun, not over, and the connection lives."""
        now = at or timezone.now()
        return self.filter(
            Q(torn_at__isnull=True),
            Q(starts_at__lte=now),
            Q(ends_at__isnull=True) | Q(ends_at__gt=now),
            Q(connection__ended_at__isnull=True),
            live_on(timezone.localdate(now), "connection__"),
        )

    def of(self, actor: Actor) -> Self:
        """The slips that name this actor: by their user, or by connection while they have none.

        Where the person looks through somebody's eyes, what they are not told yet is not there.
        """
        if actor.read_only:
            return self.told()._named(actor)
        return self._named(actor)

    def _named(self, actor: Actor) -> Self:
        if actor.connection is not None and actor.connection.user_id is None:
            return self.filter(connection=actor.connection)
        return self.filter(user=actor.user) if actor.user else self.none()

    def told(self) -> Self:
        """Without those of which the person is not to know yet (a lawful opening whose telling was put off)."""
        return self.filter(Q(quiet_until__isnull=True) | Q(quiet_until__lte=timezone.now()))

    def visible_to(self, actor: Actor) -> Self:
        """Only the person reads all slips on their plan; anybody else reads the ones that name them."""
        if actor.user is None:
            return self.none()
        told = Q(quiet_until__isnull=True) | Q(quiet_until__lte=timezone.now())
        return self.filter((Q(content_object__user=actor.user) & told) | Q(user=actor.user, torn_at__isnull=True))

    def shared_with(self, actor: Actor) -> Self:
        """One slip a plan, newest change first, by the covering index (user, changed_at, id).

        Where several slips open the same plan the one with the latest change stands for them all.
        """
        live = self.live().of(actor)
        later = live.filter(content_object=OuterRef("content_object")).filter(
            Q(changed_at__gt=OuterRef("changed_at")) | Q(changed_at=OuterRef("changed_at"), id__gt=OuterRef("id"))
        )
        return live.filter(~Exists(later)).order_by(F("changed_at").desc(), F("id").desc())


class InvitationQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(used_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=timezone.now())


class LetterQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        """Letters that nobody has handed over and no live lease holds."""
        now = timezone.now()
        free = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
        return self.filter(free, sent_at__isnull=True, due_at__lte=now, dropped_at__isnull=True)
