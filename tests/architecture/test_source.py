"""Rules of the source that a reader relies on, held by reading it."""

from __future__ import annotations

import ast
import io
import re
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]
APPS = (
    "audit",
    "documents",
    "people",
    "plans",
    "reviews",
    "budgets",
    "rights",
    "safeguarding",
    "partnership_boards",
    "my_data",
    "api",
    "pcp",
)
DOORS = re.compile(r"(^|/)(views|forms|serializers|tasks)([_/].*)?\.py$|/views_.*\.py$|/(views|forms)/")
GUARDIAN_ON_REQUEST = {"get_objects_for_user", "get_users_with_perms", "assign_perm", "remove_perm", "get_perms"}


def sources() -> list[Path]:
    return [path for app in APPS for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def reads_past_the_policy(tree: ast.AST) -> list[int]:
    """Lines with `Model.objects` used for anything but a queryset method that has a name of its own."""
    plain = {"all", "filter", "get", "exclude", "create", "values", "values_list", "count", "first", "get_or_create",
             "update_or_create", "bulk_create", "in_bulk", "aggregate", "raw", "none", "order_by"}  # fmt: skip
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in plain
        and isinstance(node.value, ast.Attribute)
        and node.value.attr in {"objects", "_default_manager"}
    ]


@pytest.mark.parametrize("path", [p for p in sources() if DOORS.search(name_of(p))], ids=name_of)
def test_a_door_reads_only_through_named_querysets(path: Path) -> None:
    assert reads_past_the_policy(ast.parse(path.read_text())) == []


@pytest.mark.parametrize("path", sources(), ids=name_of)
def test_guardians_slow_checks_are_on_no_request_path(path: Path) -> None:
    names = {node.id for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Name)}
    assert not names & GUARDIAN_ON_REQUEST


def test_only_sharing_writes_slips() -> None:
    writers = re.compile(r"Slip\.objects(\.\w+\([^)]*\))*\.(create|update|bulk_create|delete|get_or_create)\(")
    found = {name_of(path) for path in sources() if writers.search(path.read_text())}
    assert found <= {"people/sharing.py"}


@pytest.mark.parametrize("path", sources(), ids=name_of)
def test_a_module_fits_on_a_few_screens(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 400


@pytest.mark.parametrize("path", sorted((ROOT / "templates").rglob("*.html")), ids=name_of)
def test_a_template_holds_no_script_no_style_and_trusts_no_text(path: Path) -> None:
    text = path.read_text()
    assert not re.search(
        r"<script(?![^>]*\bsrc=)[^>]*>(?!\s*</script>)", text.replace('type="application/json"', "src=")
    )
    assert not re.search(r"\sstyle=|\son[a-z]+=\"", text)
    assert "|safe" not in text and "autoescape off" not in text


def test_no_signals_between_apps() -> None:
    found = [
        name_of(path) for path in sources() if re.search(r"django\.db\.models\.signals|@receiver", path.read_text())
    ]
    assert found == []


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    out = io.StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=out)


def test_no_field_says_what_somebody_can_decide() -> None:
    """Mental Capacity Act 2005 s.2: capacity belongs to one decision at one time, never to a person."""
    from django.apps import apps

    fields = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in APPS
        for field in model._meta.get_fields()
    }
    assert not {
        name for name in fields if re.search(r"(has|lacks|lack|no)_capacity|can_decide|incapab|incapacit", name)
    }
