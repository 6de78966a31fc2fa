"""Just for me: the two buttons beside an answer, and my private space."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from documents.errors import KindError
from people.policy import require
from plans.actions import private
from plans.as_it_was import items_seen
from plans.models import Item, Note, Plan
from plans.shared_plan import title_of
from plans.tools import TOOLS
from plans.undoing import shown_words
from plans.views.keeping import id_or_new


@require_POST
def who_sees(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """Just for me (`who` = me), or the people who see this part (`who` = them). `back` says which page it came from."""
    rows = Item.objects.visible_to(request.actor).select_related("part__plan__person")
    found = items_seen(request.actor, rows, item_id)
    if found is None:
        raise Http404
    require(request.actor, "plans.own_part", found.part)
    change_who_sees(request, found, request.POST.get("who", ""))
    if request.POST.get("back") == "space":
        return redirect("my_space")
    if request.POST.get("back") == "question":
        return redirect(f"{reverse('question', args=[found.part_id, found.field])}#answers")
    return redirect("part", found.part_id)


def change_who_sees(request: HttpRequest, found: Item, who: str) -> None:
    """Do it and say it. Raises Http404 for anything but "me" and "them"."""
    if who == "me":
        private.keep_to_myself(by=request.actor, item=found)
        messages.success(request, _("Just for you now. We tell nobody."))
    elif who == "them":
        private.let_them_see(by=request.actor, item=found)
        messages.success(request, _("The people who see this part see it now."))
    else:
        raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
def my_space(request: HttpRequest) -> HttpResponse:
    """Everything that is just for me: my notes, and each answer that I keep to myself, with its part."""
    plan = get_object_or_404(Plan.objects.visible_to(request.actor).select_related("person"), person__user=request.user)
    typed, fix = "", ""
    if request.method == "POST":
        try:
            private.save_note(
                by=request.actor, plan=plan, operation=id_or_new(request.POST.get("operation", "")),
                text=request.POST.get("text", ""), base_version=_version(request),
            )  # fmt: skip
            messages.success(request, _("Kept. Only you can see it."))
            return redirect("my_space")
        except KindError as problem:
            typed, fix = request.POST.get("text", ""), str(problem)
    notes = Note.objects.visible_to(request.actor)
    context = {
        "notes": notes.kept(), "gone": notes.taken_out_lately(), "answers": _answers(request, plan),
        "operation": uuid.uuid4(), "typed": typed, "fix": fix, "person": plan.person,
    }  # fmt: skip
    return render(request, "plans/private_space.html", context, status=422 if fix else 200)


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _answers(request: HttpRequest, plan: Plan) -> list[dict[str, object]]:
    items = Item.objects.visible_to(request.actor).filter(part__plan=plan, only_me=True).kept()
    return [
        {
            "item": each, "words": shown_words(each.part.tool, each), "title": title_of(each.part),
            "place": each.part.place, "there": each.part.tool in TOOLS,
        }
        for each in items.select_related("part", "photo").order_by("part__position", "position")
    ]  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest, note_id: uuid.UUID) -> HttpResponse:
    """One note of mine: change its words, take it out, bring it back."""
    found = get_object_or_404(Note.objects.visible_to(request.actor).select_related("plan__person"), pk=note_id)
    fix, typed = "", found.text
    if request.method == "POST":
        try:
            _change_note(request, found)
            return redirect("my_space")
        except KindError as problem:
            typed, fix = request.POST.get("text", ""), str(problem)
    context = {"note": found, "typed": typed, "fix": fix, "person": found.plan.person}
    return render(request, "plans/private_note.html", context, status=422 if fix else 200)


def _change_note(request: HttpRequest, found: Note) -> None:
    do = request.POST.get("do", "keep")
    if do == "out":
        private.take_note_out(by=request.actor, note=found)
        messages.success(request, _("Taken out. You can bring it back for 30 days."))
    elif do == "back":
        private.bring_note_back(by=request.actor, note=found)
        messages.success(request, _("It is back."))
    else:
        private.save_note(
            by=request.actor, plan=found.plan, operation=found.pk, text=request.POST.get("text", ""),
            base_version=_version(request),
        )  # fmt: skip
        messages.success(request, _("Kept. Only you can see it."))
