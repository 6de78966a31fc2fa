"""Django's PostgreSQL backend, with every statement told who acts (`row_security.acting`).

The setting holds for a transaction and never for a session, so that a pooler which hands a connection from one user
to the next hands nothing else on. In autocommit the setting and the statement are one implicit transaction and one
round trip: psycopg's pipeline sends both before the one Sync that ends it. In an open transaction it is said with its
first statement, and again when somebody else acts or a savepoint took it back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.base.base import NO_DB_ALIAS
from django.db.backends.postgresql import base
from django.db.backends.postgresql.psycopg_any import register_tzloader
from django.utils import timezone
from psycopg import Copy, ServerCursor
from psycopg.pq import Format, TransactionStatus

from row_security import acting

TELL = (
    "SELECT set_config('pcp.user', %s, true), set_config('pcp.person', %s, true), set_config('pcp.work', %s, true),"
    " set_config('pcp.now', %s, true), set_config('pcp.today', %s, true)"
)
# The role that a connection acts as, if it may do more than an application should.
POWERS = """
SELECT rolname, rolsuper, rolbypassrls, EXISTS (
    SELECT FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
    AND pg_has_role(current_user, c.relowner, 'USAGE'))
FROM pg_roles WHERE rolname = current_user AND EXISTS (SELECT FROM pg_class WHERE relname = 'django_migrations')
"""


class TellsWhoActs:
    """Mixed into a psycopg cursor. Without `wrapper` (psycopg's own errands) it is a plain cursor."""

    wrapper: DatabaseWrapper | None = None

    def execute(self, *words: Any, **options: Any) -> Any:
        if self.wrapper is None:
            return super().execute(*words, **options)
        return self.wrapper.tell_and(super().execute, *words, **options)

    def executemany(self, *words: Any, **options: Any) -> Any:
        if self.wrapper is None:
            return super().executemany(*words, **options)
        return self.wrapper.tell_and(super().executemany, *words, **options)

    @contextmanager
    def copy(self, *words: Any, **options: Any) -> Iterator[Copy]:
        """A copy cannot go through a pipeline: it has a transaction of its own, or the one that is open."""
        with self._told_in_a_transaction(), super().copy(*words, **options) as copy:
            yield copy

    @contextmanager
    def _told_in_a_transaction(self) -> Iterator[None]:
        if self.wrapper is None or not self.wrapper.tells:
            yield
            return
        with self.connection.transaction():
            self.wrapper.tell()
            yield


class ActingCursor(TellsWhoActs, base.Cursor):
    """Values are put into the statement here."""


class ActingBindingCursor(TellsWhoActs, base.ServerBindingCursor):
    """Values travel beside the statement."""


class TellsBeforeDeclaring(TellsWhoActs):
    """A named cursor is declared outside of a pipeline. Its rows are found as whoever acted then."""

    def execute(self, *words: Any, **options: Any) -> Any:
        with self._told_in_a_transaction():
            return super(TellsWhoActs, self).execute(*words, **options)


class ActingServerCursor(TellsBeforeDeclaring, ServerCursor):
    """A named cursor whose values travel beside the statement."""


class ActingServerSideCursor(TellsBeforeDeclaring, base.ServerSideCursor):
    """A named cursor whose values are put into the statement here."""


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection. `tells` is False while the owner of the tables works through it (migrations)."""

    _checked: set[str] = set()

    def __init__(self, *words: Any, **options: Any) -> None:
        super().__init__(*words, **options)
        self.tells = self.alias != NO_DB_ALIAS
        self._told: acting.Acting | None = None
        self._speaker: Any = None

    def get_connection_params(self) -> dict[str, Any]:
        params = super().get_connection_params()
        binding = params["cursor_factory"] is base.ServerBindingCursor
        params["cursor_factory"] = ActingBindingCursor if binding else ActingCursor
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        self._told = None
        connection = super().get_new_connection(conn_params)
        self._speaker = connection.cursor()
        return connection

    def init_connection_state(self) -> None:
        super().init_connection_state()
        if self.tells and self.settings_dict.get("REFUSE_POWERS"):
            self._refuse_powers()

    def create_cursor(self, name: str | None = None) -> Any:
        cursor = self._named(name) if name else super().create_cursor()
        cursor.wrapper = self
        return cursor

    def _named(self, name: str) -> Any:
        binding = self.settings_dict["OPTIONS"].get("server_side_binding") is True
        factory = ActingServerCursor if binding else ActingServerSideCursor
        cursor = factory(self.connection, name=name, scrollable=False, withhold=self.connection.autocommit)
        loader = self.connection.adapters.get_loader(base.TIMESTAMPTZ_OID, Format.TEXT)
        if self.timezone != loader.timezone:
            register_tzloader(self.timezone, cursor)
        return cursor

    # --- telling --------------------------------------------------------------------------------
    def tell(self) -> None:
        """Say who acts, for the transaction that is open."""
        self._say(acting.now())

    def tell_and(self, execute: Callable[..., Any], *words: Any, **options: Any) -> Any:
        """Say who acts, if the transaction does not know it yet, and execute, in one round trip."""
        connection = self.connection
        if not self.tells:
            return execute(*words, **options)
        who = acting.now()
        if connection.autocommit and who == acting.NOBODY:  # unsaid, it is nobody who acts
            return execute(*words, **options)
        if not connection.autocommit:
            broken = connection.pgconn.transaction_status == TransactionStatus.INERROR
            if self._told == who or broken:  # a broken transaction takes nothing but its own rolling back
                return execute(*words, **options)
        with connection.pipeline():
            self._say(who)
            done = execute(*words, **options)
        self._told = None if connection.autocommit else who
        return done

    def _say(self, who: acting.Acting) -> None:
        now = timezone.now()
        today = timezone.localdate(now)
        self._speaker.execute(TELL, (who.user, who.person, who.work, now.isoformat(), today.isoformat()))

    def _set_autocommit(self, autocommit: bool) -> None:
        self._told = None
        super()._set_autocommit(autocommit)

    def _commit(self) -> Any:
        self._told = None
        return super()._commit()

    def _rollback(self) -> Any:
        self._told = None
        return super()._rollback()

    def _savepoint_rollback(self, sid: str) -> None:
        super()._savepoint_rollback(sid)
        self._told = None

    # --- roles ----------------------------------------------------------------------------------
    def _configure_role(self, connection: Any) -> bool:
        return self.tells and super()._configure_role(connection)

    @contextmanager
    def as_owner(self) -> Iterator[None]:
        """Inside, the role that owns the tables works here: by its own address where one is given (OWNER), else
        by laying down the application's role for a while."""
        if not self.tells:
            yield
            return
        owner = self.settings_dict.get("OWNER")
        if owner:
            with self._another_login(owner):
                yield
        else:
            with self._role_laid_down():
                yield

    @contextmanager
    def _another_login(self, owner: dict[str, Any]) -> Iterator[None]:
        if self.in_atomic_block:
            raise ImproperlyConfigured("Another role needs another connection: not inside a transaction.")
        names = ("USER", "PASSWORD", "HOST", "PORT")
        given = {name: self.settings_dict[name] for name in names}
        self.close()
        self.tells = False
        self.settings_dict.update({name: owner[name] for name in names})
        try:
            yield
        finally:
            self.close()
            self.settings_dict.update(given)
            self.tells = True

    @contextmanager
    def _role_laid_down(self) -> Iterator[None]:
        role = self.settings_dict["OPTIONS"].get("assume_role")
        self.tells = False
        try:
            if self.connection is not None and role:
                self._plainly("RESET ROLE")
            yield
        finally:
            self.tells, self._told = True, None
            # A broken transaction takes the laying down back by itself.
            broken = self.connection and self.connection.pgconn.transaction_status == TransactionStatus.INERROR
            if self.connection is not None and role and not broken:
                self._plainly(self.ops.compose_sql("SET ROLE %s", [role]))

    def _plainly(self, statement: Any) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(statement)

    def _refuse_powers(self) -> None:
        """Once for each role in a process. Raises ImproperlyConfigured with one sentence."""
        user = f"{self.settings_dict['USER']}@{self.settings_dict['HOST']}/{self.settings_dict['NAME']}"
        if user in self._checked:
            return
        with self.connection.cursor() as cursor:
            row = cursor.execute(POWERS).fetchone()
        if row is not None:
            name, superuser, bypasses, owns = row
            faults = [
                words
                for fault, words in (
                    (superuser, "is a superuser"), (bypasses, "has BYPASSRLS"), (owns, "owns the tables"),
                )
                if fault
            ]  # fmt: skip
            if faults:
                self.close()
                raise ImproperlyConfigured(
                    f"The database role {name} {' and '.join(faults)}, so row security would not hold: "
                    "DATABASE_URL must name a role that owns nothing (docs/operating.md)."
                )
            self._checked.add(user)
