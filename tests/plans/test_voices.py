"""Who said it, how we know, and the person's yes to words that somebody typed for them."""

from __future__ import annotations

import uuid

import pytest
from django.core.exceptions import PermissionDenied

from people.enums import Level
from people.models import Connection
from plans import actions
from plans.actions.voices import agree_with_words, tell_who_said
from plans.models import Item, Part, Suggestion
from plans.tools import TOOLS
from tests.plans.test_sharing_views import SignIn, share
from tests.scenarios import World


@pytest.fixture
def part(world: World) -> Part:
    return actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="working_not_working")


def say(world: World, part: Part, words: str = "The bus", *, who: str = "sam", **more: object) -> Item:
    return actions.save_item(
        by=world.actor(who), part=part, field="not_working", operation=uuid.uuid4(), text=words, **more
    ).item


def line(words: str, **more: str) -> dict[str, str]:
    key = uuid.uuid4()
    return {f"version-{key}": "0", f"text-{key}": words, **{f"{name}-{key}": value for name, value in more.items()}}


def test_what_gran_said_stands_in_her_voice_and_is_not_offered_as_mine(
    world: World, part: Part, sign_in: SignIn
) -> None:
    client, gran = sign_in("sam"), world.connections["gran"]
    posted = line("He is lonely in the evening", said=str(gran.pk), how="seen")
    assert client.post(f"/part/{part.pk}/not_working/", {**posted, "do": "keep"}).status_code == 302
    item = Item.objects.get()
    assert (item.said_by, item.said_by_name, item.how_we_know) == (gran, gran.name, "seen")
    assert item.agreed_by_me == "not_yet" and not Suggestion.objects.open().exists()
    page = client.get(f"/part/{part.pk}/").content.decode()
    assert f"{gran.name} said this" in page and "Seen many times" in page


def test_words_that_were_mine_after_all_become_mine_again(world: World, part: Part, sign_in: SignIn) -> None:
    item = say(world, part)
    tell_who_said(by=world.actor("sam"), item=item, said_by=world.connections["gran"])
    posted = {f"version-{item.pk}": "1", f"operation-{item.pk}": str(uuid.uuid4()), f"text-{item.pk}": item.text,
              f"said-{item.pk}": "me"}  # fmt: skip
    sign_in("sam").post(f"/part/{part.pk}/not_working/", {**posted, "do": "keep"})
    item.refresh_from_db()
    assert (item.said_by, item.said_by_name, item.agreed_by_me) == (None, "", "yes")
    assert Suggestion.objects.open().filter(source_item=item).exists()


def test_nobody_speaks_in_the_voice_of_somebody_who_has_an_account(world: World, part: Part, sign_in: SignIn) -> None:
    client, mum = sign_in("sam"), world.connections["mum"]
    page = client.get(f"/part/{part.pk}/not_working/").content.decode()
    assert f'value="{world.connections["gran"].pk}"' in page and f'value="{mum.pk}"' not in page
    client.post(f"/part/{part.pk}/not_working/", {**line("Too late at night", said=str(mum.pk)), "do": "keep"})
    assert Item.objects.get().said_by is None
    with pytest.raises(PermissionDenied):
        tell_who_said(by=world.actor("sam"), item=Item.objects.get(), said_by=mum)


def test_nobody_of_another_circle_is_made_to_speak(world: World, part: Part) -> None:
    stranger = Connection.objects.exclude(circle=world.sam.pk).filter(user=None).first() or Connection(
        circle_id=uuid.uuid4(), name="Stranger"
    )
    with pytest.raises(PermissionDenied):
        tell_who_said(by=world.actor("sam"), item=say(world, part), said_by=stranger)


@pytest.mark.parametrize("who", ["mum", "jo"])
def test_a_helper_changes_no_voice(world: World, part: Part, sign_in: SignIn, who: str) -> None:
    """Not their own words into the person's, and not the person's into somebody else's."""
    share(world, part, who, level=Level.HELP_WRITE)
    mine, theirs = say(world, part), say(world, part, "Hers", who=who)
    client = sign_in(who)
    for item, said in ((mine, str(world.connections["gran"].pk)), (theirs, "me")):
        posted = {f"version-{item.pk}": "1", f"operation-{item.pk}": str(uuid.uuid4()), f"text-{item.pk}": item.text}
        client.post(f"/part/{part.pk}/not_working/", {**posted, f"said-{item.pk}": said, "do": "keep"})
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert mine.said_by is None and theirs.said_by == world.connections[who]


