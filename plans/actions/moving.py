"""The order of answers is the person's: one is moved before or after the next one that its mover sees."""

from __future__ import annotations

from django.db import transaction

from people.actors import Actor
from plans.actions.items import record_item
from plans.helping_hand import among_all_answers
from plans.models import Item


@transaction.atomic
@among_all_answers
def move_item(*, by: Actor, item: Item, up: bool) -> None:
    """Swap an answer with the one that the mover sees before or after it. At the end of the list nothing changes."""
    order = list(Item.objects.filter(part=item.part_id, field=item.field).kept().main().select_for_update())
    keys = [each.pk for each in order]
    seen = set(Item.objects.visible_to(by).filter(pk__in=keys).values_list("pk", flat=True))
    place = keys.index(item.pk)
    rest = range(place - 1, -1, -1) if up else range(place + 1, len(order))
    other = next((there for there in rest if keys[there] in seen), None)
    if other is None:
        return
    order[place], order[other] = order[other], order[place]
    for position, each in enumerate(order, start=1):
        if each.position != position:
            Item.objects.filter(pk=each.pk).update(position=position)
    record_item(by, "plans.item_moved", item)
