"""One line for each thing that is logged, and for a fault where it happened and of what kind: never what was said.

The words of a fault are left out, because PostgreSQL puts the whole row into them ("Failing row contains …").
"""

import copy
import logging
import traceback
from types import TracebackType
from typing import Any

from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
# What Celery puts into its line about work that broke, beside the name of the work.
TELLING = ("exc", "traceback", "args", "kwargs", "return_value")


class PlaceOfFault(logging.Formatter):
    """Files, lines and kinds of faults, down the chain of causes; no messages and no local values."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of `record`, without the words of a fault among its values."""
        told = copy.copy(record)
        told.exc_text = None
        if isinstance(told.args, dict):
            told.args = {name: "…" if name in TELLING else _kind(value) for name, value in told.args.items()}
        elif told.args:
            told.args = tuple(_kind(value) for value in told.args)
        return super().format(told)

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802  (the name is logging's)
        """Where each fault of the chain happened, and its kind."""
        lines, fault = [], ei[1]
        while fault is not None:
            places = [
                f"{place.filename}:{place.lineno} {place.name}" for place in traceback.extract_tb(fault.__traceback__)
            ]
            lines.append(f"{type(fault).__module__}.{type(fault).__qualname__} at " + " < ".join(reversed(places)))
            fault = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
        return "\n".join(lines)


def _kind(value: Any) -> Any:
    """A fault among the values of a line is named by its kind."""
    return type(value).__qualname__ if isinstance(value, BaseException) else value


class WithoutWords(ExceptionReporter):
    """A report of a fault as Django makes it, without the request: no body, no address, no cookies."""

    def __init__(self, request: Any, *args: Any, **options: Any) -> None:
        super().__init__(None, *args, **options)


class WithoutValues(SafeExceptionReporterFilter):
    """The values that stood in each place, words and keys among them, are in no report."""

    def get_traceback_frame_variables(self, request: Any, tb_frame: Any) -> list[tuple[str, Any]]:
        """None of them, whether DEBUG is on or not."""
        return []
