"""Words from one part of the plan are offered to another: asked once, and never copied in silence.

Every answer that a tool says may feed something makes an offer when it is saved. What the person answers to it is in
`suggestions`.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from people.actors import Actor
from people.models import Connection, RecordedAuthority
from plans.answers import cell_words
from plans.enums import SuggestionKind, SuggestionState
from plans.helping_hand import among_all_answers
from plans.models import Barrier, Item, Outcome, Part, Suggestion
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


IN_THE_WAY = Target(OUTCOME, "in_the_way")  # what gets in the way is kept with a wish
MY_PEOPLE = Target("relationship_circle", "people")  # somebody of the circle is no answer but a tie

# Where the words of an answer may go on to, the first home first: another counts only where its part is begun and the
# first is not. A promise needs a name and a day, so an action is offered as a wish, with its promise where both are said.
TARGETS: dict[Feeds, tuple[Target, ...]] = {
    Feeds.APPRECIATE: (Target("one_page_profile", "appreciate"),),
    Feeds.TO: (Target("one_page_profile", "important_to"), Target("to_for_balance", "to")),
    Feeds.FOR: (Target("to_for_balance", "for"),),
    Feeds.SUPPORT: (Target("one_page_profile", "support"),),
    Feeds.OUTCOME: (Target(OUTCOME),),
    Feeds.ACTION: (Target(OUTCOME),),
    Feeds.BARRIER: (IN_THE_WAY,),
    Feeds.QUESTION: (Target("to_for_balance", "need_to_find_out"),),
    Feeds.PERSON: (MY_PEOPLE,),
    Feeds.PLACE: (Target("places", "places"),),
    Feeds.RISK: (Target("positive_risk", "worries"),),
    Feeds.WHAT_IF: (Target("staying_well", "what_if"),),
    Feeds.TRY_SAFELY: (Target("positive_risk", "what_i_want"),),
    Feeds.DECISION: (Target("decision_agreement", "rows"),),
}

# One entry of a log is a note. The same words in this many entries are offered to the profile (2.13).
SEEN_OFTEN = 4


@among_all_answers
def offer_from(*, part: Part, item: Item) -> None:
    """Offer an answer's words to the parts that its question feeds, inside the transaction that saves it.

    An open offer follows the words; a no is asked again only when the words change; a yes is not asked again.
    What is for the person alone is never offered, and an offer of it that was open is taken back.
    """
    question = TOOLS[part.tool].question(item.field) if part.tool in TOOLS else None
    if question is None:
        return
    if item.only_me or (part.tool, item.field) in NEVER_OFFERED:
        Suggestion.objects.filter(source_item=item).open().delete()
        return
    often = seen_often(question)
    if often:
        _offer_repeats(part, item, often)
    elif _in_the_persons_voice(item) and not _pressed_and_offers_nothing(question, item):
        _offer_all(part, item, list(_fed(question, item)))


@among_all_answers
def offer_what_was_lost(*, part: Part, item: Item) -> None:
    """The person takes out what mattered: offer to win it back (planning tools reference, 2.1), asked once.

    What stood for less than a day was a slip of the hand and no loss. What is for the person alone is never offered.
    """
    question = TOOLS[part.tool].question(item.field) if part.tool in TOOLS else None
    if question is None or item.only_me or not item.text or not _in_the_persons_voice(item):
        return
    if item.taken_out_at is not None and (item.taken_out_at - item.created_at).days >= 1:
        _offer_all(part, item, [(feed, item.text) for feed in question.feeds_when_lost])


def take_lost_back(item: Item) -> None:
    """It is back in the plan: whether it was lost is not asked any more."""
    if is_lost_and_found(item):
        Suggestion.objects.filter(source_item=item, field=OUTCOME).open().delete()


def is_lost_and_found(item: Item) -> bool:
    """Whether this answer's question offers what is taken out of it."""
    question = TOOLS[item.part.tool].question(item.field) if item.part.tool in TOOLS else None
    return bool(question and question.feeds_when_lost)


def _in_the_persons_voice(item: Item) -> bool:
    return item.said_by_id is None and not item.said_by_name and item.beside_id is None


def _pressed_and_offers_nothing(question: Question, item: Item) -> bool:
    pressed = item.cells.get("choice")
    return any(each.picture == pressed and not each.feeds for each in question.choices)


def _fed(question: Question, item: Item) -> Iterator[tuple[Feeds, str]]:
    """(what is fed, words): a row offers the words of each cell that says so, and what it says as a whole."""
    if question.in_words:
        yield from ((feed, item.text) for feed in question.feeds if item.text)
        return
    kept = _cells_of(question, item)
    for cell in question.cells:
        words = "" if cell.options else kept.get(cell.key, "")
        yield from ((feed, words) for feed in cell.feeds if words)
    read = kept | {cell.key: cell_words(cell, kept.get(cell.key, "")) for cell in question.cells}
    for each in question.row_feeds:
        words = each.says(kept, read)
        if words:
            yield each.feed, words


