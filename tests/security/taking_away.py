"""Ways to take a defence away in the running process, as a careless change would. No file of the software is touched.

Each way is a value that is called once to take away, and that can be asked beforehand whether what it takes away is
still there: a change that fits nothing any more is a fault of this list, not a defence that lives.
"""

from __future__ import annotations

import ast
import functools
import importlib
import inspect
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

from tests.access.mutants import ROOT


class StaleError(Exception):
    """What should be taken away does not stand in the code in this way."""


@dataclass(frozen=True)
class Edit:
    """A piece of the text of one function, written otherwise: the living function gets the code of that text."""

    path: str
    function: str
    old: str
    new: str = ""
    # More pieces of the same function.
    also: tuple[tuple[str, str], ...] = ()

    def code(self) -> Any:
        """The code of the changed function. Raises StaleError when its text has no such piece, or several."""
        text = (ROOT / self.path).read_text()
        start, end = _place_of(ast.parse(text), text, self.function)
        body = text[start:end]
        for old, new in ((self.old, self.new), *self.also):
            if body.count(old) != 1:
                raise StaleError(f"{self.path} {self.function}: {old!r} stands there {body.count(old)} times")
            body = body.replace(old, new)
        return _code_of(compile(text[:start] + body + text[end:], self.path, "exec"), self.function.split("."))

    check = code

    def __call__(self) -> None:
        _living(self.path, self.function).__code__ = self.code()


def _code_of(code: CodeType, names: list[str]) -> CodeType:
    """The code of a function in the code of its module, step by step inwards."""
    for name in names:
        code = next(each for each in code.co_consts if isinstance(each, CodeType) and each.co_name == name)
    return code


def _place_of(tree: ast.Module, text: str, name: str) -> tuple[int, int]:
    """From where to where a function stands in its text, in characters."""
    found: Any = tree
    for step in name.split("."):
        nodes = [each for each in found.body if isinstance(each, ast.FunctionDef | ast.ClassDef) and each.name == step]
        if not nodes:
            raise StaleError(f"there is no {name}")
        found = nodes[0]
    lines = text.splitlines(keepends=True)
    return sum(map(len, lines[: found.lineno - 1])), sum(map(len, lines[: found.end_lineno]))


def _living(path: str, name: str) -> FunctionType:
    found: Any = importlib.import_module(path.removesuffix(".py").replace("/", "."))
    for step in name.split("."):
        found = inspect.getattr_static(found, step)
    for inner in ("fget", "func", "__func__"):
        found = getattr(found, inner, found)
    return inspect.unwrap(found)


@dataclass(frozen=True)
class Instead:
    """A value of a module (`path:NAME`), written otherwise wherever it was imported."""

    where: str
    make: Callable[[Any], Any]

    def check(self) -> None:
        """Raises StaleError when the module has no such name."""
        path, name = self.where.split(":")
        tree = ast.parse((ROOT / path).read_text())
        names = {each.id for each in ast.walk(tree) if isinstance(each, ast.Name)}
        names |= {each.name for each in tree.body if isinstance(each, ast.FunctionDef | ast.ClassDef)}
        if name not in names:
            raise StaleError(f"{path} has no {name}")

    def __call__(self) -> None:
        path, name = self.where.split(":")
        module = importlib.import_module(path.removesuffix(".py").replace("/", "."))
        before = getattr(module, name)
        after = self.make(before)
        for each in list(sys.modules.values()):
            ours = (getattr(each, "__file__", None) or "").startswith(str(ROOT)) and ".venv" not in str(each.__file__)
            if ours and not each.__name__.startswith("tests.") and vars(each).get(name) is before:
                setattr(each, name, after)


@dataclass(frozen=True)
class Setting:
    """A setting with another value."""

    name: str
    make: Callable[[Any], Any]

    def check(self) -> None:
        """Nothing to ask: Django has a value for each of its settings."""

    def __call__(self) -> None:
        from django.conf import settings

        setattr(settings, self.name, self.make(getattr(settings, self.name, None)))


def no_middleware(name: str) -> Setting:
    """The list of middleware without this one."""

    def without(before: list[str]) -> list[str]:
        if name not in before:
            raise StaleError(f"no middleware {name}")
        return [each for each in before if each != name]

    return Setting("MIDDLEWARE", without)


@dataclass(frozen=True)
class InTemplates:
    """A piece of one template, written otherwise as it is loaded."""

    path: str
    old: str
    new: str

    def check(self) -> None:
        """Raises StaleError when the template holds no such piece."""
        if self.old not in (ROOT / self.path).read_text():
            raise StaleError(f"{self.path} holds no {self.old!r}")

    def __call__(self) -> None:
        from django.template.loaders.filesystem import Loader

        before = Loader.get_contents

        @functools.wraps(before)
        def contents(loader: Any, origin: Any) -> str:
            text = before(loader, origin)
            return text.replace(self.old, self.new) if str(origin).endswith(self.path) else text

        Loader.get_contents = contents


@dataclass(frozen=True)
class Copy:
    """A file that another process or a browser reads: they are given a changed copy, which lies elsewhere."""

    path: str
    old: str
    new: str
    hand_out: Callable[[Path], None]

    def check(self) -> None:
        """Raises StaleError when the file holds no such piece."""
        if self.old not in (ROOT / self.path).read_text():
            raise StaleError(f"{self.path} holds no {self.old!r}")

    def __call__(self) -> None:
        self.check()
        copy = Path(tempfile.mkdtemp(prefix="without-")) / Path(self.path).name
        copy.write_text((ROOT / self.path).read_text().replace(self.old, self.new))
        self.hand_out(copy)


@dataclass(frozen=True)
class Do:
    """Anything else, in a function of its own."""

    take: Callable[[], None]

    def check(self) -> None:
        """Nothing to ask."""

    def __call__(self) -> None:
        self.take()


def routes(*names: str) -> list[Any]:
    """The entries of the list of addresses that go by these names."""
    from django.urls import get_resolver

    def all_of(patterns: Any) -> Any:
        for each in patterns:
            yield from all_of(each.url_patterns) if hasattr(each, "url_patterns") else [each]

    found = [each for each in all_of(get_resolver().url_patterns) if each.name in names]
    if {each.name for each in found} != set(names):
        raise StaleError(f"no address by one of these names: {names}")
    return found


Change = Edit | Instead | Setting | InTemplates | Copy | Do
# The second line (ADR 0015) taken away as well: every request sees all rows, as the system's own work does.
NO_ROW_SECURITY = Edit(
    "row_security/acting.py",
    "now",
    "return _in_span.get() or _in_request.get() or _in_process[0]",
    'return Acting(work="everything")',
)


@dataclass(frozen=True)
class Defence:
    """What was taken away, in one plain sentence; how; and the tests of which one must then fail."""

    attack: str
    gone: str
    take: tuple[Change, ...]
    tests: tuple[str, ...]
