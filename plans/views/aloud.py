"""Questions and answers read aloud. Only what the reader may see, by its id: nobody can have other words said.

An answer that somebody else has read to them is a look at its part; a question holds nothing of the person's.
"""

from __future__ import annotations

import time
import uuid
from base64 import b64encode

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documents.speech import SOUND_TYPE, speak
from plans.as_it_was import items_seen
from plans.models import Item
from plans.reading import ask, line_of
from plans.tools import TOOLS
from plans.views.parts import part_or_404, record_look

MOST_A_MINUTE = 60  # by one reader; an address may be a whole day centre's


@require_safe
def question_aloud(request: HttpRequest, part_id: uuid.UUID, field: str) -> HttpResponse:
    """The question as this reader is asked it, in the language of the page."""
    part = part_or_404(request.actor, part_id)
    asked = TOOLS[part.tool].question(field)
    if asked is None:
        raise Http404
    return _said(request, ask(asked, part.plan.person, request.actor), get_language() or "")


@require_safe
def item_aloud(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """An answer, in the language it was written in. One that was taken out is read to its owner alone."""
    items = Item.objects.there_for(request.actor).with_voices().select_related("part__plan__person", "typed_by")
    item = items_seen(request.actor, items, item_id)
    if item is None or (item.taken_out_at is not None and not request.actor.is_person(item.part.plan.person)):
        raise Http404
    record_look(request.actor, item.part.plan.person, obj=item.part, part_key=item.part.tool)
    return _said(request, line_of(item, TOOLS[item.part.tool].question(item.field)).words, item.language)


def _said(request: HttpRequest, words: str, language: str) -> HttpResponse:
    """JSON: `sound` (base64 of `type`) and `starts`, the millisecond at which each word begins."""
    if _too_many(request):
        return _not_now(429)
    try:
        spoken = speak(words, language)
    except OSError:
        return _not_now(503)
    sound = b64encode(spoken.sound).decode()
    response = JsonResponse({"type": SOUND_TYPE, "sound": sound, "starts": spoken.starts})
    response["Cache-Control"] = "private, no-store"
    return response


def _not_now(status: int) -> HttpResponse:
    return JsonResponse({"fix": _("This cannot be read out now. Try again soon.")}, status=status)


def _too_many(request: HttpRequest) -> bool:
    key = f"aloud:{request.user.pk}:{int(time.time() // 60)}"
    cache.add(key, 0, 120)
    return cache.incr(key) > MOST_A_MINUTE
