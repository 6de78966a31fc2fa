"""Where the data, the sockets and the logs of one copy are kept."""

import hashlib
import os
import secrets
import stat
import tempfile
from pathlib import Path

from embedded.trouble import Trouble

SYSTEM_HOME = Path("/var/lib/pcp-embedded")
LONGEST_SOCKET_FOLDER = 80  # a socket's whole path may have 107 bytes


def is_root() -> bool:
    """True when we run as root, whom PostgreSQL refuses."""
    return os.geteuid() == 0


def make_data_folder(data: Path) -> Path:
    """Make the data folder and its `logs`. Others may pass through it (to PostgreSQL's own folder) but not list it."""
    try:
        data.mkdir(mode=0o711, parents=True, exist_ok=True)
        (data / "logs").mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise Trouble(f"The data folder {data} cannot be made: {error.strerror}.") from error
    return data


def open_to_others(folder: Path) -> bool:
    """True when another account may walk down to `folder`. A home folder usually says no."""
    return all(path.stat().st_mode & stat.S_IXOTH for path in (folder, *folder.parents))


def postgres_home(data: Path) -> Path:
    """The folder of the database server: inside `data`, or under /var/lib when root's data sits in a closed folder.

    As root the server runs under an account of its own, which cannot reach into root's home. The name under
    /var/lib holds a random part kept in `data`, so that removing `data` really gives a new start.
    """
    inside = data / "postgres"
    if inside.exists() or not is_root() or open_to_others(data):
        return inside
    identity = data / "identity"
    if not identity.exists():
        identity.write_text(secrets.token_hex(8))
    return SYSTEM_HOME / hashlib.sha256(f"{data} {identity.read_text()}".encode()).hexdigest()[:12]


def socket_folder(wanted: Path) -> Path:
    """`wanted`, or a short folder of our own under the temporary folder when its path is too long for a socket.

    Raises Trouble when somebody else has taken that name.
    """
    if len(os.fsencode(wanted)) <= LONGEST_SOCKET_FOLDER:
        wanted.mkdir(mode=0o700, parents=True, exist_ok=True)
        return wanted
    short = Path(tempfile.gettempdir()) / f"pcp-{hashlib.sha256(os.fsencode(wanted)).hexdigest()[:16]}"
    short.mkdir(mode=0o700, exist_ok=True)
    if short.is_symlink() or short.stat().st_uid not in {os.geteuid(), wanted.parent.stat().st_uid}:
        raise Trouble(f"Another account has taken {short}: please remove it, or choose a shorter --data folder.")
    return short
