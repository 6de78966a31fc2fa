"""Who may read and write a PATH of a board. It opens nothing of anybody's plan."""

from __future__ import annotations

from partnership_boards.models import BoardPath
from partnership_boards.permissions import can_change_board
from people.actors import Actor
from people.policy import Decision, allow, deny, rule


@rule("boards.see_path", lists=lambda actor: BoardPath.objects.visible_to(actor), changes=False)
def can_see_path(actor: Actor, path: BoardPath) -> Decision:
    """The members while it is drawn; everybody who may read about the board once it is out."""
    seen = BoardPath.objects.visible_to(actor).filter(pk=path.pk).exists()
    return allow("on_the_board_or_out") if seen else deny("not_out_yet")


@rule("boards.change_path")
def can_change_path(actor: Actor, path: BoardPath) -> Decision:
    """The co-chairs hold the pen until it is published."""
    return deny("published") if hasattr(path, "published") else can_change_board(actor, path.board)


@rule("boards.review_path")
def can_review_path(actor: Actor, path: BoardPath) -> Decision:
    """The co-chairs write down what members say is working, once the path is out."""
    return can_change_board(actor, path.board) if hasattr(path, "published") else deny("not_published")
