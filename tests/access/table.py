"""Who gets in where: one line for each URL, reviewed by eye. A URL that is not here fails the build.

`Door("GET POST", "sam mum", no="dev")` reads: by these methods Sam and Mum are let in, Dev is told that he may not
(403: he knows that it exists), and for everybody else it does not exist (404). Somebody signed out is asked to sign in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.access.knocking import HIDDEN, IN, NOT_ALLOWED, SIGN_IN
from tests.access.personas import ANONYMOUS, PERSONAS

EVERYBODY = " ".join(PERSONAS)
SIGNED_IN = " ".join(name for name in PERSONAS if name != ANONYMOUS)
NOBODY = ""

# Pages of signing in are one's own only: tests/people/test_sign_in*.py walk them. Their walls are checked in
# test_urls.py all the same: nobody signed out reads a page of somebody's account.
OUTSIDE_THE_TABLE = re.compile(
    r"account_|mfa_|usersessions_|password_by_email|sign_out_one|totp_picture|demo_sign_in|staff_sign_in"
)


@dataclass(frozen=True)
class Door:
    """What each persona finds. `hidden_from_all` is for a page that says nothing even to somebody signed out."""

    methods: str
    let_in: str
    no: str = NOBODY
    hidden_from_all: bool = False

    def expected(self, name: str) -> str:
        if name in self.let_in.split():
            return IN
        if name in self.no.split():
            return NOT_ALLOWED
        if name == ANONYMOUS and not self.hidden_from_all:
            return SIGN_IN
        return HIDDEN


DOORS: dict[str, list[Door]] = {
    "about": [Door("GET", EVERYBODY)],
    "access_override": [Door("GET", "nia priya")],
    "act_as": [Door("POST", NOBODY, no="sam mum dev bea jo attorney dad board other stranger")],
    "add_board_action": [
        Door("GET POST", "board", no="sam mum dev bea jo attorney dad nia priya morgan ravi olu far other stranger")
    ],
    "add_to_answer": [Door("GET POST", "sam")],
    "add_to_circle": [Door("GET POST", "sam other")],
    "add_risk_view": [Door("POST", "sam mum", no="nia")],
    "advocacy": [Door("GET", SIGNED_IN)],
    "advocacy_for": [Door("GET POST", "bea", no="sam nia")],
    "another_aloud": [Door("GET", "sam other")],
    "answer_direct_payment": [Door("POST", "sam attorney nia")],
    "answer_help": [Door("GET POST", "sam", no="mum")],
    "answer_risk_agreement": [Door("POST", "sam mum", no="nia")],
    "answer_suggestion": [Door("POST", "sam", no="mum")],
    "api_barriers": [Door("PUT", "sam")],
    "api_budget": [Door("GET", "sam attorney nia")],
    "api_cards": [Door("POST", "sam mum dev jo nia")],
    "api_changes": [Door("POST", "sam")],
    "api_item": [Door("PUT", "sam", no="mum dev jo")],
    "api_item_bring_back": [Door("POST", NOBODY, no="mum dev jo")],
    "api_item_photo": [Door("GET", "sam mum dev jo")],
    "api_item_recording": [Door("GET", "sam mum dev jo")],
    "api_item_take_out": [Door("POST", "sam", no="mum dev jo")],
    "api_me": [Door("GET", SIGNED_IN)],
    "api_meeting": [Door("GET", "sam mum dev jo nia")],
    "api_meetings": [Door("GET", "sam mum dev bea jo attorney nia")],
    "api_outcome": [Door("GET PUT", "sam")],
    "api_outcome_promises": [Door("POST", "sam")],
    "api_outcome_take_out": [Door("POST", "sam")],
    "api_outcomes": [Door("GET", "sam mum dev bea jo attorney nia")],
    "api_part": [Door("GET", "sam mum dev jo")],
    "api_part_door": [Door("GET PUT", "sam", no="mum dev jo")],
    "api_part_items": [Door("POST", "sam", no="mum dev jo")],
    "api_part_media": [Door("POST", "sam", no="mum dev jo")],
    "api_part_outcomes": [Door("POST", "sam")],
    "api_part_suggestions": [Door("POST", "sam mum", no="dev jo")],
    "api_parts": [Door("GET", "sam mum dev bea jo attorney nia"), Door("POST", "sam", no="mum dev jo attorney")],
    "api_people": [Door("GET", SIGNED_IN)],
    "api_promise_close": [Door("POST", "sam", no="jo")],
    "api_promises": [Door("GET", "sam mum dev bea jo attorney nia")],
    "api_schema": [Door("GET", EVERYBODY)],
    "api_slip_tear": [Door("POST", "sam", no="mum")],
    "api_slips": [
        Door("GET", "sam mum dev bea jo attorney nia"),
        Door("POST", "sam", no="mum dev bea jo attorney nia"),
    ],
    "api_suggestion_answer": [Door("POST", "sam", no="mum")],
    "api_suggestions": [Door("GET", "sam mum dev bea jo attorney nia")],
    "api_support_plan": [Door("GET", "sam nia")],
    "api_support_plans": [Door("GET", "sam mum dev bea jo attorney nia")],
    "api_tools": [Door("GET", SIGNED_IN)],
    "ask": [Door("GET POST", "sam", no="mum dev jo")],
    "ask_council": [Door("GET POST", "sam other")],
    "ask_to_open": [
        Door("GET POST", "nia priya far", no="sam mum dev bea jo attorney dad morgan ravi olu board other stranger")
    ],
    "ask_for_help": [Door("GET POST", "sam other")],
    "ask_for_meeting": [Door("POST", "sam other")],
    "ask_risk_agreement": [Door("GET POST", "sam", no="mum nia")],
    "best_interests": [Door("GET", "sam nia")],
    "board": [Door("GET", SIGNED_IN)],
    "board_action": [
        Door("GET", SIGNED_IN),
        Door("POST", "board", no="sam mum dev bea jo attorney dad nia priya morgan ravi olu far other stranger"),
    ],
    "board_path": [Door("GET", SIGNED_IN)],
    "board_path_about": [Door("GET POST", "board")],
    "board_path_entry": [Door("GET POST", "board")],
    "board_path_print": [Door("GET", NOBODY), Door("POST", SIGNED_IN)],
    "board_path_review": [Door("GET", SIGNED_IN)],
    "board_path_step": [Door("GET POST", "board")],
    "board_path_take_out": [Door("POST", "board")],
    "board_path_to_plan": [Door("GET POST", "board")],
    "board_report": [Door("GET", SIGNED_IN)],
    "boards": [Door("GET", SIGNED_IN)],
    "bring_back": [Door("POST", NOBODY)],
    "capacity_record": [Door("GET", "sam nia")],
    "change_money": [Door("GET POST", "nia", no="sam attorney")],
    "change_outcome": [Door("GET POST", "sam")],
    "change_photo": [Door("GET", "sam")],
    "change_risk_agreement": [Door("GET POST", "sam", no="mum nia")],
    "change_right": [Door("GET POST", "nia", no="sam")],
    "check_up": [Door("GET", "sam other")],
    "check_up_done": [Door("GET", "sam other")],
    "check_up_person": [Door("GET", "sam")],
    "change_work": [
        Door("GET POST", "olu", no="sam mum dev bea jo attorney dad nia priya morgan ravi far board other stranger")
    ],
    "choose_version": [Door("POST", "sam", no="mum dev jo")],
    "circle": [Door("GET", "sam other")],
    "close_circle": [Door("GET POST", "sam other")],
    "close_promise": [Door("POST", "sam", no="jo")],
    "components": [Door("GET", EVERYBODY)],
    # The council's leads alone; tests/safeguarding/ knock as them. To everybody else no concern exists.
    "concern": [Door("GET", NOBODY)],
    "concern_move": [Door("GET POST", NOBODY)],
    "concern_press": [Door("POST", NOBODY)],
    "concern_wish": [Door("GET POST", NOBODY)],
    "concern_write": [Door("GET POST", NOBODY)],
    "concerns": [
        Door("GET", NOBODY, no="sam mum dev bea jo attorney dad nia priya morgan ravi olu far board other stranger")
    ],
    "connection": [Door("GET POST", "sam", no="mum")],
    "connection_photo": [Door("GET", "sam mum")],
    "cost_line": [Door("GET POST", "nia", no="sam attorney")],
    "decisions": [
        Door("GET", "priya morgan ravi", no="sam mum dev bea jo attorney dad nia olu far board other stranger")
    ],
    "direct_payment_agreement": [Door("GET POST", "nia", no="sam attorney")],
    "disagree": [Door("GET POST", "sam", no="nia priya morgan ravi")],
    "easier": [Door("GET POST", EVERYBODY)],
    "edit_connection": [Door("GET POST", "sam", no="mum")],
    "end_risk_agreement": [Door("POST", NOBODY, no="sam mum nia")],
    "end_staff_account": [
        Door("GET POST", "olu", no="sam mum dev bea jo attorney dad nia priya morgan ravi far board other stranger")
    ],
    "end_staff_role": [
        Door("POST", "olu", no="sam mum dev bea jo attorney dad nia priya morgan ravi far board other stranger")
    ],
    "end_work": [
        Door("POST", "olu", no="sam mum dev bea jo attorney dad nia priya morgan ravi far board other stranger")
    ],
    "email_question": [Door("GET POST", "sam other")],
    "end_help": [Door("POST", "sam mum")],
    "explain_direct_payment": [Door("GET POST", "nia", no="sam attorney")],
    "first_guess": [Door("GET POST", "nia", no="sam attorney")],
    "has_died": [Door("GET POST", "sam", no="mum")],
    "find_picture": [Door("GET", SIGNED_IN)],
    "help": [Door("GET", EVERYBODY)],
    "hold_line": [Door("GET POST", "sam attorney nia")],
    "hold_money": [Door("POST", "sam attorney nia")],
    "home": [Door("GET", EVERYBODY)],
    "in_the_way": [Door("GET POST", "sam")],
    "item_aloud": [Door("GET", "sam mum dev jo")],
    "invitation": [Door("GET", "anonymous"), Door("POST", EVERYBODY)],
    "invite": [Door("GET POST", NOBODY, no="mum")],
    "item": [Door("POST", "sam", no="mum dev jo")],
    "item_history": [Door("GET", "sam", no="mum dev jo"), Door("POST", NOBODY, no="mum dev jo")],
    "keeping_me_safe": [Door("GET", "sam")],
    "leave_circle": [Door("GET POST", "mum", no="sam")],
    "leave_fast": [Door("POST", EVERYBODY)],
    "live": [Door("GET", EVERYBODY)],
    "make_report": [
        Door("POST", "board", no="sam mum dev bea jo attorney dad nia priya morgan ravi olu far other stranger")
    ],
    "meeting": [Door("GET", "sam mum dev jo nia")],
    "meeting_answer": [Door("POST", "mum dev jo nia")],
    "meeting_card": [Door("POST", "sam", no="mum dev jo nia")],
    "meeting_end": [Door("GET POST", "sam nia", no="mum dev jo")],
    "meeting_held": [Door("POST", "sam nia", no="mum dev jo")],
    "meeting_how": [Door("GET POST", "sam", no="mum dev jo nia")],
    "meeting_new_promise": [Door("GET POST", "sam nia", no="mum dev jo")],
    "meeting_not_now": [Door("POST", "sam", no="mum dev jo nia")],
    "meeting_promise": [Door("POST", "sam", no="jo nia")],
    "meeting_sheet": [Door("GET POST", "sam mum dev jo nia")],
    "meeting_wall": [Door("GET", "sam mum dev jo nia")],
    "meeting_wall_cards": [Door("GET", "sam mum dev jo nia")],
    "meeting_when": [Door("GET POST", "sam nia", no="mum dev jo")],
    "meeting_who": [Door("GET POST", "sam", no="mum dev jo nia")],
    "meetings": [Door("GET", SIGNED_IN)],
    "money": [Door("GET", "sam attorney nia")],
    "move_support_plan": [Door("GET POST", "sam priya morgan", no="nia ravi")],
    "my_advocate": [Door("GET", "sam other")],
    "my_deciders": [Door("GET", "sam other")],
    "my_decisions": [Door("GET", "sam other")],
    "my_freedom": [Door("GET", "sam other")],
    "my_money": [Door("GET", "sam other")],
    "my_data": [Door("GET", SIGNED_IN)],
    "my_data_after": [Door("POST", "sam other")],
    "my_data_answer": [Door("GET POST", "nia", no="sam")],
    "my_data_ask": [Door("GET POST", "sam other")],
    "my_data_delete": [Door("GET", "sam other")],
    "my_data_delete_sure": [Door("GET POST", "sam other")],
    "my_data_keep": [Door("POST", "sam other")],
    "my_data_name": [Door("GET POST", "mum", no="sam")],
    "my_data_names": [Door("GET", SIGNED_IN)],
    "my_data_not_right": [Door("GET POST", "sam")],
    "my_data_put_right": [Door("GET", "sam other")],
    "my_data_to_answer": [Door("GET", SIGNED_IN)],
    "my_plan": [Door("GET", SIGNED_IN)],
    "my_rights": [Door("GET", "sam other")],
    "my_space": [Door("GET POST", "sam other")],
    "my_support_plan": [Door("GET", "sam other")],
    "my_wish": [Door("GET POST", "sam")],
    "my_wish_after": [Door("GET POST", "sam")],
    "need": [Door("GET POST", NOBODY, no="sam nia priya morgan ravi")],
    "new_line": [Door("GET POST", "nia", no="sam attorney")],
    "new_need": [Door("GET POST", NOBODY, no="sam nia priya morgan ravi")],
    "new_outcome": [Door("GET POST", "sam")],
    "new_promise": [Door("GET POST", "sam")],
    "new_risk_agreement": [Door("GET POST", "sam other")],
    "new_right": [Door("GET POST", "nia", no="sam mum dev bea jo attorney")],
    "not_asked_again": [Door("GET", "sam other"), Door("POST", NOBODY)],
    "note": [Door("GET POST", "sam")],
    "note_aloud": [Door("GET", "sam")],
    "odd_looks": [
        Door("GET", NOBODY, no="nia priya morgan ravi olu far"),
    ],
    "offer_to_support_plan": [Door("GET POST", NOBODY, no="sam nia priya morgan ravi")],
    "offer_help": [Door("GET POST", SIGNED_IN)],
    "opened_by_law": [Door("GET POST", "other", no="nia priya")],
    "override_step": [Door("POST", "priya", no="nia")],
    "overrides": [
        Door("GET", "nia priya far", no="sam mum dev bea jo attorney dad morgan ravi olu board other stranger")
    ],
    "outbox": [Door("GET", NOBODY, hidden_from_all=True)],
    "outcome": [Door("GET", "sam")],
    "outcome_history": [Door("GET", "sam"), Door("POST", NOBODY)],
    "part": [Door("GET", "sam mum dev jo")],
    "part_sharing": [Door("GET POST", "sam", no="mum dev jo")],
    "part_state": [Door("POST", NOBODY, no="mum dev jo")],
    "passkey_lost": [Door("GET", SIGNED_IN)],
    "person_rights": [Door("GET", "nia", no="sam mum dev bea jo attorney")],
    "photo": [Door("GET", "sam mum dev jo")],
    "place": [Door("GET", "sam mum dev jo")],
    "plan": [Door("GET", "sam mum dev jo attorney")],
    "plan_about": [Door("GET POST", "sam other")],
    "plan_money": [Door("GET", "nia", no="sam attorney")],
    "play": [Door("GET POST", "sam other")],
    "play_show": [Door("GET", "sam other")],
    "print_file": [Door("GET", NOBODY)],
    "prints": [Door("GET POST", "sam other")],
    "publish_purpose": [
        Door("GET POST", "board", no="sam mum dev bea jo attorney dad nia priya morgan ravi olu far other stranger")
    ],
    "question_aloud": [Door("GET", "sam mum dev jo")],
    "publish_board_path": [Door("GET POST", "board")],
    "question": [Door("GET POST", "sam mum", no="dev jo")],
    "ready": [Door("GET", EVERYBODY)],
    "record_death": [Door("GET POST", NOBODY, no=SIGNED_IN)],
    "record_destruction": [Door("GET POST", NOBODY)],
    "record_hold": [Door("GET POST", NOBODY, no=SIGNED_IN)],
    "record_hold_lift": [Door("POST", NOBODY, no="sam")],
    "record_sealed": [Door("GET POST", NOBODY)],
    "records": [Door("GET", NOBODY, no=SIGNED_IN)],
    "recording": [Door("GET", "sam mum dev jo")],
    "reply_to_people": [
        Door("GET POST", "board", no="sam mum dev bea jo attorney dad nia priya morgan ravi olu far other stranger")
    ],
    "report_draft": [Door("GET POST", NOBODY)],
    "ring_person": [Door("GET", "sam dev"), Door("POST", "sam", no="dev")],
    "ring_person_aloud": [Door("GET", "sam dev")],
    "risk_agreement": [Door("GET", "sam mum nia")],
    "risk_agreements": [Door("GET", SIGNED_IN)],
    "say_about": [Door("GET POST", "sam", no="nia")],
    "say_second_yes": [Door("POST", "nia", no="sam priya morgan ravi")],
    "say_why": [Door("GET POST", "nia priya morgan ravi")],
    "see_as": [Door("GET", "sam")],
    "see_as_part": [Door("GET", "sam")],
    "sent_copy": [Door("GET", "sam nia priya morgan ravi")],
    "set_language": [Door("POST", EVERYBODY)],
    "settle_money": [Door("GET POST", "priya ravi", no="sam nia morgan")],
    "share_first_guess": [Door("GET POST", "nia", no="sam attorney")],
    "sharing_again": [Door("GET POST", "sam other")],
    "shared_with_me": [Door("GET", SIGNED_IN)],
    "show_private": [Door("GET", SIGNED_IN)],
    "sign_off": [Door("GET POST", "priya morgan ravi", no="sam nia")],
    "staff_home": [
        Door("GET", "nia priya morgan ravi olu far", no="sam mum dev bea jo attorney dad board other stranger")
    ],
    "staff_list": [
        Door("GET POST", "olu", no="sam mum dev bea jo attorney dad nia priya morgan ravi far board other stranger")
    ],
    "staff_work": [
        Door("GET POST", "olu", no="sam mum dev bea jo attorney dad nia priya morgan ravi far board other stranger")
    ],
    "start": [Door("GET POST", SIGNED_IN)],
    "start_helper": [Door("GET POST", SIGNED_IN)],
    "start_look": [Door("GET POST", SIGNED_IN)],
    "start_board_path": [
        Door("GET POST", "board", no="sam mum dev bea jo attorney dad nia priya morgan ravi olu far other stranger")
    ],
    "start_another": [Door("GET POST", "sam other")],
    "start_part": [Door("POST", "sam other")],
    "start_support_plan": [Door("GET POST", "nia", no="sam mum dev bea jo attorney")],
    "stop_asking": [Door("POST", "sam", no="mum")],
    "stop_for_now": [Door("GET POST", "sam other")],
    "stop_letters": [Door("GET POST", NOBODY, hidden_from_all=True)],
    "stop_seeing": [Door("GET POST", "sam")],
    "stop_token": [Door("POST", "sam")],
    "suggestion_aloud": [Door("GET", "sam mum")],
    "support_plan": [Door("GET", "sam nia priya morgan ravi")],
    "take_away": [Door("GET POST", "sam other")],
    "take_away_file": [Door("GET", NOBODY)],
    "talk_to_advocate": [Door("GET POST", "sam other")],
    "tell": [Door("GET", EVERYBODY)],
    "tell_us": [Door("GET POST", SIGNED_IN)],
    "telling": [Door("GET", "mum")],
    "told": [Door("GET", SIGNED_IN)],
    "take_back_entry": [Door("POST", NOBODY, no="sam nia priya morgan ravi")],
    "take_line_out": [Door("POST", "nia", no="sam attorney")],
    "take_off": [Door("GET POST", "sam", no="mum")],
    "take_out_need": [Door("POST", NOBODY, no="sam nia priya morgan ravi")],
    "taken_out": [Door("GET", "sam other")],
    "tell_change": [Door("GET POST", "sam")],
    "tokens": [
        Door("GET", SIGNED_IN),
        Door("POST", "sam mum dev bea jo attorney dad board other stranger", no="nia priya morgan ravi olu far"),
    ],
    "undo_close_circle": [Door("POST", "sam other")],
    "undo_sharing": [Door("POST", "sam", no="mum dev jo")],
    "undo_stop_seeing": [Door("POST", "sam")],
    "undo": [Door("GET POST", "sam", no="mum dev jo")],
    "unexpected_look": [Door("GET", "sam")],
    "upload": [Door("GET POST", "sam", no="mum dev jo")],
    "upload_piece": [Door("POST", "sam", no="mum dev jo")],
    "version_aloud": [Door("GET", "sam", no="mum dev jo")],
    "week_hours": [Door("GET POST", "sam")],
    "who_can_see": [Door("GET", "sam other")],
    "who_can_see_person": [Door("GET", "sam")],
    "who_looked": [Door("GET POST", "sam other")],
    "who_sees": [Door("POST", NOBODY, no="mum dev jo")],
    "wish_aloud": [Door("GET", "sam")],
    "withdraw_advance": [Door("POST", "sam", no="nia")],
    "write_sheet": [Door("GET POST", NOBODY)],
}
