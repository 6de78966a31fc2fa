"""The Celery app and the whole schedule.

Beat only wakes claimers; what must happen exactly once is a row in PostgreSQL first.
"""

import os
from typing import Any

from celery import Celery, Task
from celery.schedules import crontab
from celery.signals import worker_init
from django.core.exceptions import ImproperlyConfigured

from row_security import acting

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pcp.settings")


class SystemsWork(Task):
    """A task is the system's own named work; what it decides as somebody, it does as them (`acting.as_user`)."""

    def __call__(self, *args: Any, **options: Any) -> Any:
        with acting.system(f"task {self.name}"):
            return super().__call__(*args, **options)


app = Celery("pcp", task_cls=SystemsWork)


@worker_init.connect
def refuse_a_role_with_powers(**_: Any) -> None:
    """A worker whose database role could see past the rules for rows does not start."""
    from row_security import roles

    try:
        roles.refuse_powers()
    except ImproperlyConfigured as fault:  # Celery would only write down what a signal raises, and go on
        raise SystemExit(str(fault)) from fault


app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {
    "send-due-messages": {"task": "reviews.tasks.send_due_reminders", "schedule": 60.0},
    "send-waiting-emails": {"task": "people.tasks.send_waiting_emails", "schedule": 30.0},
    "render-waiting-documents": {"task": "plans.tasks.render_waiting_prints", "schedule": 60.0},
    "make-waiting-copies": {"task": "plans.tasks.make_waiting_copies", "schedule": 60.0},
    "render-waiting-paths": {"task": "partnership_boards.tasks.render_waiting_paths", "schedule": 60.0},
    "make-recordings-ready": {"task": "documents.tasks.make_waiting_recordings", "schedule": 60.0},
    "sweep-uploads": {"task": "documents.tasks.sweep_uploads", "schedule": 3600.0},
    "sweep-store": {"task": "documents.tasks.sweep_store", "schedule": crontab(hour=3, minute=20)},
    "erase-what-is-due": {"task": "my_data.tasks.erase_what_is_due", "schedule": 3600.0},
    "propose-destruction": {"task": "my_data.tasks.propose_destruction", "schedule": crontab(hour=4, minute=10)},
    "verify-audit-chain": {"task": "audit.tasks.verify_chain", "schedule": crontab(hour=2, minute=40)},
    "seal-audit-chain": {"task": "audit.tasks.seal_chain", "schedule": 300.0},
}
