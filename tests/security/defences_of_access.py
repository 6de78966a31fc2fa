"""Who sees what, who signs in, and who is told: what a careless change would take away there."""

from __future__ import annotations

import contextlib
import inspect
from collections.abc import Callable

from tests.security.taking_away import NO_ROW_SECURITY, Defence, Do, Edit, Instead, Setting, routes

WORLDS, LOOKS = "tests/access/test_two_worlds.py", "tests/access/test_look_log.py"
BYTES = "tests/access/test_looks_before_bytes.py"
HELPING, REVOKE = "tests/access/test_helping.py", "tests/access/test_revoke.py"
LEAVING, INVITING = "tests/people/test_leaving.py", "tests/people/test_invitations.py"
SAFETY, SESSIONS = "tests/people/test_safety.py", "tests/people/test_sessions.py"
SPRAYING, SEEING = "tests/people/test_spraying.py", "tests/plans/test_see_as.py"
ROWS, CHAIN = "tests/access/test_row_security.py", "tests/audit/test_attacks.py"


def swallow_the_record() -> None:
    """A look that cannot be written is passed over, so that the page is shown all the same."""
    from django.db import DatabaseError, transaction

    from audit import record

    write: Callable[..., None] = record._record

    def try_to(*words: object) -> None:
        with contextlib.suppress(DatabaseError), transaction.atomic():
            write(*words)

    record._record = try_to


def names_of_others() -> None:
    """The page of a shared plan says how many parts the plan has in all."""
    from plans.views import parts

    draw = parts.render

    def with_a_count(request: object, template: str, context: dict[str, object]) -> object:
        from plans.models import Part
        from row_security import acting

        answer = draw(request, template, context)
        if template == "plans/plan.html":
            with acting.system("counting"):
                answer["X-Total-Count"] = str(Part.objects.filter(plan=context["person"].pk).count())
        return answer

    parts.render = with_a_count


