"""Starting, watching and stopping processes so that none is left behind."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import IO, Any

from embedded.options import ROOT
from embedded.trouble import Trouble

STOPPING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PATIENCE = 2.5  # an idle Celery worker needs a little more than two seconds to say goodbye
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None)


class Stopped(BaseException):
    """Somebody asked us to stop: Ctrl-C, SIGTERM or a closed terminal."""


def ignore_stopping() -> None:
    """Let nothing interrupt the clean-up: Ctrl-C and `timeout` signal twice, and the second would break it."""
    for number in STOPPING_SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def stop_on_signals() -> None:
    """Turn the first stopping signal into Stopped, and ignore all that follow."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        ignore_stopping()
        raise Stopped

    for number in STOPPING_SIGNALS:
        signal.signal(number, stop)


def die_with_parent() -> None:
    """Runs in a new child: the kernel sends it SIGTERM when we die, even by kill -9."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    for number in STOPPING_SIGNALS:
        signal.signal(number, signal.SIG_DFL)


def spawn(command: Sequence[str | Path], environment: dict[str, str], log: IO[bytes]) -> subprocess.Popen[bytes]:
    """Start `command` in the project folder, in a session of its own, writing to `log`.

    Call it from the main thread only: the kernel watches the thread that started the child.
    """
    return subprocess.Popen(
        [str(word) for word in command],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=die_with_parent,
    )


def kill_group(process: subprocess.Popen[bytes], number: int) -> None:
    """Send a signal to the process and to all that it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def stop_all(processes: Sequence[subprocess.Popen[bytes]], patience: float = PATIENCE) -> None:
    """Ask all to stop at once, wait up to `patience` seconds for each, then end what is left, children included."""
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        with suppress(subprocess.TimeoutExpired):
            process.wait(patience)
        kill_group(process, signal.SIGKILL)
        process.wait()


def last_lines(log: Path, count: int = 12) -> str:
    """The end of a log, indented, for a message."""
    if not log.exists():
        return "    (no log)"
    lines = log.read_text(errors="replace").rstrip().splitlines()[-count:]
    return "\n".join(f"    {line}" for line in lines) or "    (the log is empty)"


@contextmanager
def signals_go_to(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """While a foreground command runs, hand SIGTERM and SIGHUP on to it. Ctrl-C reaches it by itself."""

    def forward(number: int, _frame: FrameType | None) -> None:
        if number != signal.SIGINT:
            process.send_signal(number)

    before = {number: signal.signal(number, forward) for number in STOPPING_SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def foreground(command: Sequence[str | Path], environment: dict[str, str]) -> int:
    """Run `command` on this terminal to its end and give back its exit code (128 + n when ended by signal n)."""
    process = subprocess.Popen([str(word) for word in command], cwd=ROOT, env=environment, preexec_fn=die_with_parent)
    with signals_go_to(process):
        code = process.wait()
    return code if code >= 0 else 128 - code


def manage(*words: str) -> list[str]:
    """The command line of `manage.py`."""
    return [sys.executable, "manage.py", *words]


def checked(command: Sequence[str | Path], sentence: str, **how: Any) -> str:
    """Run a short command and give back what it printed. Raises Trouble with `sentence` and its last words."""
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False, **how
    )
    if done.returncode:
        raise Trouble(f"{sentence}\n    {(done.stderr or done.stdout).strip()[-800:]}")
    return str(done.stdout)
