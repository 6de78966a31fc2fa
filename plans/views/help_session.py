"""Helping somebody write: asked by the helper in their own name, said yes to by the person, ended by either (T-HELP)."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from people import actions
from people.faces import face_of, face_of_person
from people.helping import clock
from people.models import Connection, HelpSession, Slip
from people.policy import require
from plans.forms.help_session import AnswerHelpForm, OfferHelpForm
from plans.models import Part
from plans.shared_plan import title_of
from row_security import acting


def _session_or_404(request: HttpRequest, help_id: uuid.UUID) -> HelpSession:
    return get_object_or_404(HelpSession.objects.visible_to(request.actor).with_people(), pk=help_id)


@require_http_methods(["GET", "HEAD", "POST"])
def offer_help(request: HttpRequest) -> HttpResponse:
    """Ask somebody whose circle I am in whether I may help them write now; what I asked; what waits for me to hear.

    In (POST): `who` (a tie of mine), `where` "own" or "worker", `minutes` 30, 60 or 120.
    """
    asked = HelpSession.objects.visible_to(request.actor).with_people()
    mine = asked.filter(connection__user=request.user)
    waiting, running = list(mine.waiting()), list(mine.running())
    known = {session.connection_id for session in (*waiting, *running)}
    ties = [tie for tie in _ties(request) if tie.pk not in known]
    form = OfferHelpForm(request.POST if request.method == "POST" else None, ties=ties)
    if request.method == "POST" and form.is_valid():
        about = {"minutes": form.cleaned_data["minutes"], "in_front": form.cleaned_data["where"] == "worker"}
        name = form.tie.circle.person.preferred_name
        try:
            actions.ask_to_help(by=request.actor, connection=form.tie, **about)
            messages.success(request, _("We asked %(name)s. Please wait for a yes.") % {"name": name})
        except PermissionDenied:
            messages.info(request, _("%(name)s does not want help now. Ask again later.") % {"name": name})
        return redirect("offer_help")
    heard = asked.waiting().filter(in_front=True).exclude(connection__user=request.user)
    context = {
        "form": form, "ties": ties, "waiting": waiting, "running": running,
        "to_hear": [each for each in heard if each.person.user_id != request.user.pk],
    }  # fmt: skip
    return render(request, "plans/help/offer.html", context, status=422 if form.errors else 200)


def _ties(request: HttpRequest) -> Any:
    """The circles that I am in, by the names of whose they are."""
    ties = Connection.objects.visible_to(request.actor).live().filter(user=request.user, died=False)
    return ties.select_related("circle__person").order_by("circle__person__preferred_name", "pk")


@require_http_methods(["GET", "HEAD", "POST"])
def answer_help(request: HttpRequest, help_id: uuid.UUID) -> HttpResponse:
    """Yes, or not now: by the person on their own screen, or as an assigned facilitator hears it.

    In (POST): `answer` "yes" or "no"; from the person also `parts` and `minutes`. To the facilitator the parts are not
    shown and not picked: the helper may write in what they see already.
    """
    session = _session_or_404(request, help_id)
    require(request.actor, "people.answer_help", session)
    if not HelpSession.objects.waiting().filter(pk=session.pk).exists():
        messages.info(request, _("That is over. They can ask again."))
        return redirect("home")
    if request.method == "POST" and request.POST.get("answer") == "no":
        actions.not_now(by=request.actor, session=session)
        messages.success(request, _("You said: not now."))
        return redirect("home")
    return _own_answer(request, session) if request.actor.is_person(session.person) else _heard(request, session)


def _own_answer(request: HttpRequest, session: HelpSession) -> HttpResponse:
    """In (POST), after a part was ticked that the helper sees as it was: also `told` and `seen_now` (AnswerHelpForm)."""
    parts = list(Part.objects.visible_to(request.actor).filter(plan=session.person_id))
    left = actions.left_as_they_were(session)
    seen = _seen_now(session)
    initial = {"parts": [str(part.pk) for part in parts if part.pk in seen], "minutes": session.minutes}
    form = AnswerHelpForm(
        request.POST if request.method == "POST" else None, initial=initial,
        parts=[(str(part.pk), title_of(part)) for part in parts], left={str(key) for key in left},
    )  # fmt: skip
    context = {
        "session": session, "form": form, "who": face_of(session.connection), "name": session.helper_name,
        "any": bool(parts), "person": session.person,
    }  # fmt: skip
    if request.method != "POST" or not form.is_valid():
        return render(request, "plans/help/answer.html", context, status=422 if form.errors else 200)
    if form.to_tell:
        # One sentence about each part that was left as it was, before anything of now is shown to the helper.
        return render(request, "plans/help/seen_now.html", context)
    if not form.chosen:
        messages.info(request, _("Nothing was opened for %(name)s.") % {"name": session.helper_name})
        return redirect("answer_help", session.pk)
    begun = actions.say_yes(
        by=request.actor, session=session, part_ids=_keys(form.chosen), minutes=form.cleaned_data["minutes"],
        as_it_is_now=_keys(form.as_it_is_now),
    )  # fmt: skip
    _say_begun(request, begun)
    return redirect("my_plan")


def _keys(chosen: list[str]) -> list[uuid.UUID]:
    return [uuid.UUID(key) for key in chosen]


def _heard(request: HttpRequest, session: HelpSession) -> HttpResponse:
    if request.method == "POST":
        held = _seen_now(session)
        if not held:
            messages.warning(request, _("This can only be said on their own screen."))
            return redirect("offer_help")
        _say_begun(request, actions.say_yes(by=request.actor, session=session, part_ids=held))
        return redirect("offer_help")
    context = {"session": session, "who": face_of_person(session.person), "name": session.helper_name}
    return render(request, "plans/help/heard.html", context | {"person": session.person})


def _seen_now(session: HelpSession) -> set[uuid.UUID]:
    """The parts that the helper may look at already, without those that they see as they were."""
    with acting.on_behalf_of(session.person_id, "which parts a helper sees, for the facilitator who hears the yes"):
        slips = Slip.objects.live().filter(connection=session.connection_id).values_list("part_ids", flat=True)
        return {part_id for parts in slips for part_id in parts} - actions.left_as_they_were(session)


def _say_begun(request: HttpRequest, session: HelpSession) -> None:
    words = _("%(name)s can help until %(time)s. Either of you can end it.")
    messages.success(request, words % {"name": session.helper_name, "time": clock(session.ends_at)})


@require_POST
def end_help(request: HttpRequest, help_id: uuid.UUID) -> HttpResponse:
    """Over, at once."""
    session = _session_or_404(request, help_id)
    actions.end_help(by=request.actor, session=session)
    messages.success(request, _("The help has ended."))
    return redirect("home")
