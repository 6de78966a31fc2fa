"""Somebody who is nobody yet comes in from the front page, and writes the first parts of a plan."""

from __future__ import annotations

import io
import re
from datetime import timedelta

from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from people.models import Person
from plans.models import Barrier, Item, Outcome
from tests.journeys.story import Story, type_number_from_outbox, wait_until
from tests.journeys.walking import Walker

EMAIL = "kim@home.example"
WELSH_AND_A_GUITAR = "Dw i'n mynd i’r tŵr bob dydd. I play loud. 🎸"
PLACE_TAKEN = {1: "N", 2: (51.0, 28.0, 46.0), 3: "W", 4: (3.0, 10.0, 30.0)}


def comes_in_from_the_front_page(story: Story) -> None:
    kim = story.somebody("kim")
    kim.go("/")
    kim.look("front page")
    kim.press("Start my plan")
    kim.look("type my email")
    kim.type("What is your email?", EMAIL)
    kim.press("Send me a number")
    type_number_from_outbox(kim, EMAIL, picture="type my number")
    kim.go_on()


def answers_three_short_pages(story: Story) -> None:
    kim = story.somebody("kim")
    expect(kim.heading()).to_have_text("What name do you like?")
    kim.look("what name do you like")
    kim.type("The name I like", "Kim")
    kim.go_on()
    expect(kim.heading()).to_have_text("How do you like things shown?")
    kim.look("how do you like things shown")
    kim.go_on()
    expect(kim.heading()).to_have_text("Who may help you now?")
    kim.look("who may help you now")
    kim.press("Nobody now")
    expect(kim.heading()).to_have_text("Hello Kim")
    kim.look("my plan on the first day")
    story.things["kim"] = Person.objects.get(user__email=EMAIL)


def turns_to_welsh_and_back(story: Story) -> None:
    kim = story.somebody("kim")
    page = kim.page
    for chip, language, hello in (("Cymraeg", "cy", "Helo Kim"), ("English", "en-gb", "Hello Kim")):
        before = page.url
        kim.press(chip, exact=True)
        expect(page.locator("html")).to_have_attribute("lang", language)
        assert page.url == before
        expect(kim.heading()).to_have_text(hello)
        kim.look(f"my plan in {language}")


def writes_one_page_about_me(story: Story) -> None:
    kim = story.somebody("kim")
    start_tool(kim, "About me", "All about me on one page")
    kim.look("a picture of me")
    kim.page.get_by_label("Add a photo or a drawing").set_input_files(
        {"name": "beach.jpg", "mimeType": "image/jpeg", "buffer": photo_that_tells_where()}
    )
    kim.type("What is in the picture?", "Me on the beach")
    kim.press("Keep this picture")
    expect(kim.page.get_by_alt_text("Me on the beach")).to_be_visible()
    kim.look("my picture is here")
    _photo_tells_nobody_where_it_was_taken(kim)
    kim.go_on()
    _taps_a_picture_and_types(kim)
    kim.go_on()
    kim.type("Write it here", "My blue mug")
    kim.go_on()
    kim.type("Write it here", "Give me time to answer.")
    kim.go_on()
    kim.look("one page about me")
    kim.reads("Give me time to answer.")


def photo_that_tells_where() -> bytes:
    """A real photo as a phone makes it, with the place it was taken written into it."""
    picture = Image.effect_mandelbrot((1200, 900), (-2.2, -1.2, 1.0, 1.2), 60).convert("RGB")
    exif = Image.Exif()
    exif[0x010F] = "A phone"
    exif.get_ifd(0x8825).update(PLACE_TAKEN)
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    assert dict(Image.open(io.BytesIO(out.getvalue())).getexif().get_ifd(0x8825))
    return out.getvalue()


def _photo_tells_nobody_where_it_was_taken(kim: Walker) -> None:
    source = kim.page.get_by_alt_text("Me on the beach").get_attribute("src")
    for address in (source, source.split("?")[0]):
        answer = kim.page.request.get(address)
        assert answer.ok, address
        served = Image.open(io.BytesIO(answer.body()))
        assert not dict(served.getexif()) and not dict(served.getexif().get_ifd(0x8825)), address


