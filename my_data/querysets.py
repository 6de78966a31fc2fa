"""Named reads of this app."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.enums import Role
from people.querysets import live_on, today

if TYPE_CHECKING:
    from people.actors import Actor


LATELY = timedelta(days=14)


def led_by(actor: Actor, organisation: str) -> Q:
    """Rows of the council whose data this actor leads, in that role. `organisation` is the path to its key."""
    if actor.read_only or actor.token_scopes is not None or actor.role != Role.DATA_LEAD:
        return Q(pk__in=[])
    return Q(**{organisation: actor.organisation_id})


def at_own_screen(actor: Actor) -> bool:
    """Somebody signed in by themself: not a page drawn as another, and no program."""
    return actor.user is not None and not actor.read_only and actor.token_scopes is None


class DeletionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """My own wish to delete. Nobody else learns of it."""
        return self.filter(person__user=actor.user) if at_own_screen(actor) else self.none()

    def waiting(self) -> Self:
        """Asked for, and neither taken back nor done. Somebody who came back by any door took it back by that."""
        return self.filter(taken_back_at__isnull=True, erased_at__isnull=True, person__stopped_at__isnull=False)

    def due(self) -> Self:
        """Whose 30 days are over, and whom no court or complaint holds."""
        people = self.model._meta.get_field("person").related_model
        holds = people._meta.get_field("legal_holds").related_model.objects.in_force()
        held = holds.filter(person=models.OuterRef("person"))
        return self.waiting().filter(~models.Exists(held), erase_at__lte=timezone.now()).order_by("erase_at")


class CorrectionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """What I asked for, what is for me to answer, and, for a data lead, all of their own council's."""
        if not at_own_screen(actor):
            return self.none()
        return self.filter(
            Q(asked_by=actor.user) | Q(answerer=actor.user) | Q(person__user=actor.user) | led_by(actor, "organisation")
        )

    def open(self) -> Self:
        return self.filter(answered_at__isnull=True)

    def answered(self) -> Self:
        return self.filter(answered_at__isnull=False).order_by("-answered_at")

    def open_lately(self, now: datetime) -> Self:
        """Those that wait for an answer, and those that got one in the last two weeks."""
        return self.filter(Q(answered_at__isnull=True) | Q(answered_at__gt=now - LATELY))

    def asked_by_me(self, actor: Actor) -> Self:
        """The newest first."""
        return self.filter(asked_by=actor.user).order_by("-asked_at")

    def answerable_by(self, actor: Actor) -> Self:
        """Whose answer it is: the writer's, the data lead's of that council, or the person's for a name in their circle."""
        if not at_own_screen(actor):
            return self.none()
        return self.filter(Q(answerer=actor.user) | led_by(actor, "organisation")).exclude(asked_by=actor.user)

    def beside(self, person_id: object) -> Self:
        """What stands beside what was written about a person, the newest first."""
        said = self.filter(person=person_id).exclude(kind__in=["details", "question"])
        return said.select_related("person").order_by("-asked_at")

    def of_record(self) -> Self:
        """Beside the support plan, not beside cards of a meeting: those are for who was asked to the meeting."""
        return self.exclude(about="card")

    def of_cards(self, cards: list[object]) -> Self:
        """Beside these cards, which the caller has asked about."""
        return self.filter(about="card", row_id__in=cards).select_related("person").order_by("-asked_at")


class RetentionRuleQuerySet(models.QuerySet):
    def in_force(self, jurisdiction: str, day: date | None = None) -> Self:
        return self.filter(live_on(day or today()), jurisdiction=jurisdiction).order_by("record_kind")


class LegalHoldQuerySet(models.QuerySet):
    def about(self, person: object) -> Self:
        return self.filter(person=person)

    def in_force(self) -> Self:
        return self.filter(lifted_at__isnull=True)

    def visible_to(self, actor: Actor) -> Self:
        """The person whom it is about, and the data lead of their council."""
        if not at_own_screen(actor):
            return self.none()
        return self.filter(Q(person__user=actor.user) | led_by(actor, "person__organisation"))


class DestructionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The data lead of the council whose record it is."""
        return self.filter(led_by(actor, "organisation"))

    def waiting(self) -> Self:
        return self.filter(state="waiting").order_by("due_on", "pk")
