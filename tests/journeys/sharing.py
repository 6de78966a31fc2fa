"""Mum is asked to join, is shown one part, and says what she thinks while Kim is there."""

from __future__ import annotations

import re

from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from people.tasks import send_waiting_emails
from plans.models import Item, Part, Suggestion
from tests.journeys.story import Story, newest_letter, type_number_from_outbox, wait_until

MUMS_EMAIL = "ann@home.example"
MUM_THINKS = "You ring Gran every Sunday. That is kind."


def asks_mum_to_join(story: Story) -> None:
    kim, mum = story.somebody("kim"), story.things["mum"]
    kim.go(reverse("circle"))
    kim.look("my circle")
    kim.press("Open : Ann")
    kim.look("ann in my circle")
    kim.press("Ask Ann to join")
    kim.look("ask ann to join")
    kim.type("What is their email address?", MUMS_EMAIL)
    kim.press("Send", exact=True)
    kim.reads("We wrote to Ann.")
    assert mum.user_id is None
    send_waiting_emails.delay()
    wait_until(lambda: newest_letter(MUMS_EMAIL), "the letter to mum")


def mum_says_yes_on_her_phone(story: Story) -> None:
    mum = story.somebody("mum", phone=True)
    link = re.search(rf"{re.escape(settings.SITE_URL)}(/invitation/\S+)", newest_letter(MUMS_EMAIL).body)
    assert link, newest_letter(MUMS_EMAIL).body
    mum.go(link.group(1))
    mum.does_not_read("Kim")
    mum.look("an invitation before signing in")
    mum.press("I am new here")
    mum.type("What is your email?", MUMS_EMAIL)
    mum.press("Send me a number")
    type_number_from_outbox(mum, MUMS_EMAIL)
    mum.go_on()
    expect(mum.heading()).to_contain_text("Kim asks you to join")
    mum.look("kim asks me to join")
    mum.press("Yes, join")
    mum.reads("You are in the circle of Kim.")
    mum.look("nothing is shared with me yet")
    answer = mum.page.request.get(reverse("plan", args=[story.things["kim"].pk]))
    assert answer.status == 404, "mum sees nothing before anything is shared"
    story.things["mum"].refresh_from_db()


def shows_mum_one_part(story: Story) -> None:
    kim = story.somebody("kim")
    story.things["about_me"] = Part.objects.get(plan=story.things["kim"].pk, tool="one_page_profile")
    kim.go(reverse("part", args=[story.things["about_me"].pk]))
    kim.press("Change who can see")
    kim.look("who can see this part")
    kim.page.get_by_text("Me and people I pick", exact=True).click()
    kim.page.get_by_role("checkbox", name="Ann").check(force=True)
    kim.press("See what will change")
    kim.page.get_by_text("Look and suggest", exact=True).click()
    kim.look("is this right")
    kim.press("Done")
    kim.reads("Ann can see this. Nobody else.")
    kim.look("ann can see this")


def mum_thinks_of_something(story: Story) -> None:
    mum, kim = story.somebody("mum"), story.somebody("kim")
    mum.go(reverse("shared_with_me"))
    mum.look("plans shared with me")
    mum.press("Open the plan : Kim")
    mum.look("the plan of kim")
    mum.press("All about me on one page")
    mum.reads("Give me time to answer.")
    mum.look("one page about kim")
    mum.does_not_read("I tap the table")
    kim.go(reverse("question", args=[story.things["about_me"].pk, "important_to"]))
    kim.type("Write it here", "The sea on any day")
    mum.press("Suggest something : What people like about me")
    mum.look("what i think")
    mum.type("Your words", MUM_THINKS)
    mum.press("Send to Kim")
    wait_until(lambda: Suggestion.objects.filter(text=MUM_THINKS).exists(), "what mum thinks")
    kim.go_on()
    expect(kim.heading()).to_have_text("What help do you like?")
    assert Item.objects.filter(text="The sea on any day").exists(), "what kim wrote meanwhile"


def says_yes_to_mum(story: Story) -> None:
    kim = story.somebody("kim")
    kim.go(reverse("my_plan"))
    kim.look("my plan with something from mum")
    kim.go(reverse("part", args=[story.things["about_me"].pk]))
    kim.reads("Somebody has words for you")
    kim.look("words of mum for me")
    card = kim.page.get_by_role("article").filter(has_text=MUM_THINKS)
    card.get_by_role("button", name="Yes").click()
    kim.reads(MUM_THINKS)
    assert Item.objects.kept().filter(part=story.things["about_me"], text=MUM_THINKS).exists()


def sees_what_mum_sees_and_that_she_looked(story: Story) -> None:
    kim, mum = story.somebody("kim"), story.somebody("mum")
    mum.go(reverse("part", args=[story.things["about_me"].pk]))
    kim.go(reverse("see_as", args=[story.things["mum"].pk]))
    kim.look("see my plan as mum sees it")
    kim.go(reverse("see_as_part", args=[story.things["mum"].pk, story.things["about_me"].pk]))
    kim.look("see a part as mum sees it")
    seen = [own_words(each.page.inner_text("main")) for each in (mum, kim)]
    assert seen[0] and seen[0] == seen[1]
    kim.go(reverse("who_looked"))
    kim.reads(re.compile("^Ann"))
    kim.look("who looked at my plan")
    kim.go(reverse("who_can_see"))
    kim.look("all my doors")


def own_words(page: str) -> list[str]:
    """The lines of a page that hold something of the plan, in their order."""
    known = set(Item.objects.exclude(text="").values_list("text", flat=True))
    return [line.strip() for line in page.splitlines() if line.strip() in known]
