"""Photos, sounds and films in a plan, and the pieces in which they arrive.

Each picture, sound and film that somebody else opens is recorded as a look at its part; the person is told once a day.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from documents import pieces
from documents.enums import FileKind, PhotoVariant
from documents.errors import KindError, NoRoomError, PiecesMissingError
from documents.models import Upload
from documents.serving import file_response, recording_response
from people.actors import Actor
from plans import actions
from plans.actions.media_on_answers import finish_upload_on
from plans.actions.recordings import finish_upload
from plans.as_it_was import items_seen
from plans.models import Item, Part
from plans.tools import TOOLS
from plans.tools.declaration import Question
from plans.views.keeping import id_or_new, refused_to_a_reader, refused_to_another
from plans.views.media_beside import takes_media, version_of
from plans.views.parts import part_or_404, record_look

PUT_RIGHT = 422
NOT_ALL_HERE = 409
NO_ROOM = 507


@require_safe
def photo(request: HttpRequest, item_id: uuid.UUID) -> HttpResponseBase:
    """The photo of an answer that the actor may see; `?size=small` is a square of 320 pixels."""
    found = item_with_media(request.actor, item_id)
    if found.photo is None:
        raise Http404
    _note(request, found)
    variant = PhotoVariant.SMALL if request.GET.get("size") == "small" else PhotoVariant.FULL
    return file_response(found.photo, variant)


@require_safe
def recording(request: HttpRequest, item_id: uuid.UUID) -> HttpResponseBase:
    """The sound or film of an answer that the actor may see, in stretches where the player asks for them.

    `?poster=yes` is the picture that a film shows before it plays.
    """
    found = item_with_media(request.actor, item_id)
    if found.recording is None:
        raise Http404
    _note(request, found)
    if "poster" in request.GET:
        return file_response(found.recording, PhotoVariant.PAPER)
    return recording_response(found.recording, wanted=request.headers.get("Range", ""))


def _note(request: HttpRequest, item: Item) -> None:
    record_look(request.actor, item.part.plan.person, obj=item.part, part_key=item.part.tool)


def item_with_media(actor: Actor, item_id: uuid.UUID) -> Item:
    """An answer that the actor may see, with its files. One that was taken out is there for its owner alone."""
    items = Item.objects.there_for(actor).select_related("photo", "recording", "part__plan__person")
    found = items_seen(actor, items, item_id)
    if found is None or (found.taken_out_at is not None and not actor.is_person(found.part.plan.person)):
        raise Http404
    return found


@require_http_methods(["POST"])
def upload_piece(request: HttpRequest, part_id: uuid.UUID, upload_id: uuid.UUID, number: int) -> JsonResponse:
    """Keep one piece of an upload, the whole body of the request, for somebody who may write in this part."""
    if refused := refused_to_another(request):
        return refused
    if refused := refused_to_a_reader(request, part_or_404(request.actor, part_id)):
        return refused
    try:
        pieces.keep_piece(
            upload_id=upload_id, number=number, content=request.body, by=request.actor,
            sha256=request.headers.get("X-Piece-Hash", ""),
        )  # fmt: skip
    except Upload.DoesNotExist:
        raise Http404 from None
    except pieces.CameBrokenError as fix:
        # With what is here: the sender goes on from there, and need not give it up (sending.js).
        arrived = pieces.arrived(upload_id=upload_id, by=request.actor)
        return JsonResponse({"fix": str(fix), "have": arrived}, status=NOT_ALL_HERE)
    except KindError as fix:
        return _told(fix)
    return JsonResponse({"kept": number})


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, part_id: uuid.UUID, upload_id: uuid.UUID) -> JsonResponse:
    """GET: which pieces are here, for going on after a cut. POST: they all are, so keep the answer."""
    if refused := refused_to_another(request):
        return refused
    part = part_or_404(request.actor, part_id)
    if refused := refused_to_a_reader(request, part):
        return refused
    if request.method != "POST":
        return JsonResponse({"have": pieces.arrived(upload_id=upload_id, by=request.actor)})
    try:
        saved = _finished(request, part, upload_id)
    except KindError as fix:
        return _told(fix)
    except PermissionDenied:
        return JsonResponse({"fix": _("These are somebody else's words. Write yours on a new line.")}, status=403)
    from plans.views.questions import saved_words

    page = reverse("question", args=[part.pk, saved.item.field])
    return JsonResponse({"item": str(saved.item.pk), "saved": saved_words(), "page": f"{page}#answers"})


def _finished(request: HttpRequest, part: Part, upload_id: uuid.UUID) -> actions.Saved:
    told = request.POST
    asked = TOOLS[part.tool].question(told.get("field", ""))
    size = told.get("bytes", "")
    if asked is None or told.get("kind") not in FileKind.values or not (size.isascii() and size.isdigit()):
        raise KindError(_("We could not read that file. Please choose it again."))
    about: dict[str, Any] = {
        "by": request.actor, "part": part, "operation": upload_id, "kind": FileKind(told["kind"]), "size": int(size),
        "words": told.get("words", ""), "for_me": "for_me" in told,
    }  # fmt: skip
    if "item" not in told:
        return finish_upload(**about, field=asked.key)
    return finish_upload_on(**about, item=_with(request, part, asked), base_version=version_of(request))


def _with(request: HttpRequest, part: Part, asked: Question) -> Item:
    """The answer of this question that a file is put with. One that was taken out meanwhile is known all the same."""
    items = Item.objects.visible_to(request.actor).filter(part=part, field=asked.key)
    found = items.filter(pk=id_or_new(request.POST["item"])).first()
    if found is None or not takes_media(asked, found):
        raise Http404
    return found


def _told(fix: KindError) -> JsonResponse:
    """What to put right, in words for the page; and what the script can put right by itself."""
    if isinstance(fix, PiecesMissingError):
        return JsonResponse({"fix": str(fix), "have": fix.have}, status=NOT_ALL_HERE)
    status = NO_ROOM if isinstance(fix, NoRoomError) else PUT_RIGHT
    return JsonResponse({"fix": str(fix)}, status=status)
