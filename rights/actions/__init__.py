"""Every write of this app, one noun a file."""

from rights.actions.advocacy import ask_for_advocate, end_referral, open_by_law, refer, write_visit_note
from rights.actions.best_interests import write_best_interests
from rights.actions.capacity import write_capacity
from rights.actions.liberty import answer_restrictions, end_authorisation, write_authorisation
from rights.actions.words import answer_words, record_advance_decision, say, withdraw_advance_decision

__all__ = [
    "answer_restrictions",
    "answer_words",
    "ask_for_advocate",
    "end_authorisation",
    "end_referral",
    "open_by_law",
    "record_advance_decision",
    "refer",
    "say",
    "withdraw_advance_decision",
    "write_authorisation",
    "write_best_interests",
    "write_capacity",
    "write_visit_note",
]
