"""Answers are saved one at a time, each save once, and no word is ever lost (T-SAVE).

Every save brings an operation id and the version it was made from. The same save sent twice is stored once.
Two saves made from the same version are both kept, side by side, until the person chooses.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Max, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from audit import record
from documents.actions import store_photo
from documents.errors import KindError
from documents.models import StoredFile
from people.actors import Actor
from people.enums import Language, Voice
from people.models import Connection
from plans.actions.offers import offer_from, offer_what_was_lost, take_lost_back
from plans.actions.parts import note_changed
from plans.actions.room import require_room
from plans.answers import kept_cells
from plans.enums import Agreed, HowWeKnow, ItemKind
from plans.helping_hand import among_all_answers
from plans.models import Item, Part
from plans.once import keep_once, one_at_a_time
from plans.saving import change_this_version
from plans.tools import TOOLS
from plans.tools.declaration import Question


@dataclass(frozen=True)
class Saved:
    """The answer to a save: the item as it now stands, its version, and the item it was kept beside, if any."""

    item: Item
    version: int
    beside: Item | None = None


@dataclass(frozen=True)
class Voices:
    """Whose words a save holds: `said_by` None is the person, and `agreed` is what the person says of it."""

    said_by: Connection | None
    typed_by: Any
    agreed: Agreed


@transaction.atomic
@among_all_answers
def save_item(
    *,
    by: Actor,
    part: Part,
    field: str,
    operation: uuid.UUID,
    base_version: int = 0,
    item_id: uuid.UUID | None = None,
    text: str = "",
    cells: Mapping[str, str] | None = None,
    photo: StoredFile | None = None,
    said_by: Connection | None = None,
    for_me: bool = False,
    how_we_know: HowWeKnow | None = None,
    source_item: Item | None = None,
    known: Item | None = None,
    about: Connection | None = None,
) -> Saved:
    """Keep one answer. Version 0 makes a new item whose id is the operation id; else `item_id` is changed.

    `for_me` is a helper typing the person's own words. `said_by` is somebody of the circle whose words the
    person typed. `known` is the item to change as this request has read it already, with its `said_by`, which
    saves reading it again: whether it still is the version to change is always asked of the database. `about` is whom
    a new row on the rings is about: there is one for each in each voice, and a second one is kept beside it. Raises
    KindError with words for the person, Item.DoesNotExist when the item is not of this part and question,
    PermissionDenied when these words are not this writer's to change.
    """
    words, kept_cells = clean_words(text), _kept_cells(part, field, cells or {})
    if photo is None and not words and not any(kept_cells.values()) and not _shows_more_than_words(part, item_id):
        raise KindError(_("There are no words here yet. Write some, or skip this."))
    voices = _voices(by, part, said_by, for_me)
    fields: dict[str, Any] = {"text": words} | ({"how_we_know": how_we_know} if how_we_know else {})
    if cells is not None:
        fields["cells"] = kept_cells
    if photo is not None:
        fields |= {"photo": photo, "kind": ItemKind.PHOTO}
    elif kept_cells and not words:
        fields["kind"] = ItemKind.ROW
    if base_version == 0 and about is not None:
        return _add_about(by, part, field, operation, voices, fields, about)
    if base_version == 0:
        return _add(by, part, field, operation, voices, fields | {"source_item": source_item})
    return _change(by, part, field, item_id or operation, operation, base_version, voices, fields, known)


def _shows_more_than_words(part: Part, item_id: uuid.UUID | None) -> bool:
    """Whether an answer is a photo or a recording, whose words may be emptied."""
    shown = Q(photo__isnull=False) | Q(recording__isnull=False)
    return item_id is not None and Item.objects.filter(shown, pk=item_id, part=part).exists()


def _kept_cells(part: Part, field: str, cells: Mapping[str, str]) -> dict[str, str]:
    """Every cell cleaned, and the ones that the question declares as their kind keeps them."""
    cleaned = {key: clean_words(value) for key, value in cells.items()}
    asked = _question(part, field)
    return {**cleaned, **kept_cells(asked, cleaned)} if asked and cells else cleaned


def _question(part: Part, field: str) -> Question | None:
    return TOOLS[part.tool].question(field) if part.tool in TOOLS else None


def clean_words(text: str) -> str:
    """Words as they are kept: every letter, emoji and direction mark, without the space around them.

    Raises KindError for more than settings.ANSWER_MAX_CHARACTERS, and for NUL, which no keyboard types and
    PostgreSQL cannot keep.
    """
    if "\x00" in text:
        raise KindError(_("There is a sign in these words that we cannot keep. Please type them again."))
    if len(text) > settings.ANSWER_MAX_CHARACTERS:
        raise KindError(_("That is a lot of words. Please keep it shorter, or make two answers."))
    return text.replace("\r\n", "\n").strip()


def _voices(by: Actor, part: Part, said_by: Connection | None, for_me: bool) -> Voices:
    """First person only if the person said it: anybody else speaks in their own voice, or types for the person."""
    if by.is_person(part.plan.person) or by.user is None:
        if said_by is not None and said_by.circle_id != part.plan_id:
            raise PermissionDenied("not_in_circle")
        return Voices(said_by, by.user, Agreed.YES if said_by is None else Agreed.NOT_YET)
    if for_me or part.plan_id in by.helps:
        return Voices(None, by.user, Agreed.NOT_YET)
    own = Connection.objects.live().filter(circle_id=part.plan_id, user=by.user).order_by("voice").first()
    return Voices(own, by.user, Agreed.NOT_YET)


def _add(by: Actor, part: Part, field: str, operation: uuid.UUID, voices: Voices, fields: Mapping[str, Any]) -> Saved:
    last = Item.objects.filter(part=part, field=field).aggregate(last=Max("position"))["last"] or 0
    asked = _question(part, field)
    item, added = keep_once(Item.objects, operation, {
            "only_me": bool(asked and asked.private), **fields, "part": part, "field": field, "operation": operation,
            "position": last + 1, "said_by": voices.said_by,
            "said_by_name": voices.said_by.name if voices.said_by else "", "typed_by": voices.typed_by,
            "done_by": by.user, "agreed_by_me": voices.agreed, "language": _language(),
        },
    )  # fmt: skip
    if item.part_id != part.pk or item.field != field:
        raise Item.DoesNotExist
    if added:
        _after_save(by, part, item)
    elif not _says(item, fields) and not _said_before(item, operation, fields):
        # The page was sent, its answer was lost on the way, and the writer went on writing in the same place.
        return _change(by, part, field, item.pk, _next_operation(operation, fields), 1, voices, _words_of(fields))
    return Saved(item, item.version, item.beside)


def _add_about(
    by: Actor, part: Part, field: str, operation: uuid.UUID, voices: Voices, fields: Mapping[str, Any], about: Connection
) -> Saved:
    """A new row about somebody. Where one stands in this voice already, another page made it: both are kept."""
    if about.circle_id != part.plan_id:
        raise PermissionDenied("not_in_circle")
    one_at_a_time(f"about {about.pk} {part.pk} {field}")
    person = {"person": str(about.pk)}
    fields = {**fields, "cells": {**fields["cells"], **person}}
    rows = Item.objects.writable_by(by).kept().main().filter(part=part, field=field, cells__contains=person)
    there = rows.filter(said_by=voices.said_by).first()
    if there is None or Item.objects.filter(pk=operation).exists():
        return _add(by, part, field, operation, voices, fields)
    return Saved(there, there.version) if _says(there, fields) else _keep_beside(by, part, there, operation, voices, fields)


def _change(
    by: Actor, part: Part, field: str, item_id: uuid.UUID, operation: uuid.UUID, base_version: int,
    voices: Voices, fields: Mapping[str, Any], known: Item | None = None,
) -> Saved:  # fmt: skip
    of_question = Item.objects.filter(part=part, field=field).select_related("said_by")
    item = known if known is not None and known.field == field else of_question.get(pk=item_id)
    if not may_change_words(by, part, item):
        raise PermissionDenied("not_your_words")
    if "cells" in fields:  # a picture that was found or pressed, and whom a row is about, stay when the words change
        stays = {key: item.cells[key] for key in ("picture", "choice", "person") if key in item.cells}
        fields = {**fields, "cells": {**stays, **fields["cells"]}}
    kept = {
        **fields, "operation": operation, "typed_by": voices.typed_by, "done_by": by.user, "changed_at": timezone.now()
    }  # fmt: skip
    if item.said_by_id is None and not item.said_by_name:  # changed by somebody else, my words wait for my yes again
        kept["agreed_by_me"] = voices.agreed
    if _may_know(by, item) and change_this_version(item.pk, base_version, kept, again=part.plan_id not in by.helps):
        for name, value in {**kept, "version": base_version + 1, "taken_out_at": None, "part": part}.items():
            setattr(item, name, value)
        _after_save(by, part, item)
        return Saved(item, item.version)
    item = of_question.get(pk=item_id)
    if _may_know(by, item) and (_says(item, fields) or _said_before(item, operation, fields)):
        return Saved(item, item.version)
    return _keep_beside(by, part, item, operation, voices, fields)


def _keep_beside(
    by: Actor, part: Part, item: Item, operation: uuid.UUID, voices: Voices, fields: Mapping[str, Any]
) -> Saved:
    """Somebody else saved first: both stay. Words for an answer that was taken out become an answer of their own.

    So do a helper's words for one that the person made "just for me": to the helper it is gone in the same way.
    The answer that words stand beside is held meanwhile: taken out at this very moment, it takes none out of sight.
    """
    first = Item.objects.select_for_update().get(pk=item.beside_id or item.pk)
    gone = item.taken_out_at is not None or first.taken_out_at is not None or not _may_know(by, item)
    mine = Voices(item.said_by, voices.typed_by, Agreed(item.agreed_by_me))
    # A photo or recording that the words are about stands with both versions, so that no choice leaves it behind.
    same = {name: getattr(item, name) for name in ("only_me", "kind", "photo", "recording") if not gone}
    return _add(by, part, item.field, operation, mine, {**same, **fields, "beside": None if gone else first})


def _may_know(by: Actor, item: Item) -> bool:
    """Whether the writer may change this answer at all: one that is "just for me" they may have typed, or own."""
    return not item.only_me or by.user is None or Item.objects.writable_by(by).filter(pk=item.pk).exists()


def keep_in_sight(part_id: uuid.UUID) -> None:
    """A second version whose first one is out, or is a second one itself, becomes an answer of its own."""
    unseen = Item.objects.filter(part=part_id, beside__isnull=False).kept()
    unseen.filter(Q(beside__taken_out_at__isnull=False) | Q(beside__beside__isnull=False)).update(beside=None)


def _words_of(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: fields[name] for name in ("text", "cells", "photo", "kind", "how_we_know") if name in fields}


def _says(item: Item, fields: Mapping[str, Any]) -> bool:
    """Whether an item that is not taken out holds these very words already: then a save of them is no clash."""
    return item.taken_out_at is None and all(
        getattr(item, name) == fields[name] for name in ("text", "cells", "photo") if name in fields
    )


def _said_before(item: Item, operation: uuid.UUID, fields: Mapping[str, Any]) -> bool:
    """Whether this very save is in the history: the same operation with the same words. A replay changes nothing.

    One operation id with other words is a page that was sent, gone back to and changed: those words are new.
    """
    words = {name: fields[name] for name in ("text", "cells") if name in fields}
    return item.history.filter(operation=operation, **words).exists()


def _next_operation(operation: uuid.UUID, fields: Mapping[str, Any]) -> uuid.UUID:
    """The same new id each time the same words follow the same operation."""
    return uuid.uuid5(operation, json.dumps([fields.get("text"), fields.get("cells")], sort_keys=True))


def stands_as_written(by: Actor, part: Part, item: Item) -> bool:
    """An entry of a log by somebody paid stands: it is corrected by a new one (planning tools reference, 1.1 "log").

    The person may take it out all the same.
    """
    question = _question(part, item.field)
    if question is None or not question.newest_first or item.said_by_id is None:
        return False
    return item.said_by.voice == Voice.PAID and not by.is_person(part.plan.person)


def types_for_person(by: Actor, part: Part) -> bool:
    """Whether somebody may type in the person's own words: the person, and family and friends who help, not staff."""
    if by.is_person(part.plan.person):
        return True
    return Connection.objects.live().filter(circle_id=part.plan_id, user=by.user).exclude(voice=Voice.PAID).exists()


