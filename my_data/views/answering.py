"""What somebody asked to put right, and the answer: for the writer, the data lead, or the person whose circle it is."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from my_data import actions
from my_data.enums import CorrectionAnswer, CorrectionKind
from my_data.forms import AnswerForm, PlainAnswerForm
from my_data.models import Correction
from my_data.notes import KINDS
from people.policy import require
from plans.looking import look
from plans.staff_enums import Purpose

SHOWN = 50


@require_safe
def to_answer(request: HttpRequest) -> HttpResponse:
    """What waits for my answer, and what I answered last: the writer sees what was said of their note."""
    mine = Correction.objects.answerable_by(request.actor).select_related("person")
    page = {
        "open": list(mine.open().order_by("answer_by")[:SHOWN]),
        "answered": list(mine.answered()[:SHOWN]),
        "base": "staff" if request.actor.staff_role else "",
    }
    return render(request, "my_data/to_answer.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, correction_id: uuid.UUID) -> HttpResponse:
    """One of them: what the note says, what they say, and my answer."""
    found = get_object_or_404(
        Correction.objects.visible_to(request.actor).select_related("person", "asked_by"), pk=correction_id
    )
    require(request.actor, "my_data.answer_correction", found)
    plain = found.kind in (CorrectionKind.DETAILS, CorrectionKind.QUESTION)
    form = (PlainAnswerForm if plain else AnswerForm)(request.POST or None)
    if request.method == "POST" and found.answered_at is None:
        if found.kind == CorrectionKind.DETAILS and request.POST.get("go") == "yes":
            return _keep(request, found, {"answer": CorrectionAnswer.CHANGED, "new_words": found.my_words})
        if form.is_valid():
            given = dict(form.cleaned_data)
            given.setdefault("answer", _plain_answer(found))
            return _keep(request, found, given)
    look(actor=request.actor, person=found.person, action="my_data.correction_seen", obj=found, purpose=Purpose.MY_DATA)
    kind = KINDS.get(found.about)
    page = {"one": found, "form": form, "kind": kind, "changes": bool(kind and kind.changes)}
    return render(request, "my_data/answer.html", page)


def _plain_answer(found: Correction) -> CorrectionAnswer:
    asked = found.kind == CorrectionKind.QUESTION
    return CorrectionAnswer.ANSWERED if asked else CorrectionAnswer.NOT_CHANGED


def _keep(request: HttpRequest, found: Correction, given: dict[str, Any]) -> HttpResponse:
    actions.answer_correction(
        by=request.actor, correction=found, answer=CorrectionAnswer(given["answer"]),
        words=given.get("answer_words", ""), new_words=given.get("new_words", ""),
    )  # fmt: skip
    messages.success(request, _("They can read your answer now."))
    return redirect("my_data_to_answer")
