"""`bin/run`: brings everything up in order, watches it, and takes it all down again."""

import http.client
import os
import socket
import subprocess
import time
from contextlib import ExitStack
from fcntl import LOCK_EX, LOCK_NB
from typing import IO

from embedded import steps, surroundings
from embedded.children import Child, children, stop_children
from embedded.options import ROOT, Options
from embedded.places import make_data_folder
from embedded.processes import Stopped, ignore_stopping, last_lines, manage, stop_on_signals
from embedded.servers import OutsideServers, Servers, lock, servers_for
from embedded.trouble import Trouble

READY_WITHIN = 60.0
PORT_FREE_WITHIN = 2.0


def say(words: str) -> None:
    """One short line for whoever started us."""
    print(words, flush=True)


def claim(options: Options) -> IO[str]:
    """Take the data folder for this run until the file that comes back is closed.

    Raises Trouble when another bin/run has it.
    """
    path = make_data_folder(options.data) / "run.lock"
    held = lock(path, LOCK_EX | LOCK_NB)
    if held is None:
        who = path.read_text().strip() or "another bin/run"
        raise Trouble(f"{options.data} is in use by {who}: stop it first, or choose another folder with --data.")
    held.truncate(0)
    held.write(f"bin/run on port {options.port} (process {os.getpid()})")
    held.flush()
    return held


def taken(port: int) -> bool:
    """True when we could not listen on `port`, or when a program answers there that shares it, as granian does."""
    with socket.socket() as listener, socket.socket() as caller:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        caller.settimeout(1)
        try:
            listener.bind(("127.0.0.1", port))
        except PermissionError:
            raise Trouble(f"Port {port} needs more rights: choose one above 1023 with --port.") from None
        except OSError:
            return True
        return caller.connect_ex(("127.0.0.1", port)) == 0


def refuse_taken_port(port: int) -> None:
    """Raise Trouble when `port` stays taken. The pages of a start that was just killed need a moment to go."""
    deadline = time.monotonic() + PORT_FREE_WITHIN
    while taken(port):
        if time.monotonic() > deadline:
            raise Trouble(f"Port {port} is taken: choose another, for example --port {port + 1}.")
        time.sleep(0.2)


def ready(port: int) -> bool:
    """True when the web pages say that they and their servers are well."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        line.request("GET", "/ready")
        return line.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()


class Run:
    """One life of the demo."""

    def __init__(self, options: Options, servers: Servers | OutsideServers) -> None:
        self.options = options
        self.servers = servers
        self.environment = surroundings.demo(options.data, servers.environment(), options.port)
        self.preparation = steps.Preparation(options.data, self.environment, say)
        self.children: list[Child] = []

    def bring_up(self, stack: ExitStack) -> None:
        """Servers, steps and children, as much at the same time as their order allows."""
        stack.callback(self.preparation.stop)
        self.preparation.begin(steps.welsh())
        self.preparation.begin(steps.static(self.options.data / "static"))
        stack.enter_context(self.servers)
        database = self.servers.identity()
        self.preparation.run(steps.migrate(database))
        self.preparation.wait()
        if self.options.demo:
            self.preparation.run(steps.demo(database))
        self.children = children(self.options, self.environment)
        stack.callback(stop_children, self.children)
        for child in self.children:
            child.start()

    def welcome(self) -> None:
        """Wait for the pages, then say where they are, who can sign in and how to stop."""
        people = self.demo_people() if self.options.demo else ""
        web = self.children[0]
        deadline = time.monotonic() + READY_WITHIN
        while not ready(self.options.port):
            self.watch()
            if time.monotonic() > deadline:
                raise Trouble(f"The pages are not ready. The end of {web.log}:\n{last_lines(web.log)}")
            time.sleep(0.1)
        say(f"\n{people.rstrip()}\n\nReady: http://localhost:{self.options.port}/")
        say(f"Logs and data: {self.options.data}. Ctrl-C stops everything.")

    def demo_people(self) -> str:
        """The table of invented people who can sign in, or how to ask for it."""
        done = subprocess.run(
            manage("demo_people"), cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        return (
            done.stdout if done.returncode == 0 else "The list of demo people did not come: try bin/manage demo_people."
        )

    def watch(self) -> None:
        """Bring up again what has died."""
        for name in self.servers.mend():
            say(f"{name} had stopped. It was started again; nothing saved is lost.")
        for child in self.children:
            child.keep_alive(say)

    def stay(self) -> None:
        """Watch until somebody stops us."""
        while True:
            self.watch()
            time.sleep(0.5)


def live(options: Options, stack: ExitStack) -> None:
    """Start, greet and stay. What was brought up is on `stack`, to be taken down in the opposite order."""
    began = time.monotonic()
    stack.enter_context(claim(options))
    refuse_taken_port(options.port)
    this = Run(options, servers_for(options.data))
    this.bring_up(stack)
    this.welcome()
    say(f"Started in {time.monotonic() - began:.1f} s.")
    this.stay()


def run(options: Options) -> int:
    """The whole of `bin/run`. Gives back the exit code: 0 after Ctrl-C. Raises Trouble."""
    stop_on_signals()
    try:
        with ExitStack() as stack:
            try:
                live(options, stack)
            finally:
                ignore_stopping()
    except Stopped:
        say("\nStopped. Your data is kept.")
    return 0
