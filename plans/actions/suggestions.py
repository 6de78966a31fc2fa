"""Other people's words, and words from another part of the plan, are offered. The person says what happens to them."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from audit import record
from people.actors import Actor
from people.models import Connection
from plans.actions.parts import start_part
from plans.enums import ItemKind, SuggestionKind, SuggestionState
from plans.helping_hand import among_all_answers
from plans.models import Action, Item, Outcome, Part, Suggestion
from plans.once import keep_once
from plans.tools import TOOLS
from plans.tools.declaration import Cell, CellKind, Feeds, FieldKind, Question

OUTCOME = "outcome"  # the tool whose answers are wishes, rows of their own
# The big dream of a PATH is never cut down into an outcome (planning tools reference, 2.14).
NEVER_OFFERED = {("path", "dream")}
TAKES_WORDS = {CellKind.WORDS, CellKind.STORY, CellKind.PERSON, CellKind.PLACE}


@dataclass(frozen=True)
class Target:
    """A question where words may go on to. In a question of rows they fill the first cell."""

    tool: str
    field: str = ""

    @property
    def key(self) -> str:
        """What an offer keeps in its `field`."""
        return f"{self.tool}.{self.field}" if self.field else self.tool

    @classmethod
    def of(cls, key: str) -> Target:
        tool, _dot, field = key.partition(".")
        return cls(tool, field)

    @property
    def question(self) -> Question | None:
        return TOOLS[self.tool].question(self.field) if self.tool in TOOLS else None

    @property
    def is_there(self) -> bool:
        return self.tool == OUTCOME or self.question is not None


# Where the words of an answer may go on to, the first home first: another counts only where its part is begun and the
# first is not. A promise needs a name and a day, so an action is offered as a wish, with its promise where both are said.
TARGETS: dict[Feeds, tuple[Target, ...]] = {
    Feeds.APPRECIATE: (Target("one_page_profile", "appreciate"),),
    Feeds.TO: (Target("one_page_profile", "important_to"), Target("to_for_balance", "to")),
    Feeds.FOR: (Target("to_for_balance", "for"),),
    Feeds.SUPPORT: (Target("one_page_profile", "support"),),
    Feeds.OUTCOME: (Target(OUTCOME),),
    Feeds.ACTION: (Target(OUTCOME),),
    Feeds.QUESTION: (Target("to_for_balance", "need_to_find_out"),),
    Feeds.RISK: (Target("positive_risk", "worries"),),
    Feeds.WHAT_IF: (Target("staying_well", "what_if"),),
    Feeds.PLACE: (Target("places", "places"),),
}
# What somebody wants to choose again goes to "who decides what" as well (2.11).
ALSO: dict[tuple[str, str], tuple[Target, ...]] = {
    ("decisions_now", "want_back"): (Target("decision_agreement", "rows"),)
}

# One entry of a log is a note. The same words in this many entries are offered to the profile (2.13).
SEEN_OFTEN = 4
REPEATS: dict[tuple[str, str], dict[str, Feeds]] = {
    ("learning_log", "log"): {"worked": Feeds.TO, "learned": Feeds.SUPPORT}
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


# --- offers from tool to tool ------------------------------------------------------------------------------


@among_all_answers
def offer_from(*, part: Part, item: Item) -> None:
    """Offer an answer's words to the parts that its question feeds, inside the transaction that saves it.

    An open offer follows the words; a no is asked again only when the words change; a yes is not asked again.
    What is for the person alone is never offered, and an offer of it that was open is taken back.
    """
    question = TOOLS[part.tool].question(item.field) if part.tool in TOOLS else None
    if question is None:
        return
    if question.private or item.only_me or (part.tool, item.field) in NEVER_OFFERED:
        Suggestion.objects.filter(source_item=item).open().delete()
        return
    if (part.tool, item.field) in REPEATS:
        _offer_repeats(part, item)
    elif item.said_by_id is None and not item.said_by_name and item.beside_id is None:
        _offer_all(part, item, dict(_fed(part, question, item)))


def _fed(part: Part, question: Question, item: Item) -> Iterator[tuple[Feeds | Target, str]]:
    """(what is fed, words): a row offers the words of each cell that says so."""
    if not question.in_words:
        for cell in question.cells:
            words = "" if cell.options else item.cells.get(cell.key, "")
            yield from ((feed, words) for feed in cell.feeds if words)
    elif item.text:
        yield from ((feed, item.text) for feed in question.feeds)
    yield from ((target, item.text) for target in ALSO.get((part.tool, item.field), ()) if item.text)


def _offer_all(part: Part, item: Item, fed: dict[Feeds | Target, str]) -> None:
    targets: dict[Target, str] = {}
    for feed, words in fed.items():
        target = _home(part, item.field, (feed,) if isinstance(feed, Target) else TARGETS.get(feed, ()))
        if target is not None:
            targets.setdefault(target, words)
    # An answer that was just made was never offered: nothing is there to be asked for.
    earlier = list(Suggestion.objects.filter(source_item=item)) if item.version > 1 else []
    for target, words in targets.items():
        _offer(part, item, target, words, [each for each in earlier if each.field == target.key])
    kept = {target.key for target in targets}
    emptied = [each.pk for each in earlier if each.field not in kept and each.state == SuggestionState.OPEN]
    if emptied:
        Suggestion.objects.filter(pk__in=emptied).open().delete()


def _home(part: Part, field: str, homes: tuple[Target, ...]) -> Target | None:
    """The home of words: none where they are at home already, or where the tool would offer to itself."""
    there = [target for target in homes if target.is_there]
    if not there or Target(part.tool, field) in homes or any(target.tool == part.tool for target in there):
        return None
    if len(there) == 1:
        return there[0]
    begun = set(
        Part.objects.filter(plan=part.plan_id, tool__in=[each.tool for each in there]).values_list("tool", flat=True)
    )
    return next((target for target in there if target.tool in begun), there[0])


def _offer(part: Part, item: Item, target: Target, words: str, earlier: list[Suggestion]) -> None:
    if any(each.state in (SuggestionState.ACCEPTED, SuggestionState.BESIDE) for each in earlier):
        return
    still_open = [each for each in earlier if each.state == SuggestionState.OPEN]
    if still_open:
        Suggestion.objects.filter(pk=still_open[0].pk).open().update(text=words, source_version=item.version)
    elif not any(each.text == words for each in earlier) and not _says_already(part, target, words):
        _make_offer(part, item, target, words)


def _make_offer(part: Part, item: Item, target: Target, words: str) -> None:
    Suggestion.objects.create(
        part=part, field=target.key, kind=SuggestionKind.OFFER, text=words, source_item=item,
        source_version=item.version,
    )  # fmt: skip


def _says_already(part: Part, target: Target, words: str) -> bool:
    """Whether these very words stand there: nobody is asked to say a thing twice."""
    if target.tool == OUTCOME:
        return Outcome.objects.kept().filter(part__plan=part.plan_id, in_my_words__iexact=words).exists()
    there = Item.objects.kept().filter(part__plan=part.plan_id, part__tool=target.tool, field=target.field)
    first = first_cell(target.question) if target.question else None
    return there.filter(**{f"cells__{first.key}__iexact" if first else "text__iexact": words}).exists()


# --- what a log shows again and again -----------------------------------------------------------------------


def _offer_repeats(part: Part, item: Item) -> None:
    """Offer what was seen in SEEN_OFTEN entries, whoever wrote them: once for these words, whatever was answered."""
    for cell, feed in REPEATS[part.tool, item.field].items():
        for words in _lines(item.cells.get(cell, "")):
            target = _home(part, item.field, TARGETS[feed])
            if target is None or len(_entries_that_say(part, item.field, cell, words)) < SEEN_OFTEN:
                continue
            asked = Suggestion.objects.filter(part=part, field=target.key).values_list("text", flat=True)
            if plain(words) not in {plain(each) for each in asked} and not _says_already(part, target, words):
                _offer_again(part, item, target, words)


def _offer_again(part: Part, item: Item, target: Target, words: str) -> None:
    """One entry may bring only one offer to one question; another line of it waits for the next entry."""
    if not Suggestion.objects.filter(source_item=item, source_version=item.version, field=target.key).exists():
        _make_offer(part, item, target, words)


def _entries_that_say(part: Part, field: str, cell: str, words: str) -> list[uuid.UUID]:
    # The database looks for the longest word only: how words are spaced and stopped is compared here.
    longest = max(plain(words).split(), key=len, default="")
    entries = Item.objects.kept().main().filter(part=part, field=field, only_me=False)
    said = entries.filter(**{f"cells__{cell}__icontains": longest}).values_list("pk", f"cells__{cell}")
    return [pk for pk, all_words in said if plain(words) in {plain(line) for line in _lines(all_words)}]


def _lines(words: str) -> list[str]:
    """The statements of a cell: one a line."""
    return [line.strip() for line in words.splitlines() if line.strip()]


def plain(words: str) -> str:
    """Words as they are compared: without capitals, doubled spaces and the stop at the end."""
    return " ".join(words.casefold().split()).strip(" .!,;")


# --- what the person answers --------------------------------------------------------------------------------

SaveAnswer = Callable[[Part, str, str], Item]


@transaction.atomic
def accept_suggestion(*, by: Actor, suggestion: Suggestion, text: str = "", save: SaveAnswer) -> None:
    """Yes, in these words or in my own (`text`): they become the person's answer where they belong.

    `save` keeps the new answer, as `items.save_item` does; it is given so that saving may itself make offers.
    """
    words = text.strip() or suggestion.text
    if not _answer(by, suggestion, SuggestionState.ACCEPTED):
        return
    made = _made_of(by, suggestion, words, save)
    if made is not None:
        Item.objects.filter(pk=made.pk).update(source_item=suggestion.source_item)
        Suggestion.objects.filter(pk=suggestion.pk).update(made_item=made)


def _made_of(by: Actor, suggestion: Suggestion, words: str, save: SaveAnswer) -> Item | None:
    """The answer that a yes makes. A wish is no answer of a question but a row of its own."""
    if suggestion.kind == SuggestionKind.SUGGESTION and suggestion.part.tool != OUTCOME:
        return _save_in_its_place(suggestion.part, suggestion.field, words, save)
    if suggestion.kind == SuggestionKind.SUGGESTION or suggestion.field == OUTCOME:
        _make_outcome(by, suggestion, words)
        return None
    target = Target.of(suggestion.field)
    part = start_part(by=by, plan=suggestion.part.plan, tool=target.tool)
    return _save_in_its_place(part, target.field, words, save)


def _save_in_its_place(part: Part, field: str, words: str, save: SaveAnswer) -> Item:
    """Keep words as an answer; in a question of rows they are the first cell of a new row."""
    made = save(part, field, words)
    question = TOOLS[part.tool].question(field) if part.tool in TOOLS else None
    first = first_cell(question) if question and question.kind == FieldKind.ROWS else None
    if first is not None:
        # `save` keeps words alone. The row is new, so that moving them into its cell can clash with nobody.
        Item.objects.filter(pk=made.pk).update(text="", kind=ItemKind.ROW, cells={first.key: words})
    return made


def first_cell(question: Question) -> Cell | None:
    """The cell that words go into when they come from elsewhere: the first that takes words."""
    return next((cell for cell in question.cells if cell.kind in TAKES_WORDS), None)


def _make_outcome(by: Actor, suggestion: Suggestion, words: str) -> None:
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


def many_names(who: str, marks: Iterable[str] = (",", "&", "/", " and ", " a'r ", " a ", " ac ")) -> bool:
    """Whether a promise names more than one: one person keeps a promise best."""
    return any(mark in who for mark in marks)


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
