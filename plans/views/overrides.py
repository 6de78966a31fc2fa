"""Opening by law: the list, asking, each step of a second person, and what the person reads."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people import second_factor
from people.faces import face_of_person
from people.models import Organisation
from people.policy import decide, require
from plans.actions import overrides as actions
from plans.forms.looking import AGREE, AnswerForm, AskToOpenForm, LookAgainForm, QuietForm, ToldForm
from plans.models import AccessOverride
from plans.staff_enums import GROUNDS_TOLD, Grounds
from row_security import acting

# Seconds since the second factor was shown: somebody else at an open screen opens nothing.
SHOWN_WITHIN = 5 * 60
LISTED = 50
Step = Callable[[HttpRequest, AccessOverride], Form | None]


@require_safe
def overrides(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, what is open, what somebody has to look at again; then the ones before."""
    _our_organisation(request)
    rows = list(_known(request).exclude(person__user=request.user)[:LISTED])
    groups = {"waiting": [], "open": [], "again": [], "before": []}
    for row in rows:
        groups[_group(row)].append(row)
    may_ask = bool(request.actor.role in ("facilitator", "team_manager"))
    return render(request, "plans/by_law/list.html", {**groups, "any": bool(rows), "may_ask": may_ask})


def _group(row: AccessOverride) -> str:
    if row.is_waiting:
        return "waiting"
    if row.is_open:
        return "open"
    return "again" if row.agreed and row.looked_again_at is None else "before"


@require_http_methods(["GET", "HEAD", "POST"])
def ask_to_open(request: HttpRequest) -> HttpResponse:
    """Ask a second person to open chosen places of a plan for some hours."""
    organisation = _our_organisation(request)
    form = AskToOpenForm(
        request.POST or None, organisation=organisation, initial={"reference": request.GET.get("reference", "")}
    )
    shown = second_factor.shown_within(request, SHOWN_WITHIN)
    if request.method == "POST" and form.is_valid() and shown:
        given = dict(form.cleaned_data)
        override = actions.ask_to_open(by=request.actor, person=given.pop("reference"), **given)
        messages.success(request, _("Asked. Nothing is open until somebody else agrees."))
        return redirect("access_override", override.pk)
    page = {"form": form, "shown": shown, "show_again": second_factor.show_again(request)}
    return render(request, "plans/by_law/ask.html", page, status=200 if request.method != "POST" else 422)


@require_safe
def access_override(request: HttpRequest, override_id: uuid.UUID) -> HttpResponse:
    """One of them: what was asked, by whom, who agreed, until when, and the steps that this reader may take."""
    return _page(request, _one(request, override_id))


