"""What is left of sharing when somebody has died: nothing, save what they said about it themself."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from people import openings, sharing
from people.actors import Actor
from people.by_law import giver_before
from people.enums import Level
from people.models import Person, Slip


@transaction.atomic
def after_a_death(*, by: Actor, person: Person, may_look: bool) -> None:
    """Tear every slip. Where the person said so, friends, family and advocates go on looking at what they saw."""
    live = list(Slip.objects.live().filter(content_object=person).select_related("connection"))
    before = sharing.close_circle(by=by, person=person)
    for moment in before["shut_at"] if may_look else ():
        openings.open_all_again(person, datetime.fromisoformat(moment), sharing.EVERYONE)
    for slip in live if may_look else ():
        if slip.connection.voice in sharing.EVERYONE and slip.basis in sharing.CHOSEN:
            sharing.give(
                by=by, person=person, connection=slip.connection, part_ids=slip.part_ids, level=Level.SEE,
                ends_at=slip.ends_at, why=slip.why, giver=giver_before(slip),
            )  # fmt: skip
