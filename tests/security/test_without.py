"""Every named attack has an entry in the list of tests.security.without, and the list fits the code as it is now."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.security.defences import DEFENCES, ELSEWHERE
from tests.security.taking_away import ROOT, Defence
from tests.security.without import judge

NAME = re.compile(r"\bT-[A-Z0-9]+\b")


@cache
def functions_in(path: str) -> frozenset[str]:
    return frozenset(
        each.name for each in ast.parse((ROOT / path).read_text()).body if isinstance(each, ast.FunctionDef)
    )


def named_in_the_table() -> set[str]:
    text = Path(ROOT / "docs/security.md").read_text()
    table = text.partition("## The named attacks")[2].partition("\n## ")[0]
    return set(NAME.findall("\n".join(line for line in table.splitlines() if line.startswith("|"))))


def test_every_named_attack_is_in_the_list_of_what_is_taken_away() -> None:
    assert len(named_in_the_table()) > 15
    assert named_in_the_table() - {each.attack for each in DEFENCES} - set(ELSEWHERE) == set()
    assert all((ROOT / path).exists() for path in ELSEWHERE.values())


@pytest.mark.parametrize("defence", DEFENCES, ids=lambda each: f"{each.attack}: {each.gone[:50]}")
def test_what_is_taken_away_stands_in_the_code_and_its_tests_are_there(defence: Defence) -> None:
    for change in defence.take:
        change.check()
    for test in defence.tests:
        path, _, name = test.partition("[")[0].partition("::")
        assert not name or name in functions_in(path), test
        assert (ROOT / path).exists(), test


def test_only_an_assertion_in_the_body_of_a_test_is_a_find() -> None:
    said = "without: {} tests/x.py::test_y[a b] | {} | words\n"
    assert judge(1, said.format("call", "AssertionError")).found.startswith("tests/x.py::test_y[a b]: ")
    for when, kind in (("call", "ImportError"), ("setup", "AssertionError"), ("call", "KeyError")):
        assert not judge(1, said.format(when, kind)).found and judge(1, said.format(when, kind)).broke
    assert judge(2, "ImportError while loading conftest").broke and judge(0, "") == judge(0, "1 passed")
