"""Every write of this app: the board and its seats, its purpose and plan, and the report of a quarter."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from audit import record
from partnership_boards.disclosure import may_release
from partnership_boards.enums import ReportState, Seat, Stage, Stream
from partnership_boards.models import (
    ActionStage,
    BoardAction,
    BoardMember,
    PartnershipBoard,
    PublishedReport,
    Purpose,
    ReportPeriod,
    SubGroup,
    YouSaidWeDid,
)
from partnership_boards.reports import check_content, content_of, digest, fingerprints_of, quarter_before
from people.actors import Actor
from people.models import Organisation, User
from plans import counts


class ReportExistsError(ValueError):
    """There is a report for this quarter. It is made once, so that nobody can compare two tries."""


@transaction.atomic
def start_board(*, by: Actor, organisation: Organisation, name: str) -> PartnershipBoard:
    """A board of an organisation, with nobody on it and nothing to read yet."""
    board = PartnershipBoard.objects.create(organisation=organisation, name=name)
    record.write(actor=by, action="boards.started", obj=board)
    return board


@transaction.atomic
def give_seat(*, by: Actor, board: PartnershipBoard, user: User, seat: Seat, co_chair: bool = False) -> BoardMember:
    """Let somebody sit on a board from today. It shows them nothing of anybody's plan."""
    member, _made = BoardMember.objects.update_or_create(
        board=board, user=user,
        defaults={"seat": seat, "co_chair": co_chair, "ends_on": None},
    )  # fmt: skip
    record.write(actor=by, action="boards.seat_given", obj=member, co_chair=co_chair)
    return member


@transaction.atomic
def end_seat(*, by: Actor, member: BoardMember, last_day: date) -> None:
    """Somebody leaves the board after `last_day`."""
    BoardMember.objects.filter(pk=member.pk).update(ends_on=last_day)
    record.write(actor=by, action="boards.seat_ended", obj=member, last_day=last_day)


@transaction.atomic
def form_sub_group(
    *, by: Actor, board: PartnershipBoard, name: str, what_for: str = "", members: Iterable[BoardMember] = ()
) -> SubGroup:
    """A group of members who see that things are done."""
    group = SubGroup.objects.create(board=board, name=name, what_for=what_for)
    group.members.set(members)
    record.write(actor=by, action="boards.sub_group_formed", obj=group)
    return group


@transaction.atomic
def publish_purpose(*, by: Actor, board: PartnershipBoard, easy_read: str, full_text: str) -> Purpose:
    """A new statement of purpose, open to all from today. The ones before it stay readable."""
    PartnershipBoard.objects.select_for_update().get(pk=board.pk)  # two at once must not take one number
    last = Purpose.objects.filter(board=board).order_by("-version").values_list("version", flat=True).first() or 0
    purpose = Purpose.objects.create(board=board, version=last + 1, easy_read=easy_read, full_text=full_text)
    record.write(actor=by, action="boards.purpose_published", obj=purpose, version=purpose.version)
    return purpose


@transaction.atomic
def add_board_action(
    *, by: Actor, board: PartnershipBoard, what: str, owner: str, by_when: date, stream: Stream, why: str = "",
    barrier: str = "", stage: Stage = Stage.IDEA,
) -> BoardAction:  # fmt: skip
    """Put one thing in the action plan: what, why, one name, a day, and the barrier it answers if there is one."""
    action = BoardAction.objects.create(
        board=board, what=what, why=why, owner=owner, by_when=by_when, stream=stream, barrier=barrier, stage=stage
    )
    _keep_stage(by, action, stage, "")
    record.write(actor=by, action="boards.action_added", obj=action, stage=str(stage), stream=str(stream))
    return action


@transaction.atomic
def move_stage(*, by: Actor, action: BoardAction, stage: Stage, words: str = "") -> None:
    """Say where an action stands now. Every stage before it stays on record."""
    BoardAction.objects.filter(pk=action.pk).update(stage=stage)
    action.stage = stage
    _keep_stage(by, action, stage, words)
    record.write(actor=by, action="boards.stage_moved", obj=action, stage=str(stage))


