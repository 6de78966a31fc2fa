"""What the second line stands on: rules that are in the database, a role that cannot undo them, a line told each time."""

from __future__ import annotations

import random
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from people.models import User
from plans.process import STATES_DECIDERS_SEE
from plans.staff_querysets import WATCHING_ROLES
from row_security import acting, catalogue, roles
from row_security.policies import GUARDED, OPEN_TABLES, READ_ONLY_TABLES, law, support
from row_security.postgresql.base import DatabaseWrapper
from tests.access.knocking import client_for
from tests.access.without_policy import sql
from tests.scenarios import World

pytestmark = pytest.mark.django_db

# --- the catalogue -----------------------------------------------------------------------------------------


def test_every_table_stands_in_one_list() -> None:
    assert catalogue.unlisted() == set(), (
        "Give each of these one line: in row_security/policies/open_tables.py with the reason why it names no person, "
        "or in policies/plan.py, people.py, support.py, others.py as Rows(read=who may read it, write=who may write it)."
    )
    lists = [set(GUARDED), set(OPEN_TABLES), set(READ_ONLY_TABLES)]
    assert set().union(*lists) - catalogue.tables_of_database() == set(), "these lines name no table"
    assert len(set().union(*lists)) == sum(map(len, lists)), "a table stands in two lists"
    assert all(OPEN_TABLES.values())


def test_the_database_holds_the_rules_as_they_are_written_here() -> None:
    assert catalogue.is_as_written(roles.application_role())
    forced = "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity AND relkind = 'r'"
    assert {name for (name,) in sql(forced)} == set(GUARDED)
    commands = sql("SELECT tablename, array_agg(cmd ORDER BY cmd) FROM pg_policies WHERE cmd <> 'ALL' GROUP BY 1")
    assert dict(commands) == {table: ["DELETE", "INSERT", "SELECT", "UPDATE"] for table in GUARDED}


def test_a_rule_that_somebody_changed_by_hand_is_found() -> None:
    with transaction.atomic():
        with connection.as_owner():
            sql("ALTER POLICY pcp_select ON plans_note USING (true)")
        assert not catalogue.is_as_written(roles.application_role())
        transaction.set_rollback(True)
    assert catalogue.is_as_written(roles.application_role())


def test_the_states_that_deciders_see_are_the_same_in_both_lines() -> None:
    assert set(support.SENT) == {str(state) for state in STATES_DECIDERS_SEE}


def test_those_who_watch_over_openings_by_law_are_the_same_in_both_lines() -> None:
    assert set(law.WATCHING) == {str(role) for role in WATCHING_ROLES}


def test_the_application_acts_as_a_role_that_owns_nothing() -> None:
    rows = sql(
        "SELECT rolsuper, rolbypassrls, (SELECT count(*) FROM pg_class WHERE relowner = r.oid) FROM pg_roles r"
        " WHERE rolname = current_user"
    )
    assert rows == [(False, False, 0)]


@pytest.mark.parametrize(
    "words",
    ["TRUNCATE plans_note", "ALTER TABLE plans_note DISABLE ROW LEVEL SECURITY", "DROP POLICY pcp_select ON plans_note",
     "DELETE FROM plans_noteevent", "SET row_security = off; SELECT * FROM plans_note"],
)  # fmt: skip
def test_the_application_may_not_take_the_rules_away(words: str) -> None:
    with acting.request():
        for each in words.split("; ")[:-1]:
            sql(each)
        with pytest.raises(DatabaseError), transaction.atomic():
            sql(words.split("; ")[-1])


# --- the start ---------------------------------------------------------------------------------------------


def another_line(**settings: Any) -> DatabaseWrapper:
    given = {**connection.settings_dict, "OPTIONS": dict(connection.settings_dict["OPTIONS"]), **settings}
    return DatabaseWrapper(given, alias="default")


