"""Work done later. Ids only; the rows are the truth."""

from __future__ import annotations

import logging

from celery import shared_task
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


@shared_task(soft_time_limit=60)
def render_waiting_paths() -> int:
    """Make the prints of published paths that wait."""
    from documents.printing import make_waiting
    from partnership_boards import path_printing

    return make_waiting(template=path_printing.TEMPLATE, draw=path_printing.draw)


def wake_the_path_printer() -> None:
    """Start at once if the broker is there; if not, the schedule finds the row within a minute."""
    try:
        render_waiting_paths.delay()
    except OperationalError:
        logger.warning("the broker is away: the print waits for the schedule")
