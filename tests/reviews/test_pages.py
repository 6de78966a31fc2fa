"""The pages of a meeting: who sees what, kind words beside the field, and a fixed number of queries."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEntry
from reviews import actions
from reviews.models import Review, ReviewAction, ReviewView
from reviews.sheets import SHEETS
from tests.scenarios import World

SignIn = Callable[[str], Client]
PAGES = ("meeting", "meeting_wall")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("name", ["stranger", "dad", "bea", "attorney", "priya", "morgan", "ravi", "olu", "far"])
def test_somebody_not_asked_sees_nothing(review: Review, sign_in: SignIn, name: str, page: str) -> None:
    assert sign_in(name).get(reverse(page, args=[review.pk])).status_code == 404


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("name", ["sam", "mum", "dev", "jo", "nia"])
def test_the_person_those_asked_and_the_facilitator_see_the_meeting(
    review: Review, sign_in: SignIn, name: str, page: str
) -> None:
    assert sign_in(name).get(reverse(page, args=[review.pk])).status_code == 200


@pytest.mark.parametrize("name", ["sam", "mum", "nia", "stranger"])
def test_each_sheet_and_each_step_of_the_wall_is_drawn(review: Review, sign_in: SignIn, name: str) -> None:
    client, right = sign_in(name), 404 if name == "stranger" else 200
    for sheet in SHEETS:
        assert client.get(reverse("meeting_sheet", args=[review.pk, sheet.key])).status_code == right
    for step in ("here", "last", "working", "actions"):
        assert client.get(reverse("meeting_wall", args=[review.pk]), {"step": step}).status_code == right
        assert client.get(reverse("meeting_wall_cards", args=[review.pk, step])).status_code == right


@pytest.mark.parametrize(
    ("page", "name", "status"),
    [
        ("meeting_who", "sam", 200), ("meeting_who", "mum", 403), ("meeting_who", "nia", 403), ("meeting_who", "far", 404),
        ("meeting_how", "sam", 200), ("meeting_how", "mum", 403), ("meeting_how", "nia", 403),
        ("meeting_when", "sam", 200), ("meeting_when", "nia", 200), ("meeting_when", "mum", 403),
        ("meeting_new_promise", "nia", 200), ("meeting_new_promise", "mum", 403), ("meeting_end", "mum", 403),
        ("meeting_end", "sam", 200),
    ],
)  # fmt: skip
def test_who_may_open_each_form(review: Review, sign_in: SignIn, page: str, name: str, status: int) -> None:
    assert sign_in(name).get(reverse(page, args=[review.pk])).status_code == status


def test_only_the_person_asks_people_even_by_post(review: Review, sign_in: SignIn, world: World) -> None:
    gran = world.connections["gran"]
    for name in ("nia", "mum"):
        response = sign_in(name).post(reverse("meeting_who", args=[review.pk]), {"connections": [gran.pk]})
        assert response.status_code == 403
    assert not review.invitations.filter(connection=gran).exists()
    sign_in("sam").post(reverse("meeting_who", args=[review.pk]), {"connections": [gran.pk]})
    assert list(review.invitations.values_list("connection", flat=True)) == [gran.pk]


def test_those_asked_read_the_cards_and_not_what_is_private(review: Review, sign_in: SignIn) -> None:
    page = sign_in("mum").get(reverse("meeting", args=[review.pk])).content.decode()
    assert "Do not talk about my dad." not in page
    assert "Ring the bus company" not in page
    assert "red card" not in page
    sheet = sign_in("mum").get(reverse("meeting_sheet", args=[review.pk, "working"])).content.decode()
    assert "Two helpers now know" in sheet


def test_somebody_who_wrote_no_card_stays_unknown_to_the_others(review: Review, sign_in: SignIn, world: World) -> None:
    url = reverse("meeting", args=[review.pk])
    assert ">Dev<" not in sign_in("mum").get(url).content.decode()
    assert ">Jo<" in sign_in("mum").get(url).content.decode()
    world.sam.circle.members_see_each_other = True
    world.sam.circle.save()
    assert ">Dev<" in sign_in("mum").get(url).content.decode()


def test_a_look_by_anybody_else_is_recorded_and_a_look_by_the_person_is_not(review: Review, sign_in: SignIn) -> None:
    looks = AuditEntry.objects.filter(action="reviews.looked")
    sign_in("sam").get(reverse("meeting", args=[review.pk]))
    assert not looks.exists()
    sign_in("mum").get(reverse("meeting", args=[review.pk]))
    assert looks.get().part_key == "meeting"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"what": "Ring the bus company", "by_when": "2027-03-01"}, "who"),
        ({"what": "Ring the bus company", "other": "Jo and Dev", "by_when": "2027-03-01"}, "other"),
        ({"what": "Ring the bus company", "other": "Jo", "by_when": ""}, "by_when"),
        ({"what": "Ring the bus company", "other": "Jo", "who": "me", "by_when": "2027-03-01"}, "who"),
    ],
)
def test_a_promise_without_one_name_or_a_day_is_kindly_refused_with_its_words_kept(
    review: Review, sign_in: SignIn, given: dict[str, str], field: str
) -> None:
    before = ReviewAction.objects.count()
    response = sign_in("nia").post(
        reverse("meeting_new_promise", args=[review.pk]),
        {**given, "operation": uuid.uuid4(), "how_we_will_know": "Sam rides"},
    )
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {field}
    page = response.content.decode()
    assert "Ring the bus company" in page and "Sam rides" in page
    assert ReviewAction.objects.count() == before


def test_a_promise_has_exactly_one_name_and_one_day(review: Review, sign_in: SignIn, world: World) -> None:
    given = {
        "what": "Try the bus",
        "who": str(world.connections["dev"].pk),
        "by_when": "2027-03-01",
        "operation": uuid.uuid4(),
    }
    client = sign_in("nia")
    for _ in range(2):
        assert client.post(reverse("meeting_new_promise", args=[review.pk]), given).status_code == 302
    kept = ReviewAction.objects.get(action__what="Try the bus").action
    assert (kept.who, kept.who_connection, str(kept.by_when)) == ("Dev", world.connections["dev"], "2027-03-01")


def test_only_the_person_says_that_a_promise_was_kept(review: Review, sign_in: SignIn) -> None:
    kept = review.actions.get()
    url = reverse("meeting_promise", args=[kept.pk])
    assert [sign_in(name).post(url, {"state": "done"}).status_code for name in ("mum", "jo", "nia")] == [404, 403, 403]
    sign_in("sam").post(url, {"state": "done", "meeting": review.pk})
    kept.action.refresh_from_db()
    assert kept.action.state == "done"


def test_the_last_promises_come_first(review: Review, sign_in: SignIn) -> None:
    page = sign_in("sam").get(reverse("meeting", args=[review.pk])).content.decode()
    assert 0 < page.index("Go to the choir with Sam the first time.") < page.index("Ring the bus company")


def test_an_empty_card_is_asked_for_again_kindly(review: Review, sign_in: SignIn) -> None:
    response = sign_in("mum").post(
        reverse("meeting_sheet", args=[review.pk, "admire"]), {"text": " ", "operation": uuid.uuid4()}
    )
    assert response.status_code == 422
    assert "Write some words, or go back." in response.content.decode()


def test_the_wall_shows_the_persons_card_first_and_no_hidden_one(review: Review, sign_in: SignIn, world: World) -> None:
    jo = ReviewView.objects.get(review=review, sheet="working", voice="paid")
    actions.hide(by=world.actor("sam"), view=jo)
    page = sign_in("sam").get(reverse("meeting_wall", args=[review.pk]), {"step": "working"}).content.decode()
    assert re.search(r"card--me card--first.*?I go to choir", page, re.S)
    assert "He sleeps well" in page and jo.text not in page


def test_the_hidden_screen_holds_no_words(review: Review, sign_in: SignIn) -> None:
    page = sign_in("sam").get(reverse("meeting_wall", args=[review.pk]), {"step": "working", "away": "hidden"})
    assert "choir" not in page.content.decode()


def test_no_thanks_closes_the_meeting_to_whoever_said_it(review: Review, sign_in: SignIn) -> None:
    client = sign_in("dev")
    assert client.post(reverse("meeting_answer", args=[review.pk]), {"answer": "no"}).status_code == 302
    assert client.get(reverse("meeting", args=[review.pk])).status_code == 404


def test_one_button_asks_for_a_meeting(world: World, sign_in: SignIn) -> None:
    client = sign_in("sam")
    assert "Ask for a meeting" in client.get(reverse("meetings")).content.decode()
    client.post(reverse("ask_for_meeting"))
    client.post(reverse("ask_for_meeting"))
    assert Review.objects.get(person=world.sam).requested_by == "Sam"
    assert sign_in("mum").post(reverse("ask_for_meeting"), {"person": world.sam.pk}).status_code == 403
    assert sign_in("far").post(reverse("ask_for_meeting"), {"person": world.sam.pk}).status_code == 404


def test_no_page_counts_chases_or_says_late(review: Review, sign_in: SignIn) -> None:
    Review.objects.filter(pk=review.pk).update(
        state="offered", meets_on=None, meets_at=None,
        window_opens=timezone.localdate() - timedelta(days=90), window_closes=timezone.localdate() - timedelta(days=60),
    )  # fmt: skip
    client = sign_in("sam")
    for page in (client.get(reverse("meetings")), client.get(reverse("meeting", args=[review.pk]))):
        words = page.content.decode()
        assert "Your review is due. Do you want it?" in words
        assert not re.search(
            r"overdue|\blate\b|missed|incomplete|%", re.sub(r"<head>.*?</head>", "", words, flags=re.S)
        )


@pytest.mark.parametrize("name", ["sam", "mum", "nia"])
@pytest.mark.parametrize("page", [*PAGES, "meetings", "meeting_sheet"])
def test_more_cards_and_people_ask_for_no_more_queries(
    review: Review, sign_in: SignIn, world: World, page: str, name: str
) -> None:
    arguments = {"meetings": [], "meeting_sheet": [review.pk, "here"]}.get(page, [review.pk])
    client, url = sign_in(name), reverse(page, args=arguments)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(url).status_code == 200
        return len(seen)

    actions.add_view(by=world.actor("sam"), review=review, sheet="here", text="Me", operation=uuid.uuid4())
    actions.add_view(by=world.actor("mum"), review=review, sheet="here", text="Me too", operation=uuid.uuid4())
    # Whether the words of somebody paid were put right is asked once for all their cards.
    actions.add_view(by=world.actor("jo"), review=review, sheet="here", text="And me", operation=uuid.uuid4())
    client.get(url)
    few = queries()
    for n in range(6):
        for who in ("sam", "mum", "jo", "dev"):
            actions.add_view(by=world.actor(who), review=review, sheet="here", text=f"Card {n}", operation=uuid.uuid4())
        actions.agree_action(
            by=world.actor("nia"), review=review, operation=uuid.uuid4(), what=f"Thing {n}", who="Jo",
            who_connection=world.connections["jo"], by_when=timezone.localdate(),
        )  # fmt: skip
    assert queries() <= few


def test_a_facilitators_offer_is_a_question_to_the_person(world: World, sign_in: SignIn) -> None:
    sign_in("nia").post(reverse("ask_for_meeting"), {"person": world.sam.pk})
    review = Review.objects.get(person=world.sam)
    page = sign_in("sam").get(reverse("meeting", args=[review.pk])).content.decode()
    assert "Nia Pritchard offers a meeting. Do you want it?" in page
    sign_in("sam").post(reverse("meeting_not_now", args=[review.pk]))
    review.refresh_from_db()
    assert review.state == "not_now"
    assert not review.reminders.waiting().exists()


@pytest.mark.parametrize("name", ["sam", "nia"])
def test_a_meeting_happens_and_is_finished(review: Review, sign_in: SignIn, name: str) -> None:
    client = sign_in(name)
    client.post(reverse("meeting_held", args=[review.pk]))
    assert client.get(reverse("meeting_end", args=[review.pk])).status_code == 200
    client.post(reverse("meeting_end", args=[review.pk]))
    review.refresh_from_db()
    assert (review.state, review.held_on) == ("closed", timezone.localdate())
    assert sign_in("mum").post(reverse("meeting_sheet", args=[review.pk, "here"]), {"text": "Hi"}).status_code == 403


def test_each_welsh_sentence_names_what_the_english_one_names() -> None:
    import polib

    words = {entry.msgid: entry for entry in polib.pofile("locale/cy/parts/reviews.po")}
    assert all(entry.msgstr for entry in words.values())
    names = re.compile(r"%\(\w+\)s")
    assert all(set(names.findall(e.msgid)) == set(names.findall(e.msgstr)) for e in words.values())
