"""A look at several parts of which one is open by law alone is a look by law: hidden until told, marked after."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import AuditEntry
from people import sharing
from people.actors import Actor
from people.enums import Level
from people.models import Slip
from plans import actions, looks
from plans.actions import overrides
from plans.looking import why_of
from plans.models import Outcome, Part
from plans.staff_enums import Purpose
from tests.plans.test_by_law import ask, opened, quiet
from tests.scenarios import World

SignIn = Callable[[str], Client]


@pytest.fixture
def parts(world: World) -> dict[str, Part]:
    """Two parts of My health, of which Nia was shown one, a part of About me that she was shown, and a wish."""
    sam = world.actor("sam")
    tools = {"law": "staying_well", "shown": "to_for_balance", "about": "life_story", "wish": "outcome"}
    made = {name: actions.start_part(by=sam, plan=world.sam.plan, tool=tool) for name, tool in tools.items()}
    Outcome.objects.create(part=made["wish"], in_my_words="I want a dog")
    sharing.give(
        by=sam, person=world.sam, connection=world.connections["nia"], level=Level.SEE,
        part_ids=[made["shown"].pk, made["about"].pk],
    )  # fmt: skip
    return made


def pages(world: World, parts: dict[str, Part]) -> dict[str, str]:
    """Every page and list that shows Nia a part which is open to her by law alone."""
    who = world.sam.pk
    return {
        "part": reverse("part", args=[parts["law"].pk]), "place": reverse("place", args=[who, "health"]),
        "plan": reverse("plan", args=[who]), "api parts": reverse("api_parts", args=[who]),
        "api wishes": reverse("api_outcomes", args=[who]),
    }  # fmt: skip


@pytest.mark.parametrize("door", ["part", "place", "plan", "api parts", "api wishes"])
def test_a_look_that_shows_what_only_the_law_opened_is_hidden_until_told_and_marked_after(
    world: World, parts: dict[str, Part], sign_in: SignIn, door: str
) -> None:
    override = overrides.answer(
        by=world.actor("priya"), override=ask(world, places=["health", "dreams"]), agreed=True, **quiet()
    )
    known = looks.record_told_to(world.sam).count()
    assert sign_in("nia").get(pages(world, parts)[door]).status_code == 200
    assert AuditEntry.objects.about(world.sam.pk).looks().latest("pk").details == {"override": str(override.pk)}
    assert looks.page_of(world.sam).days == [] and looks.record_told_to(world.sam).count() == known
    overrides.tell_now(by=world.actor("priya"), override=override)
    (_day, (told,)), *_none = looks.page_of(world.sam).days
    assert told.why == str(Purpose.BY_LAW.label)


def test_a_look_at_what_the_person_shows_is_told_at_once_while_something_else_is_open_by_law(
    world: World, parts: dict[str, Part], sign_in: SignIn
) -> None:
    opened(world, **quiet())
    nia = sign_in("nia")
    for path in (
        reverse("part", args=[parts["shown"].pk]),
        reverse("place", args=[world.sam.pk, parts["about"].place]),
    ):
        assert nia.get(path).status_code == 200
        assert AuditEntry.objects.about(world.sam.pk).looks().latest("pk").details == {}
    (_day, told), *_none = looks.page_of(world.sam).days
    assert len(told) == 2


def test_what_is_told_later_hides_no_other_look_and_no_other_line_of_the_record(
    world: World, parts: dict[str, Part], sign_in: SignIn
) -> None:
    """Else the person would notice: what they read yesterday would be gone from Who looked."""
    sign_in("nia").get(reverse("part", args=[parts["shown"].pk]))
    before = looks.page_of(world.sam), list(looks.record_told_to(world.sam))
    assert before[0].days and before[1]
    opened(world, **quiet())
    assert (looks.page_of(world.sam), list(looks.record_told_to(world.sam))) == before


def test_of_two_openings_the_look_waits_for_the_later_telling(world: World, parts: dict[str, Part]) -> None:
    told, later = opened(world), opened(world, **quiet())
    nia = world.actor("nia")
    assert why_of(nia, world.sam.pk, parts=[parts["law"].pk]).override == later.pk
    overrides.end(by=nia, override=later)
    assert why_of(nia, world.sam.pk, parts=[parts["law"].pk]).override == told.pk


def test_an_opening_that_is_over_marks_nothing(world: World, parts: dict[str, Part]) -> None:
    override, nia = opened(world), world.actor("nia")
    assert why(nia, world, parts["law"]) == override.pk
    sharing.give(
        by=world.actor("sam"), person=world.sam, connection=world.connections["nia"], part_ids=[parts["law"].pk]
    )
    assert why(nia, world, parts["law"]) is None, "the person shows it now"
    Slip.objects.filter(content_object=world.sam.pk, basis="choice").update(torn_at=override.decided_at)
    assert why(nia, world, parts["law"]) == override.pk
    overrides.end(by=nia, override=override)
    assert why(nia, world, parts["law"]) is None


def why(actor: Actor, world: World, part: Part) -> object:
    return why_of(actor, world.sam.pk, parts=[part.pk]).override
