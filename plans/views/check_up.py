"""Taking one act of sharing back, quietly; and a walk through the circle, one person a page."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people import actions as people_actions
from people import clock, helping
from people.enums import Level
from people.growing_up import GROWN_UP_AT, age_on, age_to_ask_again
from people.models import Connection, Slip
from people.policy import require
from people.sharing import CHOSEN
from people.withdrawal import keep_safe, what_stays
from plans import sharing_changes as changes
from plans.actions.as_it_was import can_be_left
from plans.forms.sharing import ADVOCATE, LEAVE, ThenForm
from plans.models import Part
from plans.shared_plan import title_of
from plans.views.sharing import UNDO_STOP, own_connection, own_person, talk_first, then_choices, what_they_see


@require_http_methods(["GET", "HEAD", "POST"])
def stop_seeing(request: HttpRequest, connection_id: uuid.UUID, slip_id: uuid.UUID) -> HttpResponse:
    """Take back one act of sharing, or with `part` one part of it: what will change, three ways, then Done with Undo."""
    connection = own_connection(request, connection_id)
    slips = Slip.objects.visible_to(request.actor).live().filter(connection=connection)
    slip = get_object_or_404(slips.select_related("connection", "content_object"), pk=slip_id)
    require(request.actor, "people.share", slip.content_object)
    parts = _parts_of(request, slip)
    form = ThenForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return render(request, "plans/sharing/stop_seeing.html", _what_will_change(form, connection, slip, parts))
    if form.cleaned_data["then"] == ADVOCATE:
        return talk_first()
    kept = changes.stop_seeing(
        by=request.actor, slip=slip, parts=parts, leave=form.cleaned_data["then"] == LEAVE and _may_leave(slip)
    )
    request.session[UNDO_STOP] = {"connection": str(connection.pk), **kept}
    messages.success(request, _("Done. We have not told %(name)s.") % {"name": connection.name})
    return redirect("who_can_see_person", connection.pk)


def _parts_of(request: HttpRequest, slip: Slip) -> list[Part]:
    """The parts of the slip, or the one that was asked for; 404 for one that it does not hold."""
    wanted = request.POST.get("part") or request.GET.get("part")
    held = Part.objects.visible_to(request.actor).with_person().filter(pk__in=slip.part_ids)
    if not wanted:
        return list(held)
    try:
        return [get_object_or_404(held, pk=uuid.UUID(wanted))]
    except ValueError:
        raise Http404 from None


def _may_leave(slip: Slip) -> bool:
    """What the person chose may be left as it is; what a meeting or a decision opened is its own to end."""
    return slip.basis in CHOSEN and can_be_left(slip.connection)


def _what_will_change(form: ThenForm, connection: Connection, slip: Slip, parts: list[Part]) -> dict[str, Any]:
    as_it_was = all(part.pk in slip.as_it_was_ids for part in parts)
    leave = [connection] if _may_leave(slip) and not as_it_was else []
    one = parts[0] if len(parts) == 1 and len(slip.part_ids) > 1 else None
    picked = form["then"].value() if form.is_bound else None
    return {
        "connection": connection, "form": form, "part": one, "titles": [title_of(part) for part in parts],
        "thens": then_choices(leave, picked), "may_leave": bool(leave),
        "writing": bool(leave) and slip.level == Level.HELP_WRITE,
        "stays": what_stays(slip.content_object, [part.pk for part in parts], [connection]),
        "keeps_safe": keep_safe([part.pk for part in parts]),
    }  # fmt: skip


@require_POST
def undo_stop_seeing(request: HttpRequest, connection_id: uuid.UUID) -> HttpResponse:
    """Put back what was taken from one person a moment ago, once."""
    connection = own_connection(request, connection_id)
    require(request.actor, "people.share", connection.circle.person)
    kept = request.session.get(UNDO_STOP)
    if kept and kept["connection"] == str(connection.pk):
        changes.see_again(by=request.actor, connection=connection, kept=kept)
        del request.session[UNDO_STOP]
        messages.success(request, _("It is as it was before."))
    return redirect("who_can_see_person", connection.pk)


# --- at 16 and at 18 ---------------------------------------------------------------------------------------

ASK_LATER = "who_sees_is_asked_later"


def asked_again_today(request: HttpRequest) -> int | None:
    """How old the person is today, if they are to be asked again who sees their plan; not while somebody helps, and
    after "Not now" not before the next time that they sign in."""
    person = request.actor.person
    if request.session.get(ASK_LATER) or helping.is_helped(request) or age_to_ask_again(person) is None:
        return None
    return age_on(person.born_on, clock.today())


@require_http_methods(["GET", "HEAD", "POST"])
def sharing_again(request: HttpRequest) -> HttpResponse:
    """At 16 and at 18: look at each person, leave it all as it is, or not now. Asked once; nothing changes by itself."""
    person = own_person(request)
    age = age_to_ask_again(person)
    if age is None:
        return redirect("who_can_see")
    then = request.POST.get("then")
    if then == "later":
        request.session[ASK_LATER] = True
        return redirect("my_plan")
    if then not in ("look", "keep"):
        today = {"age": age_on(person.born_on, clock.today()), "grown_up": age == GROWN_UP_AT}
        return render(request, "plans/sharing/again.html", today)
    people_actions.answer_asked_again(by=request.actor, person=person, age=age)
    if then == "look":
        return redirect("check_up")
    messages.success(request, _("It stays as it is. You can change it when you like."))
    return redirect("my_plan")


# --- one person a page ---------------------------------------------------------------------------------


@require_safe
def check_up(request: HttpRequest) -> HttpResponse:
    """Begin with the closest; with nobody in the circle all is looked at."""
    person = own_person(request)
    first = next(iter(changes.circle_to_pick(person.pk)), None)
    return redirect("check_up_person", first.pk) if first else redirect("check_up_done")


@require_safe
def check_up_person(request: HttpRequest, connection_id: uuid.UUID) -> HttpResponse:
    """What one person can see, and "Is this right?". Nothing is kept of the answer, and nothing is counted."""
    connection = own_connection(request, connection_id)
    circle = changes.circle_to_pick(connection.circle_id)
    if connection not in circle:
        raise Http404
    after = circle[circle.index(connection) + 1 :]
    next_url = reverse("check_up_person", args=[after[0].pk]) if after else reverse("check_up_done")
    return render(request, "plans/sharing/check_up.html", {**what_they_see(request, connection), "next_url": next_url})


@require_safe
def check_up_done(request: HttpRequest) -> HttpResponse:
    """All looked at: a plain end, which asks for nothing more."""
    return render(request, "plans/sharing/check_up_done.html", {"person": own_person(request)})
