"""The second line: PostgreSQL shows each user their own rows, whatever the application forgot to ask (ADR 0015).

These tests skip our own policy on purpose: `Model.objects.all()` as somebody must be what `visible_to` says.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, models, transaction
from django.db.models import Q
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.models import AuditEntry
from budgets.models import CostLine, LedgerEntry
from my_data.models import Correction, Deletion, Destruction, LegalHold
from my_data.sealed import sealed_people
from people.actions import start_person
from people.actors import Actor, system
from people.models import Assignment, Connection, HelpSession, NotAskedAgain, Person, RecordedAuthority, Slip
from plans.enums import Place
from plans.models import (
    AccessOverride,
    Action,
    Asked,
    Barrier,
    Item,
    LookReason,
    Note,
    Outcome,
    OutcomeChange,
    Part,
    Plan,
    PlanPrint,
    Snapshot,
    Suggestion,
    SupportPlan,
    TakeAway,
)
from reviews.models import Review, ReviewAction, ReviewInvitation, ReviewView
from rights.models import (
    AdvanceDecision,
    AdvocacyReferral,
    BestInterestsDecision,
    CapacityRecord,
    LibertyAuthorisation,
    PersonsWords,
    RestrictionScreen,
    VisitNote,
)
from row_security import acting, functions
from row_security.policies import GUARDED
from safeguarding.models import Concern, PositiveRiskRecord
from tests.access.personas import PERSONAS, SIGNED_IN
from tests.access.without_policy import acts, keys, sql
from tests.scenarios import World

pytestmark = pytest.mark.django_db
PLACES = tuple(Place.values)

EXACT: tuple[type[models.Model], ...] = (
    Part, Item, Outcome, Suggestion, Note, Asked, TakeAway, PlanPrint, Slip,
    HelpSession, NotAskedAgain, RecordedAuthority, AccessOverride,
    AdvanceDecision, AdvocacyReferral, BestInterestsDecision, CapacityRecord, LibertyAuthorisation, PersonsWords,
    RestrictionScreen, VisitNote, PositiveRiskRecord, Deletion, Correction, LegalHold, Destruction,
)  # fmt: skip
Beyond = Callable[[Actor], models.QuerySet]


def handled(actor: Actor) -> models.QuerySet:
    """The people whom the concerns are about that the actor works on."""
    return Concern.objects.handled_by(actor).values("about")


def heard(actor: Actor) -> models.QuerySet:
    """Ties that a page names beside what the actor reads: whose words they are, who comes, who promised, who works."""
    reviews = Review.objects.visible_to(actor)
    set_up = Q(assignment__person__organisation=actor.organisation) if actor.role == "org_admin" else Q(pk__in=[])
    return Connection.objects.filter(
        Q(user=actor.user)
        | set_up
        | Q(things_said__in=Item.objects.visible_to(actor))
        | Q(promises__outcome__in=Outcome.objects.visible_to(actor))
        | Q(pk__in=OutcomeChange.objects.filter(outcome__in=Outcome.objects.visible_to(actor)).values("told_by"))
        | Q(review_invitations__review__in=reviews)
        | Q(review_views__review__in=reviews)
        | Q(champion_of__in=reviews)
        | Q(circle__person__in=handled(actor))
        | Q(risk_places__record__in=PositiveRiskRecord.objects.visible_to(actor))
        | Q(circle__person__in=Assignment.objects.live().filter(user=actor.user).values("person"))
        | Q(
            circle__person__in=RecordedAuthority.objects.in_force().filter(connection__user=actor.user).values("person")
        )
    )


def named_for_work(actor: Actor) -> models.QuerySet:
    """People whom staff know by name: of a support plan they may know of, whose work they set up, of an opening by law,
    a reason for a look, something to put right or a concern that is theirs to handle."""
    setting_up = Q(organisation=actor.organisation) if actor.role == "org_admin" else Q(pk__in=[])
    said = LookReason.objects.filter(user=actor.user, ends_at__gt=timezone.now())
    return Person.objects.filter(
        setting_up
        | Q(support_plans__in=SupportPlan.objects.visible_to(actor))
        | Q(overrides__in=AccessOverride.objects.visible_to(actor))
        | Q(pk__in=(LookReason.objects.visible_to(actor) | said).values("person"))
        | Q(corrections__in=Correction.objects.visible_to(actor))
        | Q(legal_holds__in=LegalHold.objects.visible_to(actor))
        | Q(pk__in=sealed_people(actor).values("pk"))
        | Q(pk__in=handled(actor))
    )


def promised_or_worked_with(actor: Actor) -> models.QuerySet:
    """Plans whose row (it holds no words) is read with a promise, or by the worker who runs the meetings."""
    worked_with = Assignment.objects.live().filter(user=actor.user).values("person")
    return Plan.objects.filter(Q(actions__who_connection__user=actor.user) | Q(person__in=worked_with))


def promises_of_my_meetings(actor: Actor) -> models.QuerySet:
    return Action.objects.filter(review_action__in=ReviewAction.objects.visible_to(actor))


# What `visible_to` says, and no more than this beside it: rows without words, that a page needs to name somebody.
WITH_NAMES: dict[type[models.Model], Beyond] = {
    Connection: heard, Person: named_for_work, Plan: promised_or_worked_with, Action: promises_of_my_meetings,
}  # fmt: skip
# The second layer: at least what `visible_to` says, and nothing to those who have no tie at all.
TIED: tuple[type[models.Model], ...] = (
    SupportPlan, Snapshot, Review, ReviewInvitation, ReviewView, ReviewAction, CostLine, LedgerEntry, LookReason,
)  # fmt: skip


def test_nobody_sees_no_row_of_any_table_that_holds_somebodys_life(whole_world: World) -> None:
    with acting.request():
        seen = {table: sql(f"SELECT count(*) FROM {table}")[0][0] for table in GUARDED}
    assert {table: count for table, count in seen.items() if count} == {}
    with acting.system("tests"):
        empty = {table for table in GUARDED if not sql(f"SELECT count(*) FROM {table}")[0][0]}
    assert len(empty) < 12, "the example world should hold a row of these"


@pytest.mark.parametrize("name", PERSONAS)
def test_without_our_policy_each_model_is_what_visible_to_says(whole_world: World, name: str) -> None:
    with acts(whole_world, name) as actor:
        without = {model: keys(model._default_manager.all()) for model in (*EXACT, *WITH_NAMES)}
    assert {model: keys(model.objects.visible_to(actor)) for model in EXACT} == {
        model: rows for model, rows in without.items() if model in EXACT
    }
    for model, beyond in WITH_NAMES.items():
        policy = keys(model.objects.visible_to(actor))
        assert policy <= without[model], model
        assert without[model] <= policy | (keys(beyond(actor)) if actor.user else set()), model


@pytest.mark.parametrize("name", SIGNED_IN)
def test_the_second_layer_is_seen_by_those_with_a_tie_and_nobody_else(whole_world: World, name: str) -> None:
    with acts(whole_world, name) as actor:
        without = {model: keys(model._default_manager.all()) for model in TIED}
    for model in TIED:
        assert keys(model.objects.visible_to(actor)) <= without[model], model
    if name in ("stranger", "other", "dad", "far", "board", "olu"):
        assert {model: rows for model, rows in without.items() if rows} == {}


def test_what_hangs_on_an_answer_is_seen_with_it(whole_world: World) -> None:
    for name in ("sam", "mum", "dev", "stranger"):
        with acts(whole_world, name) as actor:
            seen = [keys(Item.history.rel.related_model.objects.all()), keys(Barrier.objects.all())]
        items, wishes = Item.objects.visible_to(actor), Outcome.objects.visible_to(actor)
        events = Item.history.rel.related_model.objects
        assert seen == [keys(events.filter(pgh_obj__in=items)), keys(Barrier.objects.filter(outcome__in=wishes))], name


def test_the_record_of_looks_is_read_by_the_person_it_is_about(whole_world: World) -> None:
    about_sam = keys(AuditEntry.objects.filter(about_person=str(whole_world.sam.pk)))
    with acts(whole_world, "sam"):
        assert about_sam <= keys(AuditEntry.objects.all())
    for name in ("dev", "olu"):
        with acts(whole_world, name) as actor:
            assert set(AuditEntry.objects.values_list("actor_id", flat=True)) <= {str(actor.user_id)}


def test_see_as_shows_no_more_than_the_person_sees(whole_world: World) -> None:
    """What Mum sees is drawn in the person's own request: the belt is the person's, the policy Mum's."""
    from people.actors import seeing_as

    eyes = seeing_as(whole_world.connections["mum"])
    expected = keys(Item.objects.visible_to(eyes))
    with acts(whole_world, "sam"):
        assert keys(Item.objects.visible_to(eyes)) == expected


