"""Opening by law (process reference 3.3): a reason, two people, chosen places, hours, and the person is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from difflib import unified_diff

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEntry
from people import actions as people
from people.actors import Actor, seeing_as, system
from people.audiences import audiences
from people.enums import Basis, Role
from people.models import Connection, Letter, Slip
from plans import actions, looks, working_days
from plans.actions import overrides
from plans.models import AccessOverride, Item, Part, SupportPlan
from plans.staff_enums import Grounds
from tests.scenarios import World
from tests.scenarios.my_data import add_data_lead

SignIn = Callable[[str], Client]
MEDICINE, SECRET, SCHOOL = "My inhaler is by the bed", "Only for me", "I went to the blue school"


@pytest.fixture
def parts(world: World) -> dict[str, Part]:
    """Two parts of Sam's: "staying well" in My health, with a private answer too, and "life story" in About me."""
    sam = world.actor("sam")
    made = {}
    for tool, field, words in (("staying_well", "well", MEDICINE), ("life_story", "born", SCHOOL)):
        part = actions.start_part(by=sam, plan=world.sam.plan, tool=tool)
        Item.objects.create(part=part, field=field, text=words, kind="words")
        made[part.place] = part
    Item.objects.create(part=made["health"], field="well", text=SECRET, kind="words", only_me=True)
    return made


def ask(world: World, by: str = "nia", **given: object) -> AccessOverride:
    asked = {"grounds": Grounds.RISK, "reason": "Sam cannot breathe", "places": ["health"], **given}
    return overrides.ask_to_open(by=world.actor(by), person=world.sam, **asked)


def opened(world: World, **given: object) -> AccessOverride:
    return overrides.answer(by=world.actor("priya"), override=ask(world), agreed=True, **given)


def quiet(days: float = 3) -> dict[str, object]:
    return {"quiet_reason": "It would warn the one who hurts Sam", "quiet_until": timezone.now() + timedelta(days=days)}


def seen(world: World, name: str = "nia") -> set[str]:
    return {part.place for part in Part.objects.visible_to(world.actor(name)).filter(plan=world.sam.pk)}


