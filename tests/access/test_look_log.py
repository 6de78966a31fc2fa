"""T-LOOKLOG: whatever a member of staff reads of a person is one row of the record, written before anything is shown.

The doors come from the table of every URL; a new one is in here by being in there.
"""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.http.response import HttpResponseBase
from django.test import Client

from audit.models import AuditEntry
from people import sharing
from people.actors import system
from people.enums import Level
from plans.models import Part
from tests.access.knocking import client_for, path_to
from tests.access.personas import STAFF
from tests.access.routes import all_routes
from tests.access.table import DOORS
from tests.scenarios import World

pytestmark = pytest.mark.django_db

# What stands behind these ids is nobody's plan: boards, published figures, staff, ways of signing in.
NOT_A_PERSON = frozenset(
    {"board_id", "path_id", "report_id", "period_id", "words_id", "token", "code", "token_id", "role_id", "session_id"}
)
# Doors of staff that hold nothing of what a person said: names of people they know of already, and dates.
HOLDS_NO_CONTENT = {
    "access_override": "what staff themselves asked for; the person reads it too",
    "api_slips": "what was shared with the reader themself, by id",
    "api_suggestions": "the reader's own suggestions",
    "board_action": "a board's own",
    "change_work": "who works with whom, what for, until when",
    "question_aloud": "the question, which is the same for everybody",
    "say_why": "asks for the reason; the name alone",
    "start_support_plan": "the name of somebody they are asked to work with",
    "tell_us": "the questions; the names alone of people and circles that the teller knows of already",
    "upload": "which pieces of the reader's own upload have arrived",
}
# Pages without an id in their address: own work, names and dates, or nothing about anybody.
LISTS_WITHOUT_CONTENT = frozenset(
    {
        "about", "advocacy", "api_me", "api_people", "api_schema", "api_tools", "ask_to_open", "board_path", "boards",
        "components", "decisions", "easier", "find_picture", "help", "home", "live", "meetings", "my_data",
        "my_data_names", "my_data_to_answer", "my_plan", "offer_help", "overrides", "passkey_lost", "ready",
        "risk_agreements", "shared_with_me", "show_private", "staff_home", "staff_list", "staff_work", "start",
        "start_helper", "start_look", "tell", "told", "tokens",
    }
)  # fmt: skip


BREAK_THE_RECORD = """
CREATE FUNCTION no_record() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the record is broken'; END $$;
CREATE TRIGGER no_record BEFORE INSERT ON audit_auditentry FOR EACH ROW EXECUTE FUNCTION no_record();
"""


def doors_to_content() -> list[str]:
    """Every door with an id of a person's thing, by whatever name it goes, that takes GET."""
    found = []
    for route, doors in DOORS.items():
        ids = {name for name in all_routes()[route] if name not in NOT_A_PERSON}
        if ids and route not in HOLDS_NO_CONTENT and any("GET" in door.methods.split() for door in doors):
            found.append(route)
    return sorted(found)


@pytest.fixture(scope="module")
def staff(whole_world: World) -> dict[str, Client]:
    """Staff of both councils, signed in. Sam lets Nia help write every part, so that she comes through every door."""
    parts = list(Part.objects.filter(plan=whole_world.sam.pk).values_list("pk", flat=True))
    sharing.give(
        by=system("test"), person=whole_world.sam, connection=whole_world.connections["nia"], part_ids=parts,
        level=Level.HELP_WRITE,
    )  # fmt: skip
    return {name: client_for(whole_world, name) for name in STAFF}


@pytest.fixture(autouse=True)
def nobody_knocked_too_often() -> None:
    cache.clear()


def shown(client: Client, path: str) -> tuple[HttpResponseBase, int]:
    """The answer, and how many looks the record gained before any of its bytes were taken."""
    before = AuditEntry.objects.looks().count()
    response = client.get(path)
    return response, AuditEntry.objects.looks().count() - before


def test_every_door_of_staff_without_an_id_was_looked_at() -> None:
    """A list that staff may open names people and dates at most; a new one is read by eye and written in here."""
    without = {
        route
        for route, doors in DOORS.items()
        if not all_routes()[route]
        and any("GET" in door.methods.split() and set(door.let_in.split()) & set(STAFF) for door in doors)
    }
    assert without - LISTS_WITHOUT_CONTENT == set()


@pytest.fixture(scope="module")
def reads(whole_world: World, staff: dict[str, Client]) -> dict[tuple[str, str], tuple[int, list[AuditEntry]]]:
    """Every door to content × every member of staff: the status, and the looks at Sam that it left."""
    found = {}
    for route in doors_to_content():
        path = path_to(whole_world, route)
        for name, client in staff.items():
            with transaction.atomic():
                response, looks = shown(client, path)
                left = AuditEntry.objects.about(whole_world.sam.pk).looks().order_by("-pk")[:looks]
                found[route, name] = response.status_code, list(left)
                transaction.set_rollback(True)
    return found


def test_each_read_by_staff_is_exactly_one_look(
    whole_world: World, reads: dict[tuple[str, str], tuple[int, list[AuditEntry]]]
) -> None:
    """Shown: one row, of that reader, with what it was for. Not shown (hidden, refused, sent on): none."""
    wrong = []
    for (route, name), (status, looks) in reads.items():
        told = [(entry.actor_id, bool(entry.purpose)) for entry in looks]
        if told != ([(str(whole_world.users[name].pk), True)] if status == 200 else []):
            wrong.append(f"{route} as {name}: {status}, looks {told}")
    assert not wrong, "\n".join(wrong)
    assert sum(status == 200 for status, _looks in reads.values()) >= 40, "staff came through fewer doors than they may"


def test_what_cannot_be_written_down_is_not_shown(
    whole_world: World, staff: dict[str, Client], reads: dict[tuple[str, str], tuple[int, list[AuditEntry]]]
) -> None:
    """The INSERT fails in the database itself; every read by staff fails with it."""
    shown_all_the_same = []
    with transaction.atomic():
        with connection.as_owner(), connection.cursor() as cursor:
            cursor.execute(BREAK_THE_RECORD)
        for (route, name), (status, _looks) in reads.items():
            if status == 200 and not _fails(staff[name], path_to(whole_world, route)):
                shown_all_the_same.append(f"{route} as {name}")
        transaction.set_rollback(True)
    assert not shown_all_the_same, "\n".join(shown_all_the_same)


def _fails(client: Client, path: str) -> bool:
    try:
        with transaction.atomic():
            client.get(path)
    except DatabaseError:
        return True
    return False


def test_an_administrator_reads_nothing_of_anybody(whole_world: World, staff: dict[str, Client]) -> None:
    """Administrators configure and never read: no door to content opens for them, and none to letters of others."""
    opened = [route for route in doors_to_content() if staff["olu"].get(path_to(whole_world, route)).status_code == 200]
    assert opened == []
    assert staff["olu"].get("/outbox/").status_code == 404
