"""Whose life the questions are about: the person picks, and can pick again."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from people.policy import require
from plans import actions
from plans.enums import PlanFor

PICTURES = {PlanFor.ME: "person", PlanFor.OLDER: "before", PlanFor.CARER: "carer", PlanFor.YOUNG: "school"}
HINTS = {
    PlanFor.ME: gettext_lazy("Questions about all of my life."),
    PlanFor.OLDER: gettext_lazy("We begin with my story and what I like."),
    PlanFor.CARER: gettext_lazy("Only my life. The person I care for does not see it."),
    PlanFor.YOUNG: gettext_lazy("School now, and growing up."),
}


@require_http_methods(["GET", "HEAD", "POST"])
def plan_about(request: HttpRequest) -> HttpResponse:
    """Four choices. What was written stays, whatever is picked."""
    person = request.actor.person
    if person is None:
        raise Http404
    own = actions.begin_plan(by=request.actor, person=person)
    require(request.actor, "plans.start_part", own)
    if request.method == "POST" and request.POST.get("about") in PlanFor.values:
        actions.set_plan_about(by=request.actor, plan=own, about=PlanFor(request.POST["about"]))
        messages.success(request, _("Your questions come in these words now."))
        return redirect("my_plan")
    choices = [
        {
            "value": one.value,
            "words": one.label,
            "hint": HINTS[one],
            "picture": PICTURES[one],
            "checked": one == own.about,
        }
        for one in PlanFor
    ]
    return render(request, "plans/plan_about.html", {"person": person, "choices": choices})
