"""One more of a tool, such as a page about me for work: one question, "What is this one for?"."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from people.policy import require
from plans import actions
from plans.forms import AnotherForm
from plans.models import Part, Plan
from plans.shared_plan import title_of
from plans.tools import TOOLS
from plans.tools.declaration import Tool

ASK = gettext_lazy("What is this one for?")


def tool_that_may_repeat(key: str) -> Tool:
    """The tool, where several of it may stand side by side; else 404."""
    tool = TOOLS.get(key)
    if tool is None or not tool.one_for:
        raise Http404
    return tool


@require_http_methods(["GET", "HEAD", "POST"])
def start_another(request: HttpRequest, tool: str) -> HttpResponse:
    """Ask what it is for, begin it just for me, and go to its first question. The same words twice lead to the same part."""
    person, declared = request.actor.person, tool_that_may_repeat(tool)
    if person is None:
        raise Http404
    own = actions.begin_plan(by=request.actor, person=person)
    require(request.actor, "plans.start_part", own)
    form = AnotherForm(_given(request) if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _begin(request, own, declared, form.cleaned_data["setting"])
    there = {setting.casefold() for setting in own.parts.filter(tool=tool).values_list("setting", flat=True)}
    context = {
        "person": person, "tool": declared, "form": form, "ask": ASK, "place": declared.place.value,
        "examples": [words for words in map(str, declared.one_for) if words.casefold() not in there],
        "back_url": reverse("place", args=[person.pk, declared.place]),
    }  # fmt: skip
    return render(request, "plans/start_another.html", context, status=422 if form.errors else 200)


def _given(request: HttpRequest) -> dict[str, str]:
    """The example that was pressed, else what was typed."""
    return {"setting": request.POST.get("example") or request.POST.get("setting", "")}


def _begin(request: HttpRequest, own: Plan, tool: Tool, setting: str) -> HttpResponse:
    found = Part.objects.visible_to(request.actor).filter(plan=own, tool=tool.key, setting__iexact=setting).first()
    if found is not None:
        messages.info(request, _("You have one for this. Here it is: %(title)s.") % {"title": title_of(found)})
        return redirect("part", found.pk)
    part = actions.start_part(by=request.actor, plan=own, tool=tool.key, setting=setting)
    return redirect("question", part.pk, tool.questions[0].key)
