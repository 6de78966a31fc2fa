"""Pictures that are pressed on a question page. Each press, and each letting go, is a step of its own.

A page says what it changes, and from what: it may have stood open for days, or beside another one. So a press never
takes out another, and what was pressed again since a page was opened stays.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from people.actors import Actor
from plans.actions.items import Voices, _voices, bring_back, may_change_words, save_item, take_out
from plans.helping_hand import among_all_answers
from plans.models import Item, Part
from plans.once import one_at_a_time


@dataclass(frozen=True)
class Pressed:
    """A picture as a page shows it pressed: the answer that stands for it, and at which version."""

    picture: str
    item_id: uuid.UUID
    version: int

    def __str__(self) -> str:
        return f"{self.picture}:{self.item_id}:{self.version}"

    @classmethod
    def of(cls, item: Item) -> Pressed:
        return cls(item.cells["choice"], item.pk, item.version)

    @classmethod
    def read(cls, text: str) -> Pressed | None:
        """What stands in a form; None for anything that no page of ours makes."""
        try:
            picture, item_id, version = text.rsplit(":", 2)
            return cls(picture, uuid.UUID(item_id), int(version))
        except ValueError:
            return None


@dataclass(frozen=True)
class Tapped:
    """What became of a page's presses: the answers that stand by them, and whether one that was let go stays."""

    made: tuple[Item, ...] = ()
    stays: bool = False


@transaction.atomic
@among_all_answers
def tap_choices(
    *, by: Actor, part: Part, field: str, choices: Mapping[str, str], on: Iterable[str] = (),
    off: Iterable[Pressed] = (), operation: uuid.UUID | None = None, for_me: bool = False,
) -> Tapped:  # fmt: skip
    """Keep the pictures `on`, and let go of those `off`. `choices` maps a picture to the sentence it adds.

    A press is in the voice in which words typed by this writer would be (`for_me`). Sent twice under one `operation` it
    is done once, also when it was let go in between. Without one it comes from a page of before they had any: it says
    all that was pressed and not what is new, so that nothing comes back by it. What is let go goes only as it was shown.
    """
    one_at_a_time(f"tap {part.pk} {field}")  # so that a press sent twenty times at once finds the first one
    voices = _voices(by, part, None, for_me)
    pressed = sorted(set(on) & set(choices))
    made = [_press(by, part, field, picture, choices[picture], operation, voices) for picture in pressed]
    went = [_let_go(by, part, field, shown, operation) for shown in off]
    return Tapped(tuple(item for item in made if item is not None), not all(went))


def _press(
    by: Actor, part: Part, field: str, picture: str, words: str, operation: uuid.UUID | None, voices: Voices
) -> Item | None:
    """The answer that stands by this very press; None where it stands by another, or was let go since."""
    step = uuid.uuid5(operation, f"{picture} on") if operation else uuid.uuid4()
    said = Item.objects.filter(part=part, field=field, cells__choice=picture, said_by=voices.said_by)
    if voices.said_by is None:
        said = said.filter(said_by_name="")
    # One that the person keeps to themself is not there for a helper: it is not told by a press that makes nothing.
    there = said.writable_by(by).select_related("part").order_by(F("taken_out_at").desc(nulls_first=True)).first()
    if there is not None and (there.taken_out_at is None or operation is None):
        return there if there.taken_out_at is None and there.operation == step else None
    if Item.pgh_event_model.objects.filter(part=part, operation=step).exists():
        return None
    if there is None:
        return save_item(
            by=by, part=part, field=field, operation=step, text=words, cells={"choice": picture},
            said_by=None, for_me=voices.said_by is None,
        ).item  # fmt: skip
    bring_back(by=by, item=there, operation=step, typed_by=voices.typed_by, agreed_by_me=voices.agreed)
    there.refresh_from_db(fields=["version", "taken_out_at"])
    return there


def _let_go(by: Actor, part: Part, field: str, shown: Pressed, operation: uuid.UUID | None) -> bool:
    """Whether a picture that was shown as pressed is so no more: now, or already."""
    same = Item.objects.writable_by(by).kept().filter(part=part, field=field, cells__choice=shown.picture)
    item = same.select_related("part").filter(pk=shown.item_id).first()
    if item is None:
        return True
    if item.version != shown.version or part.plan_id in by.helps or not may_change_words(by, part, item):
        return False
    step = uuid.uuid5(operation, f"{shown.picture} off {item.pk}") if operation else uuid.uuid4()
    return take_out(by=by, item=item, version=shown.version, operation=step)
