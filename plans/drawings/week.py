"""The week: a sheet of seven columns with a band for each part of the day, and the same rows as a list by day.

Every row of the person stands in both, once: a row without a day or a part of it has a place of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from plans.drawings.answers import Answers, Line
from plans.drawings.pictured import picture_for
from plans.drawings.rows import apart, code_of, words_of
from plans.drawings.week_sheet import week_sheets

DAYS = (
    ("monday", _("Monday")),
    ("tuesday", _("Tuesday")),
    ("wednesday", _("Wednesday")),
    ("thursday", _("Thursday")),
    ("friday", _("Friday")),
    ("saturday", _("Saturday")),
    ("sunday", _("Sunday")),
)
PARTS = (
    ("morning", _("Morning")),
    ("midday", _("Midday")),
    ("afternoon", _("Afternoon")),
    ("evening", _("Evening")),
    ("night", _("Night")),
)
ANY_TIME = ("", _("Any time"))
# The words of these cells stand in a line under what is done; the others have a mark of their own.
WHERE_AND_WHO = ("where", "with")
MARKS = ("how_much_it_matters", "now_or_new")
# The layer that can be switched off.
HELP = ("how_often", "help", "who_helps", "hours")


def week(answers: Answers) -> Mapping[str, Any]:
    """The sheets, the list by day, and the rows that may be on any day. No row is left out, whatever help it needs."""
    rows, other = apart(answers.of("week"))
    entries = [_entry(line) for line in rows]
    any_day = [each for each in entries if not each["day"]]
    return {
        "sheets": week_sheets(
            [name for _key, name in DAYS], _bands([each for each in entries if each["day"]]), any_day
        ),
        "days": _days(entries),
        "any_day": any_day,
        "other": other,
        "with_help": any(each["help"] for each in entries),
        "holds_all": True,
    }


def _entry(line: Line) -> dict[str, Any]:
    """One row as it is drawn. A day or part that is not sure, or not told, is empty."""
    words = words_of(line)
    return {
        "line": line,
        "what": words.get("what", ""),
        "picture": picture_for(words.get("what", "")),
        "day": _known(code_of(line, "day"), [key for key, _name in DAYS]),
        "part": _known(code_of(line, "part"), [key for key, _name in PARTS]),
        "part_name": words.get("part", ""),
        "place_and_people": [words[key] for key in WHERE_AND_WHO if words.get(key)],
        "matters": code_of(line, "how_much_it_matters"),
        "marks": [words[key] for key in MARKS if words.get(key)],
        "new": words.get("now_or_new", "") if code_of(line, "now_or_new") == "new" else "",
        "help": [words[key] for key in HELP if words.get(key)],
    }


def _known(code: str, codes: Sequence[str]) -> str:
    return code if code in codes else ""


def _bands(entries: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """A band for each part of the day that has something, each with seven days."""
    return [
        {
            "part": part, "name": name,
            "days": [[each for each in entries if (each["day"], each["part"]) == (day, part)] for day, _name in DAYS],
        }
        for part, name in (*PARTS, ANY_TIME)
        if any(each["part"] == part for each in entries)
    ]  # fmt: skip


def _days(entries: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The days that have something, each in the order of the day; what has no time stands last."""
    order = [*(key for key, _name in PARTS), ""]
    by_time = sorted(entries, key=lambda each: order.index(each["part"]))
    days = ({"name": name, "entries": [each for each in by_time if each["day"] == day]} for day, name in DAYS)
    return [day for day in days if day["entries"]]
