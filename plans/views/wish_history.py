"""How a wish was before: each version that had other words, with its day. Earlier words are the owner's alone to see."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.policy import require
from plans import actions
from plans.comparing import compare
from plans.enums import Place
from plans.forms import OutcomeForm
from plans.forms.outcomes import FORM_FIELDS, words_of
from plans.models import Outcome
from plans.views.items import whole_number
from plans.views.outcomes import outcome_or_404
from plans.views.parts import record_look
from plans.views.wish_saving import typed_for
from plans.wishes import how_much_words


@require_http_methods(["GET", "HEAD", "POST"])
def outcome_history(request: HttpRequest, outcome_id: uuid.UUID) -> HttpResponse:
    """The versions of a wish, newest first; POST brings one back as a new version.

    `?with=3` puts the third version beside the words of now; left out, the last one before now.
    """
    found = outcome_or_404(request, outcome_id)
    require(request.actor, "plans.own_part", found.part)
    if request.method == "POST":
        return _brought_back(request, found)
    record_look(request.actor, found.part.plan.person, obj=found.part, part_key=found.part.tool)
    versions = _versions(found, OutcomeForm(name=typed_for(request, found.part)))
    context = {"outcome": found, "versions": versions, "back_url": reverse("outcome", args=[found.pk])}
    wanted = whole_number(request.GET.get("with", "")) or None
    before = next((each for each in versions[1:] if wanted in (None, each["version"])), None)
    if before:
        context |= {"before": before, "after": versions[0], "rows": _side_by_side(before, versions[0])}
    return render(request, "plans/outcome_history.html", context)


def _brought_back(request: HttpRequest, found: Outcome) -> HttpResponse:
    version = whole_number(request.POST.get("version", ""))
    then = found.history.filter(version=version).order_by("-pgh_id").first()
    if then is None:
        raise Http404
    words = {name: getattr(then, name) for name in (*FORM_FIELDS, "support")}
    actions.save_outcome(by=request.actor, part=found.part, outcome=found, operation=uuid.uuid4(), **words)
    messages.success(request, _("These words are back."))
    return redirect("outcome", found.pk)


def _versions(found: Outcome, form: OutcomeForm) -> list[dict[str, Any]]:
    """The newest first. A step that changed no word, such as how it is now, is no version of the words."""
    versions: list[dict[str, Any]] = []
    for event in found.history.order_by("pgh_id"):
        words = _said(event, form)
        if not versions or versions[-1]["words"] != words:
            versions.append(
                {"version": event.version, "at": event.changed_at, "words": words, "language": event.language}
            )
    return versions[::-1]


def _said(event: Any, form: OutcomeForm) -> dict[str, str]:
    """What was answered to each question of the form, in its order and as it is read."""
    words = words_of(event)
    words["place"] = str(dict(Place.choices).get(event.place, ""))
    words |= {name: how_much_words(words[name]) for name in ("matters", "sure")}
    words["check_on"] = formats.date_format(event.check_on, "j F Y") if event.check_on else ""
    return {str(field.label): words[name] for name, field in form.fields.items() if words.get(name)}


def _side_by_side(before: dict[str, Any], after: dict[str, Any]) -> list[dict[str, Any]]:
    """Each question with its words before and now, in pieces."""
    rows = []
    for label in {**after["words"], **before["words"]}:
        old, new = compare(before["words"].get(label, ""), after["words"].get(label, ""))
        rows.append({"label": label, "old": old, "new": new})
    return rows
