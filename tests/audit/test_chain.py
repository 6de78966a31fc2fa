"""Seven attacks on the sealed record, each found and named."""

import io
import threading

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from audit import actions, chain, record, tasks
from audit.enums import BreakKind
from audit.models import AuditEntry, AuditSeal

pytestmark = pytest.mark.django_db
KEY = "a-key-that-the-database-never-sees"


def write(count):
    for number in range(count):
        record.write(actor=None, action="plans.item_saved", about_person=f"person-{number}", number=number)


def sealed(stretches=3, size=4):
    for _ in range(stretches):
        write(size)
        actions.seal(key=KEY)
    return AuditSeal.objects.newest()


def as_owner(sql, values=()):
    """What somebody with the whole database in hand can do: the triggers are off for them."""
    with connection.as_owner(), connection.cursor() as cursor:
        for table in ("audit_auditentry", "audit_auditseal"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(sql, values)
        for table in ("audit_auditentry", "audit_auditseal"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def ids():
    return list(AuditEntry.objects.order_by("id").values_list("id", flat=True))


def found(**more):
    return chain.first_break(key=KEY, **more)


def test_an_untouched_chain_holds():
    head = sealed()
    assert head.number == 3
    assert found(heads=[str(head)]) is None


def test_nothing_new_makes_no_seal():
    sealed(stretches=1)
    assert actions.seal(key=KEY) is None


def test_a_long_backlog_is_sealed_in_stretches():
    write(7)
    assert actions.seal(key=KEY, at_most=5).count == 5
    assert actions.seal(key=KEY, at_most=5).count == 2
    assert found() is None


@pytest.mark.parametrize("field", ["action", "actor_label", "about_person", "reason", "part_key"])
def test_a_changed_field_is_found(field):
    sealed()
    as_owner(f"UPDATE audit_auditentry SET {field} = {field} || 'x' WHERE id = %s", [ids()[5]])
    broken = found()
    assert (broken.seal, broken.kind) == (2, BreakKind.CHANGED)


def test_a_changed_time_is_found():
    sealed()
    as_owner("UPDATE audit_auditentry SET at = at - interval '1 microsecond' WHERE id = %s", [ids()[0]])
    assert (found().seal, found().kind) == (1, BreakKind.CHANGED)


def test_a_removed_entry_is_found():
    sealed()
    as_owner("DELETE FROM audit_auditentry WHERE id = %s", [ids()[6]])
    assert (found().seal, found().kind) == (2, BreakKind.MISSING)


@pytest.mark.parametrize("place", ["in a gap", "below everything"])
def test_an_entry_put_in_later_is_found(place):
    write(2)
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('audit_auditentry', 'id'))")
        gap = cursor.fetchone()[0]
    write(2)
    actions.seal(key=KEY)
    AuditEntry(id=gap if place == "in a gap" else -5, kind="LOOK", action="x.y").save(force_insert=True)
    assert (found().seal, found().kind) == (1, BreakKind.ADDED)


def test_swapped_entries_are_found():
    sealed()
    first, second = ids()[4:6]
    as_owner(
        "UPDATE audit_auditentry e SET about_person = o.about_person, details = o.details FROM audit_auditentry o"
        " WHERE (e.id, o.id) IN ((%s, %s), (%s, %s))",
        [first, second, second, first],
    )
    assert (found().seal, found().kind) == (2, BreakKind.CHANGED)


def test_a_cut_tail_is_found_against_a_head_kept_elsewhere():
    kept = str(sealed())
    as_owner("DELETE FROM audit_auditseal WHERE number = 3")
    as_owner("DELETE FROM audit_auditentry WHERE id > %s", [ids()[7]])
    assert found() is None  # alone, a shorter chain still holds: this is why the head is kept elsewhere
    assert (found(heads=[kept]).seal, found(heads=[kept]).kind) == (3, BreakKind.CUT)


def test_an_older_head_still_fits_a_chain_that_has_grown():
    kept = str(sealed())
    sealed(stretches=1)
    assert found(heads=[kept]) is None


def test_a_seal_taken_out_of_the_middle_is_found():
    sealed()
    as_owner("DELETE FROM audit_auditseal WHERE number = 2")
    assert (found().seal, found().kind) == (2, BreakKind.SEAL_MISSING)


def test_a_chain_rebuilt_without_the_key_is_found():
    sealed()
    as_owner("UPDATE audit_auditentry SET reason = 'forged' WHERE id = %s", [ids()[0]])
    as_owner("DELETE FROM audit_auditseal")
    while actions.seal(key="a guessed key", at_most=4):
        pass
    assert AuditSeal.objects.count() == 3
    assert (found().seal, found().kind) == (1, BreakKind.CHANGED)


def test_the_command_names_the_head_and_then_the_first_broken_link():
    write(3)
    tasks.seal_chain()
    out = io.StringIO()
    call_command("verify_audit", stdout=out)
    head = AuditSeal.objects.newest()
    assert f"Head: 1:{head.fingerprint}" in out.getvalue()
    as_owner("DELETE FROM audit_auditentry WHERE id = %s", [ids()[1]])
    with pytest.raises(CommandError, match=r"MISSING.*Seal 1") as stop:
        call_command("verify_audit", head=str(head))
    assert stop.value.returncode == 1
    assert settings.AUDIT_KEY not in str(stop.value)


def in_another_connection(job):
    """Run `job` in a thread of its own, with a connection of its own, to its end."""
    caught = []

    def run():
        try:
            caught.append(job())
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return caught[0]


def test_nothing_is_sealed_past_a_transaction_that_is_still_open(transactional_db):
    with transaction.atomic():
        record.write(actor=None, action="slow.write")
        in_another_connection(lambda: record.write(actor=None, action="quick.write"))
        assert in_another_connection(lambda: actions.seal(key=KEY, patience=0.3)) is None
    assert actions.seal(key=KEY).count == 2
    assert found() is None


def test_two_sealers_make_one_chain(transactional_db):
    write(3)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [actions.SEALING])
        assert in_another_connection(lambda: actions.seal(key=KEY)) is None
    assert actions.seal(key=KEY).count == 3


def test_the_same_entries_after_another_past_have_another_fingerprint():
    rows = [tuple(range(len(chain.SEALED_FIELDS)))]
    one, other = (chain.measure(rows, key=KEY, number=2, previous=past) for past in ("a" * 64, "b" * 64))
    assert one.fingerprint != other.fingerprint


def test_the_number_of_a_seal_is_sealed_too():
    one, other = (chain.measure([], key=KEY, number=number, previous="") for number in (1, 2))
    assert one.fingerprint != other.fingerprint


def test_a_head_that_is_no_head_is_said_kindly():
    with pytest.raises(CommandError, match="looks like"):
        call_command("verify_audit", head="yesterday")


def test_the_nightly_check_tells_of_a_break(caplog, settings):
    settings.AUDIT_KEY = KEY
    sealed()
    tasks.verify_chain()
    assert not caplog.records
    as_owner("UPDATE audit_auditentry SET action = 'plans.nothing' WHERE id = %s", [ids()[5]])
    tasks.verify_chain()
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "run verify_audit" in caplog.text
