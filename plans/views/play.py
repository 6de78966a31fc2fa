"""Play my plan: my photo first, then the photos, words and voice that I picked, one at a time and big."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_http_methods, require_safe

from people.actors import Actor, seeing_as
from people.faces import face_of, face_of_person
from people.models import Connection
from plans.actions.play import choose_played
from plans.as_it_was import copies_for
from plans.drawings.answers import Line
from plans.models import Item, Part, Plan
from plans.reading import line_of
from plans.shared_plan import title_of
from plans.tools import TOOLS
from plans.tools.declaration import Question, Words


@dataclass(frozen=True)
class Slide:
    """One page of the show: an answer, with the heading of its question and the colours of its place."""

    line: Line
    heading: Words
    place: str
    sound_url: str = ""

    @property
    def is_film(self) -> bool:
        return str(self.line.item.kind) == "film"


def _own_plan(request: HttpRequest) -> Plan:
    return get_object_or_404(
        Plan.objects.visible_to(request.actor).select_related("person__photo"), person__user=request.user
    )


@require_http_methods(["GET", "HEAD", "POST"])
def play(request: HttpRequest) -> HttpResponse:
    """Choose what is played, and before whom. In (POST): `item` many times, `for` a connection or nothing."""
    plan = _own_plan(request)
    items = list(_could_be_played(request.actor, plan))
    if request.method == "POST":
        chosen = set(request.POST.getlist("item"))
        choose_played(by=request.actor, plan=plan, items=[each for each in items if str(each.pk) in chosen])
        if request.POST.get("do") == "keep":
            return redirect("play")
        return redirect(_address(0, request.POST.get("for", "")))
    played = set(plan.played)
    groups = [
        _group(part, [_choice(each, played) for each in of_part])
        for part, of_part in groupby(items, lambda each: each.part)
    ]
    context = {"groups": groups, "person": plan.person, "around": _around(request, plan), "played": bool(played)}
    return render(request, "plans/play.html", context)


def _group(part: Part, lines: list[dict[str, Any]]) -> dict[str, Any]:
    picked = any(line["checked"] for line in lines)
    return {"title": title_of(part), "place": part.place, "lines": lines, "any_picked": picked}


def _choice(item: Item, played: set[str]) -> dict[str, Any]:
    return {"item": item, "words": _line(item).words, "checked": str(item.pk) in played}


def _could_be_played(actor: Actor, plan: Plan) -> Any:
    """Every kept answer of mine in the plan's order, photos and voices among them."""
    items = Item.objects.visible_to(actor).kept().main().with_voices().select_related("recording", "part", "typed_by")
    return items.filter(part__plan=plan, part__tool__in=list(TOOLS)).order_by(
        "part__position", "part__created_at", "part_id", "position", "created_at"
    )


def _around(request: HttpRequest, plan: Plan) -> list[dict[str, Any]]:
    """Before whom it may be played: those of the circle to whom something is shown."""
    ties = Connection.objects.visible_to(request.actor).live().with_something_shared(plan.pk)
    return [{"tie": each, "who": face_of(each)} for each in ties.select_related("photo")]


@require_safe
def play_show(request: HttpRequest) -> HttpResponse:
    """One slide. `at` is its number, 0 my photo and name; `for` the one before whom it is played.

    Before somebody only what that person may see today is shown, by the queries of their own pages.
    """
    plan = _own_plan(request)
    audience = _audience(request, plan)
    slides = slides_of(plan, request.actor if audience is None else seeing_as(audience), request.actor)
    at = _number(request.GET.get("at", ""))
    if at > len(slides) + 1:
        raise Http404
    whom = str(audience.pk) if audience else ""
    context = {
        "person": plan.person, "who": face_of_person(plan.person), "audience": audience, "at": at,
        "slide": slides[at - 1] if 0 < at <= len(slides) else None, "is_end": at == len(slides) + 1,
        "next_url": _address(at + 1, whom) if at <= len(slides) else "",
        "back_url": _address(at - 1, whom) if at else "", "first_url": _address(0, whom),
        "steps": len(slides) + 2,
    }  # fmt: skip
    return render(request, "plans/play_show.html", context)


def slides_of(plan: Plan, reader: Actor, owner: Actor) -> list[Slide]:
    """What was picked, as far as both the owner and `reader` may see it now, in the order in which it was picked."""
    chosen = [uuid.UUID(key) for key in plan.played]
    mine = _could_be_played(owner, plan).filter(pk__in=chosen)
    found = {item.pk: item for item in mine.filter(pk__in=Item.objects.visible_to(reader).filter(pk__in=chosen))}
    as_they_were = {item.pk: item for copy in copies_for(reader, plan.pk) for item in copy.items}
    found |= {item.pk: as_they_were[item.pk] for item in mine if item.pk in as_they_were}
    return [_slide(found[key]) for key in chosen if key in found]


def _slide(item: Item) -> Slide:
    asked = _question(item)
    return Slide(_line(item), asked.heading if asked else "", item.part.place, _sound_url(item))


def _question(item: Item) -> Question | None:
    return TOOLS[item.part.tool].question(item.field)


def _line(item: Item) -> Line:
    return line_of(item, _question(item))


def _sound_url(item: Item) -> str:
    try:
        return reverse("recording", args=[item.pk]) if item.recording_id else ""
    except NoReverseMatch:
        return ""


def _audience(request: HttpRequest, plan: Plan) -> Connection | None:
    whom = request.GET.get("for", "")
    if not whom:
        return None
    try:
        key = uuid.UUID(whom)
    except ValueError:
        raise Http404 from None
    ties = Connection.objects.visible_to(request.actor).live().filter(circle=plan.pk).select_related("user")
    return get_object_or_404(ties, pk=key)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0


def _address(at: int, whom: str) -> str:
    asked = {"at": at} | ({"for": whom} if whom else {})
    return f"{reverse('play_show')}?{urlencode(asked)}"
