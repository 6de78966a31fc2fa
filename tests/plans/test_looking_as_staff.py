"""Why staff look: ordinary work is data, what is out of it is asked for once a day, and the person reads it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from unittest import mock
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit import record
from audit.models import AuditEntry
from people import actions as people
from people import sharing
from people.actors import system
from people.enums import Level, Role, Voice
from people.models import Assignment, Person, Slip
from plans import actions, looking, ordinary
from plans.actions import support_plans
from plans.models import Item, LookReason, Part
from plans.staff_enums import Oddity, Purpose
from tests.scenarios import World

SignIn = Callable[[str], Client]
WORDS = "I like the sea in winter"
LONG_AGO = timedelta(days=60)


@pytest.fixture
def shared(world: World) -> Part:
    """A part of Sam's with a few words, shared with Nia long ago; her work with Sam is as old."""
    sam = world.actor("sam")
    part = actions.start_part(by=sam, plan=world.sam.plan, tool="one_page_profile")
    actions.save_item(by=sam, part=part, field="appreciate", operation=part.pk, text=WORDS)
    slip = sharing.give(by=sam, person=world.sam, connection=world.connections["nia"], part_ids=[part.pk])
    type(slip).objects.filter(pk=slip.pk).update(given_at=timezone.now() - LONG_AGO)
    Assignment.objects.update(starts_on=timezone.localdate() - LONG_AGO)
    return part


def odd(world: World, name: str = "nia", at: datetime | None = None) -> list[Oddity]:
    """What is out of the ordinary about somebody's look at Sam now, or at another moment."""
    about = ordinary.looking_of(world.actor(name), world.sam.pk)
    assert about is not None
    if at is not None:
        about = ordinary.Looking(about.actor, about.person_id, at, about.work)
    return ordinary.oddities(about, ordinary.purpose_today(about))


def said(client: Client, world: World, part: Part) -> Client:
    client.post(
        reverse("say_why", args=[world.sam.pk]),
        {"code": "cover", "words": "Nia is ill today", "next": reverse("part", args=[part.pk])},
    )
    return client


def test_a_look_outside_of_ordinary_work_is_asked_for_first_and_told_to_the_person(
    world: World, shared: Part, sign_in: SignIn
) -> None:
    nia, address = sign_in("nia"), reverse("part", args=[shared.pk])
    asked = nia.get(address)
    why = reverse("say_why", args=[world.sam.pk])
    assert asked.headers["Location"].startswith(why)
    page = nia.get(asked.headers["Location"])
    # The page that asks shows nothing of Sam's, and names no part of the plan.
    assert WORDS not in page.content.decode() and "All about me" not in page.content.decode()
    assert not AuditEntry.objects.looks().exists()
    assert nia.post(why, {"code": "cover", "words": ""}).status_code == 422
    on = nia.post(why, {"code": "cover", "words": "Nia is ill today", "next": address})
    assert on.headers["Location"] == address
    assert WORDS in nia.get(address).content.decode()
    entry = AuditEntry.objects.looks().get()
    assert (entry.purpose, entry.reason) == ("cover", "Nia is ill today")
    told = sign_in("sam").get(reverse("who_looked")).content.decode()
    assert "Why: to stand in for a colleague: “Nia is ill today”" in told
    # It holds for the rest of the day, for this worker and this person only.
    assert LookReason.objects.get().ends_at > timezone.now()
    assert not LookReason.objects.holding(world.users["priya"].pk, world.sam.pk).exists()


def test_the_reason_is_over_the_next_day(world: World, shared: Part, sign_in: SignIn) -> None:
    nia = said(sign_in("nia"), world, shared)
    LookReason.objects.update(ends_at=timezone.now() - timedelta(minutes=1))
    assert nia.get(reverse("part", args=[shared.pk])).status_code == 302


def test_the_page_that_asks_leads_to_no_other_site(world: World, shared: Part, sign_in: SignIn) -> None:
    sent = sign_in("nia").post(
        reverse("say_why", args=[world.sam.pk]), {"code": "cover", "words": "For Nia", "next": "//evil.example/"}
    )
    assert sent.headers["Location"] == reverse("staff_home")


def test_nobody_is_asked_about_somebody_whom_they_may_not_know(world: World, sign_in: SignIn) -> None:
    for name in ("olu", "far", "mum", "sam", "stranger"):
        assert sign_in(name).get(reverse("say_why", args=[world.sam.pk])).status_code == 404


def test_circle_and_person_are_never_asked(world: World, shared: Part, sign_in: SignIn) -> None:
    sharing.give(by=world.actor("sam"), person=world.sam, connection=world.connections["mum"], part_ids=[shared.pk])
    with mock.patch("plans.ordinary.outside_hours", lambda _: True):
        for name in ("sam", "mum"):
            assert sign_in(name).get(reverse("part", args=[shared.pk])).status_code == 200
    assert ordinary.looking_of(world.actor("mum"), world.sam.pk) is None


