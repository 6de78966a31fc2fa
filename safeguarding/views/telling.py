"""Telling: first what to do at once, then one question a page. Nothing is kept before the last button."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from people.models import Connection, Organisation, Person
from people.policy import require
from row_security import acting
from safeguarding import actions
from safeguarding.forms import ContactForm, CouncilForm, KindForm, SafeForm, SourceForm, WhatForm, WhomForm
from safeguarding.models import Concern

ME, SOMEBODY = "me", "somebody"


@login_not_required
@require_safe
def tell(request: HttpRequest) -> HttpResponse:
    """999 first. Signed in: the two ways to tell. Signed out: whom to call; nothing here asks for a name."""
    return render(request, "safeguarding/tell.html", {"councils": Organisation.objects.councils()})


@require_http_methods(["GET", "HEAD", "POST"])
def tell_us(request: HttpRequest, who: str) -> HttpResponse:
    """The questions, one a page. What was said travels in the page itself and is kept only when it is told."""
    if who not in (ME, SOMEBODY):
        raise Http404
    require(request.actor, "safeguarding.tell", None)
    said: dict[str, Any] = {}
    asked = int(request.POST["step"]) if request.POST.get("step", "").isdigit() else -1
    number = 0
    while (step := _form_of(request, who, number, said, bound=number <= asked)) is not None:
        if not step.is_bound or not step.is_valid():
            return _ask(request, who, number, step, said)
        said |= step.cleaned_data
        number += 1
    concern = actions.tell(by=request.actor, operation=_operation(request), **_told(request, who, said))
    return redirect("telling", concern.pk)


def _form_of(request: HttpRequest, who: str, number: int, said: dict[str, Any], *, bound: bool) -> KindForm | None:
    """The form of one step, or None after the last. What is asked later depends on what was said before."""
    data = request.POST if bound else None
    steps = _steps(request, who, said)
    if number >= len(steps):
        return None
    kind = steps[number]
    if kind is WhomForm:
        known = Person.objects.visible_to(request.actor).exclude(user=request.user).order_by("preferred_name")
        return WhomForm(data, people=known, initial={"council": request.actor.organisation})
    if kind is SourceForm:
        about = _about(request, who, said)
        ties = Connection.objects.visible_to(request.actor).filter(circle=about.pk if about else None)
        return SourceForm(data, circle=ties.exclude(user=request.user))
    return kind(data)


def _steps(request: HttpRequest, who: str, said: dict[str, Any]) -> list[type[KindForm]]:
    about = _about(request, who, said)
    if who == ME:
        first: list[type[KindForm]] = [] if about is not None and about.organisation_id else [CouncilForm]
        return [*first, WhatForm, SourceForm, ContactForm]
    reads_here = about is not None and about.user_id is not None
    return [WhomForm, WhatForm, SourceForm, ContactForm, *([SafeForm] if reads_here else [])]


def _about(request: HttpRequest, who: str, said: dict[str, Any]) -> Person | None:
    return request.actor.person if who == ME else said.get("person")


QUESTIONS = {
    WhomForm: (_("Who are you worried about?"), "people"),
    CouncilForm: (_("Where do you live?"), "home"),
    WhatForm: (_("What happened?"), "talk"),
    SourceForm: (_("Who does it?"), "person"),
    ContactForm: (_("How can we help you safely?"), "phone"),
    SafeForm: (_("Is it safe that they know?"), "shield"),
}


def _ask(request: HttpRequest, who: str, number: int, form: KindForm, said: dict[str, Any]) -> HttpResponse:
    steps = _steps(request, who, said)
    carried = [(name, value) for name, values in request.POST.lists() for value in values if name not in form.fields]
    carried = [each for each in carried if each[0] not in ("csrfmiddlewaretoken", "step", "operation")]
    question, picture = QUESTIONS[type(form)]
    page = {
        "form": form, "who": who, "number": number, "carried": carried, "operation": _operation(request),
        "question": question, "picture": picture, "steps": range(len(steps)), "step": number + 1,
        "last": number + 1 == len(steps), "said": said.get("words", ""),
    }  # fmt: skip
    return render(request, "safeguarding/tell_step.html", page, status=422 if form.errors else 200)


def _operation(request: HttpRequest) -> uuid.UUID:
    """One id for one telling, carried through its pages: pressing twice tells once."""
    try:
        return uuid.UUID(request.POST.get("operation", ""))
    except ValueError:
        return uuid.uuid4()


def _told(request: HttpRequest, who: str, said: dict[str, Any]) -> dict[str, Any]:
    about = _about(request, who, said)
    name = request.user.name if who == ME else said.get("name", "")
    return {
        "organisation": about.organisation if about and about.organisation_id else said["council"],
        "about": about,
        "about_name": name,
        "words": said["words"],
        "sources": list(said.get("sources") or ()),
        "who_words": said.get("who_words", ""),
        "in_danger": said["in_danger"],
        "safe_contact": said["safe_contact"],
        "safe_to_tell": said.get("safe_to_tell", "yes"),
    }


@require_safe
def told(request: HttpRequest) -> HttpResponse:
    """What I told, and what was told about me where I may read it."""
    page = {
        "tellings": Concern.objects.told_by(request.actor),
        "about_me": Concern.objects.about_me(request.actor).order_by("-told_at"),
    }
    return render(request, "safeguarding/told.html", page)


@require_safe
def telling(request: HttpRequest, concern_id: uuid.UUID) -> HttpResponse:
    """My own words, a thank you, and the day on which they were read. Nothing of what came after."""
    found = get_object_or_404(Concern.objects.told_by(request.actor).select_related("organisation"), pk=concern_id)
    with acting.system("the day on which what I told was read"):
        first = found.looks.order_by("id").first()
    return render(request, "safeguarding/telling.html", {"telling": found, "read_at": first.at if first else None})
