"""Pages of the support plan: the person's own, the facilitator's, and each step of the process."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.faces import face_of_person
from people.models import Person
from people.policy import decide, require
from plans import contents, looking, support_story
from plans.actions import support_plans as actions
from plans.enums import PlanState as S
from plans.forms.support import AskForStepForm, MoveForm
from plans.guards import GUARDS, open_questions
from plans.models import Item, Outcome, Snapshot, SupportPlan, SupportPlanEntry
from plans.process import PERSONS_SIDE, TRANSITIONS, F, Transition, TransitionRefused
from plans.staff_enums import Purpose
from plans.standing import open_to, standing


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form was sent, or None while it is only looked at. A form with nothing ticked or typed was sent too."""
    return request.POST if request.method == "POST" else None


def fetch(request: HttpRequest, support_plan_id: uuid.UUID) -> SupportPlan:
    """A support plan that the actor may know of, with what its pages read; 404 otherwise."""
    plans = SupportPlan.objects.visible_to(request.actor).with_person().select_related("person__photo")
    rows = plans.prefetch_related("needs", Prefetch("entries", SupportPlanEntry.objects.select_related("outcome")))
    return get_object_or_404(rows, pk=support_plan_id)


def look(
    request: HttpRequest,
    support_plan: SupportPlan,
    action: str,
    obj: Any = None,
    parts: Iterable[uuid.UUID] | None = None,
) -> None:
    """Record that somebody else opens this, before it leaves. `parts` are those of the person's plan that it shows."""
    looking.look(
        actor=request.actor, person=support_plan.person, action=action, obj=obj or support_plan,
        purpose=Purpose.SUPPORT_PLAN, parts=parts,
    )  # fmt: skip


@require_safe
def my_support_plan(request: HttpRequest) -> HttpResponse:
    """The person's newest support plan, or a page that says there is none."""
    person = request.actor.person
    if person is None:
        raise Http404
    newest = SupportPlan.objects.visible_to(request.actor).filter(person=person).order_by("-created_at").first()
    if newest is not None:
        return redirect("support_plan", newest.pk)
    return render(request, "plans/support/none.html", {"person": person})


@require_safe
def support_plan(request: HttpRequest, support_plan_id: uuid.UUID) -> HttpResponse:
    """The person's page to the person, the working page to the facilitator, the frozen copy to a decider."""
    plan = fetch(request, support_plan_id)
    place = standing(request.actor, plan)
    if place in PERSONS_SIDE:
        look(request, plan, "plans.support_plan_read")
        return render(request, "plans/support/person.html", _persons_page(request, plan))
    if place == F:
        look(request, plan, "plans.support_plan_read")
        return render(request, "plans/support/staff.html", _staff_page(request, plan))
    newest = Snapshot.objects.visible_to(request.actor).filter(support_plan=plan).order_by("-number").first()
    if newest is None:
        raise Http404
    return redirect("sign_off", newest.pk)


def _persons_page(request: HttpRequest, plan: SupportPlan) -> dict[str, Any]:
    now, after = support_story.now_and_next(plan)
    changes = list(plan.state_changes.order_by("at"))
    copies = list(plan.snapshots.all())
    may_ask = bool(decide(request.actor, "plans.say_about_support_plan", plan))
    return {
        **_needs_and_entries(plan),
        "plan": plan,
        "person": face_of_person(plan.person),
        "stages": support_story.stages(plan),
        "now": now,
        "after": after,
        "who_has_it": support_story.who_has_it(plan),
        "doors": support_story.doors(request.actor, plan),
        "told": support_story.history(changes),
        "latest": copies[0] if copies else None,
        "may_offer": bool(decide(request.actor, "plans.offer_to_support_plan", plan)),
        "may_disagree": may_ask and plan.state not in (S.DECLINED, S.CLOSED, S.SUPERSEDED),
        "dissent": _dissent(plan, changes),
        "second": support_story.second_yes_asked(request.actor, plan),
    }


