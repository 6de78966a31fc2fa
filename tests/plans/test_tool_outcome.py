"""From a wish to a change: all its fields, two writers at once, the closer reason, and what changed as it is told."""

from __future__ import annotations

import threading
import uuid
from datetime import date
from io import BytesIO

import pytest
from django.db import connection

from people import sharing
from people.enums import Level
from plans import actions
from plans.barriers import Barrier
from plans.models import Barrier as BarrierRow
from plans.models import Outcome, OutcomeChange, Part
from tests.scenarios import World
from tests.scenarios.plan import drawn_photo


@pytest.fixture
def part(world: World) -> Part:
    return actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="outcome")


@pytest.fixture
def wish(world: World, part: Part) -> Outcome:
    return actions.save_outcome(
        by=world.actor("sam"), part=part, operation=uuid.uuid4(), in_my_words="I cook my own tea.", why="I choose.",
        place="home",
    )  # fmt: skip


def helps_to_write(world: World, part: Part, who: str = "mum") -> None:
    sharing.give(
        by=world.actor("sam"), person=world.sam, connection=world.connections[who], part_ids=[part.pk],
        level=Level.HELP_WRITE,
    )  # fmt: skip


def changed(world: World, wish: Outcome, who: str = "sam", base: int | None = 1, **words: object) -> Outcome:
    words.setdefault("in_my_words", wish.in_my_words)
    return actions.save_outcome(
        by=world.actor(who), part=wish.part, outcome=wish, operation=uuid.uuid4(), base_version=base, **words
    )


# --- everything a wish holds -------------------------------------------------------------------------------


def test_a_wish_holds_how_much_how_sure_why_twice_help_by_kind_and_a_day(part: Part, sign_in) -> None:
    client = sign_in("sam")
    fields = {
        "in_my_words": "I see the sea.", "why": "Calm", "why_again": "I sleep well then", "matters": "10",
        "sure": "not_sure", "support_me": "I can pack my bag", "support_people": "Dev\nGran", "support_paid": "Jo drives",
        "check_on": "2027-01-04", "good_looks_like": "A photo of my feet in the water", "operation": str(uuid.uuid4()),
    }  # fmt: skip
    page = client.post(f"/part/{part.pk}/new-wish", fields, follow=True).content.decode()
    kept = Outcome.objects.get()
    assert kept.support == {"me": "I can pack my bag", "people": "Dev\nGran", "paid": "Jo drives"}
    assert (kept.matters, kept.sure, kept.why_again, kept.check_on) == (
        "10",
        "not_sure",
        "I sleep well then",
        date(2027, 1, 4),
    )
    said = ("10 out of 10", "Not sure if it can happen", "Gran", "Jo drives", "4 January 2027", "my feet in the water")
    assert [words for words in said if words not in page] == []


def test_one_line_is_a_whole_wish(part: Part, sign_in) -> None:
    sign_in("sam").post(f"/part/{part.pk}/new-wish", {"in_my_words": "Sea", "operation": str(uuid.uuid4())})
    kept = Outcome.objects.get()
    assert (kept.matters, kept.sure, kept.support, kept.check_on) == ("", "", {}, None)


def test_help_of_my_own_comes_before_paid_help(part: Part, sign_in) -> None:
    page = sign_in("sam").get(f"/part/{part.pk}/new-wish").content.decode()
    assert page.index('name="support_me"') < page.index('name="support_people"') < page.index('name="support_paid"')


def test_what_is_not_given_stays_as_it_is(world: World, wish: Outcome) -> None:
    changed(world, wish, base=None, in_my_words="I cook tea.")
    wish.refresh_from_db()
    assert (wish.in_my_words, wish.why, wish.place) == ("I cook tea.", "I choose.", "home")


def test_kind_questions_stand_beside_and_never_stop_a_wish(part: Part, sign_in) -> None:
    page = sign_in("sam").get(f"/part/{part.pk}/new-wish").content.decode()
    assert "Could we see it when it has changed?" in page and "You can keep any words you like." in page


# --- two writers at once -----------------------------------------------------------------------------------


