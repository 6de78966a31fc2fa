"""Working and not working: two views side by side, a topic, and differences that become questions."""

from __future__ import annotations

import uuid

from plans import actions
from plans.models import Suggestion
from tests.scenarios import World


def test_two_views_stand_side_by_side_and_a_difference_is_a_question(world: World, sign_in) -> None:
    sam = world.actor("sam")
    part = actions.start_part(by=sam, plan=world.sam.plan, tool="working_not_working")
    pair = {
        "about": "Staying up late", "mine": "I like the band", "whose": "Mum", "theirs": "You get tired", "agree": "no",
        "find_out": "How much sleep do I need?",
    }  # fmt: skip
    actions.save_item(by=sam, part=part, field="same_view", operation=uuid.uuid4(), cells=pair)
    actions.save_item(by=sam, part=part, field="topic", operation=uuid.uuid4(), cells={"pick": "health"})
    page = sign_in("sam").get(f"/part/{part.pk}/").content.decode()
    said = ("Staying up late", "I like the band", "You get tired", "No, we see it differently", "My health")
    assert [words for words in said if words not in page] == []
    assert [(each.field, each.text) for each in Suggestion.objects.open()] == [
        ("to_for_balance.need_to_find_out", "How much sleep do I need?")
    ]
