"""What somebody does for the person by law bears the authority, in the record and on the slip (process reference 3.1)."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEntry
from people import actions as people
from people import sharing
from people.by_law import acting_for, authority_in
from people.enums import AuthorityKind, Basis, Level, Ring
from people.models import Connection, RecordedAuthority, Slip
from plans import actions
from plans import sharing_changes as changes
from plans.models import Part
from plans.sharing_words import CIRCLE, JUST_ME, SOME
from tests.scenarios import World

SignIn = Callable[[str], Client]
BY_ANN = "Shared by Ann, who acts for you by law"


@pytest.fixture
def part(world: World) -> Part:
    return actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="staying_well")


@pytest.fixture
def authority(world: World, part: Part) -> RecordedAuthority:
    """Ann is Sam's deputy for the place in which the part stands."""
    return people.record_authority(
        by=world.actor("nia"), connection=world.connections["mum"], kind=AuthorityKind.DEPUTY_WELFARE,
        places=[part.place], scope_words="His health", starts_on=timezone.localdate(), seen=True,
    )  # fmt: skip


def newest(action: str) -> AuditEntry:
    return AuditEntry.objects.filter(action=action).latest("pk")


def rests_on(entry: AuditEntry) -> tuple[str, object]:
    return entry.on_behalf_of, entry.details.get("authority")


def shares(world: World, part: Part, by: str, to: str = "dev") -> Slip:
    choice = changes.Choice(SOME, {world.connections[to]: Level.SEE})
    changes.choose(by=world.actor(by), part=part, choice=choice)
    return Slip.objects.live().get(connection=world.connections[to], part_ids__contains=[part.pk])


def test_each_write_by_law_bears_the_name_and_the_authority(
    world: World, part: Part, authority: RecordedAuthority
) -> None:
    ann, wanted = world.actor("mum"), ("Sam", str(authority.pk))
    item = actions.save_item(by=ann, part=part, field="well", operation=uuid.uuid4(), text="Fresh air").item
    assert rests_on(newest("plans.item_saved")) == wanted
    actions.take_out(by=ann, item=item)
    assert rests_on(newest("plans.item_taken_out")) == wanted
    said = actions.suggest(by=world.actor("dev"), part=part, field="well", operation=uuid.uuid4(), text="Sleep")
    actions.refuse_suggestion(by=ann, suggestion=said)
    assert rests_on(newest("plans.suggestion_answered")) == wanted
    slip = shares(world, part, "mum")
    assert rests_on(newest("people.shared")) == wanted and slip.authority_id == authority.pk
    changes.choose(by=ann, part=part, choice=changes.Choice(JUST_ME))
    assert rests_on(newest("people.unshared")) == wanted


def test_the_person_a_helper_and_a_suggestion_speak_for_themselves(
    world: World, part: Part, authority: RecordedAuthority
) -> None:
    for by in ("sam", "dev"):
        sharing.give(
            by=world.actor("sam"), person=world.sam, connection=world.connections["dev"], part_ids=[part.pk],
            level=Level.HELP_WRITE,
        )  # fmt: skip
        assert rests_on(newest("people.shared")) == ("", None)
        actions.save_item(by=world.actor(by), part=part, field="well", operation=uuid.uuid4(), text=f"Air {by}")
        assert rests_on(newest("plans.item_saved")) == ("", None)
    actions.suggest(by=world.actor("mum"), part=part, field="well", operation=uuid.uuid4(), text="A walk")
    assert rests_on(newest("plans.suggested")) == ("", None), "a suggestion is in Ann's own voice"
    other = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="life_story")
    sharing.give(
        by=world.actor("sam"), person=world.sam, connection=world.connections["mum"], part_ids=[other.pk],
        level=Level.HELP_WRITE,
    )  # fmt: skip
    actions.save_item(by=world.actor("mum"), part=other, field="born", operation=uuid.uuid4(), text="1990")
    assert rests_on(newest("plans.item_saved")) == ("", None), "her authority does not reach there"


