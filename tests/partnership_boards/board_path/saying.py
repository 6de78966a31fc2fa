"""What the tests of a board's PATH say and open."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from partnership_boards import path_actions as actions
from partnership_boards.enums import PathKind
from partnership_boards.models import BoardPath, PathEntry
from tests.scenarios import World

Knock = Callable[[str], Client]


def say(council: World, path: BoardPath, kind: PathKind, **cells: object) -> PathEntry:
    return actions.say(by=council.actor("board"), path=path, kind=kind, operation=uuid.uuid4(), cells=cells)


def page_of(path: BoardPath, name: str = "board_path", *args: object) -> str:
    return reverse(name, args=[path.pk, *args])
