"""Changes I want: the list, one of them, what is in the way, who promised what, what changed."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from documents.errors import KindError
from people.enums import Level
from people.models import Connection
from people.policy import require
from plans import actions
from plans.barriers import Barrier
from plans.enums import ActionState
from plans.forms import BarriersForm, ChangeForm, OutcomeForm, PromiseForm
from plans.forms.outcomes import sounds_like_a_service
from plans.models import Action, Outcome, OutcomeChange, Part
from plans.reading import read_part
from plans.views.parts import part_context, part_or_404, record_look

BARRIER_PICTURES = {
    Barrier.HOME: "home", Barrier.GETTING_AROUND: "bus", Barrier.WORK: "work", Barrier.MONEY: "money",
    Barrier.ATTITUDES: "think", Barrier.STAFF: "support", Barrier.HEALTH: "health", Barrier.RULES: "rights",
    Barrier.PEOPLE: "friends", Barrier.COMMUNICATION: "talk", Barrier.PLACES: "place", Barrier.VOICE: "loud",
    Barrier.CARER: "carer", Barrier.SAFETY: "shield", Barrier.OTHER: "plus",
}  # fmt: skip


def outcomes_page(request: HttpRequest, part: Part) -> HttpResponse:
    """The wishes of a part. Called by the part page, which has asked the policy and recorded the look."""
    wishes = Outcome.objects.visible_to(request.actor).kept().filter(part=part)
    context = part_context(request.actor, read_part(request.actor, part))
    context["outcomes"] = wishes.prefetch_related("actions", "barriers")
    return render(request, "plans/outcomes.html", context)


def _outcome_or_404(request: HttpRequest, outcome_id: uuid.UUID) -> Outcome:
    """A wish whose part the actor may see, with the actor's level on that part."""
    wishes = (
        Outcome.objects.visible_to(request.actor)
        .kept()
        .prefetch_related("barriers", "changes", "actions__who_connection")
    )
    found = get_object_or_404(wishes, pk=outcome_id)
    found.part = part_or_404(request.actor, found.part_id)
    return found


@require_safe
def outcome(request: HttpRequest, outcome_id: uuid.UUID) -> HttpResponse:
    """One wish: its words, what is in the way, the promises and what changed."""
    found = _outcome_or_404(request, outcome_id)
    record_look(request.actor, found.part.plan.person, part_key=found.part.tool)
    level = int(found.part.reader_level)
    context = {
        **_about(request, found),
        "owner": level > Level.HELP_WRITE and not request.actor.read_only,
        "can_write": level >= Level.HELP_WRITE and not request.actor.read_only,
        "barriers": [
            {"words": each.get_code_display(), "picture": BARRIER_PICTURES.get(Barrier(each.code), "barrier")}
            for each in found.barriers.all()
        ],
        "promises": [_promise_shown(each) for each in found.actions.all()],
        "hint": sounds_like_a_service(found.in_my_words),
    }
    return render(request, "plans/outcome.html", context)


def _promise_shown(action: Action) -> dict[str, Any]:
    """A promise as a card. A day gone by reads "Late: ask Sam": a thing to ask about, never a mark against anybody."""
    late = action.state == ActionState.PROMISED and action.by_when < timezone.localdate()
    return {"action": action, "connection": action.who_connection, "late": late}


