"""My plan, somebody's plan as they show it to me, a place of it, a part of it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from people import helping
from people.actors import Actor
from people.enums import Level, Voice
from people.faces import Face, face_of, face_of_person
from people.models import Person
from people.policy import require
from plans import actions
from plans.actions.offers import SEEN_OFTEN, may_say_yes, seen_often
from plans.enums import PartState, Place, PlanFor, SuggestionKind
from plans.home import changed_words, next_thing, one_door, tiles_of
from plans.looking import look
from plans.models import AccessOverride, Part, Plan, Suggestion
from plans.querysets import OWNER_LEVEL
from plans.reading import PartView, read_part
from plans.shared_plan import page_of_a_part, plan_looked_at_by, tiles_of_parts, title_of
from plans.sharing_words import doors_for
from plans.tools import TOOLS, tools_of
from plans.views.check_up import asked_again_today

# Places whose own pages belong to other apps.
PAGES_OF_PLACES = {Place.MEETING: ("meetings", _("My meetings")), Place.MONEY: ("my_money", _("My money"))}
OFFERS = {
    "outcome": _("Do you want to change this? We can help you plan it."),
    "outcome.in_the_way": _("Does this get in your way? We can write it down and look at it."),
    "relationship_circle.people": _("Do you want them in “Who is in my life”?"),
    "one_page_profile.appreciate": _("Do you want this in “What people like about me”?"),
    "one_page_profile.important_to": _("Do you want this in “What matters to me”?"),
    "one_page_profile.support": _("Do you want this in “How to help me”?"),
    "to_for_balance.to": _("Does this make you happy? Add it to “Happy and well”?"),
    "to_for_balance.for": _("Does this keep you well? Add it to “Happy and well”?"),
    "to_for_balance.need_to_find_out": _("Shall we find this out? Keep it as a question?"),
    "positive_risk.worries": _("Is this a worry? Shall we think about doing it safely?"),
    "staying_well.what_if": _("Shall we plan what to do if this happens?"),
    "places.places": _("Is this a place for your map?"),
    "positive_risk.what_i_want": _("Do you want to do this? Shall we think how to do it safely?"),
    "decision_agreement.rows": _("Shall we write down who decides this?"),
}
LOST = _("This mattered to you. Is it lost? Do you want it back in your life?")
SEEN = _("Seen %(times)s times: add to your profile?")


def part_or_404(actor: Actor, part_id: uuid.UUID) -> Part:
    """A part that the actor may know of, with its person and the actor's level on it, in one statement."""
    part = Part.objects.read_by(actor, part_id)
    if part is None or part.tool not in TOOLS:
        raise Http404
    return part


def record_look(
    actor: Actor,
    person: Person,
    *,
    part_key: str = "",
    obj: Part | Plan | None = None,
    parts: Iterable[uuid.UUID] | None = None,
) -> None:
    """Keep that somebody else opened this, before any of it leaves. If that cannot be kept, nothing is shown.

    `parts` are those that the page shows, where it shows more than `obj`.
    """
    look(actor=actor, person=person, obj=obj, part_key=part_key, parts=parts)


@require_safe
def my_plan(request: HttpRequest) -> HttpResponse:
    """Hello, the one next thing, and the quilt of eight places with their doors."""
    person = request.actor.person
    if person is None:
        return redirect("shared_with_me")
    parts = list(Part.objects.visible_to(request.actor).filter(plan=person.pk))
    doors = doors_for(person.pk, [part.pk for part in parts])
    suggestions = Suggestion.objects.visible_to(request.actor).open().filter(part__plan=person.pk)
    waiting = suggestions.filter(kind=SuggestionKind.SUGGESTION).select_related("part").first()
    context = {
        "person": person,
        "who": face_of_person(person),
        "tiles": tiles_of(person, parts, doors),
        "next": next_thing(person, parts, waiting, asked_again_today(request)),
        "helpers_waiting": helping.waiting(request),
        "asks_about_email": not request.user.opens_email and not helping.is_helped(request),
        "opened_by_law": list(AccessOverride.objects.visible_to(request.actor).told().unread().filter(person=person)),
    }
    return render(request, "plans/my_plan.html", context)


