"""One question a page. Every way of answering works with no script; a script only saves sooner."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.enums import Level
from people.models import Connection, Person
from people.policy import decide, require
from plans import actions
from plans.actions.items import may_change_words, types_for_person
from plans.actions.voices import agree_with_words
from plans.as_it_was import people_of
from plans.enums import HowWeKnow, PartState, PlanFor
from plans.forms import PersonOnRingsForm, SuggestForm
from plans.models import Item, Part, Suggestion
from plans.reading import ask, lines_of
from plans.saying import cards_legend
from plans.shared_plan import title_of
from plans.sharing_words import JUST_ME, Door, doors_for
from plans.tools import TOOLS
from plans.tools.declaration import CellKind, FieldKind, Question
from plans.views.choices import choice_boxes, is_pressed, keep_choices, keep_taps
from plans.views.keeping import Kept, id_or_new, keep_lines, refused_to_a_reader, refused_to_another
from plans.views.media_answers import keep_media, media_context
from plans.views.new_on_rings import put_on_rings
from plans.views.parts import part_or_404, record_look
from plans.views.picture_answers import keep_found_pictures, picture_context
from plans.views.private import change_who_sees

# One keeper for each way of answering, in the order in which a page is kept.
KEEPERS = (keep_choices, keep_lines, keep_media, keep_found_pictures)


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, part_id: uuid.UUID, field: str) -> HttpResponse:
    """A question to the person or a helper who writes; a page to suggest on for somebody who may suggest."""
    part = part_or_404(request.actor, part_id)
    asked = TOOLS[part.tool].question(field)
    if asked is None:
        raise Http404
    if request.method == "POST" and request.POST.get("do") == "choices":
        return _tapped(request, part, asked)
    if part.tool == "outcome" and part.reader_level > Level.SUGGEST:
        return redirect("part", part.pk)
    if part.reader_level == Level.SUGGEST:
        return _suggest(request, part, asked)
    require(request.actor, "plans.write", part)
    if request.method != "POST":
        record_look(request.actor, part.plan.person, obj=part, part_key=part.tool)
        context = _context(request, part, asked, Kept())
        if asked.shall_we and not context["lines"] and "open" not in request.GET:
            return render(request, "plans/shall_we.html", context | {"next_url": _after(part, asked)})
        return render(request, _template(asked), context)
    return _answer(request, part, asked)


def _tapped(request: HttpRequest, part: Part, asked: Question) -> JsonResponse:
    """Pictures that were pressed, sent by a script while the page stays open."""
    if refused := refused_to_another(request) or refused_to_a_reader(request, part):
        return refused
    return JsonResponse({"saved": saved_words(), **keep_taps(request, part, asked)})


def _template(asked: Question) -> str:
    return "plans/question_circle.html" if asked.kind == FieldKind.CIRCLE else "plans/question.html"


def saved_words() -> str:
    """When it was saved, by the clock of the country: "Saved at 2:14"."""
    from django.utils import timezone

    now = timezone.localtime()
    return _("Saved at %(time)s") % {"time": f"{now.hour % 12 or 12}:{now.minute:02d}"}


# --- keeping -------------------------------------------------------------------------------------------


def _answer(request: HttpRequest, part: Part, asked: Question) -> HttpResponse:
    """Keep everything on the page first, then do what was pressed: no press can lose a word."""
    if asked.kind == FieldKind.CIRCLE and (to_put_right := put_on_rings(request, part, asked)):
        return _once_more(request, part, asked, Kept(), to_put_right)
    kept = Kept()
    for keep in KEEPERS:
        keep(request, part, asked, kept)
    if kept.fixes:
        return _once_more(request, part, asked, kept)
    return _go_on(request, part, asked)


def _once_more(
    request: HttpRequest, part: Part, asked: Question, kept: Kept, form: PersonOnRingsForm | None = None
) -> HttpResponse:
    """The page again with what has to be put right: it shows every answer there is, so that it is a look like any."""
    record_look(request.actor, part.plan.person, obj=part, part_key=part.tool)
    return render(request, _template(asked), _context(request, part, asked, kept, form=form), status=422)


# --- where a press leads ----------------------------------------------------------------------------------


def _go_on(request: HttpRequest, part: Part, asked: Question) -> HttpResponse:
    do, _sep, about = request.POST.get("do", "on").partition(":")
    keys = [each.key for each in TOOLS[part.tool].questions]
    place = keys.index(asked.key)
    if do == "find":
        looked_for = urlencode({"find": request.POST.get("find", "")[:80]})
        return redirect(f"{reverse('question', args=[part.pk, asked.key])}?{looked_for}#find-way")
    if do == "picture":
        return redirect(f"{reverse('question', args=[part.pk, asked.key])}#answers")
    if do in ("me", "them"):
        return set_who_sees(request, part, asked, do, about)
    if do == "ask":
        return redirect("ask", part.pk, asked.key)
    if do == "agree":
        return agree(request, part, asked, about)
    if do in ("up", "down", "out"):
        return take_out_or_move(request, part, asked, do, about)
    if do == "add_person":
        return redirect(f"{reverse('question', args=[part.pk, asked.key])}#people")
    if do == "keep":
        return redirect(f"{reverse('question', args=[part.pk, asked.key])}#more")
    if do in ("photo", "sound", "film"):
        return redirect(f"{reverse('question', args=[part.pk, asked.key])}?way={do}#{do}-way")
    if do == "not_now" and decide(request.actor, "plans.own_part", part):
        actions.set_part_state(by=request.actor, part=part, state=PartState.NOT_NOW)
        return redirect("place", part.plan_id, part.place)
    if do == "back":
        return redirect("question", part.pk, keys[place - 1]) if place else redirect("part", part.pk)
    return redirect(_after(part, asked))


def _after(part: Part, asked: Question) -> str:
    """The next question of the part, or at the end "this is what you said"."""
    keys = [each.key for each in TOOLS[part.tool].questions]
    later = keys[keys.index(asked.key) + 1 :]
    return reverse("question", args=[part.pk, later[0]]) if later else reverse("part", args=[part.pk])


def set_who_sees(request: HttpRequest, part: Part, asked: Question, who: str, about: str) -> HttpResponse:
    require(request.actor, "plans.own_part", part)
    items = Item.objects.visible_to(request.actor).filter(part=part, field=asked.key).kept()
    change_who_sees(request, get_object_or_404(items.select_related("part__plan__person"), pk=id_or_new(about)), who)
    return redirect(f"{reverse('question', args=[part.pk, asked.key])}#answers")


def agree(request: HttpRequest, part: Part, asked: Question, about: str) -> HttpResponse:
    """Yes, that is what I said: of words that somebody typed for me."""
    items = Item.objects.visible_to(request.actor).filter(part=part, field=asked.key).kept()
    item = get_object_or_404(items.select_related("part__plan__person"), pk=id_or_new(about))
    agree_with_words(by=request.actor, item=item)
    return redirect(f"{reverse('question', args=[part.pk, asked.key])}#answers")


def take_out_or_move(request: HttpRequest, part: Part, asked: Question, do: str, about: str) -> HttpResponse:
    items = Item.objects.visible_to(request.actor).filter(part=part, field=asked.key).kept()
    item = get_object_or_404(items.select_related("part"), pk=id_or_new(about))
    if do == "out":
        actions.take_out(by=request.actor, item=item)
        messages.info(request, _("You took this out. You can bring it back for 30 days."))
    else:
        actions.move_item(by=request.actor, item=item, up=do == "up")
    beside = "answers" if do == "out" else f"rare-{item.pk}"  # its folded buttons are open again for the next press
    return redirect(f"{reverse('question', args=[part.pk, asked.key])}#{beside}")


# --- the page ------------------------------------------------------------------------------------------


def _context(
    request: HttpRequest, part: Part, asked: Question, kept: Kept, form: PersonOnRingsForm | None = None
) -> dict[str, Any]:
    person, tool = part.plan.person, TOOLS[part.tool]
    mine = request.actor.is_person(person)
    items = Item.objects.in_part(request.actor, part).filter(field=asked.key)
    lines = lines_of(items, tool).get(asked.key, ())
    name = "" if mine else person.preferred_name
    own, theirs = own_and_others(request, part, asked, lines, kept, name)
    context = {
        "part": part, "person": person, "tool": tool, "asked": asked, "ask": ask(asked, person, request.actor),
        "hint": asked.asked_for(part.plan.about).hint,
        "title": title_of(part), "steps": tool.questions, "step": tool.step(asked.key), "mine": mine, "lines": own, "others": theirs,
        "new": new_line(asked, kept, own, name), "has_fixes": bool(kept.fixes),
        "choices": choice_boxes(request.actor, part, asked, lines), "choice_operation": uuid.uuid4(),
        "legend": cards_legend(mine),
        "known_names": _known_names(request, part, asked), "back_url": reverse("part", args=[part.pk]),
        "door": _door(part, asked) if mine else None, "voices": _voices(part, asked, mine),
        "read_url": reverse("question_aloud", args=[part.pk, asked.key]), **picture_context(request, asked),
        **media_context(request, asked, kept),
    }  # fmt: skip
    if asked.kind == FieldKind.CIRCLE:
        from plans.drawings.rings import by_ring

        context |= {
            "groups": by_ring(people_of(part)),
            "form": form or PersonOnRingsForm(initial={"operation": uuid.uuid4()}),
        }
    return context


def _voices(part: Part, asked: Question, mine: bool) -> dict[str, Any] | None:
    """Who else may have said an answer, and how we know. Whoever has an account is not among them: they say it here.

    Asked where others are heard through the person, in an older person's plan, and of anybody who helps to write.
    """
    heard = asked.voices or part.plan.about == PlanFor.OLDER
    if asked.takes_one or not (heard or not mine):
        return None
    tied = Connection.objects.live().filter(circle_id=part.plan_id, user__isnull=True) if mine and heard else ()
    return {"people": tied, "how": HowWeKnow.choices[1:], "heard": mine and heard}


def _door(part: Part, asked: Question) -> Door | None:
    """Who sees what is written here: a private question is the person's alone, whoever sees the part."""
    return Door(JUST_ME) if asked.private else doors_for(part.plan_id, [part.pk]).get(part.pk)


