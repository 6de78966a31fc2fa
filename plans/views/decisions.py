"""The list of waiting decisions, and the sign-off page: a frozen copy, words to the person, four equal buttons."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from people.faces import face_of_person
from people.policy import require
from plans import looking, snapshots
from plans.actions import support_plans as actions
from plans.decisions import NO_PROMISE, Key, waiting_for
from plans.forms.support import ON_SIGN_OFF_PAGE, DecisionForm, MoveForm
from plans.models import Snapshot
from plans.process import TRANSITIONS, Transition, TransitionRefused
from plans.staff_enums import Purpose
from plans.standing import open_to, standing
from plans.support_story import STATE_FOR_STAFF, second_yes_asked
from plans.views.support import posted

PICTURES = {"agree": "tick", "panel_agree": "tick", "agree_after_steps": "tick", "ask": "question", "to_panel": "people",
            "not_agree": "pause", "agree_without_person": "forward"}  # fmt: skip
HINTS = {
    "agree": gettext_lazy("The money is settled next"),
    "panel_agree": gettext_lazy("The money is settled next"),
    "ask": gettext_lazy("It comes back with the answer"),
    "to_panel": gettext_lazy("For large or unusual plans"),
    "not_agree": gettext_lazy("You say why, and what would help"),
    "agree_after_steps": gettext_lazy("All of it, or the agreed parts"),
    "agree_without_person": gettext_lazy("After all steps, with a second senior"),
}


@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """What waits for me, the oldest promise first. There is no bulk button and no score."""
    require(request.actor, "plans.see_decisions", request.actor.organisation)
    rows, following = waiting_for(request.actor, Key.read(request.GET.get("after", "")))
    today = timezone.localdate()
    listed = [
        {
            "plan": row,
            "days": (today - timezone.localdate(row.waits_since)).days,
            "promised": None if row.promised == NO_PROMISE else row.promised,
            "state_words": STATE_FOR_STAFF[row.state],
        }
        for row in rows
    ]
    next_url = f"?{urlencode({'after': str(following)})}" if following else ""
    return render(request, "plans/support/decisions.html", {"rows": listed, "next_url": next_url})


@require_http_methods(["GET", "HEAD", "POST"])
def sign_off(request: HttpRequest, snapshot_id: uuid.UUID) -> HttpResponse:
    """Read one frozen copy and decide. Nothing here can edit it."""
    snapshot = get_object_or_404(Snapshot.objects.visible_to(request.actor).with_person(), pk=snapshot_id)
    require(request.actor, "plans.read_for_decision", snapshot)
    # Before the bytes leave: the person reads later who looked.
    looking.look(
        actor=request.actor, person=snapshot.support_plan.person, action="plans.snapshot_read", obj=snapshot,
        purpose=Purpose.SIGN_OFF,
    )  # fmt: skip
    form = DecisionForm(posted(request))
    row = _chosen(request, snapshot) if request.method == "POST" else None
    if row is not None and form.is_valid():
        return _decide(request, snapshot, row, form)
    return _page(request, snapshot, form)


def _chosen(request: HttpRequest, snapshot: Snapshot) -> Transition | None:
    """The decision whose button was pressed, if it is one that this actor may make from here."""
    row = TRANSITIONS.get(request.POST.get("decision", ""))
    open_now = [each for each in open_to(request.actor, snapshot.support_plan) if each.decides]
    return row if row in open_now else None


def _decide(request: HttpRequest, snapshot: Snapshot, row: Transition, form: DecisionForm) -> HttpResponse:
    """Make the decision; where it asks for more (a question, reasons), a second page asks for that alone."""
    plan = snapshot.support_plan
    data = request.POST if request.POST.get("more") else None
    more = MoveForm(
        data, support_plan=plan, transition=row, place=standing(request.actor, plan), leave_out=ON_SIGN_OFF_PAGE
    )
    if more.fields and (data is None or not more.is_valid()):
        return _more_page(request, snapshot, row, form, more)
    given = {**form.cleaned_data, **(more.given() if more.fields else {}), "snapshot": str(snapshot.pk)}
    try:
        actions.move(by=request.actor, support_plan=plan, transition=row.key, given=given)
    except TransitionRefused as refused:
        shown = more if more.fields else form
        for reason in refused.reasons:
            shown.add_error(None, str(reason))
        return _more_page(request, snapshot, row, form, more) if more.fields else _page(request, snapshot, form)
    messages.success(request, _("Kept. %(name)s is told.") % {"name": plan.person.preferred_name})
    return redirect("decisions")


def _more_page(
    request: HttpRequest, snapshot: Snapshot, row: Transition, form: DecisionForm, more: MoveForm
) -> HttpResponse:
    shown = {"snapshot": snapshot, "row": row, "said": form.cleaned_data, "form": more}
    shown["person"] = face_of_person(snapshot.support_plan.person)
    return render(request, "plans/support/sign_off_more.html", shown)


def _page(request: HttpRequest, snapshot: Snapshot, form: DecisionForm) -> HttpResponse:
    plan = snapshot.support_plan
    newest = plan.snapshots.first()
    newer = newest if newest and newest.number > snapshot.number else None
    earlier = plan.snapshots.filter(number=snapshot.number - 1).first()
    # A newer version takes the buttons away: its differences are read first.
    rows = [] if newer else list(open_to(request.actor, plan))
    own_words = _own_words(snapshot)
    shown = {
        "snapshot": snapshot,
        "plan": plan,
        "content": snapshot.content,
        "intact": snapshots.is_intact(snapshot),
        "person": face_of_person(plan.person),
        "own_words": own_words,
        "entries": [entry for entry in snapshot.content["entries"] if entry["said_by"] or entry["text"] != own_words],
        "costs": _costs(snapshot.content),
        "newer": newer,
        "changed": snapshots.differences(snapshot, newer) if newer else [],
        "since_last": snapshots.differences(earlier, snapshot) if earlier and not newer else [],
        "answers": _answers(snapshot),
        "choices": [_choice(row) for row in rows if row.decides],
        "moves": [row for row in rows if not row.decides],
        "second": second_yes_asked(request.actor, plan),
        "form": form,
        "facts": _facts(snapshot),
        "money_moves": _moves_of_money(snapshot.content),
        "promises": [
            {**each, "by_when": parse_date(each["by_when"] or "")} for each in snapshot.content.get("actions", [])
        ],
        "steps": list(plan.steps.all()),
    }
    return render(request, "plans/support/sign_off.html", shown)


def _facts(snapshot: Snapshot) -> list[dict[str, str]]:
    """Who worked on it, since when it waits, and what the person was told."""
    plan, name = snapshot.support_plan, snapshot.support_plan.person.preferred_name
    since = plan.state_changes.order_by("-at").values_list("at", flat=True).first()
    facts = []
    if plan.facilitator:
        facts.append({"name": plan.facilitator.name, "words": _("worked on it with %(name)s") % {"name": name}})
    if since:
        facts.append(
            {"name": date_format(timezone.localtime(since), "l j F"), "words": _("is when it came to this stage")}
        )
    if plan.answer_promised_on:
        told = _("is the day %(name)s was promised an answer") % {"name": name}
        facts.append({"name": date_format(plan.answer_promised_on, "l j F"), "words": told})
    return facts


def _choice(row: Transition) -> dict[str, Any]:
    return {"value": row.key, "words": row.name, "hint": HINTS[row.key], "picture": PICTURES[row.key]}


def _own_words(snapshot: Snapshot) -> str:
    """The person's own words: what they wanted, or else what they said on sending. Nobody else's stand here."""
    said = [entry["text"] for entry in snapshot.content["entries"] if not entry["said_by"]]
    return said[0] if said else snapshot.person_words


def _costs(content: dict[str, Any]) -> list[dict[str, Any]]:
    """Each line of the money beside what it helps with, lines for the same wish together; empty without money."""
    lines = (content.get("money") or {}).get("lines", [])
    order: dict[str, int] = {}
    for line in lines:
        order.setdefault(line["helps_with"], len(order))
    return sorted(lines, key=lambda line: order[line["helps_with"]])


def _moves_of_money(content: dict[str, Any]) -> list[dict[str, Any]]:
    """How the figure came to be what it is: when, from what to what, why and by whom."""
    changes = (content.get("money") or {}).get("changes", [])
    return [{**change, "on": parse_date(change["on"])} for change in changes]


def _answers(snapshot: Snapshot) -> list[dict[str, str]]:
    """The questions asked of the version before, each with the answer that came with this one."""
    plan = snapshot.support_plan
    answered = plan.state_changes.filter(transition="answer", snapshot=snapshot).first()
    if answered is None:
        return []
    asked = plan.state_changes.filter(transition="ask", at__lt=answered.at).order_by("-at").first()
    answers = answered.recorded.get("answers", {})
    return [
        {"question": question["words"], "answer": answers.get(str(number), {}).get("words", "")}
        for number, question in enumerate(asked.recorded.get("questions", []) if asked else [])
    ]
