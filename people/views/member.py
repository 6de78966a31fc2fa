"""For somebody in another's circle: the invitation, what is shared with me, leaving. And stopping, and asking for help."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from people import actions, step_up
from people.actions.invitations import InvitationClosedError, parts_waiting
from people.enums import Voice
from people.faces import Face, face_of, face_of_person
from people.models import Connection, RecordedAuthority, Slip
from people.openings import who_goes_on
from people.policy import require
from people.shared_list import COUNT_CAP, SharedPlan, shared_page
from people.sharing import EVERYONE
from people.views.circle import READ_OR_SEND, own_person
from people.withdrawal import keep_safe, parts_open

MOST_OTHER_CIRCLES = 20


@login_not_required
@never_cache
@require_http_methods(READ_OR_SEND)
def invitation(request: HttpRequest, code: str) -> HttpResponse:
    """Who asks, what I could see and do, yes or no. Opening it changes nothing: scanners open links.

    Signed out it says nothing of anybody. For another address, used, over or withdrawn it is one same page.
    """
    if not request.user.is_authenticated:
        return render(request, "people/circle/invitation_sign_in.html", {"next": request.path})
    try:
        if request.method == "POST":
            return _answer(request, code)
        found = actions.open_invitation(actor=request.actor, code=code)
    except InvitationClosedError:
        return render(request, "people/circle/invitation_closed.html", status=404)
    tie = found.connection
    context = {"person": tie.circle.person, "who": face_of_person(tie.circle.person), "tie": tie}
    return render(request, "people/circle/invitation.html", {**context, "count": parts_waiting(tie)})


def _answer(request: HttpRequest, code: str) -> HttpResponse:
    if request.POST.get("answer") == "yes":
        tie = actions.accept_invitation(by=request.actor, code=code)
        messages.success(request, _("You are in the circle of %(name)s.") % {"name": tie.circle.person})
        return redirect("shared_with_me")
    if request.POST.get("answer") == "no":
        actions.refuse_invitation(by=request.actor, code=code)
        return render(request, "people/circle/invitation_refused.html")
    return redirect("invitation", code)


@require_safe
def shared_with_me(request: HttpRequest) -> HttpResponse:
    """Plans that people share with me, newest change that I may see first, 20 a page."""
    page = shared_page(request.actor, after=_place_in_list(request.GET.get("after", "")))
    first = "after" not in request.GET
    context = {
        "rows": [_plan_row(each) for each in page.plans],
        "count": page.count,
        "capped": page.count >= COUNT_CAP,
        "next_url": _next_url(page.after),
        "acting": _acting_for(request) if first else [],
        "others": _other_circles(request) if first else [],
        "is_advocate": Connection.objects.visible_to(request.actor)
        .filter(user=request.user, voice=Voice.ADVOCATE)
        .exists(),
    }
    return render(request, "people/circle/shared_with_me.html", context)


def _plan_row(shared: SharedPlan) -> dict[str, Any]:
    return {
        "url": reverse("plan", args=[shared.person_id]),
        "name": _("Plan of %(name)s") % {"name": shared.name},
        "who": Face(shared.name, Voice.ME, shared.face),
        "leave_url": reverse("leave_circle", args=[shared.connection_id]),
        "person": shared.name,
    }


def _acting_for(request: HttpRequest) -> list[dict[str, Any]]:
    """People for whom I hold a recorded authority that reaches some of their plan."""
    held = RecordedAuthority.objects.in_force().filter(connection__user=request.user).exclude(places=[])
    people = {authority.person for authority in held.select_related("person").order_by("person__preferred_name")}
    return [
        {
            "url": reverse("plan", args=[each.pk]),
            "name": _("Plan of %(name)s") % {"name": each},
            "who": face_of_person(each),
        }
        for each in sorted(people, key=lambda each: each.preferred_name)
    ]


def _other_circles(request: HttpRequest) -> list[Connection]:
    """Circles that I am in and where nothing is shared with me now: a way out of each."""
    mine = Connection.objects.visible_to(request.actor).live().filter(user=request.user, voice__in=EVERYONE)
    shared = Slip.objects.live().of(request.actor).values("connection")
    return list(mine.exclude(pk__in=shared).select_related("circle__person")[:MOST_OTHER_CIRCLES])


def _next_url(after: tuple[datetime, uuid.UUID] | None) -> str:
    return f"?after={after[0].timestamp():.6f}_{after[1]}" if after else ""


def _place_in_list(text: str) -> tuple[datetime, uuid.UUID] | None:
    """The place where a page begins, or None for the first page and for anything that is not a place."""
    moment, _mark, slip_id = text.partition("_")
    try:
        return datetime.fromtimestamp(float(moment)).astimezone(), uuid.UUID(slip_id)
    except (ValueError, OverflowError, OSError):
        return None


@require_http_methods(READ_OR_SEND)
def leave_circle(request: HttpRequest, connection_id: uuid.UUID) -> HttpResponse:
    """Leave somebody's circle myself. No reason is asked."""
    seen = Connection.objects.visible_to(request.actor).select_related("circle__person")
    tie = get_object_or_404(seen, pk=connection_id)
    require(request.actor, "people.leave_circle", tie)
    if request.method == "POST":
        actions.leave_circle(by=request.actor, connection=tie)
        messages.success(request, _("You left the circle of %(name)s.") % {"name": tie.circle.person})
        return redirect("shared_with_me")
    return render(
        request, "people/circle/leave.html", {"person": tie.circle.person, "who": face_of_person(tie.circle.person)}
    )