def test_a_helper_marks_a_best_guess_and_it_is_read_as_one(world: World, part: Part, sign_in: SignIn) -> None:
    share(world, part, "mum", level=Level.HELP_WRITE)
    client = sign_in("mum")
    client.post(f"/part/{part.pk}/not_working/", {**line("He misses Dad", how="guess"), "do": "keep"})
    assert "Best guess" in client.get(f"/part/{part.pk}/").content.decode()


def test_writing_on_does_not_lose_how_we_know(world: World, part: Part) -> None:
    item = say(world, part, how_we_know="showed")
    actions.save_item(
        by=world.actor("sam"), part=part, field="not_working", operation=uuid.uuid4(), item_id=item.pk, base_version=1,
        text="The late bus",
    )  # fmt: skip
    item.refresh_from_db()
    assert (item.text, item.how_we_know) == ("The late bus", "showed")


def test_words_saved_while_they_are_written_tell_how_we_know(world: World, part: Part, sign_in: SignIn) -> None:
    posted = {"part": part.pk, "field": "not_working", "version": "0", "text": "Loud", "how": "signed"}
    client = sign_in("sam")
    answer = client.post(f"/item/{uuid.uuid4()}/", posted, headers={"Accept": "application/json"})
    assert answer.status_code == 200 and Item.objects.get().how_we_know == "signed"


def test_one_press_says_yes_to_words_that_mum_typed_for_me(world: World, part: Part, sign_in: SignIn) -> None:
    item = say(world, part, who="mum", for_me=True)
    client, url = sign_in("sam"), f"/part/{part.pk}/not_working/"
    page = client.get(url).content.decode()
    assert "Typed by" in page and "Yes, that is what I said" in page and "Take it out" in page
    assert client.post(url, {"do": f"agree:{item.pk}"}).status_code == 302
    item.refresh_from_db()
    assert (item.agreed_by_me, item.version, item.text) == ("yes", 1, "The bus")
    page = client.get(url).content.decode()
    assert "Typed by" not in page and "Yes, that is what I said" not in page


def test_nobody_but_the_person_says_yes_for_them(world: World, part: Part, sign_in: SignIn) -> None:
    share(world, part, "mum", level=Level.HELP_WRITE)
    item = say(world, part, who="mum", for_me=True)
    client, url = sign_in("mum"), f"/part/{part.pk}/not_working/"
    assert "Yes, that is what I said" not in client.get(url).content.decode()
    assert client.post(url, {"do": f"agree:{item.pk}"}).status_code == 403
    with pytest.raises(PermissionDenied):
        agree_with_words(by=world.actor("mum"), item=item)
    item.refresh_from_db()
    assert item.agreed_by_me == "not_yet"


def test_mums_own_words_are_not_mine_to_say_yes_to(world: World, part: Part) -> None:
    with pytest.raises(PermissionDenied):
        agree_with_words(by=world.actor("sam"), item=say(world, part, who="mum"))


def test_my_words_that_a_helper_changed_wait_for_my_yes_and_what_i_change_is_mine(world: World, part: Part) -> None:
    item = say(world, part)
    change(world, item, "The bus is always late", who="mum")
    assert item.agreed_by_me == "not_yet"
    change(world, item, "The bus is late", who="sam")
    assert item.agreed_by_me == "yes"


def change(world: World, item: Item, words: str, *, who: str) -> None:
    actions.save_item(
        by=world.actor(who), part=item.part, field=item.field, operation=uuid.uuid4(), item_id=item.pk,
        base_version=item.version, text=words,
    )  # fmt: skip
    item.refresh_from_db()


def test_an_older_persons_questions_all_ask_how_we_know(world: World, sign_in: SignIn) -> None:
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="one_page_profile")
    client, url = sign_in("sam"), f"/part/{part.pk}/support/"
    assert "How do we know?" not in client.get(url).content.decode()
    actions.set_plan_about(by=world.actor("sam"), plan=world.sam.plan, about="older")
    page = client.get(url).content.decode()
    assert "How do we know?" in page and "Who said this?" in page
    assert TOOLS["working_not_working"].question("working").voices