def _taps_a_picture_and_types(kim: Walker) -> None:
    expect(kim.heading()).to_have_text("What do people like about you?")
    kim.page.get_by_text("I keep trying", exact=True).click()
    wait_until(lambda: Item.objects.filter(field="appreciate", cells__choice="strong").exists(), "the tapped picture")
    kim.page.get_by_label("Write it here").press_sequentially(WELSH_AND_A_GUITAR, delay=5)
    wait_until(
        lambda: Item.objects.filter(text=WELSH_AND_A_GUITAR).exists(), "the typed words to be saved by themselves"
    )
    expect(kim.page.locator("#more [data-state]")).to_have_text(re.compile(r"^Saved at \d"))
    kim.look("what do people like about you")


def puts_people_on_rings(story: Story) -> None:
    kim = story.somebody("kim")
    start_tool(kim, "My people", "Who is in my life")
    for name, relationship in (("Ann", "Mum"), ("Dev", "Friend")):
        kim.type("What do you call them?", name)
        kim.type("Who are they to you?", relationship)
        kim.choose("Friends and family I like")
        kim.press("Put them on my rings")
        kim.reads(name)
    kim.look("who is in my life")
    kim.press("Ann", exact=True)
    kim.look("ann on my rings")
    kim.press("Move closer")
    kim.reads("Closest to me")
    story.things["mum"] = story.things["kim"].circle.connections.get(name="Ann")
    kim.go(f"/plan/{story.things['kim'].pk}/place/people/")
    kim.press("Who is in my life")
    kim.look("my rings")


def writes_more_parts(story: Story) -> None:
    kim = story.somebody("kim")
    start_tool(kim, "About me", "How I tell you things")
    kim.type("What do you do?", "I tap the table")
    kim.type("What are you telling us?", "I want to go now")
    kim.choose("We are sure")
    kim.look("a row of my chart")
    kim.go_on()
    kim.reads("I want to go now")
    kim.look("my chart")
    start_tool(kim, "My health", "Happy and well")
    answer_each(kim, "Playing bass, loud", "I take my tablets at eight")
    start_tool(kim, "My day", "What works and what does not")
    answer_each(kim, "My job at the garden centre", "The last bus goes at six")


def answer_each(walker: Walker, *answers: str) -> None:
    """Type one answer a question, and look at what they became."""
    for words in answers:
        walker.type("Write it here", words)
        walker.go_on()
    walker.go(re.match(r".*/part/[0-9a-f-]+/", walker.page.url).group())
    walker.reads(answers[-1])
    walker.look(walker.heading().inner_text())


def start_tool(walker: Walker, place: str, title: str) -> None:
    """From my plan through a place to the first question of a tool."""
    walker.go("/plan/")
    walker.press(re.compile(f"^{place}"))
    walker.look(f"place {place}")
    walker.press(f"Start : {title}")


def wishes_and_says_what_is_in_the_way(story: Story) -> None:
    kim = story.somebody("kim")
    start_tool(kim, "My dreams", "Changes I want")
    kim.look("changes I want")
    kim.press("Say a change you want")
    kim.type("What do you want to be different?", "I sing with other people each Monday.")
    kim.type("What will that give you?", "Friends who like music.")
    kim.look("a change I want")
    kim.press("Keep this")
    kim.press("Say what is in the way")
    kim.page.get_by_text("Getting around", exact=True).click()
    kim.type("Say it in your words", "The last bus goes at six.")
    kim.choose("Tell the board about this")
    kim.look("what is in the way")
    kim.press("Keep this")
    kim.press("Write down a promise")
    kim.type("What will be done?", "Ask for a lift")
    kim.type("Who will do it?", "Dev")
    kim.type("By when?", (timezone.localdate() + timedelta(days=20)).isoformat())
    kim.look("a promise")
    kim.press("Keep this")
    kim.look("the change I want with its promise")
    story.things["wish"] = Outcome.objects.get(part__plan=story.things["kim"].pk)
    assert Barrier.objects.get(outcome=story.things["wish"]).tell_the_board