def test_whoever_helps_at_that_moment_does_it_as_themself(
    world: World, part: Part, authority: RecordedAuthority
) -> None:
    asked = people.ask_to_help(by=world.actor("mum"), connection=world.connections["mum"])
    people.say_yes(by=world.actor("sam"), session=asked, part_ids=[part.pk])
    world.users["mum"].refresh_from_db()
    actions.save_item(by=world.actor("mum"), part=part, field="well", operation=uuid.uuid4(), text="Fresh air")
    assert rests_on(newest("plans.item_saved")) == ("", None)


@pytest.mark.parametrize(("language", "words"), [("en-gb", BY_ANN), ("cy", "Wedi’i rannu gan Ann")])
def test_what_was_shared_by_law_is_never_shown_as_ones_own_choice(
    world: World, part: Part, authority: RecordedAuthority, sign_in: SignIn, language: str, words: str
) -> None:
    slip, dev = shares(world, part, "mum"), world.connections["dev"]
    sam = sign_in("sam")
    sam.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    for page in (
        reverse("who_can_see_person", args=[dev.pk]), reverse("check_up_person", args=[dev.pk]),
        reverse("part_sharing", args=[part.pk]),
    ):  # fmt: skip
        assert words in sam.get(page).content.decode(), page
    assert words not in sign_in("mum").get(reverse("part_sharing", args=[part.pk])).content.decode()
    told = sam.get(reverse("api_slips", args=[world.sam.pk])).json()["results"]
    assert [each["by_law"] for each in told if each["id"] == str(slip.pk)] == [True]
    sam.post(reverse("stop_seeing", args=[dev.pk, slip.pk]), {"then": "away"})
    assert not Slip.objects.live().filter(pk=slip.pk).exists(), "the person takes it back"
    shares(world, part, "sam")
    assert words not in sam.get(reverse("who_can_see_person", args=[dev.pk])).content.decode()


def test_who_narrows_undoes_or_joins_does_not_become_the_giver(
    world: World, part: Part, authority: RecordedAuthority
) -> None:
    other = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="to_for_balance")
    sam, ann, dev = world.actor("sam"), world.actor("mum"), world.connections["dev"]
    mine = sharing.give(by=sam, person=world.sam, connection=dev, part_ids=[part.pk, other.pk])
    rest = sharing.take_out(by=ann, slip=mine, part_ids=[part.pk])
    assert rest is not None and (rest.authority_id, rest.given_by) == (None, sam.user), "Sam's own choice goes on"
    anns = sharing.give(by=ann, person=world.sam, connection=dev, part_ids=[part.pk, other.pk])
    rest = sharing.take_out(by=sam, slip=anns, part_ids=[other.pk])
    assert rest is not None and (rest.authority_id, rest.given_by) == (authority.pk, ann.user)
    kept = changes.kept_for_undo(part)
    changes.choose(by=sam, part=part, choice=changes.Choice(JUST_ME))
    changes.undo(by=sam, part=part, kept=kept)
    assert Slip.objects.live().get(part_ids__contains=[part.pk]).authority_id == authority.pk
    changes.choose(by=ann, part=part, choice=changes.Choice(CIRCLE))
    newcomer = people.add_connection(by=sam, person=world.sam, name="Lou", relationship="Friend", ring=Ring.FRIENDS)
    given = Slip.objects.live().get(connection=newcomer, basis=Basis.CIRCLE_RULE)
    assert given.authority_id == authority.pk


def test_the_record_names_the_authority_of_an_attorney_for_money(world: World) -> None:
    held = RecordedAuthority.objects.get(connection=world.connections["attorney"])
    meg = world.actor("attorney")
    found = authority_in(meg, world.sam.pk, "money")
    assert found == held and acting_for(meg, found).on_behalf_of == "Sam"
    assert authority_in(meg, world.sam.pk, "health") is None
    assert authority_in(world.actor("sam"), world.sam.pk, "money") is None
    Connection.objects.filter(pk=world.connections["attorney"].pk).update(ended_at=timezone.now())
    assert authority_in(world.actor("attorney"), world.sam.pk, "money") is None
