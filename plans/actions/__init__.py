"""Every write of this app, one noun a file."""

from plans.actions.emptying import empties, empty_answer
from plans.actions.items import (
    Saved,
    bring_back,
    save_item,
    save_photo,
    take_out,
)
from plans.actions.moving import move_item
from plans.actions.outcomes import (
    bring_outcome_back,
    close_promise,
    keep_both_wishes,
    keep_this_wish,
    promise,
    save_outcome,
    set_barriers,
    take_outcome_out,
    tell_change,
)
from plans.actions.parts import begin_plan, note_changed, set_part_state, set_plan_about, start_part
from plans.actions.suggestions import accept_suggestion, keep_beside, refuse_suggestion, suggest
from plans.actions.taps import tap_choices
from plans.actions.undo import undo_step
from plans.actions.versions import keep_both, keep_this, restore_version

__all__ = [
    "Saved",
    "accept_suggestion",
    "begin_plan",
    "bring_back",
    "bring_outcome_back",
    "close_promise",
    "empties",
    "empty_answer",
    "keep_beside",
    "keep_both",
    "keep_both_wishes",
    "keep_this",
    "keep_this_wish",
    "move_item",
    "note_changed",
    "promise",
    "refuse_suggestion",
    "restore_version",
    "save_item",
    "save_outcome",
    "save_photo",
    "set_barriers",
    "set_part_state",
    "set_plan_about",
    "start_part",
    "suggest",
    "take_out",
    "take_outcome_out",
    "tap_choices",
    "tell_change",
    "undo_step",
]
