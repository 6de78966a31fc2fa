"""A photo, a sound or a film that is put with an answer which is there already: one page for one answer."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from documents.errors import KindError
from people.policy import decide
from plans.actions.media_on_answers import add_media, may_add_media
from plans.models import Item, Part
from plans.reading import line_of
from plans.tools import TOOLS
from plans.tools.declaration import FieldKind, Question
from plans.views.keeping import Kept, id_or_new
from plans.views.media_answers import WAYS, files_of, media_context
from plans.views.parts import part_or_404, record_look


@require_http_methods(["GET", "HEAD", "POST"])
def add_to_answer(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """Add a photo, sound or film to this. Only for whoever may change the answer."""
    found = answer_to_add_to(request, item_id)
    part = part_or_404(request.actor, found.part_id)
    asked = TOOLS[part.tool].question(found.field)
    may = decide(request.actor, "plans.write", part) and may_add_media(request.actor, part, found)
    # No other words for whoever may only look: they would tell that a part was left as it was from one that was not.
    if asked is None or not takes_media(asked, found) or not may:
        raise Http404
    kept = Kept()
    if request.method == "POST":
        _keep(request, part, found, kept)
        if not kept.fixes:
            return redirect(f"{reverse('question', args=[part.pk, asked.key])}#answers")
    record_look(request.actor, part.plan.person, obj=part, part_key=part.tool)
    context = _context(request, part, asked, found, kept)
    return render(request, "plans/add_to_answer.html", context, status=422 if kept.fixes else 200)


def answer_to_add_to(request: HttpRequest, item_id: uuid.UUID) -> Item:
    """An answer that stands and that this reader sees. 404 for any other."""
    found = Item.objects.visible_to(request.actor).kept().with_voices().filter(pk=item_id).first()
    if found is None:
        raise Http404
    return found


def takes_media(asked: Question, item: Item) -> bool:
    """A pressed picture, and what is said of somebody on a ring, have no line of their own."""
    return asked.kind != FieldKind.CIRCLE and not item.cells.get("choice")


def _keep(request: HttpRequest, part: Part, found: Item, kept: Kept) -> None:
    for way, upload in files_of(request):
        try:
            if upload is None:
                raise KindError(request.files_not_kept[way])
            saved = add_media(
                by=request.actor, part=part, item=found, base_version=version_of(request), kind=WAYS[way],
                operation=id_or_new(request.POST.get(f"{way}_operation", "")), upload=upload,
                words=request.POST.get(f"{way}_words", ""), for_me="for_me" in request.POST,
            )  # fmt: skip
        except KindError as fix:
            kept.fixes[way] = str(fix)
        except PermissionDenied:
            raise Http404 from None
        else:
            if saved.beside is not None:
                messages.warning(request, _("Somebody changed this too. We kept both. You can choose."))


def version_of(request: HttpRequest) -> int:
    """The version of the answer that the page showed."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0


def _context(request: HttpRequest, part: Part, asked: Question, found: Item, kept: Kept) -> dict[str, Any]:
    ways = media_context(request, asked, kept)
    wanted = {f"wants_{way}": way in kept.fixes or request.GET.get("way") == way for way in WAYS}
    return {
        **ways, **wanted, "any_way": any(wanted.values()), "part": part, "asked": asked, "item": found, "add_to": found,
        "line": line_of(found, asked), "has_fixes": bool(kept.fixes),
        "has": found.photo_id if wanted["wants_photo"] else found.recording_id,
        "back_url": f"{reverse('question', args=[part.pk, asked.key])}#answers",
        "mine": request.actor.is_person(part.plan.person),
    }  # fmt: skip
