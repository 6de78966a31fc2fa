"""Who looked: told to the person in plain words, and to nobody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit import record
from audit.models import AuditEntry
from my_data.models import Correction
from people.actors import Actor
from plans import looks
from tests.scenarios import World

SignIn = Callable[[str], Client]


def look(world: World, name: str, part_key: str = "one_page_profile", **fields: str) -> AuditEntry:
    record.look(actor=world.actor(name), action="plans.looked", about_person=world.sam, part_key=part_key, **fields)
    return AuditEntry.objects.latest("pk")


def look_before(world: World, name: str, days: int) -> AuditEntry:
    """A look in the past. The record only grows, so that it is written with its day and never changed."""
    actor = world.actor(name)
    return AuditEntry.objects.create(
        kind="LOOK", action="plans.looked", actor_id=actor.audit_id, actor_label=actor.audit_label,
        about_person=str(world.sam.pk), part_key="one_page_profile", at=timezone.now() - timedelta(days=days),
    )  # fmt: skip


def body(client: Client, query: str = "") -> str:
    return client.get(reverse("who_looked") + query).content.decode()


def test_a_look_is_told_with_name_job_part_and_why(world: World, sign_in: SignIn) -> None:
    look(world, "nia", purpose="To get ready for the meeting.")
    words = body(sign_in("sam"))
    assert "Nia Pritchard, social worker, looked at All about me on one page." in words
    assert "Why: To get ready for the meeting." in words


def test_family_are_told_without_a_job(world: World, sign_in: SignIn) -> None:
    look(world, "mum", part_key="day")
    assert "Ann looked at My day." in body(sign_in("sam"))


def test_my_own_looks_are_not_told(world: World, sign_in: SignIn) -> None:
    look(world, "sam")
    assert "Nobody looked in the last 14 days." in body(sign_in("sam"))


def test_looks_about_others_are_not_told(world: World, sign_in: SignIn) -> None:
    record.look(actor=world.actor("nia"), action="plans.looked", about_person=world.council.pk)
    assert "Nobody looked" in body(sign_in("sam"))


@pytest.mark.parametrize("name", ["mum", "nia", "attorney", "priya", "olu", "stranger"])
def test_the_person_alone_sees_who_looked(world: World, sign_in: SignIn, name: str) -> None:
    entry = look(world, "nia")
    assert sign_in(name).get(reverse("who_looked")).status_code == 404
    assert sign_in(name).get(reverse("unexpected_look", args=[entry.pk])).status_code == 404


def test_a_program_without_the_scope_is_told_nothing(world: World) -> None:
    from people.policy import decide

    program = Actor(user=world.users["sam"], token_scopes=frozenset({"plan:read"}))
    assert not decide(program, "people.see_looks", world.sam)


def test_the_last_14_days_come_first_and_older_looks_on_the_next_page(world: World, sign_in: SignIn) -> None:
    look_before(world, "dev", 15)
    look(world, "mum")
    client = sign_in("sam")
    first = client.get(reverse("who_looked"))
    assert "Ann looked" in first.content.decode() and "Dev looked" not in first.content.decode()
    older = body(client, f"?before={first.context['page'].before}")
    assert "Dev looked" in older and "Ann looked" not in older


def test_older_looks_are_reached_when_nobody_looked_lately(world: World, sign_in: SignIn) -> None:
    look_before(world, "dev", 20)
    client = sign_in("sam")
    page = client.get(reverse("who_looked")).context["page"]
    assert page.days == [] and page.before is not None
    assert "Dev looked" in body(client, f"?before={page.before}")


def test_every_look_is_on_exactly_one_page(world: World) -> None:
    for number in range(looks.MOST_ON_A_PAGE * 2 + 5):
        look(world, "mum", part_key=f"t{number}", purpose=f"number {number}")
    whys, before = [], None
    for _turn in range(5):
        page = looks.page_of(world.sam, before=before)
        whys += [look.why for _day, told in page.days for look in told]
        before = page.before
        if before is None:
            break
    assert len(whys) == len(set(whys)) == looks.MOST_ON_A_PAGE * 2 + 5


def test_the_same_look_again_on_one_day_is_told_once(world: World, sign_in: SignIn) -> None:
    for _time in range(3):
        look(world, "mum")
    assert body(sign_in("sam")).count("<b>Ann looked at") == 1


def test_a_look_that_i_did_not_expect_leads_to_people_to_talk_to(world: World, sign_in: SignIn) -> None:
    entry = look(world, "nia")
    words = sign_in("sam").get(reverse("unexpected_look", args=[entry.pk])).content.decode()
    assert "Bea" in words and world.council.phone in words


def test_a_write_is_not_a_look(world: World, sign_in: SignIn) -> None:
    record.write(actor=world.actor("nia"), action="plans.x", about_person=world.sam)
    entry = AuditEntry.objects.filter(action="plans.x").latest("pk")
    assert "Nobody looked" in body(sign_in("sam"))
    assert sign_in("sam").get(reverse("unexpected_look", args=[entry.pk])).status_code == 404


@pytest.mark.parametrize("odd", ["x", "-1", "9" * 40, ""])
def test_an_odd_place_in_the_list_shows_the_first_page(world: World, sign_in: SignIn, odd: str) -> None:
    assert sign_in("sam").get(reverse("who_looked"), {"before": odd}).status_code == 200


def test_queries_do_not_grow_with_looks(world: World, sign_in: SignIn, django_assert_num_queries: Callable) -> None:
    look(world, "nia")
    client = sign_in("sam")
    body(client)
    with CaptureQueriesContext(connection) as one:
        body(client)
    for name in ("mum", "dev", "jo"):
        look(world, name)
    with django_assert_num_queries(len(one)):
        body(client)


def test_an_advocates_visits_are_left_out_on_a_shared_screen_with_no_gap(world: World, sign_in: SignIn) -> None:
    look(world, "bea")
    look(world, "mum")
    client = sign_in("sam")
    assert "Bea, advocate, looked" in body(client)
    client.post(reverse("who_looked"), {"visits": "private"})
    assert "Bea" not in body(client) and "Ann looked" in body(client)
    client.post(reverse("who_looked"))
    assert "Bea, advocate, looked" in body(client)


@time_machine.travel("2027-01-31T10:00:00Z", tick=False)
def test_asking_about_a_look_comes_with_the_day_of_an_answer(world: World, sign_in: SignIn) -> None:
    """UK GDPR article 12(3): within a month, and a month with no such day ends on its last."""
    told = sign_in("sam").get(reverse("unexpected_look", args=[look(world, "nia").pk])).content.decode()
    assert "Ask today, and they must answer by 28 February 2027." in told


def test_one_press_leads_to_the_data_lead_with_the_look_named(world: World, sign_in: SignIn) -> None:
    client, entry = sign_in("sam"), look(world, "nia")
    told = client.get(reverse("unexpected_look", args=[entry.pk])).content.decode()
    way = f"{reverse('my_data_ask')}?look={entry.pk}"
    assert f'href="{way}"' in told and "Ask the data lead of Hafren Council" in told
    form = client.get(way).context["form"]
    words = form["my_words"].value()
    assert "Nia Pritchard" in words and "I did not expect this." in words
    client.post(way, {"my_words": words})
    asked = Correction.objects.get(person=world.sam)
    assert asked.my_words == words and asked.answer_by > timezone.localdate()


def test_a_look_that_is_not_mine_to_read_is_not_named(world: World, sign_in: SignIn) -> None:
    """Somebody else's, and what is no look at all."""
    for about in (world.council.pk, world.sam.pk):
        record.write(actor=world.actor("nia"), action="plans.x", about_person=about)
    not_mine = [str(entry.pk) for entry in AuditEntry.objects.filter(action="plans.x")]
    client = sign_in("sam")
    for wanted in (*not_mine, "x", "-1", "9" * 40, "999999"):
        assert client.get(reverse("my_data_ask"), {"look": wanted}).context["form"]["my_words"].value() == ""
