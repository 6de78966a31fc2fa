"""Something that a person wants to find out goes to where their questions stand."""

from __future__ import annotations

import uuid

from django.db import transaction

from people.actors import Actor
from plans.actions.items import Saved, save_item
from plans.actions.parts import start_part
from plans.models import Plan

QUESTIONS_STAND_AT = ("to_for_balance", "need_to_find_out")


@transaction.atomic
def keep_question(*, by: Actor, plan: Plan, text: str, operation: uuid.UUID) -> Saved:
    """Keep a question in the person's own words among the things to find out. Sent twice it is kept once.

    Raises KindError for words that cannot be kept, as `save_item` does.
    """
    tool, field = QUESTIONS_STAND_AT
    part = start_part(by=by, plan=plan, tool=tool)
    return save_item(by=by, part=part, field=field, operation=operation, text=text)
