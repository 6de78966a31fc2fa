"""The agreement about a risk that I want to take: my page, and the page of each one I asked."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.models import Connection, Person
from people.policy import decide, require
from plans.looking import look
from plans.models import Item, Part
from plans.staff_enums import Purpose
from safeguarding import actions
from safeguarding.agreeing import standing_of
from safeguarding.enums import Bad, Likely
from safeguarding.forms import AnswerForm, AskForm, RiskForm, ViewForm
from safeguarding.models import PositiveRiskRecord

TOOL = "positive_risk"
# Which answers of the tool are offered as words of the agreement. The person changes or empties each before it is kept.
OFFERED = {
    "want": "what_i_want", "why": "why_it_matters", "good": "want", "signs": "stop_or_change_if", "decision": "chosen",
}  # fmt: skip
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def _record(request: HttpRequest, record_id: uuid.UUID) -> PositiveRiskRecord:
    """An agreement that I may know of."""
    rows = PositiveRiskRecord.objects.visible_to(request.actor).select_related("person")
    return get_object_or_404(rows, pk=record_id)


@require_safe
def risk_agreements(request: HttpRequest) -> HttpResponse:
    """Mine, and the ones that somebody asked me to read. Small everyday risks need no page at all: it says so."""
    rows = PositiveRiskRecord.objects.visible_to(request.actor).select_related("person")
    page = {
        "mine": [row for row in rows if request.actor.is_person(row.person)],
        "others": [row for row in rows if not request.actor.is_person(row.person)],
        "new_url": reverse("new_risk_agreement") + (f"?of={of}" if (of := _id_given(request)) else ""),
    }
    return render(request, "safeguarding/risks.html", page)


@get_or_post
def new_risk_agreement(request: HttpRequest) -> HttpResponse:
    """What I want to do, with words offered from "Happy and safe". Nothing is kept before I press."""
    person = request.actor.person
    if person is None:
        raise Http404
    require(request.actor, "safeguarding.start_risk", person)
    part = _part_it_is_of(request, person)
    offered = _offered(request, part) if part else {}
    form = RiskForm(_posted(request), initial=offered)
    if form.is_bound and form.is_valid():
        found = actions.start_record(by=request.actor, person=person, given=form.cleaned_data, part=part)
        return redirect("risk_agreement", found.pk)
    page = {"form": form, "offered": bool(offered)}
    return render(request, "safeguarding/risk_form.html", page, status=422 if form.errors else 200)


def _id_given(request: HttpRequest) -> uuid.UUID | None:
    """Which part an agreement is of, as the address says (`?of=`)."""
    try:
        return uuid.UUID(request.GET.get("of", ""))
    except ValueError:
        return None


def _part_it_is_of(request: HttpRequest, person: Person) -> Part | None:
    """The part that the address names, else the one written in last: there may be one for each thing to do."""
    parts = Part.objects.visible_to(request.actor).filter(plan=person.pk, tool=TOOL)
    return parts.filter(pk=_id_given(request)).first() or parts.order_by("-changed_at").first()


def _offered(request: HttpRequest, part: Part) -> dict[str, str]:
    """My own answers of the tool, by the field of the agreement that they could fill."""
    said: dict[str, list[str]] = {}
    for item in _own_answers(request, part):
        said.setdefault(item.field, []).append(item.text or item.cells.get("idea", ""))
        if item.field == "ideas" and (safer := item.cells.get("what_makes_it_safer")):
            said.setdefault("helps", []).append(safer)
    offers = {
        name: "\n".join(filter(None, said.get(field, []))) for name, field in {**OFFERED, "helps": "helps"}.items()
    }
    return {name: words for name, words in offers.items() if words}


def _own_answers(request: HttpRequest, part: Part) -> Any:
    return Item.objects.in_part(request.actor, part).kept().main().for_others().filter(said_by=None)


@get_or_post
def change_risk_agreement(request: HttpRequest, record_id: uuid.UUID) -> HttpResponse:
    """Change its words: a new version, and everybody is asked again."""
    found = _record(request, record_id)
    require(request.actor, "safeguarding.write_risk", found)
    form = RiskForm(_posted(request), initial={name: getattr(found, name) for name in RiskForm.base_fields})
    if form.is_bound and form.is_valid():
        actions.change_record(by=request.actor, found=found, given=form.cleaned_data)
        return redirect("risk_agreement", found.pk)
    page = {"form": form, "found": found}
    return render(request, "safeguarding/risk_form.html", page, status=422 if form.errors else 200)


@require_safe
def risk_agreement(request: HttpRequest, record_id: uuid.UUID) -> HttpResponse:
    """The whole page: my words, what each thinks could go wrong, and what each says.

    A look by anybody else is recorded first, and the person reads it.
    """
    found = _record(request, record_id)
    look(
        actor=request.actor, person=found.person, action="safeguarding.risk_seen", obj=found, part_key=TOOL,
        purpose=Purpose.SAFE_ENOUGH,
    )  # fmt: skip
    may_write = bool(decide(request.actor, "safeguarding.write_risk", found))
    may_answer = bool(decide(request.actor, "safeguarding.answer_risk", found))
    page = {
        "found": found,
        "rows": [
            {"name": RiskForm.base_fields[name].label, "words": getattr(found, name)}
            for name in ("want", "why", "good", "helps", "safeguards", "signs", "then_do", "decision", "law")
            if getattr(found, name)
        ],
        "standing": standing_of(found),
        "views": list(found.views.all()),
        "may_write": may_write,
        "may_answer": may_answer and found.ended_at is None,
        "answer_form": AnswerForm(initial={"version": found.version}),
        "view_form": ViewForm(auto_id="could_%s", initial=_offered_worry(request, found) if may_write else None),
    }
    return render(request, "safeguarding/risk.html", page)


def _offered_worry(request: HttpRequest, found: PositiveRiskRecord) -> dict[str, str]:
    """A worry of my own from the tool that is not on this page yet."""
    if found.part is None:
        return {}
    kept = set(found.views.values_list("words", flat=True))
    for item in _own_answers(request, found.part).filter(field="worries"):
        worry = item.cells.get("worry", "")
        if worry and worry not in kept:
            likely, bad = item.cells.get("how_likely", ""), item.cells.get("how_bad", "")
            return {
                "words": worry,
                "likely": likely if likely in Likely.values else "",
                "bad": bad if bad in Bad.values else "",
            }
    return {}


@require_POST
def answer_risk_agreement(request: HttpRequest, record_id: uuid.UUID) -> HttpResponse:
    """My own yes or no, to the words that I read."""
    found = _record(request, record_id)
    require(request.actor, "safeguarding.answer_risk", found)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return render(request, "safeguarding/risk_small_form.html", {"form": form, "found": found}, status=422)
    try:
        actions.answer(by=request.actor, found=found, **form.cleaned_data)
    except ValueError:
        messages.info(request, _("The words have changed. Please read them again."))
    return redirect("risk_agreement", found.pk)


@require_POST
def add_risk_view(request: HttpRequest, record_id: uuid.UUID) -> HttpResponse:
    """What I think could go wrong."""
    found = _record(request, record_id)
    require(request.actor, "safeguarding.answer_risk", found)
    form = ViewForm(request.POST)
    if not form.is_valid():
        return render(request, "safeguarding/risk_small_form.html", {"form": form, "found": found}, status=422)
    actions.add_view(by=request.actor, found=found, **form.cleaned_data)
    return redirect("risk_agreement", found.pk)


@get_or_post
def ask_risk_agreement(request: HttpRequest, record_id: uuid.UUID) -> HttpResponse:
    """Who should read it and answer: one person at a time. They see this page and nothing else by it."""
    found = _record(request, record_id)
    require(request.actor, "safeguarding.write_risk", found)
    asked = found.places.filter(ended_at__isnull=True).values("connection")
    circle = Connection.objects.live().filter(circle=found.person_id, user__isnull=False, died=False)
    form = AskForm(_posted(request), circle=circle.exclude(pk__in=asked))
    if form.is_bound and form.is_valid():
        actions.ask(by=request.actor, found=found, connection=form.cleaned_data["connection"])
        return redirect("risk_agreement", found.pk)
    page = {"form": form, "found": found, "title": _("Who should read it and answer?")}
    return render(request, "safeguarding/risk_small_form.html", page, status=422 if form.errors else 200)


@require_POST
def end_risk_agreement(request: HttpRequest, record_id: uuid.UUID) -> HttpResponse:
    """End the agreement, or stop asking one person."""
    found = _record(request, record_id)
    require(request.actor, "safeguarding.write_risk", found)
    if place := request.POST.get("place"):
        try:
            actions.stop_asking(by=request.actor, place=found.places.get(pk=uuid.UUID(place)))
        except (ValueError, ObjectDoesNotExist) as nobody:
            raise Http404 from nobody
    elif request.POST.get("do") == "end":
        actions.end_record(by=request.actor, found=found)
    else:
        raise PermissionDenied("no_such_act")
    return redirect("risk_agreement", found.pk)


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
