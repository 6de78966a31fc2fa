"""Does the proof bite? Changes the policy in many small ways and sees whether the proof notices.

    PCP_ENV=test python -m tests.access.mutation                 every module of MODULES (about 20 minutes)
    PCP_ENV=test python -m tests.access.mutation --every 5 people/policy.py

It needs DATABASE_URL and REDIS_URL as `bin/test` gives them, and makes a test database of its own. Each mutant is the
code of one function, changed in one place and put into the running process; no file is touched. The matrix of
test_policy.py is asked until the first cell that disagrees. `people/sharing.py` writes and does not decide, so its
mutants meet the tests of sharing, each in a process of its own. Prints one line a mutant and the share that was found;
docs/security.md keeps the figure of the last full run, with each survivor and why it may live.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib
import inspect
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
ANY = ""
# Each module: which actions its rules reach (a pattern), and which of its functions are about access (None: all).
MODULES: dict[str, tuple[str, frozenset[str] | None]] = {
    "people/policy.py": (ANY, frozenset({"decide", "allow", "deny"})),
    "people/permissions.py": (r"people\.|plans\.share_part", None),
    "people/querysets.py": (ANY, frozenset({"live_on", "live", "of", "in_force", "visible_to"})),
    "plans/permissions.py": (r"plans\.", None),
    "plans/querysets.py": (r"plans\.", frozenset(
        {"slips_on", "authority_over", "owned", "reachable", "visible_to", "with_reader_level", "in_part", "there_for",
         "writable_by", "read_by"})),
    "plans/support_permissions.py": (r"plans\..*(support|step|second|snapshot|decision)", None),
    "plans/support_querysets.py": (r"plans\.see_snapshot", frozenset({"visible_to"})),
    "reviews/permissions.py": (r"reviews\.", None),
    "reviews/querysets.py": (r"reviews\.", frozenset({"assignments_of", "runs", "own", "asked", "visible_to"})),
    "budgets/permissions.py": (r"budgets\.", None),
    "budgets/querysets.py": (r"budgets\.", frozenset({"reaches_money", "plans_with_money_for"})),
    "people/sharing.py": ("", None),
}  # fmt: skip
TESTS_OF_SHARING = (
    "tests/people/test_sharing.py", "tests/people/test_circle.py", "tests/plans/test_home.py", "tests/plans/test_ask.py"
)  # fmt: skip
SWAPPED = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.GtE, ast.GtE: ast.Gt, ast.Gt: ast.LtE, ast.LtE: ast.Lt,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
RENAMED = {"allow": "deny", "deny": "allow", "filter": "exclude", "exclude": "filter"}
LEFT_OUT = {"live", "in_force", "exists", "of"}
LEVELS = {"SEE": "SUGGEST", "SUGGEST": "HELP_WRITE", "HELP_WRITE": "SUGGEST"}
NARROWING = {"filter", "exclude", "Q"}


@dataclass(frozen=True)
class Mutant:
    path: str
    function: str
    line: int
    what: str
    tree: ast.Module

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.function}: {self.what}"


def changes_of(node: ast.AST) -> Iterator[tuple[str, Callable[[Any], ast.AST]]]:
    """Each way to change one node, with words for it. The change is given a copy of the node."""
    match node:
        case ast.Compare(ops=[operator]) if type(operator) in SWAPPED:
            other = SWAPPED[type(operator)]
            yield f"{type(operator).__name__} → {other.__name__}", lambda n: _with(n, ops=[other()])
        case ast.BoolOp(op=operator, values=values):
            other_op = ast.Or if isinstance(operator, ast.And) else ast.And
            yield "and ↔ or", lambda n: _with(n, op=other_op())
            for i in range(len(values)):
                yield f"term {i + 1} left out", lambda n, i=i: _without(n, i)
        case ast.BinOp(op=ast.BitOr() | ast.BitAnd() as operator):
            other_op = ast.BitAnd if isinstance(operator, ast.BitOr) else ast.BitOr
            yield "| ↔ &", lambda n: _with(n, op=other_op())
            yield "left side alone", lambda n: n.left
            yield "right side alone", lambda n: n.right
        case ast.UnaryOp(op=ast.Not() | ast.Invert()):
            yield "not left out", lambda n: n.operand
        case ast.Call(func=ast.Name(id=name)) if name in RENAMED:
            yield f"{name} → {RENAMED[name]}", lambda n: _with(n, func=ast.Name(RENAMED[name], ast.Load()))
        case ast.Constant(value=bool() as value):
            yield f"{value} → {not value}", lambda n: ast.Constant(not value)
        case ast.Attribute(value=ast.Name(id="Level"), attr=level) if level in LEVELS:
            yield f"{level} → {LEVELS[level]}", lambda n: _with(n, attr=LEVELS[level])
        case ast.If() | ast.IfExp():
            yield "the other way round", lambda n: _with(n, test=ast.UnaryOp(ast.Not(), n.test))
    if isinstance(node, ast.Call):
        yield from _changes_of_a_call(node)


def _changes_of_a_call(node: ast.Call) -> Iterator[tuple[str, Callable[[Any], ast.AST]]]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if isinstance(node.func, ast.Attribute) and name in ("filter", "exclude"):
        yield f"{name} ↔", lambda n: _with(n, func=_with(n.func, attr=RENAMED[name]))
    if isinstance(node.func, ast.Attribute) and name in LEFT_OUT:
        yield f".{name}() left out", lambda n: n.func.value
    if name in NARROWING:
        for i, keyword in enumerate(node.keywords):
            if len(node.keywords) + len(node.args) > 1 or name != "Q":
                yield (
                    f"{keyword.arg or '**'} left out",
                    lambda n, i=i: _with(n, keywords=n.keywords[:i] + n.keywords[i + 1 :]),
                )
        for i in range(len(node.args)):
            yield f"condition {i + 1} left out", lambda n, i=i: _with(n, args=n.args[:i] + n.args[i + 1 :])


def _with(node: Any, **fields: Any) -> Any:
    for name, value in fields.items():
        setattr(node, name, value)
    return node


def _without(node: Any, i: int) -> Any:
    rest = node.values[:i] + node.values[i + 1 :]
    return rest[0] if len(rest) == 1 else _with(node, values=rest)


class _Changer(ast.NodeTransformer):
    """Makes the one change at the `wanted`-th node of a walk."""

    def __init__(self, wanted: ast.AST, change: Callable[[Any], ast.AST]) -> None:
        self.wanted, self.change = wanted, change

    def visit(self, node: ast.AST) -> Any:
        return self.change(node) if node is self.wanted else self.generic_visit(node)


def mutants_of(path: str) -> Iterator[Mutant]:
    """Every mutant of the functions of a module that are about access."""
    wanted = MODULES[path][1]
    source = ast.parse((ROOT / path).read_text())
    for name, function in _functions(source):
        if wanted is not None and name.split(".")[-1] not in wanted:
            continue
        for place, node in enumerate(_walk(function)):
            for way, (what, _change) in enumerate(changes_of(node)):
                tree = copy.deepcopy(source)
                again = next(found for other, found in _functions(tree) if other == name)
                target = list(_walk(again))[place]
                change = list(changes_of(target))[way][1]
                _Changer(target, change).visit(tree)
                yield Mutant(path, name, getattr(node, "lineno", 0), what, ast.fix_missing_locations(tree))


def _walk(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """The nodes of the body: a decorator has run already, when the rule was registered."""
    for statement in function.body:
        yield from ast.walk(statement)


def _functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from ((f"{node.name}.{each.name}", each) for each in node.body if isinstance(each, ast.FunctionDef))


def put_in(mutant: Mutant) -> Callable[[], None]:
    """Swap the code of the living function; what is returned puts it back."""
    module = importlib.import_module(mutant.path.removesuffix(".py").replace("/", "."))
    living: list[FunctionType] = list(_living(module, mutant.function))
    code = _code_of(compile(mutant.tree, mutant.path, "exec"), mutant.function.split("."))
    before = [(each, each.__code__) for each in living]
    for each in living:
        each.__code__ = code

    def put_back() -> None:
        for each, old in before:
            each.__code__ = old

    return put_back


def _living(module: Any, name: str) -> Iterator[FunctionType]:
    """The function itself, and the copies that a manager made of a queryset's method (they call it by name)."""
    found: Any = module
    for step in name.split("."):
        found = inspect.getattr_static(found, step)
    yield inspect.unwrap(found)


