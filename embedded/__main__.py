"""`python -m embedded run|test|manage|bench …`. People type `bin/run` and its brothers."""

import sys

from embedded import commands, supervisor
from embedded.options import read
from embedded.trouble import Trouble


def main(words: list[str]) -> int:
    """Do what was typed; a Trouble becomes its sentence and exit code 1."""
    options = read(words)
    try:
        return supervisor.run(options) if options.command == "run" else commands.run(options)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
