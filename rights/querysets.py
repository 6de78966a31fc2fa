"""Named reads of this app. `concerns` is the whole rule of who reads what is written about somebody's rights."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from people.enums import Voice
from people.querysets import assigned_facilitator, live_on
from rights.enums import AdvocacyDuty, AdvocateAnswer, Conclusion

if TYPE_CHECKING:
    from people.actors import Actor

FIRST_NOTE = timedelta(weeks=8)


def concerns(actor: Actor) -> Q:
    """The person, and the facilitator assigned to them today. Nobody of the circle, no manager, no program."""
    if actor.user is None or actor.read_only or actor.token_scopes is not None:
        return Q(pk__in=[])
    return Q(person__user=actor.user) | assigned_facilitator(actor)


class RightsQuerySet(models.QuerySet):
    """Rows about one person. What is written about somebody is never kept from them."""

    def visible_to(self, actor: Actor) -> Self:
        return self.filter(concerns(actor))

    def with_person(self) -> Self:
        return self.select_related("person")


class CapacityQuerySet(RightsQuerySet):
    def closed(self) -> Self:
        return self.filter(closed_at__isnull=False)

    def not_decided(self) -> Self:
        """Closed records whose conclusion is that the person could not make this one decision at that time."""
        return self.closed().filter(conclusion=Conclusion.NOT_NOW)


class BestInterestsQuerySet(RightsQuerySet):
    def closed(self) -> Self:
        return self.filter(closed_at__isnull=False)

    def whole(self) -> Self:
        """With the record it rests on, its options and who was asked, in a fixed number of statements."""
        rows = self.select_related("person", "capacity", "authority__connection", "referral")
        return rows.prefetch_related("options", "consulted")


class AuthorisationQuerySet(RightsQuerySet):
    def current(self) -> Self:
        return self.filter(ended_at__isnull=True)

    def ending_soon(self, day: date | None = None) -> Self:
        """Those that end within eight weeks, or have ended by their day and nobody said so."""
        last = (day or timezone.localdate()) + FIRST_NOTE
        return self.current().filter(expires_on__lte=last).order_by("expires_on")


class SchemeQuerySet(models.QuerySet):
    def in_force(self, day: date | None = None) -> Self:
        """The schemes that the law has on a day: dated data, because they change (the LPS are not in force)."""
        return self.filter(live_on(day or timezone.localdate())).order_by("position")


class ReferralQuerySet(RightsQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Also the advocate's own, while it and their tie to the person last: who asked, for what, until when."""
        mine = concerns(actor)
        if actor.user is None or actor.read_only or actor.token_scopes is not None:
            return self.filter(mine)
        return self.filter(mine | (self.advocating(actor) & self.lasting()))

    @staticmethod
    def advocating(actor: Actor) -> Q:
        tie = Q(connection__user=actor.user, connection__ended_at__isnull=True, connection__voice=Voice.ADVOCATE)
        return tie & live_on(timezone.localdate(), "connection__")

    @staticmethod
    def lasting() -> Q:
        """Accepted, not ended, and not past its last day."""
        today = timezone.localdate()
        return Q(ended_at__isnull=True, accepted_on__isnull=False) & (Q(ends_on__isnull=True) | Q(ends_on__gte=today))

    def asked_by_person(self) -> Self:
        """What the person asked for and nobody has said yes to yet."""
        return self.filter(duty=AdvocacyDuty.ASKED, answer=AdvocateAnswer.YES, accepted_on=None, ended_at=None)

    def of_advocate(self, actor: Actor) -> Self:
        """The referrals that the actor works on as an advocate now."""
        if actor.user is None or actor.read_only or actor.token_scopes is not None:
            return self.none()
        rows = self.filter(self.advocating(actor) & self.lasting())
        return rows.select_related("person", "connection").order_by(F("ends_on").asc(nulls_last=True), "pk")


class VisitNoteQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The advocate who wrote it, at their own screen. No slip, no law, no role and no program opens it."""
        if actor.user is None or actor.read_only or actor.token_scopes is not None:
            return self.none()
        return self.filter(author=actor.user)


class PersonsWordsQuerySet(RightsQuerySet):
    def unanswered(self) -> Self:
        return self.filter(answered_at__isnull=True)
