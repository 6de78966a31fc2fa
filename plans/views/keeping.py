"""Everything on a question page is kept before what was pressed is done: no press can lose a word.

A keeper takes what one way of answering left on the page, and puts what the person has to put right into `Kept`.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from documents.errors import KindError
from people.devices import written_by_this_one
from people.models import Connection
from people.policy import decide
from plans import actions
from plans.actions.voices import tell_how_we_know, tell_who_said
from plans.enums import HowWeKnow
from plans.forms import PostedLine, posted_lines
from plans.models import Item, Part
from plans.tools.declaration import FieldKind, Question
from row_security import acting

ON_RINGS = "the people on the rings of a part that is shared"


@dataclass
class Kept:
    """What became of a page's words: what to put right, by line id, with the words as they were typed."""

    fixes: dict[str, str] = field(default_factory=dict)
    typed: dict[str, PostedLine] = field(default_factory=dict)


def refused_to_another(request: HttpRequest) -> JsonResponse | None:
    """What a script is told whose page is somebody else's than of whoever is signed in now."""
    if written_by_this_one(request):
        return None
    words = _("Somebody else is signed in on this device now. This was not saved.")
    return JsonResponse({"fix": words, "other": True}, status=409)


def refused_to_a_reader(request: HttpRequest, part: Part) -> JsonResponse | None:
    """What a script is told where its user may look and not write."""
    if decide(request.actor, "plans.write", part):
        return None
    return JsonResponse({"fix": _("You can look at this. You cannot write here now.")}, status=403)


def about_whom(request: HttpRequest, part: Part, asked: Question) -> Connection | None:
    """Whom a new row on the rings is about, as its page says. Raises Http404 for nobody of this circle."""
    if asked.kind != FieldKind.CIRCLE or "about" not in request.POST:
        return None
    circle = Connection.objects.live().filter(circle_id=part.plan_id)
    # Somebody who helps with this page is shown everybody on it, one sheet at a time.
    with acting.on_behalf_of(part.plan_id, ON_RINGS):
        return get_object_or_404(circle.select_related("photo"), pk=id_or_none(request.POST["about"]))


def keep_lines(request: HttpRequest, part: Part, asked: Question, kept: Kept, about: Connection | None = None) -> None:
    """The lines of a page that was sent whole. `about` is the tie that a sheet of the rings is about."""
    stored = Item.objects.visible_to(request.actor).filter(part=part, field=asked.key).select_related("part")
    known = {item.pk: item for item in stored}
    for line in posted_lines(request.POST, asked):
        item = known.get(line.item_id)
        if line.is_blank and (item is None or item.taken_out_at is not None):
            continue
        if item is not None and actions.empties(item, line.text, line.cells):
            if line.version == item.version:
                actions.take_out(by=request.actor, item=item, operation=line.operation)
        elif item is None or _is_new(item, line):
            _keep_line(request, part, asked, line, kept, about)
        else:
            tell_voice(request, item, line.said, line.how)


def _is_new(item: Item, line: PostedLine) -> bool:
    """Whether the writer changed a line. One they left as they were shown it is not saved over somebody's newer words."""
    shown = item
    if item.taken_out_at is not None and item.version == line.version:
        return True  # its line was emptied on this page, and has words again
    if item.version != line.version:
        shown = item.history.filter(version=line.version).order_by("-pgh_id").first() or item
    same_text = shown.text == line.text.replace("\r\n", "\n").strip()
    cells = line.cells or {}
    return not (same_text and all(shown.cells.get(key, "") == value.strip() for key, value in cells.items()))


def _keep_line(
    request: HttpRequest, part: Part, asked: Question, line: PostedLine, kept: Kept, about: Connection | None
) -> None:
    try:
        saved = actions.save_item(
            by=request.actor, part=part, field=asked.key, operation=line.operation, base_version=line.version,
            item_id=line.item_id, text=line.text, cells=line.cells, for_me="for_me" in request.POST,
            about=about,
        )  # fmt: skip
    except KindError as fix:
        kept.fixes[str(line.item_id)] = str(fix)
        kept.typed[str(line.item_id)] = line
        return
    tell_voice(request, saved.item, line.said, line.how)
    if saved.beside is not None:
        messages.warning(request, _("Somebody changed this too. We kept both. You can choose."))


def tell_voice(request: HttpRequest, item: Item, said: str, how: str) -> None:
    """Who said the words of an answer and how we know, where the page tells it. What is not this writer's stays."""
    try:
        if said:
            people = Connection.objects.live().filter(circle_id=item.part.plan_id)
            said_by = None if said == "me" else people.filter(pk=id_or_new(said)).first()
            if said == "me" or said_by is not None:
                tell_who_said(by=request.actor, item=item, said_by=said_by)
        if how in HowWeKnow.values:
            tell_how_we_know(by=request.actor, item=item, how=HowWeKnow(how))
    except PermissionDenied:
        return


def id_or_none(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def id_or_new(text: str) -> uuid.UUID:
    return id_or_none(text) or uuid.uuid4()
