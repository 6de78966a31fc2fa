"""The second line around concerns, copies as they were, and openings by law of which the person is told later.

As in `test_row_security`: our own policy is skipped on purpose.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, models, transaction
from django.utils import timezone

from people import actions as people_actions
from people import sharing
from people.enums import AuthorityKind, Basis, Level
from people.models import Slip
from plans.actions.as_it_was import leave_as_it_was
from plans.enums import Place
from plans.models import Barrier, Item, Outcome, OutcomeChange, Part, PartAsItWas
from safeguarding import actions
from safeguarding.models import Concern, ConcernLook, ConcernStep, Handler, Named, Wish, Withholding
from tests.access.personas import SIGNED_IN
from tests.access.without_policy import acts, keys
from tests.safeguarding.conftest import lead
from tests.scenarios import World
from tests.scenarios.safeguarding import LOOKED_AT, tell_as_mum

pytestmark = pytest.mark.django_db
OF_A_CONCERN = (Named, Handler, Withholding, Wish, ConcernStep, ConcernLook)


def all_of(*models_: type[models.Model]) -> dict[type[models.Model], set[Any]]:
    return {model: keys(model._default_manager.all()) for model in models_}


@pytest.mark.parametrize("name", (*SIGNED_IN, "sian", "gareth"))
def test_a_concern_and_what_hangs_on_it_is_what_our_own_policy_says(whole_world: World, name: str) -> None:
    with acts(whole_world, name) as actor:
        without = all_of(Concern, *OF_A_CONCERN)
    seen = Concern.objects.visible_to(actor)
    told = Concern.objects.told_by(actor)
    assert without.pop(Concern) == keys(seen) | keys(told)
    # Whoever told reads their own words and nothing that came after.
    assert without == {model: keys(model.objects.filter(concern__in=seen)) for model in OF_A_CONCERN}


def test_whoever_is_named_reads_no_row_whatever_else_they_are(whole_world: World) -> None:
    """A lead before and after triage, and an attorney for everything with a slip of every part."""
    world = whole_world
    people_actions.record_authority(
        by=lead(world), connection=world.connections["attorney"], kind=AuthorityKind.LPA_WELFARE,
        places=["me", "people", "day", "home", "dreams", "health", "meeting"], scope_words="All", reference="1",
        starts_on=timezone.localdate(), seen=True,
    )  # fmt: skip
    concern = tell_as_mum(world, who_words="Somebody")
    with acts(world, "gareth"):
        assert Concern.objects.filter(pk=concern.pk).exists()
    with acts(world, "gareth") as gareth:  # naming oneself shuts it in the same moment, and is kept
        actions.add_named(by=gareth, concern=concern, name="Gareth", user=world.users["gareth"])
    actions.add_named(by=lead(world), concern=concern, name="A", connection=world.connections["attorney"])
    for name in ("gareth", "attorney"):
        with acts(world, name):
            assert not Concern.objects.filter(pk=concern.pk).exists()
            assert {model: list(model.objects.filter(concern=concern.pk)) for model in OF_A_CONCERN} == {
                model: [] for model in OF_A_CONCERN
            }
            with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                Handler.objects.create(concern_id=concern.pk, user=world.users[name], label="x")
    with acts(world, "sian"):
        actions.move(by=lead(world), concern=concern, transition="look_at", given=LOOKED_AT)
        assert Named.objects.filter(concern=concern.pk).count() == 2


def test_what_is_withheld_from_the_person_is_no_row_of_theirs(whole_world: World) -> None:
    concern = tell_as_mum(whole_world, safe_to_tell="no")
    with acts(whole_world, "sam"):
        assert not Concern.objects.filter(pk=concern.pk).exists()
    Withholding.objects.filter(concern=concern).update(ended_at=timezone.now())
    with acts(whole_world, "sam"):
        assert Concern.objects.filter(pk=concern.pk).exists()
        assert Concern.objects.filter(pk=concern.pk).update(words="x", state="closed") == 0


def test_a_part_as_it_was_has_no_words_of_now(whole_world: World) -> None:
    """The part itself is still there for its reader, and so is their copy; each answer, wish and change is not."""
    world, tie = whole_world, whole_world.connections["mum"]
    sam = world.actor("sam")
    parts = [
        each for slip in Slip.objects.live().filter(connection=tie, basis__in=sharing.CHOSEN) for each in slip.part_ids
    ]
    shown = Part.objects.filter(pk__in=parts)
    with acts(world, "mum"):
        assert Item.objects.filter(part__in=parts).exists()
    for part in shown:
        leave_as_it_was(by=sam, part=part, connection=tie)
    live = Slip.objects.live().filter(connection=tie)
    other = {held for slip in live for held in set(slip.part_ids) - set(slip.as_it_was_ids)}
    left = keys(shown) - other
    assert left
    copies = keys(PartAsItWas.objects.filter(part__in=left, connection=tie))
    with acts(world, "mum") as mum:
        assert left <= keys(Part.objects.all())
        assert not Item.objects.filter(part__in=left).exists()
        assert not Outcome.objects.filter(part__in=left).exists()
        assert not Barrier.objects.filter(outcome__part__in=left).exists()
        assert not OutcomeChange.objects.filter(outcome__part__in=left).exists()
        assert Part.objects.filter(pk__in=left).update(setting="Mum was here") == 0
        assert copies and keys(PartAsItWas.objects.all()) == keys(PartAsItWas.objects.read_by(mum))
    with acts(world, "dev"):
        assert not PartAsItWas.objects.filter(pk__in=copies).exists()
    with acts(world, "sam"):
        assert copies <= keys(PartAsItWas.objects.all())


def test_what_the_law_opened_is_no_row_of_the_person_before_they_are_told(whole_world: World) -> None:
    world, now = whole_world, timezone.now()
    part = Part.objects.filter(plan=world.sam.pk, place=Place.ME).first()
    slip = sharing.give(
        by=world.actor("priya"), person=world.sam, connection=world.connections["nia"], part_ids=[part.pk],
        level=Level.SEE, basis=Basis.OVERRIDE, quiet_until=now + timedelta(days=1),
    )  # fmt: skip
    with acts(world, "sam"):
        assert not Slip.objects.filter(pk=slip.pk).exists()
        # Every door that they shut is shut, this one as well, and it tells them nothing.
        sharing.close_circle(by=world.actor("sam"), person=world.sam)
    slip.refresh_from_db()
    assert slip.torn_at is not None
    sharing.tell_from(slip=slip, quiet_until=None)
    with acts(world, "sam"):
        assert Slip.objects.filter(pk=slip.pk).exists()


def test_an_ended_authority_opens_nothing(whole_world: World) -> None:
    world = whole_world
    held = people_actions.record_authority(
        by=world.actor("nia"), connection=world.connections["bea"], kind=AuthorityKind.LPA_WELFARE, places=["me"],
        scope_words="All", reference="1", starts_on=timezone.localdate(), seen=True,
    )  # fmt: skip
    with acts(world, "bea"):
        assert Part.objects.filter(plan=world.sam.pk, place=Place.ME).exists()
    people_actions.end_authority(by=world.actor("nia"), authority=held)
    with acts(world, "bea"):
        assert not Part.objects.filter(plan=world.sam.pk, place=Place.ME).exists()
