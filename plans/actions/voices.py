"""Whose words an answer holds and how they came here: what the person says of words that were typed for them or by them.

Nobody else puts words in the person's mouth, and nobody puts words in the mouth of somebody who can write here
themself.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from people.actors import Actor
from people.models import Connection
from plans.actions.items import may_change_words, record_item
from plans.actions.offers import offer_from
from plans.enums import Agreed, HowWeKnow
from plans.models import Item, Suggestion


@transaction.atomic
def agree_with_words(*, by: Actor, item: Item) -> None:
    """Yes, that is what I said: of words that somebody typed for the person. Only the person can say so.

    The words are the same, so that no new version is made and no page that is open meets a clash.
    """
    if not by.is_person(item.part.plan.person):
        raise PermissionDenied("not_yours")
    if item.said_by_id or item.said_by_name:
        raise PermissionDenied("not_said_by_me")
    if Item.objects.filter(pk=item.pk).exclude(agreed_by_me=Agreed.YES).update(agreed_by_me=Agreed.YES):
        record_item(by, "plans.item_agreed", item)


@transaction.atomic
def tell_who_said(*, by: Actor, item: Item, said_by: Connection | None) -> None:
    """These words that I typed are somebody's of my circle, or (None) my own.

    Raises PermissionDenied to anybody but the person, for words that somebody else typed, and for the voice of
    somebody who has an account: they write for themself.
    """
    if not by.is_person(item.part.plan.person) or item.typed_by_id != by.user_id:
        raise PermissionDenied("not_your_words")
    if said_by is not None and (said_by.circle_id != item.part.plan_id or said_by.user_id is not None):
        raise PermissionDenied("has_a_voice_of_their_own")
    if item.said_by_id == (said_by.pk if said_by else None) and not (said_by is None and item.said_by_name):
        return
    told: dict[str, Any] = {
        "said_by": said_by, "said_by_name": said_by.name if said_by else "",
        "agreed_by_me": Agreed.NOT_YET if said_by else Agreed.YES,
    }  # fmt: skip
    Item.objects.filter(pk=item.pk).update(**told)
    for name, value in told.items():
        setattr(item, name, value)
    if said_by is not None:  # only the person's own words are offered to other parts of their plan
        Suggestion.objects.filter(source_item=item).open().delete()
    else:
        offer_from(part=item.part, item=item)
    record_item(by, "plans.item_voice_told", item)


@transaction.atomic
def tell_how_we_know(*, by: Actor, item: Item, how: HowWeKnow) -> None:
    """Mark words as said, signed, shown, seen many times or a best guess. For whoever may change these words."""
    if not may_change_words(by, item.part, item):
        raise PermissionDenied("not_your_words")
    if Item.objects.filter(pk=item.pk).exclude(how_we_know=how).update(how_we_know=how):
        item.how_we_know = how
        record_item(by, "plans.item_how_we_know", item, how=str(how))
