"""Work done later. The rows are the truth."""

import logging

from celery import shared_task
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


@shared_task(soft_time_limit=3600)
def make_waiting_recordings() -> int:
    """Make the recordings that wait, one after another."""
    from documents.recordings.keeping import make_waiting

    return make_waiting()


@shared_task(soft_time_limit=300)
def sweep_uploads() -> int:
    """Let go of uploads that nobody ended within a day."""
    from documents import pieces

    return pieces.sweep_uploads()


@shared_task(soft_time_limit=3600)
def sweep_store() -> int:
    """Delete files older than a day that no row knows: sounds of words read aloud, and what a death left behind."""
    from documents import actions

    return actions.sweep_orphans()


def wake_the_maker() -> None:
    """Start at once if the broker is there; if not, the schedule finds the row within a minute."""
    try:
        make_waiting_recordings.delay()
    except OperationalError:
        logger.warning("the broker is away: the recording waits for the schedule")