@pytest.mark.parametrize("slips", [functions.FEW_SLIPS, functions.FEW_SLIPS + 1], ids=["a few slips", "many slips"])
def test_with_a_few_slips_and_with_many_the_same_is_shown(whole_world: World, slips: int) -> None:
    """A few are looked up once for a statement; with many each row is asked for by itself."""
    permission = Slip.objects.all()[0].permission
    parts = list(Part.objects.filter(plan=whole_world.sam.pk).order_by("pk"))
    with transaction.atomic():
        Slip.objects.filter(connection=whole_world.connections["dev"]).delete()
        for n in range(slips):
            person = whole_world.sam if n < 1 else start_person(by=system("test"), preferred_name=f"P{n}", face=1)
            tie = whole_world.connections["dev"]
            if n:
                one = Part.objects.create(
                    plan=Plan.objects.create(person=person), tool="good_bad_day", place="day", position=0
                )
                tie = Connection.objects.create(
                    circle_id=person.circle.pk, name="Dev", user=whole_world.users["dev"], ring=tie.ring
                )
            Slip.objects.create(
                content_object=person, connection=tie, user=whole_world.users["dev"], permission=permission, level=1,
                part_ids=[part.pk for part in parts[:3]] if n < 1 else [one.pk],
                as_it_was_ids=[parts[0].pk] if n < 1 else [],
            )  # fmt: skip
        for name in ("dev", "sam"):
            with acts(whole_world, name) as actor:
                without = {model: keys(model._default_manager.all()) for model in (Part, Item, Outcome)}
            assert without == {model: keys(model.objects.visible_to(actor)) for model in without}, name
            assert {part.pk for part in parts[:3]} <= without[Part]
        transaction.set_rollback(True)


