"""Leave a part as it was for somebody, and let them see it no more. ADR 0016."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from audit import record
from people import sharing
from people.actors import Actor, seeing_as
from people.enums import Voice
from people.models import Connection
from people.policy import require
from plans.as_it_was import gather
from plans.models import Part, PartAsItWas

# Undo may still want a copy whose slip was torn a moment ago.
KEPT_AFTER_TEARING = timedelta(days=1)


def can_be_left(connection: Connection) -> bool:
    """Whether a copy may be left with somebody. Not with paid helpers: they work by it, and old words can do harm."""
    return connection.voice != Voice.PAID


@transaction.atomic
def leave_as_it_was(*, by: Actor, part: Part, connection: Connection) -> PartAsItWas | None:
    """Somebody goes on seeing a part exactly as they see it now, and no later word of it reaches them.

    None, and nothing changes, for somebody who does not see it by the person's choice, or has a copy already. A paid
    helper keeps none (`can_be_left`). Raises PermissionDenied for anybody who may not share the part.
    """
    require(by, "plans.share_part", part)
    if not can_be_left(connection):
        return None
    content = gather(seeing_as(connection), part)
    if not sharing.leave_as_it_was(by=by, connection=connection, part_id=part.pk):
        return None
    kept, _made = PartAsItWas.objects.update_or_create(
        part=part, connection=connection, defaults={"content": content, "made_at": timezone.now()}
    )
    record.write(
        actor=by, action="plans.left_as_it_was", about_person=part.plan_id, obj=kept, part_key=part.tool,
        connection=str(connection.pk),
    )  # fmt: skip
    return kept


def forget_torn_copies() -> int:
    """Delete the copies whose slips were torn a day ago or longer. Returns how many."""
    deleted, _of = PartAsItWas.objects.read_by_nobody_since(timezone.now() - KEPT_AFTER_TEARING).delete()
    return deleted
