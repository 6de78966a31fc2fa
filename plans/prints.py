"""A plan on paper: what goes on it for an audience, frozen when it is asked for, and how a worker draws it.

Only what the audience may see is ever gathered, by the same queries as their screen. Before the ink dries
the worker asks again: a right that ended while the print waited lets the print go.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

from documents.models import RenderedDocument, StoredFile
from documents.printing import NoLongerWantedError, Page, Photo, photos_for_print
from people.actors import Actor, seeing_as
from people.models import Connection, Person
from plans.as_it_was import copies_for, wishes_in
from plans.drawings.on_paper import drawing_name, drawing_on_paper
from plans.enums import ActionState, ItemKind, Place
from plans.models import Item, Outcome, Part, PlanPrint
from plans.reading import PartView, Section, read_part
from plans.shared_plan import title_of
from plans.tools.declaration import NOT_SURE, Question
from plans.wishes import HelpKind, how_much_words
from row_security import acting

TEMPLATE = "plans.plan"
TEMPLATE_VERSION = "5"
# What a table on a page that stands upright holds, in letters of 15 points, before its words break too often.
MOST_COLUMNS, MOST_LETTERS = 4, 120
PLACE_ON_PAPER = {
    Place.ME: "about_me",
    Place.PEOPLE: "my_people",
    Place.DAY: "my_day",
    Place.HOME: "my_home",
    Place.DREAMS: "my_dreams",
    Place.HEALTH: "my_health",
    Place.MEETING: "my_meeting",
    Place.MONEY: "my_money",
}


def reader_of(person: Person, audience: Connection | None) -> Actor:
    """Through whose eyes a print is gathered: the person's own, or the audience's."""
    return seeing_as(audience) if audience is not None else Actor(user=person.user)


def content_for(person: Person, audience: Connection | None, language: str) -> dict[str, Any]:
    """All that the paper says, as plain data: parts in order, their sections, lines and voices, photos by id."""
    reader = reader_of(person, audience)
    with translation.override(language):
        parts = Part.objects.visible_to(reader).with_reader_level(reader).filter(plan=person.pk).with_person()
        chapters = [_chapter(reader, part) for part in parts]
    return {
        "name": person.preferred_name,
        "for_whom": audience.name if audience else person.preferred_name,
        "chapters": [chapter for chapter in chapters if chapter["sections"] or chapter["people"]],
    }


def canonical(content: Mapping[str, Any]) -> str:
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def draw(document: RenderedDocument) -> Page:
    """The page of a waiting print. Raises NoLongerWantedError when nobody who asked may still have it."""
    wanted = PlanPrint.objects.filter(document=document).select_related(
        "plan__person__user", "audience__user", "audience__circle", "asked_by"
    )
    for plan_print in wanted:
        with acting.as_user(plan_print.asked_by_id, plan_print.plan_id):
            if still_allowed(plan_print):
                photos = photos_for_print(_photos(plan_print.content))
                return Page(_html(plan_print), {**photos, **_drawings(plan_print.content)})
    raise NoLongerWantedError


def still_allowed(plan_print: PlanPrint) -> bool:
    """Whether every part and answer on this paper is still open to its audience, and its asker is still the person."""
    person = plan_print.plan.person
    if plan_print.asked_by_id != person.user_id or not plan_print.asked_by.is_active:
        return False
    reader = reader_of(person, plan_print.audience)
    on_paper = {uuid.UUID(chapter["part"]) for chapter in plan_print.content["chapters"]}
    open_now = Part.objects.visible_to(reader).filter(pk__in=on_paper).values_list("pk", flat=True)
    answers = {uuid.UUID(line["item"]) for line in _lines(plan_print.content)}
    seen_now = set(Item.objects.visible_to(reader).kept().filter(pk__in=answers).values_list("pk", flat=True))
    if seen_now != answers:
        copies = copies_for(reader, person.pk)
        seen_now |= {item.pk for copy in copies for item in copy.items if item.taken_out_at is None} & answers
    return on_paper == set(open_now) and answers == seen_now


def file_name(plan_print: PlanPrint) -> str:
    """A name for the file that says whose plan and for whom, in plain letters."""
    return f"{slugify(plan_print.content['name']) or 'plan'}-{slugify(plan_print.content['for_whom']) or 'me'}.pdf"


def _chapter(reader: Actor, part: Part) -> dict[str, Any]:
    view = read_part(reader, part)
    sections = _sections(view) + _outcomes(reader, part)
    face = _face(sections)
    return {
        "part": str(part.pk),
        "tool": part.tool,
        "place": PLACE_ON_PAPER[Place(part.place)],
        "place_name": str(Place(part.place).label),
        "title": title_of(part),
        "face": face,
        "sections": [section for section in sections if not face or section["lines"] != [face]],
        "people": _people(view),
        "drawing": _drawing(view),
    }


def _drawing(view: PartView) -> dict[str, Any] | None:
    """The picture of the part, frozen with its words; None where the words are the picture."""
    drawn = drawing_on_paper(view)
    return drawn and {
        "svg": drawn.svg, "words": drawn.words, "photos": list(drawn.photos), "wide": drawn.wide, "key": list(drawn.key),
        "more": list(drawn.more),
    }  # fmt: skip


def _drawings(content: Mapping[str, Any]) -> dict[str, Photo]:
    """Each sheet of each drawing as a file of the print."""
    return {
        drawing_name(chapter["part"], sheet): partial(_svg_file, svg)
        for chapter in content["chapters"]
        if chapter.get("drawing")
        for sheet, svg in enumerate((chapter["drawing"]["svg"], *chapter["drawing"].get("more", ())), start=1)
    }


def _svg_file(svg: str) -> tuple[bytes, str]:
    return svg.encode(), "image/svg+xml"


def _face(sections: list[dict[str, Any]]) -> dict[str, Any] | None:
    """A picture that is the whole answer of the first question goes into the head, as a person's face would."""
    lines = sections[0]["lines"] if sections and not sections[0].get("own") else []
    return lines[0] if len(lines) == 1 and lines[0]["is_photo"] else None


