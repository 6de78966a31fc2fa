"""Delete: words of mine in every column of every row, erased; then the whole database and the private files searched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import IntegrityError, ProgrammingError, connection, models, transaction
from django.utils import timezone

from api.models import Token
from audit import chain
from audit.actions import seal_all
from audit.models import AuditEntry
from documents.models import StoredFile
from my_data import actions, erasure_list, removing
from my_data.holdings import ALL, HOLDINGS, Holding
from my_data.models import Deletion, Erased, LegalHold
from people.actions import appoint, ask_for_help, invite, start_again
from people.actors import system
from people.enums import Role
from people.models import Connection, Letter, Person, Slip, User
from plans.models import Item, Note, Snapshot, SupportPlan
from reviews.enums import ReviewState
from reviews.models import Review
from rights.models import AdvocacyReferral, BestInterestsDecision, VisitNote
from safeguarding.models import Concern, Named
from tests import triggers
from tests.scenarios import World

pytestmark = pytest.mark.django_db

TOKEN = re.compile(r"kanari-[\w.]+-\d+")
WORDS = (models.CharField, models.TextField, models.JSONField)


TOKEN = re.compile(r"kanari-[\w.]+-\d+")
WORDS = (models.CharField, models.TextField, models.JSONField)


def plant(world: World) -> set[str]:
    """A canary in every column of words of every row that is about Sam, its history included. Returns the columns.

    Tracked rows are changed as the site changes them, so that their history holds the canary too; then, with every
    trigger aside, the frozen ones.
    """
    planted = set()
    for holding in ALL:
        if holding.history:
            planted |= plant_in(holding, world)
    frozen = [holding for holding in ALL if not holding.history]
    with triggers.set_aside([holding.table for holding in frozen]):
        for holding in frozen:
            planted |= plant_in(holding, world)
    return planted


def plant_in(holding: Holding, world: World) -> set[str]:
    planted = set()
    rows = holding.rows(world.sam)
    for column in holding.table._meta.concrete_fields:
        if not isinstance(column, WORDS) or column.choices or column.primary_key or column.unique:
            continue
        name = f"{holding.model}.{column.name}"
        for number, key in enumerate(rows.values_list("pk", flat=True)):
            token = f"kanari-{name}-{number}"
            value: Any = {"words": token} if isinstance(column, models.JSONField) else token
            try:
                with transaction.atomic():
                    holding.table._default_manager.filter(pk=key).update(**{column.name: value})
                    planted.add(name)
            except (IntegrityError, ValueError):
                continue
            except Exception as fault:
                if "too long" not in str(fault):
                    raise
    return planted


def everything_in_the_database() -> Iterator[tuple[str, str]]:
    """Every row of every table as one text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            for (text,) in cursor.fetchall():
                yield table, text


def found_in_the_database() -> dict[str, set[str]]:
    """Which columns' canaries are found, by table."""
    found: dict[str, set[str]] = {}
    for table, text in everything_in_the_database():
        for token in TOKEN.findall(text):
            found.setdefault(table, set()).add(token.rsplit("-", 1)[0].removeprefix("kanari-"))
    return found


def files_there() -> set[str]:
    root = Path(default_storage.location)
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


def wait_30_days(world: World) -> None:
    Deletion.objects.filter(person=world.sam).update(erase_at=timezone.now() - timedelta(minutes=1))


def decided_by_law(world: World) -> Connection:
    """A closed decision rests on the paper of Sam's attorney; Dad is named in a concern by his place alone."""
    tie = world.connections["attorney"]
    with removing.past_the_triggers(BestInterestsDecision):
        BestInterestsDecision.objects.filter(person=world.sam).update(authority=tie.authorities.get())
    Named.objects.filter(concern=world.things["concern"]).update(user=None)
    return tie


# What may hold words of Sam's after the erasing: the council's record, and nothing else.
LEGAL = {
    "plans_supportplan", "plans_supportplanentry", "plans_need", "plans_advocacyscreen", "plans_libertyscreen",
    "plans_snapshot", "plans_statechange", "plans_reasonablestep", "plans_secondyes",
    "budgets_costline", "budgets_costlineevent", "budgets_ledgerentry", "budgets_indicativebudget", "budgets_statement",
    "budgets_directpaymentinformation", "reviews_review", "reviews_reviewview", "people_person",
    "my_data_correction", "my_data_legalhold",
    "rights_advocacyreferral", "rights_advocacyreferralevent", "rights_bestinterestsdecision",
    "rights_bestinterestsoption", "rights_capacityrecord", "rights_consulted", "rights_libertyauthorisation",
    "rights_libertyauthorisationevent", "rights_personswords", "rights_restriction", "rights_restrictionscreen",
    "plans_accessoverride", "people_recordedauthority", "people_connection",
}  # fmt: skip


