"""Every answer that feeds something with a home is offered to it: once, by the person's yes, and never what is private."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest

from people.models import Connection, RecordedAuthority
from plans import actions
from plans.actions.offers import IN_THE_WAY, MY_PEOPLE, NEVER_OFFERED, TARGETS, Target
from plans.actions.suggestions import BARRIERS
from plans.enums import Place
from plans.models import Action, Item, Outcome, Part, Suggestion
from plans.tools import TOOLS
from plans.tools.declaration import Cell, CellKind, Feeds, FieldKind, Question, Tool
from plans.views.parts import OFFERS
from tests.scenarios import World


def all_targets() -> list[Target]:
    return [each for homes in TARGETS.values() for each in homes]


@pytest.mark.parametrize("target", all_targets(), ids=lambda target: target.key)
def test_every_home_is_a_question_that_is_there(target: Target) -> None:
    assert target.is_there and len(target.key) <= Suggestion._meta.get_field("field").max_length
    assert (
        target.tool == "outcome"
        or target.question.in_words
        or target.question.kind in (FieldKind.ROWS, FieldKind.CIRCLE)
    )


def test_every_feed_has_a_home_and_every_home_a_question_that_goes_with_its_offer() -> None:
    assert set(TARGETS) == set(Feeds)
    assert {target.key for target in all_targets()} == set(OFFERS)


@pytest.mark.parametrize(("tool", "field"), [*NEVER_OFFERED, *BARRIERS])
def test_every_question_named_by_a_rule_is_there(tool: str, field: str) -> None:
    assert TOOLS[tool].question(field) is not None


@pytest.fixture
def trying(monkeypatch: pytest.MonkeyPatch, world: World) -> Part:
    """A part of a tool with a question for each thing that may be fed, and one that is private."""
    asked = [_question(feed.value, feeds=(feed,)) for feed in Feeds]
    row = (
        Cell("what", "What?", "What?", "What", feeds=(Feeds.ACTION,)),
        Cell("who", "Who?", "Who?", "Who", kind=CellKind.PERSON),
        Cell("by_when", "When?", "When?", "When", kind=CellKind.DAY),
    )
    asked += [_question("hidden", feeds=(Feeds.TO,), private=True), _question("next", kind=FieldKind.ROWS, cells=row)]
    tool = Tool("trying", Place.ME, "T", "T", "star", tuple(asked), "C")
    monkeypatch.setitem(TOOLS, "trying", tool)
    return actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="trying")


def _question(key: str, **more: object) -> Question:
    return Question(key, "Q?", "Q?", "Q", **more)


def say(world: World, part: Part, field: str, words: str = "Blue", cells: Mapping[str, str] | None = None) -> Item:
    return actions.save_item(
        by=world.actor("sam"), part=part, field=field, operation=uuid.uuid4(), text="" if cells else words, cells=cells
    ).item


@pytest.mark.parametrize("feed", TARGETS, ids=lambda feed: feed.value)
def test_yes_puts_the_words_where_they_belong(world: World, trying: Part, sign_in, feed: Feeds) -> None:
    source = say(world, trying, feed.value)
    offer = Suggestion.objects.get()
    home = TARGETS[feed][0]
    assert (offer.field, offer.text, offer.kind) == (home.key, "Blue", "offer")
    assert sign_in("sam").post(f"/suggestion/{offer.pk}/", {"answer": "accepted"}).status_code == 302
    if home == MY_PEOPLE:
        assert Connection.objects.live().filter(circle=world.sam.pk, name="Blue").count() == 1
        return
    if home.tool == "outcome":
        made: Item | Outcome = Outcome.objects.get(in_my_words="Blue")
    else:
        made = Item.objects.get(part__tool=home.tool, field=home.field)
        assert "Blue" in (made.text, *made.cells.values())
    assert made.source_item == source


@pytest.mark.parametrize("tool", ["positive_risk", "staying_well", "places"])
def test_a_row_takes_the_words_in_its_first_cell(world: World, trying: Part, sign_in, tool: str) -> None:
    feed = {"positive_risk": Feeds.RISK, "staying_well": Feeds.WHAT_IF, "places": Feeds.PLACE}[tool]
    say(world, trying, feed.value)
    sign_in("sam").post(f"/suggestion/{Suggestion.objects.get().pk}/", {"answer": "accepted"})
    made = Item.objects.get(part__tool=tool)
    first = TOOLS[tool].question(made.field).cells[0]
    assert (made.kind, made.text, made.cells) == ("row", "", {first.key: "Blue"})


def test_what_matters_goes_to_the_home_that_is_begun(world: World, trying: Part) -> None:
    actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="to_for_balance")
    say(world, trying, "important_to")
    assert Suggestion.objects.get().field == "to_for_balance.to"
    actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="one_page_profile")
    say(world, trying, "important_to", "Green")
    assert Suggestion.objects.get(text="Green").field == "one_page_profile.important_to"


def test_words_at_home_are_not_offered_and_a_yes_makes_no_further_offer(world: World, trying: Part, sign_in) -> None:
    say(world, trying, "important_to")
    sign_in("sam").post(f"/suggestion/{Suggestion.objects.get().pk}/", {"answer": "accepted"})
    assert not Suggestion.objects.open().exists()


def test_words_that_stand_there_already_are_not_asked_about(world: World, trying: Part) -> None:
    profile = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="one_page_profile")
    say(world, profile, "support", "Give me time")
    say(world, trying, "support", "give me time")
    assert not Suggestion.objects.exists()


def test_a_private_answer_is_never_offered(world: World, trying: Part) -> None:
    say(world, trying, "hidden")
    assert not Suggestion.objects.exists()


def test_an_answer_made_private_takes_its_open_offer_back(world: World, trying: Part) -> None:
    item = say(world, trying, "support")
    assert Suggestion.objects.open().exists()
    Item.objects.filter(pk=item.pk).update(only_me=True)
    actions.save_item(
        by=world.actor("sam"), part=trying, field="support", operation=uuid.uuid4(), item_id=item.pk, base_version=1,
        text="Blue and green",
    )  # fmt: skip
    assert not Suggestion.objects.exists()


def test_the_dream_of_a_path_is_never_cut_down_to_a_wish(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    path = TOOLS["path"]
    feeding = tuple(replace(each, feeds=(Feeds.OUTCOME,)) if each.key == "dream" else each for each in path.questions)
    monkeypatch.setitem(TOOLS, "path", replace(path, questions=feeding))
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="path")
    say(world, part, "dream", "To sing on a stage")
    assert not Suggestion.objects.exists()


def test_an_emptied_cell_takes_its_open_offer_back(world: World) -> None:
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="communication_chart")
    item = say(world, part, "rows", cells={"i_do_this": "I hum", "you_should": "Let me be"})
    assert Suggestion.objects.get().text == "Let me be"
    actions.save_item(
        by=world.actor("sam"), part=part, field="rows", operation=uuid.uuid4(), item_id=item.pk, base_version=1,
        cells={"i_do_this": "I hum", "you_should": ""},
    )  # fmt: skip
    assert not Suggestion.objects.exists()


def test_another_cell_of_a_row_does_not_ask_a_refused_offer_again(world: World) -> None:
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="communication_chart")
    item = say(world, part, "rows", cells={"i_do_this": "I hum", "you_should": "Let me be"})
    actions.refuse_suggestion(by=world.actor("sam"), suggestion=Suggestion.objects.get())
    actions.save_item(
        by=world.actor("sam"), part=part, field="rows", operation=uuid.uuid4(), item_id=item.pk, base_version=1,
        cells={"i_do_this": "I hum low", "you_should": "Let me be"},
    )  # fmt: skip
    assert not Suggestion.objects.open().exists()


@pytest.mark.parametrize(("who", "kept"), [("Jo", True), ("Jo and Dev", False), ("", False)])
def test_an_action_with_one_name_and_a_day_is_a_promise_of_its_wish(
    world: World, trying: Part, sign_in, who: str, kept: bool
) -> None:
    say(world, trying, "next", cells={"what": "Ask about the choir", "who": who, "by_when": "2027-02-03"})
    sign_in("sam").post(f"/suggestion/{Suggestion.objects.get().pk}/", {"answer": "accepted"})
    assert Outcome.objects.get().in_my_words == "Ask about the choir"
    assert Action.objects.exists() is kept
    if kept:
        made = Action.objects.get()
        assert (made.who_connection, made.by_when) == (world.connections["jo"], date(2027, 2, 3))


def test_words_mum_offers_to_a_question_of_rows_fill_its_first_cell(world: World, sign_in) -> None:
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="communication_chart")
    suggestion = actions.suggest(
        by=world.actor("mum"), part=part, field="rows", text="Sam hums when happy", operation=uuid.uuid4()
    )
    sign_in("sam").post(f"/suggestion/{suggestion.pk}/", {"answer": "accepted"})
    assert Item.objects.get().cells == {"i_do_this": "Sam hums when happy"}


def test_somebody_who_acts_by_law_answers_in_their_places_and_never_who_comes_into_a_circle(
    world: World, trying: Part, sign_in
) -> None:
    Part.objects.filter(pk=trying.pk).update(place="money")  # Meg's place by law
    say(world, trying, "person", "Ivy")
    say(world, trying, "outcome", "To pay my own bills")
    circle, wish = (Suggestion.objects.get(text=words) for words in ("Ivy", "To pay my own bills"))
    client = sign_in("attorney")
    page = client.get(f"/part/{trying.pk}/").content.decode()
    assert f"s-{circle.pk}" not in page and f"s-{wish.pk}" not in page, "dreams are not her place by law"
    for offer in (circle, wish):
        assert client.post(f"/suggestion/{offer.pk}/", {"answer": "accepted"}).status_code == 403
    RecordedAuthority.objects.filter(connection__user=world.users["attorney"]).update(
        places=["money", "dreams", "people"]
    )
    page = client.get(f"/part/{trying.pk}/").content.decode()
    assert f"s-{circle.pk}" not in page and f"s-{wish.pk}" in page
    assert client.post(f"/suggestion/{circle.pk}/", {"answer": "accepted"}).status_code == 403
    assert not Connection.objects.filter(name="Ivy").exists() and Suggestion.objects.open().count() == 2


@pytest.mark.parametrize("words", ["Sam", "me", "Ivy and Jo", "Jo"])
def test_the_person_a_crowd_and_whoever_is_there_already_are_not_offered_as_somebody_new(
    world: World, trying: Part, words: str
) -> None:
    say(world, trying, "person", words)
    assert not Suggestion.objects.exists()


def test_yes_to_what_is_in_the_way_asks_what_kind_it_is_and_tells_no_board(world: World, trying: Part, sign_in) -> None:
    """Only a code leaves a plan, and only by the person's own yes on the page that asks it (plans/barriers.py)."""
    say(world, trying, "barrier", "The bus stopped")
    answer = sign_in("sam").post(f"/suggestion/{Suggestion.objects.get().pk}/", {"answer": "accepted"})
    made = Outcome.objects.get()
    assert answer.url == f"/wish/{made.pk}/in-the-way/"
    (barrier,) = made.barriers.all()
    assert (barrier.code, barrier.in_my_words) == ("OTH", "The bus stopped")
    assert barrier.confirmed_by_person and not barrier.tell_the_board


