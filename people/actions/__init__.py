"""Every write of this app, one noun a file."""

from people.actions.authority import record_authority
from people.actions.circle import add_connection, change_connection, end_connection, leave_circle, mark_died
from people.actions.help import ask_for_help
from people.actions.invitations import accept as accept_invitation
from people.actions.invitations import forget_codes, invite, open_invitation
from people.actions.invitations import say_no as refuse_invitation
from people.actions.invitations import withdraw as withdraw_invitation
from people.actions.letters import drop_letters, write_letter
from people.actions.persons import (
    ask_council,
    change_display,
    change_language,
    start_again,
    start_person,
    stop_and_close,
    stop_for_now,
)
from people.actions.staff import appoint, assign, change_work, end_assignment, end_role

__all__ = [
    "accept_invitation",
    "add_connection",
    "appoint",
    "ask_council",
    "ask_for_help",
    "assign",
    "change_connection",
    "change_display",
    "change_language",
    "change_work",
    "drop_letters",
    "end_assignment",
    "end_connection",
    "end_role",
    "forget_codes",
    "invite",
    "leave_circle",
    "mark_died",
    "open_invitation",
    "record_authority",
    "refuse_invitation",
    "start_again",
    "start_person",
    "stop_and_close",
    "stop_for_now",
    "withdraw_invitation",
    "write_letter",
]
