"""An entry: one INSERT, ids and codes only, and nobody can change it afterwards."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, connection, transaction

from audit import record
from audit.enums import EntryKind
from audit.models import AuditEntry

SAM = UUID("00000000-0000-4000-8000-000000000001")
MAX = UUID("00000000-0000-4000-8000-000000000002")


@dataclass
class Somebody:
    audit_id: str = "11111111-1111-4111-8111-111111111111"
    audit_label: str = "Jo Evans, social worker"
    role_label: str = "Facilitator"
    on_behalf_of: str = ""
    organisation_id: object = UUID("22222222-2222-4222-8222-222222222222")


@pytest.mark.django_db
def test_a_write_is_one_insert_with_everything_as_text(django_assert_num_queries):
    group = Group.objects.create(name="A team")
    with django_assert_num_queries(1):
        record.write(
            actor=Somebody(on_behalf_of="Sam"),
            action="plans.item_saved",
            about_person=SAM,
            obj=group,
            part_key="my_day",
            purpose="helping",
            reason="asked",
            version=3,
            amount=Decimal("12.50"),
            on=date(2026, 5, 1),
            parts=[SAM, "my_day"],
        )
    entry = AuditEntry.objects.get()
    assert entry.kind == EntryKind.WRITE
    assert (entry.actor_label, entry.role, entry.on_behalf_of) == ("Jo Evans, social worker", "Facilitator", "Sam")
    assert entry.about_person == str(SAM)
    assert (entry.object_type, entry.object_id) == ("auth.group", str(group.pk))
    assert entry.details == {"version": 3, "amount": "12.50", "on": "2026-05-01", "parts": [str(SAM), "my_day"]}
    assert entry.organisation_id == "22222222-2222-4222-8222-222222222222"
    assert entry.at is not None


@pytest.mark.django_db
def test_a_look_is_one_insert_and_is_found_about_the_person_newest_first(django_assert_num_queries):
    record.write(actor=Somebody(), action="plans.item_saved", about_person=SAM)
    with django_assert_num_queries(1):
        record.look(actor=Somebody(), action="plans.part_opened", about_person=SAM, part_key="my_health")
    record.look(actor=Somebody(), action="plans.part_opened", about_person=MAX, part_key="my_day")
    record.look(actor=Somebody(), action="plans.part_opened", about_person=SAM, part_key="my_money")
    looks = AuditEntry.objects.about(SAM).looks()
    assert [entry.part_key for entry in looks] == ["my_money", "my_health"]
    assert AuditEntry.objects.about(SAM).count() == 3


@pytest.mark.django_db
def test_a_refusal_is_kept_with_its_reason_code():
    record.refused(actor=Somebody(), action="plans.part_opened", about_person=SAM, reason="ended")
    assert AuditEntry.objects.refusals().get().reason == "ended"


@pytest.mark.django_db
def test_the_system_acts_without_a_name():
    record.write(actor=None, action="reviews.reminder_sent", about_person=Group.objects.create(name="kept"))
    entry = AuditEntry.objects.get()
    assert (entry.actor_id, entry.actor_label, entry.organisation_id) == ("", "", "")
    assert entry.about_person == str(Group.objects.get().pk)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words", ["I like the sea.", "Mum hits me", "two words", {"a": "b"}, ["fine", "not fine"], "sam@x.uk"]
)
def test_words_never_enter_the_details(words):
    with pytest.raises(ValueError, match="never words"):
        record.write(actor=None, action="plans.item_saved", text=words)
    assert not AuditEntry.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_auditentry SET action = 'nothing'",
        "DELETE FROM audit_auditentry",
        "TRUNCATE audit_auditentry",
        "UPDATE audit_auditseal SET count = 9",
        "DELETE FROM audit_auditseal",
        "TRUNCATE audit_auditseal",
    ],
)
def test_the_database_refuses_to_change_or_empty_the_record(sql):
    record.write(actor=None, action="x.y", about_person=uuid4())
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_auditseal (number, first_id, last_id, count, previous, fingerprint)"
            " VALUES (1, 1, 1, 1, '', 'f')"
        )
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert AuditEntry.objects.count() == 1


@pytest.mark.slow
@pytest.mark.django_db
def test_reading_about_one_person_uses_the_index():
    looks = (
        AuditEntry(kind="LOOK", action="x.y", about_person=str(SAM if i % 500 == 0 else uuid4())) for i in range(5000)
    )
    AuditEntry.objects.bulk_create(looks, batch_size=1000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE audit_auditentry")
    assert "audit_about_person" in AuditEntry.objects.about(SAM)[:20].explain()
