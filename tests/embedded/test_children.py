"""A child that dies is told of, started again, and given up after a few tries."""

import os
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from embedded import supervisor
from embedded.children import TRIES, Child, keep_old_log, stop_children
from embedded.trouble import Trouble


@pytest.fixture
def short_lived(tmp_path: Path) -> Iterator[Child]:
    words = [sys.executable, "-c", "print('I fell over'); raise SystemExit(3)"]
    child = Child("web", words, tmp_path / "web.log", dict(os.environ))
    yield child
    stop_children([child])


def die(child: Child, said: list[str]) -> None:
    """Start the child, wait for its end and let the supervisor see it."""
    child.start()
    assert child.process is not None
    child.process.wait(10)
    child.keep_alive(said.append)


def test_a_dead_child_is_named_with_the_end_of_its_log(short_lived: Child) -> None:
    said: list[str] = []
    die(short_lived, said)
    assert said[0].startswith("web ended with code 3.")
    assert "I fell over" in said[0]
    assert said[0].endswith("It is started again in 1 s.")


def test_each_new_start_waits_longer_and_at_last_everything_stops(short_lived: Child) -> None:
    said: list[str] = []
    for _ in range(TRIES):
        die(short_lived, said)
    assert [story.split()[-2] for story in said] == ["1", "2", "4", "8", "16"]
    with pytest.raises(Trouble, match="does not stay up"):
        die(short_lived, said)


def test_a_dead_child_is_started_when_its_time_has_come(short_lived: Child) -> None:
    die(short_lived, [])
    before = short_lived.process
    short_lived.keep_alive(print)
    assert short_lived.process is before
    short_lived.due = 0.0
    short_lived.keep_alive(print)
    assert short_lived.process is not before


def test_a_child_that_does_not_listen_is_ended_with_all_it_started(tmp_path: Path) -> None:
    note = tmp_path / "grandchild"
    stubborn = (
        "import signal, subprocess, sys, pathlib, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "inner = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
        f"pathlib.Path({str(note)!r}).write_text(str(inner.pid)); time.sleep(60)"
    )
    child = Child("worker", [sys.executable, "-c", stubborn], tmp_path / "worker.log", dict(os.environ))
    child.start()
    while not note.exists() or not note.read_text():
        time.sleep(0.02)
    began = time.monotonic()
    stop_children([child])
    assert time.monotonic() - began < 6
    assert is_gone_soon(int(note.read_text()))


def is_gone_soon(pid: int) -> bool:
    """A process told to end by a signal that nothing holds up needs a moment of the machine to do so."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            if Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.02)
    return False


def test_the_log_of_the_start_before_is_kept_aside(tmp_path: Path) -> None:
    log = tmp_path / "web.log"
    log.write_text("yesterday")
    assert not keep_old_log(log).exists()
    assert (tmp_path / "web.old").read_text() == "yesterday"


def test_a_taken_port_is_told_of_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "PORT_FREE_WITHIN", 0.0)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(Trouble, match=f"Port {port} is taken: choose another, for example --port {port + 1}"):
            supervisor.refuse_taken_port(port)
    supervisor.refuse_taken_port(port)
