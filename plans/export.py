"""Everything that is mine, as plain data and as a page to read: every tool by construction, nothing chosen by hand.

`docs/take-away.md` says what each thing is. A tool that is declared tomorrow is in the file tomorrow: the questions come
from its declaration, the answers and their history from the database, each with every field that it has.
"""

from __future__ import annotations

import json
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import IO, Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from documents.models import StoredFile
from people.actors import Actor
from people.audiences import audiences
from people.enums import Level
from people.models import Connection, Person
from plans.enums import Place
from plans.models import Action, Item, Note, Outcome, Part, Plan, Suggestion
from plans.reading import line_of
from plans.shared_plan import title_of
from plans.tools import TOOLS
from plans.tools.declaration import Question

FORMAT, FORMAT_VERSION = "person-centred-plan", 1
ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "audio/mpeg": "mp3", "audio/mp4": "m4a", "audio/webm": "weba"}
ENDINGS |= {"audio/ogg": "ogg", "audio/wav": "wav", "video/mp4": "mp4", "video/webm": "webm"}


@dataclass(frozen=True)
class Section:
    """Something that an app above knows of the person: a name in plan.json, and a page beside plan.html."""

    build: Callable[[Plan, Files], Any]
    page: str
    template: str


_ABOVE: dict[str, Section] = {}


def also(name: str, *, page: str, template: str) -> Callable[[Callable[[Plan, Files], Any]], Callable[[Plan, Files], Any]]:
    """An upper app adds what it knows: `name` in plan.json holds what the function returns, `page` shows it."""

    def register(build: Callable[[Plan, Files], Any]) -> Callable[[Plan, Files], Any]:
        _ABOVE[name] = Section(build, page, template)
        return build

    return register


@dataclass
class Files:
    """The photos, sounds and films of a plan, by the names they have in the file that is taken away.

    It also remembers who and what was looked up, so that a long history costs one reading of each.
    """

    names: dict[UUID, str] = field(default_factory=dict)
    stored: list[StoredFile] = field(default_factory=list)
    looked_up: dict[tuple[Any, Any], Any] = field(default_factory=dict)

    def name_of(self, stored: StoredFile | None) -> str:
        """The name of a file in the zip, or nothing. A file that two answers share is there once."""
        if stored is None:
            return ""
        if stored.pk not in self.names:
            ending = ENDINGS.get(stored.content_type.partition(";")[0].strip(), "bin")
            self.names[stored.pk] = f"files/{len(self.names) + 1:04d}.{ending}"
            self.stored.append(stored)
        return self.names[stored.pk]


def write_zip(to: IO[bytes], plan: Plan, *, language: str, pdf: Callable[[], bytes] | None = None) -> None:
    """Write the whole file: `plan.json`, `plan.html`, `plan.pdf` where there is one, and the media in `files/`.

    A medium whose bytes are gone from the store is left out and named in `plan.json` as missing.
    """
    files = Files()
    with translation.override(language):
        content = everything(plan, files)
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as book:
        content["files"] = [_put(book, files.names[each.pk], each) for each in files.stored]
        if pdf is not None:
            book.writestr("plan.pdf", pdf(), zipfile.ZIP_STORED)
        book.writestr("plan.json", as_json(content))
        with translation.override(language):
            pages = [section.page for section in _ABOVE.values()]
            page = {"plan": content, "language": language, "has_pdf": pdf is not None, "pages": pages}
            book.writestr("plan.html", render_to_string("plans/take_away_page.html", page))
            for section in _ABOVE.values():
                book.writestr(section.page, render_to_string(section.template, page))
            book.writestr("look.css", render_to_string("plans/take_away_look.css"))


def _put(book: zipfile.ZipFile, name: str, stored: StoredFile) -> dict[str, Any]:
    about = {"name": name, "type": stored.content_type, "bytes": stored.bytes, "description": stored.description}
    try:
        with default_storage.open(stored.storage_name) as source, book.open(name, "w", force_zip64=True) as target:
            while piece := source.read(1 << 20):
                target.write(piece)
    except FileNotFoundError:
        return about | {"missing": True}
    return about | {"missing": False}


def as_json(content: Mapping[str, Any]) -> str:
    """One text for one content, readable by people too."""
    return json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)


def everything(plan: Plan, files: Files) -> dict[str, Any]:
    """All that the plan holds, with the history of each answer, who is in the circle and who can see what."""
    person = plan.person
    owner = Actor(user=person.user)
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "made_at": timezone.now(),
        "person": plain(person, files)
        | {"communication_needs": [plain(each, files) for each in person.communication_needs.all()]},
        "circle": [plain(each, files) for each in Connection.objects.visible_to(owner).filter(circle=person.pk)],
        "parts": _parts(owner, plan, files),
        "notes": [_with_history(each, files) for each in Note.objects.visible_to(owner).prefetch_related("history")],
        "promises": [plain(each, files) for each in Action.objects.visible_to(owner).filter(plan=plan)],
        "played": plan.played,
        **{name: section.build(plan, files) for name, section in _ABOVE.items()},
        "files": [],
    }


