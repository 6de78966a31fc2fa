"""Every write of this app, one noun a file."""

from people.actions.authority import end_authority, record_authority, see_proof
from people.actions.circle import (
    add_connection,
    change_connection,
    end_connection,
    leave_circle,
    mark_died,
    may_be_asked_again,
    take_off_circle,
)
from people.actions.help import ask_for_help
from people.actions.helping import ask_to_help, end_help, left_as_they_were, not_now, say_yes
from people.actions.invitations import accept as accept_invitation
from people.actions.invitations import forget_codes, invite, open_invitation
from people.actions.invitations import say_no as refuse_invitation
from people.actions.invitations import withdraw as withdraw_invitation
from people.actions.letters import drop_letters, write_letter
from people.actions.persons import (
    answer_asked_again,
    ask_council,
    change_display,
    change_language,
    record_death,
    say_for_after,
    start_again,
    start_person,
    stop_and_close,
    stop_for_now,
)
from people.actions.sign_in import answer_email_question, follow_session
from people.actions.staff import appoint, assign, change_work, end_assignment, end_role

__all__ = [
    "accept_invitation",
    "add_connection",
    "answer_asked_again",
    "answer_email_question",
    "appoint",
    "ask_council",
    "ask_for_help",
    "ask_to_help",
    "assign",
    "change_connection",
    "change_display",
    "change_language",
    "change_work",
    "drop_letters",
    "end_assignment",
    "end_authority",
    "end_connection",
    "end_help",
    "end_role",
    "follow_session",
    "forget_codes",
    "invite",
    "leave_circle",
    "left_as_they_were",
    "mark_died",
    "may_be_asked_again",
    "not_now",
    "open_invitation",
    "record_authority",
    "record_death",
    "refuse_invitation",
    "say_for_after",
    "say_yes",
    "see_proof",
    "start_again",
    "start_person",
    "stop_and_close",
    "stop_for_now",
    "take_off_circle",
    "withdraw_invitation",
    "write_letter",
]
