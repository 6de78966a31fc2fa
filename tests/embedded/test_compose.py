"""docker-compose.yml as data: its services, and that nothing secret stands in it. No Docker engine is needed."""

import os
import re
import subprocess
from typing import Any

import pytest
import yaml

from embedded.options import ROOT

TEXT = (ROOT / "docker-compose.yml").read_text()
SECRETS = {
    "SECRET_KEY",
    "AUDIT_KEY",
    "REPORT_SECRET",
    "POSTGRES_PASSWORD",
    "APP_DATABASE_PASSWORD",
    "REDIS_PASSWORD",
    "EMAIL_HOST_PASSWORD",
}
FROM_OUTSIDE = re.compile(r"^\$\{\w+(?:\}|:[-?])")


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    return dict(yaml.safe_load(TEXT)["services"])


def test_all_services_of_a_council_are_there(services: dict[str, Any]) -> None:
    assert set(services) == {"web", "worker", "beat", "migrate", "db", "redis", "proxy"}


def test_no_secret_is_written_down(services: dict[str, Any]) -> None:
    for name, service in services.items():
        for key, value in service.get("environment", {}).items():
            if key in SECRETS:
                assert FROM_OUTSIDE.match(str(value)), f"{name}: {key}"
            if key.endswith("_URL") and "@" in str(value):
                assert re.search(r":\$\{\w+_PASSWORD[:}]", value), f"{name}: {key}"


def test_only_the_migration_knows_the_role_that_owns_the_tables(services: dict[str, Any]) -> None:
    apps = ("web", "worker", "beat", "migrate")
    assert [name for name in apps if "DATABASE_OWNER_URL" in services[name]["environment"]] == ["migrate"]
    assert all("//pcp_app:" in services[name]["environment"]["DATABASE_URL"] for name in apps)


def test_a_missing_secret_stops_the_start_with_a_sentence() -> None:
    for name in SECRETS - {"EMAIL_HOST_PASSWORD"}:
        sentence = re.search(rf"\$\{{{name}:\?([^}}]+)\}}", TEXT)
        assert sentence, name
        assert sentence.group(1).startswith("Make one with ")


def test_every_job_is_one_that_the_entry_point_knows(services: dict[str, Any]) -> None:
    known = (ROOT / "deploy/entrypoint").read_text()
    jobs = {service["command"][0] for service in services.values() if "build" in service}
    assert jobs == {"web", "worker", "beat", "migrate"}
    assert all(f"\n    {job})\n" in known for job in jobs)
    assert os.access(ROOT / "deploy/entrypoint", os.X_OK)


def test_nothing_starts_before_the_tables_are_ready(services: dict[str, Any]) -> None:
    for name in ("web", "worker", "beat"):
        assert services[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


def test_the_web_is_healthy_only_when_ready_says_so(services: dict[str, Any]) -> None:
    assert services["web"]["healthcheck"]["test"] == ["CMD", "/app/deploy/entrypoint", "health"]
    assert '"/ready"' in (ROOT / "deploy/health.py").read_text()
    for name in ("db", "redis", "worker"):
        assert services[name]["healthcheck"]["test"]


def test_only_the_proxy_is_reached_from_outside_and_apps_run_without_rights(services: dict[str, Any]) -> None:
    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]
    assert services["web"]["read_only"] is True
    assert services["web"]["cap_drop"] == ["ALL"]
    assert "\nUSER pcp\n" in (ROOT / "Dockerfile").read_text()


def test_files_that_are_named_exist(services: dict[str, Any]) -> None:
    for volume in services["proxy"]["volumes"]:
        source = volume.split(":")[0]
        if source.startswith("./"):
            assert (ROOT / source).exists(), source


def test_health_says_plainly_when_nothing_answers() -> None:
    environment = {**os.environ, "WEB_PORT": "1"}
    words = [str(ROOT / "deploy/entrypoint"), "health"]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert done.stderr.startswith("The web pages do not answer")
