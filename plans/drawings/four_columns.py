"""The communication chart: four columns, read left to right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plans.drawings.answers import Answers


def four_columns(answers: Answers) -> Mapping[str, Any]:
    """A row for each thing the person does, read left to right."""
    rows = [(line, {cell.key: words for cell, words in line.cells}) for line in answers.of("rows")]
    return {"rows": rows, "holds_all": True}