# --- writing -----------------------------------------------------------------------------------------------


def test_dev_writes_nothing_into_a_part_that_he_may_only_look_at(whole_world: World) -> None:
    item = Item.objects.visible_to(whole_world.actor("dev")).first()
    permission = Slip.objects.all()[0].permission
    assert item is not None
    with acts(whole_world, "dev"):
        assert Item.objects.filter(pk=item.pk).update(text="Dev was here") == 0
        assert Part.objects.filter(pk=item.part_id).update(setting="Dev was here") == 0
        assert Item.objects.filter(pk=item.pk)._raw_delete("default") == 0
        for row in (Item(part_id=item.part_id, field="x", text="Dev was here"), Note(plan_id=whole_world.sam.pk)):
            with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                row.save(force_insert=True)
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Slip.objects.create(
                content_object_id=whole_world.sam.pk, connection=whole_world.connections["dev"],
                user=whole_world.users["dev"], permission=permission, part_ids=[item.part_id], level=3,
            )  # fmt: skip
    item.refresh_from_db()
    assert item.text != "Dev was here"


def test_nobody_moves_their_own_rows_into_somebody_elses_plan(whole_world: World) -> None:
    with acts(whole_world, "sam"):
        part = Part.objects.filter(plan=whole_world.sam.pk).first()
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Part.objects.filter(pk=part.pk).update(plan=whole_world.things["leo"].pk)


def test_history_is_written_by_the_database_and_by_nobody_else(whole_world: World) -> None:
    with acts(whole_world, "sam"), transaction.atomic():
        item = Item.objects.filter(part__plan=whole_world.sam.pk).first()
        before = item.history.count()
        Item.objects.filter(pk=item.pk).update(text="Sam was here")
        assert item.history.count() == before + 1
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            item.history.update(text="Sam was not here")
        transaction.set_rollback(True)


