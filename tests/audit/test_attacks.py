"""T-CHAIN: seven attacks by somebody who has the whole database in hand, each named by `manage.py verify_audit`.

Heads were kept in a file outside of the database while the record grew, as the sealing task does.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from audit import actions, heads, tasks
from audit.models import AuditSeal
from tests.audit.test_chain import as_owner, ids, write

pytestmark = pytest.mark.django_db
STRETCHES, SIZE = 3, 4


@pytest.fixture
def kept(settings: Any, tmp_path: Path) -> Path:
    """Three stretches, sealed by the task, with their heads in a file."""
    settings.AUDIT_HEADS = str(tmp_path / "elsewhere" / "heads.txt")
    for _ in range(STRETCHES):
        write(SIZE)
        tasks.seal_chain()
    return Path(settings.AUDIT_HEADS)


def flip() -> None:
    as_owner("UPDATE audit_auditentry SET reason = reason || 'x' WHERE id = %s", [ids()[5]])


def delete() -> None:
    as_owner("DELETE FROM audit_auditentry WHERE id = %s", [ids()[5]])


def insert() -> None:
    """A row below all the others, where no number was free but the negative ones."""
    as_owner("INSERT INTO audit_auditentry SELECT (jsonb_populate_record(e, '{\"id\": -5}')).* FROM audit_auditentry e WHERE id = %s", [ids()[5]])  # fmt: skip


def swap() -> None:
    one, other = ids()[4:6]
    as_owner(
        "UPDATE audit_auditentry e SET about_person = o.about_person, details = o.details FROM audit_auditentry o"
        " WHERE (e.id, o.id) IN ((%s, %s), (%s, %s))",
        [one, other, other, one],
    )


def cut_the_tail() -> None:
    as_owner("DELETE FROM audit_auditseal WHERE number = 3")
    as_owner("DELETE FROM audit_auditentry WHERE id > %s", [ids()[7]])


def rebuild_without_the_key() -> None:
    as_owner("UPDATE audit_auditentry SET reason = 'forged' WHERE id = %s", [ids()[0]])
    as_owner("DELETE FROM audit_auditseal")
    while actions.seal(key="a guessed key", at_most=SIZE):
        pass


def restore_an_old_head() -> None:
    """An old copy is put back and life goes on: the task seals what comes next with the real key."""
    cut_the_tail()
    write(SIZE)
    tasks.seal_chain()
    assert AuditSeal.objects.count() == STRETCHES, "as long as before, and every link of it holds"


ATTACKS: dict[Callable[[], None], str] = {
    flip: "CHANGED.*Seal 2,",
    delete: "MISSING.*Seal 2,",
    insert: "ADDED.*Seal 1,",
    swap: "CHANGED.*Seal 2,",
    cut_the_tail: "CUT.*Seal 3,",
    rebuild_without_the_key: "CHANGED.*Seal 1,",
    restore_an_old_head: "CUT.*Seal 3,",
}


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_the_command_names_the_broken_link(kept: Path, attack: Callable[[], None]) -> None:
    out = io.StringIO()
    call_command("verify_audit", stdout=out)
    assert "The chain holds. Head: 3:" in out.getvalue()
    attack()
    with pytest.raises(CommandError, match=ATTACKS[attack]) as stop:
        call_command("verify_audit")
    assert stop.value.returncode == 1 and settings.AUDIT_KEY not in str(stop.value)


def test_each_new_head_is_kept_once_and_in_order(kept: Path) -> None:
    assert heads.kept(kept) == [str(seal) for seal in AuditSeal.objects.in_order()]
    tasks.seal_chain()
    assert len(heads.kept(kept)) == STRETCHES


def test_a_file_that_knows_more_than_the_chain_is_not_written_on_and_somebody_is_told(
    kept: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A longer file over a cut chain would make it look whole: what was kept stays as it is until somebody looked."""
    before = kept.read_text()
    restore_an_old_head()
    assert kept.read_text() == before
    assert "does not hold the last head" in caplog.text


def test_with_no_file_named_the_chain_is_sealed_all_the_same(settings: Any) -> None:
    settings.AUDIT_HEADS = ""
    write(SIZE)
    tasks.seal_chain()
    assert AuditSeal.objects.count() == 1