def _code_of(code: CodeType, names: list[str]) -> CodeType:
    for name in names:
        code = next(each for each in code.co_consts if isinstance(each, CodeType) and each.co_name == name)
    return code


def noticed(world: Any, pattern: str) -> str:
    """The first cell that disagrees, or an empty string."""
    from django.db import transaction

    from tests.access.matrix import disagreements, short_ways
    from tests.access.variants import variants

    try:
        with transaction.atomic():
            for variant in variants():
                for line in disagreements(world, variant, only=pattern):
                    return line
            return next(short_ways(world), "")
    except Exception as broken:  # a policy that breaks is noticed by everybody
        return f"broke: {broken!r}"[:120]


def noticed_by_sharing(mutant: Mutant, number: int) -> str:
    """The first test of sharing that fails with the mutant put in, in a process of its own."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "no:valkey",
        "-p",
        "tests.access.mutation",
        "-q",
        "-x",
        "--reuse-db",
    ]
    found = subprocess.run(
        [*command, *TESTS_OF_SHARING], cwd=ROOT, capture_output=True, text=True, timeout=300, check=False,
        env={**os.environ, "PCP_MUTANT": f"{mutant.path}:{number}"},
    )  # fmt: skip
    lines = [line for line in found.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return "" if found.returncode == 0 else (lines[0] if lines else "broke")


def pytest_collection_finish() -> None:
    """As a plugin of the process of one mutant: put it in when everything is imported."""
    path, number = os.environ["PCP_MUTANT"].rsplit(":", 1)
    put_in(list(mutants_of(path))[int(number)])


def _with_world(work: Callable[[Any], None]) -> None:
    """Run something in the example world, in a test database that is kept for the next time."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pcp.settings")
    django.setup()
    from django.db import connection, transaction

    from tests.access.cast import add_cast
    from tests.access.doors import furnish
    from tests.scenarios import build_world

    connection.creation.create_test_db(verbosity=0, autoclobber=True, keepdb=True)
    with transaction.atomic():
        world = build_world()
        furnish(world)
        add_cast(world)
        work(world)
        transaction.set_rollback(True)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    asked.add_argument("paths", nargs="*", help=f"some of {', '.join(MODULES)}")
    asked.add_argument("--most", type=int, default=0, help="stop after so many mutants of each module")
    asked.add_argument("--trust", action="store_true", help="do not first see that the proof passes as it is")
    asked.add_argument("--every", type=int, default=1, help="only one in so many")
    asked.add_argument("--minutes", type=float, default=60, help="begin no mutant after this long")
    given = asked.parse_args()
    _with_world(lambda world: _run(world, given))


def _run(world: Any, given: argparse.Namespace) -> None:
    ends, found, lived = time.monotonic() + given.minutes * 60, 0, []
    first = "" if given.trust else noticed(world, ANY)
    if first:
        raise SystemExit(f"the proof does not pass as it is: {first}")
    for path in given.paths or MODULES:
        for number, mutant in enumerate(mutants_of(path)):
            if (given.most and number >= given.most) or time.monotonic() > ends:
                break
            if number % given.every:
                continue
            by = _ask(world, mutant, number)
            print(f"{'found ' if by else 'LIVES '} {mutant}  ← {by[:150]}", flush=True)
            found += bool(by)
            lived += [] if by else [mutant]
    total = found + len(lived)
    print(f"{found} of {total} found: {100 * found / max(total, 1):.1f} %")
    for mutant in lived:
        print(f"lives: {mutant}")


def _ask(world: Any, mutant: Mutant, number: int) -> str:
    if mutant.path == "people/sharing.py":
        return noticed_by_sharing(mutant, number)
    put_back = put_in(mutant)
    try:
        return noticed(world, MODULES[mutant.path][0])
    finally:
        put_back()


if __name__ == "__main__":
    main()
