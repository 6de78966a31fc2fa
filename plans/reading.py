"""A part as a reader sees it: its questions, the lines under each, its drawing. One shape for every page and print."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.actors import Actor
from people.faces import Face, face_of, face_of_person
from people.models import Connection, Person
from plans.answers import cell_words
from plans.as_it_was import copy_for, people_of
from plans.drawings.answers import Answers, Line
from plans.enums import HowWeKnow
from plans.models import Item, Part
from plans.tools import TOOLS
from plans.tools.declaration import NOT_SURE, Cell, CellKind, FieldKind, Question, Tool

WHO = Cell("person", gettext_lazy("Who?"), gettext_lazy("Who?"), gettext_lazy("Who"), kind=CellKind.PERSON)


@dataclass(frozen=True)
class Section:
    """One question of a part and what was said to it."""

    question: Question
    ask: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class PartView:
    """Everything that a page of one part shows, read in one query (two with the people of a circle)."""

    part: Part
    tool: Tool
    me: Face
    mine: bool
    sections: Sequence[Section]
    people: Sequence[Connection] = field(default=())

    @property
    def lines(self) -> Mapping[str, Sequence[Line]]:
        return {section.question.key: section.lines for section in self.sections}

    @property
    def drawing(self) -> Mapping[str, Any]:
        if not self.tool.draw:
            return {}
        return self.tool.draw(Answers(self.lines, self.me, self.people))

    @property
    def photo(self) -> Line | None:
        """The first photo of the part, if it has one."""
        return next((line for lines in self.lines.values() for line in lines if line.item.photo_id), None)

    @property
    def is_empty(self) -> bool:
        return not self.people and not any(section.lines for section in self.sections)


def ask(question: Question, person: Person, actor: Actor) -> str:
    """The question as this reader is asked it: "you" for the person, by name for anybody else."""
    asked = question.asked_for(person.plan.about)
    if actor.is_person(person):
        return str(asked.you)
    return str(asked.named) % {"name": person.preferred_name}


def read_part(actor: Actor, part: Part) -> PartView:
    """The kept answers of a part that the actor may see. `part` was fetched by visible_to, with its person."""
    tool = TOOLS[part.tool]
    person = part.plan.person
    copy = copy_for(actor, part)
    answers = lines_from(copy.items, tool) if copy else lines_of(Item.objects.in_part(actor, part), tool)
    with_circle = any(question.kind == FieldKind.CIRCLE for question in tool.questions)
    people = (copy.people if copy else people_of(part)) if with_circle else ()
    sections = [
        Section(question, ask(question, person, actor), _to_read(question, answers.get(question.key, ()), people))
        for question in tool.questions
    ]
    return PartView(part, tool, face_of_person(person), actor.is_person(person), sections, people)


def _to_read(question: Question, lines: Sequence[Line], people: Sequence[Connection]) -> Sequence[Line]:
    if question.kind == FieldKind.CIRCLE:
        names = {str(tie.pk): tie.name for tie in people}
        return [_about_somebody(line, names.get(line.item.cells.get("person", ""), "")) for line in lines]
    if question.in_order_of:
        return sorted(lines, key=lambda line: _place_in_order(line, question))
    if question.shown_if is None:
        return lines
    cell, code = question.shown_if
    return [line for line in lines if line.item.cells.get(cell) == code]


def line_to_read(actor: Actor, item: Item) -> Line:
    """One answer as the page of its part shows it to this reader: what is said of a tie, with the name of whom it is about."""
    question = TOOLS[item.part.tool].question(item.field)
    line = line_of(item, question)
    if question is None or question.kind != FieldKind.CIRCLE:
        return line
    copy = copy_for(actor, item.part)
    return _to_read(question, [line], copy.people if copy else people_of(item.part))[0]


def _place_in_order(line: Line, question: Question) -> list[int]:
    """Where a row stands by its choices. One without a choice, or not sure of it, comes after those that have one."""
    orders = {
        cell.key: [code for code, *_rest in cell.options if code != NOT_SURE]
        for cell in question.cells
        if cell.key in question.in_order_of
    }
    chosen = ((orders[key], line.item.cells.get(key, "")) for key in question.in_order_of)
    return [order.index(code) if code in order else len(order) for order, code in chosen]


def _about_somebody(line: Line, name: str) -> Line:
    """What is said of a tie, with the name of whom it is about. Whoever is on no ring any more has no name here."""
    if not name:
        return line
    return replace(line, words=f"{name} · {line.words}", cells=[(WHO, name), *line.cells])


def lines_of(items: Any, tool: Tool) -> Mapping[str, Sequence[Line]]:
    """Kept answers by question, the person's own first; a second version stands under the first."""
    return lines_from(items.kept().with_voices().select_related("typed_by"), tool)


def lines_from(items: Iterable[Item], tool: Tool) -> Mapping[str, Sequence[Line]]:
    """The same of answers that were read already, in their order; those taken out are left out."""
    kept = [item for item in items if item.taken_out_at is None]
    beside: dict[Any, list[Line]] = defaultdict(list)
    for item in kept:
        if item.beside_id:
            beside[item.beside_id].append(line_of(item, tool.question(item.field)))
    found: dict[str, list[Line]] = defaultdict(list)
    for item in sorted((each for each in kept if not each.beside_id), key=lambda each: each.said_by_id is not None):
        found[item.field].append(line_of(item, tool.question(item.field), beside.get(item.pk, ())))
    for question in tool.questions:
        if question.newest_first:
            found[question.key].sort(key=_when_it_was, reverse=True)
    return found


def _when_it_was(line: Line) -> tuple[str, datetime]:
    """The day that a log's entry is about, else the day it was written."""
    return line.item.cells.get("date") or line.item.created_at.date().isoformat(), line.item.created_at


def line_of(item: Item, question: Question | None, others: Sequence[Line] = ()) -> Line:
    """One answer as it is shown, in the voice of whoever said it."""
    who = face_of(item.said_by) if item.said_by else None
    if who is None and item.said_by_name:
        who = Face(item.said_by_name, "family")
    cells = [(cell, cell_words(cell, item.cells.get(cell.key, ""))) for cell in question.cells] if question else []
    words = item.text or " · ".join(words for _cell, words in cells if words)
    return Line(item, words, who, cells, others, note_on(item))


def note_on(item: Item) -> str:
    """How these words came here, where the person did not write them alone."""
    if item.said_by_id is None and not item.said_by_name and item.agreed_by_me != "yes" and item.typed_by:
        return _("Typed by %(name)s for me") % {"name": item.typed_by.get_short_name()}
    return "" if item.how_we_know == HowWeKnow.SAID else str(HowWeKnow(item.how_we_know).label)


def own_tie(actor: Actor, part: Part) -> Connection | None:
    """The tie that a reader has with the person, if they are of the circle."""
    if actor.user is None:
        return actor.connection
    ties = Connection.objects.live().filter(Q(circle_id=part.plan_id), Q(user=actor.user))
    return ties.order_by("voice").first()
