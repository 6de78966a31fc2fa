"""Who may do what in this app. A seat on a board opens the board, and nobody's plan."""

from __future__ import annotations

from partnership_boards.enums import ReportState
from partnership_boards.models import BoardMember, PartnershipBoard, PublishedReport, ReportPeriod
from partnership_boards.querysets import reporters
from people.actors import Actor
from people.policy import Decision, allow, deny, rule


@rule("boards.see_board", lists=lambda actor: PartnershipBoard.objects.visible_to(actor), changes=False)
def can_see_board(actor: Actor, board: PartnershipBoard) -> Decision:
    seen = PartnershipBoard.objects.visible_to(actor).filter(pk=board.pk).exists()
    return allow("open_to_all") if seen else deny("not_published")


@rule("boards.see_member", lists=lambda actor: BoardMember.objects.visible_to(actor), changes=False)
def can_see_member(actor: Actor, member: BoardMember) -> Decision:
    seen = BoardMember.objects.visible_to(actor).filter(pk=member.pk).exists()
    return allow("on_the_board") if seen else deny("not_on_the_board")


@rule("boards.see_report", lists=lambda actor: PublishedReport.objects.visible_to(actor), changes=False)
def can_see_report(actor: Actor, report: PublishedReport) -> Decision:
    return allow("open_to_all") if actor.user is not None else deny("signed_out")


@rule("boards.see_draft", lists=lambda actor: ReportPeriod.objects.visible_to(actor), changes=False)
def can_see_draft(actor: Actor, period: ReportPeriod) -> Decision:
    seen = ReportPeriod.objects.visible_to(actor).filter(pk=period.pk).exists()
    return allow("makes_reports") if seen else deny("not_a_reporter")


@rule("boards.change_board")
def can_change_board(actor: Actor, board: PartnershipBoard) -> Decision:
    """The purpose, the action plan and the replies are the co-chairs' to write."""
    chair = BoardMember.objects.of(actor).filter(board=board, co_chair=True).exists()
    return allow("co_chair") if chair else deny("not_co_chair")


@rule("boards.make_report")
def can_make_report(actor: Actor, board: PartnershipBoard) -> Decision:
    """Co-chairs and the council's seats."""
    reporter = BoardMember.objects.of(actor).filter(reporters(), board=board).exists()
    return allow("makes_reports") if reporter else deny("not_a_reporter")


@rule("boards.check_report")
def can_check_report(actor: Actor, period: ReportPeriod) -> Decision:
    """Another person than the maker looks before it goes out (standards reference, section 6.2, rule 9)."""
    if period.made_by_id == actor.user_id:
        return deny("made_it")
    return can_make_report(actor, period.board) if period.state == ReportState.DRAFT else deny("not_a_draft")


@rule("boards.release_report")
def can_release_report(actor: Actor, period: ReportPeriod) -> Decision:
    return can_make_report(actor, period.board) if period.state == ReportState.CHECKED else deny("not_checked")