def _about(request: HttpRequest, found: Outcome) -> dict[str, Any]:
    person = found.part.plan.person
    return {
        "outcome": found, "part": found.part, "person": person, "mine": request.actor.is_person(person),
        "back_url": reverse("part", args=[found.part_id]),
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def new_outcome(request: HttpRequest, part_id: uuid.UUID) -> HttpResponse:
    """Say a new wish."""
    part = part_or_404(request.actor, part_id)
    if part.tool != "outcome":
        raise Http404
    require(request.actor, "plans.write", part)
    return _outcome_form(request, part, None)


@require_http_methods(["GET", "HEAD", "POST"])
def change_outcome(request: HttpRequest, outcome_id: uuid.UUID) -> HttpResponse:
    """Change a wish, or take it out."""
    found = _outcome_or_404(request, outcome_id)
    require(request.actor, "plans.write", found.part)
    if request.POST.get("do") == "out":
        actions.take_outcome_out(by=request.actor, outcome=found)
        messages.info(request, _("You took this out. You can bring it back for 30 days."))
        return redirect("part", found.part_id)
    return _outcome_form(request, found.part, found)


def _outcome_form(request: HttpRequest, part: Part, found: Outcome | None) -> HttpResponse:
    initial: dict[str, Any] = {"operation": uuid.uuid4()}
    if found is not None:
        initial |= {key: getattr(found, key) for key in ("in_my_words", "place", "why", "good_looks_like", "check_on")}
    form = OutcomeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.save_outcome(by=request.actor, part=part, outcome=found, **form.cleaned_data)
            return redirect("outcome", saved.pk)
        except KindError as fix:
            form.add_error("in_my_words", str(fix))
        except Outcome.DoesNotExist:
            raise Http404 from None
    record_look(request.actor, part.plan.person, obj=part, part_key=part.tool)
    back = reverse("outcome", args=[found.pk]) if found else reverse("part", args=[part.pk])
    context = {"form": form, "part": part, "person": part.plan.person, "outcome": found, "back_url": back}
    return render(request, "plans/outcome_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def in_the_way(request: HttpRequest, outcome_id: uuid.UUID) -> HttpResponse:
    """Press what gets in the way. Telling the board is a choice of the person's own, off until pressed."""
    found = _outcome_or_404(request, outcome_id)
    require(request.actor, "plans.write", found.part)
    there = {each.code: each for each in found.barriers.all()}
    first = next(iter(there.values()), None)
    initial = {
        "tell_the_board": bool(first and first.tell_the_board),
        "in_my_words": first.in_my_words if first else "",
    }
    form = BarriersForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        mine = request.actor.is_person(found.part.plan.person)
        actions.set_barriers(
            by=request.actor, outcome=found, codes=form.cleaned_data["codes"],
            in_my_words=form.cleaned_data["in_my_words"], tell_the_board=mine and form.cleaned_data["tell_the_board"],
        )  # fmt: skip
        return redirect("outcome", found.pk)
    choices = [
        {"value": code.value, "words": code.label, "picture": BARRIER_PICTURES[code], "checked": code.value in there}
        for code in Barrier
    ]
    context = {
        **_about(request, found),
        "form": form,
        "choices": choices,
        "back_url": reverse("outcome", args=[found.pk]),
    }
    return render(request, "plans/in_the_way.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def new_promise(request: HttpRequest, outcome_id: uuid.UUID) -> HttpResponse:
    """Write down a promise. A name that is in the circle gets its face."""
    found = _outcome_or_404(request, outcome_id)
    require(request.actor, "plans.write", found.part)
    form = PromiseForm(request.POST or None, initial={"operation": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        known = Connection.objects.live().filter(
            circle_id=found.part.plan_id, name__iexact=form.cleaned_data["who"].strip()
        )
        try:
            actions.promise(by=request.actor, outcome=found, who_connection=known.first(), **form.cleaned_data)
            return redirect("outcome", found.pk)
        except KindError as fix:
            form.add_error("what", str(fix))
        except Action.DoesNotExist:
            raise Http404 from None
    return _small_form(request, found, form, _("A promise"))


@require_http_methods(["GET", "HEAD", "POST"])
def tell_change(request: HttpRequest, outcome_id: uuid.UUID) -> HttpResponse:
    """How is it now, and what changed?"""
    found = _outcome_or_404(request, outcome_id)
    require(request.actor, "plans.write", found.part)
    form = ChangeForm(request.POST or None, initial={"operation": uuid.uuid4(), "now": found.now})
    if request.method == "POST" and form.is_valid():
        try:
            actions.tell_change(by=request.actor, outcome=found, **form.cleaned_data)
            return redirect("outcome", found.pk)
        except KindError as fix:
            form.add_error("in_my_words", str(fix))
        except OutcomeChange.DoesNotExist:
            raise Http404 from None
    if not request.actor.is_person(found.part.plan.person):
        del form.fields["tell_the_board"]
    return _small_form(request, found, form, _("What changed?"))


def _small_form(request: HttpRequest, found: Outcome, form: Any, title: str) -> HttpResponse:
    record_look(request.actor, found.part.plan.person, part_key=found.part.tool)
    context = {**_about(request, found), "form": form, "title": title, "back_url": reverse("outcome", args=[found.pk])}
    return render(request, "plans/outcome_small_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["POST"])
def close_promise(request: HttpRequest, action_id: uuid.UUID) -> HttpResponse:
    """The person says that a promise was kept, or is not needed now."""
    rows = Action.objects.visible_to(request.actor).filter(outcome__isnull=False).select_related("plan__person")
    action = get_object_or_404(rows, pk=action_id)
    require(request.actor, "plans.close_action", action)
    state = ActionState.DONE if request.POST.get("state") == ActionState.DONE else ActionState.STOPPED
    actions.close_promise(by=request.actor, action=action, state=state)
    return redirect("outcome", action.outcome_id)