def test_two_writers_of_the_same_words_keep_both(world: World, part: Part, wish: Outcome) -> None:
    helps_to_write(world, part)
    changed(world, wish, in_my_words="I cook chilli.")
    second = changed(world, wish, who="mum", in_my_words="Sam cooks twice a week.")
    wish.refresh_from_db()
    assert (wish.in_my_words, second.in_my_words, second.beside) == ("I cook chilli.", "Sam cooks twice a week.", wish)


def test_two_writers_of_different_fields_both_stand_in_one_wish(world: World, wish: Outcome) -> None:
    changed(world, wish, in_my_words="I cook chilli.")
    kept = changed(world, wish, why="I choose what I eat.", matters="9")
    assert kept.pk == wish.pk and Outcome.objects.count() == 1
    assert (kept.in_my_words, kept.why, kept.matters) == ("I cook chilli.", "I choose what I eat.", "9")


def test_telling_how_it_is_now_is_no_clash_with_new_words(world: World, wish: Outcome) -> None:
    actions.tell_change(by=world.actor("sam"), outcome=wish, operation=uuid.uuid4(), now="stuck")
    kept = changed(world, wish, in_my_words="I cook chilli.")
    assert (kept.in_my_words, kept.now, Outcome.objects.count()) == ("I cook chilli.", "stuck", 1)


def test_a_clashing_save_sent_twice_is_kept_once(world: World, wish: Outcome) -> None:
    changed(world, wish, in_my_words="One")
    operation = uuid.uuid4()
    for _ in range(2):
        actions.save_outcome(
            by=world.actor("sam"), part=wish.part, outcome=wish, operation=operation, base_version=1, in_my_words="Two"
        )
    assert Outcome.objects.count() == 2


def test_a_new_wish_sent_again_with_more_words_keeps_the_more(world: World, part: Part) -> None:
    operation = uuid.uuid4()
    for words in ("I see the sea", "I see the sea in June", "I see the sea in June"):
        actions.save_outcome(by=world.actor("sam"), part=part, operation=operation, in_my_words=words)
    only = Outcome.objects.get()
    assert (only.in_my_words, only.version) == ("I see the sea in June", 2)


def test_words_for_a_wish_that_was_taken_out_become_a_wish_of_their_own(world: World, wish: Outcome, sign_in) -> None:
    actions.take_outcome_out(by=world.actor("sam"), outcome=wish)
    fields = {"in_my_words": "I cook chilli.", "operation": str(uuid.uuid4()), "base_version": "1"}
    assert sign_in("sam").post(f"/wish/{wish.pk}/change/", fields).status_code == 302
    assert list(Outcome.objects.kept().values_list("in_my_words", "beside")) == [("I cook chilli.", None)]


@pytest.fixture
def two(world: World, wish: Outcome) -> tuple[Outcome, Outcome]:
    actions.promise(
        by=world.actor("sam"), outcome=wish, operation=uuid.uuid4(), what="Buy pans", who="Jo", by_when=date(2030, 1, 2)
    )
    changed(world, wish, in_my_words="First words")
    return wish, changed(world, wish, in_my_words="Second words")


def test_both_versions_stand_on_the_page_and_in_the_list(two: tuple[Outcome, Outcome], part: Part, sign_in) -> None:
    client = sign_in("sam")
    for one in two:
        page = client.get(f"/wish/{one.pk}/").content.decode()
        assert "First words" in page and "Second words" in page and "Keep both" in page
    assert "There are two versions. Choose." in client.get(f"/part/{part.pk}/").content.decode()


@pytest.mark.parametrize(
    ("chosen", "stays", "leaves"), [(0, "First words", "Second words"), (1, "Second words", "First words")]
)
def test_the_one_that_is_kept_has_the_promises_and_the_other_can_come_back(
    two: tuple[Outcome, Outcome], sign_in, chosen: int, stays: str, leaves: str
) -> None:
    sign_in("sam").post(f"/wish/{two[chosen].pk}/change/", {"do": "keep_this"})
    kept = Outcome.objects.kept().get()
    assert (kept.pk, kept.in_my_words, kept.actions.count()) == (two[0].pk, stays, 1)
    assert Outcome.objects.taken_out_lately().get().in_my_words == leaves