def _needs_and_entries(plan: SupportPlan) -> dict[str, Any]:
    """Each need with how it is met and the questions about it, the entries, and the questions about the whole."""
    ways, listed = contents.ways_met(plan), contents.domains(plan.jurisdiction)
    asked = _questions_by_place(plan)
    needs = [
        {
            "need": need,
            "ways": ways[need.pk],
            "domain": listed.get(need.domain, ""),
            "asked": asked.get(f"need:{need.pk}"),
        }
        for need in plan.needs.all()
    ]
    return {"needs": needs, "entries": list(plan.entries.all()), "questions": asked.get("", [])}


def _questions_by_place(plan: SupportPlan) -> dict[str, list[str]]:
    """Open questions by what they are about ("" for the whole plan), so that each stands beside its part."""
    found: dict[str, list[str]] = {}
    for question in open_questions(plan):
        found.setdefault(question.get("about", ""), []).append(question["words"])
    return found


def _dissent(plan: SupportPlan, changes: list[Any]) -> str:
    """What the person did not agree with, shown for good on a plan that went on without their agreement (T12)."""
    if plan.agreed_by_person is not False:
        return ""
    kept = [change.recorded.get("dissent", "") for change in changes if change.transition == "agree_without_person"]
    return kept[-1] if kept else ""


