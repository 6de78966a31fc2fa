"""What is heard besides questions and answers: what waits, what was before, what was taken out, wishes, notes, people."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people import sharing
from people.enums import Level, Ring
from people.models import Connection
from plans import actions
from plans.actions import private
from plans.enums import SuggestionKind
from plans.models import Action, Barrier, Item, Note, Outcome, OutcomeChange, Part, Suggestion
from plans.tools import TOOLS
from tests.plans.heard import Page, Said, differs
from tests.scenarios import World

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def nobody_listened_too_often() -> None:
    cache.clear()


def test_a_gentle_page_is_heard_whole(world: World, sign_in: SignIn, said: Said) -> None:
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="maps")
    asked = next(each for each in TOOLS["maps"].questions if each.shall_we)
    page = Page(sign_in("sam"), reverse("question", args=[part.pk, asked.key]))
    assert differs(page, said) == [] and page.heard >= {"question", "question-hint", "shall-we"}
    assert "Talk to somebody you trust." in said(sign_in("sam"), page.buttons[0].sound)


def test_somebody_who_may_suggest_hears_the_question_and_what_they_said(
    world: World,
    sign_in: SignIn,
    said: Said,
) -> None:
    part, mum = _profile(world), world.connections["mum"]
    sharing.give(by=world.actor("sam"), person=world.sam, connection=mum, part_ids=[part.pk], level=Level.SUGGEST)
    actions.suggest(by=world.actor("mum"), part=part, field="appreciate", text="Always kind", operation=uuid.uuid4())
    page = Page(sign_in("mum"), reverse("question", args=[part.pk, "appreciate"]))
    assert differs(page, said) == [] and "question" in page.heard
    mine = Suggestion.objects.get()
    assert said(sign_in("mum"), reverse("suggestion_aloud", args=[mine.pk])) == "Always kind"


def test_words_that_wait_and_ideas_are_heard_with_who_says_them_or_what_is_asked(
    world: World,
    sign_in: SignIn,
    said: Said,
) -> None:
    part = _profile(world)
    Suggestion.objects.create(
        part=part, field="appreciate", kind=SuggestionKind.SUGGESTION, text="Always kind",
        said_by=world.connections["mum"], said_by_name="Ann",
    )  # fmt: skip
    item = _say(world, part, "important_to", "Chess on Fridays")
    Suggestion.objects.create(
        part=part,
        field="one_page_profile.support",
        kind=SuggestionKind.OFFER,
        text="Come with me to chess",
        source_item=item,
    )
    page = Page(sign_in("sam"), reverse("part", args=[part.pk]))
    assert differs(page, said) == []
    told = [said(page.client, reverse("suggestion_aloud", args=[one.pk])) for one in Suggestion.objects.all()]
    assert (
        told[0].startswith("Ann thinks:")
        and "Always kind" in told[0]
        and told[1] == "Do you want this in “How to help me”? “Come with me to chess”"
    )
    assert {reverse("suggestion_aloud", args=[one.pk]) for one in Suggestion.objects.all()} <= page.sounds


def test_words_that_wait_are_heard_by_nobody_else(world: World, sign_in: SignIn) -> None:
    part, sam = _profile(world), world.actor("sam")
    for name in ("mum", "dev"):
        sharing.give(
            by=sam, person=world.sam, connection=world.connections[name], part_ids=[part.pk], level=Level.SUGGEST
        )
    actions.suggest(by=world.actor("mum"), part=part, field="appreciate", text="Kind", operation=uuid.uuid4())
    address = reverse("suggestion_aloud", args=[Suggestion.objects.get().pk])
    assert sign_in("dev").get(address).status_code == 404 and sign_in("stranger").get(address).status_code == 404


def test_two_versions_of_an_answer_are_heard_each(world: World, sign_in: SignIn, said: Said) -> None:
    part = _profile(world)
    first = _say(world, part, "support", "Give me time")
    second = Item.objects.create(part=part, field="support", text="Wait for me", beside=first)
    for path in (reverse("question", args=[part.pk, "support"]), reverse("part", args=[part.pk])):
        page = Page(sign_in("sam"), path)
        assert {reverse("item_aloud", args=[one.pk]) for one in (first, second)} <= page.sounds
        assert differs(page, said) == []
    assert {f"choose-words-{one.pk}" for one in (first, second)} <= Page(
        sign_in("sam"), reverse("question", args=[part.pk, "support"])
    ).heard


def test_what_changed_is_said_in_words(world: World, sign_in: SignIn, said: Said) -> None:
    item = _say(world, _profile(world), "support", "Wait for me")
    actions.save_item(
        by=world.actor("sam"), part=item.part, field="support", operation=uuid.uuid4(), text="Wait with me",
        item_id=item.pk, base_version=1,
    )  # fmt: skip
    page = Page(sign_in("sam"), reverse("item_history", args=[item.pk]))
    assert differs(page, said) == [] and page.heard >= {"before-words", "after-words", "version-1", "version-2"}
    address = reverse("version_aloud", args=[item.pk, 1])
    assert said(page.client, address) == "Wait for me"
    assert said(page.client, f"{address}?with=2") == "Wait taken away: for (end) me"
    assert said(page.client, reverse("version_aloud", args=[item.pk, 2]) + "?with=1") == "Wait new: with (end) me"
    assert page.client.get(reverse("version_aloud", args=[item.pk, 9])).status_code == 404


def test_how_it_was_before_is_heard_by_the_person_alone(world: World, sign_in: SignIn) -> None:
    item = _say(world, _profile(world), "support", "Wait for me")
    sharing.give(
        by=world.actor("sam"), person=world.sam, connection=world.connections["mum"], part_ids=[item.part_id],
        level=Level.HELP_WRITE,
    )  # fmt: skip
    address = reverse("version_aloud", args=[item.pk, 1])
    assert [sign_in(name).get(address).status_code for name in ("sam", "mum", "stranger")] == [200, 403, 404]


def test_what_i_took_out_can_be_heard(world: World, sign_in: SignIn, said: Said) -> None:
    item, wish = _say(world, _profile(world), "support", "Wait for me"), _wish(world)
    actions.take_out(by=world.actor("sam"), item=item)
    actions.take_outcome_out(by=world.actor("sam"), outcome=wish)
    page = Page(sign_in("sam"), reverse("taken_out"))
    assert page.heard == {f"said-{item.pk}", f"said-{wish.pk}"} and differs(page, said) == []


def test_a_wish_that_was_taken_out_is_heard_by_the_person_alone(world: World, sign_in: SignIn) -> None:
    wish, mum = _wish(world), world.connections["mum"]
    sharing.give(by=world.actor("sam"), person=world.sam, connection=mum, part_ids=[wish.part_id])
    address = reverse("wish_aloud", args=[wish.pk]) + "?of=name"
    assert sign_in("mum").get(address).status_code == 200
    actions.take_outcome_out(by=world.actor("sam"), outcome=wish)
    assert [sign_in(name).get(address).status_code for name in ("sam", "mum")] == [200, 404]


def test_a_wish_is_heard_piece_by_piece(world: World, sign_in: SignIn, said: Said) -> None:
    wish = _wish(world)
    Action.objects.create(
        plan=world.sam.plan, outcome=wish, what="Find a course", who="Ann", by_when=timezone.localdate() + timedelta(9),
        who_connection=world.connections["mum"],
    )  # fmt: skip
    Barrier.objects.create(outcome=wish, code="TRN", in_my_words="No bus")
    OutcomeChange.objects.create(
        outcome=wish, in_my_words="I went once", now=Outcome._meta.get_field("now").default, told_by_person=True,
        told_on=timezone.localdate(),
    )  # fmt: skip
    page = Page(sign_in("sam"), reverse("outcome", args=[wish.pk]))
    assert page.heard == {"wish-stones", "wish-promises", "wish-way", "wish-changed"} and differs(page, said) == []
    list_page = Page(sign_in("sam"), reverse("part", args=[wish.part_id]))
    assert f"wish-{wish.pk}" in list_page.heard and differs(list_page, said) == []
    assert sign_in("sam").get(reverse("wish_aloud", args=[wish.pk]) + "?of=nothing").status_code == 404


def test_two_versions_of_a_wish_are_heard_each(world: World, sign_in: SignIn, said: Said) -> None:
    wish = _wish(world)
    other = Outcome.objects.create(part=wish.part, in_my_words="A job in a shop", beside=wish, why="Money of mine")
    page = Page(sign_in("sam"), reverse("outcome", args=[wish.pk]))
    assert {f"version-{wish.pk}", f"version-{other.pk}"} <= page.heard and differs(page, said) == []


def test_a_wish_is_heard_only_by_those_who_may_read_it(world: World, sign_in: SignIn) -> None:
    address = reverse("wish_aloud", args=[_wish(world).pk])
    for name in ("mum", "dev", "nia", "stranger"):
        assert {sign_in(name).get(f"{address}?of={of}").status_code for of in ("name", "words", "stones")} == {404}


def test_what_is_just_for_me_is_heard_by_me_alone(world: World, sign_in: SignIn, said: Said) -> None:
    sam, part = world.actor("sam"), _profile(world)
    item = _say(world, part, "support", "I am afraid of the dark")
    sharing.give(by=sam, person=world.sam, connection=world.connections["mum"], part_ids=[part.pk])
    private.keep_to_myself(by=sam, item=item)
    for words in ("A note of mine", "Another"):
        private.save_note(by=sam, plan=world.sam.plan, operation=uuid.uuid4(), text=words)
    kept, gone = Note.objects.all()
    private.take_note_out(by=sam, note=gone)
    page = Page(sign_in("sam"), reverse("my_space"))
    assert page.heard == {f"note-{kept.pk}", f"note-{gone.pk}", f"said-{item.pk}"} and differs(page, said) == []
    assert Page(sign_in("sam"), reverse("note", args=[kept.pk])).heard == {"text"}
    for name in ("mum", "dev", "nia", "stranger"):
        assert sign_in(name).get(reverse("note_aloud", args=[kept.pk])).status_code == 404
        assert sign_in(name).get(reverse("item_aloud", args=[item.pk])).status_code == 404


def test_a_note_is_not_heard_while_somebody_helps(world: World, sign_in: SignIn) -> None:
    from tests.scenarios.help_sessions import helped

    private.save_note(by=world.actor("sam"), plan=world.sam.plan, operation=uuid.uuid4(), text="A note of mine")
    address = reverse("note_aloud", args=[Note.objects.get().pk])
    assert sign_in("sam").get(address).status_code == 200
    _profile(world)
    helped(world, "mum")
    assert sign_in("sam").get(address).status_code != 200 and sign_in("mum").get(address).status_code != 200


def test_somebodys_sheet_is_heard_with_what_is_asked_there(world: World, sign_in: SignIn, said: Said) -> None:
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="relationship_circle")
    tie = Connection.objects.live().filter(circle_id=world.sam.pk).exclude(ring=Ring.PAID).first()
    path = reverse("ring_person", args=[part.pk, tie.pk])
    sign_in("sam").post(path, {"do": "keep", "cell-role": "She makes me laugh", "cell-want_change": "closer"})
    page = Page(sign_in("sam"), path)
    prompts = {node.attrs["id"] for node in page.nodes if node.attrs.get("id", "").startswith(("ask-", "of-"))}
    assert prompts and prompts | {"tie", "tie-ring", "tie-said"} <= page.heard and differs(page, said) == []
    sharing.give(by=world.actor("sam"), person=world.sam, connection=world.connections["dev"], part_ids=[part.pk])
    shown = Page(sign_in("dev"), path)
    assert "tie-said" in shown.heard and differs(shown, said) == []
    assert sign_in("stranger").get(reverse("ring_person_aloud", args=[part.pk, tie.pk])).status_code == 404


def test_the_circle_question_can_be_heard(world: World, sign_in: SignIn, said: Said) -> None:
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="relationship_circle")
    page = Page(sign_in("sam"), reverse("question", args=[part.pk, "people"]))
    assert "question" in page.heard and differs(page, said) == []


def test_what_another_one_is_for_can_be_heard(world: World, sign_in: SignIn, said: Said) -> None:
    page = Page(sign_in("sam"), reverse("start_another", args=["one_page_profile"]))
    assert page.heard == {"question", "question-hint"} and differs(page, said) == []


def test_only_cells_and_pieces_that_are_there_are_said(world: World, sign_in: SignIn) -> None:
    part, client = _profile(world), sign_in("sam")
    assert client.get(reverse("question_aloud", args=[part.pk, "support"]) + "?cell=no-such-cell").status_code == 404


def _profile(world: World) -> Part:
    plan = actions.begin_plan(by=world.actor("sam"), person=world.sam)
    return actions.start_part(by=world.actor("sam"), plan=plan, tool="one_page_profile")


def _say(world: World, part: Part, field: str, words: str) -> Item:
    return actions.save_item(by=world.actor("sam"), part=part, field=field, operation=uuid.uuid4(), text=words).item


def _wish(world: World) -> Outcome:
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="outcome")
    return Outcome.objects.create(
        part=part, in_my_words="A job with animals", why="I would be proud", good_looks_like="A uniform with my name",
        support={"people": "Gran knows the vet"}, matters="9", sure="not_sure",
    )  # fmt: skip
