"""The facilitator comes in with a second step, and the support plan is written, costed and sent."""

from __future__ import annotations

import re
from datetime import timedelta

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from plans.enums import PlanState
from plans.models import SupportPlan
from tests.journeys.story import Story, type_number_from_outbox, wait_until
from tests.journeys.walking import Walker
from tests.scenarios.people import STAFF_PASSWORD, email_of


def number_from_app(secret: str) -> str:
    """What an authenticator app shows now for this secret."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def staff_signs_in(story: Story, who: str, *, look: bool = False) -> Walker:
    """Password, then an app set up in the browser with the key that the page shows in letters."""
    walker = story.somebody(who)
    walker.go(reverse("staff_sign_in"))
    if look:
        walker.look("staff sign in")
    walker.type("What is your email?", email_of(who))
    walker.type("What is your password?", STAFF_PASSWORD)
    walker.go_on()
    type_number_from_outbox(walker, email_of(who))
    walker.go_on()
    if look:
        walker.look("staff set up a second step first")
    walker.press("Set up an app")
    if look:
        walker.look("set up an app")
    walker.type("Number from your app", number_from_app(walker.page.locator("code").first.inner_text()))
    walker.go_on()
    if look:
        walker.look("codes on paper")
    walker.go(reverse("staff_home"))
    return walker


def council_comes_to_know_kim(story: Story) -> None:
    """Kim, who began alone, asks the council for help."""
    kim = story.somebody("kim")
    kim.go("/council/")
    kim.choose(story.world.council.name)
    kim.look("which council")
    kim.press("Tell them")
    story.things["kim"].refresh_from_db()
    assert story.things["kim"].organisation == story.world.council


def facilitator_is_asked_to_work_with_kim(story: Story) -> None:
    olu, kim = staff_signs_in(story, "olu"), story.things["kim"]
    olu.look("work of an administrator")
    olu.press("Who works with whom")
    olu.type("The person's reference", str(kim.pk)[:8])
    olu.page.get_by_label("Who will work with them").select_option(label="Nia Pritchard")
    olu.type("What for", "To help you plan")
    olu.type("Until", (timezone.localdate() + timedelta(days=200)).isoformat())
    olu.look("who works with whom")
    olu.press("Ask them")
    olu.reads("Kim")
    story.things["nia"] = kim.circle.connections.get(user=story.world.users["nia"])


def kim_shows_the_facilitator_a_wish(story: Story) -> None:
    kim = story.somebody("kim")
    kim.go(reverse("part_sharing", args=[story.things["wish"].part_id]))
    kim.page.get_by_text("Me and people I pick", exact=True).click()
    kim.page.get_by_role("checkbox", name="Nia").check(force=True)
    kim.press("See what will change")
    kim.press("Done")


def records_the_needs(story: Story) -> None:
    nia = staff_signs_in(story, "nia", look=True)
    nia.look("work of a facilitator")
    nia.go(reverse("start_support_plan", args=[story.things["kim"].pk]))
    nia.look("start a support plan")
    nia.page.locator("main form button").first.click()
    nia.reads("No needs are written down yet.")
    nia.look("an empty support plan")
    plan = story.things["support_plan"] = SupportPlan.objects.get(person=story.things["kim"])
    for words, domain in (("Meeting people and singing", "relationships"), ("Cooking a meal", "nutrition")):
        nia.press("Add a need")
        nia.type("What does the person need help with?", words)
        nia.page.get_by_label("Which part of life").select_option(domain)
        nia.choose("The council must meet this need")
        nia.type("Why, or why not?", "Without help Kim stays at home.")
        nia.type("How is it met without money?", "Dev goes along.")
        nia.press("Save")
    _answers_what_the_law_asks(nia, plan)
    nia.press("The needs are written down")
    nia.type("When was the assessment done?", timezone.localdate().isoformat())
    nia.look("the needs are written down")
    nia.press("The needs are written down")
    reached(story, PlanState.NEEDS_RECORDED)


def _answers_what_the_law_asks(nia: Walker, plan: SupportPlan) -> None:
    nia.press("Ask : Advocate")
    for question in nia.page.locator("fieldset").all():
        question.get_by_label("No", exact=True).check(force=True)
    nia.look("does somebody need to speak up")
    nia.press("Save")
    nia.press("Ask : Limits on freedom")
    for limit in nia.page.get_by_role("combobox").all():
        limit.select_option(label="Not in this plan")
    nia.press("Save")
    nia.go(reverse("support_plan", args=[plan.pk]))
    nia.press("Write : Arrangements")
    nia.type("Advice on meeting", "The library has a free singing club.")
    nia.type("What happens if something goes wrong?", "Ring Nia, or 111 at night.")
    nia.type("When and how is the plan looked at again?", "After six weeks, with Kim and Ann.")
    nia.press("Save")


def reached(story: Story, state: PlanState) -> None:
    """Wait until the support plan has come to a state."""
    plan = story.things["support_plan"]
    wait_until(lambda: SupportPlan.objects.filter(pk=plan.pk, state=state).exists(), f"state {state}", seconds=10)
    plan.refresh_from_db()


def makes_a_first_guess_from_points(story: Story) -> None:
    nia, plan = story.somebody("nia"), story.things["support_plan"]
    nia.go(reverse("plan_money", args=[plan.pk]))
    nia.look("money of a plan, none yet")
    nia.press("Work out the first guess")
    nia.look("which price list")
    nia.page.get_by_role("link", name=re.compile("interpolated")).click()
    nia.type("Points of the assessment", "47")
    nia.press("Work it out")
    nia.reads("£338.50")
    nia.look("the first guess")
    nia.press("Share the first guess")
    nia.type("How was it explained?", "With notes and coins on the table")
    nia.press("Share it")
    _writes_that_a_direct_payment_was_explained(nia, look=True)
    nia.go(reverse("move_support_plan", args=[plan.pk, "share_indicative"]))
    nia.type("How did you explain the figure?", "We looked at the table together.")
    nia.type("In which form was it given?", "Easy read")
    nia.press("The first figure was explained")
    reached(story, PlanState.INDICATIVE_SHARED)


def _writes_that_a_direct_payment_was_explained(nia: Walker, *, look: bool = False) -> None:
    nia.press("Write down that a direct payment was explained")
    if look:
        nia.look("a direct payment was explained")
    nia.page.get_by_label("Film", exact=False).first.check(force=True)
    nia.type("Which examples did you give?", "Kim D. pays for a helper.")
    nia.press(re.compile("Keep|Save|Write"))
    nia.reads("It is written down.")


def kim_picks_who_helps_to_plan(story: Story) -> None:
    kim = story.somebody("kim")
    kim.go(reverse("my_money"))
    expect(kim.heading()).to_contain_text("£339")
    kim.look("my money, a first guess")
    kim.go(reverse("my_support_plan"))
    kim.look("my support plan")
    kim.press("Start planning")
    kim.type("Who helps you plan?", "Mum and Nia")
    kim.look("start planning")
    kim.press("Start planning")
    reached(story, PlanState.PLANNING)
    kim.press("Choose things from my plan")
    kim.choose("I sing with other people each Monday.")
    kim.look("choose what goes in")
    kim.press("Put these in")
    kim.reads("I sing with other people each Monday.")


def writes_the_cost_lines(story: Story) -> None:
    nia, plan = story.somebody("nia"), story.things["support_plan"]
    nia.go(reverse("plan_money", args=[plan.pk]))
    _writes_that_a_direct_payment_was_explained(nia)
    nia.press("Add support")
    nia.type("What is it?", "Jo helps at choir and with the meal")
    nia.choose("I sing with other people each Monday.")
    for need in plan.needs.all():
        nia.choose(need.words)
    nia.type("How many?", "10")
    nia.type("Of what?", "hours")
    nia.type("Price of one", "24.10")
    nia.page.get_by_label("How often?").select_option("WEEK")
    nia.choose("Looked after by the council")
    nia.look("a line of support")
    nia.press("Keep this line")
    nia.reads("£241.00")
    nia.look("lines and the money do not meet")
    nia.press("Move the money up or down")
    nia.choose("Down")
    nia.type("How much each week", "97.50")
    nia.page.get_by_role("group", name="Why?").get_by_role("radio").first.check(force=True)
    nia.type("Say it to the person", "We know the hours now.")
    nia.look("move the money down")
    nia.press("Keep this change")
    nia.reads("The lines and the money are the same.")


def kim_sends_it(story: Story) -> None:
    kim = story.somebody("kim")
    kim.go(reverse("my_support_plan"))
    kim.look("my support plan while planning")
    kim.page.locator("main .btns a").first.click()
    kim.choose("This is my plan")
    kim.type("Do you want to say more?", "I can't wait to sing.")
    kim.look("send my support plan")
    kim.page.locator("main form button.btn").first.click()
    reached(story, PlanState.SUBMITTED)
    kim.look("my support plan was sent")
