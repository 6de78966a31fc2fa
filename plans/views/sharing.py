"""Who can see: one part's door, the check-up of all doors, and what one person can see."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people import sharing
from people.enums import Level
from people.faces import face_of
from people.models import Connection, Person, Slip
from people.openings import goes_on, seen_beside_slips, who_goes_on
from people.policy import require
from people.withdrawal import keep_safe, parts_open, what_stays
from plans import sharing_changes as changes
from plans.enums import Place
from plans.forms.sharing import ADVOCATE, AWAY, LEAVE, LEVEL_WORDS, SharingForm, last_day
from plans.models import Part
from plans.shared_plan import title_of
from plans.sharing_words import SOME, day_in_words, doors_for, given_by_law, held_by_law, in_words, slip_sentence

UNDO, UNDO_STOP, UNDO_CLOSE = "undo_sharing", "undo_stop_seeing", "undo_close_circle"


def own_person(request: HttpRequest) -> Person:
    """The person whose own plan this is; for anybody else the page does not exist."""
    person = request.actor.person
    if person is None:
        raise Http404
    return person


def own_connection(request: HttpRequest, connection_id: uuid.UUID) -> Connection:
    """Somebody in my own circle; 404 for a circle that is not mine."""
    mine = Connection.objects.visible_to(request.actor).filter(circle=own_person(request).pk)
    return get_object_or_404(mine.select_related("circle__person", "photo"), pk=connection_id)


def _part_to_share(request: HttpRequest, part_id: uuid.UUID) -> Part:
    part = get_object_or_404(Part.objects.visible_to(request.actor).with_person(), pk=part_id)
    require(request.actor, "plans.share_part", part)
    return part


@require_http_methods(["GET", "HEAD", "POST"])
def part_sharing(request: HttpRequest, part_id: uuid.UUID) -> HttpResponse:
    """Choose, then look at what will change, then Done. Only the last step changes anything."""
    part = _part_to_share(request, part_id)
    circle, now = changes.circle_to_pick(part.plan_id), changes.choice_now(part)
    if request.method != "POST":
        return _choose_page(request, part, circle, SharingForm(circle=circle, initial=_initial(now)))
    form = SharingForm(request.POST, circle=circle)
    if not form.is_valid():
        checked = request.POST.get("step") and "ends_on" in form.errors and len(form.errors) == 1
        return _check_page(request, part, circle, form, now) if checked else _choose_page(request, part, circle, form)
    if request.POST.get("step") != "done":
        return _check_page(request, part, circle, form, now)
    if form.cleaned_data["then"] == ADVOCATE:
        return talk_first()
    choice = form.choice(now)
    leave = form.cleaned_data["then"] == LEAVE
    leaving = changes.change_of(part, choice, circle).could_be_left if leave else []
    request.session[UNDO] = changes.kept_for_undo(part)
    changes.choose(by=request.actor, part=part, choice=choice, leaving=leaving)
    messages.success(request, changes.door_now(part).sentence)
    return redirect("part_sharing", part.pk)


def talk_first() -> HttpResponse:
    """To my own advocate, or to the press that asks for one (`rights`). Nothing has been changed."""
    return redirect("talk_to_advocate")


def _initial(now: changes.Choice) -> dict[str, Any]:
    return {
        "door": now.door,
        "people": [str(each.pk) for each in now.levels],
        "ends_on": last_day(now.ends_at),
    }


def _choose_page(request: HttpRequest, part: Part, circle: list[Connection], form: SharingForm) -> HttpResponse:
    door = changes.door_now(part)
    picked = set(form["people"].value() or [])
    kept = request.session.get(UNDO)
    context = {
        "part": part,
        "title": title_of(part),
        "door": door,
        "form": form,
        "people": [_pick(each, str(each.pk) in picked, door.as_it_was.get(each)) for each in circle],
        "copies": [_copy(part, each) for each in door.as_it_was],
        "by_law": changes.those_by_law(part),
        "shared_by_law": changes.shared_by_law(part) if request.actor.is_person(part.plan.person) else [],
        "may_undo": bool(kept) and kept["part"] == str(part.pk) and request.method == "GET",
        "own": request.actor.is_person(part.plan.person),
    }
    return render(request, "plans/sharing/part.html", context)


def _pick(connection: Connection, checked: bool, copied_at: datetime | None) -> dict[str, Any]:
    who = face_of(connection)
    hint = connection.relationship
    if copied_at is not None:
        hint = _("Sees it as it was on %(day)s") % {"day": day_in_words(copied_at)}
    return {"value": connection.pk, "words": who.name, "who": who, "checked": checked, "hint": hint}


def _copy(part: Part, connection: Connection) -> dict[str, Any]:
    """Somebody who sees the part as it was, with the way to end that."""
    slips = (slip for slip in changes.slips_on(part) if slip.connection_id == connection.pk)
    held = next(slip for slip in slips if part.pk in slip.as_it_was_ids)
    return {"name": connection.name, "url": f"{reverse('stop_seeing', args=[connection.pk, held.pk])}?part={part.pk}"}


def _check_page(
    request: HttpRequest, part: Part, circle: list[Connection], form: SharingForm, now: changes.Choice
) -> HttpResponse:
    choice = form.choice(now) if form.is_valid() else _as_typed(form, now)
    change = changes.change_of(part, choice, circle)
    context = {
        "part": part,
        "title": title_of(part),
        "form": form,
        "choice": choice,
        "change": change,
        "stopping": in_words([each.name for each in change.stopping]),
        "starting": in_words([each.name for each in change.starting]),
        "staying": in_words([each.name for each in change.staying]),
        "seeing_anew": in_words([each.name for each in change.seeing_anew]),
        "thens": then_choices(change.could_be_left, form["then"].value()),
        "paid": in_words([each.name for each in change.stopping if each not in change.could_be_left]),
        "writing": in_words([each.name for each in change.could_be_left if _writes(now, each)]),
        "stays": what_stays(part.plan.person, [part.pk], change.stopping),
        "levels": [_levels_of(each, level) for each, level in choice.levels.items()],
        "keeps_safe": keep_safe([part.pk]),
        "ends_on": form["ends_on"],
        "asks_end": choice.door == SOME,
    }
    return render(request, "plans/sharing/part_check.html", context)


def _writes(now: changes.Choice, connection: Connection) -> bool:
    return now.levels.get(connection, Level.SEE) == Level.HELP_WRITE


def then_choices(could_be_left: list[Connection], picked: str | None) -> list[dict[str, Any]]:
    """What shall happen for those who stop seeing something: three ways, or two where no copy may be left."""
    names = {"names": in_words([each.name for each in could_be_left])}
    leave = _("Leave what %(names)s can see now. Keep my new words private.") % names
    ways = [
        (AWAY, _("Take it away"), "door-shut"),
        *([(LEAVE, leave, "photo")] if could_be_left else []),
        (ADVOCATE, _("Talk to an advocate first"), "advocate"),
    ]
    return [
        {"value": value, "words": words, "picture": picture, "checked": value == (picked or AWAY)}
        for value, words, picture in ways
    ]


def _as_typed(form: SharingForm, now: changes.Choice) -> changes.Choice:
    """The picked people, when only the date needs another look: what was picked is kept."""
    picked = [form.circle[key] for key in form.cleaned_data["people"]]
    return changes.Choice(SOME, {each: now.levels.get(each, Level.SEE) for each in picked})


def _levels_of(connection: Connection, level: Level) -> dict[str, Any]:
    options = [
        {"value": int(each), "words": words, "hint": hint, "picture": picture, "checked": each == level}
        for each, (words, hint, picture) in LEVEL_WORDS.items()
    ]
    legend = _("What may %(name)s do?") % {"name": connection.name}
    return {"name": f"level-{connection.pk}", "who": face_of(connection), "legend": legend, "options": options}


@require_POST
def undo_sharing(request: HttpRequest, part_id: uuid.UUID) -> HttpResponse:
    """Put back what stood before the last change of this part, once."""
    part = _part_to_share(request, part_id)
    kept = request.session.get(UNDO)
    if kept and kept["part"] == str(part.pk):
        changes.undo(by=request.actor, part=part, kept=kept)
        del request.session[UNDO]
        messages.success(request, _("It is as it was before."))
    return redirect("part_sharing", part.pk)


@require_http_methods(["GET", "HEAD"])
def who_can_see(request: HttpRequest) -> HttpResponse:
    """The check-up: every part with its door, and everybody around me."""
    person = own_person(request)
    parts = list(Part.objects.visible_to(request.actor).filter(plan=person.pk))
    doors = doors_for(person.pk, [part.pk for part in parts])
    circle = changes.circle_to_pick(person.pk)
    counts = {each: sum(each in door.people for door in doors.values()) for each in circle}
    context = {
        "parts": [{"part": part, "title": title_of(part), "door": doors[part.pk]} for part in parts],
        "people": [{"connection": each, "who": face_of(each), "count": counts[each]} for each in circle],
        "any_open": any(doors[part.pk].people for part in parts),
        "may_undo": UNDO_CLOSE in request.session,
    }
    return render(request, "plans/sharing/who_can_see.html", context)


@require_safe
def who_can_see_person(request: HttpRequest, connection_id: uuid.UUID) -> HttpResponse:
    """What one person can see, each act of sharing a sentence with the way to take it back."""
    connection = own_connection(request, connection_id)
    context = {**what_they_see(request, connection), "may_undo": UNDO_STOP in request.session}
    return render(request, "plans/sharing/person.html", context)


def what_they_see(request: HttpRequest, connection: Connection) -> dict[str, Any]:
    """One person's slips as sentences, and what they see by law."""
    person = connection.circle.person
    slips = Slip.objects.visible_to(request.actor).live().filter(content_object=person, connection=connection)
    parts = list(Part.objects.visible_to(request.actor).filter(plan=person.pk))
    copies = changes.copies_of(connection)
    authority = [place for place, held in held_by_law(person.pk).items() if connection in held]
    return {
        "connection": connection,
        "who": face_of(connection),
        "slips": [
            {
                "slip": slip,
                "words": slip_sentence(slip, connection, _titles(slip, parts, copies)),
                "by_law": given_by_law(slip),
            }
            for slip in slips.select_related("authority__connection").order_by("given_at")
        ],
        "by_law": in_words([str(Place(place).label) for place in authority]),
        "beside": seen_beside_slips(connection),
        "by_work": goes_on(connection),
    }


