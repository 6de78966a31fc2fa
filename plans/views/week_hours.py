"""How the help fits a good week: only for whoever opens it, and it changes nothing in the week."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.enums import Level
from people.policy import require
from plans.actions.finding_out import keep_question
from plans.forms.week_hours import FindOutForm
from plans.models import Part
from plans.querysets import OWNER_LEVEL
from plans.reading import read_part
from plans.views.parts import part_or_404, record_look
from plans.week_hours import Fit, fits_of, movable, short_of


@require_http_methods(["GET", "HEAD", "POST"])
def week_hours(request: HttpRequest, part_id: uuid.UUID) -> HttpResponse:
    """Hours by kind of help, what there is, and the gap in words; the person may keep a question about it."""
    part = part_or_404(request.actor, part_id)
    if part.tool != "perfect_week":
        raise Http404
    require(request.actor, "plans.see_part", part)
    record_look(request.actor, part.plan.person, obj=part, part_key=part.tool)
    if request.method == "POST":
        return _keep(request, part)
    return _page(request, part)


def _keep(request: HttpRequest, part: Part) -> HttpResponse:
    require(request.actor, "plans.own_part", part)
    form = FindOutForm(request.POST)
    if not form.is_valid():
        return _page(request, part, form)
    keep_question(by=request.actor, plan=part.plan, **form.cleaned_data)
    messages.success(request, _("We kept your question under “Happy and well”."))
    return redirect("week_hours", part.pk)


def _page(request: HttpRequest, part: Part, form: FindOutForm | None = None) -> HttpResponse:
    view, level = read_part(request.actor, part), int(part.reader_level)
    fits = fits_of(view.lines["week"], view.lines["hours_there_are"])
    short = short_of(fits)
    owner = level >= OWNER_LEVEL and not request.actor.read_only
    context = {
        "view": view, "part": part, "fits": fits, "short": short, "movable": movable(view.lines["week"]),
        "can_write": level >= Level.HELP_WRITE and not request.actor.read_only,
        "form": form or (_form(short) if owner and short else None),
        "back_url": reverse("part", args=[part.pk]),
    }  # fmt: skip
    return render(request, "plans/week_hours.html", context, status=422 if form else 200)


def _form(short: list[Fit]) -> FindOutForm:
    """A question to begin with, for the person to change."""
    first = short[0]
    words = _("Who else could help? My good week needs %(hours)s more: %(help)s.") % {
        "hours": first.gap_hours, "help": first.name,
    }  # fmt: skip
    return FindOutForm(initial={"text": words, "operation": uuid.uuid4()})