def test_somebody_who_is_family_first_looks_as_family(world: World) -> None:
    sister = world.users["priya"]
    people.add_connection(by=system("test"), person=world.sam, name="Priya", voice=Voice.FAMILY, user=sister)
    assert ordinary.looking_of(world.actor("priya"), world.sam.pk) is None


def test_ordinary_work_is_said_once_as_data(world: World, shared: Part) -> None:
    """Each line is one way in which a look is ordinary; without any of them it is not."""
    assert odd(world) == [Oddity.NOT_TODAY]
    Assignment.objects.update(starts_on=timezone.localdate() - timedelta(days=14))
    assert odd(world) == [] and looking.why_of(world.actor("nia"), world.sam.pk).purpose.startswith("To help Sam plan")
    Assignment.objects.update(starts_on=timezone.localdate() - timedelta(days=15))
    assert odd(world) == [Oddity.NOT_TODAY]
    slip = type(world.sam.slips.get()).objects
    slip.update(given_at=timezone.now() - timedelta(days=3))
    assert odd(world) == [] and looking.why_of(world.actor("nia"), world.sam.pk).purpose == Purpose.SHARED
    slip.update(given_at=timezone.now() - LONG_AGO)
    record.look(actor=world.actor("priya"), action="plans.looked", about_person=world.sam)
    assert odd(world) == [Oddity.NOT_TODAY], "somebody else's look makes mine not ordinary"
    record.look(actor=world.actor("nia"), action="plans.looked", about_person=world.sam)
    assert odd(world) == []
    assert odd(world, at=timezone.now() + timedelta(days=7, minutes=1)) == [Oddity.NOT_TODAY]


def test_a_meeting_near_and_a_plan_that_waits_are_ordinary(whole_world_of_meetings: World) -> None:
    world = whole_world_of_meetings
    Assignment.objects.update(starts_on=timezone.localdate() - LONG_AGO)
    review = world.things["review"]
    near = ordinary.looking_of(world.actor("nia"), world.sam.pk)
    assert near is not None
    from reviews.ordinary import a_meeting_is_near

    for days, ordinary_then in ((14, True), (15, False), (-14, True), (-15, False)):
        type(review).objects.filter(person=world.sam).update(meets_on=timezone.localdate() + timedelta(days=days))
        assert a_meeting_is_near(near) is ordinary_then, days
    assert not ordinary.a_plan_waits_for_them(near)
    support_plans.start_support_plan(by=world.actor("nia"), person=world.sam)
    assert ordinary.a_plan_waits_for_them(near)
    waits = ordinary.looking_of(world.actor("priya"), world.sam.pk)
    assert waits is not None and not ordinary.a_plan_waits_for_them(waits), "it is not the manager's turn"


@pytest.fixture
def whole_world_of_meetings(world: World) -> World:
    from tests.scenarios.plan import add_plan
    from tests.scenarios.reviews import add_reviews

    add_plan(world)
    add_reviews(world)
    return world


def test_night_surname_and_many_are_out_of_the_ordinary(world: World, settings: pytest.FixtureRequest) -> None:
    settings.WORKING_HOURS = (7, 20)
    day = timezone.make_aware(datetime.combine(timezone.localdate(), datetime.min.time()))
    hours = {hour: Oddity.HOURS in odd(world, at=day + timedelta(hours=hour)) for hour in (6, 7, 19, 20, 23)}
    assert hours == {6: True, 7: False, 19: False, 20: True, 23: True}
    settings.WORKING_HOURS = (0, 24)
    Person.objects.filter(pk=world.sam.pk).update(full_name="Sam PRITCHARD")
    assert odd(world) == [Oddity.SURNAME]
    Person.objects.filter(pk=world.sam.pk).update(full_name="Sam Rees")
    assert odd(world) == []
    people.add_connection(by=system("test"), person=world.sam, name="Gwil Pritchard")
    assert odd(world) == [Oddity.SURNAME]
    world.sam.circle.connections.filter(name="Gwil Pritchard").delete()
    others = [people.start_person(by=system("test"), preferred_name=f"P{number}") for number in range(20)]
    for other in others:
        assert odd(world) == []
        record.look(actor=world.actor("nia"), action="plans.looked", about_person=other)
    assert odd(world) == [Oddity.MANY]
    record.look(actor=world.actor("nia"), action="plans.looked", about_person=world.sam)
    assert odd(world) == [], "somebody opened already today is not one more"


