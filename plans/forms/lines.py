"""The answers of a question page: each is a line of named fields, so that one page saves them all with no script."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import QueryDict

from plans.tools.declaration import Question

VERSION = "version-"


@dataclass(frozen=True)
class PostedLine:
    """One answer as it came: version 0 is a new one, whose id is its operation id."""

    item_id: uuid.UUID
    version: int
    operation: uuid.UUID
    text: str = ""
    cells: Mapping[str, str] | None = field(default=None)
    said: str = ""  # "me", the id of somebody of the circle, or nothing where nothing was said of it
    how: str = ""  # a HowWeKnow, or nothing

    @property
    def is_blank(self) -> bool:
        return not self.text.strip() and not any(value.strip() for value in (self.cells or {}).values())


def posted_lines(data: QueryDict, question: Question) -> list[PostedLine]:
    """Every line of the page, in its order. A line whose ids are not ids is left out: no page of ours makes one."""
    keys = [name.removeprefix(VERSION) for name in data if name.startswith(VERSION)]
    lines = [_line(data, key, question) for key in keys]
    return [line for line in lines if line is not None]


def _line(data: QueryDict, key: str, question: Question) -> PostedLine | None:
    try:
        item_id, version = uuid.UUID(key), int(data[f"{VERSION}{key}"])
        operation = item_id if version == 0 else uuid.UUID(data.get(f"operation-{key}", ""))
    except ValueError:
        return None
    return PostedLine(
        item_id, version, operation, data.get(f"text-{key}", ""), cells_of(data, question, f"-{key}"),
        data.get(f"said-{key}", ""), data.get(f"how-{key}", ""),
    )  # fmt: skip


def cells_of(data: QueryDict, question: Question, suffix: str = "") -> dict[str, str] | None:
    """The named cells of a row as they were typed, or None for a question without."""
    if not question.cells:
        return None
    return {cell.key: data.get(f"cell-{cell.key}{suffix}", "") for cell in question.cells}
