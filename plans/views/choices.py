"""The pictures of a question page that are pressed, and what became of presses.

The page carries each pressed picture as it was shown (`Pressed`). What it lets go is told from that, and not from what
stands in the database now, so that a page that was open for long takes out nothing that was pressed since.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from people.actors import Actor
from plans import actions
from plans.actions.items import may_change_words, types_for_person
from plans.actions.taps import Pressed, Tapped
from plans.models import Item, Part
from plans.reading import lines_of
from plans.tools import TOOLS
from plans.tools.declaration import PictureChoice, Question
from plans.views.keeping import Kept, id_or_none


def keep_choices(request: HttpRequest, part: Part, asked: Question, kept: Kept) -> None:
    """The boxes of a page that was sent whole: what is pressed now, against what the page showed as pressed."""
    if "choices-here" not in request.POST:
        return
    if _tap(request, part, asked, *_changed(request)).stays:
        messages.info(request, _words_of_staying())


def keep_taps(request: HttpRequest, part: Part, asked: Question) -> dict[str, Any]:
    """Presses that a script sends as they are made. Out: what is pressed now, as the page is to show it, which of it this
    very save made, and what to say.

    In: tap-on and tap-off, operation, for_me; or all that is pressed (choices-here), from a page of before there were any.
    """
    posted = request.POST
    on, off = posted.getlist("tap-on"), _read(posted.getlist("tap-off"))
    tapped = _tap(request, part, asked, *(_changed(request) if "choices-here" in posted else (on, off)))
    shown = [str(each) for pictures in pressed_now(request.actor, part, asked).values() for each in pictures]
    # A helper who presses into a private question does not read it; this page goes on with what it has just made.
    made = [str(Pressed.of(item)) for item in tapped.made]
    said = _words_of_staying() if tapped.stays else ""
    return {"shown": [*shown, *(each for each in made if each not in shown)], "made": made, "said": said}


def _tap(request: HttpRequest, part: Part, asked: Question, on: Iterable[str], off: Iterable[Pressed]) -> Tapped:
    operation = id_or_none(request.POST.get("operation", "") or request.POST.get("choice-operation", ""))
    if not asked.choices:
        return Tapped()
    return actions.tap_choices(
        by=request.actor, part=part, field=asked.key, choices={each.picture: str(each.words) for each in asked.choices},
        on=on, off=off, operation=operation, for_me="for_me" in request.POST,
    )  # fmt: skip


def _changed(request: HttpRequest) -> tuple[set[str], list[Pressed]]:
    """What was pressed and what was let go on a page. A page of before it carried what it showed lets nothing go."""
    pressed, shown = set(request.POST.getlist("choice")), _read(request.POST.getlist("choice-shown"))
    return pressed - {each.picture for each in shown}, [each for each in shown if each.picture not in pressed]


def _read(tokens: Iterable[str]) -> list[Pressed]:
    return [each for each in map(Pressed.read, tokens) if each is not None]


def _words_of_staying() -> str:
    return _("One picture stays pressed. Somebody pressed it again, or it is not yours to take out.")


# --- the page ----------------------------------------------------------------------------------------------


def is_pressed(actor: Actor, line: Any) -> bool:
    """Whether a line is shown to this writer as a pressed picture: the person's own presses, and the writer's."""
    if not line.item.cells.get("choice"):
        return False
    return not line.who or (line.item.said_by is not None and line.item.said_by.user_id == actor.user_id)


def pressed_now(actor: Actor, part: Part, asked: Question) -> Mapping[str, list[Pressed]]:
    """The pressed pictures that this writer sees and may let go, each with the answers that stand for it."""
    lines = lines_of(Item.objects.visible_to(actor).filter(part=part, field=asked.key), TOOLS[part.tool])
    boxes = choice_boxes(actor, part, asked, lines.get(asked.key, ()))
    return {box["value"]: box["shown"] for box in boxes if box["shown"]}


def choice_boxes(actor: Actor, part: Part, asked: Question, lines: Iterable[Any]) -> list[dict[str, Any]]:
    """Every picture of a question: pressed or not, `shown` as what the page carries, `still` for one that stays.

    What the person pressed stays where this writer could not change words either. Where both pressed a picture, the
    writer's own is theirs to let go.
    """
    pressed: dict[str, list[Item]] = {each.picture: [] for each in asked.choices}
    for line in lines:
        if is_pressed(actor, line) and line.item.cells["choice"] in pressed:
            pressed[line.item.cells["choice"]].append(line.item)
    types = any(pressed.values()) and types_for_person(actor, part)
    return [_box(actor, part, each, pressed[each.picture], types) for each in asked.choices]


def _box(actor: Actor, part: Part, choice: PictureChoice, items: list[Item], types: bool) -> dict[str, Any]:
    own = [item for item in items if item.said_by_id is not None] or items
    shown = [Pressed.of(item) for item in own if may_change_words(actor, part, item, types)]
    return {
        "value": choice.picture, "words": choice.words, "picture": choice.picture, "checked": bool(items),
        "shown": shown, "still": bool(items) and not shown,
    }  # fmt: skip