def test_both_may_stay_as_two_wishes(two: tuple[Outcome, Outcome], sign_in) -> None:
    sign_in("sam").post(f"/wish/{two[1].pk}/change/", {"do": "keep_both"})
    assert list(Outcome.objects.kept().order_by("in_my_words").values_list("in_my_words", "beside")) == [
        ("First words", None), ("Second words", None)
    ]  # fmt: skip


def test_a_helper_does_not_choose_for_the_person(
    world: World, two: tuple[Outcome, Outcome], part: Part, sign_in
) -> None:
    helps_to_write(world, part)
    assert sign_in("mum").post(f"/wish/{two[1].pk}/change/", {"do": "keep_this"}).status_code == 403
    assert Outcome.objects.kept().count() == 2


def test_the_form_carries_the_version_it_was_made_from(world: World, wish: Outcome, sign_in) -> None:
    client = sign_in("sam")
    assert 'name="base_version" value="1"' in client.get(f"/wish/{wish.pk}/change/").content.decode()
    changed(world, wish, in_my_words="Theirs")
    fields = {
        "in_my_words": "Mine",
        "why": "I choose.",
        "place": "home",
        "operation": str(uuid.uuid4()),
        "base_version": "1",
    }
    page = client.post(f"/wish/{wish.pk}/change/", fields, follow=True).content.decode()
    assert "Theirs" in page and "Mine" in page and "Both are kept" in page


# --- what is in the way ------------------------------------------------------------------------------------


def test_the_closer_reason_is_asked_only_inside_what_was_pressed(wish: Outcome, sign_in) -> None:
    client = sign_in("sam")
    answer = client.post(
        f"/wish/{wish.pk}/in-the-way/", {"codes": ["TRN"], "do": "closer", "in_my_words": "Bus"}, follow=True
    )
    page = answer.content.decode()
    assert "The times do not fit" in page and "My tenancy or landlord" not in page
    client.post(
        f"/wish/{wish.pk}/in-the-way/",
        {"closer-here": "yes", "codes": ["TRN"], "closer": ["TRN.5"], "in_my_words": "Bus"},
    )
    assert set(BarrierRow.objects.values_list("code", "sub_code", "in_my_words", "tell_the_board")) == {
        ("TRN", "", "Bus", False), ("TRN", "TRN.5", "Bus", False)
    }  # fmt: skip
    assert "The times do not fit" in client.get(f"/wish/{wish.pk}/").content.decode()


def test_a_closer_reason_stays_until_its_barrier_goes(world: World, wish: Outcome) -> None:
    sam = world.actor("sam")
    actions.set_barriers(by=sam, outcome=wish, codes=[Barrier.HOME, Barrier.MONEY], closer=["HOU.2"])
    actions.set_barriers(by=sam, outcome=wish, codes=[Barrier.HOME], tell_the_board=True)
    assert set(wish.barriers.values_list("sub_code", "tell_the_board")) == {("", True), ("HOU.2", True)}
    actions.set_barriers(by=sam, outcome=wish, codes=[Barrier.MONEY])
    assert list(wish.barriers.values_list("code", "sub_code")) == [("MON", "")]


def test_words_without_a_pressed_barrier_are_kept(wish: Outcome, sign_in) -> None:
    sign_in("sam").post(f"/wish/{wish.pk}/in-the-way/", {"in_my_words": "It is complicated"})
    assert list(wish.barriers.values_list("code", "in_my_words")) == [("OTH", "It is complicated")]


# --- what changed --------------------------------------------------------------------------------------------


