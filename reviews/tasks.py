"""What beat wakes. A task only calls its action: the rows are the truth."""

from __future__ import annotations

from celery import shared_task


@shared_task(soft_time_limit=50)
def send_due_reminders() -> int:
    """Give the reminders that are due. Returns how many letters were written."""
    from reviews.actions.reminders import send_due

    return send_due()
