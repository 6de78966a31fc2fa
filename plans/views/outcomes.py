"""Changes I want: the list, one of them, what is in the way, who promised what, what changed."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from documents.enums import PhotoVariant
from documents.errors import KindError
from documents.serving import file_response
from people.enums import Level, Voice
from people.faces import Face, face_of
from people.models import Connection
from people.policy import require
from plans import actions
from plans.as_it_was import change_for, whole, wish_for, wishes_in
from plans.barriers import Barrier, parts_of
from plans.enums import ActionState
from plans.forms import BarriersForm, ChangeForm, OutcomeForm, PromiseForm
from plans.forms.outcomes import kind_questions, sounds_like_a_service, words_of
from plans.models import Action, Outcome, OutcomeChange, Part
from plans.reading import read_part
from plans.views.parts import part_context, part_or_404, record_look
from plans.views.wish_saving import is_sent_by_script, saved_by_script, typed_for
from plans.wishes import HelpKind

HELP_PICTURES = {
    HelpKind.ME: "person", HelpKind.PEOPLE: "friends", HelpKind.PLACE: "place", HelpKind.KIT: "tools",
    HelpKind.PAID: "support",
}  # fmt: skip
BARRIER_PICTURES = {
    Barrier.HOME: "home", Barrier.GETTING_AROUND: "bus", Barrier.WORK: "work", Barrier.MONEY: "money",
    Barrier.ATTITUDES: "think", Barrier.STAFF: "support", Barrier.HEALTH: "health", Barrier.RULES: "rights",
    Barrier.PEOPLE: "friends", Barrier.COMMUNICATION: "talk", Barrier.PLACES: "place", Barrier.VOICE: "loud",
    Barrier.CARER: "carer", Barrier.SAFETY: "shield", Barrier.OTHER: "plus",
}  # fmt: skip


def outcomes_page(request: HttpRequest, part: Part) -> HttpResponse:
    """The wishes of a part. Called by the part page, which has asked the policy and recorded the look."""
    wishes = wishes_in(request.actor, part)
    view = read_part(request.actor, part)
    context = part_context(request.actor, view)
    first_ones = [each for each in wishes if each.beside_id is None]
    beside = {each.beside_id: each for each in wishes if each.beside_id is not None}
    context["outcomes"] = [{"wish": each, "other": beside.get(each.pk)} for each in first_ones]
    # What somebody else said and the person keeps as theirs is an answer of the part, and never a wish.
    context["others"] = [line for section in view.sections for line in section.lines]
    return render(request, "plans/outcomes.html", context)


def outcome_or_404(request: HttpRequest, outcome_id: uuid.UUID, taken_out_too: bool = False) -> Outcome:
    """A wish whose part the actor may see, with the actor's level on that part."""
    wishes = Outcome.objects.visible_to(request.actor)
    wishes = wishes if taken_out_too else wishes.kept()
    found = whole(wishes).select_related("source_item__part").filter(pk=outcome_id).first()
    found = found or wish_for(request.actor, outcome_id)
    if found is None or (found.taken_out_at is not None and not taken_out_too):
        raise Http404
    found.part = part_or_404(request.actor, found.part_id)
    return found


@require_safe
def outcome(request: HttpRequest, outcome_id: uuid.UUID) -> HttpResponse:
    """One wish: its words, what is in the way, the promises and what changed."""
    found = outcome_or_404(request, outcome_id)
    record_look(request.actor, found.part.plan.person, obj=found.part, part_key=found.part.tool)
    level = int(found.part.reader_level)
    context = {
        **_about(request, found),
        "owner": level > Level.HELP_WRITE and not request.actor.read_only,
        "can_write": level >= Level.HELP_WRITE and not request.actor.read_only,
        **shown_of(found),
        "hint": sounds_like_a_service(found.in_my_words),
        "other": next((each for each in wishes_in(request.actor, found.part) if each.beside_id == found.pk), None),
    }
    return render(request, "plans/outcome.html", context)


def shown_of(found: Outcome) -> dict[str, Any]:
    """All that a wish's page shows of it, whoever reads it."""
    return {
        "outcome": found, "barriers": _barriers_shown(found), "helps": _helps_shown(found),
        "promises": [_promise_shown(each) for each in found.actions.all()], "evidence": _evidence_shown(found),
    }  # fmt: skip


def _barriers_shown(found: Outcome) -> list[dict[str, Any]]:
    """Each barrier with its picture, and the closer reasons inside it."""
    rows = list(found.barriers.all())
    reasons = {
        each.code: [one.get_sub_code_display() for one in rows if one.sub_code and one.code == each.code]
        for each in rows
    }
    shown = {each.code: each for each in rows}
    return [
        {
            "words": each.get_code_display(), "picture": BARRIER_PICTURES.get(Barrier(code), "barrier"),
            "closer": reasons[code], "in_my_words": each.in_my_words, "board": each.tell_the_board,
        }
        for code, each in shown.items()
    ]  # fmt: skip


