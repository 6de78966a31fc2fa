"""Named reads of this app. Who may know of a meeting: the person, the people they asked, their own facilitator."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from people.enums import Role
from people.models import Assignment, Connection
from reviews.enums import OPEN, InvitationAnswer, ReviewState

if TYPE_CHECKING:
    from people.actors import Actor

NOT_REFUSED = [InvitationAnswer.ASKED, InvitationAnswer.YES, InvitationAnswer.MAYBE]


def assignments_of(actor: Actor, person: str) -> models.QuerySet[Assignment]:
    """The actor's live work as a facilitator with the person of the outer row (`person` is the path to their key)."""
    return Assignment.objects.live().filter(
        user=actor.user, role=Role.FACILITATOR, person=OuterRef(person), connection__ended_at__isnull=True
    )


def runs(actor: Actor, path: str = "") -> Q:
    """The reviews that the actor helps to run: an assigned facilitator, in that role. A job title opens nothing."""
    if actor.user is None or actor.read_only or actor.role != Role.FACILITATOR:
        return Q(pk__in=[])
    return Q(Exists(assignments_of(actor, f"{path}person_id")))


def own(actor: Actor, path: str = "") -> Q:
    """The reviews that are about the actor, at their own screen."""
    if actor.user is None or actor.read_only:
        return Q(pk__in=[])
    return Q(**{f"{path}person__user": actor.user})


def asked(actor: Actor, review: str = "pk") -> Q:
    """The reviews to which the person asked the actor, who has not said no and is still in the circle; and the person
    has not shut every door since."""
    if actor.user is None and actor.connection is None:
        return Q(pk__in=[])
    live = Connection.objects.live()
    live = live.filter(pk=actor.connection.pk) if actor.connection else live.filter(user=actor.user)
    came = live.filter(
        review_invitations__review=OuterRef(review), review_invitations__state__in=NOT_REFUSED,
        review_invitations__shut_at__isnull=True,
    )  # fmt: skip
    return Q(Exists(came))


class ReviewQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(own(actor) | asked(actor) | runs(actor))

    def open(self) -> Self:
        """Offered or planned: still to come."""
        return self.filter(state__in=OPEN)

    def with_people(self) -> Self:
        return self.select_related("person__user", "person__circle", "facilitator", "champion__photo", "support_plan")

    def next_first(self) -> Self:
        return self.order_by(F("meets_on").asc(nulls_last=True), F("window_opens").asc(nulls_last=True), "created_at")

    def past(self) -> Self:
        """Held, newest first."""
        return self.filter(state__in=[ReviewState.HELD, ReviewState.CLOSED]).order_by("-held_on", "-created_at")


class ReviewInvitationQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """All to the person and the facilitator. To somebody asked: their own, and those that the person shows.

        The others are known when the person lets the circle see each other, or when they wrote a card that is shown.
        """
        wrote = Connection.objects.filter(
            pk=OuterRef("connection"), review_views__review=OuterRef("review"), review_views__hidden_at__isnull=True,
            review_views__crossed_out_at__isnull=True,
        )  # fmt: skip
        shown = Q(review__person__circle__members_see_each_other=True) | Exists(wrote)
        mine = Q(connection__in=Connection.objects.live().filter(user=actor.user)) if actor.user else Q(pk__in=[])
        myself = mine & ~Q(state=InvitationAnswer.NO) & Q(shut_at__isnull=True)
        others = shown & asked(actor, "review_id") & ~Q(state=InvitationAnswer.NO)
        return self.filter(own(actor, "review__") | runs(actor, "review__") | myself | others)

    def coming(self) -> Self:
        """Everybody who has not said no, and is not shut out with every other door."""
        return self.exclude(state=InvitationAnswer.NO).filter(shut_at__isnull=True)

    def in_order(self) -> Self:
        return self.select_related("connection__photo").order_by(
            "connection__ring", "connection__position", "connection__created_at"
        )


class ReviewViewQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The cards of reviews that I may know. A hidden card is the person's and its author's; a crossed-out
        one is kept for its author alone."""
        if actor.user is None and actor.connection is None:
            return self.none()
        reaches = own(actor, "review__") | asked(actor, "review_id") | runs(actor, "review__")
        author = Q(author__in=Connection.objects.live().filter(user=actor.user)) if actor.user else Q(pk__in=[])
        author |= Q(voice="me") & own(actor, "review__")
        not_crossed = Q(crossed_out_at__isnull=True)
        shown = not_crossed & (Q(hidden_at__isnull=True) | own(actor, "review__"))
        return self.filter(reaches, shown | author)

    def person_first(self) -> Self:
        """The person's own cards, then the circle's, then those of people who are paid; each in order of time."""
        order = models.Case(
            models.When(voice="me", then=0), models.When(voice="family", then=1),
            models.When(voice="advocate", then=2), default=3, output_field=models.IntegerField(),
        )  # fmt: skip
        return (
            self.annotate(turn=order).select_related("author__photo", "typed_by").order_by("turn", "created_at", "id")
        )


class ReviewActionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Every promise of a review to the person and to the facilitator; to anybody else, the ones they made."""
        if actor.user is None:
            return self.none()
        own_promise = Q(action__who_connection__in=Connection.objects.live().filter(user=actor.user))
        return self.filter(own(actor, "review__") | runs(actor, "review__") | (own_promise & asked(actor, "review_id")))

    def with_people(self) -> Self:
        return self.select_related("action__who_connection__photo", "action__plan__person", "review")

    def before(self, person_id: UUID, at: datetime) -> Self:
        """The promises of a person's meetings that were asked for before a moment."""
        return self.filter(review__person=person_id, review__created_at__lt=at)


class ReminderQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        return self.filter(done_at__isnull=True, dropped_at__isnull=True)

    def due(self) -> Self:
        return self.waiting().filter(due_at__lte=timezone.now())