TWO_WORLDS = [
    Defence(
        "T-2WORLD", "the page of a shared plan says, in a header, how many parts the plan has in all",
        (Do(names_of_others),), (f"{WORLDS}::test_a_reader_cannot_tell_that_something_is_hidden",),
    ),
    Defence(
        "T-2WORLD", "answers of now are read also by whoever sees the part as it was, and the database allows it",
        (Edit("plans/querysets.py", "slips_to_words_of_now",
              ".exclude(as_it_was_ids__contains=[OuterRef(f\"{part}id\")])"), NO_ROW_SECURITY),
        (f"{WORLDS}::test_a_reader_cannot_tell_that_what_they_see_was_left_as_it_was",),
    ),
]  # fmt: skip
STEP_UP = [
    Defence(
        "T-STEPUP", "the one hook that asks for the passkey before private pages is forgotten",
        (Edit("people/middleware.py", "ActorMiddleware.process_view", "elsewhere or step_up.lead(request)", "elsewhere"),),
        (f"{HELPING}::test_each_door_on_the_list_asks_without_a_passkey_and_opens_with_one",),
    ),
    Defence(
        "T-STEPUP", "a passkey that was shown once is good for a whole day",
        (Instead("people/step_up.py:VALID_SECONDS", lambda _: 24 * 60 * 60),),
        (f"{HELPING}::test_each_door_on_the_list_asks_without_a_passkey_and_opens_with_one",),
    ),
    Defence(
        "T-STEPUP", "the page of what is just for me is left off the list of doors that ask",
        (Instead("people/step_up.py:DOORS", lambda doors: {key: doors[key] for key in doors if key != "my_space"}),),
        (f"{HELPING}::test_the_list_of_doors_that_ask_is_whole",),
    ),
    Defence(
        "T-STEPUP", "what is just for me is not folded on pages that hold other words too",
        (Edit("people/step_up.py", "private_is_shut", "is_helped(request) or is_wanted(request)", "is_helped(request)"),),
        (f"{HELPING}::test_what_is_just_for_me_is_folded_on_a_mixed_page_until_it_is_shown",),
    ),
]  # fmt: skip
LOOKLOG = [
    Defence(
        "T-LOOKLOG", "pages of parts, photos and wishes forget to write down who looked",
        (Edit("plans/views/parts.py", "record_look",
              "look(actor=actor, person=person, obj=obj, part_key=part_key, parts=parts)", "return None"),),
        (f"{LOOKS}::test_each_read_by_staff_is_exactly_one_look",),
    ),
    Defence(
        "T-LOOKLOG", "a look that cannot be written down is passed over and the page is shown",
        (Do(swallow_the_record),), (f"{LOOKS}::test_what_cannot_be_written_down_is_not_shown",),
    ),
    Defence(
        "T-LOOKLOG", "a page leaves before the look at it is committed",
        (Edit("plans/middleware.py", "KeptFirstMiddleware.__call__", "connection.wait_for_commit()", "pass"),),
        (f"{BYTES}::test_a_look_that_fails_when_it_is_committed_is_not_shown",),
    ),
]  # fmt: skip
TAKEN_BACK = [
    Defence(
        "T-REVOKE", "taking somebody off no longer ends their tie nor tears their slips",
        (Edit("people/actions/circle.py", "end_connection", ".update(ended_at=now)", ".exists()",
              (("sharing.close(by=by, connection=connection)", "pass"),)),),
        (f"{REVOKE}::test_taking_somebody_off_shuts_every_way_in_at_once",),
    ),
    Defence(
        "T-REVOKE", "a slip that was torn, and a tie that ended, still open parts, and the database allows it",
        (Edit("people/querysets.py", "SlipQuerySet.live", "Q(torn_at__isnull=True),", "",
              (("Q(connection__ended_at__isnull=True),", ""),)), NO_ROW_SECURITY),
        (f"{REVOKE}::test_taking_somebody_off_shuts_every_way_in_at_once",),
    ),
    Defence(
        "T-REVOKE", "paper that waits is made without asking again whether its reader may have it",
        (Edit("plans/prints.py", "draw", "if still_allowed(plan_print):", "if True:"),),
        (f"{REVOKE}::test_taking_somebody_off_shuts_every_way_in_at_once",),
    ),
    Defence(
        "T-LEAVER", "ending an account leaves its sessions, devices and passkeys as they are",
        (Edit("people/actions/leaving.py", "end_account", "_sign_out_everywhere(user)", "pass"),),
        (f"{LEAVING}::test_one_press_shuts_everything_at_the_next_request",),
    ),
    Defence(
        "T-LEAVER", "ending an account leaves the keys of their programs",
        (Edit("people/actions/leaving.py", "end_account", "leaving.end_all(by, user)", "pass"),),
        (f"{LEAVING}::test_one_press_shuts_everything_at_the_next_request",),
    ),
    Defence(
        "T-LEAVER", "work that waits is done without asking whether its asker is still here",
        (Edit("plans/prints.py", "still_allowed", " or not plan_print.asked_by.is_active"),),
        (f"{LEAVING}::test_a_waiting_print_asks_again_whether_its_asker_is_here",),
    ),
]  # fmt: skip
FOUND = "if actor.user.email.lower() != invitation.email.lower() or invitation.connection.user_id is not None:"
INVITE = [
    Defence(
        "T-INVITE", "an invitation is answered by whoever is signed in, whatever address it went to",
        (Edit("people/actions/invitations.py", "_find", FOUND, "if invitation.connection.user_id is not None:"),),
        (f"{INVITING}::test_a_forwarded_invitation_is_refused_and_stays_unspent",),
    ),
    Defence(
        "T-INVITE", "an invitation is open as long as nobody took it back: used and over are not asked",
        (Edit("people/querysets.py", "InvitationQuerySet.open",
              "used_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=timezone.now()",
              "withdrawn_at__isnull=True"),),
        (f"{INVITING}::test_an_expired_invitation_is_refused",
         f"{INVITING}::test_closed_invitations_are_one_page_with_no_hint_which"),
    ),
    Defence(
        "T-INVITE", "an invitation that was answered once can be answered again",
        (Edit("people/querysets.py", "InvitationQuerySet.open", "used_at__isnull=True, "),),
        (f"{INVITING}::test_closed_invitations_are_one_page_with_no_hint_which",),
    ),
    Defence(
        "T-INVITE", "opening the link is a yes already, as a scanner of mail would say it",
        (Edit("people/actions/invitations.py", "open_invitation", "return _find(Invitation.objects.all(), actor, code)",
              "found = _find(Invitation.objects.all(), actor, code); _use(found); return found"),),
        (f"{INVITING}::test_a_scanner_opening_the_link_leaves_the_code_unspent",),
    ),
]  # fmt: skip
SIGNING_IN = [
    Defence(
        "T-ENUM", "asking for a number says of an unknown email that it is unknown",
        (Setting("ACCOUNT_PREVENT_ENUMERATION", lambda _: False),),
        (f"{SAFETY}::test_known_and_unknown_emails_cannot_be_told_apart_by_page_status_or_headers",),
    ),
    Defence(
        "T-SPRAY", "a number is long enough for ever that was long enough when it was sent",
        (Edit("people/guesses.py", "may_be_guessed",
              "known or (not numbers_rest() and digits >= digits_needed())", "True"),),
        (SPRAYING,),
    ),
    Defence(
        "T-SPRAY", "wrong guesses are not counted for the whole site",
        (Edit("people/guesses.py", "wrong_guesses_today",
              'return sum(cache.get_many([f"wrong-guesses:{now - hours}" for hours in range(24)]).values())', "return 0"),),
        (SPRAYING,),
    ),
    Defence(
        "T-SESS", "signing in keeps the key of the session that was there before",
        (Do(lambda: keep_the_key()),), (f"{SAFETY}::test_a_planted_key_never_becomes_signed_in",),
    ),
    Defence(
        "T-SESS", "showing a second thing keeps the key of the session",
        (Edit("people/step_up.py", "renew", "session.cycle_key()", "pass"),),
        (f"{SAFETY}::test_showing_a_second_thing_changes_the_key_and_keeps_the_device_and_what_waits_on_it",),
    ),
    Defence(
        "T-SESS", "a session that is over is read all the same",
        (Instead("people/sessions.py:_LIVE", lambda sql: sql.replace("session.expire_date > %s", "%s IS NOT NULL")),),
        (f"{SESSIONS}::test_a_session_that_is_over_is_nobodys",),
    ),
    Defence(
        "T-SESS", "a session is believed without the stamp of the password it was opened with",
        (Edit("people/middleware.py", "user_of",
              "and constant_time_compare(stated, user.get_session_auth_hash())", "and stated is not None"),),
        (f"{SESSIONS}::test_a_new_password_ends_every_session",),
    ),
]  # fmt: skip


