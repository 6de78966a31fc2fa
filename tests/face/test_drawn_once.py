"""What a page draws many times is drawn cheaply: in Python, or once in a process. It holds nothing of a reader."""

import re
from typing import Any

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

from pcp.templatetags import face

pytestmark = pytest.mark.urls("tests.face.urls")

MUM = {"name": "Mum", "voice": "family", "face": 2}


def drawn(text: str, **values: Any) -> str:
    return Template(text).render(Context(values))


def test_what_is_drawn_once_holds_nothing_of_the_reader() -> None:
    once = Template("{% once %}<b>{{ name }}{% csrf_token %}</b>{% endonce %}")
    assert once.render(Context({"name": "Sam", "csrf_token": "secret"})) == "<b></b>"
    assert once.render(Context({"name": "Ann"})) == "<b></b>"


def test_what_is_drawn_once_is_drawn_for_each_language() -> None:
    once = Template('{% once %}{% translate "Sign out" %}{% endonce %}')
    english = once.render(Context())
    with translation.override("cy"):
        assert once.render(Context()) != english
    assert once.render(Context()) == english


def test_what_is_drawn_once_may_be_kept_in_a_variable() -> None:
    once = Template('{% once as back %}{% url "home" %}{% endonce %}<a href="{{ back }}">')
    assert once.render(Context()) == '<a href="/">'
    with pytest.raises(TemplateSyntaxError):
        Template("{% once back %}{% endonce %}")


def test_no_block_may_stand_where_things_are_drawn_once() -> None:
    with pytest.raises(TemplateSyntaxError):
        Template("{% once %}{% block title %}{% endblock %}{% endonce %}")


def test_a_tile_escapes_every_word_and_address() -> None:
    words = {"part": "me", "url": "/?a=1&b", "name": "<i>", "words": "<u>", "who": {"name": "S", "photo_url": '"><p>'}}
    tile = drawn("{% tile tile %}", tile=words)
    assert re.findall(r"<(?:i|u|p)>", tile) == []
    assert 'href="/?a=1&amp;b"' in tile


def test_a_tile_shows_a_face_only_on_about_me_and_words_and_a_door_only_where_there_are_some() -> None:
    assert "face-2.svg" in drawn("{% tile tile %}", tile={"part": "me", "url": "/", "who": MUM})
    plain = drawn("{% tile tile %}", tile={"part": "day", "url": "/", "who": MUM})
    assert "My day" in plain
    assert re.findall("face-2|tile__state|door", plain) == []
    assert "Just me" in drawn("{% tile tile %}", tile={"part": "day", "url": "/", "sharing": {"state": "just_me"}})


def test_the_root_of_a_page_says_each_choice_and_the_usual_for_the_others() -> None:
    chosen = drawn("{% display_marks display %}", display={"theme": "dark", "text": "200"})
    assert ' data-theme="dark" data-text="200" data-spacing="normal"' in chosen
    assert drawn("{% display_marks display %}") == face.display_marks({"page": "all"})
    assert '"><' not in drawn("{% display_marks display %}", display={"theme": '"><script>'})