def may_change_words(by: Actor, part: Part, item: Item, types: bool | None = None) -> bool:
    """Whose words may be changed by whom, when the part may be written at all.

    Words said by somebody are theirs, or whoever's who typed them. The person's own words are the person's;
    family who help to write may type in them; staff change only what they typed themselves, and nothing in a log.
    `types` is `types_for_person`, for a caller who asks about many answers.
    """
    if stands_as_written(by, part, item):
        return False
    if by.user is None or item.typed_by_id == by.user.pk:
        return True
    if item.said_by_id is not None:
        return item.said_by.user_id == by.user.pk
    return types_for_person(by, part) if types is None else types


@among_all_answers
def save_photo(
    *, by: Actor, part: Part, field: str, operation: uuid.UUID, upload: BinaryIO, description: str, for_me: bool = False
) -> Saved:
    """Keep a photo as an answer, with the words said in its place. Sent twice it is kept once."""
    with transaction.atomic():
        known = Item.objects.filter(pk=operation, part=part, field=field).first()
        if known is not None:
            return Saved(known, known.version)
        require_room(by=by, plan=part.plan)
        stored = store_photo(upload=upload, description=clean_words(description), by=by)
        return save_item(
            by=by, part=part, field=field, operation=operation, text=description, photo=stored, for_me=for_me
        )


