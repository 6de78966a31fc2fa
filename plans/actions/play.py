"""What "Play my plan" shows is what the person picked, and nothing is picked for them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from audit import record
from people.actors import Actor
from people.policy import require
from plans.models import Item, Plan


@transaction.atomic
def choose_played(*, by: Actor, plan: Plan, items: Sequence[Item]) -> None:
    """Keep which answers are played, in this order. Answers of another plan are left out."""
    require(by, "plans.start_part", plan)
    mine = set(Item.objects.visible_to(by).filter(part__plan=plan).values_list("pk", flat=True))
    chosen = [str(item.pk) for item in items if item.pk in mine]
    Plan.objects.filter(pk=plan.pk).update(played=chosen)
    record.write(actor=by, action="plans.play_chosen", about_person=plan.pk, obj=plan)