@require_http_methods(READ_OR_SEND)
def stop_for_now(request: HttpRequest) -> HttpResponse:
    """Stop for now in two taps, stop and shut every door in three, come back in one. Nobody is told, nothing is lost.

    In (POST): `go` "stop" (reminders off), "close" (and every door shut), "start" (with the doors as they were) or
    "start_shut". `?way=close` is the page that tells what shutting every door does.
    """
    person = own_person(request)
    go = request.POST.get("go", "")
    if request.method == "POST":
        require(request.actor, "people.change_person", person)
        if go in ("start", "start_shut"):
            # Coming back opens doors, and ends a wish to delete. To stop is never made harder.
            if person.stopped_at is not None and step_up.is_wanted(request):
                return step_up.ask(request)
            actions.start_again(by=request.actor, person=person, open_doors=go == "start")
            messages.success(request, _("Welcome back. Your plan is as you left it."))
            return redirect("my_plan")
        if go == "close":
            actions.stop_and_close(by=request.actor, person=person)
        else:
            actions.stop_for_now(by=request.actor, person=person)
        return redirect("stop_for_now")
    page = {"person": person, "who": face_of_person(person), "closing": request.GET.get("way") == "close"}
    page["goes_on"] = who_goes_on(person) if page["closing"] or person.stopped_at else []
    page["by_law"] = RecordedAuthority.objects.in_force().filter(person=person).exclude(places=[]).exists()
    page["keeps_safe"] = page["closing"] and keep_safe(parts_open(person))
    return render(request, "people/circle/stop.html", page)


@require_http_methods(READ_OR_SEND)
def ask_for_help(request: HttpRequest) -> HttpResponse:
    """Ask somebody I trust. They are told that I would like help, and nothing else."""
    person = own_person(request)
    around = Connection.objects.visible_to(request.actor).live().filter(circle=person.pk, user__isnull=False)
    if request.method == "POST":
        chosen = {str(each.pk): each for each in around}.get(request.POST.get("who", ""))
        if chosen is None:
            messages.warning(request, _("Pick who to ask."))
            return redirect("ask_for_help")
        sent = actions.ask_for_help(by=request.actor, connection=chosen)
        words = _("We told %(name)s: %(me)s would like help.") if sent else _("We told %(name)s a short time ago.")
        messages.success(request, words % {"name": chosen.name, "me": person.preferred_name})
        return redirect("help")
    people = [
        {"value": each.pk, "words": each.name, "who": face_of(each), "hint": each.relationship}
        for each in around.select_related("photo")
    ]
    return render(request, "people/circle/ask_for_help.html", {"people": people, "person": person})
