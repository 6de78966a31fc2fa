"""Photos in a plan. They are seen with their part, whose page is recorded as looked at, not each picture in it."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from documents.enums import PhotoVariant
from documents.serving import file_response
from plans.models import Item


@require_safe
def photo(request: HttpRequest, item_id: uuid.UUID) -> HttpResponseBase:
    """The photo of an answer that the actor may see; `?size=small` is a square of 320 pixels.

    A photo that was taken out is there for its owner alone.
    """
    items = Item.objects.visible_to(request.actor).select_related("photo", "part__plan__person")
    found = get_object_or_404(items, pk=item_id)
    gone = found.taken_out_at is not None and not request.actor.is_person(found.part.plan.person)
    if found.photo is None or gone:
        raise Http404
    variant = PhotoVariant.SMALL if request.GET.get("size") == "small" else PhotoVariant.FULL
    return file_response(found.photo, variant)
