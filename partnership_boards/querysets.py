"""Named reads of this app. What is on a board is open to anybody signed in; the rest is for its members."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q

from partnership_boards.enums import PathKind, ReportState, Seat
from people.querysets import DatedQuerySet, live_on, today

if TYPE_CHECKING:
    from people.actors import Actor


def reporters(path: str = "") -> Q:
    """The members who make, check and release reports: co-chairs and the council's seats."""
    return Q(**{f"{path}co_chair": True}) | Q(**{f"{path}seat": Seat.COMMISSIONER})


def seat_of(actor: Actor, path: str) -> Q:
    """Rows whose board, at the end of `path`, the actor sits on today. Read-only eyes sit on none."""
    if actor.user is None or actor.read_only:
        return Q(pk__in=[])
    return Q(**{f"{path}user": actor.user}) & live_on(today(), path)


class BoardMemberQuerySet(DatedQuerySet):
    def of(self, actor: Actor) -> Self:
        """The actor's own live seats."""
        return self.filter(seat_of(actor, ""))

    def visible_to(self, actor: Actor) -> Self:
        """Who sits on a board, and for whom, is known to those who sit on it: a seat may tell of a disability."""
        mine = self.model._default_manager.of(actor).filter(board=OuterRef("board"))
        return self.live().filter(Exists(mine)).select_related("user")


class BoardQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The boards I sit on, and every board that has told its purpose, for anybody signed in."""
        if actor.user is None:
            return self.none()
        mine = self.model._default_manager.filter(seat_of(actor, "members__")).values("pk")
        return self.filter(Q(pk__in=mine) | Q(purposes__isnull=False)).distinct()

    def by_name(self) -> Self:
        return self.select_related("organisation").order_by("name", "pk")


class OnABoardQuerySet(models.QuerySet):
    """Things that a board shows to whoever may see the board."""

    def visible_to(self, actor: Actor) -> Self:
        boards = self.model._meta.get_field("board").related_model._default_manager.visible_to(actor)
        return self.filter(board__in=boards.values("pk"))

    def of_board(self, board: models.Model) -> Self:
        return self.filter(board=board)


class BoardActionQuerySet(OnABoardQuerySet):
    def with_stages(self) -> Self:
        """Each action with its history, in two statements whatever their number."""
        return self.prefetch_related(Prefetch("stages"))

    def from_path(self, path: models.Model) -> Self:
        """Those that were first steps of a path, each with its step."""
        return self.filter(path_step__path=path).select_related("path_step")


class SubGroupQuerySet(OnABoardQuerySet):
    def with_members(self) -> Self:
        return self.prefetch_related(Prefetch("members__user"))


class ReportPeriodQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """A draft is for those who make and check the reports of its board."""
        seats = self.model._meta.get_field("board").related_model._default_manager.filter(
            seat_of(actor, "members__"), reporters("members__")
        )
        return self.filter(board__in=seats.values("pk")).select_related("board", "made_by", "checked_by")

    def of_board(self, board: models.Model) -> Self:
        return self.filter(board=board)

    def in_hand(self) -> Self:
        """Made, and not yet out or put aside."""
        return self.filter(state__in=[ReportState.DRAFT, ReportState.CHECKED])


class PublishedReportQuerySet(OnABoardQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """A released report is open to anybody who is signed in: it holds nothing about anybody."""
        if actor.user is None:
            return self.none()
        return self.select_related("board", "period")


class BoardPathQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Paths of the boards I sit on; and every published one of a board that I may read about."""
        if actor.user is None:
            return self.none()
        boards = self.model._meta.get_field("board").related_model._default_manager
        mine = boards.filter(seat_of(actor, "members__")).values("pk")
        out = Q(published__isnull=False, board__in=boards.visible_to(actor).values("pk"))
        return self.filter(Q(board__in=mine) | out)

    def of_board(self, board: models.Model) -> Self:
        return self.filter(board=board)

    def with_all(self) -> Self:
        """Each path with its board, its group and what was published of it, in one statement."""
        return self.select_related("board__organisation", "sub_group", "published")


class PathEntryQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Words of the paths of my boards; of a published path also what its review says."""
        if actor.user is None:
            return self.none()
        paths = self.model._meta.get_field("path").related_model._default_manager
        boards = self.model._meta.get_field("path").related_model._meta.get_field("board").related_model
        mine = paths.filter(board__in=boards._default_manager.filter(seat_of(actor, "members__")).values("pk"))
        seen = paths.visible_to(actor).values("pk")
        in_review = Q(kind__in=[PathKind.WORKING, PathKind.NOT_WORKING], path__in=seen)
        return self.filter(Q(path__in=mine.values("pk")) | in_review)

    def of_path(self, path: models.Model) -> Self:
        return self.filter(path=path)

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def kept(self) -> Self:
        """Those that nobody took out."""
        return self.filter(taken_out_at=None)

    def taken_out(self) -> Self:
        return self.filter(taken_out_at__isnull=False)

    def with_path(self) -> Self:
        return self.select_related("path__board__organisation", "path__published", "action")


class PublishedPathQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        paths = self.model._meta.get_field("path").related_model._default_manager.visible_to(actor)
        return self.filter(path__in=paths.values("pk"))


class PathPrintQuerySet(models.QuerySet):
    def of(self, published: models.Model, language: str) -> Self:
        """The papers of a published path in one language, the newest first, for a caller who asked who may read it."""
        return self.filter(published=published, language=language).select_related("document").order_by("-pk")
