"""What the person wants to happen, asked first; and whether it did, in their words (Making Safeguarding Personal)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from people.actors import Actor
from people.policy import require
from safeguarding.actions.keeping import keep_step, place_of
from safeguarding.enums import Met, Teller
from safeguarding.models import Concern, Wish


@transaction.atomic
def add_wish(*, by: Actor, concern: Concern, words: str) -> Wish:
    """Keep what the person wants. Written by a handler it carries the handler's name beside it."""
    require(by, "safeguarding.wish", concern)
    typed_by = "" if place_of(by, concern) == Teller.PERSON else by.audit_label
    wish = Wish.objects.create(concern=concern, words=words, written_by=typed_by)
    keep_step(by=by, concern=concern, key="wish_said", recorded={"wish": wish.pk})
    return wish


@transaction.atomic
def answer_wish(*, by: Actor, wish: Wish, met: str, words: str) -> None:
    """Keep whether a wish came true, and the person's words about it. The answer before stays in the history."""
    require(by, "safeguarding.wish", wish.concern)
    Wish.objects.filter(pk=wish.pk).update(met=Met(met), after_words=words, answered_at=timezone.now())
    keep_step(by=by, concern=wish.concern, key="wish_answered", recorded={"wish": wish.pk, "met": met, "words": words})
