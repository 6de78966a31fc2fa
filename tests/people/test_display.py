"""Make this easier to use: applied by the server on first paint, kept on the device and the account."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.scenarios import World

CHOSEN = {
    "theme": "dark",
    "text": "200",
    "spacing": "wide",
    "motion": "off",
    "pictures": "words",
    "buttons": "big",
    "page": "less",
    "reading": "off",
    "speed": "slow",
}


def first_line(client: Client, path: str = "/help") -> str:
    page = client.get(path).content.decode()
    return page[page.index("<html") : page.index("<head")]


@pytest.mark.django_db
def test_choices_are_on_the_first_paint_for_somebody_signed_out(client: Client) -> None:
    client.post("/easier/", CHOSEN)
    line = first_line(client)
    assert 'data-theme="dark"' in line and 'data-text="200"' in line and 'data-motion="off"' in line


def test_choices_follow_the_account_to_another_device(world: World, sign_in: Callable[[str], Client]) -> None:
    sign_in("sam").post("/easier/", CHOSEN)
    line = first_line(sign_in("sam"))
    assert 'data-theme="dark"' in line and 'data-spacing="wide"' in line


def test_put_it_back_gives_the_usual_page(world: World, sign_in: Callable[[str], Client]) -> None:
    client = sign_in("sam")
    client.post("/easier/", CHOSEN)
    client.post("/easier/", {**CHOSEN, "put_back": "yes"})
    assert 'data-theme="light"' in first_line(client) and 'data-text="100"' in first_line(client)


@pytest.mark.django_db
def test_nonsense_changes_nothing(client: Client) -> None:
    client.post("/easier/", {"theme": "dark"})
    client.post("/easier/", {"theme": "<script>", "text": "9000"})
    assert 'data-theme="dark"' in first_line(client) and 'data-text="100"' in first_line(client)


@pytest.mark.django_db
def test_every_choice_of_the_display_has_words(client: Client) -> None:
    from people.display import CHOICES
    from people.forms.display import LABELS, WORDS

    assert {name: set(words) for name, words in WORDS.items()} == {
        name: set(values) for name, values in CHOICES.items()
    }
    assert set(LABELS) == set(CHOICES)


@pytest.mark.django_db
def test_the_language_switch_keeps_the_page(client: Client) -> None:
    answer = client.post("/language/", {"language": "cy", "next": "/help?from=here"})
    assert answer.url == "/help?from=here" and 'lang="cy"' in first_line(client)


def test_the_language_is_kept_on_the_account_for_letters(world: World, sign_in: Callable[[str], Client]) -> None:
    sign_in("sam").post("/language/", {"language": "cy", "next": "/help"})
    world.users["sam"].refresh_from_db()
    assert world.users["sam"].language == "cy"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "next_page", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/no-such-page", ""]
)
def test_nobody_is_led_to_another_site(client: Client, next_page: str) -> None:
    assert client.post("/language/", {"language": "cy", "next": next_page}).url == "/"
    assert client.post("/easier/", {"next": next_page}).url == "/easier/?next=/"
