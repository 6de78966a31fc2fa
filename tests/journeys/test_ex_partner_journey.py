"""My ex-partner leaves my circle: two windows side by side. What he sees stays as it was, then all of it is gone."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from people import actions as people_actions
from people import sharing
from people.enums import Level, Ring
from people.models import Connection, User
from plans import actions
from plans.models import Item, Part
from tests.journeys.walking import Walker
from tests.scenarios import World, build_people
from tests.scenarios.plan import drawn_photo

SIGNED_IN_BY = "allauth.account.auth_backends.AuthenticationBackend"
OLD, NEW = "I like Sundays by the sea.", "I am looking for a home of my own."


def window(walk: Callable[..., Walker], live_server: object, name: str, user: User, **options: object) -> Walker:
    """Somebody's browser, signed in."""
    walker, client = walk(name, **options), Client()
    client.force_login(user, backend=SIGNED_IN_BY)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    walker.page.context.add_cookies([cookie])
    return walker


def shared_part(world: World) -> tuple[Part, Item, Connection]:
    """Sam shows Colin, who is in the circle by another name now, one part with words and a photo."""
    sam = world.actor("sam")
    colin = people_actions.add_connection(
        by=sam,
        person=world.sam,
        name="Colin",
        relationship="Ex-partner",
        ring=Ring.KNOWN,
        user=world.users["dad"],
        face=5,
    )
    part = actions.start_part(by=sam, plan=world.sam.plan, tool="one_page_profile")
    actions.save_item(by=sam, part=part, field="appreciate", operation=uuid.uuid4(), text=OLD)
    photo = actions.save_photo(
        by=sam, part=part, field="photo", operation=uuid.uuid4(), upload=drawn_photo(), description="The sea"
    ).item
    sharing.give(by=sam, person=world.sam, connection=colin, part_ids=[part.pk], level=Level.SEE)
    return part, photo, colin


def walks_the_check_up(sam: Walker, colin: Connection) -> None:
    """One person a page, to Colin; the closest come first."""
    sam.go(reverse("who_can_see"))
    sam.press("Look at each person in turn")
    expect(sam.heading()).to_contain_text("What Ann can see")
    while "Colin" not in sam.heading().inner_text():
        sam.press("Yes, go on")
    sam.reads("Colin can see All about me on one page.")
    sam.look("the check-up: what colin can see")
    sam.press("Change it")
    sam.look("what colin can see, to change")


def leaves_it_as_it_is(sam: Walker) -> None:
    sam.press("Take this back")
    sam.reads("We will not tell Colin.")
    sam.page.get_by_text("Leave what Colin can see now. Keep my new words private.").click()
    sam.look("what will change for colin")
    sam.press("Done")
    sam.reads("Done. We have not told Colin.")
    sam.look("it is left as it was")


def writes_a_new_line(sam: Walker, part: Part) -> None:
    sam.go(reverse("question", args=[part.pk, "appreciate"]))
    sam.look("a question with the door of its part")
    box = sam.page.locator("#answers textarea").last
    box.fill(NEW)
    sam.go_on()
    sam.go(reverse("part", args=[part.pk]))
    sam.reads(NEW)
    sam.reads("Colin can see it as it was on")
    sam.look("my part with new words and its door")


def sees_the_old_words_only(colin: Walker, part: Part) -> None:
    colin.go(reverse("part", args=[part.pk]))
    colin.reads(OLD)
    colin.does_not_read(NEW)
    expect(colin.page.locator("img[src*='photo']").first).to_be_visible()
    colin.look("colin sees the old words")


def takes_colin_off(sam: Walker, colin: Connection) -> None:
    sam.go(reverse("take_off", args=[colin.pk]))
    sam.page.get_by_text("Do not let Colin be asked again").click()
    sam.look("take colin off my circle")
    sam.press("Take off my circle")
    sam.reads("Colin is not in your circle now, and is not asked again.")


def finds_nothing_any_more(colin: Walker, part: Part, photo: Item) -> None:
    """His page is still open. His next click, the photo's address and his list are empty, and say nothing of why."""
    assert colin.page.reload().status == 404
    colin.problems.clear()  # the browser's own words about a page that is not there
    colin.does_not_read(OLD)
    colin.does_not_read("Sam")
    colin.look("colin's open page, after")
    colin.go(reverse("shared_with_me"))
    colin.reads("Nobody shares a plan with you now")
    colin.does_not_read("Sam")
    colin.look("colin's list, after")
    for path in (reverse("photo", args=[photo.pk]), reverse("plan", args=[part.plan_id])):
        assert colin.page.request.get(path).status == 404


def is_told_kindly(sam: Walker, world: World) -> None:
    again = people_actions.add_connection(by=world.actor("sam"), person=world.sam, name="C")
    sam.go(reverse("invite", args=[again.pk]))
    sam.type("What is their email address?", world.users["dad"].email)
    sam.press("Send", exact=True)
    sam.reads("You said: do not ask them again. Nothing was sent.")
    sam.look("sam is told kindly")
    sam.page.get_by_role("link", name="People who are not asked again").click()
    sam.look("people who are not asked again")


def test_my_ex_partner_leaves_my_circle(
    transactional_db: None, live_server: object, walk: Callable[..., Walker]
) -> None:
    cache.clear()
    world = build_people()
    part, photo, tie = shared_part(world)
    sam = window(walk, live_server, "sam", world.users["sam"])
    colin = window(walk, live_server, "colin", world.users["dad"], phone=True)
    colin.go(reverse("part", args=[part.pk]))
    colin.reads(OLD)
    walks_the_check_up(sam, tie)
    leaves_it_as_it_is(sam)
    writes_a_new_line(sam, part)
    sees_the_old_words_only(colin, part)
    takes_colin_off(sam, tie)
    finds_nothing_any_more(colin, part, photo)
    is_told_kindly(sam, world)
