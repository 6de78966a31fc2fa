"""Writes the rules of `row_security.policies` into the database, and says whether they stand there as written.

It runs at the end of every `migrate`, as the role that owns the tables, and changes nothing when all is as written.
Tables are done one at a time, each in a transaction of its own: none is ever open in between.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from django.db import connections, transaction

from row_security import functions
from row_security.policies import GUARDED, OPEN_TABLES, READ_ONLY_TABLES

COMMANDS = {"SELECT": "USING", "INSERT": "WITH CHECK", "UPDATE": "USING", "DELETE": "USING"}
LOCK_TIMEOUT = "10s"
# All that the rules are made of, as PostgreSQL itself says it.
_STATE = """
SELECT md5(string_agg(line, E'\n' ORDER BY line)) FROM (
    SELECT concat_ws('|', tablename, policyname, permissive, roles, cmd, qual, with_check) FROM pg_policies WHERE schemaname = 'public'
    UNION ALL
    SELECT concat_ws('|', relname, relkind, relrowsecurity, relforcerowsecurity, relacl) FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'S')
    UNION ALL
    SELECT concat_ws('|', proname, prosecdef, proconfig, prosrc) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    AND (proname LIKE 'pcp\\_%' OR proname LIKE 'pgtrigger\\_%' OR proname = '_pgtrigger_should_ignore')
) AS lines(line)
"""
_NOTE = "SELECT obj_description('pcp_user()'::regprocedure)"


def tables_of_database(alias: str = "default") -> set[str]:
    """The names of all tables."""
    words = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
    return {name for (name,) in _rows(alias, words)}


def unlisted(alias: str = "default") -> set[str]:
    """Tables that stand in no list of the policies. The application cannot even open them."""
    return tables_of_database(alias) - set(GUARDED) - set(OPEN_TABLES) - set(READ_ONLY_TABLES)


def is_as_written(role: str, alias: str = "default") -> bool:
    """Whether the database holds the rules as this release has them and nobody changed them since."""
    if not _rows(alias, "SELECT to_regprocedure('pcp_user()')")[0][0]:
        return False
    return _rows(alias, _NOTE)[0][0] == _note(role, alias)


def write(role: str, alias: str = "default") -> None:
    """Make functions, rules and grants for the application's role. Called as the owner of the tables."""
    there = tables_of_database(alias)
    with transaction.atomic(using=alias):
        _run(alias, [f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'", *functions.statements()])
        names = [name for (name,) in _rows(alias, functions.TRIGGERS_AS_OWNER)]
        _run(alias, [f"ALTER FUNCTION {name} SECURITY DEFINER SET search_path = public, pg_temp" for name in names])
        _run(alias, [f"REVOKE EXECUTE ON FUNCTION {functions.FORGETS_KIND} FROM PUBLIC"])
        _run(alias, [f'GRANT EXECUTE ON FUNCTION {functions.FORGETS_KIND} TO "{role}"'])
        # Every other role of the database could otherwise read through the plain grants to everybody.
        _run(alias, [f'GRANT USAGE ON SCHEMA public TO "{role}"'])
        _run(alias, [f'GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO "{role}"'])
    for table in sorted(there):
        with transaction.atomic(using=alias):
            _run(alias, [f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'", *_statements(table, role)])
    _run(alias, [f"COMMENT ON FUNCTION pcp_user() IS '{_note(role, alias)}'"])


def _statements(table: str, role: str) -> list[str]:
    grant = [f'REVOKE ALL ON "{table}" FROM "{role}"']
    if table not in GUARDED:
        can = "SELECT, INSERT, UPDATE, DELETE" if table in OPEN_TABLES else "SELECT"
        listed = table in OPEN_TABLES or table in READ_ONLY_TABLES
        return [*grant, *([f'GRANT {can} ON "{table}" TO "{role}"'] if listed else [])]
    can = ", ".join(command for command in COMMANDS if command == "SELECT" or not table.endswith("event"))
    return [
        *grant,
        f'GRANT {can} ON "{table}" TO "{role}"',
        f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY',
        # Migrations, backups and the functions above work as the owner.
        f'DROP POLICY IF EXISTS pcp_owner ON "{table}"',
        f'CREATE POLICY pcp_owner ON "{table}" TO CURRENT_USER USING (true) WITH CHECK (true)',
        *(line for command in COMMANDS for line in _policy(table, command, role)),
    ]


def _policy(table: str, command: str, role: str) -> Iterable[str]:
    name, condition = f"pcp_{command.lower()}", functions.policy_condition(table, command)
    yield f'DROP POLICY IF EXISTS {name} ON "{table}"'
    yield f'CREATE POLICY {name} ON "{table}" FOR {command} TO "{role}" {COMMANDS[command]} ({condition})'


def _note(role: str, alias: str) -> str:
    """What was asked for, and what the database made of it."""
    words = [*functions.statements(), *(line for table in sorted(GUARDED) for line in _statements(table, role))]
    words += [*sorted(OPEN_TABLES), *sorted(READ_ONLY_TABLES)]
    return f"{hashlib.sha256(chr(10).join(words).encode()).hexdigest()[:32]} {_rows(alias, _STATE)[0][0]}"


def _rows(alias: str, words: str) -> list[Any]:
    with connections[alias].cursor() as cursor:
        cursor.execute(words)
        return list(cursor.fetchall())


def _run(alias: str, statements: Iterable[str]) -> None:
    with connections[alias].cursor() as cursor:
        for each in statements:
            cursor.execute(each)
