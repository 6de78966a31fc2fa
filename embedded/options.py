"""What may be typed after `bin/run`, `bin/test`, `bin/manage` and `bin/bench`.

Only the standard library, so that the shell scripts can check the words before anything is installed:
`python3 -m embedded.options run --port 8001` prints nothing when all is well.
"""

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
FIRST_PORT = 8000
TEST_DEFAULTS = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]  # tests/conftest.py says what is first
HELP = {"-h", "--help"}

RUN_STORY = """\
Starts the demo on this machine: PostgreSQL, Valkey, the worker, the clock and the web pages.
The first start installs what is missing and makes an invented council. Later starts are quick.
It prints the address and the people you can sign in as. Ctrl-C stops everything; the data stays.
With DATABASE_URL and REDIS_URL set it uses those servers and starts none of its own."""
TEST_STORY = """\
Runs the tests on a PostgreSQL and a Valkey of their own, in a folder that is removed afterwards.
With DATABASE_URL and REDIS_URL set it uses those servers. The exit code is that of pytest.

usage: bin/test                 every test, in two processes, a file at a time
       bin/test PYTEST-ARGS     these words instead, for example: bin/test tests/plans -x
       bin/test --help          this page (bin/test --version is pytest's own)"""
MANAGE_STORY = """\
Runs a Django command with the database of bin/run. If bin/run is up its servers are shared;
otherwise they are started for this command and stopped after it."""
BENCH_STORY = """\
Runs benchmarks/NAME.py on a PostgreSQL and a Valkey of their own that keep every promise to the disk,
as in production, in a folder that is removed afterwards. The words after NAME go to the benchmark."""


@dataclass(frozen=True)
class Options:
    """The words of one command, checked. `rest` goes on to pytest, manage.py or the benchmark."""

    command: str
    data: Path = ROOT / "var"
    port: int = FIRST_PORT
    workers: int = 1
    demo: bool = True
    rest: tuple[str, ...] = ()


class Parser(argparse.ArgumentParser):
    """Answers a word it does not know with one sentence and exit code 2."""

    def error(self, message: str) -> NoReturn:
        """Print `message` as a sentence and leave."""
        self.exit(2, f"{self.prog}: {message}. Try {self.prog} --help.\n")


def whole_number(lowest: int, highest: int) -> Callable[[str], int]:
    """A checker for argparse: text in, an int between `lowest` and `highest` out."""

    def check(text: str) -> int:
        if not text.isdecimal() or not lowest <= int(text) <= highest:
            raise argparse.ArgumentTypeError(f"give a whole number from {lowest} to {highest}, not {text}")
        return int(text)

    return check


def parser(command: str, story: str) -> Parser:
    """The parser of one command with the options that run and manage share."""
    made = Parser(
        prog=f"bin/{command}",
        description=story,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    made.add_argument("--port", type=whole_number(1, 65535), metavar="N", help="web port (8000)")
    made.add_argument("--data", type=Path, metavar="DIR", help="data folder (var, or var/N with --port N)")
    return made


def data_folder(data: Path | None, port: int | None) -> Path:
    """The folder of a copy: the one that was named, or one per port so that copies live side by side."""
    if data is not None:
        return data.expanduser().resolve()
    return ROOT / "var" if port in {None, FIRST_PORT} else ROOT / "var" / str(port)


def run_options(words: list[str]) -> Options:
    """The options of `bin/run`."""
    made = parser("run", RUN_STORY)
    made.add_argument("--workers", type=whole_number(1, 64), default=1, metavar="N", help="web processes (1)")
    made.add_argument("--no-demo", dest="demo", action="store_false", help="start empty, without invented people")
    found = made.parse_args(words)
    return Options(
        command="run",
        data=data_folder(found.data, found.port),
        port=found.port or FIRST_PORT,
        workers=found.workers,
        demo=found.demo,
    )


def manage_options(words: list[str]) -> Options:
    """The options of `bin/manage`: its own come before the Django command, all after it is Django's."""
    made = parser("manage", MANAGE_STORY)
    made.add_argument("rest", nargs=argparse.REMAINDER, metavar="COMMAND", help="a Django command and its options")
    found = made.parse_args(words)
    if not found.rest:
        made.error("name a Django command, for example: bin/manage migrate")
    data = data_folder(found.data, found.port)
    return Options(command="manage", data=data, port=found.port or FIRST_PORT, rest=tuple(found.rest))


def test_options(words: list[str]) -> Options:
    """The options of `bin/test`: everything is pytest's, except --help."""
    if HELP & set(words[:1]):
        print(TEST_STORY)
        sys.exit(0)
    return Options(command="test", rest=tuple(words or TEST_DEFAULTS))


def bench_options(words: list[str]) -> Options:
    """The options of `bin/bench`: the name of a benchmark and its words. The name must be a file that exists."""
    names = sorted(path.stem for path in (ROOT / "benchmarks").glob("[a-z]*.py"))
    made = Parser(
        prog="bin/bench",
        description=BENCH_STORY,
        epilog=f"benchmarks: {', '.join(names) or 'none yet'}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("name", metavar="NAME")
    made.add_argument("rest", nargs=argparse.REMAINDER, metavar="WORDS")
    found = made.parse_args(words)
    if found.name not in names:
        made.error(f"there is no benchmark called {found.name}")
    return Options(command="bench", rest=(found.name, *found.rest))


READERS = {"run": run_options, "test": test_options, "manage": manage_options, "bench": bench_options}


def read(words: list[str]) -> Options:
    """`["run", "--port", "8001"]` in, Options out. Exits with 2 and one sentence when a word is not known."""
    return READERS[words[0]](words[1:])


if __name__ == "__main__":
    read(sys.argv[1:])
