"""The plan on paper for Mum, made by a real worker; and what a board reads."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
from django.urls import reverse
from playwright.sync_api import expect

from plans.models import PlanPrint
from tests.journeys.story import Story, type_number_from_outbox
from tests.journeys.walking import KEEPS_PICTURES

SHOWN_TO_MUM = ("Give me time to answer.", "You ring Gran every Sunday. That is kind.")
NOT_SHOWN = ("I tap the table", "I take my tablets at eight", "The last bus goes at six")


def prints_the_plan_for_mum(story: Story) -> None:
    kim = story.somebody("kim")
    kim.go(reverse("prints"))
    kim.look("my plan on paper")
    kim.choose("Ann")
    kim.press("Make it")
    link = kim.page.get_by_role("link", name="Open it: for Ann")
    expect(link).to_be_visible(timeout=60_000)
    kim.look("the paper for mum is ready")
    answer = kim.page.request.get(link.get_attribute("href"))
    assert answer.ok and answer.headers["content-type"] == "application/pdf"
    paper_can_be_read_by_everybody(answer.body())
    paper_holds_what_mum_may_see(answer.body())
    keep_pictures_of_pages(answer.body(), kim.folder())


def paper_can_be_read_by_everybody(data: bytes) -> None:
    """Tagged, with a language and a title that a screen reader says (PDF/UA-1)."""
    with pikepdf.open(io.BytesIO(data)) as paper:
        assert paper.Root.MarkInfo.Marked and "/StructTreeRoot" in paper.Root
        assert str(paper.Root.Lang).startswith("en")
        assert paper.Root.ViewerPreferences.DisplayDocTitle
        with paper.open_metadata() as told:
            assert told["dc:title"]


def paper_holds_what_mum_may_see(data: bytes) -> None:
    """Where the machine has poppler the words are read out of the file; what went into it is read in any case."""
    words = " ".join([*_strings_of(PlanPrint.objects.latest("asked_at").content), *text_of(data).split()])
    assert [each for each in SHOWN_TO_MUM if each not in words] == []
    assert [each for each in NOT_SHOWN if each in words] == []


def _strings_of(content: Any) -> Iterator[str]:
    """Every string in a tree of lists and dictionaries."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict | list):
        for each in content.values() if isinstance(content, dict) else content:
            yield from _strings_of(each)


def text_of(data: bytes) -> str:
    if not shutil.which("pdftotext"):
        return ""
    return subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True).stdout.decode()


def keep_pictures_of_pages(data: bytes, folder: Path) -> None:
    if KEEPS_PICTURES and shutil.which("pdftoppm"):
        subprocess.run(["pdftoppm", "-png", "-r", "60", "-", str(folder / "paper")], input=data, check=True)


def board_member_reads_the_report(story: Story) -> None:
    tom = story.somebody("tom")
    tom.go(reverse("account_login"))
    email = story.world.users["board"].email
    tom.type("What is your email?", email)
    tom.press("Send me a number")
    type_number_from_outbox(tom, email)
    tom.look("type my number to sign in")
    tom.press("Sign me in")
    tom.go(reverse("boards"))
    tom.look("partnership boards")
    tom.press("Hafren Partnership Board")
    tom.look("a board")
    tom.go(reverse("board_report", args=[story.world.things["report"].pk]))
    tom.look("a report without names")
    words = tom.page.inner_text("main")
    assert not [
        each for each in ("Kim", "The last bus goes at six", "sing with other people each Monday") if each in words
    ]


def types_with_no_script(story: Story) -> None:
    """Everything on a question page can be kept with no script at all."""
    kim = story.somebody("kim")
    plain = story.open_window(
        "kim-no-script", java_script_enabled=False, storage_state=kim.page.context.storage_state()
    )
    plain.go(reverse("question", args=[story.things["about_me"].pk, "support"]))
    plain.page.get_by_label("Write it here").fill("Knock, then wait.")
    plain.press("Keep this and add another")
    plain.reads("Knock, then wait.")
    plain.go(reverse("part", args=[story.things["about_me"].pk]))
    plain.reads("Knock, then wait.")
