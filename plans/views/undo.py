"""Undo: the last steps somebody took in a part, in words, each with the press that takes it back."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.policy import require
from plans import actions
from plans.models import Item, Part
from plans.shared_plan import title_of
from plans.tools import TOOLS
from plans.undoing import can_do_again, can_undo, steps_of
from plans.views.parts import part_or_404, record_look


@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, part_id: uuid.UUID) -> HttpResponse:
    """The writer's own last 20 steps in this part. In (POST): operation, and `field` for the page to go back to."""
    part = part_or_404(request.actor, part_id)
    require(request.actor, "plans.write", part)
    if request.method == "POST":
        _undo(request, part)
        return redirect(_page_of(part, request.POST.get("field", "")))
    record_look(request.actor, part.plan.person, obj=part, part_key=part.tool)
    now = Item.objects.in_part(request.actor, part).in_bulk()
    steps = steps_of(request.actor, part, now)
    context = {
        "part": part, "steps": can_undo(steps, now), "again": can_do_again(steps, now),
        "back_url": reverse("part", args=[part.pk]), "title_of_part": title_of(part),
    }  # fmt: skip
    return render(request, "plans/undo.html", context)


def _undo(request: HttpRequest, part: Part) -> None:
    try:
        operation = uuid.UUID(request.POST.get("operation", ""))
        undone = actions.undo_step(by=request.actor, part=part, operation=operation)
    except ValueError:
        undone = False
    if undone:
        messages.success(request, _("Done. Nothing is lost: you can change it back."))
    else:
        messages.info(request, _("Somebody changed this after you. Look at “How it was before”."))


def _page_of(part: Part, field: str) -> str:
    if TOOLS[part.tool].question(field) is None:
        return reverse("undo", args=[part.pk])
    return f"{reverse('question', args=[part.pk, field])}#answers"
