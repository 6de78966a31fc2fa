"""Kim plans the first meeting, Mum adds a card from her phone, and one reminder comes, once."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from pcp.celery import app
from people.models import LocalLetter
from people.tasks import send_waiting_emails
from reviews.models import ReviewAction
from reviews.tasks import send_due_reminders
from tests.journeys.beginning import EMAIL
from tests.journeys.story import LATER, Story, wait_until

IN_DAYS = 20


def plans_the_meeting(story: Story) -> None:
    kim, review = story.somebody("kim"), story.things["review"]
    kim.go(reverse("meeting", args=[review.pk]))
    kim.look("my meeting is offered")
    kim.go(reverse("meeting_when", args=[review.pk]))
    kim.type("Which day?", meeting_day().isoformat())
    kim.type("What time?", "14:30")
    kim.type("Where?", "At home")
    kim.look("when and where")
    kim.press("Keep this")
    kim.press("Choose who comes")
    kim.page.get_by_role("checkbox", name="Ann").check(force=True)
    kim.look("who do you want there")
    kim.press("Ask them")
    kim.go(reverse("meeting_how", args=[review.pk]))
    kim.type("What do you not want to talk about?", "My ex")
    kim.look("how do you want it")
    kim.press("Keep this")
    kim.reads("My ex")
    kim.look("my meeting is planned")


def meeting_day() -> date:
    return timezone.localdate() + timedelta(days=IN_DAYS)


def mum_adds_a_card_while_kim_writes(story: Story) -> None:
    kim, mum, review = story.somebody("kim"), story.somebody("mum"), story.things["review"]
    mum.go(reverse("meeting", args=[review.pk]))
    expect(mum.heading()).to_contain_text("Kim’s meeting")
    mum.does_not_read("My ex")
    mum.look("the meeting of kim")
    mum.press("Yes, I will come")
    sheet = mum.page.locator("a.row__name").first.get_attribute("href")
    for walker in (kim, mum):
        walker.go(sheet)
    kim.page.locator("main textarea").first.fill("I like Mondays now")
    mum.page.locator("main textarea").first.fill("I am proud of you")
    mum.look("a sheet of the meeting")
    kim.press("Add my card")
    kim.reads("I like Mondays now")
    mum.press("Add my card")
    mum.reads("I like Mondays now")
    mum.reads("I am proud of you")
    kim.go(sheet)
    kim.reads("I am proud of you")
    kim.look("cards of everybody")


def writes_down_a_promise(story: Story) -> None:
    kim, review = story.somebody("kim"), story.things["review"]
    kim.go(reverse("meeting_new_promise", args=[review.pk]))
    kim.type("What will be done?", "Ring the choir")
    kim.page.get_by_role("radio", name="Ann").check(force=True)
    kim.type("By when?", (meeting_day() + timedelta(days=7)).isoformat())
    kim.look("a promise of the meeting")
    kim.press("Keep this promise")
    kim.reads("Ring the choir")
    assert ReviewAction.objects.filter(review=review, action__by_when=meeting_day() + timedelta(days=7)).exists()


def one_reminder_comes_once(story: Story) -> None:
    """A worker whose clock stands at the reminder's day is woken three times; one letter comes."""
    day = meeting_day() - timedelta(days=7)
    story.worker_at(datetime.combine(day, time(11), tzinfo=timezone.get_default_timezone()))
    before = LocalLetter.objects.filter(to=EMAIL, subject="A meeting is coming").count()
    for _time in range(3):
        for task in (send_due_reminders, send_waiting_emails):
            task.apply_async(queue=LATER)
    wait_until(all_done, "the worker of the day before the meeting", seconds=60)
    letters = LocalLetter.objects.filter(to=EMAIL, subject="A meeting is coming")
    assert letters.count() - before == 1
    body = letters.latest("pk").body
    assert "Kim" not in body and reverse("meeting", args=[story.things["review"].pk]) in body
    kim = story.somebody("kim")
    kim.go(reverse("outbox"))
    kim.look("the reminder in the outbox")


def all_done() -> bool:
    """Whether nothing waits for a worker, and none holds anything."""
    with app.connection_for_write() as broker:
        client = broker.default_channel.client
        return client.llen(LATER) == 0 and client.hlen("unacked") == 0
