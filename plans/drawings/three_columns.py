"""The receiving chart: three columns that face the communication chart. There I tell you; here you tell me."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plans.drawings.answers import Answers
from plans.drawings.rows import apart, words_of


def three_columns(answers: Answers) -> Mapping[str, Any]:
    """A strip for each row: what you want to tell me, what you should do, and what helps and when."""
    rows, other = apart(answers.of("rows"))
    return {"rows": [(line, words_of(line)) for line in rows], "other": other, "holds_all": True}