def _sections(view: PartView) -> list[dict[str, Any]]:
    """Each question with an answer: the person's own plain words apart from photos, rows and other voices."""
    return [_section(section) for section in view.sections if section.lines]


def _section(section: Section) -> dict[str, Any]:
    question, lines = section.question, [_line(line, section.question) for line in section.lines]
    own = [line for line in lines if _is_plain(line, question)]
    rows = [line for line in lines if _is_own_row(line) and line not in own]
    head = [] if question.wallet or question.in_order_of else columns_of(rows)
    tabled = rows if head else []
    return {
        "heading": str(question.heading),
        "own": own,
        "table": {"head": head, "rows": [[dict(line["cells"]).get(label, "") for label in head] for line in tabled]},
        "tabled": tabled,
        "wallet": question.wallet,
        "lines": [line for line in lines if line not in own and line not in tabled],
    }


def _is_plain(line: Mapping[str, Any], question: Question) -> bool:
    """The person's own words that stand in one list: said in words, or a row that has one cell."""
    said = not line["cells"] or line["text"] or len(question.cells) == 1
    return bool(said and not (line["photo"] or line["who"] or line["recording"]))


def _is_own_row(line: Mapping[str, Any]) -> bool:
    return bool(line["cells"]) and not any(line[key] for key in ("photo", "who", "recording", "text", "note"))


