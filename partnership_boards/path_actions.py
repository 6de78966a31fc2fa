"""Every write of a board's PATH. What the group said is kept: both of two changes, and all that was taken out."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from audit import record
from documents import actions as documents
from partnership_boards import path_page, path_printing
from partnership_boards.actions import add_board_action
from partnership_boards.enums import PathKind, Perspective, Stream
from partnership_boards.models import (
    BoardAction,
    BoardPath,
    PartnershipBoard,
    PathEntry,
    PathPrint,
    PublishedPath,
    SubGroup,
)
from partnership_boards.path_steps import CELLS, IN_REVIEW
from partnership_boards.reports import digest
from partnership_boards.tasks import wake_the_path_printer
from people.actors import Actor


class PathIsOutError(ValueError):
    """The path is published: nobody can change it any more."""


class ChangedMeanwhileError(ValueError):
    """Somebody else changed the same words since they were read. `now` holds the row as it is."""

    def __init__(self, now: BoardPath) -> None:
        super().__init__("changed meanwhile")
        self.now = now


class NobodyWhoLivesItError(ValueError):
    """Nobody whose lives the path is about is named as a full member."""


@transaction.atomic
def start_path(
    *, by: Actor, board: PartnershipBoard, name: str, vision_owner: str, drawn_on: date, horizon: date,
    sub_group: SubGroup | None = None,
) -> BoardPath:  # fmt: skip
    """A path with nothing on it yet. Its pathfinder is the board, or `sub_group` of it."""
    path = BoardPath.objects.create(
        board=board, sub_group=sub_group, name=name, vision_owner=vision_owner, drawn_on=drawn_on, horizon=horizon
    )
    record.write(actor=by, action="boards.path_started", obj=path)
    return path


@transaction.atomic
def change_path(*, by: Actor, path: BoardPath, version: int, **about: Any) -> BoardPath:
    """Write again what the path is about. Raises ChangedMeanwhileError when `version` is not the newest one."""
    _still_drawing(path)
    changed = BoardPath.objects.filter(pk=path.pk, version=version).update(version=F("version") + 1, **about)
    now = BoardPath.objects.select_related("sub_group").get(pk=path.pk)
    if not changed:
        raise ChangedMeanwhileError(now)
    record.write(actor=by, action="boards.path_changed", obj=path, version=now.version)
    return now


@transaction.atomic
def say(*, by: Actor, path: BoardPath, kind: PathKind, operation: uuid.UUID, cells: Mapping[str, Any]) -> PathEntry:
    """Put one thing on the path. The same `operation` sent twice makes one. Raises PathIsOutError."""
    _open_for(path, kind)
    entry, made = PathEntry.objects.get_or_create(
        pk=operation, path=path, kind=kind, defaults={key: cells[key] for key in CELLS if key in cells}
    )
    if made:
        record.write(actor=by, action="boards.path_said", obj=entry, kind=str(kind))
    return entry


@transaction.atomic
def say_again(
    *, by: Actor, entry: PathEntry, version: int, operation: uuid.UUID, cells: Mapping[str, Any]
) -> PathEntry:
    """Write one thing in other words. When somebody else did so meanwhile, or took it out, both are kept:
    the new words stand beside as an entry of their own, which is given back. Raises PathIsOutError."""
    _open_for(entry.path, PathKind(entry.kind))
    now = PathEntry.objects.select_for_update().get(pk=entry.pk)
    told = {key: cells[key] for key in CELLS if key in cells}
    if all(getattr(now, key) == words for key, words in told.items()) and now.taken_out_at is None:
        return now
    if now.version != version or now.taken_out_at is not None:
        return say(by=by, path=entry.path, kind=PathKind(entry.kind), operation=operation, cells=told)
    PathEntry.objects.filter(pk=now.pk).update(version=version + 1, **told)
    record.write(actor=by, action="boards.path_said_again", obj=entry, version=version + 1)
    return PathEntry.objects.get(pk=now.pk)


@transaction.atomic
def take_out(*, by: Actor, entry: PathEntry) -> None:
    """Leave one thing off the path. It is kept, and can come back. Raises PathIsOutError."""
    _set_aside(by, entry, "boards.path_taken_out", out=True)


@transaction.atomic
def bring_back(*, by: Actor, entry: PathEntry) -> None:
    """Put on the path again what was taken out. Raises PathIsOutError."""
    _set_aside(by, entry, "boards.path_brought_back", out=False)


def _set_aside(by: Actor, entry: PathEntry, action: str, *, out: bool) -> None:
    _open_for(entry.path, PathKind(entry.kind))
    when = timezone.now() if out else None
    if PathEntry.objects.filter(pk=entry.pk, taken_out_at__isnull=out).update(taken_out_at=when):
        record.write(actor=by, action=action, obj=entry)


@transaction.atomic
def put_on_the_plan(
    *, by: Actor, entry: PathEntry, what: str, owner: str, by_when: date, stream: Stream, why: str = "",
    barrier: str = "",
) -> BoardAction:  # fmt: skip
    """A first step becomes a thing to do on the board's action plan, once; asked again it is the same one."""
    now = PathEntry.objects.select_for_update(of=["self"]).select_related("action").get(pk=entry.pk)
    if now.action is not None:
        return now.action
    action = add_board_action(
        by=by, board=entry.path.board, what=what, owner=owner, by_when=by_when, stream=stream, why=why, barrier=barrier
    )
    PathEntry.objects.filter(pk=entry.pk).update(action=action)
    record.write(actor=by, action="boards.path_step_planned", obj=entry, planned=str(action.pk))
    return action


