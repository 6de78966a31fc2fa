"""Scales for happy and well, level whatever is on them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plans.drawings.answers import Answers


def scales(answers: Answers) -> Mapping[str, Any]:
    """Two pans, always level."""
    return {"to": answers.of("to"), "for": answers.of("for")}
