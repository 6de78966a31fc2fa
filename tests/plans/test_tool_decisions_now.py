"""What I choose now: three columns, nothing counted, and what I want back goes on."""

from __future__ import annotations

import uuid

from plans import actions
from plans.drawings.answers import Answers, Line
from plans.drawings.decisions_sorted import decisions_sorted
from plans.models import Item, Outcome, Part, Suggestion
from tests.plans.test_tools import ME
from tests.scenarios import World


def test_cards_are_sorted_into_me_with_help_and_others() -> None:
    said = {key: [Line(None, key)] for key in ("others", "me", "with_help", "want_back")}
    drawn = decisions_sorted(Answers(said, ME))
    assert [key for key, _lines in drawn["columns"]] == ["me", "with_help", "others"]
    assert [line.words for line in drawn["back"]] == ["want_back"]
    assert not [value for value in drawn.values() if isinstance(value, int) and not isinstance(value, bool)]


def test_what_i_want_back_is_offered_as_a_wish_and_as_a_row_of_who_decides_what(world: World, sign_in) -> None:
    sam = world.actor("sam")
    part = actions.start_part(by=sam, plan=world.sam.plan, tool="decisions_now")
    actions.save_item(by=sam, part=part, field="want_back", operation=uuid.uuid4(), text="When I get up")
    offers = {each.field: each for each in Suggestion.objects.open()}
    assert set(offers) == {"outcome", "decision_agreement.rows"}
    client = sign_in("sam")
    for offer in offers.values():
        client.post(f"/suggestion/{offer.pk}/", {"answer": "accepted"})
    assert Outcome.objects.get().in_my_words == "When I get up"
    row = Item.objects.get(part__tool="decision_agreement")
    assert (row.field, row.kind, row.text, row.cells) == ("rows", "row", "", {"decision": "When I get up"})
    page = client.get(f"/part/{Part.objects.get(tool='decision_agreement').pk}/").content.decode()
    assert "When I get up" in page


def test_the_page_shows_the_columns(world: World, sign_in) -> None:
    sam = world.actor("sam")
    part = actions.start_part(by=sam, plan=world.sam.plan, tool="decisions_now")
    actions.save_item(by=sam, part=part, field="others", operation=uuid.uuid4(), text="The rota says when I get up.")
    page = sign_in("sam").get(f"/part/{part.pk}/").content.decode()
    assert "The rota says when I get up." in page and "Other people choose" in page