def test_no_program_talks_the_keeping_of_history_into_standing_aside(whole_world: World) -> None:
    keeps = [each.get_pgid(Item) for each in Item._meta.triggers]
    with acts(whole_world, "sam"), transaction.atomic():
        item = Item.objects.filter(part__plan=whole_world.sam.pk).first()
        before = item.history.count()
        sql("SELECT set_config('pgtrigger.ignore', %s, true)", ["{" + ",".join(keeps) + "}"])
        Item.objects.filter(pk=item.pk).update(text="Sam was here")
        assert item.history.count() == before + 1
        transaction.set_rollback(True)


# --- worlds that nobody thought of ---------------------------------------------------------------------------

moments = st.sampled_from([-400, -2, -1, 0, 1, 2, 400])
days = st.one_of(st.none(), moments)
READERS = ("sam", "mum", "dad", "jo", "attorney")


@st.composite
def worlds(draw: Any) -> dict[str, Any]:
    names = st.sampled_from(("mum", "dev", "dad", "jo", "attorney"))
    slip = st.tuples(
        names, st.sets(st.integers(0, 7), min_size=1, max_size=4), st.sampled_from([1, 2, 3]), moments,
        st.one_of(st.none(), st.integers(1, 500)), st.booleans(),
    )  # fmt: skip
    return {
        "slips": draw(st.lists(slip, max_size=5)),
        "ties": draw(st.dictionaries(names, st.tuples(days, days, st.booleans()), max_size=3)),
        "private": draw(st.sets(st.integers(0, 11), max_size=4)),
        "authority": draw(st.lists(st.tuples(names, st.sets(st.sampled_from(PLACES)), moments, days, st.booleans()), max_size=2)),
        "open_circle": draw(st.booleans()),
    }  # fmt: skip


def build(world: World, drawn: dict[str, Any], permission: Any) -> None:
    """Slips, ties and authority as they were drawn, past the actions that would never make such a world."""
    now, today = timezone.now(), timezone.localdate()
    parts = list(Part.objects.filter(plan=world.sam.pk).order_by("pk")[:8])
    items = list(Item.objects.filter(part__in=parts).order_by("pk")[:12])
    Item.objects.filter(pk__in=[items[n].pk for n in drawn["private"] if n < len(items)]).update(only_me=True)
    type(world.sam.circle).objects.filter(pk=world.sam.pk).update(members_see_each_other=drawn["open_circle"])
    for name, (starts, ends, over) in drawn["ties"].items():
        Connection.objects.filter(pk=world.connections[name].pk).update(
            starts_on=None if starts is None else today + timedelta(days=starts),
            ends_on=None if ends is None else today + timedelta(days=ends),
            ended_at=now if over else None,
        )  # fmt: skip
    Slip.objects.bulk_create(
        Slip(
            content_object=world.sam, connection=world.connections[name], user=world.users[name], permission=permission,
            part_ids=[parts[n].pk for n in sorted(which)], level=level, starts_at=now + timedelta(days=starts),
            ends_at=length and now + timedelta(days=starts + length), torn_at=now if torn else None,
        )
        for name, which, level, starts, length, torn in drawn["slips"]
    )  # fmt: skip
    for name, places, starts, ends, seen in drawn["authority"]:
        RecordedAuthority.objects.create(
            person=world.sam, connection=world.connections[name], kind="lpa_welfare", places=sorted(places),
            scope_words="x", starts_on=today + timedelta(days=starts), seen_on=today if seen else None,
            ends_on=None if ends is None else today + timedelta(days=max(starts, ends)),
        )  # fmt: skip


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=worlds())
def test_in_any_world_both_lines_agree(whole_world: World, drawn: dict[str, Any]) -> None:
    permission = Slip.objects.all()[0].permission
    with transaction.atomic():
        build(whole_world, drawn, permission)
        for name in READERS:
            with acts(whole_world, name) as actor:
                without = {
                    model: keys(model._default_manager.all()) for model in (Part, Item, Slip, Suggestion, Outcome)
                }
            assert without == {model: keys(model.objects.visible_to(actor)) for model in without}, name
        transaction.set_rollback(True)
