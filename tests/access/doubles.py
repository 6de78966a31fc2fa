"""Leo's rows beside Sam's, where the example world has only one of a kind.

Somebody who may read one of them is then asked about the other: a rule that finds any row instead of this row is found.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from api.models import Token
from my_data.models import Correction
from people.models import HelpSession, RecordedAuthority
from plans.models import Asked, LookReason, Snapshot, SupportPlan
from rights.models import AdvocacyReferral, CapacityRecord
from safeguarding.models import Concern, Handler, PositiveRiskRecord
from tests.scenarios import World


def add_doubles(world: World) -> None:
    """Rows are written plainly here, past the actions: what they say does not matter, only about whom they are."""
    leo, tie = world.things["leo"], world.things["leos_tie"]
    # Not seen by anybody: it opens nothing, but whoever holds it knows of it.
    _again(RecordedAuthority, person=leo, connection=tie, seen_on=None)
    _again(HelpSession, person=leo, connection=tie, starts_at=None, ends_at=None)
    _again(Asked, part=world.things["leos_part"], connection=tie)
    plan = _again(SupportPlan, person=leo, facilitator=None, based_on=None)
    _again(Snapshot, support_plan=plan, made_by=world.users["far"])
    _again(AdvocacyReferral, person=leo, connection=tie)
    _again(CapacityRecord, person=leo)
    _again(PositiveRiskRecord, person=leo)
    _again(Correction, person=leo, asked_by=world.users["other"], answerer=None)
    _again(LookReason, organisation=world.other_council)
    _again(Token, user=world.users["mum"], digest="0" * 64)
    told = _again(Concern, about=leo, told_by=world.users["stranger"])
    Handler.objects.create(concern=told, user=world.users["gareth"], label="Gareth")


def _again(model: type[Model], **changes: Any) -> Any:
    """Another row like the first one, with these changes."""
    row = model._default_manager.order_by("pk").first()
    assert row is not None, f"the example world has no {model.__name__}"
    kept = {each.attname: getattr(row, each.attname) for each in model._meta.concrete_fields if not each.primary_key}
    double = model(**kept)
    for name, value in changes.items():
        setattr(double, name, value)
    double.save(force_insert=True)
    return double
