"""The tags that draw pictures, shapes, faces and doors."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template import Context, Template
from django.test import SimpleTestCase
from django.utils import translation

from pcp.templatetags import face

pytestmark = pytest.mark.urls("tests.face.urls")

MUM = {"name": "Mum", "voice": "family", "face": 2}
JO = {"name": "Jo", "voice": "paid", "face": 3, "job": "Support planner"}
TEMPLATES = Path(settings.BASE_DIR) / "templates"


def drawn(text: str, **values: Any) -> str:
    return Template(text).render(Context(values))


def test_a_picture_beside_words_is_silent_and_one_alone_says_its_label() -> None:
    assert 'aria-hidden="true"' in drawn('{% picture "home" %}')
    alone = drawn('{% picture "arrow-up" label="Up to" %}')
    assert 'role="img"' in alone
    assert 'aria-label="Up to"' in alone


def test_an_idea_without_a_picture_draws_nothing() -> None:
    assert drawn('{% picture "unicorn" %}') == ""


def test_a_shut_door_says_just_me_and_shows_no_face() -> None:
    door = drawn("{% door sharing %}", sharing={"state": "just_me", "names": ["Mum"], "faces": [MUM]})
    assert "Just me" in door
    assert "Mum" not in door
    assert "door-shut" in door


def test_a_door_of_no_known_state_is_shown_shut() -> None:
    assert "door-shut" in drawn("{% door sharing %}", sharing={"state": "somehow"})


def test_an_open_door_names_who_can_see() -> None:
    sharing = {"state": "some", "names": ["Mum", "Jo"], "faces": [MUM, JO]}
    door = drawn("{% door sharing %}", sharing=sharing)
    assert "Mum and Jo" in door
    assert "door-ajar" in door


@pytest.mark.parametrize("voice", ["me", "family", "paid", "advocate"])
def test_each_voice_has_a_frame_of_its_own(voice: str) -> None:
    assert f"face--{voice}" in drawn("{% face who %}", who={"name": "Ann", "voice": voice})


def test_an_unknown_voice_gets_the_frame_that_claims_least() -> None:
    assert "face--paid" in drawn("{% face who %}", who={"name": "Ann", "voice": "friend"})


def test_a_name_is_escaped() -> None:
    hostile = {"name": "<script>", "voice": "family"}
    assert "<script>" not in drawn("{% who who %}{% face who label=True %}", who=hostile)
    for more in ({}, {"words": "<script>"}):
        tile = {"part": "me", "url": '/"><script>', "name": "<script>", **more}
        assert "<script>" not in drawn("{% quilt tiles %}", tiles=[tile])


def test_names_are_said_as_people_say_them() -> None:
    assert face.in_words([]) == ""
    assert face.in_words(["Mum"]) == "Mum"
    assert face.in_words(["Mum", "Jo", "Dev"]) == "Mum, Jo and Dev"


def test_a_bar_is_never_wider_than_its_chart() -> None:
    assert face.bar_width(50, 100) == "50.0%"
    assert face.bar_width(300, 100) == "100.0%"
    assert face.bar_width(3, 0) == "0%"


def test_the_language_of_the_page_is_on_the_page() -> None:
    with translation.override("cy"):
        page = drawn('{% extends "base.html" %}', language="cy", display={"theme": "dark", "text": "200"})
    assert '<html lang="cy" data-theme="dark" data-text="200"' in page


def test_the_foot_offers_sign_out_only_to_somebody_signed_in() -> None:
    nobody = drawn('{% include "components/foot.html" %}', actor={"user": None})
    somebody = drawn('{% include "components/foot.html" %}', actor={"user": {"name": "Sam"}})
    assert "You are" not in nobody
    assert "You are Sam." in somebody


class NoInlineCode(SimpleTestCase):
    """The browser is told to refuse inline script and style, so no template may hold any."""

    def test_no_template_holds_inline_style_or_script(self) -> None:
        refused = re.compile(r"\sstyle=|\son[a-z]+=\"|<style|<script(?![^>]*\ssrc=)|javascript:|\|safe\b")
        found = [
            str(file.relative_to(TEMPLATES))
            for file in TEMPLATES.rglob("*.html")
            if "print" not in file.parts and refused.search(file.read_text("utf-8"))
        ]
        assert found == []

    def test_every_picture_that_a_template_names_exists(self) -> None:
        named = re.compile(r'{% picture "([\w-]+)"')
        missing = {
            name
            for file in TEMPLATES.rglob("*.html")
            for name in named.findall(file.read_text("utf-8"))
            if name not in face.picture_names()
        }
        assert missing == set()
