"""Named reads of this app."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from people import clock
from people.clock import today

if TYPE_CHECKING:
    from people.actors import Actor


def live_on(day: date, prefix: str = "") -> Q:
    """Rows whose `starts_on` and `ends_on` (None = no end, the last day counts) hold `day`."""
    started = Q(**{f"{prefix}starts_on__isnull": True}) | Q(**{f"{prefix}starts_on__lte": day})
    not_over = Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gte": day})
    return started & not_over


class DatedQuerySet(models.QuerySet):
    def live(self) -> Self:
        return self.filter(live_on(today()))

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

    def called(self, person_id: object, name: str) -> Self:
        """The live members of a circle who go by exactly this name, in it or as they sign in."""
        same = Q(name__iexact=name.strip()) | Q(user__name__iexact=name.strip())
        return self.live().filter(same, circle=person_id, died=False)

    def advocates_of(self, person_id: object) -> Self:
        """The independent advocates in a person's circle now."""
        return self.live().filter(circle=person_id, voice="advocate", died=False).order_by("name")

    def of_user(self, user: object) -> Self:
        """The ties of one user, in whatever circle."""
        return self.filter(user=user)

    def with_something_shared(self, person_id: object) -> Self:
        """The members of a person's circle who have a live slip on the plan."""
        slips = self.model._meta.get_field("slips").related_model.objects.live().told()
        return self.filter(Exists(slips.filter(connection=OuterRef("pk"))), circle=person_id)


class PersonQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """People whose existence this actor may know: me, and those who have a live tie with me."""
        from people.models import Connection

        if actor.user is None:
            return self.none()
        tied = Connection.objects.live().filter(user=actor.user, circle=OuterRef("pk"))
        return self.filter(Q(user=actor.user) | Exists(tied))


class RecordedAuthorityQuerySet(DatedQuerySet):
    def in_force(self) -> Self:
        """Live by date and not ended, with the original seen, and held by somebody who is still connected."""
        return (
            self.live()
            .filter(ended_at__isnull=True, seen_on__isnull=False, connection__ended_at__isnull=True)
            .filter(live_on(today(), "connection__"))
        )

    def visible_to(self, actor: Actor) -> Self:
        """The person reads each authority over them; whoever holds it reads their own; the assigned facilitator all."""
        if actor.user is None or actor.read_only or actor.token_scopes is not None:
            return self.none()
        holds = Q(connection__user=actor.user, connection__ended_at__isnull=True) & live_on(today(), "connection__")
        return self.filter(Q(person__user=actor.user) | holds | assigned_facilitator(actor))


def assigned_facilitator(actor: Actor, path: str = "") -> Q:
    """Whether the actor, in the role of a facilitator, is assigned today to the person of the outer row."""
    from people.models import Assignment

    if actor.role != "facilitator":
        return Q(pk__in=[])
    work = Assignment.objects.live().filter(
        user=actor.user, person=OuterRef(f"{path}person"), connection__ended_at__isnull=True
    )
    return Q(Exists(work))


class SlipQuerySet(models.QuerySet):
    def live(self) -> Self:
        """Slips that open something now: not torn, begun, not over, and the connection lives."""
        now = clock.now()
        return self.filter(
            Q(torn_at__isnull=True),
            Q(starts_at__lte=now),
            Q(ends_at__isnull=True) | Q(ends_at__gt=now),
            Q(connection__ended_at__isnull=True),
            live_on(today(), "connection__"),
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


class HelpSessionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The person's own; the helper's own while they are in the circle; and what an assigned facilitator is asked
        to hear the person's yes to."""
        from people.models import Assignment

        if actor.user is None or actor.read_only or actor.token_scopes is not None:
            return self.none()
        helper = Q(connection__user=actor.user, connection__ended_at__isnull=True) & live_on(today(), "connection__")
        seen = Q(person__user=actor.user) | helper
        if actor.role == "facilitator":
            assigned = Assignment.objects.live().filter(
                user=actor.user, person=OuterRef("person"), connection__ended_at__isnull=True
            )
            seen |= Q(in_front=True) & Exists(assigned)
        return self.filter(seen)

    def waiting(self) -> Self:
        """Asked, not answered, and not too long ago; the helper is still in the circle."""
        return self.filter(
            Q(connection__ended_at__isnull=True), live_on(today(), "connection__"), waits_until__gt=timezone.now(),
            starts_at__isnull=True, refused_at__isnull=True, ended_at__isnull=True,
        )  # fmt: skip

    def running(self) -> Self:
        """Somebody is helping now: not ended, not over, and a slip given for it is live."""
        from people.models import Slip

        now = timezone.now()
        slips = Slip.objects.live().filter(basis="helping", connection=OuterRef("connection"))
        return self.filter(Exists(slips), ended_at__isnull=True, starts_at__lte=now, ends_at__gt=now)

    def of_either(self, user: object) -> Self:
        """Those in which a user is the person or the helper."""
        return self.filter(Q(person__user=user) | Q(connection__user=user))

    def with_people(self) -> Self:
        return self.select_related("connection__user", "connection__photo", "person__user", "yes_taken_by")


class InvitationQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(used_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=timezone.now())


class NotAskedAgainQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """The ones that the person has not taken back."""
        return self.filter(lifted_at__isnull=True)

    def visible_to(self, actor: Actor) -> Self:
        """The person's own, at their own screen: nobody else learns whom they do not want asked."""
        if actor.user is None or actor.read_only or actor.token_scopes is not None:
            return self.none()
        return self.filter(circle__person__user=actor.user)

    def of_somebody(self, *, email: str = "", user: object = None) -> Self:
        """The ones that name this address, or this user by whatever address they have now."""
        named = Q(email__iexact=email) if email else Q(pk__in=[])
        if user is not None:
            named |= Q(user=user) | Q(email__iexact=user.email)
        elif email:
            named |= Q(user__email__iexact=email)
        return self.filter(named)


class LetterQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        """Letters that nobody has handed over and no live lease holds."""
        now = timezone.now()
        free = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
        return self.filter(free, sent_at__isnull=True, due_at__lte=now, dropped_at__isnull=True)
