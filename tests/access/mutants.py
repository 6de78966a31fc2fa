"""Makes the mutants of the policy: the code of one function, changed in one place. mutation.py asks about them."""

from __future__ import annotations

import ast
import builtins
import copy
import importlib
import inspect
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

from people.composed import Composed

ROOT = Path(__file__).resolve().parents[2]
# Where it is decided who may do what. Of each module the functions that a cell of the matrix runs are changed.
RULES_STAND_IN = (
    "people/policy.py", "people/actors.py", "people/permissions.py", "plans/permissions.py",
    "plans/staff_permissions.py", "plans/support_permissions.py", "plans/standing.py", "plans/process.py",
    "plans/models/override.py", "reviews/permissions.py", "budgets/permissions.py", "rights/permissions.py",
    "safeguarding/permissions.py", "partnership_boards/permissions.py", "partnership_boards/path_permissions.py",
    "my_data/permissions.py", "api/permissions.py",
)  # fmt: skip
READS_STAND_IN = (
    "people/clock.py", "people/querysets.py", "people/composed.py", "plans/querysets.py", "plans/staff_querysets.py",
    "plans/support_querysets.py", "reviews/querysets.py", "budgets/querysets.py", "rights/querysets.py",
    "safeguarding/querysets.py", "partnership_boards/querysets.py", "my_data/querysets.py", "api/querysets.py",
)  # fmt: skip
MODULES = (*RULES_STAND_IN, *READS_STAND_IN)
# What runs once, when a rule is registered: a change of it afterwards changes nothing.
AT_START = {"people/policy.py:rule", "rights/permissions.py:_seen_by_its_list"}

SWAPPED = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.GtE, ast.GtE: ast.Gt, ast.Gt: ast.LtE, ast.LtE: ast.Lt,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
RENAMED = {"allow": "deny", "deny": "allow", "filter": "exclude", "exclude": "filter"}
LEFT_OUT = {"live", "in_force", "of", "told"}
LEVELS = {"SEE": "SUGGEST", "SUGGEST": "HELP_WRITE", "HELP_WRITE": "SUGGEST"}
NARROWING = {"filter", "exclude", "Q"}


@dataclass(frozen=True)
class Mutant:
    """`function` is "people/policy.py:decide"; `code` is what runs in its place."""

    function: str
    line: int
    what: str
    code: CodeType

    @property
    def path(self) -> str:
        return self.function.split(":")[0]

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.function.split(':')[1]}: {self.what}"


class Function:
    """One function of a module, as it stands in the file and as it lives in this process."""

    def __init__(self, path: str, name: str, node: ast.FunctionDef) -> None:
        self.key, self.path, self.name = f"{path}:{name}", path, name
        self.node = node
        node.decorator_list = []  # they ran when it was registered

    def mutants(self) -> Iterator[Mutant]:
        """Each change of one place that makes other code than the function has, and than another change makes."""
        seen = {self._compiled(copy.deepcopy(self.node))}
        named: Counter[str] = Counter()
        for place, node in enumerate(self._walk(self.node)):
            for way, (what, _change) in enumerate(changes_of(node)):
                again = copy.deepcopy(self.node)
                target = list(self._walk(again))[place]
                change = list(changes_of(target))[way][1]
                code = self._compiled(_Changer(target, change).visit(again))
                if code not in seen:
                    seen.add(code)
                    line = getattr(node, "lineno", 0)
                    named[f"{line} {what}"] += 1
                    again_so = named[f"{line} {what}"]
                    yield Mutant(self.key, line, what if again_so == 1 else f"{what} ({again_so})", code)

    def that_tells(self) -> CodeType:
        """The same code, that first says that it runs."""
        again = copy.deepcopy(self.node)
        again.body.insert(0, ast.parse(f"__ran__({self.key!r})").body[0])
        return self._compiled(again)

    @cached_property
    def living(self) -> FunctionType:
        found: Any = importlib.import_module(self.path.removesuffix(".py").replace("/", "."))
        for step in self.name.split("."):
            found = inspect.getattr_static(found, step)
        for wrapper in ("fget", "func", "__func__"):  # a property, one that is kept, a static method
            found = getattr(found, wrapper, found)
        return inspect.unwrap(found)

    def _compiled(self, node: ast.FunctionDef) -> CodeType:
        """Without places in the file, so that what does the same is the same."""
        for each in ast.walk(node):
            for place in ("lineno", "end_lineno", "col_offset", "end_col_offset"):
                each.__dict__.pop(place, None)
        module = compile(ast.fix_missing_locations(ast.Module([node], [])), self.path, "exec", dont_inherit=True)
        return next(each for each in module.co_consts if isinstance(each, CodeType) and each.co_name == node.name)

    @staticmethod
    def _walk(function: ast.FunctionDef) -> Iterator[ast.AST]:
        for statement in function.body:
            yield from ast.walk(statement)


def functions_of(path: str) -> Iterator[Function]:
    for node in ast.parse((ROOT / path).read_text()).body:
        if isinstance(node, ast.FunctionDef):
            yield Function(path, node.name, node)
        elif isinstance(node, ast.ClassDef):
            for each in node.body:
                if isinstance(each, ast.FunctionDef) and each.name != "__init__":
                    yield Function(path, f"{node.name}.{each.name}", each)


@contextmanager
def in_place(changed: list[tuple[FunctionType, CodeType]]) -> Iterator[None]:
    """Inside, these functions run other code. What was composed of them before is forgotten, before and after."""
    before = [(function, function.__code__) for function, _ in changed]
    try:
        for function, code in changed:
            function.__code__ = code
        forget_what_was_composed()
        yield
    finally:
        for function, code in before:
            function.__code__ = code
        forget_what_was_composed()


@contextmanager
def telling(functions: list[Function]) -> Iterator[set[str]]:
    """Inside, each of the functions puts its key into the set when it runs."""
    ran: set[str] = set()
    vars(builtins)["__ran__"] = ran.add  # found by that name from whichever module a function stands in
    with in_place([(each.living, each.that_tells()) for each in functions]):
        yield ran


def forget_what_was_composed() -> None:
    for path in ("plans/querysets.py", "people/audiences.py"):
        module = importlib.import_module(path.removesuffix(".py").replace("/", "."))
        for value in vars(module).values():
            if isinstance(value, Composed):
                value.kept.clear()


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
        case ast.AugAssign(op=ast.BitOr()):
            yield "|= left out", lambda n: ast.Pass()
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
    """Makes the one change at the `wanted` node."""

    def __init__(self, wanted: ast.AST, change: Callable[[Any], ast.AST]) -> None:
        self.wanted, self.change = wanted, change

    def visit(self, node: ast.AST) -> Any:
        return self.change(node) if node is self.wanted else self.generic_visit(node)
