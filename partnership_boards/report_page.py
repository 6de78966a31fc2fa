"""The report page: each finding as a heading that says it, bars with words on them, and the same numbers in a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _

from partnership_boards.enums import Change, Stage
from partnership_boards.models import BoardAction, YouSaidWeDid
from partnership_boards.report_words import (
    PLACES,
    STANDS_IN_THE_WAY,
    changed_words,
    in_ten,
    most,
    ranked,
    shares,
    stuck_words,
)
from partnership_boards.reports import TOLD, Content
from plans.counts import Barrier

Finding = dict[str, Any]
BARS = 5  # a chart shows the most told; its table shows all
NOT_ASKED: Content = {"life": [], "barriers": []}


def findings(content: Content, before: Content | None) -> list[Finding]:
    """The questions of the report in their order. `before` is the report that came before, if there is one."""
    last = before or NOT_ASKED
    return [
        _life("life", Change.CHANGED, changed_words, content, last, "people"),
        _life("stuck", Change.STUCK, stuck_words, content, last, "home"),
        _barriers(content, last),
    ]


def _life(
    key: str, change: Change, sentence: Callable[[str, int], str], content: Content, last: Content, part: str
) -> Finding:
    now, then = shares(content, change), shares(last, change)
    top = most(now)
    order = sorted(now, key=lambda place: -(now[place] or 0))
    rows = [_row(str(PLACES[place]), now[place], then.get(place), _of_100) for place in order]
    captions = {Change.CHANGED: _("Of 100 people who told us, how many say life changed"),
                Change.STUCK: _("Of 100 people who told us, how many say they are stuck")}  # fmt: skip
    title = _("We cannot show this yet.") if top is None else sentence(top, now[top] or 0)
    return {
        "key": key, "part": part, "title": title, "then": _then(then.get(top or "")), "most": 100,
        **_drawn(rows, captions[change], _("Part of life")),
    }  # fmt: skip


def _barriers(content: Content, last: Content) -> Finding:
    now = {row["code"]: row["people"] for row in content["barriers"]}
    then = {row["code"]: row["people"] for row in last["barriers"]}
    order = [code for code, _figure in ranked(content)]
    order += [code for code in now if code not in order]
    rows = [_row(str(Barrier(code).label), now[code], then.get(code), _people) for code in order]
    top = next(iter(ranked(content)), None)
    title = _("We cannot show this yet.") if top is None else _("What gets in the way most: %(barrier)s.") % {
        "barrier": Barrier(top[0]).label
    }  # fmt: skip
    shown = [figure for figure in [*now.values(), *then.values()] if figure is not None]
    return {
        "key": "barriers", "part": "day", "title": title, "then": "", "most": max(shown, default=0),
        **_drawn(rows, _("How many people told us each thing"), _("What gets in the way")),
    }  # fmt: skip


def _then(hundredths: int | None) -> str:
    return "" if hundredths is None else _("Last time it was %(many)s.") % {"many": in_ten(hundredths).lower()}


def _of_100(figure: int) -> str:
    return _("%(figure)s of 100") % {"figure": figure}


def _people(figure: int) -> str:
    return _("%(figure)s people") % {"figure": figure}


def _row(words: str, now: int | None, then: int | None, say: Callable[[int], str]) -> dict[str, Any]:
    """One line of a chart. A hidden figure has no bar, and says so."""
    return {
        "words": words[:1].upper() + words[1:],
        "now": now or 0,
        "now_words": _("Hidden") if now is None else say(now),
        "before": then,
        "before_words": "" if then is None else _("%(figure)s last time") % {"figure": then},
    }


def _drawn(rows: list[dict[str, Any]], caption: str, first: str) -> dict[str, Any]:
    """The bars and, from the very same rows, the table."""
    with_before = any(row["before_words"] for row in rows)
    columns = [first, _("Now"), *([_("Last time")] if with_before else [])]
    table = [[row["words"], row["now_words"], *([_then_cell(row)] if with_before else [])] for row in rows]
    return {
        "rows": rows[:BARS], "more": len(rows) > BARS, "caption": caption, "columns": columns, "table": table,
        "hidden": any(row["now_words"] == _("Hidden") for row in rows),
    }  # fmt: skip


def _then_cell(row: dict[str, Any]) -> str:
    return str(row["before"]) if row["before_words"] else _("Hidden")


def all_numbers(content: Content) -> dict[str, Any]:
    """Every published figure about parts of life, as numbers of people."""
    rows = [
        [str(PLACES[row["place"]]).capitalize(), *(_figure(row[change.value]) for change in TOLD)]
        for row in content["life"]
    ]
    return {"columns": [_("Part of life"), *(str(change.label) for change in TOLD)], "rows": rows}


def _figure(figure: int | None) -> str:
    return _("Hidden") if figure is None else str(figure)


def answers(content: Content, actions: Iterable[BoardAction], replies: Iterable[YouSaidWeDid]) -> list[dict[str, Any]]:
    """What the board does about each barrier that is shown, and about any other that it works on."""
    doing, said = _by_barrier(actions), _by_barrier(replies)
    order = [code for code, _figure in ranked(content)]
    order += [code.value for code in Barrier if code not in order and (code in doing or code in said)]
    return [
        {
            "barrier": Barrier(code).label, "words": STANDS_IN_THE_WAY[code][0], "picture": STANDS_IN_THE_WAY[code][1],
            "part": STANDS_IN_THE_WAY[code][2], "actions": doing.get(code, []), "replies": said.get(code, []),
        }
        for code in order
    ]  # fmt: skip


def _by_barrier(things: Iterable[Any]) -> dict[str, list[Any]]:
    grouped: dict[str, list[Any]] = {}
    for thing in things:
        if thing.barrier and getattr(thing, "stage", "") != Stage.STOPPED:
            grouped.setdefault(thing.barrier, []).append(thing)
    return grouped
