"""Questions and answers read aloud. Only what the reader may see, by its id: nobody can have other words said.

An answer that somebody else has read to them is a look at its part; a question holds nothing of the person's.
"""

from __future__ import annotations

import time
import uuid
from base64 import b64encode

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documents.speech import SOUND_TYPE, speak
from people.enums import Level
from people.policy import require
from plans import saying
from plans.as_it_was import items_seen
from plans.models import Item, Note, Part, Suggestion
from plans.querysets import OWNER_LEVEL
from plans.reading import line_to_read
from plans.tools import TOOLS
from plans.tools.declaration import Question
from plans.views.another import ASK, tool_that_may_repeat
from plans.views.items import item_or_404, versions_of, whole_number
from plans.views.outcomes import outcome_or_404, shown_of
from plans.views.parts import cards_of, part_or_404, record_look
from plans.views.people_on_rings import row_about, tie_or_404

PIECES_OF_A_WISH = {
    "stones": "plans/drawings/stones.html", "promises": "plans/_promises.html", "way": "plans/_in_the_way.html",
    "changed": "plans/_what_changed.html",
}  # fmt: skip
MOST_A_MINUTE = 60  # by one reader; an address may be a whole day centre's


@require_safe
def question_aloud(request: HttpRequest, part_id: uuid.UUID, field: str) -> HttpResponse:
    """The question as this reader is asked it, in the language of the page."""
    part = part_or_404(request.actor, part_id)
    asked = TOOLS[part.tool].question(field)
    if asked is None:
        raise Http404
    return _said(request, _of_question(request, part, asked), get_language() or "")


def _of_question(request: HttpRequest, part: Part, asked: Question) -> str:
    """The question itself; `?cell=` one of its cells, `?cards=all` its pictures, `?shall_we=all` its gentle page."""
    person, actor = part.plan.person, request.actor
    if "cell" in request.GET:
        cell = next((each for each in asked.cells if each.key == request.GET["cell"]), None)
        if cell is None:
            raise Http404
        return saying.cell_said(cell, person, actor)
    if "cards" in request.GET:
        return saying.cards_said(asked, actor.is_person(person))
    if "shall_we" in request.GET:
        return saying.shall_we_said(asked, person, actor)
    # Somebody who may suggest is asked without the hint, which speaks to the person.
    return saying.question_words(asked, person, actor, with_hint=part.reader_level != Level.SUGGEST)


@require_safe
def another_aloud(request: HttpRequest, tool: str) -> HttpResponse:
    """What one more of a tool is for, as somebody with a plan of their own is asked it."""
    if request.actor.person is None:
        raise Http404
    return _said(request, f"{ASK} {tool_that_may_repeat(tool).title}", get_language() or "")


@require_safe
def item_aloud(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """An answer, in the language it was written in. One that was taken out is read to its owner alone."""
    items = Item.objects.there_for(request.actor).with_voices().select_related("part__plan__person", "typed_by")
    item = items_seen(request.actor, items, item_id)
    if item is None or (item.taken_out_at is not None and not request.actor.is_person(item.part.plan.person)):
        raise Http404
    record_look(request.actor, item.part.plan.person, obj=item.part, part_key=item.part.tool)
    return _said(request, line_to_read(request.actor, item).words, item.language)


@require_safe
def version_aloud(request: HttpRequest, item_id: uuid.UUID, version: int) -> HttpResponse:
    """An answer as it was before, to its owner; `?with=3` says what differs from the third version, in words."""
    found = item_or_404(request, item_id)
    require(request.actor, "plans.own_part", found.part)
    record_look(request.actor, found.part.plan.person, obj=found.part, part_key=found.part.tool)
    told = {each["version"]: each for each in versions_of(found)}
    one, other = told.get(version), told.get(whole_number(request.GET.get("with", "")))
    if one is None:
        raise Http404
    if other is None:
        return _said(request, one["words"], one["language"])
    with override(one["language"]):
        words = saying.version_said(one["words"], other["words"], is_before=version < other["version"])
    return _said(request, words, one["language"])


@require_safe
def wish_aloud(request: HttpRequest, outcome_id: uuid.UUID) -> HttpResponse:
    """A wish as its page shows it; `?of=` says which words. One that was taken out is read to its owner alone."""
    wish = outcome_or_404(request, outcome_id, taken_out_too=True)
    person = wish.part.plan.person
    if wish.taken_out_at is not None and not request.actor.is_person(person):
        raise Http404
    record_look(request.actor, person, obj=wish.part, part_key=wish.part.tool)
    of = request.GET.get("of", "words")
    if of == "name":
        words = wish.in_my_words
    elif of == "words":
        words = saying.every_word_of(wish)
    elif of in PIECES_OF_A_WISH:
        words = saying.words_in(PIECES_OF_A_WISH[of], shown_of(wish), wish.language)
    else:
        raise Http404
    return _said(request, words, wish.language)


@require_safe
def suggestion_aloud(request: HttpRequest, suggestion_id: uuid.UUID) -> HttpResponse:
    """Words that wait for the person, with who says them or what is asked; to whoever said them, the words alone."""
    rows = Suggestion.objects.visible_to(request.actor).filter(pk=suggestion_id)
    found = get_object_or_404(rows)
    part = part_or_404(request.actor, found.part_id)
    record_look(request.actor, part.plan.person, obj=part, part_key=part.tool)
    if int(part.reader_level) < OWNER_LEVEL:
        return _said(request, found.text, get_language() or "")
    for card in cards_of(request.actor, part, rows):
        return _said(request, saying.words_in("plans/_waiting_words.html", {"one": card}), get_language() or "")
    raise Http404


@require_safe
def note_aloud(request: HttpRequest, note_id: uuid.UUID) -> HttpResponse:
    """A note in my private space: to its writer, where and when they may open it."""
    note = get_object_or_404(Note.objects.visible_to(request.actor), pk=note_id)
    return _said(request, note.text, note.language)


@require_safe
def ring_person_aloud(request: HttpRequest, part_id: uuid.UUID, connection_id: uuid.UUID) -> HttpResponse:
    """Somebody's sheet on the rings, as its page shows it."""
    part = part_or_404(request.actor, part_id)
    asked, connection = tie_or_404(part, connection_id)
    record_look(request.actor, part.plan.person, obj=part, part_key=part.tool)
    row = row_about(request, part, asked, connection)
    return _said(request, saying.tie_said(connection, asked, row.cells if row else {}), get_language() or "")


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
    try:
        return cache.incr(key) > MOST_A_MINUTE
    except ValueError:  # the cache let go of it in between: reading aloud is never refused for that
        return False
