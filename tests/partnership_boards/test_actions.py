"""Writes of a board leave a trace, and what was said stays."""

from __future__ import annotations

import pytest
from django.db import Error, transaction

from audit.models import AuditEntry
from partnership_boards import actions
from partnership_boards.enums import Seat, Stage, Stream
from partnership_boards.models import ActionStage, BoardAction, BoardMember, Purpose
from people.policy import decide
from tests.scenarios import World


@pytest.fixture
def action(council: World) -> BoardAction:
    return BoardAction.objects.filter(board=council.things["board"], stage=Stage.DOING).first()


def test_every_stage_is_kept(council: World, action: BoardAction) -> None:
    before = action.stages.count()
    actions.move_stage(by=council.actor("board"), action=action, stage=Stage.STOPPED, words="The money ended.")
    actions.move_stage(by=council.actor("board"), action=action, stage=Stage.DOING)
    assert action.stages.count() == before + 2
    for write in (lambda rows: rows.update(words="x"), lambda rows: rows.delete()):
        with pytest.raises(Error), transaction.atomic():
            write(ActionStage.objects.filter(action=action))


def test_a_statement_of_purpose_is_kept_as_it_was(council: World) -> None:
    with pytest.raises(Error), transaction.atomic():
        Purpose.objects.filter(board=council.things["board"]).update(full_text="Something else")


def test_an_action_has_one_name(council: World, action: BoardAction) -> None:
    with pytest.raises(Error, match="a_board_action_has_one_name"), transaction.atomic():
        BoardAction.objects.filter(pk=action.pk).update(owner="")


def test_somebody_has_one_seat_on_a_board(council: World) -> None:
    member = actions.give_seat(
        by=council.actor("olu"), board=council.things["board"], user=council.users["board"], seat=Seat.ADVOCATE
    )
    seats = BoardMember.objects.filter(board=council.things["board"], user=council.users["board"])
    assert [(each.pk, each.seat) for each in seats] == [(member.pk, Seat.ADVOCATE)]


def test_every_write_leaves_one_trace(council: World, action: BoardAction) -> None:
    by, board = council.actor("board"), council.things["board"]
    writes = {
        "boards.stage_moved": lambda: actions.move_stage(by=by, action=action, stage=Stage.DONE),
        "boards.action_added": lambda: actions.add_board_action(
            by=by, board=board, what="x", owner="Tom", by_when=action.by_when, stream=Stream.POWER
        ),
        "boards.purpose_published": lambda: actions.publish_purpose(by=by, board=board, easy_read="x", full_text="y"),
        "boards.replied": lambda: actions.tell_what_we_did(by=by, board=board, barrier="TRN", you_said="x", we_did="y"),
        "boards.sub_group_formed": lambda: actions.form_sub_group(by=by, board=board, name="x"),
    }
    for name, write in writes.items():
        before = AuditEntry.objects.filter(action=name).count()
        write()
        assert AuditEntry.objects.filter(action=name).count() == before + 1


def test_the_trace_of_a_board_is_about_nobody(council: World) -> None:
    about = AuditEntry.objects.filter(action__startswith="boards.").values_list("about_person", flat=True)
    assert set(about) == {""}


def test_who_may_do_what_on_a_board(council: World) -> None:
    board = council.things["board"]
    asked = {
        name: (bool(decide(council.actor(name), "boards.change_board", board)),
               bool(decide(council.actor(name), "boards.make_report", board)))
        for name in ("board", "commissioner", "family_rep", "sam", "olu", "priya")
    }  # fmt: skip
    assert asked == {
        "board": (True, True), "commissioner": (True, True), "family_rep": (False, False), "sam": (False, False),
        "olu": (False, False), "priya": (False, False),
    }  # fmt: skip


def test_the_maker_may_not_check(council: World) -> None:
    other = actions.start_board(by=council.actor("olu"), organisation=council.council, name="Another")
    for key in ("board", "commissioner"):
        actions.give_seat(by=council.actor("olu"), board=other, user=council.users[key], seat=Seat.COMMISSIONER)
    period = actions.make_report(by=council.actor("board"), board=other)
    assert decide(council.actor("board"), "boards.check_report", period).reason == "made_it"
    assert decide(council.actor("commissioner"), "boards.check_report", period)
    assert decide(council.actor("commissioner"), "boards.release_report", period).reason == "not_checked"


def test_the_seeded_council_is_the_same_every_time(council: World) -> None:
    import random

    from tests.partnership_boards.conftest import last_day
    from tests.scenarios.council import _add_person, _Crowd

    crowds = (_Crowd(), _Crowd())
    for crowd in crowds:
        chance = random.Random(1)
        for _each in range(20):
            _add_person(crowd, council, chance, last_day())
    one, two = ([wish.in_my_words for wish in crowd.outcomes] for crowd in crowds)
    assert one == two and len(set(one)) > 15
