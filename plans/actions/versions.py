"""Versions of one answer: an earlier one comes back, and of two that stand side by side the person chooses."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from people.actors import Actor
from plans.actions.items import fresh_step, keep_in_sight, note_item, record_item
from plans.models import Item


@transaction.atomic
def restore_version(*, by: Actor, item: Item, version: int) -> Item:
    """Bring back how an answer was, as a new version: the newer words stay in its history.

    Raises Item.DoesNotExist when it never had this version.
    """
    then = item.history.filter(version=version).order_by("-pgh_id").first()
    if then is None:
        raise Item.DoesNotExist
    Item.objects.filter(pk=item.pk).update(
        **fresh_step(
            by,
            text=then.text,
            cells=then.cells,
            photo_id=then.photo_id,
            recording_id=then.recording_id,
            kind=then.kind,
            taken_out_at=None,
        )
    )
    keep_in_sight(item.part_id)
    note_item(item)
    record_item(by, "plans.item_restored", item, version=version)
    item.refresh_from_db()
    return item


@transaction.atomic
def keep_this(*, by: Actor, item: Item) -> None:
    """Two versions stood side by side and the person chose one. The others are taken out, not lost."""
    first = item.beside or item
    others = Item.objects.filter(Q(pk=first.pk) | Q(beside=first)).exclude(pk=item.pk).kept()
    step = fresh_step(by, beside=None)
    Item.objects.filter(pk=item.pk).update(**step, position=first.position)
    others.update(**step, taken_out_at=timezone.now())
    record_item(by, "plans.item_chosen", item)


@transaction.atomic
def keep_both(*, by: Actor, item: Item) -> None:
    """Two versions stood side by side and the person keeps them all, each as an answer of its own."""
    Item.objects.filter(beside=item.beside or item).update(**fresh_step(by, beside=None))
    record_item(by, "plans.item_both_kept", item)