def keep_the_key() -> None:
    """Neither a new key at signing in, nor an empty session for another user."""
    from people.sessions import SessionStore

    SessionStore.cycle_key = lambda self: None
    SessionStore.flush = lambda self: self.clear()


OTHERS = [
    Defence(
        "T-ASMUM", "the page as Mum sees it is drawn with the person's own eyes",
        (Edit("people/actors.py", "seeing_as", "return Actor(user=connection.user, connection=connection, read_only=True)",
              "return Actor(user=connection.circle.person.user)"),),
        (f"{SEEING}::test_see_as_is_the_same_as_their_own_page",),
    ),
    Defence(
        "T-ASMUM", "looking as Mum takes any method, as if it were Mum who sends",
        (Do(lambda: any_method_as_mum()),), (f"{SEEING}::test_see_as_refuses_all_that_could_change_something",),
    ),
    Defence(
        "T-ASMUM", "looking as Mum is written down as if Mum had looked",
        (Edit("plans/views/seeing.py", "see_as_part", "eyes = seeing_as(connection)",
              "eyes = seeing_as(connection); from plans.looking import look; look(actor=eyes, person=person)"),),
        (f"{SEEING}::test_see_as_writes_nothing_and_makes_no_session",),
    ),
    Defence(
        "T-ASMUM", "anybody in the circle may look as somebody else: neither the rule nor whose circle it is is asked",
        (Edit("plans/views/seeing.py", "see_as", 'require(request.actor, "people.see_as", person)', "pass",
              (("own_connection(request, connection_id)", "Connection.objects.get(pk=connection_id)"),)), NO_ROW_SECURITY),
        (f"{SEEING}::test_nobody_but_the_person_sees_as",),
    ),
    Defence(
        "T-HELP", "nothing is held back from whoever helps",
        (Edit("people/policy.py", "_held_back", "return person_of(obj) in actor.helps", "return False"),),
        (f"{HELPING}::test_whoever_helps_never_does_what_is_the_persons_even_by_law",),
    ),
    Defence(
        "T-HELP", "what is just for me is not shut beside a helper",
        (Edit("people/step_up.py", "lead", "if name in SHUT_WHILE_HELPED", "if False"),
         Edit("people/step_up.py", "private_is_shut", "is_helped(request) or is_wanted(request)", "is_wanted(request)")),
        (f"{HELPING}::test_a_helper_types_for_the_person_takes_nothing_out_and_opens_nothing_private",),
    ),
    Defence(
        "T-RLS", "every request tells the database that it is the system's own work",
        (NO_ROW_SECURITY,), (f"{ROWS}::test_nobody_sees_no_row_of_any_table_that_holds_somebodys_life",),
    ),
    Defence(
        "T-RLS", "a request that is nobody's yet acts as the process around it does",
        (Edit("row_security/acting.py", "request", "_in_request.set(NOBODY)", "_in_request.set(None)"),),
        (f"{ROWS}::test_nobody_sees_no_row_of_any_table_that_holds_somebodys_life",),
    ),
    Defence(
        "T-CHAIN", "heads that were kept elsewhere are not asked for",
        (Edit("audit/chain.py", "first_break", "return _check_heads(heads, last_id)", "return None"),),
        (f"{CHAIN}::test_the_command_names_the_broken_link",),
    ),
    Defence(
        "T-CHAIN", "seals are made without the key",
        (Edit("audit/chain.py", "measure", "hmac.new(key.encode(), ", 'hmac.new(b"", '),),
        (f"{CHAIN}::test_the_command_names_the_broken_link",),
    ),
    Defence(
        "T-CHAIN", "a seal tells only how many entries it holds and which is the last, and not what they say",
        (Edit("audit/chain.py", "measure", "seal.update(_line(row))", "pass"),),
        (f"{CHAIN}::test_the_command_names_the_broken_link",),
    ),
]  # fmt: skip


def any_method_as_mum() -> None:
    """The two views without the line above them that lets only looking through."""
    for each in routes("see_as", "see_as_part"):
        each.callback = inspect.unwrap(each.callback)


OF_ACCESS = [*TWO_WORLDS, *STEP_UP, *LOOKLOG, *TAKEN_BACK, *INVITE, *SIGNING_IN, *OTHERS]