def _helps_shown(found: Outcome) -> list[dict[str, Any]]:
    """What would help, one's own gifts before paid help, each with its lines of words."""
    return [
        {"name": kind.label, "picture": HELP_PICTURES[kind], "lines": found.support[kind].splitlines()}
        for kind in HelpKind
        if found.support.get(kind)
    ]


def _evidence_shown(found: Outcome) -> list[dict[str, Any]]:
    """What changed, as it was told: by the person first, then by others in their own voice, the newest on top."""
    told = sorted(found.changes.all(), key=lambda change: not change.told_by_person)
    return [{"change": each, "who": _teller(each)} for each in told]


def _teller(change: OutcomeChange) -> Face | None:
    if change.told_by_person:
        return None
    return face_of(change.told_by) if change.told_by else Face(change.told_by_name or _("Somebody else"), Voice.FAMILY)


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
    if is_sent_by_script(request):
        return saved_by_script(request, part, None)
    require(request.actor, "plans.write", part)
    return _outcome_form(request, part, None)


@require_http_methods(["GET", "HEAD", "POST"])
def change_outcome(request: HttpRequest, outcome_id: uuid.UUID) -> HttpResponse:
    """Change a wish, take it out, or choose between two versions of it that were written at once.

    Words for a wish that somebody took out meanwhile are kept too: they become a wish of their own.
    """
    found = outcome_or_404(request, outcome_id, taken_out_too=request.method == "POST")
    if is_sent_by_script(request):
        return saved_by_script(request, found.part, found)
    require(request.actor, "plans.write", found.part)
    do = request.POST.get("do", "")
    if do == "out":
        actions.take_outcome_out(by=request.actor, outcome=found)
        messages.info(request, _("You took this out. You can bring it back for 30 days."))
        return redirect("part", found.part_id)
    if do in ("keep_this", "keep_both"):
        return _choose(request, found, both=do == "keep_both")
    return _outcome_form(request, found.part, found)


def _choose(request: HttpRequest, found: Outcome, both: bool) -> HttpResponse:
    require(request.actor, "plans.own_part", found.part)
    if both:
        actions.keep_both_wishes(by=request.actor, outcome=found)
        return redirect("part", found.part_id)
    kept = actions.keep_this_wish(by=request.actor, outcome=found)
    messages.info(request, _("You kept one. The other can come back for 30 days."))
    return redirect("outcome", kept.pk)


def _outcome_form(request: HttpRequest, part: Part, found: Outcome | None) -> HttpResponse:
    name = typed_for(request, part)
    form = OutcomeForm(request.POST or None, initial=_initial(found), name=name)
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.save_outcome(by=request.actor, part=part, outcome=found, **form.wish())
            if found is not None and saved.pk != found.pk:
                messages.info(request, _("Somebody changed this at the same time. Both are kept. You can choose."))
            return redirect("outcome", saved.pk)
        except KindError as fix:
            form.add_error("in_my_words", str(fix))
        except Outcome.DoesNotExist:
            raise Http404 from None
    record_look(request.actor, part.plan.person, obj=part, part_key=part.tool)
    back = reverse("outcome", args=[found.pk]) if found else reverse("part", args=[part.pk])
    context = {
        "form": form, "part": part, "person": part.plan.person, "outcome": found, "back_url": back,
        "mine": not name, "questions": kind_questions(name), "begun": _begun(found) or bool(form.errors),
        "thing": form["operation"].value() if found is None else found.pk,
    }  # fmt: skip
    return render(request, "plans/outcome_form.html", context, status=422 if form.errors else 200)


def _initial(found: Outcome | None) -> dict[str, Any]:
    initial: dict[str, Any] = {"operation": uuid.uuid4()}
    if found is None:
        return initial
    return initial | words_of(found) | {"base_version": found.version}


def _begun(found: Outcome | None) -> bool:
    """Whether something of the further questions was answered, so that they stand open."""
    return found is not None and bool(found.support or found.matters or found.sure or found.check_on)


