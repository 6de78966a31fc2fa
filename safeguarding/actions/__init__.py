"""All writes of this app."""

from safeguarding.actions.handling import (
    add_handler,
    add_named,
    approve_withholding,
    clear_named,
    end_handler,
    move,
    tell_person_now,
    withhold,
)
from safeguarding.actions.risk import add_view, answer, ask, change_record, end_record, start_record, stop_asking
from safeguarding.actions.telling import tell
from safeguarding.actions.wishes import add_wish, answer_wish

__all__ = [
    "add_handler",
    "add_named",
    "add_view",
    "add_wish",
    "answer",
    "answer_wish",
    "approve_withholding",
    "ask",
    "change_record",
    "clear_named",
    "end_handler",
    "end_record",
    "move",
    "start_record",
    "stop_asking",
    "tell",
    "tell_person_now",
    "withhold",
]
