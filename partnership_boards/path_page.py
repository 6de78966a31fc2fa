"""What a page or a paper of a PATH shows, out of its rows while it is drawn and out of what was frozen afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from partnership_boards.enums import PathKind, Perspective, Worked
from partnership_boards.models import BoardAction, BoardPath, PathEntry
from partnership_boards.path_steps import CELLS, ON_THE_PATH, SEVEN, STEPS, Step
from plans.drawings.path import arrow
from plans.drawings.sheet import TIED

Content = Mapping[str, Any]
Planned = Mapping[str, BoardAction]
NOTHING: Planned = {}
ABOUT = ("name", "vision_owner")
PICKED = ("pick", "may_be_named")
ON_THE_ARROW = ("words", "name", "pick", "by_when")  # the list beside it has the rest


@dataclass(frozen=True)
class Said:
    """One thing on the path: its first words, and what goes with them as pairs of a label and words."""

    id: str
    words: str
    with_it: Sequence[tuple[str, str]] = ()
    planned: BoardAction | None = None


@dataclass(frozen=True)
class Asked:
    """One step with all that was said at it."""

    step: Step
    said: Sequence[Said]


@dataclass(frozen=True)
class Group:
    """For whom some members speak, and the names that the reader may know."""

    speaks_for: str
    names: Sequence[str] = field(default=())


def content_of(path: BoardPath, entries: Iterable[PathEntry]) -> dict[str, Any]:
    """All that a path says, as plain data: what is published and digested, and what every page reads."""
    said: dict[str, list[dict[str, Any]]] = {kind: [] for kind in ON_THE_PATH}
    for entry in entries:
        if entry.kind in said:
            said[entry.kind].append(_as_data(entry))
    return {
        **{key: getattr(path, key) for key in ABOUT},
        "pathfinder": path.sub_group.name if path.sub_group else path.board.name,
        "drawn_on": path.drawn_on.isoformat(),
        "horizon": path.horizon.isoformat(),
        "said": said,
    }


def _as_data(entry: PathEntry) -> dict[str, Any]:
    cells = {key: getattr(entry, key) for key in CELLS}
    return {"id": str(entry.pk), **cells, "by_when": entry.by_when.isoformat() if entry.by_when else ""}


def facts(content: Content) -> list[tuple[str, str]]:
    """Whose path it is, who keeps its vision, when it was drawn and until when it leads, as labels and words."""
    return [
        (_("Whose path it is"), content["pathfinder"]),
        (_("Who keeps the vision"), content["vision_owner"]),
        (_("We drew it on"), _day(content["drawn_on"])),
        (_("We want to be there by"), _day(content["horizon"])),
    ]


def a_year_after(day: date) -> date:
    """The same day a year on; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


def steps(content: Content, planned: Planned = NOTHING) -> list[Asked]:
    """The seven steps in order, each with all its words: the text version of the mural."""
    return [asked(content, step.kind, planned) for step in SEVEN]


def asked(content: Content, kind: str, planned: Planned = NOTHING) -> Asked:
    """All that was said at one step. `planned` are things to do on the board's plan, by the step they came from."""
    return Asked(STEPS[kind], [said(STEPS[kind], each, planned) for each in content["said"][kind]])


def said(step: Step, cells: Mapping[str, Any], planned: Planned = NOTHING) -> Said:
    """One thing said, the name of a helper first where it is asked first."""
    main = "words" if "words" in step.needed else "name"
    named = _("Everybody may read this name") if cells["may_be_named"] else _("Only the board reads this name")
    told = {**cells, "by_when": _day(cells["by_when"]), "pick": _pick(step, cells["pick"]), "may_be_named": named}
    # Words that were picked say by themselves what they are about; the rest stands with what was asked.
    others = [
        ("" if key in PICKED else str(label), told[key])
        for key, label in step.cells.items()
        if key != main and told[key]
    ]
    return Said(cells["id"], told[main], others, planned.get(cells["id"]))


def of_entry(entry: PathEntry) -> Said:
    return said(STEPS[entry.kind], _as_data(entry))


def _pick(step: Step, value: str) -> str:
    return str(step.picks(value).label) if step.picks and value else ""


def _day(value: str) -> str:
    return date_format(date.fromisoformat(value), "j F Y") if value else ""


def members(content: Content, *, all_names: bool) -> list[Group]:
    """Who draws the path, those whose lives it is about first. Of the names, those that the reader may know.

    To sit on a board may tell of a disability: everybody reads only the names of those who said yes to it.
    """
    groups = []
    for perspective in Perspective:
        here = [each for each in content["said"][PathKind.MEMBER] if each["pick"] == perspective]
        if here:
            names = [each["words"] for each in here if all_names or each["may_be_named"]]
            groups.append(Group(str(perspective.label), names))
    return groups


def drawn(content: Content) -> Mapping[str, Any]:
    """The path as the large arrow, lying down and standing up."""
    lines = {step.number: [_in_one_line(step, each) for each in content["said"][step.kind]] for step in SEVEN}
    now = content["said"][PathKind.NOW]
    lines[3] = [_worked(each) for each in sorted(now, key=lambda each: each["pick"] != Worked.WORKED)]
    names = {
        1: _("Our dream"), 2: _day_of(content["horizon"]), 3: _("Now"), 4: _("Who helps us"),
        5: _("What keeps us strong"), 6: _("In three and six months"), 7: _("Our first steps"),
    }  # fmt: skip
    closing = [each["words"] for each in content["said"][PathKind.WORDS]]
    return arrow(lines, names, closing)


def _day_of(value: str) -> str:
    return date_format(date.fromisoformat(value), "F Y")


def _in_one_line(step: Step, cells: Mapping[str, Any]) -> str:
    told = {**cells, "by_when": _day(cells["by_when"]), "pick": _pick(step, cells["pick"])}
    return TIED.join(told[key] for key in step.cells if key in ON_THE_ARROW and told[key])


def _worked(cells: Mapping[str, Any]) -> str:
    way = _("It works: %(words)s") if cells["pick"] == Worked.WORKED else _("Not yet: %(words)s")
    return way % {"words": cells["words"]}