@transaction.atomic
@among_all_answers
def take_out(*, by: Actor, item: Item, version: int | None = None, operation: uuid.UUID | None = None) -> bool:
    """Take an answer out. It can come back for 30 days; a second version beside it stays in its place.

    Only as it stood at `version`, where one is given. False: it was out already, or changed since. Raises
    PermissionDenied for an entry of a log that stands as somebody paid wrote it, and to somebody who is helping the
    person to write now: they write, and take nothing out.
    """
    if stands_as_written(by, item.part, item):
        raise PermissionDenied("entry_stands")
    if item.part.plan_id in by.helps:
        raise PermissionDenied("helping")
    there = Item.objects.filter(pk=item.pk, taken_out_at__isnull=True)
    if version is not None:
        there = there.filter(version=version)
    if not there.update(**fresh_step(by, operation, taken_out_at=timezone.now())):
        return False
    rest = list(Item.objects.filter(beside=item).kept())
    if rest:
        Item.objects.filter(pk=rest[0].pk).update(beside=None, position=item.position)
        Item.objects.filter(pk__in=[each.pk for each in rest[1:]]).update(beside=rest[0])
    item.refresh_from_db(fields=["version", "taken_out_at"])
    offer_what_was_lost(part=item.part, item=item)
    note_item(item)
    record_item(by, "plans.item_taken_out", item)
    return True


