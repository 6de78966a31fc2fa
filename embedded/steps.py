"""What must be done before the web pages can start, each step only when something it is made from has changed."""

import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from embedded.options import ROOT
from embedded.processes import last_lines, manage, spawn, stop_all
from embedded.stamps import Stamps, mark
from embedded.trouble import Trouble

SHARED = {"locale", "static"}


@dataclass(frozen=True)
class Step:
    """A `manage.py` command, what it is said to do, its fingerprint, and the file that shows it was done."""

    name: str
    says: str
    words: tuple[str, ...]
    made_from: str
    product: Path | None = None

    def needed(self, stamps: Stamps) -> bool:
        """False when it was finished with the same fingerprint and its product is still there."""
        gone = self.product is not None and not self.product.exists()
        return gone or not stamps.fresh(self.name, self.made_from)


def found(*patterns: str) -> Iterable[Path]:
    """The files that match, in the apps (folders that are Python packages) and the shared folders. Never data."""
    for pattern in patterns:
        for path in ROOT.glob(pattern):
            top = path.relative_to(ROOT).parts[0]
            if path.is_file() and (top in SHARED or (ROOT / top / "__init__.py").exists()):
                yield path


def welsh() -> Step:
    """Compile the Welsh catalogues."""
    product = ROOT / "locale" / "cy" / "LC_MESSAGES" / "django.mo"
    return Step("welsh", "Compiling Welsh", ("compile_welsh",), mark(found("locale/**/*.po")), product)


def static(static_root: Path) -> Step:
    """Gather the style sheets, scripts and pictures."""
    made_from = mark([*found("static/**/*", "*/static/**/*"), ROOT / "uv.lock"], str(static_root))
    words = ("collectstatic", "--noinput", "--verbosity", "0")
    return Step("static", "Gathering pictures and styles", words, made_from, static_root / "staticfiles.json")


def migrate(database: str) -> Step:
    """Bring the tables of this very database up to date."""
    made_from = mark([*found("*/migrations/**/*.py", "row_security/**/*.py"), ROOT / "uv.lock"], database)
    return Step("migrate", "Preparing the database", ("migrate", "--noinput", "--verbosity", "0"), made_from)


def demo(database: str) -> Step:
    """Make the invented council, once for this very database."""
    return Step("demo", "Making the invented council", ("make_demo",), mark([], database))


class Preparation:
    """Runs steps for one copy: some beside the other work, some in their turn."""

    def __init__(self, data: Path, environment: dict[str, str], say: Callable[[str], None]) -> None:
        self.stamps = Stamps(data / "stamps")
        self.logs = data / "logs"
        self.environment = environment
        self.say = say
        self.beside: list[tuple[Step, subprocess.Popen[bytes]]] = []

    def begin(self, step: Step) -> None:
        """Start a step that the following work does not need."""
        if step.needed(self.stamps):
            self.beside.append((step, self._start(step)))

    def run(self, step: Step) -> bool:
        """Do a step now. True when it was needed."""
        if not step.needed(self.stamps):
            return False
        self._finish(step, self._start(step))
        return True

    def wait(self) -> None:
        """Wait for the steps that were begun."""
        while self.beside:
            self._finish(*self.beside.pop(0))

    def stop(self) -> None:
        """End the steps that are still going."""
        stop_all([process for _, process in self.beside])

    def log(self, step: Step) -> Path:
        """Where the step's words go."""
        return self.logs / f"{step.name}.log"

    def _start(self, step: Step) -> subprocess.Popen[bytes]:
        self.say(f"{step.says} ...")
        with self.log(step).open("wb") as log:
            return spawn(manage(*step.words), self.environment, log)

    def _finish(self, step: Step, process: subprocess.Popen[bytes]) -> None:
        try:
            code = process.wait()
        finally:
            stop_all([process])
        if code:
            log = self.log(step)
            raise Trouble(f"manage.py {step.words[0]} did not work. The end of {log}:\n{last_lines(log)}")
        self.stamps.put(step.name, step.made_from)
