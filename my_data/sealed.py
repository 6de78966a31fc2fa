"""The people whose plan was erased and whose record the law keeps: known to the data lead of their council alone."""

from __future__ import annotations

from django.db.models import QuerySet

from people.actors import Actor
from people.enums import Role
from people.models import Person


def sealed_people(actor: Actor) -> QuerySet[Person]:
    """By name. Nobody for anybody else, whatever their job."""
    if actor.role != Role.DATA_LEAD or actor.read_only or actor.token_scopes is not None:
        return Person.objects.none()
    ours = Person.objects.filter(organisation=actor.organisation_id, sealed_at__isnull=False)
    return ours.order_by("preferred_name", "pk")
