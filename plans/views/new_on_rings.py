"""Somebody new for the rings, typed on the page of the circle: put there before anything else that was pressed is done."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.http import HttpRequest

from people.actions import add_connection
from people.policy import require
from plans.forms import PersonOnRingsForm
from plans.models import Part
from plans.once import one_at_a_time
from plans.tools.declaration import Question


def put_on_rings(request: HttpRequest, part: Part, asked: Question) -> PersonOnRingsForm | None:
    """Put whoever was typed on the rings. Out: the form to put right, or None when all is done.

    A page whose fields were left empty puts nobody there, unless that very button was pressed.
    """
    form = PersonOnRingsForm(request.POST)
    if not form.is_begun and request.POST.get("do") != "add_person":
        return None
    require(request.actor, "people.change_circle", part.plan.person)
    if not form.is_valid():
        return form
    _add_once(request, part, form)
    return None


@transaction.atomic
def _add_once(request: HttpRequest, part: Part, form: PersonOnRingsForm) -> None:
    """The same page sent twice puts one there. Gone back to and given another name, it puts another."""
    given = form.cleaned_data
    key = uuid.uuid5(given["operation"], given["name"]) if given["operation"] else uuid.uuid4()
    one_at_a_time(f"on the rings {key}")
    if part.plan.person.circle.connections.filter(pk=key).exists():  # also one who was taken off since
        return
    add_connection(
        by=request.actor, person=part.plan.person, id=key, name=given["name"], relationship=given["relationship"],
        ring=given["ring"], voice=form.voice,
    )  # fmt: skip
