"""A person asks a council for help, or takes that back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people import actions
from people.forms.council import CouncilForm
from people.policy import require


@require_http_methods(["GET", "HEAD", "POST"])
def ask_council(request: HttpRequest) -> HttpResponse:
    """What the council would learn, which council, one button."""
    person = request.actor.person
    if person is None:
        raise Http404
    require(request.actor, "people.change_person", person)
    form = CouncilForm(request.POST or None, initial={"council": person.organisation_id})
    if request.method == "POST" and form.is_valid():
        council = form.cleaned_data["council"]
        actions.ask_council(by=request.actor, person=person, council=council)
        messages.success(
            request, _("We told %(name)s.") % {"name": council} if council else _("No council knows of you now.")
        )
        return redirect("my_support_plan")
    return render(request, "people/circle/council.html", {"form": form}, status=422 if form.errors else 200)