def test_my_own_telling_comes_first_and_others_speak_in_their_own_voice(
    world: World, part: Part, wish: Outcome, sign_in
) -> None:
    helps_to_write(world, part)
    actions.tell_change(
        by=world.actor("sam"), outcome=wish, operation=uuid.uuid4(), now="some_change", in_my_words="I made beans."
    )
    actions.tell_change(
        by=world.actor("mum"), outcome=wish, operation=uuid.uuid4(), now="happened", in_my_words="The pan is clean!"
    )
    hers = OutcomeChange.objects.get(told_by_person=False)
    assert (hers.told_by, hers.told_by_name) == (world.connections["mum"], "Ann")
    page = sign_in("sam").get(f"/wish/{wish.pk}/").content.decode()
    assert page.index("I made beans.") < page.index("Ann said this") < page.index("The pan is clean!")


def test_a_picture_shows_the_change_with_its_words_to_whoever_sees_the_wish(
    world: World, wish: Outcome, sign_in
) -> None:
    client, operation = sign_in("sam"), str(uuid.uuid4())
    for _ in range(2):
        fields = {"now": "happened", "photo_words": "My plate of chilli", "operation": operation}
        assert client.post(f"/wish/{wish.pk}/now/", {**fields, "photo": _upload(drawn_photo())}).status_code == 302
    change = OutcomeChange.objects.get()
    assert "My plate of chilli" in client.get(f"/wish/{wish.pk}/").content.decode()
    assert client.get(f"/what-changed/{change.pk}/photo")["Content-Type"] == "image/jpeg"
    assert sign_in("mum").get(f"/what-changed/{change.pk}/photo").status_code == 404


def test_a_picture_that_is_none_is_said_kindly_and_the_words_stay(wish: Outcome, sign_in) -> None:
    fields = {
        "now": "happened",
        "in_my_words": "Look!",
        "operation": str(uuid.uuid4()),
        "photo": _upload(BytesIO(b"not a photo")),
    }
    answer = sign_in("sam").post(f"/wish/{wish.pk}/now/", fields)
    assert answer.status_code == 422 and "Look!" in answer.content.decode() and not OutcomeChange.objects.exists()


def _upload(file: BytesIO) -> BytesIO:
    file.name = "photo.png"
    return file


# --- other people's words -------------------------------------------------------------------------------------


def test_a_wish_that_mum_suggests_becomes_a_wish_by_my_yes(world: World, part: Part, sign_in) -> None:
    suggestion = actions.suggest(
        by=world.actor("mum"), part=part, field="in_my_words", text="Sam swims again", operation=uuid.uuid4()
    )
    sign_in("sam").post(f"/suggestion/{suggestion.pk}/", {"answer": "change", "text": "I swim again"})
    assert Outcome.objects.get().in_my_words == "I swim again"


def test_what_mum_said_and_i_keep_as_hers_is_shown_and_is_no_wish(world: World, part: Part, sign_in) -> None:
    suggestion = actions.suggest(
        by=world.actor("mum"), part=part, field="in_my_words", text="Sam swims again", operation=uuid.uuid4()
    )
    client = sign_in("sam")
    client.post(f"/suggestion/{suggestion.pk}/", {"answer": "beside"})
    page = client.get(f"/part/{part.pk}/").content.decode()
    assert "Sam swims again" in page and "Ann said this" in page and not Outcome.objects.exists()


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_day_to_look_again_is_still_there_when_the_words_are_changed(
    world: World, wish: Outcome, sign_in, language: str
) -> None:
    changed(world, wish, check_on=date(2027, 2, 20), matters="8")
    page = sign_in("sam").get(f"/wish/{wish.pk}/change/", HTTP_ACCEPT_LANGUAGE=language).content.decode()
    assert 'type="date" name="check_on" value="2027-02-20"' in page
    assert page.count('name="matters" value="8" checked') == 1


@pytest.mark.django_db(transaction=True)
def test_eight_writers_at_the_same_moment_lose_no_word(world: World, wish: Outcome) -> None:
    said = [f"Words of writer {number}" for number in range(8)]
    start = threading.Barrier(len(said))

    def write(words: str) -> None:
        start.wait()
        changed(world, wish, in_my_words=words)
        connection.close()

    writers = [threading.Thread(target=write, args=[words]) for words in said]
    for each in writers:
        each.start()
    for each in writers:
        each.join()
    assert set(Outcome.objects.kept().values_list("in_my_words", flat=True)) == set(said)
