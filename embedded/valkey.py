"""A real Valkey for one data folder: broker, cache and results, on a socket that only we may use.

Every write goes to its append-only file. Like PostgreSQL it outlives us when we are killed, and is found again.
"""

import socket
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

from embedded.places import socket_folder
from embedded.processes import last_lines
from embedded.trouble import Trouble
from embedded.wheels import valkey_program

PATIENCE = 15.0


class Valkey:
    """The server of one data folder. `durable=False` (tests) keeps nothing on the disk."""

    name = "Valkey"

    def __init__(self, data: Path, *, durable: bool = True) -> None:
        self.home = data / "valkey"
        self.log = data / "logs" / "valkey.log"
        self.keep = ["--appendonly", "yes", "--appendfsync", "everysec"] if durable else ["--appendonly", "no"]

    @property
    def socket(self) -> Path:
        """The server's socket."""
        return socket_folder(self.home) / "valkey.sock"

    @property
    def url(self) -> str:
        """What REDIS_URL should say."""
        return f"unix://{quote(str(self.socket))}?db=0"

    @property
    def broker_url(self) -> str:
        """The same place in Celery's words (database 1, so that clearing the cache loses no work)."""
        return f"redis+socket://{quote(str(self.socket))}?virtual_host=1"

    def start(self) -> None:
        """Bring the server up, or go on with the one that is up. Raises Trouble with the end of its log."""
        self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.answers():
            return
        self.socket.unlink(missing_ok=True)
        memory = ["--maxmemory", "128mb", "--maxmemory-policy", "noeviction"]
        place = ["--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "600", "--dir", str(self.home)]
        life = ["--save", "", *self.keep, "--daemonize", "yes", "--logfile", str(self.log)]
        subprocess.run(
            [str(valkey_program()), *place, *memory, *life],
            cwd=self.home,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
            start_new_session=True,
        )
        self._wait(up=True)

    def stop(self) -> None:
        """Bring the server down after it has written what it holds."""
        if self._say("SHUTDOWN NOW") is not None:
            self._wait(up=False)

    def answers(self) -> bool:
        """True when the server answers. A server that is still reading its file answers too, with LOADING."""
        return self._say("PING") == "+PONG"

    def _say(self, words: str) -> str | None:
        """Send one line to the server; its answer's first line, "" when it closed, None when nobody is there."""
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
                line.settimeout(5)
                line.connect(str(self.socket))
                line.sendall(f"{words}\r\n".encode())
                return line.recv(512).decode(errors="replace").split("\r\n")[0]
        except ConnectionResetError:
            return ""
        except OSError:
            return None

    def _wait(self, *, up: bool) -> None:
        deadline = time.monotonic() + PATIENCE
        while self.answers() is not up:
            if time.monotonic() > deadline:
                verb = "start" if up else "stop"
                raise Trouble(f"Valkey did not {verb}. The end of {self.log}:\n{last_lines(self.log)}")
            time.sleep(0.02)