def columns_of(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """The heads of a table that holds these rows, or none where they are easier to read as cards.

    A table is for two rows or more that fill at most four columns with words short enough to stand side by side.
    """
    longest: dict[str, int] = {}
    for row in rows:
        for label, words in row["cells"]:
            longest[label] = max(longest.get(label, len(label)), len(words))
    fits = len(longest) <= MOST_COLUMNS and sum(longest.values()) <= MOST_LETTERS
    fullest = max((row["cells"] for row in rows), key=len, default=[])
    heads = [label for label, _words in fullest]
    return [*heads, *(label for label in longest if label not in heads)] if len(rows) > 1 and fits else []


def _line(line: Any, question: Question) -> dict[str, Any]:
    item, first = line.item, question.in_order_of[:1]
    return {
        "item": str(item.pk),
        "words": line.words if item.text or not item.recording_id else "",
        "text": item.text,
        "recording": _recording_words(item),
        "language": item.language,
        "photo": str(item.photo_id) if item.photo_id else "",
        "is_photo": item.kind == ItemKind.PHOTO,
        "description": item.photo.description if item.photo_id else "",
        "cells": [[str(cell.label), words] for cell, words in line.cells if words and cell.key not in first],
        "group": _group(line, first) or str(question.no_order),
        "who": line.who.name if line.who else "",
        "voice": str(line.voice),
        "note": line.note,
    }


def _group(line: Any, first: Sequence[str]) -> str:
    """The name of what was chosen in the cell that puts rows in order; nothing where none was, or "not sure"."""
    return next(
        (words for cell, words in line.cells if words and cell.key in first and line.item.cells[cell.key] != NOT_SURE),
        "",
    )


def _recording_words(item: Item) -> str:
    """What paper says in the place of a voice or a film, with how long it plays."""
    if not item.recording_id:
        return ""
    minutes, seconds = divmod(item.recording.seconds, 60)
    words = _("A film (%(long)s)") if item.recording.is_film else _("A recording (%(long)s)")
    return words % {"long": f"{minutes}:{seconds:02d}"}


def _outcomes(reader: Actor, part: Part) -> list[dict[str, Any]]:
    """The changes somebody wants, with the promises made for each."""
    return [
        {
            "heading": outcome.in_my_words,
            "lines": [],
            "facts": [
                [str(label), words]
                for label, words in (
                    (_("Why"), "\n".join(words for words in (outcome.why, outcome.why_again) if words)),
                    (_("How we will know"), outcome.good_looks_like),
                    (_("How much it matters"), how_much_words(outcome.matters)),
                    (_("How sure I am"), how_much_words(outcome.sure)),
                    (_("What would help"), _helps(outcome)),
                    (_("What gets in the way"), _barriers(outcome)),
                    (_("When we look again"), date_format(outcome.check_on, "j F Y") if outcome.check_on else ""),
                )
                if words
            ],
            "promises": [
                [action.what, action.who, date_format(action.by_when, "j F Y")]
                for action in outcome.actions.all()
                if action.state != ActionState.STOPPED
            ],
        }
        for outcome in wishes_in(reader, part)
    ]


def _helps(outcome: Outcome) -> str:
    kinds = ((kind.label, outcome.support.get(kind, "")) for kind in HelpKind)
    return "\n".join(f"{name}: {', '.join(words.splitlines())}" for name, words in kinds if words)


def _barriers(outcome: Outcome) -> str:
    """Each barrier once, or the closer reasons inside it."""
    rows = list(outcome.barriers.all())
    closer = {each.code for each in rows if each.sub_code}
    said = [
        each.get_sub_code_display() or each.get_code_display()
        for each in rows
        if each.sub_code or each.code not in closer
    ]
    return ", ".join(str(words) for words in said)


def _people(view: PartView) -> list[dict[str, Any]]:
    """Who is on the rings, closest first."""
    return [
        {"name": tie.name, "relationship": tie.relationship, "ring": tie.ring, "ring_name": str(tie.get_ring_display())}
        for tie in view.people
    ]


def _lines(content: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every answer on the paper."""
    for chapter in content["chapters"]:
        if chapter["face"]:
            yield chapter["face"]
        for section in chapter["sections"]:
            yield from section.get("own", ())
            yield from section.get("tabled", ())
            yield from section["lines"]


def _photos(content: Mapping[str, Any]) -> dict[uuid.UUID, StoredFile]:
    ids = {line["photo"] for line in _lines(content) if line["photo"]}
    ids |= {photo for chapter in content["chapters"] for photo in (chapter.get("drawing") or {}).get("photos", ())}
    return StoredFile.objects.in_bulk([uuid.UUID(each) for each in ids])


def _html(plan_print: PlanPrint) -> str:
    content = plan_print.content
    with translation.override(plan_print.language):
        return render_to_string(
            "plans/prints/plan.html",
            {
                **content,
                "language": plan_print.language,
                "title": _("%(name)s’s plan") % {"name": content["name"]},
                "made_on": plan_print.asked_at,
                "version": plan_print.number,
                "can_see": _("Only %(name)s") % {"name": content["for_whom"]},
                "can_see_names": content["for_whom"],
            },
        )
