"""Remembers what a finished step was made from, so that a later start can leave it out."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def mark(files: Iterable[Path], *words: str) -> str:
    """A fingerprint of the names and contents of `files` and of `words`. Any change gives another."""
    sum_of_all = hashlib.sha256("\0".join(words).encode())
    for path in sorted(files):
        sum_of_all.update(f"\0{path}\0".encode())
        sum_of_all.update(hashlib.sha256(path.read_bytes()).digest())
    return sum_of_all.hexdigest()


class Stamps:
    """One small file per finished step in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def fresh(self, step: str, wanted: str) -> bool:
        """True when `step` was last finished with the fingerprint `wanted`."""
        stamp = self.folder / step
        return stamp.exists() and stamp.read_text() == wanted

    def put(self, step: str, made_from: str) -> None:
        """Note that `step` is finished."""
        (self.folder / step).write_text(made_from)