def _keep_stage(by: Actor, action: BoardAction, stage: Stage, words: str) -> None:
    ActionStage.objects.create(action=action, stage=stage, words=words, by_name=by.audit_label)


@transaction.atomic
def tell_what_we_did(
    *, by: Actor, board: PartnershipBoard, barrier: str, you_said: str, we_did: str,
    report: PublishedReport | None = None,
) -> YouSaidWeDid:  # fmt: skip
    """Answer the people: what they said, in the board's words, and what was done about it."""
    reply = YouSaidWeDid.objects.create(board=board, barrier=barrier, you_said=you_said, we_did=we_did, report=report)
    record.write(actor=by, action="boards.replied", obj=reply, barrier=barrier)
    return reply


@transaction.atomic
def make_report(*, by: Actor, board: PartnershipBoard, day: date | None = None) -> ReportPeriod:
    """Work out the report of the last quarter that was over on `day` (today), once, as a draft.

    Raises TooFewPeopleError when too few people told something, ReportExistsError when it is made already.
    Source: standards reference, section 6.2: a frozen snapshot, fixed tables, never run again.
    """
    starts_on, ends_on = quarter_before(day or timezone.localdate())
    PartnershipBoard.objects.select_for_update().get(pk=board.pk)
    if ReportPeriod.objects.filter(board=board, starts_on=starts_on).exists():
        raise ReportExistsError
    secret = settings.REPORT_SECRET.encode()
    facts = counts.facts(organisation_id=board.organisation_id, until=ends_on, secret=secret)
    period = ReportPeriod.objects.create(
        board=board, starts_on=starts_on, ends_on=ends_on, made_by=by.user,
        content=content_of(facts, secret), fingerprints=fingerprints_of(facts, secret),
    )  # fmt: skip
    record.write(actor=by, action="boards.report_made", obj=period, starts_on=starts_on)
    return period


@transaction.atomic
def check_report(*, by: Actor, period: ReportPeriod) -> None:
    """A second person has looked at every figure. Raises PermissionDenied for its maker or out of turn."""
    period = ReportPeriod.objects.select_for_update().get(pk=period.pk)
    if period.state != ReportState.DRAFT or by.user is None or period.made_by_id == by.user.pk:
        raise PermissionDenied("made_it")
    check_content(period.content)
    ReportPeriod.objects.filter(pk=period.pk).update(
        state=ReportState.CHECKED, checked_by=by.user, checked_at=timezone.now()
    )
    record.write(actor=by, action="boards.report_checked", obj=period)


@transaction.atomic
def release_report(*, by: Actor, period: ReportPeriod) -> PublishedReport | None:
    """Let a checked report out for good; None when so little changed that the last one has to stay.

    Raises PermissionDenied when it is not checked. Source: standards reference, section 6.2, rule 7: fewer
    than 10 people who came, left or changed would point at those few.
    """
    period = ReportPeriod.objects.select_for_update().get(pk=period.pk)
    if period.state != ReportState.CHECKED:
        raise PermissionDenied("not_checked")
    check_content(period.content)
    last = ReportPeriod.objects.filter(board=period.board_id, state=ReportState.RELEASED).first()
    if not may_release(last.fingerprints if last else None, period.fingerprints):
        _put_aside(by, period)
        return None
    if last is not None:
        ReportPeriod.objects.filter(pk=last.pk).update(fingerprints={})
    ReportPeriod.objects.filter(pk=period.pk).update(state=ReportState.RELEASED)
    report = PublishedReport.objects.create(
        board_id=period.board_id, period=period, content=period.content, sha256=digest(period.content)
    )
    record.write(actor=by, action="boards.report_released", obj=report, sha256=report.sha256)
    return report


def _put_aside(by: Actor, period: ReportPeriod) -> None:
    """Nothing of it may be seen beside the report that stays: two near ones would tell who changed."""
    ReportPeriod.objects.filter(pk=period.pk).update(state=ReportState.NOTHING_NEW, fingerprints={}, content={})
    record.write(actor=by, action="boards.report_put_aside", obj=period)