def _staff_page(request: HttpRequest, plan: SupportPlan) -> dict[str, Any]:
    rows = [row for row in open_to(request.actor, plan) if not row.decides]
    return {
        **_needs_and_entries(plan),
        "plan": plan,
        "person": face_of_person(plan.person),
        "state_words": support_story.STATE_FOR_STAFF[S(plan.state)],
        "gaps": contents.gaps(plan) if decide(request.actor, "plans.write_support_plan", plan) else [],
        "may_write": bool(decide(request.actor, "plans.write_support_plan", plan)),
        "moves": [{"key": row.key, "words": str(row.name)} for row in rows],
        "advocacy": plan.advocacy_screens.first(),
        "liberty": plan.liberty_screens.first(),
        "steps": list(plan.steps.all()),
        "told": support_story.history(list(plan.state_changes.order_by("at"))),
        "second": support_story.second_yes_asked(request.actor, plan),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def start_support_plan(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """The assigned facilitator begins the council's record. The person's own plan is not opened by it."""
    person = get_object_or_404(Person.objects.visible_to(request.actor), pk=person_id)
    require(request.actor, "plans.start_support_plan", person)
    open_now = SupportPlan.objects.visible_to(request.actor).filter(person=person).order_by("-created_at").first()
    if open_now is not None and open_now.state not in (S.CLOSED, S.SUPERSEDED):
        return redirect("support_plan", open_now.pk)
    if request.method == "POST":
        return redirect("support_plan", actions.start_support_plan(by=request.actor, person=person).pk)
    return render(request, "plans/support/start.html", {"person": person, "face": face_of_person(person)})


@require_http_methods(["GET", "HEAD", "POST"])
def move_support_plan(request: HttpRequest, support_plan_id: uuid.UUID, transition: str) -> HttpResponse:
    """One step of the process on a page of its own: what it means, what is asked, one button."""
    plan = fetch(request, support_plan_id)
    row = TRANSITIONS.get(transition)
    if row is None or row.decides:  # decisions are made on the sign-off page, where the frozen copy is read
        raise Http404
    require(request.actor, "plans.move_support_plan", plan)
    place = standing(request.actor, plan)
    form = MoveForm(posted(request), support_plan=plan, transition=row, place=place)
    look(request, plan, "plans.support_plan_read")
    if request.method == "POST" and form.is_valid() and (done := _make(request, plan, row, form)):
        messages.success(request, done)
        return redirect("support_plan", plan.pk)
    page = "move" if place in PERSONS_SIDE else "staff_move"
    shown = {"plan": plan, "form": form, "row": row, "person": face_of_person(plan.person), "place": place}
    shown["words"] = support_story.name_for_person(row, plan)
    return render(request, f"plans/support/{page}.html", shown)


def _make(request: HttpRequest, plan: SupportPlan, row: Transition, form: MoveForm) -> str:
    """Make the transition and return what to say of it; or "" with the reasons on the form.

    Where it takes two and the other has not said yes, this press is the first yes, and the other's makes it happen.
    """
    place = standing(request.actor, plan)
    try:
        if place in row.with_yes_of and GUARDS["second_yes"](plan, row, request.actor, form.given()):
            actions.say_second_yes(by=request.actor, support_plan=plan, transition=row.key)
            return _("Your yes is kept. It goes on when the other person says yes too.")
        actions.move(by=request.actor, support_plan=plan, transition=row.key, given=form.given())
    except TransitionRefused as refused:
        for reason in refused.reasons:
            form.add_error(None, str(reason))
        return ""
    return str(row.person_sees) if place in PERSONS_SIDE else _("Done.")


@require_POST
def say_second_yes(request: HttpRequest, support_plan_id: uuid.UUID, transition: str) -> HttpResponse:
    """The yes of the second person, where the table asks for two."""
    plan = fetch(request, support_plan_id)
    if transition not in TRANSITIONS:
        raise Http404
    try:
        actions.say_second_yes(by=request.actor, support_plan=plan, transition=transition)
    except TransitionRefused as refused:
        messages.warning(request, " ".join(str(reason) for reason in refused.reasons))
    else:
        messages.success(request, _("Thank you. Your yes is kept."))
    return redirect("support_plan", plan.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def disagree(request: HttpRequest, support_plan_id: uuid.UUID) -> HttpResponse:
    """ "I do not agree": the ladder, always the same. Using it stops nothing."""
    plan = fetch(request, support_plan_id)
    require(request.actor, "plans.say_about_support_plan", plan)
    form = AskForStepForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.ask_for_step(by=request.actor, support_plan=plan, **form.cleaned_data)
        messages.success(request, _("We heard you. Your helper will talk with you about it."))
        return redirect("support_plan", plan.pk)
    return render(request, "plans/support/disagree.html", {"plan": plan, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def offers(request: HttpRequest, support_plan_id: uuid.UUID) -> HttpResponse:
    """Choose what goes from the person's plan into the support plan: all of mine, or what is shared with me."""
    plan = fetch(request, support_plan_id)
    require(request.actor, "plans.offer_to_support_plan", plan)
    mine = {"part__plan": plan.person_id}
    wishes = list(Outcome.objects.visible_to(request.actor).kept().filter(**mine).select_related("part"))
    items = list(
        Item.objects.visible_to(request.actor)
        .for_others()
        .kept()
        .main()
        .filter(**mine)
        .exclude(text="")
        .select_related("part", "said_by")
    )
    if request.method == "POST":
        chosen = set(request.POST.getlist("offer"))
        for wish in (each for each in wishes if f"outcome:{each.pk}" in chosen):
            actions.offer_to_support_plan(by=request.actor, support_plan=plan, outcome=wish)
        for item in (each for each in items if f"item:{each.pk}" in chosen):
            actions.offer_to_support_plan(by=request.actor, support_plan=plan, item=item)
        return redirect("support_plan", plan.pk)
    look(request, plan, "plans.offers_read", parts=[each.part_id for each in (*wishes, *items)])
    held = {entry.source_item_id or entry.outcome_id for entry in plan.entries.all()}
    shown = {"plan": plan, "wishes": wishes, "items": items, "held": held, "person": face_of_person(plan.person)}
    return render(request, "plans/support/offers.html", {**shown, "mine": request.actor.is_person(plan.person)})


@require_POST
def take_back_entry(request: HttpRequest, support_plan_id: uuid.UUID, entry_id: uuid.UUID) -> HttpResponse:
    plan = fetch(request, support_plan_id)
    actions.take_back_entry(by=request.actor, entry=get_object_or_404(plan.entries, pk=entry_id))
    messages.success(request, _("Taken out. Your own plan still has it."))
    return redirect("support_plan", plan.pk)


@require_safe
def sent_copy(request: HttpRequest, snapshot_id: uuid.UUID) -> HttpResponse:
    """The person's own look at the copy that was sent."""
    snapshot = get_object_or_404(Snapshot.objects.visible_to(request.actor).with_person(), pk=snapshot_id)
    look(request, snapshot.support_plan, "plans.snapshot_read", snapshot)
    shown = {"snapshot": snapshot, "person": face_of_person(snapshot.support_plan.person)}
    return render(request, "plans/support/copy.html", shown)
