"""The tools, one file each. Adding a tool is adding one file, one drawing and its test.

A module here that holds `TOOL` is a tool; its file name is the tool's key.
"""

from __future__ import annotations

import importlib
import pkgutil

from plans.enums import Place, PlanFor
from plans.tools.declaration import Tool


def _load() -> dict[str, Tool]:
    tools = {}
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda each: each.name):
        tool = getattr(importlib.import_module(f"{__name__}.{module.name}"), "TOOL", None)
        if tool is not None:
            if tool.key != module.name:
                raise ValueError(f"plans/tools/{module.name}.py declares {tool.key}")
            tools[tool.key] = tool
    return tools


TOOLS = _load()


def tools_of(place: Place, about: str = PlanFor.ME) -> list[Tool]:
    """The tools at home in a place that a plan about `about` is offered, the ones that suit it best first."""
    here = [tool for tool in TOOLS.values() if tool.place == place and (not tool.only_for or about in tool.only_for)]
    return sorted(here, key=lambda tool: (about not in tool.only_for, about not in tool.leads_for))
