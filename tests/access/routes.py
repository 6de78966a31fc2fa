"""All URLs, found by walking the resolver through every include, with the names of their parameters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from django.urls import URLPattern, URLResolver, get_resolver


@cache
def all_routes() -> Mapping[str, tuple[str, ...]]:
    """Each route by its name, with its parameters. A route without a name is listed by its pattern: it cannot hide."""
    return MappingProxyType(dict(_walk(get_resolver().url_patterns, "")))


def _walk(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for pattern in patterns:
        here = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, here)
        else:
            yield pattern.name or here, tuple(re.findall(r"<(?:\w+:)?(\w+)>", here))
