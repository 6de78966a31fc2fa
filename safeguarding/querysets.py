"""Named reads of this app. A concern lives outside every tree of permissions of a plan: no slip, tie or authority opens it.

The one thing that comes before all others: whoever is named as a possible source of harm reads nothing of it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from people.enums import Role
from people.models import Assignment, Connection, StaffRole, User

if TYPE_CHECKING:
    from people.actors import Actor

UNAPPROVED_HOLDS_FOR = timedelta(days=1)


def acts_as_lead(actor: Actor) -> bool:
    """Whether somebody at their own screen acts in the role of a safeguarding lead now."""
    at_screen = actor.user is not None and not actor.read_only and actor.token_scopes is None
    return at_screen and actor.role == Role.SAFEGUARDING


def leads_of(organisation_id: object) -> models.QuerySet[StaffRole]:
    """The live roles of those whom a concern of this organisation goes to, by name."""
    live = StaffRole.objects.live().filter(organisation=organisation_id, role=Role.SAFEGUARDING, user__is_active=True)
    return live.select_related("user").order_by("user__name")


def lead_users(organisation_id: object) -> models.QuerySet[User]:
    """The same people as users, for a form to pick from."""
    return User.objects.filter(pk__in=leads_of(organisation_id).values("user")).order_by("name")


class NamedQuerySet(models.QuerySet):
    def in_force(self) -> Self:
        """Everybody named, without those of whom another lead wrote down that it is not them."""
        return self.filter(cleared_at__isnull=True)

    def naming(self, user: object) -> Self:
        """The rows that name this user, by themself or as somebody in a circle."""
        return self.in_force().filter(Q(user=user) | Q(connection__user=user))


class HandlerQuerySet(models.QuerySet):
    def live(self) -> Self:
        """Handlers who are still leads there and are not named themselves."""
        from safeguarding.models import Named

        roles = StaffRole.objects.live().filter(
            user=OuterRef("user"), organisation=OuterRef("concern__organisation"), role=Role.SAFEGUARDING
        )
        named = Named.objects.naming(OuterRef("user")).filter(concern=OuterRef("concern"))
        return self.filter(Exists(roles), ~Exists(named), ended_at__isnull=True, user__is_active=True)


class WithholdingQuerySet(models.QuerySet):
    def in_force(self) -> Self:
        """Approved and not yet to be looked at again; or asked for so lately that nobody could approve it yet."""
        today = timezone.localdate()
        approved = Q(approved_at__isnull=False, recheck_on__gte=today)
        waiting = Q(approved_at__isnull=True, asked_on__gte=today - UNAPPROVED_HOLDS_FOR)
        return self.filter(approved | waiting, ended_at__isnull=True)


class ConcernQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The file of a concern: to its handlers (to every lead before there are any), and to the person it is about."""
        if actor.user is None or actor.read_only or actor.token_scopes is not None:
            return self.none()
        return self.not_naming(actor).filter(self._for_lead(actor) | self._about(actor))

    def handled_by(self, actor: Actor) -> Self:
        """What a lead may work on."""
        if not acts_as_lead(actor):
            return self.none()
        return self.not_naming(actor).filter(self._for_lead(actor))

    def about_me(self, actor: Actor) -> Self:
        """What was told about me and is not withheld from me now."""
        return self.visible_to(actor).filter(about__user=actor.user)

    def told_by(self, actor: Actor) -> Self:
        """What the actor told. It is for their own words alone: nothing of what came after is read through it."""
        if actor.user is None or actor.read_only or actor.token_scopes is not None:
            return self.none()
        return self.filter(told_by=actor.user).order_by("-told_at")

    def not_naming(self, actor: Actor) -> Self:
        from safeguarding.models import Named

        return self.filter(~Exists(Named.objects.naming(actor.user).filter(concern=OuterRef("pk"))))

    @staticmethod
    def _for_lead(actor: Actor) -> Q:
        from safeguarding.models import Handler

        if not acts_as_lead(actor):
            return Q(pk__in=[])
        handlers = Handler.objects.live().filter(concern=OuterRef("pk"))
        mine = Exists(handlers.filter(user=actor.user))
        return Q(organisation=actor.organisation) & (Q(mine) | ~Exists(handlers))

    @staticmethod
    def _about(actor: Actor) -> Q:
        from safeguarding.models import Withholding

        withheld = Withholding.objects.in_force().filter(concern=OuterRef("pk"))
        return Q(about__user=actor.user) & ~Exists(withheld)


class RiskQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Agreements about a risk: the person's own, the ones I am named in, and those of people I am assigned to."""
        if actor.user is None or actor.read_only or actor.token_scopes is not None:
            return self.none()
        tie = Connection.objects.live().filter(user=actor.user, risk_places__record=OuterRef("pk"))
        named = Exists(tie.filter(risk_places__ended_at__isnull=True, died=False))
        return self.filter(Q(person__user=actor.user) | named | self._assigned(actor)).order_by("-changed_at", "id")

    @staticmethod
    def _assigned(actor: Actor) -> Q:
        if actor.role != Role.FACILITATOR:
            return Q(pk__in=[])
        work = Assignment.objects.live().filter(user=actor.user, role=Role.FACILITATOR, person=OuterRef("person"))
        return Q(Exists(work.filter(connection__ended_at__isnull=True)), ended_at__isnull=True)
