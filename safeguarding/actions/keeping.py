"""How each write of a concern is kept: one row of its own history, and one line in the record of the site.

The line in the record names nobody that it is about, so that no page of looks or download that is read by person
ever meets it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from audit import record
from people.actors import Actor
from row_security import acting
from safeguarding.enums import Teller
from safeguarding.models import Concern, ConcernLook, ConcernStep
from safeguarding.querysets import acts_as_lead


def keep_step(
    *, by: Actor, concern: Concern, key: str, recorded: Mapping[str, Any] | None = None, from_state: str = ""
) -> ConcernStep:
    """Write what was done. `recorded` holds words as well; the record of the site gets ids and codes alone."""
    # Whoever told, named themself or left the list does not read what they just wrote.
    with acting.system("a step in the history of a concern"):
        step = ConcernStep.objects.create(
            concern=concern,
            key=key,
            from_state=from_state or concern.state,
            to_state=concern.state,
            by_ref=by.audit_id,
            by_label=by.audit_label,
            place=place_of(by, concern),
            recorded=json.loads(json.dumps(dict(recorded or {}), cls=DjangoJSONEncoder)),
        )
    record.write(actor=by, action=f"safeguarding.{key}", obj=concern, to_state=str(concern.state))
    return step


def keep_look(*, by: Actor, concern: Concern) -> None:
    """Write that a handler opened the file, before any of it leaves. The person reads it; nobody of the circle can."""
    ConcernLook.objects.create(concern=concern, by_ref=by.audit_id, by_label=by.audit_label, role=by.role_label)
    record.look(actor=by, action="safeguarding.concern_seen", obj=concern)


def place_of(by: Actor, concern: Concern) -> str:
    """In which place somebody acts: the person, a lead, staff, or somebody who knows them."""
    if concern.about is not None and by.is_person(concern.about):
        return Teller.PERSON
    if acts_as_lead(by):
        return "lead"
    return Teller.STAFF if by.staff_role else Teller.CIRCLE
