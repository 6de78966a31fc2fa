"""Good days and bad days: a sun and a cloud, and the same words along the day from waking to night."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from plans.drawings.answers import Answers, Line
from plans.drawings.rows import code_of

ALONG_THE_DAY = (
    ("wake_up", _("When I wake up"), "bell"),
    ("morning", _("Morning"), "sun"),
    ("midday", _("Midday"), "clock"),
    ("evening", _("Evening"), "tea"),
    ("night", _("Night"), "night"),
)


def sun_and_cloud(answers: Answers) -> Mapping[str, Any]:
    """All four lists as blocks, and a strip of the parts of the day for the answers that have one."""
    strip = [
        {"name": name, "picture": picture, "good": _in(answers, "good_day", key), "bad": _in(answers, "bad_day", key)}
        for key, name, picture in ALONG_THE_DAY
    ]
    return {"strip": strip if any(each["good"] or each["bad"] for each in strip) else [], "holds_all": True}


def _in(answers: Answers, question: str, part_of_day: str) -> Sequence[Line]:
    return [line for line in answers.of(question) if code_of(line, "part_of_day") == part_of_day]
