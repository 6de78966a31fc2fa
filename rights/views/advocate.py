"""The advocate's pages: who asked me, for what, until when; and my own notes, which nobody else reads."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from people.faces import face_of_person
from people.policy import require
from rights import actions, reading
from rights.forms.advocacy import VisitNoteForm
from rights.models import AdvocacyReferral, VisitNote


@require_safe
def advocacy(request: HttpRequest) -> HttpResponse:
    """The people I speak up for now, and all my notes: mine stay mine when the work is over."""
    working = [
        {"row": each, "who": face_of_person(each.person)}
        for each in AdvocacyReferral.objects.of_advocate(request.actor)
    ]
    notes = VisitNote.objects.visible_to(request.actor)
    return render(request, "rights/advocacy.html", {"working": working, "notes": notes})


@require_http_methods(["GET", "HEAD", "POST"])
def advocacy_for(request: HttpRequest, referral_id: uuid.UUID) -> HttpResponse:
    """One piece of my work as an advocate, with a note to write."""
    rows = AdvocacyReferral.objects.visible_to(request.actor).select_related("person", "connection")
    referral = get_object_or_404(rows, pk=referral_id)
    require(request.actor, "rights.advocate", referral)
    form = VisitNoteForm(request.POST or None, initial={"visited_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        actions.write_visit_note(by=request.actor, referral=referral, **form.cleaned_data)
        messages.success(request, _("Your note is kept. Only you can read it."))
        return redirect("advocacy_for", referral.pk)
    shown = {
        "referral": referral, "person": referral.person, "who": face_of_person(referral.person), "form": form,
        "rows": reading.referral_rows(referral), "asked_by": referral.written_by,
        "notes": VisitNote.objects.visible_to(request.actor).filter(referral=referral),
    }  # fmt: skip
    return render(request, "rights/advocacy_for.html", shown)
