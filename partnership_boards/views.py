"""Pages of the boards: what each is for, what it does, what it learned. No page leads to a person."""

from __future__ import annotations

import uuid
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnership_boards import actions, report_page, report_words
from partnership_boards.disclosure import TooFewPeopleError
from partnership_boards.enums import ReportState, Stage
from partnership_boards.forms import ActionForm, CheckForm, PurposeForm, ReplyForm, StageForm
from partnership_boards.models import (
    BoardAction,
    BoardMember,
    BoardPath,
    PartnershipBoard,
    PublishedReport,
    Purpose,
    ReportPeriod,
    SubGroup,
    YouSaidWeDid,
)
from people.policy import decide, require

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
IN_ORDER = [Stage.DOING, Stage.AGREED, Stage.IDEA, Stage.DONE, Stage.STOPPED]


def _board(request: HttpRequest, board_id: uuid.UUID) -> PartnershipBoard:
    """A board that the reader may know of, or 404."""
    return get_object_or_404(PartnershipBoard.objects.visible_to(request.actor).by_name(), pk=board_id)


def _board_to_change(request: HttpRequest, board_id: uuid.UUID) -> PartnershipBoard:
    found = _board(request, board_id)
    require(request.actor, "boards.change_board", found)
    return found


@require_safe
def boards(request: HttpRequest) -> HttpResponse:
    """The boards that I sit on, then the others that tell what they are for."""
    mine = set(BoardMember.objects.of(request.actor).values_list("board", flat=True))
    seen = list(PartnershipBoard.objects.visible_to(request.actor).by_name())
    page = {
        "mine": [each for each in seen if each.pk in mine],
        "others": [each for each in seen if each.pk not in mine],
    }
    return render(request, "partnership_boards/boards.html", page)


@require_safe
def board(request: HttpRequest, board_id: uuid.UUID) -> HttpResponse:
    """One board: its purpose, what it does, what it did because of what people said, its newest report."""
    found = _board(request, board_id)
    actor = request.actor
    purposes = list(Purpose.objects.visible_to(actor).of_board(found))
    reports = [_report_row(each) for each in PublishedReport.objects.visible_to(actor).of_board(found)]
    page = {
        "board": found,
        "purpose": purposes[0] if purposes else None,
        "earlier_purposes": purposes[1:],
        "plan": _plan(BoardAction.objects.visible_to(actor).of_board(found)),
        "replies": YouSaidWeDid.objects.visible_to(actor).of_board(found),
        "reports": reports,
        "paths": BoardPath.objects.visible_to(actor).of_board(found).with_all(),
        "can_change": bool(decide(actor, "boards.change_board", found)),
        **_for_members(request, found),
    }
    return render(request, "partnership_boards/board.html", page)


def _report_row(report: PublishedReport) -> dict[str, Any]:
    return {
        "report": report,
        "season": report_words.season(report.period.starts_on),
        "headline": report_words.headline(report.content),
    }


def _plan(actions_: QuerySet[BoardAction]) -> list[dict[str, Any]]:
    """The action plan by stage, what is being done first."""
    ordered = sorted(actions_, key=lambda action: IN_ORDER.index(Stage(action.stage)))
    grouped = groupby(ordered, key=lambda action: action.stage)
    return [{"stage": Stage(stage).label, "actions": list(these)} for stage, these in grouped]


def _for_members(request: HttpRequest, found: PartnershipBoard) -> dict[str, Any]:
    """Who sits here and the report in hand: only for those who sit here too."""
    members = list(BoardMember.objects.visible_to(request.actor).filter(board=found))
    if not members:
        return {}
    periods = list(ReportPeriod.objects.visible_to(request.actor).of_board(found))
    in_hand = [each for each in periods if each.state in (ReportState.DRAFT, ReportState.CHECKED)]
    return {
        "members": members,
        "sub_groups": SubGroup.objects.visible_to(request.actor).of_board(found).with_members(),
        "can_make": bool(decide(request.actor, "boards.make_report", found)),
        "in_hand": in_hand,
        "nothing_new": bool(periods) and periods[0].state == ReportState.NOTHING_NEW,
    }


@get_or_post
def publish_purpose(request: HttpRequest, board_id: uuid.UUID) -> HttpResponse:
    """A co-chair writes the statement of purpose again. The ones before stay."""
    found = _board_to_change(request, board_id)
    last = Purpose.objects.visible_to(request.actor).of_board(found).first()
    begin = {"easy_read": last.easy_read, "full_text": last.full_text} if last else {}
    form = PurposeForm(request.POST or None, initial=begin)
    if request.method == "POST" and form.is_valid():
        actions.publish_purpose(by=request.actor, board=found, **form.cleaned_data)
        messages.success(request, _("Everybody can read it now."))
        return redirect("board", found.pk)
    return _form_page(request, found, form, _("What we are here for"), _("Publish it"))


@get_or_post
def add_board_action(request: HttpRequest, board_id: uuid.UUID) -> HttpResponse:
    """A co-chair adds a thing to do."""
    found = _board_to_change(request, board_id)
    form = ActionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_board_action(by=request.actor, board=found, **form.cleaned_data)
        messages.success(request, _("It is in our plan now."))
        return redirect("board", found.pk)
    return _form_page(request, found, form, _("Add a thing to do"), _("Add it"))


