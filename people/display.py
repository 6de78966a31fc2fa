"""How pages look for somebody: the choices of "Make this easier to use", and their usual values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

CHOICES: dict[str, tuple[str, ...]] = {
    "theme": ("light", "cream", "dark", "contrast", "device"),
    "text": ("100", "125", "150", "200", "300"),
    "spacing": ("normal", "wide"),
    "motion": ("on", "off"),
    "pictures": ("both", "words", "pictures"),
    "buttons": ("normal", "big"),
    "page": ("all", "less"),
    "reading": ("on", "off"),
    "speed": ("normal", "slow", "fast"),
}
COOKIE = "easier"


def tidy(display: Mapping[str, Any] | None) -> dict[str, str]:
    """Every choice with a known value; the first of each list is the usual one."""
    display = display or {}
    return {
        name: str(display.get(name)) if str(display.get(name)) in values else values[0]
        for name, values in CHOICES.items()
    }


def to_cookie(display: Mapping[str, Any]) -> str:
    """The choices as one cookie value, for a device on which nobody is signed in."""
    return ".".join(f"{name}-{value}" for name, value in tidy(display).items())


def from_cookie(value: str) -> dict[str, str]:
    """The choices kept in a cookie; nonsense gives the usual values."""
    pairs = (piece.split("-", 1) for piece in value.split(".") if "-" in piece)
    return tidy(dict(pair for pair in pairs))
