"""What the person keeps to themself: single answers of a shared part, and the notes of their private space."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from audit import record
from documents.errors import KindError
from people.actors import Actor
from people.policy import require
from plans.actions.items import clean_words
from plans.actions.offers import offer_from
from plans.actions.parts import note_changed
from plans.helping_hand import among_all_answers
from plans.models import Item, Note, Plan
from plans.once import keep_once


@transaction.atomic
@among_all_answers
def keep_to_myself(*, by: Actor, item: Item) -> None:
    """Just for me: nobody else sees this answer from now on, wherever it is read. Nothing tells them that it went.

    Two versions that wait side by side for a choice go together. An open offer of the words is taken back.
    """
    if _set(by, item, only_me=True):
        _offer_again(item)


@transaction.atomic
def let_them_see(*, by: Actor, item: Item) -> None:
    """The people who see this part see this answer too. For them it is new today.

    Raises PermissionDenied for somebody who acts by law and may not read it themself.
    """
    if not by.is_person(item.part.plan.person):
        require(by, "plans.see_item", item)
    if _set(by, item, only_me=False):
        _offer_again(item)
        note_changed(person_id=item.part.plan_id, part_id=item.part_id)


def _set(by: Actor, item: Item, *, only_me: bool) -> bool:
    """Open or shut one answer with its other versions. No new version is made: the words are the same."""
    require(by, "plans.own_part", item.part)
    first = item.beside_id or item.pk
    together = Item.objects.filter(Q(pk=first) | Q(beside=first)).exclude(only_me=only_me)
    if not together.update(only_me=only_me):
        return False
    record.write(
        actor=by, action="plans.item_kept_private" if only_me else "plans.item_opened", about_person=item.part.plan_id,
        obj=item, part_key=item.part.tool, field=item.field,
    )  # fmt: skip
    return True


def _offer_again(item: Item) -> None:
    item.refresh_from_db(fields=["only_me"])
    offer_from(part=item.part, item=item)


@transaction.atomic
def save_note(*, by: Actor, plan: Plan, operation: uuid.UUID, text: str, base_version: int = 0) -> Note:
    """Keep a note of my private space. Version 0 makes one whose id is the operation, once however often it is sent.

    A note that was changed elsewhere meanwhile keeps both: these words become a note of their own.
    Raises KindError for no words or too many.
    """
    require(by, "plans.start_part", plan)
    words = clean_words(text)
    if not words:
        raise KindError(_("There are no words here yet. Write some, or go back."))
    if base_version:
        mine = Note.objects.filter(pk=operation, plan=plan)
        same = mine.filter(version=base_version, taken_out_at__isnull=True)
        if same.update(text=words, version=F("version") + 1, changed_at=timezone.now()):
            return _noted(by, mine.get())
        if (now := mine.first()) is not None and now.text == words and now.taken_out_at is None:
            return now
        operation = uuid.uuid5(operation, f"{base_version}:{words}")
    note, made = keep_once(Note.objects, operation, {"plan": plan, "text": words})
    if note.plan_id != plan.pk:
        raise Note.DoesNotExist
    return _noted(by, note) if made else note


@transaction.atomic
def take_note_out(*, by: Actor, note: Note) -> None:
    """Take a note out. It can come back for 30 days."""
    require(by, "plans.start_part", note.plan)
    if Note.objects.kept().filter(pk=note.pk).update(taken_out_at=timezone.now(), version=F("version") + 1):
        _noted(by, note)


@transaction.atomic
def bring_note_back(*, by: Actor, note: Note) -> None:
    require(by, "plans.start_part", note.plan)
    if Note.objects.filter(pk=note.pk, taken_out_at__isnull=False).update(taken_out_at=None, version=F("version") + 1):
        _noted(by, note)


def _noted(by: Actor, note: Note) -> Note:
    record.write(actor=by, action="plans.note_kept", about_person=note.plan_id, obj=note)
    return note
