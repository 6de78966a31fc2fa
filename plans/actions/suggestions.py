"""Other people's words, and words from another part of the plan, are offered. The person says what happens to them."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from audit import record
from people.actions import add_connection
from people.actors import Actor
from people.enums import Ring
from people.models import Connection
from plans.actions.offers import IN_THE_WAY, MY_PEOPLE, OUTCOME, Target, first_cell, many_names, may_say_yes
from plans.actions.outcomes import add_barrier
from plans.actions.parts import start_part
from plans.barriers import Barrier as BarrierCode
from plans.enums import ItemKind, PlanFor, SuggestionKind, SuggestionState
from plans.models import Action, Item, Outcome, Part, Suggestion
from plans.once import keep_once
from plans.tools import TOOLS
from plans.tools.declaration import CellKind, Feeds, FieldKind, Question

# What kind of thing gets in the way, where the question itself says so; elsewhere the person is asked (2.2, 2.18, 2.21).
BARRIERS = {
    ("relationship_circle", "missing"): BarrierCode.PEOPLE,
    ("matching", "not_a_match"): BarrierCode.STAFF,
    ("staying_well", "what_if"): BarrierCode.STAFF,
}


@transaction.atomic
def suggest(*, by: Actor, part: Part, field: str, text: str, operation: uuid.UUID) -> Suggestion:
    """Offer words to a question of somebody's plan, in one's own voice. Sent twice it is kept once.

    Raises PermissionDenied when `by` has no live tie with the person.
    """
    tie = Connection.objects.live().filter(circle_id=part.plan_id, user=by.user).order_by("voice").first()
    if tie is None:
        raise PermissionDenied("not_connected")
    suggestion, made = keep_once(Suggestion.objects, operation, {
            "part": part, "field": field, "kind": SuggestionKind.SUGGESTION, "text": text, "said_by": tie,
            "said_by_name": tie.name,
        },
    )  # fmt: skip
    if suggestion.part_id != part.pk or suggestion.said_by_id != tie.pk:
        raise PermissionDenied("not_yours")
    if made:
        _record(by, "plans.suggested", suggestion)
    return suggestion


# --- what the person answers --------------------------------------------------------------------------------

SaveAnswer = Callable[[Part, str, str], Item]
Made = Item | Outcome | Connection | None


@transaction.atomic
def accept_suggestion(*, by: Actor, suggestion: Suggestion, text: str = "", save: SaveAnswer) -> Made:
    """Yes, in these words or in my own (`text`): they become the person's answer where they belong.

    `save` keeps the new answer, as `items.save_item` does; it is given so that saving may itself make offers.
    Returns what was made: an answer, a wish, a tie of the circle, or None when it was answered before.
    Raises PermissionDenied where the words would go to a place of the plan that is not this actor's.
    """
    words = text.strip() or suggestion.text
    if not may_say_yes(by, suggestion):
        raise PermissionDenied("not_their_place")
    if not _answer(by, suggestion, SuggestionState.ACCEPTED):
        return None
    made = _made_of(by, suggestion, words, save)
    if isinstance(made, Item):
        Item.objects.filter(pk=made.pk).update(source_item=suggestion.source_item)
        Suggestion.objects.filter(pk=suggestion.pk).update(made_item=made)
    return made


def _made_of(by: Actor, suggestion: Suggestion, words: str, save: SaveAnswer) -> Made:
    """What a yes makes. A wish is no answer of a question but a row of its own, and so is somebody of the circle."""
    if suggestion.kind == SuggestionKind.SUGGESTION and suggestion.part.tool != OUTCOME:
        return _save_in_its_place(suggestion.part, suggestion.field, words, save)
    if suggestion.field == IN_THE_WAY.key:
        return _put_in_the_way(by, suggestion, words)
    if suggestion.kind == SuggestionKind.SUGGESTION or suggestion.field == OUTCOME:
        return _make_outcome(by, suggestion, words)
    target = Target.of(suggestion.field)
    part = start_part(by=by, plan=suggestion.part.plan, tool=target.tool)
    if target == MY_PEOPLE:
        return _add_to_my_people(by, part, words)
    if target.question and target.question.takes_one and _has_its_answer(part, target):
        part = start_part(by=by, plan=suggestion.part.plan, tool=target.tool, setting=words[:80])
    return _save_in_its_place(part, target.field, words, save)


def _has_its_answer(part: Part, target: Target) -> bool:
    """Whether a question of one answer has it: another is a part of its own, and no word is written over."""
    return Item.objects.kept().filter(part=part, field=target.field).exists()


def _add_to_my_people(by: Actor, part: Part, name: str) -> Connection:
    """Somebody in the circle, where the person may move them. It lets them see nothing of the plan."""
    person = part.plan.person
    there = Connection.objects.live().filter(circle_id=part.plan_id, name__iexact=name).first()
    return there or add_connection(by=by, person=person, name=name[:80], ring=Ring.KNOWN)


def _save_in_its_place(part: Part, field: str, words: str, save: SaveAnswer) -> Item:
    """Keep words as an answer; in a question of rows they are the first cell of a new row."""
    made = save(part, field, words)
    question = TOOLS[part.tool].question(field) if part.tool in TOOLS else None
    first = first_cell(question) if question and question.kind == FieldKind.ROWS else None
    if first is not None:
        # `save` keeps words alone. The row is new, so that moving them into its cell can clash with nobody.
        Item.objects.filter(pk=made.pk).update(text="", kind=ItemKind.ROW, cells={first.key: words})
    return made


def _make_outcome(by: Actor, suggestion: Suggestion, words: str) -> Outcome:
    part = start_part(by=by, plan=suggestion.part.plan, tool=OUTCOME)
    position = Outcome.objects.filter(part=part).count() + 1
    outcome = Outcome.objects.create(
        part=part, in_my_words=words, source_item=suggestion.source_item, position=position
    )
    record.write(actor=by, action="plans.outcome_saved", about_person=part.plan_id, obj=outcome, part_key=part.tool)
    named = _who_and_when(suggestion)
    if named is not None:
        who, day = named
        known = Connection.objects.live().filter(circle_id=part.plan_id, name__iexact=who).first()
        promise = Action.objects.create(
            plan=part.plan, outcome=outcome, what=words[:300], who=who[:120], who_connection=known, by_when=day
        )
        record.write(actor=by, action="plans.promised", about_person=part.plan_id, obj=promise, part_key=part.tool)
    return outcome


def _put_in_the_way(by: Actor, suggestion: Suggestion, words: str) -> Outcome:
    """What gets in the way stands with the wish that came of the same answer, or with a wish made of it now.

    Only the person's own yes confirms it, and telling the board of its kind stays a choice of its own, not made here.
    """
    same = Outcome.objects.kept().filter(part__plan=suggestion.part.plan_id, source_item=suggestion.source_item)
    outcome = same.first() if suggestion.source_item_id else None
    if outcome is None:
        outcome = _make_outcome(by, suggestion, words)
        of_the_same = Suggestion.objects.filter(source_item=suggestion.source_item, field=OUTCOME)
        of_the_same.open().update(state=SuggestionState.ACCEPTED, answered_at=timezone.now())
    add_barrier(by=by, outcome=outcome, code=_kind_of_barrier(suggestion), in_my_words=words)
    return outcome


def _kind_of_barrier(suggestion: Suggestion) -> BarrierCode:
    field = suggestion.source_item.field if suggestion.source_item else ""
    code = BARRIERS.get((suggestion.part.tool, field), BarrierCode.OTHER)
    carer = code == BarrierCode.STAFF and suggestion.part.plan.about == PlanFor.CARER
    return BarrierCode.CARER if carer else code


def _who_and_when(suggestion: Suggestion) -> tuple[str, date] | None:
    """The one name and the day of the row that an action came from, where both were said."""
    item = suggestion.source_item
    question = TOOLS[suggestion.part.tool].question(item.field) if item and suggestion.part.tool in TOOLS else None
    if item is None or question is None or not any(Feeds.ACTION in cell.feeds for cell in question.cells):
        return None
    who = _first_of(question, item, CellKind.PERSON)
    day = _first_of(question, item, CellKind.DAY)
    try:
        return (who, date.fromisoformat(day)) if who and not many_names(who) else None
    except ValueError:
        return None


def _first_of(question: Question, item: Item, kind: CellKind) -> str:
    return next((item.cells.get(cell.key, "").strip() for cell in question.cells if cell.kind == kind), "")


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
        only_me=_is_private(suggestion),
    )  # fmt: skip
    Suggestion.objects.filter(pk=suggestion.pk).update(made_item=item)


def _is_private(suggestion: Suggestion) -> bool:
    tool = TOOLS.get(suggestion.part.tool)
    question = tool.question(suggestion.field) if tool else None
    return question is not None and question.private


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