def test_one_yes_answers_both_what_is_in_the_way_and_the_change(world: World, sign_in) -> None:
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="working_not_working")
    say(world, part, "not_working", "The van is late")
    barrier = Suggestion.objects.get(field=IN_THE_WAY.key)
    sign_in("sam").post(f"/suggestion/{barrier.pk}/", {"answer": "accepted"})
    assert Outcome.objects.count() == 1 and not Suggestion.objects.open().exists()


def test_what_is_not_there_for_a_helper_who_cannot_come_is_a_barrier_of_a_carer_in_a_carers_plan(
    world: World, sign_in
) -> None:
    actions.set_plan_about(by=world.actor("sam"), plan=world.sam.plan, about="carer")
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="staying_well")
    say(world, part, "what_if", cells={"what_if": "I am ill", "who": "Jo"})
    offer = Suggestion.objects.get(field=IN_THE_WAY.key)
    sign_in("sam").post(f"/suggestion/{offer.pk}/", {"answer": "accepted"})
    assert Outcome.objects.get().barriers.get().code == "CAR"


def test_what_is_back_in_the_plan_is_not_asked_about_as_lost(world: World) -> None:
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="one_page_profile")
    item = say(world, part, "important_to", "Sunday call with Ann")
    actions.take_out(by=world.actor("sam"), item=item)
    assert not Suggestion.objects.exists(), "what stood for a moment was a slip of the hand"
    actions.bring_back(by=world.actor("sam"), item=item)
    Item.objects.filter(pk=item.pk).update(created_at=item.created_at - timedelta(days=3))
    item.refresh_from_db()
    actions.take_out(by=world.actor("sam"), item=item)
    assert Suggestion.objects.open().get().field == "outcome"
    item.refresh_from_db()
    actions.bring_back(by=world.actor("sam"), item=item)
    assert not Suggestion.objects.open().exists()


