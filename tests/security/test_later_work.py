"""T-JOB: whatever somebody puts on the queue, the worker reads JSON, runs only what it knows, and asks the rows."""

from __future__ import annotations

import json
import os
import pickle
import uuid
from pathlib import Path
from typing import Any

import pytest
from celery import current_app
from django.conf import settings
from kombu.exceptions import ContentDisallowed
from kombu.message import Message
from kombu.serialization import prepare_accept_content

from people.actions.letters import send_waiting_letters
from plans.actions.prints import ask_for_print
from plans.models import PlanPrint
from plans.tasks import render_waiting_prints
from tests.scenarios import World

pytestmark = pytest.mark.django_db


class Bomb:
    """Runs a command when it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.mark),)


def message(body: bytes, content_type: str = "application/json", **headers: Any) -> Message:
    return Message(
        body, content_type=content_type, content_encoding="utf-8", headers=headers, accept=prepare_accept_content(settings.CELERY_ACCEPT_CONTENT)
    )  # fmt: skip


@pytest.mark.parametrize(
    "content_type", ["application/x-python-serialize", "application/x-yaml", "application/x-msgpack"]
)
def test_only_json_is_read(content_type: str, tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    with pytest.raises((ContentDisallowed, KeyError)):
        message(pickle.dumps(Bomb(mark)), content_type).decode()
    assert not mark.exists()


def test_the_worker_takes_json_alone_and_keeps_no_answers() -> None:
    conf = current_app.conf
    assert list(conf.accept_content) == ["json"] and conf.task_serializer == "json"
    assert conf.result_backend is None and conf.task_ignore_result is True


def test_what_the_worker_does_not_know_it_does_not_run() -> None:
    """Names of tasks are looked up in the list of ours: none of them reaches a shell, a file or another module."""
    current_app.loader.import_default_modules()
    known = {name for name in current_app.tasks if not name.startswith("celery.")}
    assert not known & {"os.system", "subprocess.run", "builtins.eval"}
    assert {name.split(".")[0] for name in known} <= {
        "audit", "documents", "my_data", "partnership_boards", "people", "plans", "reviews"
    }  # fmt: skip


@pytest.mark.parametrize("given", [["x"], [str(uuid.uuid4())], [1, 2], [{"person": "Sam"}], ["A" * 1_000_000]])
def test_a_forged_message_with_something_in_it_fits_no_task(given: list[Any]) -> None:
    """No task takes anything, so that there is nothing to swap, to make too long, or of another person."""
    for name, task in current_app.tasks.items():
        if not name.startswith("celery."):
            with pytest.raises(TypeError):
                task.typing and task.__header__(*given)


def test_a_replayed_message_makes_nothing_twice(whole_world: World, mailoutbox: list[Any]) -> None:
    ask_for_print(by=whole_world.actor("sam"), plan=whole_world.sam.plan, audience=None, language="en-gb")
    before = PlanPrint.objects.count()
    for _ in range(3):
        render_waiting_prints.run()
        send_waiting_letters()
    assert PlanPrint.objects.count() == before
    assert len(mailoutbox) == len({mail.extra_headers["Message-ID"] for mail in mailoutbox})
    assert render_waiting_prints.run() == 0


def test_every_message_of_ours_is_a_name_and_nothing_else(
    whole_world: World, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    """What goes over the wire is the name of the work: no words, no ids, no person."""
    sent: list[str] = []

    def send(_amqp: Any, producer: Any, name: str, message: Any, **options: Any) -> None:
        sent.append(json.dumps([name, message.body, message.headers], default=str))

    monkeypatch.setattr(
        "celery.app.amqp.AMQP.send_task_message", property(lambda self: lambda *a, **k: send(self, *a, **k))
    )
    with django_capture_on_commit_callbacks(execute=True):
        ask_for_print(
            by=whole_world.actor("sam"),
            plan=whole_world.sam.plan,
            audience=whole_world.connections["mum"],
            language="cy",
        )
    assert sent, "asking for paper wakes the printer"
    for text in sent:
        assert json.loads(text)[1][0] == [] and json.loads(text)[1][1] == {}
        assert "Sam" not in text and str(whole_world.sam.pk) not in text
