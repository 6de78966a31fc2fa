"""Woken by beat."""

from celery import shared_task


@shared_task(soft_time_limit=3600)
def erase_what_is_due() -> int:
    """Erase the people whose 30 days are over."""
    from my_data.actions.erase import erase_due

    return erase_due()


@shared_task(soft_time_limit=3600)
def propose_destruction() -> int:
    """Put the records whose time is over before the data lead of their council."""
    from my_data.actions.records import propose_destructions

    return propose_destructions()
