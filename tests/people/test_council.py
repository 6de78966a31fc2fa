"""Asking a council for help: it learns a name, sees nothing, and can be told no again."""

from __future__ import annotations

from plans.models import Part
from tests.scenarios import World, add_other_person


def test_a_person_who_began_alone_asks_a_council_and_takes_it_back(world: World, sign_in) -> None:
    add_other_person(world)
    leo = world.things["leo"]
    client = sign_in("other")
    assert "No council" in client.get("/council/").content.decode()
    client.post("/council/", {"council": str(world.other_council.pk)})
    leo.refresh_from_db()
    assert leo.organisation == world.other_council and leo.jurisdiction == "WAL"
    client.post("/council/", {"council": ""})
    leo.refresh_from_db()
    assert leo.organisation is None


def test_asking_a_council_opens_no_part_to_its_staff(world: World, sign_in) -> None:
    Part.objects.create(plan=world.sam.plan, tool="one_page_profile", place="me")
    sign_in("sam").post("/council/", {"council": str(world.other_council.pk)})
    assert not Part.objects.visible_to(world.actor("far")).exists()


def test_somebody_without_a_plan_has_no_council_to_ask(world: World, sign_in) -> None:
    assert sign_in("stranger").get("/council/").status_code == 404


def test_a_council_that_is_not_there_gets_kind_words(world: World, sign_in) -> None:
    answer = sign_in("sam").post("/council/", {"council": str(world.sam.pk)})
    assert answer.status_code == 422 and "Choose one of these." in answer.content.decode()