@require_POST
def override_step(request: HttpRequest, override_id: uuid.UUID, step: str) -> HttpResponse:
    """Answer, end, tell, put off, told by hand, or look again. What was typed stays when something is to put right."""
    override = _one(request, override_id)
    if step not in STEPS:
        raise Http404
    form = STEPS[step](request, override)
    if form is not None:
        return _page(request, override, **{step.replace("-", "_"): form})
    return redirect("access_override", override.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def opened_by_law(request: HttpRequest, override_id: uuid.UUID) -> HttpResponse:
    """What the person reads: who looked at which places, why, who agreed, until when, and whom to talk to."""
    override = _one(request, override_id)
    require(request.actor, "plans.read_override", override)
    if request.method == "POST":
        actions.note_read(by=request.actor, override=override)
        messages.success(request, _("It stays on the page Who looked."))
        return redirect("my_plan")
    page = {"override": override, "why": GROUNDS_TOLD[Grounds(override.grounds)], "organisation": override.organisation}
    return render(request, "plans/by_law/told.html", page)


def _answer(request: HttpRequest, override: AccessOverride) -> Form | None:
    require(request.actor, "plans.answer_override", override)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return form
    if not second_factor.shown_within(request, SHOWN_WITHIN):
        form.add_error(None, _("Show your second step again first. Then press the button once more."))
        return form
    agreed = form.cleaned_data["answer"] == AGREE
    try:
        actions.answer(
            by=request.actor, override=override, agreed=agreed, quiet_reason=form.cleaned_data["quiet_reason"],
            quiet_until=_morning_of(form.cleaned_data["quiet_until"]),
        )  # fmt: skip
    except PermissionDenied as refused:
        if str(refused) != "would_be_seen":
            raise
        form.add_error(
            "tell", _("They see a new worker in their circle at once. Somebody who works with them must ask.")
        )
        return form
    messages.success(request, _("It is open now.") if agreed else _("Kept. Nothing was opened."))
    return None


def _end(request: HttpRequest, override: AccessOverride) -> Form | None:
    actions.end(by=request.actor, override=override)
    messages.success(request, _("It is shut."))
    return None


def _tell(request: HttpRequest, override: AccessOverride) -> Form | None:
    actions.tell_now(by=request.actor, override=override)
    messages.success(request, _("The person is told now."))
    return None


def _put_off(request: HttpRequest, override: AccessOverride) -> Form | None:
    require(request.actor, "plans.put_off_telling", override)
    form = QuietForm(request.POST)
    if not form.is_valid():
        return form
    until = _morning_of(form.cleaned_data["quiet_until"])
    if until is not None:
        actions.put_off_telling(
            by=request.actor, override=override, reason=form.cleaned_data["quiet_reason"], until=until
        )
    messages.success(request, _("Kept. Decide again by that day."))
    return None


def _look_again(request: HttpRequest, override: AccessOverride) -> Form | None:
    require(request.actor, "plans.look_again", override)
    form = LookAgainForm(request.POST)
    if not form.is_valid():
        return form
    actions.look_again(by=request.actor, override=override, words=form.cleaned_data["words"])
    messages.success(request, _("Kept. Thank you for looking."))
    return None


def _told(request: HttpRequest, override: AccessOverride) -> Form | None:
    require(request.actor, "plans.note_told", override)
    form = ToldForm(request.POST)
    if not form.is_valid():
        return form
    actions.note_told(by=request.actor, override=override, how=form.cleaned_data["how"])
    messages.success(request, _("Kept."))
    return None


STEPS: dict[str, Step] = {
    "answer": _answer, "end": _end, "tell": _tell, "put-off": _put_off, "look-again": _look_again, "told": _told,
}  # fmt: skip
# Which rule opens which form of the page.
FORMS: dict[str, tuple[str, type[Form]]] = {
    "answer": ("plans.answer_override", AnswerForm),
    "put_off": ("plans.put_off_telling", QuietForm),
    "look_again": ("plans.look_again", LookAgainForm),
    "told": ("plans.note_told", ToldForm),
}


def _page(request: HttpRequest, override: AccessOverride, **filled: Form) -> HttpResponse:
    """The page with the forms that this reader may fill in; the one just sent as it was typed."""
    if override.person.user_id == request.user.pk:
        raise Http404
    forms = {
        name: filled.get(name) or shape()
        for name, (action, shape) in FORMS.items()
        if decide(request.actor, action, override)
    }
    with acting.system("how somebody must be told that a plan was opened by law"):
        ways = [need.in_my_words for need in override.person.communication_needs.all()]
    page = {
        "override": override, "who": face_of_person(override.person), "forms": forms,
        "may_end": bool(decide(request.actor, "plans.end_override", override)),
        "asked_by_me": override.asked_by_id == request.user.pk,
        "ways": ways,
        "shown": second_factor.shown_within(request, SHOWN_WITHIN), "show_again": second_factor.show_again(request),
    }  # fmt: skip
    return render(request, "plans/by_law/one.html", page, status=422 if filled else 200)


def _known(request: HttpRequest) -> Any:
    return AccessOverride.objects.visible_to(request.actor).with_people()


def _one(request: HttpRequest, override_id: uuid.UUID) -> AccessOverride:
    return get_object_or_404(_known(request), pk=override_id)


def _our_organisation(request: HttpRequest) -> Organisation:
    organisation = request.actor.organisation
    require(request.actor, "plans.see_overrides", organisation)
    if organisation is None:
        raise PermissionDenied("not_staff")
    return organisation


def _morning_of(day: date | None) -> datetime | None:
    """The first moment of a day: by then it is decided again, or told."""
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None
