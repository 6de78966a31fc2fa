"""Every write of this app, one noun a file."""

from reviews.actions.cards import add_view, cross_out, hide, offer_to_plan, show_again, take_back_crossing
from reviews.actions.meetings import (
    answer_invitation,
    ask_for_review,
    choose_champion,
    close_review,
    hold_review,
    invite,
    plan_meeting,
    say_how,
    say_not_now,
    say_yes,
)
from reviews.actions.promises import agree_action
from reviews.actions.reminders import send_due
from reviews.actions.timetable import schedule

__all__ = [
    "add_view",
    "agree_action",
    "answer_invitation",
    "ask_for_review",
    "choose_champion",
    "close_review",
    "cross_out",
    "hide",
    "hold_review",
    "invite",
    "offer_to_plan",
    "plan_meeting",
    "say_how",
    "say_not_now",
    "say_yes",
    "schedule",
    "send_due",
    "show_again",
    "take_back_crossing",
]
