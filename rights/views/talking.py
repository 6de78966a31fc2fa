"""Talk to an advocate first: my own by name, with a press that reaches them, or a press that asks for one."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.enums import Voice
from people.faces import face_of
from people.models import Connection
from rights import actions
from rights.actions.advocacy import workers_with
from rights.models import AdvocacyReferral


@require_http_methods(["GET", "HEAD", "POST"])
def talk_to_advocate(request: HttpRequest) -> HttpResponse:
    """Whom I can talk to before I change who sees my plan. POST asks for an advocate; nothing is shared by it."""
    person = request.actor.person
    if person is None:
        raise Http404
    if request.method == "POST":
        if actions.ask_for_advocate(by=request.actor, person=person):
            messages.success(request, _("We have asked for an advocate for you."))
        return redirect("talk_to_advocate")
    mine = (
        Connection.objects.visible_to(request.actor).live().filter(circle=person.pk, voice=Voice.ADVOCATE, died=False)
    )
    referrals = AdvocacyReferral.objects.visible_to(request.actor).filter(person=person)
    page = {
        "advocates": [{"tie": tie, "who": face_of(tie)} for tie in mine.select_related("photo", "user")],
        "asked": referrals.asked_by_person().first(),
        "workers": [worker.name for worker in workers_with(person)],
        "organisation": person.organisation,
    }
    return render(request, "rights/talk.html", page)
