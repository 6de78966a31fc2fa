"""The web pages, the worker and the clock: started, watched, and started again when they die."""

import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from embedded.options import Options
from embedded.processes import kill_group, last_lines, spawn, stop_all
from embedded.trouble import Trouble

TRIES = 5
WELL_AGAIN = 60.0  # a child that lived this long gets all its tries back


@dataclass
class Child:
    """One long-running process. `log` is begun anew at each `bin/run`; the one before is kept as .old."""

    name: str
    command: list[str]
    log: Path
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0
    born: float = 0.0
    due: float | None = field(default=None)

    def start(self) -> None:
        """Start the process."""
        with self.log.open("ab") as log:
            self.process = spawn(self.command, self.environment, log)
        self.born, self.due = time.monotonic(), None

    def keep_alive(self, say: Callable[[str], None]) -> None:
        """See whether it lives; plan its next start when it does not, after 1, 2, 4, 8 and 16 seconds.

        Raises Trouble when it has died too often.
        """
        if self.due is not None:
            if time.monotonic() >= self.due:
                self.start()
        elif self.process is not None and (code := self.process.poll()) is not None:
            kill_group(self.process, 9)  # what it started must not keep its port or its work
            self._plan_next_start(code, say)

    def _plan_next_start(self, code: int, say: Callable[[str], None]) -> None:
        now = time.monotonic()
        self.deaths = 1 if now - self.born > WELL_AGAIN else self.deaths + 1
        how = f"with code {code}" if code >= 0 else f"by signal {-code}"
        story = f"{self.name} ended {how}. The end of {self.log}:\n{last_lines(self.log)}"
        if self.deaths > TRIES:
            raise Trouble(f"{story}\n{self.name} does not stay up, so everything stops.")
        wait = 2 ** (self.deaths - 1)
        say(f"{story}\nIt is started again in {wait} s.")
        self.due = now + wait


def keep_old_log(log: Path) -> Path:
    """Put the log of the start before aside, so that logs do not grow for ever. Gives back `log`."""
    if log.exists():
        log.replace(log.with_suffix(".old"))
    return log


def children(options: Options, environment: dict[str, str]) -> list[Child]:
    """The three processes of the demo, not yet started."""
    python, data = sys.executable, options.data
    where = ["--host", "127.0.0.1", "--port", str(options.port)]
    size = ["--workers", str(options.workers), "--blocking-threads", "4", "--respawn-failed-workers"]
    celery = [python, "-m", "celery", "--app", "pcp", "--quiet"]
    lean = ["--without-gossip", "--without-mingle", "--loglevel", "warning"]
    commands = {
        "web": [python, "-m", "granian", "--interface", "wsgi", *where, *size, "--no-ws", "pcp.wsgi:application"],
        "worker": [*celery, "worker", "--concurrency", "1", *lean],
        "beat": [*celery, "beat", "--schedule", str(data / "beat-schedule"), "--pidfile", "", "--loglevel", "warning"],
    }
    return [
        Child(name, command, keep_old_log(data / "logs" / f"{name}.log"), environment)
        for name, command in commands.items()
    ]


def stop_children(all_of_them: list[Child]) -> None:
    """Stop all at once, as they wish to be stopped, most often within three seconds."""
    stop_all([child.process for child in all_of_them if child.process is not None])
