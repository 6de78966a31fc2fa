"""The one error that is shown to whoever typed the command."""


class Trouble(Exception):  # noqa: N818 - it is not a fault of the program
    """One plain sentence (and perhaps some log lines) that says what is wrong and what to do. Exit code 1."""