def test_a_picture_that_says_all_is_well_is_not_asked_about_as_a_barrier(world: World) -> None:
    path = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="path")
    actions.tap_choices(
        by=world.actor("sam"), part=path, field="now", on=["happy"], choices={"happy": "I am mostly happy"}
    )
    assert not Suggestion.objects.exists()


def test_a_picture_pressed_in_a_question_of_rows_is_offered_too(world: World) -> None:
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="matching")
    actions.tap_choices(
        by=world.actor("sam"), part=part, field="skills", on=["car"], choices={"car": "They can drive"}
    )
    assert {each.text for each in Suggestion.objects.open()} == {"They can drive"}


def test_a_second_thing_to_do_safely_is_thought_through_beside_the_first(world: World, sign_in) -> None:
    sam = world.actor("sam")
    risk = actions.start_part(by=sam, plan=world.sam.plan, tool="positive_risk")
    say(world, risk, "what_i_want", "To swim in the sea")
    part = actions.start_part(by=sam, plan=world.sam.plan, tool="to_for_balance")
    say(world, part, "balance", cells={"to": "To cook alone", "for": "No burns"})
    offer = Suggestion.objects.get(field="positive_risk.what_i_want")
    sign_in("sam").post(f"/suggestion/{offer.pk}/", {"answer": "accepted"})
    wanted = Item.objects.filter(field="what_i_want").values_list("text", "part__setting")
    assert set(wanted) == {("To swim in the sea", ""), ("To cook alone", "To cook alone")}