def _titles(slip: Slip, parts: list[Part], copies: Mapping[uuid.UUID, datetime]) -> dict[uuid.UUID, str]:
    """The names of the parts; of those that the slip shows as they were, with the day."""
    named = {part.pk: title_of(part) for part in parts}
    as_it_was = _("%(part)s (as it was on %(day)s)")
    return named | {
        key: as_it_was % {"part": named[key], "day": day_in_words(copies[key])}
        for key in slip.as_it_was_ids
        if key in named and key in copies
    }


@require_http_methods(["GET", "HEAD", "POST"])
def close_circle(request: HttpRequest) -> HttpResponse:
    """Close my circle: all parts just me. Asked once more before it is done."""
    person = own_person(request)
    by_law = {each for held in held_by_law(person.pk).values() for each in held}
    if request.method == "POST":
        require(request.actor, "people.share", person)
        request.session[UNDO_CLOSE] = sharing.close_circle(by=request.actor, person=person)
        alone = _("Your circle is closed. Only you can see your plan.")
        messages.success(request, _("Your circle is closed.") if by_law else alone)
        return redirect("who_can_see")
    parts = Part.objects.visible_to(request.actor).filter(plan=person.pk).values_list("pk", flat=True)
    context = {
        "by_law": in_words([each.name for each in by_law]),
        "stays": what_stays(person, list(parts), changes.circle_to_pick(person.pk)),
        "goes_on": who_goes_on(person),
        "keeps_safe": keep_safe(parts_open(person)),
    }
    return render(request, "plans/sharing/close_circle.html", context)


@require_POST
def undo_close_circle(request: HttpRequest) -> HttpResponse:
    """Open the doors again as they were before my circle was closed, once."""
    person = own_person(request)
    require(request.actor, "people.share", person)
    before = request.session.pop(UNDO_CLOSE, None)
    if before:
        sharing.open_circle_again(by=request.actor, person=person, before=before)
        messages.success(request, _("It is as it was before."))
    return redirect("who_can_see")
