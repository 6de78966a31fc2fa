"""What ends here when somebody leaves their job."""

from __future__ import annotations

from django.db import transaction

from people.actors import Actor
from people.models import User
from plans.actions import overrides
from plans.models import LookReason


@transaction.atomic
def end_all_of(by: Actor, user: User) -> None:
    """What they opened by law shuts, and their reasons for looking are over.

    Prints and copies that wait ask for themselves, when they are made, whether somebody may still have them.
    """
    overrides.end_all_of(by, user)
    LookReason.objects.end_all_of(user)
