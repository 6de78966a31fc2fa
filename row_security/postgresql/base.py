"""Django's PostgreSQL backend, with every statement told who acts (`row_security.acting`).

The setting holds for a transaction and never for a session, so that a pooler which hands a connection from one user
to the next hands nothing else on. In autocommit the setting and the statement are one implicit transaction and one
round trip: psycopg's pipeline sends both before the one Sync that ends it. In an open transaction it is said with its
first statement, and again when somebody else acts or a savepoint took it back.

A statement that both reads and records may hand over its rows while its commit is still on the way to the disk
(`rows_before_commit`): the page is drawn meanwhile, and leaves when the commit is confirmed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.base.base import NO_DB_ALIAS
from django.db.backends.postgresql import base
from django.db.backends.postgresql.psycopg_any import register_tzloader
from django.utils import timezone
from psycopg import Copy, Pipeline, ServerCursor, _queries
from psycopg.pq import Format, TransactionStatus

from row_security import acting

TELL = (
    "SELECT set_config('pcp.user', %s, true), set_config('pcp.person', %s, true), set_config('pcp.work', %s, true),"
    " set_config('pcp.now', %s, true), set_config('pcp.today', %s, true)"
)
# psycopg remembers how it took a statement apart to find its values, unless the text is longer than this. It leaves out
# what no program says twice, such as rows by the thousand; ours that ask who may see what are longer, and said each page.
_queries.MAX_CACHED_STATEMENT_LENGTH = 16_384
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
        self.wrapper.wait_for_commit()
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
        self._committing: AbstractContextManager[Any] | None = None

    def get_connection_params(self) -> dict[str, Any]:
        params = super().get_connection_params()
        binding = params["cursor_factory"] is base.ServerBindingCursor
        params["cursor_factory"] = ActingBindingCursor if binding else ActingCursor
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        self._told = self._committing = None
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
        if self._committing is not None:
            self.wait_for_commit()
        connection = self.connection
        if not self.tells:
            return execute(*words, **options)
        who = acting.now()
        if self._told == who or (connection.autocommit and who == acting.NOBODY):  # unsaid, it is nobody who acts
            return execute(*words, **options)
        if not connection.autocommit and connection.pgconn.transaction_status == TransactionStatus.INERROR:
            return execute(*words, **options)  # a broken transaction takes nothing but its own rolling back
        with self._pipeline():
            self._say(who)
            done = execute(*words, **options)
        self._told = None if connection.autocommit else who
        return done

    @contextmanager
    def _pipeline(self) -> Iterator[Pipeline]:
        """psycopg's pipeline, which also says what happened when the commit itself fails (a deferred constraint)."""
        with self.connection.pipeline() as pipeline:
            yield pipeline
            # The sync that ends it has two answers then, the failure and its own, and psycopg waits for one: it could
            # not leave the pipeline, and said that. An answer that is waited for and does not come costs nothing.
            pipeline.result_queue.append(None)

    def _say(self, who: acting.Acting) -> None:
        now = timezone.now()
        today = timezone.localdate(now)
        self._speaker.execute(TELL, (who.user, who.person, who.work, now.isoformat(), today.isoformat()))

    # --- committing meanwhile -------------------------------------------------------------------
    def rows_before_commit(self, statement: str, values: Any) -> list[tuple[Any, ...]]:
        """The rows of one statement, which is a transaction of its own and may still be on its way to the disk.

        Whatever is made of them must not leave before `wait_for_commit`. In a request `KeptFirstMiddleware` waits
        before the answer leaves, and so does the next statement; elsewhere, and in a transaction that is open, this is
        `execute` and `fetchall`. Raises what they raise.
        """
        with self.cursor() as cursor:
            if not (self.tells and self.connection.autocommit and acting.in_request()):
                cursor.execute(statement, values)
                return cursor.fetchall()
            committing = self._pipeline()
            pipeline = committing.__enter__()
            try:
                self._say(acting.now())
                self._told = acting.now()
                cursor.execute(statement, values)
                # The rows are sent off as soon as they are there, and then it is committed; nobody waits for either.
                pipeline.pgconn.send_flush_request()
                pipeline.pgconn.pipeline_sync()
                pipeline.pgconn.flush()
                try:
                    return cursor.fetchall()
                finally:
                    # The answer to that sync is for psycopg to take up at the end, where it need not send another one.
                    pipeline.result_queue.append(None)
                    vars(pipeline).update(_enqueue_sync=lambda: None)
            finally:
                self._told, self._committing = None, committing

    def wait_for_commit(self) -> None:
        """Return when everything that was handed over early is committed. Raises a DatabaseError if it could not be."""
        committing, self._committing = self._committing, None
        if committing is not None:
            with self.wrap_database_errors:
                committing.__exit__(None, None, None)

    def _close(self) -> Any:
        try:
            self.wait_for_commit()
        finally:
            super()._close()

    def _set_autocommit(self, autocommit: bool) -> None:
        self.wait_for_commit()
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