@get_or_post
def reply_to_people(request: HttpRequest, board_id: uuid.UUID) -> HttpResponse:
    """A co-chair tells the people what was done because of what they said."""
    found = _board_to_change(request, board_id)
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        report = PublishedReport.objects.visible_to(request.actor).of_board(found).first()
        actions.tell_what_we_did(by=request.actor, board=found, report=report, **form.cleaned_data)
        messages.success(request, _("Everybody can read it now."))
        return redirect("board", found.pk)
    return _form_page(request, found, form, _("You said, we did"), _("Tell people"))


def _form_page(request: HttpRequest, found: PartnershipBoard, form: Any, title: str, button: str) -> HttpResponse:
    page = {"board": found, "form": form, "title": title, "button": button}
    return render(request, "partnership_boards/form.html", page)


@get_or_post
def board_action(request: HttpRequest, action_id: uuid.UUID) -> HttpResponse:
    """One thing to do and how it came along. POST, by a co-chair, says where it stands now."""
    seen = BoardAction.objects.visible_to(request.actor).with_stages().select_related("board")
    action = get_object_or_404(seen, pk=action_id)
    can_change = bool(decide(request.actor, "boards.change_board", action.board))
    if request.method == "POST":
        require(request.actor, "boards.change_board", action.board)
    form = StageForm(request.POST or None, initial={"stage": action.stage})
    if request.method == "POST" and form.is_valid():
        actions.move_stage(by=request.actor, action=action, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("board_action", action.pk)
    page = {"action": action, "board": action.board, "form": form, "can_change": can_change}
    return render(request, "partnership_boards/action.html", page)


@require_safe
def board_report(request: HttpRequest, report_id: uuid.UUID) -> HttpResponse:
    """A released report, open to anybody signed in: the short version first, then each finding."""
    report = get_object_or_404(PublishedReport.objects.visible_to(request.actor), pk=report_id)
    before = (
        PublishedReport.objects.visible_to(request.actor)
        .filter(board=report.board_id, period__starts_on__lt=report.period.starts_on)
        .order_by("-period__starts_on")
        .first()
    )
    page = {**_drawn(request, report.board, report.content, before), "report": report}
    page["season"] = report_words.season(report.period.starts_on)
    return render(request, "partnership_boards/report.html", page)


def _drawn(
    request: HttpRequest, found: PartnershipBoard, content: dict[str, Any], before: PublishedReport | None
) -> dict[str, Any]:
    """What a report page draws, out of shown figures and the board's own words."""
    doing = BoardAction.objects.visible_to(request.actor).of_board(found)
    replies = YouSaidWeDid.objects.visible_to(request.actor).of_board(found)
    return {
        "board": found,
        "headline": report_words.headline(content),
        "short_version": report_words.short_version(content),
        "findings": report_page.findings(content, before.content if before else None),
        "numbers": report_page.all_numbers(content),
        "answers": report_page.answers(content, doing, replies),
        "as_table": request.GET.get("show") == "table",
    }


@require_POST
def make_report(request: HttpRequest, board_id: uuid.UUID) -> HttpResponse:
    """Make the draft of the last quarter. It is made once."""
    found = _board(request, board_id)
    require(request.actor, "boards.make_report", found)
    try:
        period = actions.make_report(by=request.actor, board=found)
    except (TooFewPeopleError, actions.ReportExistsError) as why:
        kind = _("There is already a report for that time. The next one comes with the next quarter.")
        messages.info(request, str(why) if isinstance(why, TooFewPeopleError) else kind)
        return redirect("board", found.pk)
    return redirect("report_draft", period.pk)


@get_or_post
def report_draft(request: HttpRequest, period_id: uuid.UUID) -> HttpResponse:
    """A report in hand: its maker waits, another person checks every number, then it goes out."""
    period = get_object_or_404(ReportPeriod.objects.visible_to(request.actor).in_hand(), pk=period_id)
    form = CheckForm(request.POST or None)
    if request.method == "POST" and (done := _go_on(request, period, form)):
        return done
    page = {
        **_drawn(request, period.board, period.content, None),
        "period": period,
        "season": report_words.season(period.starts_on),
        "form": form,
        "can_check": bool(decide(request.actor, "boards.check_report", period)),
        "can_release": bool(decide(request.actor, "boards.release_report", period)),
    }
    return render(request, "partnership_boards/draft.html", page)


def _go_on(request: HttpRequest, period: ReportPeriod, form: CheckForm) -> HttpResponse | None:
    """The next step of a report in hand; None when the form asks for something still."""
    if period.state == ReportState.DRAFT:
        require(request.actor, "boards.check_report", period)
        if not form.is_valid():
            return None
        actions.check_report(by=request.actor, period=period)
        messages.success(request, _("Thank you. It can go out now."))
        return redirect("report_draft", period.pk)
    require(request.actor, "boards.release_report", period)
    report = actions.release_report(by=request.actor, period=period)
    if report is None:
        messages.info(request, _("Too little has changed to show it safely. The last report stays."))
        return redirect("board", period.board_id)
    return redirect("board_report", report.pk)