def test_nothing_is_asked_for_without_a_reason_places_and_hours(world: World, parts: dict[str, Part]) -> None:
    for wrong in ({"reason": "  "}, {"places": []}, {"hours": 0}, {"hours": 73}):
        with pytest.raises(PermissionDenied):
            ask(world, **wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        AccessOverride.objects.create(
            person=world.sam, organisation=world.council, grounds="risk", reason="", places=["health"],
            asked_by=world.users["nia"],
        )  # fmt: skip
    for nobody in ("olu", "ravi", "morgan", "far", "mum", "sam", "stranger"):
        with pytest.raises(PermissionDenied):
            ask(world, by=nobody)


def test_nothing_opens_before_a_second_person_agrees(world: World, parts: dict[str, Part]) -> None:
    asked = ask(world)
    assert seen(world) == set()
    overrides.answer(by=world.actor("priya"), override=asked, agreed=True)
    assert seen(world) == {"health"}
    with pytest.raises(PermissionDenied):
        overrides.answer(by=world.actor("priya"), override=asked, agreed=True)


def test_the_one_who_asked_never_agrees_nor_somebody_on_the_case(world: World, parts: dict[str, Part]) -> None:
    start = system("test")
    people.appoint(by=start, user=world.users["nia"], organisation=world.council, role=Role.TEAM_MANAGER)
    role = world.users["nia"].staff_roles.get(role=Role.TEAM_MANAGER)
    with pytest.raises(PermissionDenied):
        overrides.answer(by=world.actor("priya"), override=ask(world, by="priya"), agreed=True)
    asked = ask(world)
    with pytest.raises(PermissionDenied):
        overrides.answer(by=Actor(user=world.users["nia"], staff_role=role), override=asked, agreed=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        AccessOverride.objects.filter(pk=asked.pk).update(decided_by=world.users["nia"])
    for nobody in ("olu", "ravi", "morgan", "far", "mum", "sam"):
        with pytest.raises(PermissionDenied):
            overrides.answer(by=world.actor(nobody), override=asked, agreed=True)
    people.assign(by=start, person=world.sam, user=world.users["priya"], role=Role.TEAM_MANAGER, purpose="On the case")
    with pytest.raises(PermissionDenied):
        overrides.answer(by=world.actor("priya"), override=asked, agreed=True)
    assert seen(world) == set()


def test_an_emergency_is_today(world: World, parts: dict[str, Part]) -> None:
    asked = ask(world)
    AccessOverride.objects.update(asked_at=timezone.now() - timedelta(hours=25))
    with pytest.raises(PermissionDenied):
        overrides.answer(by=world.actor("priya"), override=asked, agreed=True)


def test_it_opens_the_chosen_places_and_no_other(world: World, parts: dict[str, Part], sign_in: SignIn) -> None:
    """Not sibling places, not what is just for the person, not the private space, not the drafts of a support plan."""
    opened(world)
    nia = sign_in("nia")
    page = nia.get(reverse("part", args=[parts["health"].pk])).content.decode()
    assert MEDICINE in page and SECRET not in page
    assert nia.get(reverse("part", args=[parts["me"].pk])).status_code == 404
    assert not Item.objects.visible_to(world.actor("nia")).filter(only_me=True).exists()
    later = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="positive_risk")
    assert nia.get(reverse("part", args=[later.pk])).status_code == 404, "what is begun later stays shut"
    # A worker from outside the case opens parts, and no draft of the council's record.
    people.end_assignment(by=system("test"), assignment=world.connections["nia"].assignment)
    draft = SupportPlan.objects.create(person=world.sam, organisation=world.council, jurisdiction="ENG")
    overrides.answer(by=world.actor("priya"), override=ask(world), agreed=True)
    assert seen(world) == {"health"}
    assert not SupportPlan.objects.visible_to(world.actor("nia")).filter(pk=draft.pk).exists()


def test_it_is_for_looking_only(world: World, parts: dict[str, Part], sign_in: SignIn) -> None:
    opened(world)
    sent = sign_in("nia").post(reverse("question", args=[parts["health"].pk, "well"]), {"text": "Changed"})
    assert sent.status_code == 403 and not Item.objects.filter(text="Changed").exists()
    with pytest.raises(PermissionDenied):
        from people.policy import require

        require(world.actor("nia"), "plans.suggest", parts["health"])


def test_it_ends_by_itself_and_sooner(world: World, parts: dict[str, Part], sign_in: SignIn) -> None:
    override = opened(world)
    assert override.ends_at - override.decided_at == timedelta(hours=4)
    page = sign_in("nia").get(reverse("staff_home")).content.decode()
    assert "Open by law: Sam" in page
    Slip.objects.filter(pk=override.slip_id).update(
        starts_at=timezone.now() - timedelta(hours=5), ends_at=timezone.now() - timedelta(seconds=1)
    )
    AccessOverride.objects.filter(pk=override.pk).update(ends_at=timezone.now() - timedelta(seconds=1))
    assert seen(world) == set()
    second = opened(world)
    sign_in("nia").post(reverse("override_step", args=[second.pk, "end"]))
    assert seen(world) == set() and not AccessOverride.objects.get(pk=second.pk).is_open
    assert "Open by law: Sam" not in sign_in("nia").get(reverse("access_override", args=[second.pk])).content.decode()


def test_the_person_is_told_at_once(world: World, parts: dict[str, Part], sign_in: SignIn) -> None:
    """A card on the first page, a line in Who looked, a letter in neutral words; and the lead for information."""
    people.appoint(by=system("test"), user=world.users["stranger"], organisation=world.council, role=Role.DATA_LEAD)
    override = opened(world)
    letters = {letter.to_email: letter for letter in Letter.objects.filter(for_what__startswith="override:")}
    assert {"sam@demo.example", "stranger@demo.example"} <= set(letters)
    assert letters["sam@demo.example"].due_at <= timezone.now()
    sign_in("nia").get(reverse("part", args=[parts["health"].pk]))
    sam = sign_in("sam")
    assert "Somebody opened part of your plan" in sam.get(reverse("my_plan")).content.decode()
    told = sam.get(reverse("opened_by_law", args=[override.pk])).content.decode()
    assert "Nia Pritchard" in told and "Priya Shah" in told and "Sam cannot breathe" in told and "My health" in told
    assert "Why: to keep somebody safe, by law" in sam.get(reverse("who_looked")).content.decode()
    sam.post(reverse("opened_by_law", args=[override.pk]))
    assert "Somebody opened part of your plan" not in sam.get(reverse("my_plan")).content.decode()
    # Mum learns nothing of it.
    assert sign_in("mum").get(reverse("opened_by_law", args=[override.pk])).status_code == 404


def test_every_step_is_in_the_record_for_good(world: World, parts: dict[str, Part]) -> None:
    override = opened(world, **quiet())
    overrides.tell_now(by=world.actor("priya"), override=override)
    overrides.end(by=world.actor("nia"), override=override)
    overrides.look_again(by=world.actor("priya"), override=override, words="It was right.")
    steps = set(AuditEntry.objects.about(world.sam.pk).values_list("action", flat=True))
    wanted = {"asked", "agreed", "told", "ended", "looked_again"}
    assert {f"plans.override_{step}" for step in wanted} <= steps
    with pytest.raises(PermissionDenied):
        overrides.look_again(by=world.actor("nia"), override=opened(world), words="I find that I was right.")


def test_it_is_looked_at_again_within_two_working_days(world: World, parts: dict[str, Part]) -> None:
    assert opened(world).look_again_by == working_days.after(timezone.localdate(), 2)


def traces(world: World, sam: Client) -> dict[str, str]:
    """Everything by which Sam could notice: first page, circle, who can see, see as, who looked, the API."""
    nia = world.connections["nia"]
    pages = [
        reverse("my_plan"), reverse("circle"), reverse("who_can_see"), reverse("who_can_see_person", args=[nia.pk]),
        reverse("see_as", args=[nia.pk]), reverse("who_looked"), reverse("connection", args=[nia.pk]),
        reverse("api_slips", args=[world.sam.pk]), reverse("close_circle"),
    ]  # fmt: skip
    changing = r'value="[\w-]{40,}"|csrf-token" content="[\w-]+"|nonce-\S+'
    return {page: re.sub(changing, "", sam.get(page).content.decode()) for page in pages}


def test_telling_is_put_off_only_for_a_reason_and_leaves_no_trace(
    world: World, parts: dict[str, Part], sign_in: SignIn
) -> None:
    sam = sign_in("sam")
    before = traces(world, sam)
    for wrong in ({**quiet(), "quiet_reason": " "}, quiet(8), quiet(-1)):
        with pytest.raises(PermissionDenied):
            opened(world, **wrong)
    known = looks.record_told_to(world.sam).count()
    override = opened(world, **quiet())
    assert looks.record_told_to(world.sam).count() == known
    sign_in("nia").get(reverse("part", args=[parts["health"].pk]))
    assert looks.record_told_to(world.sam).count() == known
    sign_in("nia").get(reverse("plan", args=[world.sam.pk]))
    after = traces(world, sam)
    differs = {page: list(unified_diff(before[page].split("\n"), after[page].split("\n"), n=0)) for page in before}
    assert not any(differs.values()), differs
    assert sign_in("sam").get(reverse("opened_by_law", args=[override.pk])).status_code == 404
    assert override.slip_id not in {slip.pk for slips in audiences(world.sam.pk).values() for slip in slips}
    assert not Part.objects.visible_to(seeing_as(world.connections["nia"])).filter(plan=world.sam.pk).exists()


def test_a_delay_is_decided_again_or_the_person_is_told(world: World, parts: dict[str, Part], sign_in: SignIn) -> None:
    override = opened(world, **quiet(3))
    sign_in("nia").get(reverse("part", args=[parts["health"].pk]))
    assert looks.page_of(world.sam).days == []
    reminded = Letter.objects.get(for_what__contains=":again:", dropped_at=None)
    assert reminded.to_user == world.users["priya"] and reminded.due_at < override.quiet_until
    with pytest.raises(PermissionDenied):
        overrides.put_off_telling(
            by=world.actor("nia"), override=override, reason="Still", until=timezone.now() + timedelta(days=2)
        )
    with pytest.raises(PermissionDenied):
        overrides.put_off_telling(
            by=world.actor("priya"), override=override, reason="Still", until=timezone.now() + timedelta(days=8)
        )
    again = overrides.put_off_telling(
        by=world.actor("priya"), override=override, reason="Still", until=timezone.now() + timedelta(days=6)
    )
    to_sam = Letter.objects.get(for_what__contains=":told:", dropped_at=None)
    assert to_sam.due_at == again.quiet_until
    # Nobody decides again: the day comes, and the person is told by that alone.
    AccessOverride.objects.update(quiet_until=timezone.now() - timedelta(seconds=1))
    assert len(looks.page_of(world.sam).days) == 1
    assert looks.record_told_to(world.sam).count() == AuditEntry.objects.about(world.sam.pk).count()
    assert sign_in("sam").get(reverse("opened_by_law", args=[override.pk])).status_code == 200


def test_a_worker_from_outside_is_seen_so_telling_cannot_wait(world: World, parts: dict[str, Part]) -> None:
    people.end_assignment(by=system("test"), assignment=world.connections["nia"].assignment)
    with pytest.raises(PermissionDenied, match="would_be_seen"):
        opened(world, **quiet())
    override = opened(world)
    assert override.connection is not None and seen(world) == {"health"}
    overrides.end(by=world.actor("nia"), override=override)
    assert not Connection.objects.live().filter(pk=override.connection.pk).exists()


def test_asking_and_agreeing_need_the_second_step_of_the_last_five_minutes(
    world: World, parts: dict[str, Part], sign_in: SignIn
) -> None:
    """`sign_in` shows the second step long ago: what was typed stays, and nothing is asked for or opened."""
    nia = sign_in("nia")
    form = {
        "reference": str(world.sam.pk), "grounds": "risk", "reason": "Sam cannot breathe", "places": ["health"],
        "hours": "4",
    }  # fmt: skip
    stale = nia.post(reverse("ask_to_open"), form)
    assert stale.status_code == 422 and "Sam cannot breathe" in stale.content.decode()
    assert not AccessOverride.objects.exists()
    asked = ask(world)
    priya = sign_in("priya")
    answer = {"answer": "agree", "tell": "at_once"}
    assert priya.post(reverse("override_step", args=[asked.pk, "answer"]), answer).status_code == 422
    assert seen(world) == set()
    for client, address, given in (
        (nia, reverse("ask_to_open"), form), (priya, reverse("override_step", args=[asked.pk, "answer"]), answer)
    ):  # fmt: skip
        session = client.session
        session["account_authentication_methods"] = [
            {"method": "mfa", "type": "totp", "at": timezone.now().timestamp()}
        ]
        session.save()
        assert client.post(address, given).status_code == 302
    assert seen(world) == {"health"} and AccessOverride.objects.count() == 2
    assert Slip.objects.get(basis=Basis.OVERRIDE).level == 1


def test_the_second_look_is_reminded_of_on_its_last_morning_and_not_after_it(
    world: World, parts: dict[str, Part]
) -> None:
    add_data_lead(world)
    override = opened(world)
    letters = Letter.objects.filter(
        for_what__startswith=f"override:{override.pk}:second-look:", dropped_at__isnull=True
    )
    assert {letter.to_user for letter in letters} == {world.users["lena"]}
    assert {timezone.localdate(letter.due_at) for letter in letters} == {override.look_again_by}
    overrides.look_again(by=world.actor("lena"), override=override, words="It was right")
    assert not letters.all().exists()
