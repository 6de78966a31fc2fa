"""Every write of this app, one noun a file."""

from people.actions.authority import record_authority
from people.actions.circle import add_connection, change_connection, end_connection, leave_circle, mark_died
from people.actions.letters import drop_letters, write_letter
from people.actions.persons import change_display, change_language, start_again, start_person, stop_for_now
from people.actions.staff import appoint, assign, end_assignment, end_role

__all__ = [
    "add_connection",
    "appoint",
    "assign",
    "change_connection",
    "change_display",
    "change_language",
    "drop_letters",
    "end_assignment",
    "end_connection",
    "end_role",
    "leave_circle",
    "mark_died",
    "record_authority",
    "start_again",
    "start_person",
    "stop_for_now",
    "write_letter",
]
