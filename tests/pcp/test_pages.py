"""The front page, help, about, the three first pages, and the kind pages for when something is not to be had."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from people.models import Connection, Person, User
from tests.scenarios import World

SignIn = Callable[[str], Client]
HARSH = ("error", "invalid", "forbidden", "403", "404", "failed", "required", "oops", "submit")


def new_user() -> Client:
    client = Client()
    user = User.objects.create_user("kim@demo.example", name="kim")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.mark.django_db
def test_the_front_page_offers_to_start_and_to_sign_in_and_shows_nobody_outside_the_demo(client: Client) -> None:
    page = client.get("/").content.decode()
    assert reverse("account_signup") in page and reverse("account_login") in page
    assert "Try it as somebody" not in page


@pytest.mark.django_db
def test_three_pages_make_a_plan_that_only_its_person_sees() -> None:
    client = new_user()
    assert client.post("/start/", {"name": ""}).status_code == 200
    assert client.post("/start/", {"name": "Kim"}).url == "/start/look/"
    person = Person.objects.get(user__email="kim@demo.example")
    assert person.plan and person.preferred_name == "Kim"
    assert client.post("/start/look/", {"text": "150"}).url == "/start/helper/"
    assert client.post("/start/helper/", {"name": "Lee", "relationship": "my sister"}).url == reverse("my_plan")
    assert Connection.objects.get(circle=person.circle).name == "Lee"
    assert User.objects.get(email="kim@demo.example").display["text"] == "150"


@pytest.mark.django_db
def test_naming_nobody_is_an_answer_and_starting_twice_makes_one_plan() -> None:
    client = new_user()
    client.post("/start/", {"name": "Kim"})
    assert client.post("/start/", {"name": "Kim"}).url == reverse("my_plan")
    assert client.post("/start/helper/", {"name": ""}).url == reverse("my_plan")
    assert Person.objects.count() == 1 and not Connection.objects.exists()


@pytest.mark.django_db
def test_a_page_that_is_not_here_says_so_kindly(client: Client) -> None:
    answer = client.get("/no-such-page")
    assert answer.status_code == 404 and "This part is not here." in answer.content.decode()


def test_a_page_that_is_not_mine_to_change_says_so_kindly(sign_in: SignIn) -> None:
    answer = sign_in("mum").get("/staff/")
    words = answer.content.decode().split("<body")[1].lower()
    assert answer.status_code == 403 and not [harsh for harsh in HARSH if f" {harsh}" in words]


def test_words_are_kept_on_the_page_when_a_form_was_open_too_long(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/easier/", {"theme": "dark", "story": "I like the sea & <b>chips</b>"})
    page = answer.content.decode()
    assert answer.status_code == 403 and "I like the sea &amp; &lt;b&gt;chips&lt;/b&gt;" in page


@pytest.mark.django_db
def test_the_page_for_when_all_is_wrong_needs_no_database(rf, django_assert_num_queries) -> None:
    from pcp.views import resting

    with django_assert_num_queries(0):
        answer = resting(rf.get("/"))
    assert answer.status_code == 500


def test_help_shows_the_phone_with_hours_an_advocate_999_and_my_reference(world: World, sign_in: SignIn) -> None:
    page = sign_in("sam").get("/help").content.decode()
    assert all(
        part in page for part in ("01632 960 001", "Monday to Friday", "advocate", "tel:999", str(world.sam.pk)[:8])
    )
    assert "data-leave" in page