def _parts(owner: Actor, plan: Plan, files: Files) -> list[dict[str, Any]]:
    answers = _by_part(
        Item.objects.visible_to(owner).filter(part__plan=plan).with_voices().select_related("recording", "typed_by")
        .prefetch_related("history")
    )  # fmt: skip
    wishes = _by_part(
        Outcome.objects.visible_to(owner).filter(part__plan=plan).prefetch_related("history", "barriers", "changes")
    )
    ideas = _by_part(Suggestion.objects.visible_to(owner).filter(part__plan=plan))
    seen_by = audiences(plan.pk)
    return [
        {
            **plain(part, files), "title": title_of(part), "place_name": str(Place(part.place).label),
            "who_can_see": [_slip(slip) for slip in seen_by.get(part.pk, [])],
            "questions": _questions(part, plan.person, answers.get(part.pk, []), files),
            "wishes": [_wish(each, files) for each in wishes.get(part.pk, [])],
            "suggestions": [plain(each, files) for each in ideas.get(part.pk, [])],
        }
        for part in Part.objects.visible_to(owner).filter(plan=plan)
    ]  # fmt: skip


def _by_part(rows: Iterable[Any]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.part_id].append(row)
    return found


def _slip(slip: Any) -> dict[str, Any]:
    return {
        "who": slip.connection.name, "may": str(Level(slip.level).label), "since": slip.given_at, "until": slip.ends_at,
        "by_law": slip.authority_id is not None,
    }  # fmt: skip


def _questions(part: Part, person: Person, items: list[Item], files: Files) -> list[dict[str, Any]]:
    """The tool's questions in order, with their answers; then answers to questions that the tool no longer asks."""
    tool = TOOLS.get(part.tool)
    asked = {each.key: each for each in tool.questions} if tool else {}
    keys = [*asked, *dict.fromkeys(item.field for item in items if item.field not in asked)]
    return [_question(key, asked.get(key), [each for each in items if each.field == key], files) for key in keys]


def _question(key: str, asked: Question | None, items: list[Item], files: Files) -> dict[str, Any]:
    return {
        "key": key,
        "asked": str(asked.you) if asked else "",
        "heading": str(asked.heading) if asked else key,
        "takes": asked.kind.value if asked else "",
        "answers": [_answer(asked, each, files) for each in items],
    }


def _answer(asked: Question | None, item: Item, files: Files) -> dict[str, Any]:
    line = line_of(item, asked)
    cells = [{"label": str(cell.label), "words": words} for cell, words in line.cells if words]
    return _with_history(item, files) | {"words": line.words, "cell_words": cells, "note": line.note}


def _wish(outcome: Outcome, files: Files) -> dict[str, Any]:
    return _with_history(outcome, files) | {
        "barriers": [plain(each, files) for each in outcome.barriers.all()],
        "changes": [plain(each, files) for each in outcome.changes.all()],
    }


def _with_history(row: Any, files: Files) -> dict[str, Any]:
    events = sorted(row.history.all(), key=lambda each: each.pgh_id)
    return plain(row, files) | {"history": [plain(each, files) for each in events]}


def plain(row: models.Model, files: Files) -> dict[str, Any]:
    """Every column of a row by its name: a file as its name in the zip, somebody as their name, a link as its id."""
    return {each.name: _value(row, each, files) for each in row._meta.concrete_fields}


def _value(row: models.Model, column: Any, files: Files) -> Any:
    if not column.is_relation:
        return getattr(row, column.attname)
    key = getattr(row, column.attname)
    if key is None or not issubclass(column.related_model, (StoredFile, get_user_model())):
        return key
    found = _found(row, column, key, files)
    if issubclass(column.related_model, StoredFile):
        return files.name_of(found)
    return found.get_short_name() if found else ""


def _found(row: models.Model, column: Any, key: Any, files: Files) -> Any:
    """The row behind a link, looked up once for the whole file. History may point at a file or somebody who is gone."""
    model = column.related_model
    if column.is_cached(row):
        return getattr(row, column.name)
    if (model, key) not in files.looked_up:
        files.looked_up[model, key] = model._base_manager.filter(pk=key).first()
    return files.looked_up[model, key]


def file_name(plan: Plan) -> str:
    """What the download is called."""
    return f"{slugify(plan.person.preferred_name) or 'my'}-{slugify(_('my plan'))}.zip"
