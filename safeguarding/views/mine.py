"""What the person reads of a concern about them, and what they want to happen."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from people.policy import require
from safeguarding import actions
from safeguarding.forms import MetForm, WishForm
from safeguarding.models import Concern, Wish
from safeguarding.reading import looks_told, steps_told


def _mine(request: HttpRequest, concern_id: uuid.UUID) -> Concern:
    """A concern about me that is not withheld; 404 for everybody else, leads included: they have a page of their own."""
    rows = Concern.objects.about_me(request.actor).select_related("organisation", "about")
    return get_object_or_404(rows, pk=concern_id)


@require_safe
def keeping_me_safe(request: HttpRequest, concern_id: uuid.UUID) -> HttpResponse:
    """What was told, what happens now, what I want, and who opened it."""
    concern = _mine(request, concern_id)
    page = {
        "concern": concern,
        "told": steps_told(concern),
        "wishes": list(concern.wishes.all()),
        "looks": looks_told(concern),
    }
    return render(request, "safeguarding/mine.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def my_wish(request: HttpRequest, concern_id: uuid.UUID) -> HttpResponse:
    """What I want to happen, as many times as I like."""
    concern = _mine(request, concern_id)
    require(request.actor, "safeguarding.wish", concern)
    form = WishForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        actions.add_wish(by=request.actor, concern=concern, words=form.cleaned_data["words"])
        messages.success(request, _("Your wish is kept. They will read it."))
        return redirect("keeping_me_safe", concern.pk)
    page = {"form": form, "concern": concern, "question": _("What do you want to happen?"), "button": _("Keep it")}
    return render(request, "safeguarding/my_form.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def my_wish_after(request: HttpRequest, concern_id: uuid.UUID, wish_id: uuid.UUID) -> HttpResponse:
    """Whether it came true, in my words."""
    concern = _mine(request, concern_id)
    require(request.actor, "safeguarding.wish", concern)
    wish = get_object_or_404(Wish, pk=wish_id, concern=concern)
    start = {"met": wish.met, "words": wish.after_words}
    form = MetForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_bound and form.is_valid():
        actions.answer_wish(by=request.actor, wish=wish, **form.cleaned_data)
        messages.success(request, _("Thank you. They will read it."))
        return redirect("keeping_me_safe", concern.pk)
    page = {"form": form, "concern": concern, "question": wish.words, "button": _("Keep it")}
    return render(request, "safeguarding/my_form.html", page, status=422 if form.errors else 200)
