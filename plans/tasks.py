"""Work done later. Ids only; the rows are the truth."""

from __future__ import annotations

import logging

from celery import shared_task
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


@shared_task(soft_time_limit=60)
def render_waiting_prints() -> int:
    """Make the prints that wait."""
    from documents.printing import make_waiting
    from plans import prints

    return make_waiting(template=prints.TEMPLATE, draw=prints.draw)


def wake_the_printer() -> None:
    """Start at once if the broker is there; if not, the schedule finds the row within a minute."""
    try:
        render_waiting_prints.delay()
    except OperationalError:
        logger.warning("the broker is away: the print waits for the schedule")


@shared_task(soft_time_limit=600)
def make_waiting_copies() -> int:
    """Make the copies that people take away, the paper in them first, and delete the ones whose days are over."""
    from documents.printing import make_waiting
    from plans import prints
    from plans.actions import as_it_was, take_away

    as_it_was.forget_torn_copies()

    take_away.delete_old_copies()
    make_waiting(template=prints.TEMPLATE, draw=prints.draw)
    return take_away.make_waiting_copies()


def wake_the_copier() -> None:
    """Start at once if the broker is there; if not, the schedule finds the row."""
    try:
        make_waiting_copies.delay()
    except OperationalError:
        logger.warning("the broker is away: the copy waits for the schedule")
