"""Named reads of reasons for looking, and of what was opened by law."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from people.enums import Role, Voice
from people.models import Connection

if TYPE_CHECKING:
    import uuid

    from people.actors import Actor

# Who may be the second person, and who looks at it again. None of them opens anything by the role.
# The code of a safeguarding lead is that of the app in which the role has its work.
SECOND_ROLES = frozenset({Role.TEAM_MANAGER, "safeguarding"})
WATCHING_ROLES = SECOND_ROLES | {Role.DATA_LEAD}


class LookReasonQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The data protection lead's own organisation. Nobody's manager reads it."""
        if actor.user is None or actor.read_only or actor.role != Role.DATA_LEAD:
            return self.none()
        return self.filter(organisation=actor.staff_role.organisation_id)

    def holding(self, user_id: object, person_id: uuid.UUID) -> Self:
        """What a worker said today for this person."""
        return self.filter(user=user_id, person=person_id, ends_at__gt=timezone.now())

    def end_all_of(self, user: object) -> int:
        """Somebody has left: what they said holds no longer."""
        now = timezone.now()
        return self.filter(user=user, ends_at__gt=now).update(ends_at=now)


class AccessOverrideQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The person's, from the moment they are told. Staff: the ones they asked for, and, for those who answer
        and look again, the ones of their organisation, but not of their own family and friends."""
        if actor.user is None or actor.read_only or actor.token_scopes is not None:
            return self.none()
        mine = Q(person__user=actor.user) & told()
        if actor.staff_role is None:
            return self.filter(mine)
        if actor.role == Role.ORG_ADMIN:
            return self.filter(mine)
        seen = mine | Q(asked_by=actor.user, organisation=actor.staff_role.organisation_id)
        if actor.role in WATCHING_ROLES:
            ours = Q(organisation=actor.staff_role.organisation_id) & ~Q(person__user=actor.user)
            seen |= ours & ~Exists(_close_to(actor))
        return self.filter(seen, person__sealed_at__isnull=True)

    def told(self) -> Self:
        """Agreed, and the person may know of it."""
        return self.filter(told())

    def untold(self) -> Self:
        """Agreed, and telling was put off: not over yet."""
        return self.filter(agreed=True, quiet_until__gt=timezone.now())

    def unknown_to_the_person(self) -> Self:
        """Waiting for an answer, or agreed and told later."""
        return self.filter(Q(decided_at__isnull=True) | Q(agreed=True, quiet_until__gt=timezone.now()))

    def open_now(self) -> Self:
        """Those that open something at this moment."""
        return self.filter(agreed=True, ended_at__isnull=True, ends_at__gt=timezone.now())

    def waiting(self) -> Self:
        """Asked for and not answered."""
        return self.filter(decided_at__isnull=True)

    def to_look_at_again(self) -> Self:
        """Agreed, and nobody has looked at it a second time."""
        return self.filter(agreed=True, looked_again_at__isnull=True)

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)

    def with_people(self) -> Self:
        return self.select_related("person__user", "person__photo", "organisation", "asked_by", "connection", "slip")


def _close_to(actor: Actor) -> models.QuerySet[Connection]:
    """The ties of an actor to the person of the outer row as family or friend, also where they were taken off."""
    ties = Connection.objects.filter(user=actor.user, circle=OuterRef("person"))
    return ties.exclude(voice=Voice.PAID)


def told() -> Q:
    return Q(agreed=True) & (Q(quiet_until__isnull=True) | Q(quiet_until__lte=timezone.now()))
