"""The decision on the frozen copy, the money settled, and the plan made live."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from plans.enums import PlanState
from tests.journeys.story import Story
from tests.journeys.support import reached, staff_signs_in

REASON = "Hello Kim. Singing on Mondays sounds great. The hours fit what you need."


def manager_agrees(story: Story) -> None:
    priya = staff_signs_in(story, "priya")
    priya.go(reverse("decisions"))
    priya.look("decisions that wait")
    priya.press("Kim’s support plan")
    priya.reads("Nothing has changed since.")
    priya.reads("I can't wait to sing.")
    priya.does_not_read("I tap the table")
    priya.look("the frozen copy")
    priya.type("What do you want to tell them, and why?", REASON)
    priya.choose("I have no tie with this person")
    priya.page.locator("button.decision[value=agree]").click()
    priya.reads("Kept. Kim is told.")
    reached(story, PlanState.SIGNED_OFF)
    priya.look("nothing waits")


def finance_settles_the_money(story: Story) -> None:
    ravi = staff_signs_in(story, "ravi")
    ravi.go(reverse("decisions"))
    ravi.look("decisions of finance")
    ravi.go(reverse("settle_money", args=[story.things["support_plan"].pk]))
    ravi.type("What the person pays each week", "42.35")
    ravi.page.get_by_role("group", name="Is the financial assessment ready?").get_by_role("radio").first.check(
        force=True
    )
    ravi.type("Write to the person", "We know the hours now. You pay some of it.")
    ravi.look("settle the money")
    ravi.press("Settle the money")
    reached(story, PlanState.BUDGET_CONFIRMED)
    ravi.reads("The money is settled.")
    ravi.look("the money is settled")


def facilitator_starts_the_plan(story: Story) -> None:
    nia, plan = story.somebody("nia"), story.things["support_plan"]
    nia.go(reverse("support_plan", args=[plan.pk]))
    nia.look("a support plan that can start")
    nia.press("Start the plan")
    nia.type("On which day does the plan start?", timezone.localdate().isoformat())
    nia.type("Who has a copy, and in which form?", "Kim, in easy read.")
    nia.press("Start the plan")
    reached(story, PlanState.ACTIVE)


def kim_reads_the_answer_and_the_money(story: Story) -> None:
    kim = story.somebody("kim")
    kim.go(reverse("my_support_plan"))
    kim.reads(REASON)
    kim.look("my support plan is in use")
    kim.press("My money", exact=True)
    expect(kim.page.locator("main")).to_contain_text("£42.35")
    kim.look("my money is settled")


def first_review_opens_in_six_to_eight_weeks(story: Story) -> None:
    review = story.things["support_plan"].reviews.get()
    signed = story.things["support_plan"].signed_off_on
    assert (review.window_opens, review.window_closes) == (signed + timedelta(weeks=6), signed + timedelta(weeks=8))
    story.things["review"] = review
    kim = story.somebody("kim")
    kim.go(reverse("meetings"))
    kim.look("my meetings")
