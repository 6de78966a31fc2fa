"""The wall: one question at a time on a screen that everybody in the room can read."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from people.enums import Voice
from people.faces import Face
from reviews.models import Review
from reviews.reading import Card, Promised, cards_of, last_promises, promises_of
from reviews.sheets import BY_KEY, SHEETS
from reviews.views.shared import about, record_look, review_or_404

# Three to five cards a view can be read from the back of a hall.
CARDS_A_VIEW = 5
LOOK_BACK, ACTIONS = "last", "actions"
ORDER = ("here", LOOK_BACK, *(sheet.key for sheet in SHEETS if sheet.key != "here"), ACTIONS)
WALL_HANGS = timedelta(minutes=10)
AWAY = frozenset({"hidden", "break"})


@dataclass(frozen=True)
class Step:
    key: str
    title: str
    picture: str


def steps(*, looks_back: bool) -> list[Step]:
    """The questions of the wall in their order. First of all: did people do what they said?"""
    return [step_of(key) for key in ORDER if looks_back or key != LOOK_BACK]


def step_of(key: str) -> Step:
    if key == LOOK_BACK:
        return Step(key, _("Did people do what they said?"), "history")
    if key == ACTIONS:
        return Step(key, _("What we will do"), "hand")
    return Step(key, str(BY_KEY[key].title), BY_KEY[key].picture)


@require_safe
def wall(request: HttpRequest, review_id: uuid.UUID) -> HttpResponse:
    """One question. `?away=hidden` empties the screen at once, `?away=break` says that there is a break."""
    review = review_or_404(request, review_id)
    key = request.GET.get("step", ORDER[0])
    if key not in ORDER:
        raise Http404
    away = request.GET.get("away", "")
    if away not in AWAY:
        record_look(request, review)
    last = last_promises(request.actor, review)
    context = about(request, review) | _shown(request, review, key, last) | _ways(review, key, bool(last))
    template = "reviews/wall_away.html" if away in AWAY else "reviews/wall.html"
    return render(request, template, context | {"away": away})


@require_safe
def wall_cards(request: HttpRequest, review_id: uuid.UUID, step: str) -> HttpResponse:
    """The cards alone, for the wall that asks again every five seconds: one look while it hangs there."""
    review = review_or_404(request, review_id)
    if step not in ORDER:
        raise Http404
    record_look(request, review, unless_within=WALL_HANGS)
    context = about(request, review) | _shown(request, review, step, last_promises(request.actor, review))
    return render(request, "reviews/_wall_cards.html", context)


def _shown(request: HttpRequest, review: Review, key: str, last: list[Promised]) -> dict[str, Any]:
    """What is on the wall for a step: never a hidden card, and the person's first."""
    promises = last if key == LOOK_BACK else promises_of(request.actor, review) if key == ACTIONS else []
    on_sheet = cards_of(request.actor, review, key) if key in BY_KEY else []
    cards = [card for card in on_sheet if not card.hidden and not card.crossed_out]
    rows: list[Any] = promises or cards
    page = _page(request, len(rows))
    rows = rows[page * CARDS_A_VIEW : (page + 1) * CARDS_A_VIEW]
    return {
        "step": step_of(key), "cards": rows if not promises else [], "promises": rows if promises else [],
        "alone": len(promises) == 1,
        "turns": _turns(cards), "page": page, "more": len(promises or cards) > (page + 1) * CARDS_A_VIEW,
    }  # fmt: skip


def _page(request: HttpRequest, rows: int) -> int:
    asked = request.GET.get("page", "0")
    wanted = int(asked) if asked.isdecimal() and len(asked) < 4 else 0
    return min(wanted, max(0, (rows - 1) // CARDS_A_VIEW))


def _turns(cards: list[Card]) -> list[Face]:
    """One face for each voice on this sheet besides the person's, in their order: the key to the frames."""
    first: dict[str, Face] = {}
    for card in cards:
        first.setdefault(card.who.voice, card.who)
    return [face for voice, face in first.items() if voice != Voice.ME]


def _ways(review: Review, key: str, looks_back: bool) -> dict[str, Any]:
    """Where the wall goes on to, and back from."""
    order = steps(looks_back=looks_back)
    keys = [step.key for step in order]
    at = keys.index(key) if key in keys else 0
    url = reverse("meeting_wall", args=[review.pk])
    return {
        "wall_url": url,
        "next": order[at + 1] if at + 1 < len(order) else None,
        "before": order[at - 1] if at else None,
        "here_url": f"{url}?{urlencode({'step': key})}",
    }