def test_nothing_of_mine_is_left_but_what_the_law_names(
    everybody: World, django_capture_on_commit_callbacks: Any, list_of_its_own: Path
) -> None:
    """UK GDPR Art. 17; security reference section 2, "Life events"."""
    world = everybody
    LegalHold.objects.all().delete()
    Review.objects.filter(person=world.sam).update(
        state=ReviewState.CLOSED, held_on=timezone.localdate(), support_plan=world.things["support_plan"]
    )
    assert Snapshot.objects.visible_to(world.actor("priya")).filter(support_plan__person=world.sam).exists()
    before = files_there()
    hers = {name for file in StoredFile.objects.filter(added_by=str(world.users["sam"].pk)) for name in file.names}
    gran = world.connections["gran"]
    invite(by=world.actor("sam"), connection=gran, email="kanari-gran-1@demo.example")
    ask_for_help(by=world.actor("sam"), connection=world.connections["mum"])
    seal_all(key=settings.AUDIT_KEY)
    tie, concern = decided_by_law(world), world.things["concern"]
    planted = plant(world)
    AdvocacyReferral.objects.filter(person=world.sam).update(service="")
    assert len(planted) > 80
    # A note whose row went long ago left its history behind.
    assert Note.objects.filter(plan=world.sam.pk).delete()[0] and Note.pgh_event_model.objects.exists()
    leo = {table: text for table, text in everything_in_the_database() if str(world.things["leo"].pk) in text}
    sam_user = world.users["sam"].pk

    actions.ask_to_delete(by=world.actor("sam"), person=Person.objects.get(pk=world.sam.pk))
    assert actions.erase_due() == 0 and Item.objects.filter(part__plan=world.sam.pk).exists()
    wait_30_days(world)
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.erase_due() == 1

    found = found_in_the_database()
    assert set(found) <= LEGAL, {table: names for table, names in found.items() if table not in LEGAL}
    assert found["people_person"] <= {"people.Person.preferred_name", "people.Person.full_name"}
    assert Review.objects.filter(person=world.sam).exists() and "reviews.ReviewView.text" in found["reviews_reviewview"]
    assert not {"reviews.Review.off_limits", "reviews.Review.taking_part_words"} & found.get("reviews_review", set())
    for holding in HOLDINGS:
        if holding.stays is None and not holding.by_user and holding.model != "my_data.Deletion":
            assert not holding.rows(world.sam).exists(), holding.model
            if holding.history is not None:
                assert not holding.history.objects.exclude(
                    pgh_obj_id__in=holding.table._default_manager.values("pk")
                ).exists(), holding.model
    assert not Letter.objects.filter(for_what__startswith=f"help:{world.connections['mum'].pk}").exists()
    assert hers and not hers & files_there() and files_there() < before
    assert not User.objects.filter(pk=sam_user, name__gt="").exists()
    assert User.objects.get(pk=sam_user).email.endswith("@erased.invalid")

    # The council's record names who decided by law, and nothing else of the circle stays; it is nobody's circle now.
    assert (
        list(Connection.objects.filter(circle=world.sam.pk).values_list("pk", "user", "photo", "relationship"))
        == [(tie.pk, None, None, "")]
        and not Connection.objects.live().filter(circle=world.sam.pk).exists()
    )
    assert AdvocacyReferral.objects.get(person=world.sam, accepted_on__isnull=False).service.startswith(
        "kanari-people.Connection.name"
    )
    assert not VisitNote.objects.filter(referral__person=world.sam).exists()
    # A concern is not the plan's: not a word of it goes, and whoever is named in it by their place in the circle
    # reads nothing of it afterwards (ADR 0019).
    assert Concern.objects.get(pk=concern.pk).words == concern.words and concern.steps.exists()
    assert set(Named.objects.filter(concern=concern).values_list("name", "user")) == {("Colin", world.users["dad"].pk)}

    # The chain holds what was sealed before and what came after.
    seal_all(key=settings.AUDIT_KEY)
    assert chain.first_break(key=settings.AUDIT_KEY) is None
    assert AuditEntry.objects.about(world.sam.pk).filter(action="my_data.erased").exists()
    # Leo's rows are as they were.
    now = {table: text for table, text in everything_in_the_database() if str(world.things["leo"].pk) in text}
    assert now == leo
    # What stays is read by the data lead alone.
    person = Person.objects.get(pk=world.sam.pk)
    assert person.sealed_at is not None and person.user is None
    for name in ("nia", "priya", "morgan", "ravi", "olu"):
        assert not SupportPlan.objects.visible_to(world.actor(name)).filter(person=person).exists(), name
        assert not Snapshot.objects.visible_to(world.actor(name)).filter(support_plan__person=person).exists(), name
    (line,) = erasure_list.read(list_of_its_own)
    assert (line.person_id, line.user_id) == (world.sam.pk, sam_user)


