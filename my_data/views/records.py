"""The data lead: records whose time is over, holds, a death, and what is sealed. No plan is read here."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from my_data import actions
from my_data.forms import DeathForm, DestructionForm, HoldForm, SealedForm
from my_data.models import Destruction, LegalHold
from my_data.sealed import sealed_people
from people.actions import record_death
from people.models import Organisation
from people.policy import require

READ_OR_SEND = ["GET", "HEAD", "POST"]


def _led(request: HttpRequest) -> Organisation:
    """The council whose records this actor looks after; 403 for everybody else."""
    organisation = request.actor.organisation
    require(request.actor, "my_data.look_after_records", organisation)
    if organisation is None:
        raise PermissionDenied("not_data_lead")
    return organisation


@require_safe
def records(request: HttpRequest) -> HttpResponse:
    """What waits to be decided, what must not be destroyed now, and what is sealed."""
    organisation = _led(request)
    page = {
        "organisation": organisation,
        "waiting": Destruction.objects.visible_to(request.actor).waiting().select_related("rule"),
        "holds": LegalHold.objects.visible_to(request.actor).in_force().select_related("person"),
        "sealed": sealed_people(request.actor),
    }
    return render(request, "my_data/records.html", page)


@require_http_methods(READ_OR_SEND)
def hold(request: HttpRequest) -> HttpResponse:
    """Nothing of this person is destroyed now."""
    form = HoldForm(request.POST or None, organisation=_led(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.place_hold(
            by=request.actor, person=given["reference"], reason=given["reason"], review_on=given["review_on"]
        )
        messages.success(request, _("It is kept. The person can read why."))
        return redirect("records")
    return render(request, "my_data/record_form.html", {"form": form, "title": _("Keep a record for now")})


@require_POST
def lift(request: HttpRequest, hold_id: uuid.UUID) -> HttpResponse:
    """The reason is over."""
    found = get_object_or_404(LegalHold.objects.visible_to(request.actor).select_related("person"), pk=hold_id)
    require(request.actor, "my_data.look_after_records", found.person.organisation)
    actions.lift_hold(by=request.actor, hold=found)
    messages.success(request, _("The usual rules hold again."))
    return redirect("records")


@require_http_methods(READ_OR_SEND)
def death(request: HttpRequest) -> HttpResponse:
    """Somebody has died: their plan freezes, and doors and reminders stop as they wished."""
    form = DeathForm(request.POST or None, organisation=_led(request))
    if request.method == "POST" and form.is_valid():
        record_death(by=request.actor, person=form.cleaned_data["reference"], died_on=form.cleaned_data["died_on"])
        messages.success(request, _("It is written down. Doors and reminders are stopped, as they wished."))
        return redirect("records")
    return render(request, "my_data/record_form.html", {"form": form, "title": _("Somebody has died")})


@require_http_methods(READ_OR_SEND)
def destruction(request: HttpRequest, destruction_id: uuid.UUID) -> HttpResponse:
    """A record whose time is over: destroy it, or keep it for longer."""
    found = get_object_or_404(
        Destruction.objects.visible_to(request.actor).select_related("rule", "organisation"), pk=destruction_id
    )
    require(request.actor, "my_data.see_destruction", found)
    form = DestructionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.decide_destruction(
                by=request.actor, destruction=found, destroy=given["decision"] == "destroy", reason=given["reason"],
                ask_again_on=given["ask_again_on"],
            )  # fmt: skip
        except PermissionError:
            form.add_error("decision", _("This record is held. Lift the hold first."))
        else:
            messages.success(request, _("It is decided and written down."))
            return redirect("records")
    return render(request, "my_data/destruction.html", {"one": found, "form": form})


@require_http_methods(READ_OR_SEND)
def sealed(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """What the law keeps of somebody who deleted. A reason is asked for, and written down, before it opens."""
    person = get_object_or_404(sealed_people(request.actor), pk=person_id)
    form = SealedForm(request.POST or None)
    groups = None
    if request.method == "POST" and form.is_valid():
        groups = actions.read_sealed(by=request.actor, person=person, reason=form.cleaned_data["reason"])
    return render(request, "my_data/sealed.html", {"person": person, "form": form, "groups": groups})
