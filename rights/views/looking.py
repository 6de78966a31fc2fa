"""Looks at what is written about somebody are recorded before the page leaves, and told to the person."""

from __future__ import annotations

from django.db.models import Model
from django.http import HttpRequest

from audit import record
from people.models import Person


def note_look(request: HttpRequest, person: Person, action: str, obj: Model | None = None) -> None:
    if not request.actor.is_person(person):
        record.look(actor=request.actor, action=action, about_person=person.pk, obj=obj or person, purpose="rights")