def _cells_of(question: Question, item: Item) -> dict[str, str]:
    """The cells of a row. A picture that was pressed says its first cell; in a circle "person" is somebody's name."""
    kept = {key: str(value).strip() for key, value in item.cells.items()}
    first = first_cell(question)
    if first is not None and item.text and "choice" in kept:
        kept[first.key] = kept.get(first.key) or item.text
    if question.kind == FieldKind.CIRCLE:
        tie = Connection.objects.live().filter(circle_id=item.part.plan_id, pk=_id_of(kept.get("person", ""))).first()
        kept["person"] = tie.name if tie else ""
    return kept


def _id_of(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _offer_all(part: Part, item: Item, fed: Iterable[tuple[Feeds, str]]) -> None:
    targets: dict[Target, str] = {}
    for feed, words in fed:
        target = _home(part, item.field, TARGETS[feed])
        if target is not None and _fits(part, target, words):
            targets.setdefault(target, words)
    # An answer that was just made was never offered: nothing is there to be asked for.
    earlier = list(Suggestion.objects.filter(source_item=item)) if item.version > 1 else []
    for target, words in targets.items():
        _offer(part, item, target, words, [each for each in earlier if each.field == target.key])
    kept = {target.key for target in targets}
    emptied = [each.pk for each in earlier if each.field not in kept and each.state == SuggestionState.OPEN]
    if emptied:
        Suggestion.objects.filter(pk__in=emptied).open().delete()


def _fits(part: Part, target: Target, words: str) -> bool:
    """Whether words can be what they are offered as: a tie is one person, and not the person themself."""
    if target != MY_PEOPLE:
        return True
    myself = {plain(part.plan.person.preferred_name), plain(_("Me"))}
    return len(words) <= MOST_LETTERS_OF_A_NAME and not many_names(words) and plain(words) not in myself


MOST_LETTERS_OF_A_NAME = Connection._meta.get_field("name").max_length or 0


def at_home(tool: str, field: str, homes: tuple[Target, ...]) -> bool:
    """Whether words stand already where they would be offered to, or in its own tool."""
    return Target(tool, field) in homes or any(target.tool == tool for target in homes if target.is_there)


def _home(part: Part, field: str, homes: tuple[Target, ...]) -> Target | None:
    """The home of words: none where they are at home already, or where the tool would offer to itself."""
    there = [target for target in homes if target.is_there]
    if not there or at_home(part.tool, field, homes):
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
    if target == MY_PEOPLE:  # somebody who was taken off is not offered either: that was the person's own no
        return Connection.objects.filter(circle_id=part.plan_id, name__iexact=words).exists()
    if target == IN_THE_WAY:
        kept = Outcome.objects.kept().filter(part__plan=part.plan_id)
        return Barrier.objects.filter(outcome__in=kept, in_my_words__iexact=words[:300]).exists()
    if target.tool == OUTCOME:
        return Outcome.objects.kept().filter(part__plan=part.plan_id, in_my_words__iexact=words).exists()
    there = Item.objects.kept().filter(part__plan=part.plan_id, part__tool=target.tool, field=target.field)
    first = first_cell(target.question) if target.question else None
    return there.filter(**{f"cells__{first.key}__iexact" if first else "text__iexact": words}).exists()


def first_cell(question: Question) -> Cell | None:
    """The cell that words go into when they come from elsewhere: the first that takes words."""
    return next((cell for cell in question.cells if cell.kind in TAKES_WORDS), None)


def many_names(who: str, marks: Iterable[str] = (",", "&", "/", " and ", " a'r ", " a ", " ac ")) -> bool:
    """Whether a promise names more than one: one person keeps a promise best."""
    return any(mark in who for mark in marks)


def may_say_yes(by: Actor, suggestion: Suggestion) -> bool:
    """Whether a yes to an offer is this actor's: the person's, or theirs who act by law where the words would go.

    Who comes into a circle is the person's alone to say.
    """
    if suggestion.kind == SuggestionKind.SUGGESTION or by.is_person(suggestion.part.plan.person):
        return True
    target = Target.of(suggestion.field)
    held = RecordedAuthority.objects.in_force().filter(connection__user=by.user, person=suggestion.part.plan_id)
    return target != MY_PEOPLE and held.filter(places__contains=[TOOLS[target.tool].place]).exists()


# --- what a log shows again and again -----------------------------------------------------------------------


def seen_often(question: Question) -> Mapping[str, tuple[Feeds, ...]]:
    """The cells of a log whose words are offered when many entries say them, and what they feed."""
    return {cell.key: cell.feeds_when_often for cell in question.cells if cell.feeds_when_often}


def _offer_repeats(part: Part, item: Item, often: Mapping[str, tuple[Feeds, ...]]) -> None:
    """Offer what was seen in SEEN_OFTEN entries, whoever wrote them: once for these words, whatever was answered."""
    for cell, feed in ((cell, feed) for cell, feeds in often.items() for feed in feeds):
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
