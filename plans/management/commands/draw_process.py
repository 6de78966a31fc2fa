"""Draw docs/process.md from the process table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from plans.enums import PlanState
from plans.process import TABLE, Transition, Who

PAGE = Path("docs") / "process.md"
INTRODUCTION = """# The process of a support plan

Drawn from `plans/process.py` by `manage.py draw_process`: change the table, then draw again. A test fails when the
two differ. The person's own plan has no process: it is theirs, and nothing here ever touches it.

Somebody acts in one place at a time: {places}.
"""


def draw() -> str:
    """The whole page: a diagram of the states, then one line for each transition."""
    with translation.override("en-gb"):
        places = ", ".join(f"{who.value} {str(who.label).lower()}" for who in Who)
        return "\n".join([INTRODUCTION.format(places=places), _diagram(), "", _table(), ""])


def _diagram() -> str:
    lines = ["```mermaid", "stateDiagram-v2", "    [*] --> not_started"]
    for row in TABLE:
        if len(row.from_states) > 3:  # from (almost) anywhere: an arrow from each would hide the rest
            lines.append(f"    note right of {row.to_state}: {row.number} {row.key}, from {_states(row)}")
            continue
        for state in sorted(row.from_states):
            lines.append(f"    {state} --> {row.to_state or 'state_before'}: {row.number} {row.key}")
    return "\n".join([*lines, "```"])


def _states(row: Transition) -> str:
    left_out = [state.value for state in PlanState if state not in row.from_states]
    if len(left_out) <= len(PlanState) // 2:
        return f"any but {', '.join(left_out)}"
    return ", ".join(state.value for state in PlanState if state in row.from_states)


def _table() -> str:
    head = "| | From | To | Who | Guards | Kept | The person is told |\n|---|---|---|---|---|---|---|"
    return "\n".join([head, *(_line(row) for row in TABLE)])


def _line(row: Transition) -> str:
    who = " or ".join(place.value for place in Who if place in row.who)
    second = " or ".join(place.value for place in Who if place in row.with_yes_of)
    both = f"{who}, with the yes of another: {second}" if second else who
    cells = (
        f"{row.number} `{row.key}`",
        _states(row),
        row.to_state.value if row.to_state else "the state before",
        both,
        ", ".join(f"`{name}`" for name in row.guards) or "none",
        ", ".join(row.records) or "who and when",
        str(row.person_sees),
    )
    return f"| {' | '.join(cells)} |"


class Command(BaseCommand):
    help = "Draw docs/process.md from plans/process.py; with --check only say whether it is current."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, check: bool = False, **options: Any) -> None:
        page = settings.BASE_DIR / PAGE
        if not check:
            page.write_text(draw(), "utf-8")
            return
        if not page.exists() or page.read_text("utf-8") != draw():
            raise CommandError(f"{PAGE} is not current: run manage.py draw_process.")