@require_safe
def plan(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """Somebody's plan as they show it to me: their tiles and nothing that tells of any other."""
    shown = plan_looked_at_by(request.actor, person_id)
    if shown is None:
        raise Http404
    person = shown.person
    if request.actor.is_person(person):
        return redirect("my_plan")
    tiles = tiles_of_parts(shown.parts, page_of_a_part())
    name = {"name": person.preferred_name}
    context = {
        "person": person,
        "title": gettext("The plan of %(name)s") % name,
        "lead": gettext("This is what %(name)s shows you. %(name)s can read that you looked.") % name,
        "who": face_of_person(person),
        "tiles": tiles,
    }
    return render(request, "plans/plan.html", context)


@require_safe
def place(request: HttpRequest, person_id: uuid.UUID, place: str) -> HttpResponse:
    """The parts at home in one place, and for the person the tools that could be started there."""
    if place not in Place.values:
        raise Http404
    actor = request.actor
    parts = list(Part.objects.visible_to(actor).filter(plan=person_id, place=place).with_person())
    mine = actor.person is not None and actor.person.pk == person_id
    if not mine and not parts:
        raise Http404
    person = actor.person if mine else parts[0].plan.person
    record_look(actor, person, part_key=place, parts=[part.pk for part in parts])
    return render(request, "plans/place.html", _place_context(person, place, parts, mine))


def _place_context(person: Person, place: str, parts: list[Part], mine: bool) -> dict[str, object]:
    doors = doors_for(person.pk, [part.pk for part in parts]) if mine else {}
    begun = {part.tool for part in parts}
    about = person.plan.about if mine and hasattr(person, "plan") else PlanFor.ME
    return {
        "person": person,
        "place": place,
        "title": Place(place).label,
        "mine": mine,
        "who": face_of_person(person),
        "door": one_door(doors.values()) if doors else None,
        "cards": [
            {
                "part": part, "title": title_of(part), "tool": TOOLS.get(part.tool), "door": doors.get(part.pk),
                "words": _state(part),
            }
            for part in parts
        ],
        "to_start_again": [tool for tool in TOOLS.values() if mine and tool.one_for and (tool.key in begun)],
        "to_start": [tool for tool in tools_of(Place(place), about) if mine and tool.key not in begun],
        "other_page": _page_of_place(place) if mine else None,
    }  # fmt: skip


def _state(part: Part) -> str:
    return changed_words(part.changed_at) if part.state == PartState.STARTED else str(PartState(part.state).label)


def _page_of_place(place: str) -> dict[str, str] | None:
    """The page of another app for this place, where it is there."""
    name, words = PAGES_OF_PLACES.get(Place(place), ("", ""))
    try:
        return {"url": reverse(name), "words": str(words)} if name else None
    except NoReverseMatch:
        return None


@require_POST
def start_part(request: HttpRequest, tool: str) -> HttpResponse:
    """Begin a tool and go to its first question."""
    person = request.actor.person
    if person is None or tool not in TOOLS:
        raise Http404
    own = actions.begin_plan(by=request.actor, person=person)
    require(request.actor, "plans.start_part", own)
    part = actions.start_part(by=request.actor, plan=own, tool=tool, setting=request.POST.get("setting", "")[:80])
    first = TOOLS[tool].questions[0].key if TOOLS[tool].questions and tool != "outcome" else ""
    return redirect("question", part.pk, first) if first else redirect("part", part.pk)


@require_POST
def part_state(request: HttpRequest, part_id: uuid.UUID) -> HttpResponse:
    """I am happy with this, or not now. It is only ever what the person says."""
    part = part_or_404(request.actor, part_id)
    require(request.actor, "plans.own_part", part)
    state = request.POST.get("state", "")
    if state not in PartState.values:
        raise Http404
    actions.set_part_state(by=request.actor, part=part, state=PartState(state))
    return redirect("place", part.plan_id, part.place)


@require_safe
def part(request: HttpRequest, part_id: uuid.UUID) -> HttpResponse:
    """What was said in one part: drawing, words, door, what waits for an answer, and what this reader may do."""
    found = part_or_404(request.actor, part_id)
    require(request.actor, "plans.see_part", found)
    record_look(request.actor, found.plan.person, obj=found, part_key=found.tool)
    if found.tool == "outcome":
        from plans.views.outcomes import outcomes_page

        return outcomes_page(request, found)
    view = read_part(request.actor, found)
    return render(request, "plans/part.html", part_context(request.actor, view))


def part_context(actor: Actor, view: PartView) -> dict[str, object]:
    """What every page of a part needs: title, door, what this reader may do, and what waits for the owner."""
    part, level = view.part, int(view.part.reader_level)
    owner = level >= OWNER_LEVEL
    changing = not actor.read_only
    open_ones = Suggestion.objects.visible_to(actor).open().filter(part=part)
    cards = cards_of(actor, part, open_ones) if owner and changing else []
    return {
        "view": view,
        "part": part,
        "person": part.plan.person,
        "part_id": str(part.pk),
        "title": title_of(part),
        "owner": owner and changing,
        "can_write": level >= Level.HELP_WRITE and changing,
        "can_suggest": level == Level.SUGGEST and changing,
        "door": doors_for(part.plan_id, [part.pk]).get(part.pk) if view.mine else None,
        "waiting": [card for card in cards if card["who"]],
        # One or two ideas at a time: a page is for reading, not for answering.
        "offers": [card for card in cards if not card["who"]][:2],
        "drawing": view.drawing,
        "back_url": reverse("place", args=[part.plan_id, part.place]),
    }


def cards_of(actor: Actor, part: Part, suggestions: QuerySet[Suggestion]) -> list[dict[str, object]]:
    """Suggestions and offers as cards: who says it, their words, and the question that goes with an offer.

    Of an answer that was taken out only its loss is asked about. Whoever acts by law is asked about their own places.
    """
    lost = [each.key for each in TOOLS[part.tool].questions if each.feeds_when_lost]
    rows = suggestions.select_related("said_by", "part__plan__person", "source_item").exclude(
        ~Q(source_item__field__in=lost), source_item__taken_out_at__isnull=False
    )
    return [
        {
            "suggestion": each,
            "who": face_of(each.said_by)
            if each.said_by
            else Face(each.said_by_name, Voice.FAMILY)
            if each.said_by_name
            else None,
            "question": _asked_of(each),
            "heading": _heading(each),
        }
        for each in rows
        if may_say_yes(actor, each)
    ]


def _asked_of(suggestion: Suggestion) -> str:
    """The question that goes with an offer; what a log showed again and again says how often."""
    if suggestion.kind == SuggestionKind.SUGGESTION:
        return ""
    item = suggestion.source_item
    asked = TOOLS[suggestion.part.tool].question(item.field) if item and suggestion.part.tool in TOOLS else None
    if asked and seen_often(asked):
        return str(SEEN) % {"times": SEEN_OFTEN}
    if item is not None and item.taken_out_at is not None:
        return str(LOST)
    return str(OFFERS.get(suggestion.field, ""))


def _heading(suggestion: Suggestion) -> str:
    question = TOOLS[suggestion.part.tool].question(suggestion.field) if suggestion.part.tool in TOOLS else None
    return str(question.heading) if question else ""
