"""Other people's words, and words from another part of the plan, are offered. The person says what happens to them."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from audit import record
from people.actors import Actor
from people.models import Connection
from plans.actions.parts import start_part
from plans.enums import SuggestionKind, SuggestionState
from plans.models import Item, Outcome, Part, Suggestion
from plans.tools import TOOLS
from plans.tools.declaration import Feeds

# Where words may go on to: the tool and its question. An offer's `field` is the key of the tool.
TARGETS = {Feeds.OUTCOME: ("outcome", "in_my_words"), Feeds.SUPPORT: ("one_page_profile", "support")}
TARGET_QUESTION = dict(TARGETS.values())


@transaction.atomic
def suggest(*, by: Actor, part: Part, field: str, text: str, operation: uuid.UUID) -> Suggestion:
    """Offer words to a question of somebody's plan, in one's own voice. Sent twice it is kept once.

    Raises PermissionDenied when `by` has no live tie with the person.
    """
    tie = Connection.objects.live().filter(circle_id=part.plan_id, user=by.user).order_by("voice").first()
    if tie is None:
        raise PermissionDenied("not_connected")
    suggestion, made = Suggestion.objects.get_or_create(
        pk=operation,
        defaults={
            "part": part, "field": field, "kind": SuggestionKind.SUGGESTION, "text": text, "said_by": tie,
            "said_by_name": tie.name,
        },
    )  # fmt: skip
    if suggestion.part_id != part.pk or suggestion.said_by_id != tie.pk:
        raise PermissionDenied("not_yours")
    if made:
        _record(by, "plans.suggested", suggestion)
    return suggestion


def offer_from(*, part: Part, item: Item) -> None:
    """Offer an answer's words to the parts that its question feeds, inside the transaction that saves it.

    An open offer follows the words; a no is asked again only when the words change; a yes is not asked again.
    """
    if item.said_by_id is not None or item.beside_id is not None:
        return
    for target, words in _offers_of(part.tool, item):
        earlier = Suggestion.objects.filter(source_item=item, field=target)
        if earlier.filter(state__in=[SuggestionState.ACCEPTED, SuggestionState.BESIDE]).exists():
            continue
        if not earlier.open().update(text=words, source_version=item.version):
            Suggestion.objects.create(
                part=part, field=target, kind=SuggestionKind.OFFER, text=words, source_item=item,
                source_version=item.version,
            )  # fmt: skip


def _offers_of(tool: str, item: Item) -> list[tuple[str, str]]:
    """(target tool, words) for each thing this answer feeds: a row offers the cell that says so."""
    question = TOOLS[tool].question(item.field)
    if question is None:
        return []
    if question.cells:
        fed = [(feed, item.cells.get(cell.key, "")) for cell in question.cells for feed in cell.feeds]
    else:
        fed = [(feed, item.text) for feed in question.feeds]
    return [(TARGETS[feed][0], words) for feed, words in fed if feed in TARGETS and words and TARGETS[feed][0] != tool]


SaveAnswer = Callable[[Part, str, str], Item]


@transaction.atomic
def accept_suggestion(*, by: Actor, suggestion: Suggestion, text: str = "", save: SaveAnswer) -> None:
    """Yes, in these words or in my own (`text`): they become the person's answer where they belong.

    `save` keeps the new answer, as `items.save_item` does; it is given so that saving may itself make offers.
    """
    words = text.strip() or suggestion.text
    if not _answer(by, suggestion, SuggestionState.ACCEPTED):
        return
    if suggestion.kind == SuggestionKind.SUGGESTION:
        made: Item | None = save(suggestion.part, suggestion.field, words)
    elif suggestion.field == "outcome":
        made = None
        _make_outcome(by, suggestion, words)
    else:
        target = start_part(by=by, plan=suggestion.part.plan, tool=suggestion.field)
        made = save(target, TARGET_QUESTION[suggestion.field], words)
    if made is not None:
        Item.objects.filter(pk=made.pk).update(source_item=suggestion.source_item)
        Suggestion.objects.filter(pk=suggestion.pk).update(made_item=made)


def _make_outcome(by: Actor, suggestion: Suggestion, words: str) -> None:
    part = start_part(by=by, plan=suggestion.part.plan, tool="outcome")
    outcome = Outcome.objects.create(part=part, in_my_words=words, source_item=suggestion.source_item)
    record.write(actor=by, action="plans.outcome_saved", about_person=part.plan_id, obj=outcome, part_key=part.tool)


@transaction.atomic
def keep_beside(*, by: Actor, suggestion: Suggestion) -> None:
    """Keep somebody's words as theirs, beside the person's own. An offer has no voice of its own: it is left as it is."""
    if suggestion.kind == SuggestionKind.OFFER:
        return
    if not _answer(by, suggestion, SuggestionState.BESIDE):
        return
    item = Item.objects.create(
        part=suggestion.part, field=suggestion.field, text=suggestion.text, said_by=suggestion.said_by,
        said_by_name=suggestion.said_by_name, typed_by=suggestion.said_by.user if suggestion.said_by else None,
        agreed_by_me="not_yet", position=Item.objects.filter(part=suggestion.part, field=suggestion.field).count() + 1,
    )  # fmt: skip
    Suggestion.objects.filter(pk=suggestion.pk).update(made_item=item)


@transaction.atomic
def refuse_suggestion(*, by: Actor, suggestion: Suggestion) -> None:
    """No. Nobody is told, and the same words are not asked again."""
    _answer(by, suggestion, SuggestionState.REFUSED)


def _answer(by: Actor, suggestion: Suggestion, state: SuggestionState) -> bool:
    """Close an open suggestion once. Returns False when it was answered before."""
    answered = Suggestion.objects.filter(pk=suggestion.pk).open().update(state=state, answered_at=timezone.now())
    if answered:
        _record(by, "plans.suggestion_answered", suggestion, state=str(state))
    return bool(answered)


def _record(by: Actor, action: str, suggestion: Suggestion, **details: object) -> None:
    record.write(
        actor=by, action=action, about_person=suggestion.part.plan_id, obj=suggestion,
        part_key=suggestion.part.tool, field=suggestion.field, **details,
    )  # fmt: skip
