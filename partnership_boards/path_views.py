"""Pages of a board's PATH: the arrow and its list, one page for each step, the look back, and the paper."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents.serving import print_response
from partnership_boards import path_actions as actions
from partnership_boards import path_page, path_printing
from partnership_boards.enums import PathKind, Perspective
from partnership_boards.forms import ActionForm
from partnership_boards.models import (
    BoardAction,
    BoardMember,
    BoardPath,
    PartnershipBoard,
    PathEntry,
    PathPrint,
    SubGroup,
)
from partnership_boards.path_forms import AboutForm, SayForm
from partnership_boards.path_steps import IN_REVIEW, SEVEN, STEPS, Step
from people.policy import decide, require

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def _path(request: HttpRequest, path_id: uuid.UUID) -> BoardPath:
    """A path that the reader may know of, or 404."""
    return get_object_or_404(BoardPath.objects.visible_to(request.actor).with_all(), pk=path_id)


def _entry(request: HttpRequest, words_id: uuid.UUID) -> PathEntry:
    return get_object_or_404(PathEntry.objects.visible_to(request.actor).with_path(), pk=words_id)


def _right_to_write(kind: str) -> str:
    return "boards.review_path" if kind in IN_REVIEW else "boards.change_path"


def _content(request: HttpRequest, found: BoardPath) -> path_page.Content:
    """What was frozen when it came out; before that, the rows as they are."""
    if hasattr(found, "published"):
        return found.published.content
    return path_page.content_of(found, PathEntry.objects.visible_to(request.actor).of_path(found).kept())


@require_safe
def board_path(request: HttpRequest, path_id: uuid.UUID) -> HttpResponse:
    """The path: its arrow, and beside it the same words as a list."""
    found = _path(request, path_id)
    content = _content(request, found)
    planned = BoardAction.objects.visible_to(request.actor).of_board(found.board).from_path(found)
    sits_here = BoardMember.objects.of(request.actor).filter(board=found.board).exists()
    page = {
        "path": found,
        "board": found.board,
        "title": content["name"],
        "facts": path_page.facts(content),
        "drawing": path_page.drawn(content),
        "steps": path_page.steps(content, {str(each.path_step.pk): each for each in planned}),
        "closing": path_page.asked(content, PathKind.WORDS),
        "principles": path_page.asked(content, PathKind.PRINCIPLE),
        "members": path_page.members(content, all_names=sits_here),
        "can_change": bool(decide(request.actor, "boards.change_board", found.board)),
        "can_write": bool(decide(request.actor, "boards.change_path", found)),
        "paper": _paper(found),
    }
    return render(request, "partnership_boards/path.html", page)


def _paper(found: BoardPath) -> PathPrint | None:
    """The paper of a published path in the reader's language, when somebody asked for it."""
    if not hasattr(found, "published"):
        return None
    return PathPrint.objects.of(found.published, get_language() or "").first()


@get_or_post
def start_board_path(request: HttpRequest, board_id: uuid.UUID) -> HttpResponse:
    """A co-chair begins a path of the board or of a sub-group."""
    found = get_object_or_404(PartnershipBoard.objects.visible_to(request.actor).by_name(), pk=board_id)
    require(request.actor, "boards.change_board", found)
    form = AboutForm(request.POST or None, groups=SubGroup.objects.visible_to(request.actor).of_board(found))
    if request.method == "POST" and form.is_valid():
        about = {key: form.cleaned_data[key] for key in form.cleaned_data if key != "version"}
        started = actions.start_path(by=request.actor, board=found, **about)
        return redirect("board_path_step", started.pk, SEVEN[0].kind)
    page = {"board": found, "form": form, "title": _("Draw a path"), "button": _("Begin")}
    return render(request, "partnership_boards/path_about.html", page)


