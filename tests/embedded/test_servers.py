"""The real pair of servers: started, killed, found again, shared, and stopped by the last one out."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest
import redis

from embedded import servers as servers_module
from embedded.servers import Servers, sweep, throw_away_folder, throw_away_servers
from embedded.system_account import run_as
from pcp.environment import database

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """One folder for all: making a cluster is the slow part, starting one is quick."""
    with throw_away_folder(durable=False) as data:
        yield data


def sql(pair: Servers, words: str, address_of: str = "DATABASE_URL") -> list[tuple[object, ...]]:
    """Run one statement as the apps would: through what DATABASE_URL says; or as the owner of the tables."""
    said = database(pair.environment()[address_of])
    names = {"dbname": "NAME", "user": "USER", "host": "HOST", "port": "PORT"}
    address = " ".join(f"{word}={said[name]}" for word, name in names.items())
    with psycopg.connect(address) as line:
        done = line.execute(words.encode())
        return done.fetchall() if done.description else []


def queue(pair: Servers) -> redis.Redis:
    return redis.Redis.from_url(pair.environment()["REDIS_URL"])


def kill_both(pair: Servers) -> None:
    """kill -9 for every process of both servers."""
    for pid in pair.postgres._processes() | {int(queue(pair).info("server")["process_id"])}:
        with suppress(ProcessLookupError):  # the others go by themselves when the first of them dies
            os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + 10
    while pair.postgres._processes() or pair.valkey.answers():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_data_survives_kill_9_of_both_servers_and_their_supervisor(folder: Path) -> None:
    killed = Servers(folder).__enter__()
    sql(killed, "CREATE TABLE words (said text)", "DATABASE_OWNER_URL")
    sql(killed, "INSERT INTO words VALUES ('dw i eisiau ci')", "DATABASE_OWNER_URL")
    queue(killed).set("said", "dw i eisiau ci")
    time.sleep(1.2)  # the queue promises what is older than a second
    kill_both(killed)
    assert killed.using is not None
    killed.using.close()  # what the kernel does when the supervisor is killed

    with Servers(folder) as again:
        assert sql(again, "SELECT said FROM words", "DATABASE_OWNER_URL") == [("dw i eisiau ci",)]
        assert queue(again).get("said") == b"dw i eisiau ci"
    assert not again.postgres.answers()
    assert not again.valkey.answers()


def test_servers_left_by_a_killed_supervisor_are_found_again(folder: Path) -> None:
    killed = Servers(folder).__enter__()
    before = killed.postgres.pid()
    assert killed.using is not None
    killed.using.close()
    with Servers(folder) as again:
        assert again.postgres.pid() == before
        assert again.identity() == killed.identity()


def test_the_last_one_out_stops_the_servers(folder: Path) -> None:
    with Servers(folder) as first:
        with Servers(folder) as second:
            assert second.postgres.pid() == first.postgres.pid()
        assert first.postgres.answers()
        assert first.valkey.answers()
    assert not first.postgres.answers()
    assert not first.valkey.answers()


def test_a_server_that_died_is_brought_up_again(folder: Path) -> None:
    with Servers(folder) as pair:
        kill_both(pair)
        assert pair.mend() == ["Valkey", "PostgreSQL"]
        assert pair.mend() == []
        assert sql(pair, "SELECT 1") == [(1,)]


def test_a_dead_servers_number_that_another_program_has_now_is_no_server(folder: Path) -> None:
    with Servers(folder) as pair:
        note = pair.postgres.cluster / "postmaster.pid"
        lines = note.read_text().split("\n")
    with subprocess.Popen(["sleep", "60"], **run_as(pair.postgres.owner)) as another:
        note.write_text("\n".join([str(another.pid), *lines[1:]]))
        with Servers(folder) as again:
            assert sql(again, "SELECT 1") == [(1,)]
        another.kill()


def test_the_apps_role_owns_nothing_and_the_one_that_migrates_is_no_superuser(folder: Path) -> None:
    rights = "SELECT rolname, rolsuper, rolbypassrls, rolcreatedb FROM pg_roles WHERE rolname = current_user"
    with Servers(folder) as pair:
        assert sql(pair, rights) == [("pcp_app", False, False, False)]
        assert sql(pair, rights, "DATABASE_OWNER_URL") == [("pcp", False, False, False)]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            sql(pair, "CREATE TABLE mine (words text)")
        sql(pair, "CREATE EXTENSION pg_trgm", "DATABASE_OWNER_URL")
        sql(pair, "CREATE EXTENSION btree_gist", "DATABASE_OWNER_URL")
        assert sql(pair, "SELECT upper('ŵ')") == [("Ŵ",)]


def test_a_folder_of_an_earlier_release_gets_the_second_role_at_its_next_start(folder: Path) -> None:
    with Servers(folder) as pair:
        sql(pair, "DROP OWNED BY pcp_app", "DATABASE_OWNER_URL")
        drop = [
            str(pair.postgres.programs / "psql"),
            "-h",
            str(pair.postgres.sockets),
            "-U",
            "postgres",
            "-c",
            "DROP ROLE pcp_app",
        ]
        subprocess.run([*drop, "postgres"], check=True, stdout=subprocess.DEVNULL, **run_as(pair.postgres.owner))
        (pair.postgres.home / "two-roles").unlink()
        before = pair.identity()
    with Servers(folder) as again:
        assert sql(again, "SELECT current_user::text") == [("pcp_app",)]
        assert again.identity() == before


def test_no_network_port_is_open_and_the_sockets_are_closed_to_others(folder: Path) -> None:
    with Servers(folder) as pair:
        assert sql(pair, "SHOW listen_addresses") == [("",)]
        assert queue(pair).config_get("port") == {"port": "0"}
        for place in (pair.postgres.sockets, pair.postgres.cluster, pair.valkey.home):
            assert place.stat().st_mode & 0o077 == 0


def test_throw_away_servers_leave_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    with throw_away_servers(durable=False) as (data, pair):
        assert isinstance(pair, Servers)
        assert sql(pair, "SHOW fsync") == [("off",)]
    assert not data.exists()
    assert pair.postgres.pid() is None


def test_what_a_killed_command_left_is_swept_and_a_living_one_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(servers_module, "SETTLING", 0.0)
    with throw_away_folder(durable=False) as left:
        monkeypatch.setattr(servers_module, "THROW_AWAY", left.name)
        pair = Servers(left, durable=False).__enter__()
        sweep(left.parent)
        assert pair.postgres.answers()
        assert pair.using is not None
        pair.using.close()
        sweep(left.parent)
        assert not pair.postgres.answers()
        assert not left.exists()
