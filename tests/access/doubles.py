"""Leo's rows beside Sam's, where the example world has only one of a kind.

Somebody who may read one of them is then asked about the other: a rule that finds any row instead of this row is found.
"""

from __future__ import annotations

import uuid
from functools import partial
from typing import Any

from django.db.models import Model

from api.models import Token
from my_data.models import Correction
from partnership_boards.models import BoardMember, BoardPath, PartnershipBoard, ReportPeriod
from people.models import HelpSession, RecordedAuthority
from plans.models import Asked, LookReason, Snapshot, SupportPlan
from reviews.models import Review
from rights.models import AdvocacyReferral, CapacityRecord
from safeguarding.models import Concern, Handler, PositiveRiskRecord
from tests.access.facts import path_to_person
from tests.scenarios import World


def add_doubles(world: World) -> None:
    """Rows are written plainly here, past the actions: what they say does not matter, only about whom they are."""
    again = partial(_again, world)
    leo, tie = world.things["leo"], world.things["leos_tie"]
    # Not seen by anybody: it opens nothing, but whoever holds it knows of it.
    again(RecordedAuthority, person=leo, connection=tie, seen_on=None)
    again(HelpSession, person=leo, connection=tie, starts_at=None, ends_at=None, in_front=True)
    again(Asked, part=world.things["leos_part"], connection=tie)
    plan = again(SupportPlan, person=leo, facilitator=None, based_on=None)
    again(Snapshot, support_plan=plan, made_by=world.users["far"])
    again(AdvocacyReferral, person=leo, connection=tie)
    again(CapacityRecord, person=leo)
    again(PositiveRiskRecord, person=leo)
    again(Correction, person=leo, asked_by=world.users["other"], answerer=None, row_id=uuid.uuid4())
    again(Review, person=leo, facilitator=None, champion=None, support_plan=None)
    again(LookReason, organisation=world.other_council)
    again(Token, user=world.users["mum"], digest="0" * 64)
    told = again(Concern, about=leo, told_by=world.users["stranger"])
    Handler.objects.create(concern=told, user=world.users["gareth"], label="Gareth")
    world.things["leos_concern"] = told
    # A board that told no purpose, with a draft of its own. None of those who sit on the other one sits here.
    board = again(PartnershipBoard, organisation=world.other_council)
    BoardMember.objects.create(board=board, user=world.users["far_manager"], seat="commissioner", co_chair=True)
    again(ReportPeriod, board=board, state="draft", checked_by=None)
    again(BoardPath, board=board, sub_group=None)


def _again(world: World, model: type[Model], **changes: Any) -> Any:
    """Another row like one of Sam's, or like any where he has none, with these changes."""
    path, rows = path_to_person(model), model._default_manager.order_by("pk")
    row = (rows.filter(**{path: world.sam.pk}).first() if path else None) or rows.first()
    assert row is not None, f"the example world has no {model.__name__}"
    kept = {each.attname: getattr(row, each.attname) for each in model._meta.concrete_fields if not each.primary_key}
    double = model(**kept)
    for name, value in changes.items():
        setattr(double, name, value)
    double.save(force_insert=True)
    return double