@get_or_post
def board_path_about(request: HttpRequest, path_id: uuid.UUID) -> HttpResponse:
    """Write again what a path is about. Words of two people at once: the second one sees both."""
    found = _path(request, path_id)
    groups = SubGroup.objects.visible_to(request.actor).of_board(found.board)
    form = AboutForm(request.POST or None, groups=groups, path=found)
    if late := _too_late(request, found, form):
        return late
    require(request.actor, "boards.change_path", found)
    other = None
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        try:
            actions.change_path(by=request.actor, path=found, version=told.pop("version") or 0, **told)
            messages.success(request, _("Saved."))
            return redirect("board_path", found.pk)
        except actions.PathIsOutError:
            return _kept_words(request, found, form)
        except actions.ChangedMeanwhileError as clash:
            other = clash.now
            form.data = form.data | {"version": str(other.version)}
    page = {"path": found, "board": found.board, "form": form, "title": found.name, "button": _("Save"), "other": other}
    return render(request, "partnership_boards/path_about.html", page)


@get_or_post
def board_path_step(request: HttpRequest, path_id: uuid.UUID, kind: str) -> HttpResponse:
    """One step: what was said so far, and room to say one more thing."""
    found, step = _path(request, path_id), _step(kind)
    form = SayForm(request.POST or None, step=step)
    if kind not in IN_REVIEW and (late := _too_late(request, found, form)):
        return late
    require(request.actor, _right_to_write(kind), found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.say(
                by=request.actor, path=found, kind=step.kind, operation=form.operation_id, cells=form.cells
            )  # fmt: skip
        except actions.PathIsOutError:
            return _kept_words(request, found, form)
        return redirect("board_path_step", found.pk, kind)
    said = PathEntry.objects.visible_to(request.actor).of_path(found).of_kind(kind).with_path()
    page = {
        "path": found, "board": found.board, "step": step, "form": form, "review": kind in IN_REVIEW,
        "entries": [(entry, path_page.of_entry(entry)) for entry in said.kept()],
        "taken_out": [(entry, path_page.of_entry(entry)) for entry in said.taken_out()],
        "onward": _next_step(step),
    }  # fmt: skip
    return render(request, "partnership_boards/path_step.html", page)


def _step(kind: str) -> Step:
    if kind not in STEPS:
        raise Http404
    return STEPS[kind]


def _next_step(step: Step) -> Step | None:
    """After the dream the year, and so on: order matters."""
    return next((each for each in SEVEN if step.number and each.number == step.number + 1), None)


@get_or_post
def board_path_entry(request: HttpRequest, words_id: uuid.UUID) -> HttpResponse:
    """Write one thing in other words. When two did so at once, both stay."""
    entry = _entry(request, words_id)
    form = SayForm(request.POST or None, step=STEPS[entry.kind], entry=entry)
    if entry.kind not in IN_REVIEW and (late := _too_late(request, entry.path, form)):
        return late
    require(request.actor, _right_to_write(entry.kind), entry.path)
    if request.method == "POST" and form.is_valid():
        return _say_again(request, entry, form)
    page = {"path": entry.path, "board": entry.path.board, "step": STEPS[entry.kind], "form": form}
    return render(request, "partnership_boards/path_entry.html", page)


def _say_again(request: HttpRequest, entry: PathEntry, form: SayForm) -> HttpResponse:
    version = form.cleaned_data["version"] or 0
    try:
        kept = actions.say_again(
            by=request.actor, entry=entry, version=version, operation=form.operation_id, cells=form.cells
        )
    except actions.PathIsOutError:
        return _kept_words(request, entry.path, form)
    if kept.pk == entry.pk:
        messages.success(request, _("Saved."))
    else:
        messages.info(request, _("Somebody else changed this too. Both are kept. Take out the one you do not want."))
    return redirect("board_path_step", entry.path_id, entry.kind)


@require_POST
def board_path_take_out(request: HttpRequest, words_id: uuid.UUID) -> HttpResponse:
    """Leave one thing off the path, or with `back` put it on again."""
    entry = _entry(request, words_id)
    require(request.actor, _right_to_write(entry.kind), entry.path)
    move = actions.bring_back if "back" in request.POST else actions.take_out
    try:
        move(by=request.actor, entry=entry)
    except actions.PathIsOutError:
        messages.info(request, _("The path is out now, so it stays as it is."))
        return redirect("board_path", entry.path_id)
    messages.success(
        request, _("It is back.") if "back" in request.POST else _("We took it out. You can bring it back.")
    )
    return redirect("board_path_step", entry.path_id, entry.kind)


@get_or_post
def board_path_to_plan(request: HttpRequest, words_id: uuid.UUID) -> HttpResponse:
    """A first step becomes a thing to do on the board's action plan."""
    entry = _entry(request, words_id)
    if entry.kind != PathKind.FIRST_STEPS:
        raise Http404
    require(request.actor, "boards.change_board", entry.path.board)
    begin = {"what": entry.words, "owner": entry.name, "by_when": entry.by_when}
    form = ActionForm(request.POST or None, initial=begin)
    if entry.action is None and not (request.method == "POST" and form.is_valid()):
        page = {"path": entry.path, "board": entry.path.board, "form": form, "notice": entry.notice}
        return render(request, "partnership_boards/path_to_plan.html", page)
    if entry.action is None:
        actions.put_on_the_plan(by=request.actor, entry=entry, **form.cleaned_data)
        messages.success(request, _("It is in our plan now."))
    return redirect("board_path", entry.path_id)


@get_or_post
def publish_board_path(request: HttpRequest, path_id: uuid.UUID) -> HttpResponse:
    """Ask once more, then let everybody read it. From then on it stays as it is."""
    found = _path(request, path_id)
    if hasattr(found, "published") and decide(request.actor, "boards.change_board", found.board):
        return redirect("board_path", found.pk)
    require(request.actor, "boards.change_path", found)
    if request.method == "POST":
        try:
            actions.publish_path(by=request.actor, path=found)
        except actions.NobodyWhoLivesItError:
            messages.info(request, _("First name somebody whose life this is about, as a full member."))
            return redirect("board_path_step", found.pk, PathKind.MEMBER)
        messages.success(request, _("Everybody can read it now."))
        return redirect("board_path", found.pk)
    content = _content(request, found)
    page = {"path": found, "board": found.board, "members": path_page.members(content, all_names=False)}
    return render(request, "partnership_boards/path_publish.html", page)


@require_safe
def board_path_review(request: HttpRequest, path_id: uuid.UUID) -> HttpResponse:
    """One year on: what is working and what is not, as each of four groups sees it."""
    found = _path(request, path_id)
    if not hasattr(found, "published"):
        raise Http404
    entries = list(PathEntry.objects.visible_to(request.actor).of_path(found).kept())
    rows = [(each.label, *(_as_seen(entries, kind, each) for kind in IN_REVIEW)) for each in Perspective]
    page = {
        "path": found, "board": found.board, "rows": rows, "year_on": path_page.a_year_after(found.drawn_on),
        "can_review": bool(decide(request.actor, "boards.review_path", found)),
    }  # fmt: skip
    return render(request, "partnership_boards/path_review.html", page)


def _as_seen(entries: list[PathEntry], kind: str, perspective: Perspective) -> list[str]:
    return [entry.words for entry in entries if entry.kind == kind and entry.pick == perspective]


@get_or_post
def board_path_print(request: HttpRequest, path_id: uuid.UUID) -> HttpResponseBase:
    """POST asks for the paper in the reader's language; GET hands it out once it is made."""
    found = _path(request, path_id)
    if not hasattr(found, "published"):
        raise Http404
    if request.method == "POST":
        actions.ask_for_path_print(by=request.actor, published=found.published, language=get_language() or "en-gb")
        return redirect("board_path", found.pk)
    paper = _paper(found)
    if paper is None:
        raise Http404
    return print_response(paper.document, filename=path_printing.file_name(found.published))


def _too_late(request: HttpRequest, found: BoardPath, form: Form) -> HttpResponse | None:
    """For somebody who still wrote while the path went out: their words on a page, to copy. None for all others."""
    if (
        request.method == "POST"
        and hasattr(found, "published")
        and decide(request.actor, "boards.change_board", found.board)
    ):
        return _kept_words(request, found, form)
    return None


def _kept_words(request: HttpRequest, found: BoardPath, form: Form) -> HttpResponse:
    typed: list[tuple[Any, Any]] = [(field.label, field.value()) for field in form.visible_fields() if field.value()]
    page = {"path": found, "board": found.board, "typed": typed}
    return render(request, "partnership_boards/path_kept_words.html", page, status=409)