def doors_of(world: World) -> set[tuple[Any, ...]]:
    return {
        (slip.connection_id, slip.level, tuple(slip.part_ids), slip.ends_at, slip.why)
        for slip in Slip.objects.live().filter(content_object=world.sam)
    }


def test_within_30_days_one_press_brings_everything_back_as_it_was(everybody: World) -> None:
    """UX reference 6.11. Doors, programs, the pause: all as before, and nothing is erased when the day comes."""
    world = everybody
    sam, person = world.actor("sam"), Person.objects.get(pk=world.sam.pk)
    doors, words = (
        doors_of(world),
        sorted(Item.objects.filter(part__plan=person.pk).values_list("pk", "text", "version")),
    )
    assert doors and Token.objects.live().filter(user=sam.user).exists()
    Slip.objects.filter(content_object=person).exclude(basis__in=["choice", "circle_rule"]).delete()
    doors = doors_of(world)
    deletion = actions.ask_to_delete(by=sam, person=person)
    assert actions.ask_to_delete(by=sam, person=person).pk == deletion.pk
    assert doors_of(world) == set() and not Token.objects.live().filter(user=sam.user).exists()
    assert Letter.objects.filter(for_what=f"my_data:delete:{deletion.pk}", to_email=sam.user.email).count() == 1
    actions.take_back(by=sam, person=person)
    wait_30_days(world)
    assert actions.erase_due() == 0
    person.refresh_from_db()
    assert doors_of(world) == doors and (person.paused_at, person.stopped_at) == (None, None)
    assert Token.objects.live().filter(user=sam.user).exists()
    assert sorted(Item.objects.filter(part__plan=person.pk).values_list("pk", "text", "version")) == words
    # Coming back by the page "Stop for now" is a change of mind too.
    actions.ask_to_delete(by=sam, person=person)
    start_again(by=sam, person=person)
    wait_30_days(world)
    assert actions.erase_due() == 0
    with pytest.raises(PermissionDenied):
        actions.ask_to_delete(by=world.actor("mum"), person=person)


def test_a_hold_keeps_everything_until_it_is_lifted(everybody: World) -> None:
    """UK GDPR Art. 17(3): told to the person, and nothing goes while it lasts."""
    world, person = everybody, Person.objects.get(pk=everybody.sam.pk)
    actions.ask_to_delete(by=world.actor("sam"), person=person)
    wait_30_days(world)
    assert actions.erase_due() == 0
    actions.lift_hold(by=world.actor("lena"), hold=world.things["hold"])
    assert actions.erase_due() == 1
    assert Person.objects.get(pk=person.pk).sealed_at is not None


def test_a_restored_backup_brings_nobody_back(
    everybody: World, list_of_its_own: Path, django_capture_on_commit_callbacks: Any, capsys: Any
) -> None:
    """Security reference section 11: the erasure list is replayed. Leo has no record that the law keeps: nothing stays."""
    world, leo, user = everybody, everybody.things["leo"].pk, everybody.users["other"].pk
    with pytest.raises(CommandError, match="no erasure list"):
        call_command("replay_erasures")
    erasure_list.add(erasure_list.Line(timezone.now(), leo, user))
    with django_capture_on_commit_callbacks(execute=True):
        call_command("replay_erasures")
    assert "1 erased again" in capsys.readouterr().out
    assert not Person.objects.filter(pk=leo).exists() and not User.objects.get(pk=user).is_active
    assert Person.objects.filter(pk=world.sam.pk, sealed_at=None).exists()
    call_command("replay_erasures")
    assert ", 0 erased again" in capsys.readouterr().out
    list_of_its_own.unlink()
    assert actions.erase_due() == 0 and [line.person_id for line in erasure_list.read(list_of_its_own)] == [leo]
    list_of_its_own.write_text("not a line\n")
    with pytest.raises(CommandError, match="Line 1"):
        call_command("replay_erasures")
    with pytest.raises(ProgrammingError), transaction.atomic():
        Erased.objects.all().delete()


def test_an_account_with_work_or_a_seat_stays_an_account(everybody: World) -> None:
    world, sam = everybody, everybody.actor("sam")
    appoint(by=system("test"), user=sam.user, organisation=world.council, role=Role.FACILITATOR)
    LegalHold.objects.all().delete()
    actions.erase(person=Person.objects.get(pk=world.sam.pk))
    kept = User.objects.get(pk=sam.user.pk)
    assert kept.is_active and kept.name == "Sam Rees" and not hasattr(kept, "person")
