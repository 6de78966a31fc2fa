"""Looks at what is written about somebody are recorded before the page leaves, and told to the person."""

from __future__ import annotations

from django.db.models import Model
from django.http import HttpRequest

from people.models import Person
from plans.looking import look
from plans.staff_enums import Purpose


def note_look(request: HttpRequest, person: Person, action: str, obj: Model | None = None) -> None:
    look(actor=request.actor, person=person, action=action, obj=obj or person, purpose=Purpose.RIGHTS)