@require_http_methods(["GET", "HEAD", "POST"])
def in_the_way(request: HttpRequest, outcome_id: uuid.UUID) -> HttpResponse:
    """Press what gets in the way, then, for those who like, the closer reason.

    Telling the board is a choice of the person's own, off until pressed.
    """
    found = outcome_or_404(request, outcome_id)
    require(request.actor, "plans.write", found.part)
    there = list(found.barriers.all())
    initial = {
        "tell_the_board": any(each.tell_the_board for each in there),
        "in_my_words": next((each.in_my_words for each in there if each.in_my_words), ""),
    }
    form = BarriersForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        return _keep_barriers(request, found, form)
    record_look(request.actor, found.part.plan.person, obj=found.part, part_key=found.part.tool)
    context = {
        **_about(request, found),
        "form": form,
        "choices": _barrier_choices({each.code for each in there}),
        "closer": _closer_choices(there) if "closer" in request.GET else [],
        "back_url": reverse("outcome", args=[found.pk]),
    }
    return render(request, "plans/in_the_way.html", context, status=422 if form.errors else 200)


def _keep_barriers(request: HttpRequest, found: Outcome, form: BarriersForm) -> HttpResponse:
    mine = request.actor.is_person(found.part.plan.person)
    words = form.cleaned_data
    on_the_closer_page = "closer-here" in request.POST
    actions.set_barriers(
        by=request.actor, outcome=found, codes=words["codes"], in_my_words=words["in_my_words"],
        tell_the_board=mine and words["tell_the_board"], closer=words["closer"] if on_the_closer_page else None,
    )  # fmt: skip
    if request.POST.get("do") == "closer":
        return redirect(f"{reverse('in_the_way', args=[found.pk])}?closer=yes")
    return redirect("outcome", found.pk)


def _barrier_choices(pressed: set[str]) -> list[dict[str, Any]]:
    return [
        {"value": code.value, "words": code.label, "picture": BARRIER_PICTURES[code], "checked": code.value in pressed}
        for code in Barrier
    ]


def _closer_choices(there: list[Any]) -> list[dict[str, Any]]:
    """For each pressed barrier the closer reasons inside it."""
    pressed = {each.sub_code for each in there if each.sub_code}
    codes = [code for code in Barrier if any(each.code == code for each in there)]
    return [
        {
            "code": code.value, "name": code.label, "picture": BARRIER_PICTURES[code],
            "choices": [{"value": one.value, "words": one.label, "checked": one.value in pressed} for one in parts_of(code)],
        }
        for code in codes
    ]  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def new_promise(request: HttpRequest, outcome_id: uuid.UUID) -> HttpResponse:
    """Write down a promise. A name that is in the circle gets its face."""
    found = outcome_or_404(request, outcome_id)
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
    found = outcome_or_404(request, outcome_id)
    require(request.actor, "plans.write", found.part)
    form = ChangeForm(
        request.POST or None, request.FILES or None, initial={"operation": uuid.uuid4(), "now": found.now}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.tell_change(by=request.actor, outcome=found, **form.cleaned_data)
            return redirect("outcome", found.pk)
        except KindError as fix:
            form.add_error("photo" if form.cleaned_data["photo"] else "in_my_words", str(fix))
        except OutcomeChange.DoesNotExist:
            raise Http404 from None
    if not request.actor.is_person(found.part.plan.person):
        del form.fields["tell_the_board"]
    return _small_form(request, found, form, _("What changed?"))


def _small_form(request: HttpRequest, found: Outcome, form: Any, title: str) -> HttpResponse:
    record_look(request.actor, found.part.plan.person, obj=found.part, part_key=found.part.tool)
    context = {**_about(request, found), "form": form, "title": title, "back_url": reverse("outcome", args=[found.pk])}
    return render(request, "plans/outcome_small_form.html", context, status=422 if form.errors else 200)


@require_safe
def change_photo(request: HttpRequest, change_id: uuid.UUID) -> HttpResponseBase:
    """The picture that shows a change, for whoever may see the wish; `?size=small` is a square of 320 pixels."""
    wishes = Outcome.objects.visible_to(request.actor).kept().filter(changes=change_id)
    found = whole(wishes).first()
    if found is not None:
        change = next(each for each in found.changes.all() if each.pk == change_id)
    else:
        change = change_for(request.actor, change_id)
    if change is None or change.photo is None:
        raise Http404
    part = change.outcome.part
    record_look(request.actor, part.plan.person, obj=part, part_key=part.tool)
    variant = PhotoVariant.SMALL if request.GET.get("size") == "small" else PhotoVariant.FULL
    return file_response(change.photo, variant)


@require_http_methods(["POST"])
def close_promise(request: HttpRequest, action_id: uuid.UUID) -> HttpResponse:
    """The person says that a promise was kept, or is not needed now."""
    rows = Action.objects.visible_to(request.actor).select_related("plan__person")
    action = get_object_or_404(rows, pk=action_id)
    if action.outcome_id is None:
        raise Http404
    require(request.actor, "plans.close_action", action)
    state = ActionState.DONE if request.POST.get("state") == ActionState.DONE else ActionState.STOPPED
    actions.close_promise(by=request.actor, action=action, state=state)
    return redirect("outcome", action.outcome_id)
