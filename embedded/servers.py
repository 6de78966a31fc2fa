"""The pair of servers of one data folder, shared by every command that uses the folder. The last one out stops them."""

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO

from embedded.places import make_data_folder
from embedded.postgres import Postgres
from embedded.trouble import Trouble
from embedded.valkey import Valkey

THROW_AWAY = f"pcp-throw-away-{os.geteuid()}-"
SETTLING = 60.0  # a younger throw-away folder may be somebody's who is just starting


def lock(path: Path, how: int) -> IO[str] | None:
    """An open file with the lock `how` on it (the kernel frees it when we die), or None when others hold it."""
    opened = path.open("a+")
    try:
        fcntl.flock(opened, how)
    except BlockingIOError:
        opened.close()
        return None
    return opened


@contextmanager
def only_one_at_a_time(data: Path) -> Iterator[None]:
    """Starting and stopping the servers of a folder: one process at a time."""
    held = lock(data / "servers.lock", fcntl.LOCK_EX)
    try:
        yield
    finally:
        if held:
            held.close()


class Servers:
    """PostgreSQL and Valkey of the folder `data`, up between `with` and its end."""

    def __init__(self, data: Path, *, durable: bool = True) -> None:
        self.data = make_data_folder(data)
        self.postgres = Postgres(data, durable=durable)
        self.valkey = Valkey(data, durable=durable)
        self.using: IO[str] | None = None

    def __enter__(self) -> "Servers":
        with only_one_at_a_time(self.data):
            self.using = lock(self.data / "users.lock", fcntl.LOCK_SH)
            try:
                self.valkey.start()
                self.postgres.start()
            except BaseException:
                self._leave()
                raise
        return self

    def __exit__(self, *_: object) -> None:
        with only_one_at_a_time(self.data):
            self._leave()

    def mend(self) -> list[str]:
        """Bring up again what has died. Gives back the names of those that had."""
        dead = [server for server in (self.valkey, self.postgres) if not server.answers()]
        for server in dead:
            server.start()
        return [server.name for server in dead]

    def environment(self) -> dict[str, str]:
        """Where the apps find the servers."""
        return {
            "DATABASE_URL": self.postgres.url,
            "DATABASE_OWNER_URL": self.postgres.owner_url,
            "REDIS_URL": self.valkey.url,
            "CELERY_BROKER_URL": self.valkey.broker_url,
        }

    def identity(self) -> str:
        """A name for this very database: another after the folder was removed and made anew."""
        return self.postgres.identity.read_text()

    def _leave(self) -> None:
        """Let go, and stop both servers when nobody else uses them."""
        if self.using:
            self.using.close()
        alone = lock(self.data / "users.lock", fcntl.LOCK_EX | fcntl.LOCK_NB)
        if alone:
            with alone:
                for server in (self.postgres, self.valkey):
                    server.stop()


class OutsideServers:
    """The servers that DATABASE_URL and REDIS_URL name. Nothing is started, nothing is stopped."""

    def __enter__(self) -> "OutsideServers":
        return self

    def __exit__(self, *_: object) -> None:
        """Leave them as they are."""

    def mend(self) -> list[str]:
        """They are looked after by somebody else."""
        return []

    def environment(self) -> dict[str, str]:
        """The addresses, as they were given."""
        names = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL")
        given = {name: os.environ[name] for name in names if os.environ.get(name)}
        return {**given, "CELERY_BROKER_URL": os.environ.get("CELERY_BROKER_URL", os.environ["REDIS_URL"])}

    def identity(self) -> str:
        """The address stands for the database."""
        return os.environ["DATABASE_URL"]


def outside() -> bool:
    """True when both servers are given from outside. Raises Trouble when only one is."""
    given = [name for name in ("DATABASE_URL", "REDIS_URL") if os.environ.get(name)]
    if len(given) == 1:
        raise Trouble("Please set both DATABASE_URL and REDIS_URL, or neither.")
    return bool(given)


def servers_for(data: Path) -> Servers | OutsideServers:
    """The servers for a data folder: those from outside when they are given, else our own."""
    return OutsideServers() if outside() else Servers(data)


@contextmanager
def throw_away_folder(*, durable: bool) -> Iterator[Path]:
    """A data folder for one command, removed after it. What killed commands left behind is removed first.

    `durable` puts it on a real disk: the temporary folder may be memory, where promises to the disk cost nothing.
    """
    parent = Path("/var/tmp" if durable else tempfile.gettempdir())
    sweep(parent)
    data = Path(tempfile.mkdtemp(prefix=THROW_AWAY, dir=parent))
    data.chmod(0o711)
    try:
        yield data
    finally:
        shutil.rmtree(data, ignore_errors=True)


@contextmanager
def throw_away_servers(*, durable: bool) -> Iterator[tuple[Path, Servers | OutsideServers]]:
    """A throw-away folder with servers of its own in it, or the servers from outside when they are given."""
    with ExitStack() as stack:
        data = make_data_folder(stack.enter_context(throw_away_folder(durable=durable)))
        servers: Servers | OutsideServers = OutsideServers() if outside() else Servers(data, durable=durable)
        stack.enter_context(servers)
        yield data, servers


def sweep(parent: Path) -> None:
    """Stop and remove the throw-away servers of commands that were killed. Living ones hold their lock."""
    for left in parent.glob(f"{THROW_AWAY}*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime < SETTLING:
                continue
            Servers(left).__exit__()
            free = lock(left / "users.lock", fcntl.LOCK_EX | fcntl.LOCK_NB)
            if free:
                free.close()
                shutil.rmtree(left)
