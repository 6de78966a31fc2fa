"""System checks of this app."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, register
from django.core.checks import Warning as CheckWarning

from plans.guards import GUARDS
from plans.process import TABLE


@register()
def every_guard_is_registered(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A guard that the process names must exist, else its transition can never be made."""
    missing = sorted({name for row in TABLE for name in row.guards} - set(GUARDS))
    return [
        CheckWarning(
            f"The process names the guard {name!r}, which no app registers.", obj="plans.process", id="plans.W001"
        )
        for name in missing
    ]
