"""T-HELP and T-STEPUP: what stays shut to somebody who helps, and what asks for a passkey, over every door there is."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import unquote

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import Client
from django.utils import timezone

from audit.models import AuditEntry
from people import actions, sharing, step_up
from people.actions.authority import MOST_PLACES
from people.actors import Actor
from people.enums import AuthorityKind, Level, OpensEmail
from people.models import HelpSession, Person, Slip
from people.policy import decide
from plans.models import Item, Note, Part
from tests.access.doors import shared_part
from tests.access.knocking import HIDDEN, IN, NOT_ALLOWED, client_for, knock, path_to
from tests.access.table import DOORS
from tests.scenarios import World
from tests.scenarios.help_sessions import helped

pytestmark = pytest.mark.django_db

# All that the yes opens: writing in the part that was ticked, in each of its ways, and undoing what one typed oneself.
OPENED = {
    ("question", "GET"), ("question", "POST"), ("item", "POST"), ("upload", "GET"), ("upload", "POST"),
    ("upload_piece", "POST"), ("add_to_answer", "GET"), ("add_to_answer", "POST"), ("api_item", "PUT"), ("api_part_items", "POST"), ("api_part_media", "POST"),
    ("undo", "GET"), ("undo", "POST"),
}  # fmt: skip
# How they are named there is a change about the person: it waits until the help is over.
WAITS = {("my_data_name", "GET"), ("my_data_name", "POST")}
# What nobody does of somebody else's while they help, by name, whatever they may do there at other times.
NEVER = {
    "inviting": "invite add_to_circle take_off edit_connection has_died",
    "sharing": "part_sharing undo_sharing who_can_see_person close_circle ask stop_asking who_sees api_part_door"
    " api_slips api_slip_tear answer_help",
    "taking out": "bring_back api_item_take_out api_item_bring_back api_outcome_take_out choose_version take_back_entry",
    "signing": "move_support_plan disagree say_second_yes meeting_held meeting_end answer_direct_payment hold_money",
    "answering": "answer_suggestion api_suggestion_answer meeting_card",
    "just me": "my_space note note_aloud item_history version_aloud outcome_history",
    "signing in": "email_question",
    "taking away": "take_away take_away_file prints print_file play play_show",
    "who looked": "who_looked unexpected_look see_as see_as_part",
}


# Written out once more (security reference, sections 3 and 5): a door that is left off the list of people/step_up.py would
# be left off by every test that walks that list. What asks when it is opened, and what asks when it is sent.
TEN_MINUTES = 600
ASKS_TO_LOOK = """who_looked unexpected_look sent_copy
    my_space note note_aloud show_private not_asked_again my_advocate told keeping_me_safe my_wish my_wish_after my_data_delete_sure
    my_money money api_budget take_away take_away_file prints print_file tokens invite email_question
    mfa_index mfa_add_webauthn mfa_list_webauthn mfa_remove_webauthn mfa_edit_webauthn mfa_activate_totp
    mfa_deactivate_totp totp_picture mfa_view_recovery_codes mfa_generate_recovery_codes mfa_download_recovery_codes"""
ASKS_TO_SEND = """my_space note who_sees not_asked_again my_wish my_wish_after my_data_delete_sure my_data_keep my_data_after
    withdraw_advance hold_money hold_line answer_direct_payment take_away prints tokens part_sharing undo_sharing ask
    invite answer_help meeting_who api_part_door api_slips undo_close_circle undo_stop_seeing ask_risk_agreement
    email_question mfa_add_webauthn mfa_remove_webauthn mfa_edit_webauthn mfa_activate_totp mfa_deactivate_totp
    mfa_generate_recovery_codes"""
# Looking is a matter of slips and of the law; doing is what helping holds back.
LOOKED_AT = ("api_part_door", "api_slips", "disagree")


@pytest.fixture(autouse=True)
def nobody_knocked_too_often() -> None:
    cache.clear()


@pytest.fixture
def session(whole_world: World) -> Iterator[HelpSession]:
    with transaction.atomic():
        yield helped(whole_world, "mum")
        transaction.set_rollback(True)
    for name in ("sam", "mum"):
        whole_world.users[name].refresh_from_db()


def test_whoever_helps_finds_every_door_as_before_but_the_ones_to_write(
    whole_world: World, session: HelpSession
) -> None:
    client, wrong = client_for(whole_world, "mum"), []
    for route, doors in DOORS.items():
        for door in doors:
            for method in door.methods.split():
                expected = IN if (route, method) in OPENED else door.expected("mum")
                expected = NOT_ALLOWED if (route, method) in WAITS else expected
                if (got := knock(whole_world, client, route, method)) != expected:
                    wrong.append(f"{method} {route}: {got}, not {expected}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("what", NEVER)
def test_whoever_helps_never_does_what_is_the_persons_even_by_law(
    whole_world: World, session: HelpSession, what: str
) -> None:
    """Not even when the law lets them act for the person there at other times: they end the help first."""
    actions.record_authority(
        by=Actor(system="test"), connection=whole_world.connections["mum"], kind=AuthorityKind.DEPUTY_WELFARE,
        places=MOST_PLACES[AuthorityKind.DEPUTY_WELFARE], scope_words="All", starts_on=timezone.localdate(), seen=True,
    )  # fmt: skip
    client = client_for(whole_world, "mum")
    for route in NEVER[what].split():
        for method in DOORS[route][-1].methods.split():
            if method == "GET" and route in LOOKED_AT:
                continue
            assert knock(whole_world, client, route, method) in (HIDDEN, NOT_ALLOWED), (route, method)


def test_a_helper_types_for_the_person_takes_nothing_out_and_opens_nothing_private(
    whole_world: World, session: HelpSession
) -> None:
    part, mum = shared_part(whole_world), whole_world.actor("mum")
    client, operation = client_for(whole_world, "mum"), uuid.uuid4()
    secret = Item.objects.filter(part=part, only_me=True).first()
    sent = {"part": part.pk, "field": "appreciate", "version": 0, "text": "I make people laugh."}
    assert client.post(f"/item/{operation}/", sent).status_code == 302
    typed = Item.objects.get(pk=operation)
    assert (typed.said_by, typed.typed_by, typed.agreed_by_me) == (None, whole_world.users["mum"], "not_yet")
    page = client_for(whole_world, "sam").get(f"/part/{part.pk}/").content.decode()
    assert "Typed by Ann for me" in page and secret.text not in page, "folded on Sam's own page while Ann helps"
    assert secret.text not in client.get(f"/part/{part.pk}/").content.decode()
    out = client.post(f"/part/{part.pk}/appreciate/", {"do": f"out:{operation}"})
    assert out.status_code == 403 and Item.objects.get(pk=operation).taken_out_at is None
    others = Part.objects.filter(plan=whole_world.sam.pk).exclude(pk=part.pk)
    assert not any(decide(mum, "plans.write", each) for each in others)


def test_the_bar_stands_on_every_page_of_both_and_either_ends_it_at_once(
    whole_world: World, session: HelpSession
) -> None:
    words, part = "Ann is helping Sam until", shared_part(whole_world)
    for name in ("sam", "mum"):
        client, bare = client_for(whole_world, name), []
        for route in DOORS:
            if any("GET" in door.methods and name in door.let_in.split() for door in DOORS[route]):
                page = client.get(path_to(whole_world, route))
                if page.get("Content-Type", "").startswith("text/html") and page.status_code == 200:
                    bare += [] if words in page.content.decode() or b"<body" not in page.content else [route]
        assert bare == [], name
    for name, other in (("sam", "mum"), ("mum", "sam")):
        with transaction.atomic():
            assert client_for(whole_world, name).post(f"/help-to-write/{session.pk}/end/").status_code == 302
            assert words not in client_for(whole_world, other).get("/easier/").content.decode()
            assert not decide(whole_world.actor("mum"), "plans.write", Part.objects.get(pk=part.pk))
            assert not Slip.objects.live().filter(basis="helping").exists()
            transaction.set_rollback(True)


def test_what_was_told_to_keep_me_safe_stays_shut_beside_a_helper_and_telling_never_does(
    whole_world: World, session: HelpSession
) -> None:
    """Whoever sits there may be the one it is about. Nor do they learn who is not asked again, or of the advocate."""
    sam = client_for(whole_world, "sam")
    for route in ("told", "keeping_me_safe", "my_wish", "my_wish_after", "not_asked_again", "my_advocate"):
        page = sam.get(path_to(whole_world, route))
        assert page.status_code == 403 and "Vic" not in page.content.decode(), route
    for client in (sam, client_for(whole_world, "mum")):
        assert client.get("/tell/").status_code == client.get("/tell/somebody/").status_code == 200


def test_help_ends_by_itself_by_a_shut_door_and_by_leaving_the_circle(whole_world: World, session: HelpSession) -> None:
    part, sam, mum = shared_part(whole_world), whole_world.actor("sam"), whole_world.connections["mum"]

    def helps() -> bool:
        level = Part.objects.with_reader_level(whole_world.actor("mum")).get(pk=part.pk).reader_level
        assert (level == Level.HELP_WRITE) == HelpSession.objects.running().exists()
        return level == Level.HELP_WRITE

    assert helps() and session.ends_at - session.starts_at == timedelta(minutes=60)
    with time_machine.travel(session.ends_at + timedelta(seconds=1)):
        assert not helps()
    for end in (
        lambda: sharing.just_me(by=sam, person=whole_world.sam, part_id=part.pk),
        lambda: actions.end_connection(by=sam, connection=mum),
        lambda: actions.stop_and_close(by=sam, person=whole_world.sam),
    ):
        with transaction.atomic():
            end()
            assert not helps()
            transaction.set_rollback(True)


def test_only_the_person_or_who_heard_them_says_yes_and_not_now_gives_rest(whole_world: World) -> None:
    sam, nia, dev = (whole_world.actor(name) for name in ("sam", "nia", "dev"))
    with transaction.atomic():
        asked = actions.ask_to_help(by=dev, connection=whole_world.connections["dev"], in_front=True)
        whole_world.users["sam"].refresh_from_db()
        held = Slip.objects.live().filter(connection=whole_world.connections["dev"]).values_list("part_ids", flat=True)
        parts = {part for parts in held for part in parts}
        for wrong in ("dev", "mum", "priya", "far", "olu", "attorney"):
            assert not decide(whole_world.actor(wrong), "people.answer_help", asked), wrong
        page = client_for(whole_world, "nia").get("/help-to-write/").content.decode()
        assert "Dev would like to help Sam write" in page
        assert client_for(whole_world, "nia").post(f"/help-to-write/{asked.pk}/", {"answer": "yes"}).status_code == 302
        running = HelpSession.objects.running().get()
        given = Slip.objects.get(basis="helping", torn_at=None)
        assert running.yes_taken_by == nia.user and set(given.part_ids) == parts, "what Dev sees already"
        assert "Nia Pritchard heard your yes." in client_for(whole_world, "sam").get("/who-looked/").content.decode()
        actions.end_help(by=dev, session=running)
        own = actions.ask_to_help(by=dev, connection=whole_world.connections["dev"])
        assert not decide(nia, "people.answer_help", own), "asked on Sam's own screen, nobody else answers"
        actions.not_now(by=sam, session=own)
        with pytest.raises(PermissionDenied):
            actions.ask_to_help(by=dev, connection=whole_world.connections["dev"])
        transaction.set_rollback(True)
    whole_world.users["sam"].refresh_from_db()


# --- asking once more -----------------------------------------------------------------------------------


@pytest.fixture
def watched(whole_world: World) -> Iterator[Client]:
    """Sam, who said that others open his email and has a passkey, signed in with a number from the email alone."""
    with transaction.atomic():
        actions.answer_email_question(by=whole_world.actor("sam"), user=whole_world.users["sam"], answer=OpensEmail.YES)
        Authenticator.objects.create(user=whole_world.users["sam"], type=Authenticator.Type.TOTP, data={"secret": "x"})
        client = client_for(whole_world, "sam")
        shown(client, "code", time.time())
        yield client
        transaction.set_rollback(True)
    whole_world.users["sam"].refresh_from_db()


def shown(client: Client, kind: str, at: float) -> None:
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": kind, "at": at}]
    session.save()


def asks(world: World, client: Client, route: str, method: str) -> bool:
    with transaction.atomic():
        answer = client.generic(method, path_to(world, route))
        transaction.set_rollback(True)
    if answer.status_code == 302:
        return answer.url.startswith("/account/2fa/reauthenticate/?next=")
    return answer.status_code == 403 and "your passkey" in answer.content.decode()


@pytest.mark.parametrize("state", ["number", "passkey", "old passkey", "said no", "no passkey"])
def test_each_door_on_the_list_asks_without_a_passkey_and_opens_with_one(
    whole_world: World, watched: Client, state: str
) -> None:
    if state == "passkey":
        shown(watched, "webauthn", time.time())
    elif state == "old passkey":
        shown(watched, "webauthn", time.time() - TEN_MINUTES - 1)
    elif state == "said no":
        sam = whole_world.actor("sam")
        actions.answer_email_question(by=sam, user=whole_world.users["sam"], answer=OpensEmail.NO)
    elif state == "no passkey":
        Authenticator.objects.all().delete()
    wanted = state in ("number", "old passkey")
    wrong = [
        (route, method)
        for route, methods in step_up.DOORS.items()
        for method in sorted(methods & {"GET", "POST"} or methods)
        if asks(whole_world, watched, route, method) != wanted
    ]
    assert wrong == []


def test_the_list_of_doors_that_ask_is_whole() -> None:
    doors = step_up.DOORS.items()
    assert {name for name, methods in doors if "GET" in methods} == set(ASKS_TO_LOOK.split())
    assert {name for name, methods in doors if "POST" in methods} == set(ASKS_TO_SEND.split())


def test_what_is_just_for_me_is_folded_on_a_mixed_page_until_it_is_shown(whole_world: World, watched: Client) -> None:
    part = shared_part(whole_world)
    secret = Item.objects.filter(part=part, only_me=True).first()
    shut = watched.get(f"/part/{part.pk}/").content.decode()
    assert secret.text not in shut and "Show what is just for me" in shut
    assert (
        watched.get(f"/item/{secret.pk}/read").status_code
        == watched.get(f"/item/{secret.pk}/before/").status_code
        == 404
    )
    led = watched.get(f"/plan/show-just-for-me/?next=/part/{part.pk}/")
    assert unquote(led.url).endswith(f"next=/plan/show-just-for-me/?next=/part/{part.pk}/")
    shown(watched, "webauthn", time.time())
    assert watched.get(f"/plan/show-just-for-me/?next=/part/{part.pk}/").url == f"/part/{part.pk}/"
    assert secret.text in watched.get(f"/part/{part.pk}/").content.decode()
    eyes = Actor(user=whole_world.users["sam"], private_shut=True)
    assert (
        not decide(eyes, "plans.see_item", secret) and not Item.objects.visible_to(eyes).filter(only_me=True).exists()
    )
    assert not Note.objects.visible_to(eyes).exists()


def test_words_typed_into_a_page_that_asks_are_still_there_and_a_private_answer_is_still_saved(
    whole_world: World, watched: Client
) -> None:
    kept = watched.post("/plan/just-for-me/", {"text": "I want to move out.", "operation": str(uuid.uuid4())})
    assert kept.status_code == 403 and "I want to move out." in kept.content.decode()
    secret = Item.objects.filter(part=shared_part(whole_world), only_me=True).first()
    sent = {"version": secret.version, "operation": uuid.uuid4(), "text": "Talking to Alex, more often."}
    assert watched.post(f"/item/{secret.pk}/", sent).status_code == 302
    secret.refresh_from_db()
    assert secret.text == "Talking to Alex, more often." and secret.only_me


@pytest.mark.parametrize("go", ["start", "start_shut"])
def test_coming_back_after_everything_was_shut_asks_for_the_passkey(
    whole_world: World, watched: Client, go: str
) -> None:
    sam, held = whole_world.actor("sam"), Person.objects.get(pk=whole_world.sam.pk)
    actions.stop_and_close(by=sam, person=held)
    answer = watched.post("/stop/", {"go": go})
    held.refresh_from_db()
    assert answer.status_code == 403 and held.stopped_at is not None
    assert not Slip.objects.live().filter(content_object=held.pk).exists()
    shown(watched, "webauthn", time.time())
    assert watched.post("/stop/", {"go": go}).status_code == 302
    held.refresh_from_db()
    assert held.stopped_at is None


def test_reminders_come_back_without_a_passkey(whole_world: World, watched: Client) -> None:
    actions.stop_for_now(by=whole_world.actor("sam"), person=whole_world.sam)
    assert watched.post("/stop/", {"go": "start"}).status_code == 302


def test_shutting_doors_is_never_made_harder_and_the_answer_betrays_itself_nowhere(
    whole_world: World, watched: Client
) -> None:
    for route in (
        "close_circle",
        "who_can_see_person",
        "take_off",
        "stop_for_now",
        "sign_out_one",
        "end_help",
        "leave_fast",
    ):
        assert route not in step_up.DOORS
    stopped = watched.post("/stop/", {"go": "close"})
    assert stopped.status_code == 302 and not Slip.objects.live().filter(content_object=whole_world.sam.pk).exists()
    entry = AuditEntry.objects.filter(action="people.email_question_answered").last()
    assert entry.details == {} and entry.about_person == ""
    assert "email" not in watched.get("/plan/").content.decode().split("<main")[1].replace("demo.example", "")
    for name in ("mum", "nia", "olu"):
        client = client_for(whole_world, name)
        for route in ("my_plan", "shared_with_me", "staff_list", "api_me", "api_people", "connection"):
            assert "opens_email" not in client.get(path_to(whole_world, route)).content.decode()
