"""One answer: saved by itself, how it was before, two versions to choose from, taken out and brought back."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents.errors import KindError
from people.models import Connection
from people.policy import require
from plans import actions
from plans.actions.offers import IN_THE_WAY
from plans.as_it_was import item_for, items_seen
from plans.comparing import compare
from plans.enums import SuggestionState
from plans.forms.lines import cells_of
from plans.models import Item, Outcome, Part, Suggestion
from plans.saving import answer_to_change
from plans.tools import TOOLS
from plans.tools.declaration import FieldKind
from plans.undoing import shown_words
from plans.views.keeping import about_whom, id_or_none, refused_to_a_reader, refused_to_another, tell_voice
from plans.views.parts import part_or_404, record_look
from plans.views.questions import saved_words


def _wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def whole_number(text: str) -> int:
    """The number that a page gives, or 0 for what is none."""
    return int(text) if text.isdecimal() and len(text) < 10 else 0


@login_not_required
@require_POST
def item(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """Save one answer while it is being written. "Saved" is said only in the answer to this.

    In: part, field, version (0 = new, whose id is the operation), operation, text or cell-…, for_me, said, how.
    A line of words that is emptied takes its answer out, if it still is the version that was shown.
    Out, as JSON: item, version, saved, said (when both were kept) or fix (with 401, 403, 404 or 422).
    """
    if not request.user.is_authenticated:
        words = _("You are signed out. Your words are still on this page. Sign in, and they will be saved.")
        if not _wants_json(request):
            return redirect_to_login(request.META.get("HTTP_REFERER", "/"))
        return JsonResponse({"fix": words}, status=401)
    if refused := refused_to_another(request):
        return refused
    version = whole_number(request.POST.get("version", ""))
    part, field, known = _where(request, item_id, version)
    if refused := refused_to_a_reader(request, part):
        return refused
    return _saved(request, part, field, item_id, version, known)


def _where(request: HttpRequest, item_id: uuid.UUID, version: int) -> tuple[Part, str, Item | None]:
    """The part and question of a save, and the answer it changes: for a new one as the page says. 404 when not visible."""
    if version:
        found = answer_to_change(request.actor, item_id) or item_for(request.actor, item_id)
        if found is None or found.part.tool not in TOOLS:
            raise Http404
        return found.part, found.field, found
    try:
        part = part_or_404(request.actor, uuid.UUID(request.POST.get("part", "")))
    except ValueError:
        raise Http404 from None
    field = request.POST.get("field", "")
    if TOOLS[part.tool].question(field) is None:
        raise Http404
    return part, field, None


def _saved(
    request: HttpRequest, part: Part, field: str, item_id: uuid.UUID, version: int, known: Item | None
) -> HttpResponse:
    asked, text = TOOLS[part.tool].question(field), request.POST.get("text", "")
    cells = cells_of(request.POST, asked) if asked else None
    try:
        operation = item_id if version == 0 else uuid.UUID(request.POST.get("operation", ""))
        if known is not None and actions.empties(known, text, cells):
            return _emptied(request, known, version, operation)
        saved = actions.save_item(
            by=request.actor, part=part, field=field, operation=operation, base_version=version, item_id=item_id,
            text=text, cells=cells, for_me="for_me" in request.POST, known=known,
            about=about_whom(request, part, asked) if asked else None,
        )  # fmt: skip
        tell_voice(request, saved.item, request.POST.get("said", ""), request.POST.get("how", ""))
    except KindError as fix:
        return JsonResponse({"fix": str(fix)}, status=422)
    except PermissionDenied:
        return JsonResponse({"fix": _("These are somebody else's words. Write yours on a new line.")}, status=403)
    except (Item.DoesNotExist, ValueError):
        raise Http404 from None
    if not _wants_json(request):
        return redirect("question", part.pk, field)
    said = _("Somebody changed this too. We kept both. You can choose.") if saved.beside else ""
    return JsonResponse({"item": str(saved.item.pk), "version": saved.version, "saved": saved_words(), "said": said})


def _emptied(request: HttpRequest, known: Item, version: int, operation: uuid.UUID) -> HttpResponse:
    """A line that was emptied. Words that somebody else wrote there since stay, and the line keeps its version."""
    if known.part.plan_id in request.actor.helps:
        return JsonResponse({"fix": _("You help to write. You cannot take this out.")}, status=403)
    now = actions.empty_answer(by=request.actor, item=known, version=version, operation=operation)
    if not _wants_json(request):
        return redirect("question", known.part_id, known.field)
    if now.taken_out_at is None:
        words = _("Somebody else changed this. Their words stay.")
        return JsonResponse({"item": str(now.pk), "version": version, "saved": words, "said": ""})
    words = _("Taken out. You can get it back.")
    return JsonResponse({"item": str(now.pk), "version": now.version, "saved": words, "said": ""})


def item_or_404(request: HttpRequest, item_id: uuid.UUID) -> Item:
    rows = Item.objects.visible_to(request.actor).with_voices().select_related("part__plan__person")
    found = items_seen(request.actor, rows, item_id)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def item_history(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """How it was before: each version with its day and writer, for the person, who can bring one back.

    `?with=3` puts the third version beside the words of now; left out, the last one before now.
    """
    found = item_or_404(request, item_id)
    require(request.actor, "plans.own_part", found.part)
    if request.method == "POST":
        try:
            actions.restore_version(by=request.actor, item=found, version=whole_number(request.POST.get("version", "")))
        except Item.DoesNotExist:
            raise Http404 from None
        messages.success(request, _("These words are back."))
        return redirect(_question_url(found))
    record_look(request.actor, found.part.plan.person, obj=found.part, part_key=found.part.tool)
    versions = versions_of(found)
    context = {"item": found, "versions": versions, "back_url": _question_url(found)}
    return render(request, "plans/item_history.html", context | _side_by_side(request, versions))


def _question_url(found: Item) -> str:
    """Where an answer is written: its question, or the sheet of somebody on the rings."""
    about = id_or_none(str(found.cells.get("person", "")))
    asked = TOOLS[found.part.tool].question(found.field)
    on_rings = Connection.objects.live().filter(circle_id=found.part.plan_id, pk=about)
    if about and asked and asked.kind == FieldKind.CIRCLE and on_rings.exists():
        return reverse("ring_person", args=[found.part_id, about])
    return reverse("question", args=[found.part_id, found.field])


def versions_of(found: Item) -> list[dict[str, Any]]:
    """The newest first, each version once: a move up or down is no new version."""
    versions: dict[int, Any] = {}
    for event in found.history.select_related("typed_by", "said_by").order_by("pgh_id"):
        versions[event.version] = event
    return [
        {
            "version": event.version, "at": event.changed_at, "words": shown_words(found.part.tool, event),
            "who": event.typed_by.get_short_name() if event.typed_by else "", "now": event.version == found.version,
            "photo": event.photo_id is not None, "recording": event.recording_id is not None,
            "out": event.taken_out_at is not None, "language": event.language,
        }
        for event in sorted(versions.values(), key=lambda each: -each.version)
    ]  # fmt: skip


def _side_by_side(request: HttpRequest, versions: list[dict[str, Any]]) -> dict[str, Any]:
    """The version that was asked for and the one of now, in pieces; nothing when there is only one."""
    wanted = whole_number(request.GET.get("with", "")) or None
    before = next((each for each in versions[1:] if wanted in (None, each["version"])), None)
    if before is None:
        return {}
    old, new = compare(before["words"], versions[0]["words"])
    return {"before": before | {"pieces": old}, "after": versions[0] | {"pieces": new}}


@require_POST
def choose_version(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """Two versions stand side by side: keep this one, or both."""
    found = item_or_404(request, item_id)
    require(request.actor, "plans.own_part", found.part)
    if request.POST.get("keep") == "both":
        actions.keep_both(by=request.actor, item=found)
    else:
        actions.keep_this(by=request.actor, item=found)
    return redirect(_question_url(found))


@require_safe
def taken_out(request: HttpRequest) -> HttpResponse:
    """Things I took out: each can be brought back for 30 days."""
    person = request.actor.person
    if person is None:
        raise Http404
    items = Item.objects.visible_to(request.actor).taken_out_lately().filter(part__plan=person.pk)
    wishes = Outcome.objects.visible_to(request.actor).taken_out_lately().filter(part__plan=person.pk)
    rows = [
        {"item": each, "words": shown_words(each.part.tool, each), "part": each.part.place}
        for each in items.select_related("part", "photo")
    ]
    return render(request, "plans/taken_out.html", {"rows": rows, "wishes": wishes, "person": person})


@require_POST
def bring_back(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """Put back what was taken out: an answer, or a wish."""
    found = Item.objects.visible_to(request.actor).taken_out_lately().select_related("part__plan__person")
    item = items_seen(request.actor, found, item_id)
    if item is not None and item.taken_out_at is not None:
        require(request.actor, "plans.own_part", item.part)
        actions.bring_back(by=request.actor, item=item)
    else:
        wishes = Outcome.objects.visible_to(request.actor).taken_out_lately().select_related("part__plan__person")
        outcome = get_object_or_404(wishes, pk=item_id)
        require(request.actor, "plans.own_part", outcome.part)
        actions.bring_outcome_back(by=request.actor, outcome=outcome)
    messages.success(request, _("It is back in your plan."))
    return redirect("taken_out")


@require_POST
def answer_suggestion(request: HttpRequest, suggestion_id: uuid.UUID) -> HttpResponse:
    """Yes, change it, keep beside, or no. Only the person answers (or somebody by law)."""
    rows = Suggestion.objects.visible_to(request.actor).select_related(
        "part__plan__person", "said_by__user", "source_item"
    )
    suggestion = get_object_or_404(rows, pk=suggestion_id)
    require(request.actor, "plans.own_part", suggestion.part)
    answer = request.POST.get("answer", "")
    if answer == SuggestionState.REFUSED:
        actions.refuse_suggestion(by=request.actor, suggestion=suggestion)
    elif answer == SuggestionState.BESIDE:
        actions.keep_beside(by=request.actor, suggestion=suggestion)
    else:
        made = _accept(request, suggestion)
        if isinstance(made, Outcome) and suggestion.field == IN_THE_WAY.key:
            return redirect("in_the_way", made.pk)
    return redirect("part", suggestion.part_id)


def _accept(request: HttpRequest, suggestion: Suggestion) -> object:
    def save(part: Part, field: str, words: str) -> Item:
        return actions.save_item(by=request.actor, part=part, field=field, operation=uuid.uuid4(), text=words).item

    text = request.POST.get("text", "") if request.POST.get("answer") == "change" else ""
    try:
        return actions.accept_suggestion(by=request.actor, suggestion=suggestion, text=text, save=save)
    except KindError as fix:
        messages.warning(request, str(fix))
        return None
