"""Whose life the questions are about: a carer's, an older person's, a young person's."""

from __future__ import annotations

import html
from collections.abc import Callable

import pytest
from django.test import Client

from plans import actions
from plans.enums import Place, PlanFor
from plans.models import Item, Part
from plans.tools import TOOLS, tools_of
from plans.tools.declaration import NOT_SURE
from tests.scenarios import World

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


def pick(world: World, about: PlanFor) -> None:
    actions.set_plan_about(by=world.actor("sam"), plan=world.sam.plan, about=about)
    world.sam.plan.refresh_from_db()


def test_the_person_picks_what_their_plan_is_about_and_what_they_wrote_stays(world: World, sign_in: SignIn) -> None:
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="good_bad_day")
    client = sign_in("sam")
    ordinary = str(TOOLS["good_bad_day"].question("bad_day").you)
    assert ordinary in html.unescape(client.get(f"/part/{part.pk}/bad_day/").content.decode())
    Item.objects.create(part=part, field="bad_day", text="Rain")
    assert client.post("/plan/about/", {"about": "carer"}).status_code == 302
    page = html.unescape(client.get(f"/part/{part.pk}/bad_day/").content.decode())
    assert "What makes it hard for you?" in page and ordinary not in page and "Rain" in page


def test_an_answer_that_is_not_on_offer_changes_nothing(world: World, sign_in: SignIn) -> None:
    assert sign_in("sam").post("/plan/about/", {"about": "hero"}).status_code == 200
    world.sam.plan.refresh_from_db()
    assert world.sam.plan.about == PlanFor.ME


@pytest.mark.parametrize(
    ("about", "tool", "place"), [(PlanFor.CARER, "my_caring", Place.DAY), (PlanFor.YOUNG, "growing_up", Place.DREAMS)]
)
def test_a_tool_of_one_kind_of_plan_is_offered_there_first_and_nowhere_else(
    world: World, sign_in: SignIn, about: PlanFor, tool: str, place: Place
) -> None:
    for each in PlanFor:
        assert (TOOLS[tool] in tools_of(place, each)) == (each == about)
    assert tools_of(place, about)[0] == TOOLS[tool]
    pick(world, about)
    page = sign_in("sam").get(f"/plan/{world.sam.pk}/place/{place}/").content.decode()
    assert f"/plan/start/{tool}/" in page


def test_an_older_persons_plan_begins_with_their_story(world: World) -> None:
    assert tools_of(Place.ME, PlanFor.OLDER)[0].key in {"life_story", "one_page_profile"}


def test_a_helper_is_asked_in_the_words_of_the_plan(world: World, sign_in: SignIn) -> None:
    from people import sharing
    from people.enums import Level

    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="staying_well")
    sharing.give(
        by=world.actor("sam"), person=world.sam, connection=world.connections["mum"], part_ids=[part.pk],
        level=Level.SUGGEST,
    )  # fmt: skip
    pick(world, PlanFor.CARER)
    page = html.unescape(sign_in("mum").get(f"/part/{part.pk}/what_if/").content.decode())
    assert "What if Sam is ill, or must be away?" in page


def test_every_variant_has_both_forms_and_a_carers_question_is_of_the_carers_own_life() -> None:
    for tool in TOOLS.values():
        for question in tool.questions:
            for about, asked in question.variants.items():
                assert str(asked.named) % {"name": "Sam"}, (tool.key, question.key, about)
                assert str(asked.you) and str(asked.hint)
                assert "so that I can keep caring" not in str(asked.you)


def test_picking_is_kept_in_the_record_and_touches_no_part(world: World) -> None:
    from audit.models import AuditEntry

    before = Part.objects.count()
    pick(world, PlanFor.OLDER)
    assert AuditEntry.objects.filter(action="plans.plan_about_set").get().details == {"about": "older"}
    assert Part.objects.count() == before


def test_a_carer_is_asked_whether_they_are_able_and_whether_they_are_willing() -> None:
    """Care Act 2014 s.10(5): two questions, each with "not sure", and neither feeds anything."""
    for key in ("able", "willing"):
        asked = TOOLS["my_caring"].question(key)
        assert asked is not None and asked.takes_one and not asked.all_feeds
        assert NOT_SURE in {code for code, _words in asked.picks}


def test_growing_up_asks_of_choices_after_16_travel_benefits_and_who_to_talk_to_in_the_adult_team() -> None:
    """Planning tools reference, section 4."""
    keys = [each.key for each in TOOLS["growing_up"].questions]
    assert {"after_16", "travel", "benefits", "adult_team", "invite"} <= set(keys)
