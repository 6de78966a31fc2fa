"""The communication chart: four columns, read left to right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plans.drawings.answers import Answers
from plans.drawings.rows import apart, words_of


def four_columns(answers: Answers) -> Mapping[str, Any]:
    """A row for each thing the person does, read left to right, with its photo or film; other answers stand under them."""
    rows, other = apart(answers.of("rows"))
    other += [line for line in rows if line.is_media]
    return {"rows": [(line, words_of(line)) for line in rows], "other": other, "holds_all": True}