def test_a_role_that_may_do_too_much_is_refused_with_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DatabaseWrapper, "_checked", set())
    mighty = another_line(REFUSE_POWERS=True)
    mighty.settings_dict["OPTIONS"].pop("assume_role")
    with pytest.raises(ImproperlyConfigured, match=r"^The database role \w+ .*so row security would not hold"):
        mighty.ensure_connection()
    mighty.close()
    plain = another_line(REFUSE_POWERS=True)
    plain.ensure_connection()
    plain.close()


# --- one connection, many users ------------------------------------------------------------------------------

TELLING = "SELECT coalesce(current_setting('pcp.user', true), ''), coalesce(current_setting('pcp.work', true), '')"
WHO = "SELECT pcp_user()"


def told_now(line: DatabaseWrapper) -> tuple[str, str]:
    """What the session itself holds, asked past our cursors, as the next user of a pooled connection would find it."""
    return tuple(line.connection.execute(TELLING).fetchone())


def in_autocommit(line: DatabaseWrapper) -> object:
    with line.cursor() as cursor:
        return cursor.execute(WHO).fetchone()[0]


def many_at_once(line: DatabaseWrapper) -> object:
    with line.cursor() as cursor:
        cursor.executemany("SELECT set_config('pcp.seen', pcp_user()::text || %s, false)", [("",), ("",)])
        return UUID(line.connection.execute("SELECT current_setting('pcp.seen')").fetchone()[0])


def by_a_named_cursor(line: DatabaseWrapper) -> object:
    with line.chunked_cursor() as cursor:
        cursor.execute(WHO)
        return cursor.fetchone()[0]


def by_a_copy(line: DatabaseWrapper) -> object:
    with line.cursor() as cursor, cursor.copy(f"COPY ({WHO}) TO STDOUT") as copy:
        return UUID(b"".join(bytes(row) for row in copy).decode().strip())


def after_a_failure(line: DatabaseWrapper) -> object:
    with pytest.raises(DatabaseError), line.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")
    return in_autocommit(line)


def in_a_transaction(line: DatabaseWrapper) -> object:
    """Others act inside it, and a savepoint is rolled back: each statement is still the right one's."""
    line.set_autocommit(False)
    try:
        first = in_autocommit(line)
        mark = line.savepoint()
        with acting.as_user(UUID(int=1)):
            assert in_autocommit(line) == UUID(int=1)
            line.savepoint_rollback(mark)
            assert in_autocommit(line) == UUID(int=1)
        assert in_autocommit(line) == first
        mark = line.savepoint()
        with pytest.raises(DatabaseError), acting.system("tests"), line.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")
        line.savepoint_rollback(mark)
        assert by_a_named_cursor(line) == by_a_copy(line) == first
        return in_autocommit(line)
    finally:
        line.rollback()
        line.set_autocommit(True)


WAYS = (in_autocommit, many_at_once, by_a_named_cursor, by_a_copy, after_a_failure, in_a_transaction)


def test_fifty_users_on_one_connection_never_meet() -> None:
    """As a pooler hands one connection round: what one statement was told is gone before the next one comes."""
    line, users, order = another_line(), [UUID(int=1000 + n) for n in range(50)], random.Random(50)
    line.ensure_connection()
    try:
        for turn in range(240):
            user, way = order.choice(users), order.choice(WAYS)
            with acting.as_user(user):
                assert way(line) == user, (turn, way)
            assert told_now(line) == ("", ""), (turn, way)
            with acting.request():
                assert in_autocommit(line) is None, (turn, way)
    finally:
        line.close()


def test_a_request_leaves_nothing_behind(whole_world: World) -> None:
    before = acting.now()
    client = client_for(whole_world, "mum")
    assert client.get("/shared/").status_code == 200
    assert acting.now() == before


def test_two_statements_still_draw_the_page_of_a_reader(whole_world: World) -> None:
    # Only while somebody may be helping does each page ask one thing more.
    User.objects.filter(pk=whole_world.users["mum"].pk).update(help_until=None)
    client, url = client_for(whole_world, "mum"), f"/plan/{whole_world.sam.pk}/"
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    assert len(seen) == 2, [query["sql"] for query in seen.captured_queries]
