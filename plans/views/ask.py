"""Ask somebody about one question: pick who and until when, hear what they will see, then ask. Call it off any time."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from documents.errors import KindError
from people.faces import face_of
from people.models import Connection
from people.policy import require
from plans.actions.ask import LONGEST, USUALLY, ask_about, stop_asking
from plans.answers import kept_day
from plans.models import Asked, Part
from plans.reading import ask as words_of
from plans.shared_plan import title_of
from plans.tools import TOOLS
from plans.tools.declaration import Question
from plans.views.parts import part_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, part_id: uuid.UUID, field: str) -> HttpResponse:
    """In (POST): `who` (a connection), `until` (a day), and `do` "ask" after the page that tells what they will see."""
    part = part_or_404(request.actor, part_id)
    asked = TOOLS[part.tool].question(field)
    if asked is None:
        raise Http404
    require(request.actor, "plans.share_part", part)
    around = _around(request, part)
    if request.method != "POST":
        return render(request, "plans/ask.html", _page(request, part, asked, around))
    helper = next((each for each in around if str(each.pk) == request.POST.get("who", "")), None)
    fix_day, until = "", None
    try:
        until = _until(request.POST.get("until", ""))
    except KindError as problem:
        fix_day = str(problem)
    if helper is None or until is None:
        fixes = {"fix_who": "" if helper else _("Pick who to ask."), "fix_day": fix_day}
        return render(request, "plans/ask.html", _page(request, part, asked, around) | fixes, status=422)
    if request.POST.get("do") != "ask":
        told = {"helper": helper, "who": face_of(helper), "until": until, "asks_for": asked.for_others}
        return render(request, "plans/ask_check.html", _page(request, part, asked, around) | told)
    ends_at = timezone.make_aware(datetime.combine(until + timedelta(days=1), time.min))
    ask_about(by=request.actor, part=part, field=asked.key, connection=helper, ends_at=ends_at)
    messages.success(request, _("You asked %(name)s. You can stop it any time.") % {"name": helper.name})
    return redirect("ask", part.pk, asked.key)


def _around(request: HttpRequest, part: Part) -> list[Connection]:
    """Who can be asked: those of the circle who have joined and are here."""
    ties = Connection.objects.visible_to(request.actor).live().filter(circle=part.plan_id, user__isnull=False)
    return list(ties.filter(died=False).select_related("photo", "user").order_by("ring", "position"))


def _until(text: str) -> date:
    """The last day they may help, from tomorrow to a year away. Raises KindError."""
    day, today = kept_day(text), timezone.localdate()
    if day < today:
        raise KindError(_("Choose a day that is still to come."))
    if day >= today + LONGEST:
        raise KindError(_("Choose a day within a year from now."))
    return day


def _page(request: HttpRequest, part: Part, asked: Question, around: list[Connection]) -> dict[str, Any]:
    person = part.plan.person
    day = timezone.localdate() + USUALLY
    chosen = request.POST.get("who", "")
    now_asked = Asked.objects.visible_to(request.actor).open().filter(part=part, field=asked.key)
    return {
        "part": part, "asked": asked, "person": person, "title": title_of(part),
        "ask": words_of(asked, person, request.actor),
        "people": [
            {
                "value": each.pk, "words": each.name, "who": face_of(each), "hint": each.relationship,
                "checked": str(each.pk) == chosen,
            }
            for each in around
        ],
        "until_text": request.POST.get("until") or date_format(day, "j n Y"),
        "now_asked": [
            {"asked": each, "who": face_of(each.connection), "until": each.ends_at - timedelta(minutes=1)}
            for each in now_asked.select_related("connection__photo")
        ],
        "back_url": reverse("question", args=[part.pk, asked.key]),
    }  # fmt: skip


@require_POST
def stop(request: HttpRequest, asked_id: uuid.UUID) -> HttpResponse:
    """Stop asking, at once."""
    rows = Asked.objects.visible_to(request.actor).select_related("part__plan__person", "slip")
    found = get_object_or_404(rows, pk=asked_id)
    require(request.actor, "plans.share_part", found.part)
    stop_asking(by=request.actor, asked=found)
    messages.success(request, _("Stopped. We tell nobody."))
    return redirect("ask", found.part_id, found.field)
