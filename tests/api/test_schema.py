"""The committed schema is current, has no warnings, and nothing that it allows breaks the API (no 5xx)."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import schemathesis
import yaml
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.generation import GenerationMode

from api.throttling import Reads, Writes
from pcp.wsgi import application
from tests.api.conftest import Program
from tests.scenarios import World

COMMITTED = Path(__file__).resolve().parents[2] / "docs" / "openapi.yaml"
EXAMPLES = 12


def test_the_committed_schema_is_current_and_clean() -> None:
    """Made anew by `bin/manage spectacular --file docs/openapi.yaml`."""
    out = io.StringIO()
    call_command("spectacular", fail_on_warn=True, validate=True, stdout=out)
    assert yaml.safe_load(out.getvalue()) == yaml.safe_load(COMMITTED.read_text())


def operations() -> list[tuple[str, str]]:
    paths = yaml.safe_load(COMMITTED.read_text())["paths"]
    return [(method.upper(), path) for path, each in paths.items() for method in each if path.startswith("/api/v1/")]


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Requests through WSGI stay in the test's transaction, as those of Django's test client do."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.slow
@pytest.mark.usefixtures("one_connection")
@pytest.mark.parametrize(("method", "path"), operations())
def test_no_input_that_the_schema_allows_or_refuses_breaks_an_operation(
    example: World, program: Callable[..., Program], ids: dict[str, uuid.UUID], monkeypatch: pytest.MonkeyPatch,
    method: str, path: str,
) -> None:  # fmt: skip
    """Schemathesis as Sam's program with every scope, in process. Each request names Sam's own things."""
    for throttle in (Reads, Writes):
        monkeypatch.setattr(throttle, "rate", "1000000/min")
    headers = {"Authorization": program("sam").defaults["HTTP_AUTHORIZATION"]}
    schema = schemathesis.openapi.from_dict(yaml.safe_load(COMMITTED.read_text()))
    schema.app, schema.config.output.sanitization.enabled = application, False
    operation = schema[path][method]
    here = {**ids, "part_id": example.things["parts"]["outcome"].pk} if path.endswith("/outcomes") else ids

    @given(case=_cases(operation))
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def attack(case: schemathesis.Case) -> None:
        case.path_parameters = {**case.path_parameters, **_sams(case, here)}
        if isinstance(case.body, dict) and isinstance(case.body.get("question"), str):
            case.body["question"] = "important_to"
        with transaction.atomic():
            answer = case.call(headers=headers)
            transaction.set_rollback(True)
        assert answer.status_code < 500, answer.text
        if answer.status_code >= 400 and answer.status_code != 409:
            assert set(answer.json()) == {"message", "fields"}

    attack()


def _cases(operation: object) -> object:
    return operation.as_strategy(generation_mode=GenerationMode.POSITIVE) | operation.as_strategy(
        generation_mode=GenerationMode.NEGATIVE
    )


def _sams(case: schemathesis.Case, ids: dict[str, uuid.UUID]) -> dict[str, str]:
    """Sam's own ids in place of generated ones, so that most requests get as far as the action."""
    return {key: str(ids[key]) for key in case.path_parameters if key in ids}
