"""What beat wakes. A task only calls its action: the rows are the truth."""

from __future__ import annotations

from celery import shared_task


@shared_task
def send_waiting_emails() -> int:
    """Send letters that are due, then forget the codes in the ones that went. Returns how many were sent."""
    from people.actions import forget_codes
    from people.actions.letters import send_waiting_letters

    sent = send_waiting_letters()
    forget_codes()
    return sent
