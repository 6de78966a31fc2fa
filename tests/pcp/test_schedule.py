"""The schedule names tasks that are there, and sweeps what nothing else would."""

from __future__ import annotations

from pcp.celery import app


def test_every_task_of_the_schedule_is_there() -> None:
    app.loader.import_default_modules()
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(app.tasks)


def test_the_private_store_is_swept_each_day() -> None:
    """Sounds of words read aloud belong to no row: only the sweep lets them go."""
    assert {"documents.tasks.sweep_store", "documents.tasks.sweep_uploads"} <= {
        entry["task"] for entry in app.conf.beat_schedule.values()
    }
