"""The declared tools as plain data, in both languages. They are the same for everybody, so they are made once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.utils import translation

from plans.tools import TOOLS
from plans.tools.declaration import Cell, Question, Tool

LANGUAGES = (("en", "en-gb"), ("cy", "cy"))


@cache
def all_tools() -> list[dict[str, Any]]:
    """Every tool of the registry, as `api.serializers.tools.ToolDeclared` shows it."""
    return [_tool(tool) for tool in TOOLS.values()]


def both(words: object) -> dict[str, str]:
    """Declared words in both languages."""
    found = {}
    for key, language in LANGUAGES:
        with translation.override(language):
            found[key] = str(words)
    return found


def _in_both(thing: object, names: Iterable[str]) -> dict[str, dict[str, str]]:
    return {name: both(getattr(thing, name)) for name in names}


def _tool(tool: Tool) -> dict[str, Any]:
    return {
        "key": tool.key, "place": tool.place, "picture": tool.picture, "sensitive": tool.sensitive,
        "only_for": sorted(tool.only_for), **_in_both(tool, ("title", "summary", "credit")),
        "questions": [_question(each) for each in tool.questions],
    }  # fmt: skip


def _question(question: Question) -> dict[str, Any]:
    return {
        "key": question.key, "takes": question.kind.value, "one_answer": question.takes_one,
        "picture": question.picture, **_in_both(question, ("you", "named", "heading", "hint", "shall_we")),
        "variants": _variants(question),
        "examples": [{"words": both(words), "name": str(name)} for words, name in question.examples],
        "cards": [{"picture": each.picture, "words": both(each.words)} for each in question.choices],
        "cells": [_cell(cell) for cell in question.cells], "feeds": [each.value for each in question.all_feeds],
        "for_others": question.for_others, "private": question.private, "newest_first": question.newest_first,
        "shown_if": dict(zip(("cell", "code"), question.shown_if, strict=True)) if question.shown_if else None,
    }  # fmt: skip


def _variants(question: Question) -> list[dict[str, Any]]:
    variants = question.variants.items()
    return [{"plan_for": about, **_in_both(asked, ("you", "named", "hint"))} for about, asked in variants]


def _cell(cell: Cell) -> dict[str, Any]:
    choices = [{"code": code, "words": both(words), "picture": picture} for code, words, picture in cell.options]
    return {"key": cell.key, "kind": cell.kind.value, **_in_both(cell, ("you", "named", "label")), "choices": choices}