def own_and_others(
    request: HttpRequest, part: Part, asked: Question, lines: Any, kept: Kept, name: str
) -> tuple[list[dict[str, Any]], list[Any]]:
    """The lines that this writer may change, as they are or as they were typed, and the ones only to read."""
    own, theirs, types = [], [], bool(lines) and types_for_person(request.actor, part)
    for line in lines:
        if is_pressed(request.actor, line):
            continue  # it is shown as a pressed picture
        if (
            part.plan.person.user_id != request.actor.user_id
            and not may_change_words(request.actor, part, line.item, types)
        ) or (line.who and line.item.typed_by_id != request.actor.user_id):
            theirs.append(line)
        else:
            own.append(_shown(asked, line, kept, name))
    return own, theirs


def _shown(asked: Question, line: Any, kept: Kept, name: str) -> dict[str, Any]:
    item = line.item
    typed = kept.typed.get(str(item.pk))
    cells = (typed.cells if typed else item.cells) or {}
    # What can be seen or heard is never folded away; a row of words is, to its first words.
    answers_alone = (item.photo_id or item.recording_id) and not (line.with_photo or line.with_recording)
    in_words = bool(asked.in_words or answers_alone or item.cells.get("picture"))
    return {
        "id": str(item.pk), "version": item.version, "operation": str(uuid.uuid4()), "line": line,
        "text": typed.text if typed else item.text, "cells": _cells(asked, cells, name),
        "fix": kept.fixes.get(str(item.pk), ""), "in_words": in_words, "folds": not (in_words or asked.takes_one),
    }  # fmt: skip


