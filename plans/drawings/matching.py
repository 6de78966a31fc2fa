"""Four columns of what suits the person, and two circles that overlap in what both would like.

Nobody is compared with anybody: each circle stands alone, in the order in which it was written, without a number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from plans.drawings.answers import Answers, Line
from plans.drawings.matching_sheet import matching_sheets

COLUMNS = ("support_needed", "skills", "personality", "shared_interests")


def matching(answers: Answers) -> Mapping[str, Any]:
    """The columns, what would not suit, and a pair of circles for each person who said yes to being shown."""
    mine = answers.of("shared_interests")
    people = [_pair(line, mine) for line in answers.of("matches") if said_yes(line)]
    pairs = people or [{"name": "", "only_me": [], "both": [line.words for line in mine], "only_them": []}]
    return {
        "columns": COLUMNS,
        "pairs": pairs,
        "sheets": matching_sheets(pairs, answers.me),
        "holds_all": True,
    }


def said_yes(line: Line) -> bool:
    """Somebody is shown only when they agreed to be (planning tools reference, section 2.18)."""
    return bool(line.item) and line.item.cells.get("agreed") == "yes"


def _pair(line: Line, mine: Sequence[Line]) -> dict[str, Any]:
    """What only I like, what we both like, and what only they like: the words alone, never how many."""
    kept = line.item.cells
    theirs = [part.strip(" .") for part in re.split(r"[,;\n]", kept.get("they_like", "")) if part.strip(" .")]
    known = {_plain(words) for words in theirs}
    own = {_plain(each.words) for each in mine}
    return {
        "line": line,
        "name": kept.get("person", ""),
        "only_me": [each.words for each in mine if _plain(each.words) not in known],
        "both": [each.words for each in mine if _plain(each.words) in known],
        "only_them": [words for words in theirs if _plain(words) not in own],
    }


def _plain(words: str) -> str:
    return words.strip(" .!").casefold()
