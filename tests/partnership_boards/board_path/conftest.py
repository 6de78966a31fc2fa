"""A small board with two paths: one that is out, and a draft."""

from __future__ import annotations

import pytest

from partnership_boards.enums import Seat
from partnership_boards.models import BoardPath
from people.models import User
from tests.scenarios import World
from tests.scenarios.board_path import add_board_paths


@pytest.fixture
def council(world: World) -> World:
    """The example world with a small board, and its two paths. A report needs more people, a path needs none."""
    from partnership_boards import actions as board_actions

    by = world.actor("olu")
    board = board_actions.start_board(by=by, organisation=world.council, name="Hafren Partnership Board")
    for key, seat, chair in (("board", Seat.PERSON, True), ("family_rep", Seat.FAMILY, False)):
        world.users[key] = User.objects.create_user(f"{key}@demo.example", name=key.title())
        board_actions.give_seat(by=by, board=board, user=world.users[key], seat=seat, co_chair=chair)
    board_actions.publish_purpose(by=world.actor("board"), board=board, easy_read="We listen.", full_text="More.")
    board_actions.form_sub_group(by=world.actor("board"), board=board, name="The doing group")
    world.things["board"] = board
    add_board_paths(world)
    return world


@pytest.fixture
def out(council: World) -> BoardPath:
    return council.things["board_path"]


@pytest.fixture
def draft(council: World) -> BoardPath:
    return council.things["board_path_draft"]