def test_work_that_goes_on_into_the_evening_is_not_broken_off(world: World, settings: pytest.FixtureRequest) -> None:
    settings.WORKING_HOURS = (0, 24)
    record.look(actor=world.actor("nia"), action="plans.looked", about_person=world.sam)
    hour = timezone.localtime().hour
    settings.WORKING_HOURS = (hour + 1, hour + 2) if hour < 12 else (hour - 2, hour - 1)
    assert odd(world) == []
    assert Oddity.HOURS in odd(world, at=timezone.now() + timedelta(hours=24))


def test_words_that_are_being_sent_are_not_held_up_by_the_question(world: World, shared: Part) -> None:
    """A form that was opened in working hours is kept whatever the hour; a form never opened shows nothing."""
    sending = type(world.actor("nia"))(user=world.users["nia"], staff_role=world.actor("nia").staff_role, sending=True)
    with pytest.raises(looking.ReasonNeeded):
        looking.why_of(sending, world.sam.pk)
    record.look(actor=sending, action="plans.looked", about_person=world.sam)
    with mock.patch("plans.ordinary.oddities", lambda *_: [Oddity.HOURS]):
        looking.why_of(sending, world.sam.pk)
        with pytest.raises(looking.ReasonNeeded):
            looking.why_of(world.actor("nia"), world.sam.pk)


def test_a_program_is_not_asked_for_words(world: World, shared: Part, sign_in: SignIn) -> None:
    answer = sign_in("nia").get(reverse("api_part", args=[shared.pk]))
    assert answer.status_code == 403 and WORDS not in answer.content.decode()


def test_the_data_lead_reads_looks_and_never_a_measure_of_staff(world: World, shared: Part, sign_in: SignIn) -> None:
    said(sign_in("nia"), world, shared)
    people.appoint(by=system("test"), user=world.users["stranger"], organisation=world.council, role=Role.DATA_LEAD)
    page = sign_in("stranger").get(reverse("odd_looks")).content.decode()
    assert "Nia Pritchard" in page and "Nia is ill today" in page and WORDS not in page and str(shared.pk) not in page
    for name in ("priya", "olu", "nia", "far"):
        assert sign_in(name).get(reverse("odd_looks")).status_code == 403


def test_a_look_that_needed_a_reason_makes_no_other_look_ordinary(world: World, shared: Part, sign_in: SignIn) -> None:
    nia = said(sign_in("nia"), world, shared)
    assert nia.get(reverse("part", args=[shared.pk])).status_code == 200
    tomorrow = timezone.now() + timedelta(days=1)
    assert Oddity.NOT_TODAY in odd(world, at=tomorrow)
    record.look(actor=world.actor("nia"), action="plans.part_seen", about_person=world.sam.pk, purpose="work")
    assert Oddity.NOT_TODAY not in odd(world, at=tomorrow)


@pytest.mark.parametrize(("name", "kept"), [("nia", 1), ("olu", 1), ("mum", 0), ("stranger", 0), ("sam", 0)])
def test_staff_who_are_not_let_in_are_kept_in_the_record(
    world: World, shared: Part, sign_in: SignIn, name: str, kept: int
) -> None:
    unknown = uuid4()
    assert sign_in(name).get(reverse("part", args=[unknown])).status_code == 404
    entries = AuditEntry.objects.refusals()
    assert [entry.details for entry in entries] == [{"door": "part", "keys": [str(unknown)]}] * kept
    assert all((entry.about_person, entry.reason) == ("", "404") for entry in entries)


def test_what_is_sent_back_to_staff_with_words_of_the_person_asks_why_first(
    world: World, shared: Part, sign_in: SignIn
) -> None:
    """A line that cannot be kept, or a save that comes late, brings the answers that stand there: a look like any other."""
    sharing.give(
        by=world.actor("sam"), person=world.sam, connection=world.connections["nia"], part_ids=[shared.pk],
        level=Level.HELP_WRITE,
    )  # fmt: skip
    Slip.objects.update(given_at=timezone.now() - LONG_AGO)
    nia, line = sign_in("nia"), uuid.uuid4()
    page = reverse("question", args=[shared.pk, "appreciate"])
    late = {"operation": str(shared.pk), "question": "appreciate", "text": "Something else"}
    asked = nia.post(page, {f"version-{line}": "0", f"text-{line}": "x" * 30_000})
    assert asked.headers["Location"].startswith(reverse("say_why", args=[world.sam.pk]))
    refused = nia.post(reverse("api_part_items", args=[shared.pk]), late, content_type="application/json")
    assert refused.status_code == 403 and WORDS not in refused.content.decode()
    assert not AuditEntry.objects.looks().exists() and not Item.objects.filter(text="Something else").exists()
    said(nia, world, shared)
    again = nia.post(page, {f"version-{line}": "0", f"text-{line}": "x" * 30_000})
    assert again.status_code == 422 and WORDS in again.content.decode()
    entry = AuditEntry.objects.looks().get()
    assert (entry.purpose, entry.reason) == ("cover", "Nia is ill today")
