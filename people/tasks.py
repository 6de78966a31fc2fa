"""What beat wakes. A task only calls its action: the rows are the truth."""

from __future__ import annotations

from celery import shared_task


@shared_task
def send_waiting_emails() -> int:
    """Send letters that are due. Returns how many were sent."""
    from people.actions.letters import send_waiting_letters

    return send_waiting_letters()