def new_line(asked: Question, kept: Kept, own: list[dict[str, Any]], name: str) -> dict[str, Any]:
    """The blank line at the end, or a new one that was typed and could not be kept yet."""
    shown = {line["id"] for line in own}
    left = next((key for key in kept.typed if key not in shown and key != "photo"), "")
    typed = kept.typed.get(left)
    return {
        "id": left or str(uuid.uuid4()), "version": typed.version if typed else 0, "operation": "",
        "text": typed.text if typed else "", "cells": _cells(asked, (typed.cells if typed else None) or {}, name),
        "fix": kept.fixes.get(left, ""), "in_words": asked.in_words, "folds": False,
    }  # fmt: skip


def _cells(asked: Question, values: Mapping[str, str], name: str = "") -> list[dict[str, Any]]:
    """Each cell with what stands in it, asked in "you" form, or by name where a name is given."""
    return [
        {
            "cell": cell, "value": values.get(cell.key, ""),
            "ask": str(cell.named) % {"name": name} if name else str(cell.you),
        }
        for cell in asked.cells
    ]  # fmt: skip


def _known_names(request: HttpRequest, part: Part, asked: Question) -> dict[str, list[str]]:
    """Names that a writer may pick from: people of the circle, and places on the map they may see."""
    kinds, names = {cell.kind for cell in asked.cells}, {}
    if CellKind.PERSON in kinds and decide(request.actor, "people.change_circle", part.plan.person):
        names["person"] = [each.name for each in people_of(part)]
    if CellKind.PLACE in kinds:
        places = Item.objects.visible_to(request.actor).kept().filter(part__plan=part.plan_id, part__tool="places")
        names["place"] = sorted(
            {cells["place"] for cells in places.values_list("cells", flat=True) if cells.get("place")}
        )
    return names


# --- suggesting ------------------------------------------------------------------------------------------


def _suggest(request: HttpRequest, part: Part, asked: Question) -> HttpResponse:
    """The question by name, to somebody who may suggest: their words go beside, in their own voice."""
    person: Person = part.plan.person
    form = SuggestForm(request.POST or None, initial={"operation": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        require(request.actor, "plans.suggest", part)
        try:
            actions.suggest(by=request.actor, part=part, field=asked.key, **form.cleaned_data)
        except PermissionDenied:
            raise Http404 from None
        messages.success(request, _("%(name)s will see your words.") % {"name": person.preferred_name})
        return redirect("part", part.pk)
    record_look(request.actor, person, obj=part, part_key=part.tool)
    context = {
        "part": part, "person": person, "asked": asked, "ask": ask(asked, person, request.actor), "form": form,
        "earlier": Suggestion.objects.visible_to(request.actor).filter(part=part, field=asked.key),
        "back_url": reverse("part", args=[part.pk]), "read_url": reverse("question_aloud", args=[part.pk, asked.key]),
    }  # fmt: skip
    return render(request, "plans/suggest.html", context, status=422 if form.errors else 200)