@transaction.atomic
def publish_path(*, by: Actor, path: BoardPath) -> PublishedPath:
    """Freeze a path for everybody to read, once; asked again it is the same one.

    Raises NobodyWhoLivesItError when nobody whose lives it is about is a member. Source: planning tools
    reference, section 4: co-produced membership, people with lived experience named as full members.
    """
    locked = BoardPath.objects.select_for_update().get(pk=path.pk)
    out = PublishedPath.objects.filter(path=locked).first()
    if out is not None:
        return out
    entries = PathEntry.objects.of_path(locked).kept()
    if not entries.of_kind(PathKind.MEMBER).filter(pick=Perspective.CITIZENS).exists():
        raise NobodyWhoLivesItError
    content = path_page.content_of(locked, entries)
    out = PublishedPath.objects.create(path=locked, content=content, sha256=digest(content))
    record.write(actor=by, action="boards.path_published", obj=out, sha256=out.sha256)
    return out


@transaction.atomic
def ask_for_path_print(*, by: Actor, published: PublishedPath, language: str) -> PathPrint:
    """A published path on paper. The same path in the same language is one print."""
    key = documents.content_hash(
        path_printing.TEMPLATE, str(published.pk), published.sha256, language, path_printing.TEMPLATE_VERSION
    )
    document = documents.ask_for_print(
        template=path_printing.TEMPLATE, template_version=path_printing.TEMPLATE_VERSION, language=language,
        content_hash=key,
    )  # fmt: skip
    path_print, asked = PathPrint.objects.get_or_create(
        document=document, defaults={"published": published, "language": language}
    )
    if asked:
        record.write(actor=by, action="boards.path_print_asked", obj=published, language=language)
        transaction.on_commit(wake_the_path_printer)
    return path_print


def _still_drawing(path: BoardPath) -> None:
    """Hold the path until the end of the write, so that it is not published in the middle of it."""
    BoardPath.objects.select_for_update().get(pk=path.pk)
    if PublishedPath.objects.filter(path=path).exists():
        raise PathIsOutError


def _open_for(path: BoardPath, kind: PathKind) -> None:
    """The seven steps are open until the path is out; the look back opens then."""
    if kind not in IN_REVIEW:
        _still_drawing(path)
