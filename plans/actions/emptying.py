"""Emptying a line of words is taking its answer out, whichever door it comes by."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction

from people.actors import Actor
from plans.actions.items import may_change_words, take_out
from plans.helping_hand import among_all_answers
from plans.models import Item


def empties(item: Item, text: str, cells: Mapping[str, str] | None) -> bool:
    """Whether these words leave nothing of an answer: no words are given, and it is not a photo or a recording."""
    given = text.strip() or any(value.strip() for value in (cells or {}).values())
    return not given and item.photo_id is None and item.recording_id is None


@transaction.atomic
@among_all_answers
def empty_answer(*, by: Actor, item: Item, version: int, operation: uuid.UUID) -> Item:
    """Take an answer out whose line was emptied at `version`, as it was shown. Sent twice it is taken out once.

    Out: the answer as it stands now. When somebody changed it since it is still there, with their words.
    Raises PermissionDenied as `take_out` does, and when these words are not this writer's to change.
    """
    now = Item.objects.select_for_update(of=("self",)).select_related("part__plan__person", "said_by").get(pk=item.pk)
    if not may_change_words(by, now.part, now):
        raise PermissionDenied("not_your_words")
    if now.taken_out_at is None and now.version == version:
        take_out(by=by, item=now, operation=operation)
        now.refresh_from_db()
    return now