@transaction.atomic
@among_all_answers
def bring_back(*, by: Actor, item: Item, operation: uuid.UUID | None = None, **fields: Any) -> None:
    """Put an answer back that was taken out, on its own and not beside another. `fields` change with it."""
    back = Item.objects.filter(pk=item.pk, taken_out_at__isnull=False)
    if back.update(**fresh_step(by, operation, taken_out_at=None, beside=None, **fields)):
        take_lost_back(item)
        note_item(item)
        record_item(by, "plans.item_brought_back", item)


def fresh_step(by: Actor, operation: uuid.UUID | None = None, **fields: Any) -> dict[str, Any]:
    """The fields of a step that is no change of words: a new version all the same, under the page's operation or one of its own."""
    step = operation or uuid.uuid4()
    return {"version": F("version") + 1, "operation": step, "done_by": by.user, "changed_at": timezone.now(), **fields}


def _language() -> str:
    return Language.WELSH if (get_language() or "").startswith("cy") else Language.ENGLISH


def _after_save(by: Actor, part: Part, item: Item) -> None:
    # The reading of the part may have told that a change was noted just now.
    if not item.only_me and getattr(part, "change_is_due", True):
        note_changed(person_id=part.plan_id, part_id=part.pk)
    offer_from(part=part, item=item)
    record_item(by, "plans.item_saved", item, version=item.version)


def note_item(item: Item) -> None:
    """The part changed, for those who may see it. What is "just for me" moves nothing that anybody else can notice."""
    if not item.only_me:
        note_changed(person_id=item.part.plan_id, part_id=item.part_id)


def record_item(by: Actor, action: str, item: Item, **details: object) -> None:
    record.write(
        actor=by, action=action, about_person=item.part.plan_id, obj=item, part_key=item.part.tool,
        field=item.field, **details,
    )  # fmt: skip
