"""T-REVOKE and the doors of the circle: whoever is taken off finds nothing at their next request, by any way in."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from api.actions import make_token
from api.enums import Days, Scope
from documents.models import RenderedDocument
from documents.printing import make_waiting
from people import actions as people_actions
from people import sharing
from people.actions.invitations import InvitationClosedError, NotAskedAgainError
from people.actors import seeing_as
from people.audiences import audiences
from people.enums import Ring
from people.models import Connection, Invitation, Letter, NotAskedAgain
from people.policy import decide
from people.withdrawal import what_stays
from plans import actions, prints, snapshots
from plans.actions.prints import ask_for_print
from plans.actions.support_plans import offer_to_support_plan
from plans.enums import PlanState
from plans.models import Item, Part
from plans.sharing_words import CIRCLE, doors_for
from tests.access.personas import ANONYMOUS
from tests.access.table import DOORS
from tests.plans.money_agrees import money_agrees  # noqa: F401  (a fixture)
from tests.scenarios import World, support
from tests.scenarios.plan import drawn_photo

SignIn = Callable[[str], Client]
# Whatever somebody signed out may open: pages about the software and of signing in, and no page about anybody.
OPEN_TO_ALL = {
    "about", "components", "easier", "help", "home", "invitation", "live", "ready", "set_language", "stop_letters",
    "api_schema", "javascript-catalog", "leave_fast", "tell",
}  # fmt: skip


@pytest.fixture
def part(world: World) -> Part:
    made = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="one_page_profile")
    sam = world.actor("sam")
    actions.save_item(by=sam, part=made, field="appreciate", operation=uuid.uuid4(), text="My laugh")
    actions.save_photo(
        by=sam, part=made, field="photo", operation=uuid.uuid4(), upload=drawn_photo(), description="Sea"
    )
    for name in ("mum", "dev", "jo"):
        sharing.give(by=sam, person=world.sam, connection=world.connections[name], part_ids=[made.pk])
    return made


def all_ways_in(world: World, sign_in: SignIn, part: Part, name: str) -> Callable[[], set[int]]:
    """The statuses of everything somebody has open: their page, the photo's address, the plan, their program."""
    client, photo = sign_in(name), Item.objects.get(part=part, photo__isnull=False).pk
    _token, secret = make_token(
        by=world.actor(name), user=world.users[name], name="T", scopes=[Scope.PLAN_READ], days=Days.MONTH
    )
    program = Client(headers={"Authorization": f"Bearer {secret}"})
    pages = [reverse("part", args=[part.pk]), reverse("photo", args=[photo]), reverse("plan", args=[world.sam.pk])]
    read = [reverse("api_part", args=[part.pk]), reverse("api_item_photo", args=[photo])]
    return lambda: {client.get(path).status_code for path in pages} | {program.get(path).status_code for path in read}


def test_taking_somebody_off_shuts_every_way_in_at_once(world: World, sign_in: SignIn, part: Part) -> None:
    ways = all_ways_in(world, sign_in, part, "dev")
    waiting = ask_for_print(
        by=world.actor("sam"), plan=world.sam.plan, audience=world.connections["dev"], language="en-gb"
    )
    assert ways() == {200}
    people_actions.take_off_circle(by=world.actor("sam"), connection=world.connections["dev"])
    assert ways() == {404}
    assert "Nobody shares a plan with you now" in sign_in("dev").get(reverse("shared_with_me")).content.decode()
    make_waiting(template=prints.TEMPLATE, draw=prints.draw)
    made = RenderedDocument.objects.filter(pk=waiting.document_id, state="READY")
    assert not made.exists(), "paper that waits is not made"


def test_closing_my_circle_ends_every_other_readers_view_at_their_next_request(
    world: World, sign_in: SignIn, part: Part
) -> None:
    ways = {name: all_ways_in(world, sign_in, part, name) for name in ("mum", "jo")}
    sam = sign_in("sam")
    sam.post(reverse("close_circle"))
    assert {name: each() for name, each in ways.items()} == {"mum": {404}, "jo": {404}}
    assert {each.state for each in doors_for(world.sam.pk, [part.pk]).values()} == {"just_me"}
    sam.post(reverse("undo_close_circle"))
    assert {name: each() for name, each in ways.items()} == {"mum": {200}, "jo": {200}}


# --- not asked again -----------------------------------------------------------------------------------


def shut_out_dev(world: World) -> NotAskedAgain:
    people_actions.take_off_circle(by=world.actor("sam"), connection=world.connections["dev"], not_again=True)
    return NotAskedAgain.objects.get()


def test_nobody_asks_them_again_until_the_person_opens_it(world: World, sign_in: SignIn) -> None:
    entry, sam = shut_out_dev(world), world.actor("sam")
    again = people_actions.add_connection(by=sam, person=world.sam, name="D")
    address = world.users["dev"].email
    with pytest.raises(NotAskedAgainError):
        people_actions.invite(by=sam, connection=again, email=address.upper())
    with pytest.raises(PermissionDenied):
        people_actions.add_connection(by=sam, person=world.sam, name="D", user=world.users["dev"])
    assert not Invitation.objects.exists() and not Letter.objects.exists()
    told = sign_in("sam").post(reverse("invite", args=[again.pk]), {"email": address}).content.decode()
    assert "You said: do not ask them again. Nothing was sent." in told
    sign_in("sam").post(reverse("not_asked_again"), {"who": str(entry.connection_id)})
    assert people_actions.invite(by=sam, connection=again, email=address)


def test_an_invitation_that_was_out_already_opens_no_more(world: World) -> None:
    sam = world.actor("sam")
    again = people_actions.add_connection(by=sam, person=world.sam, name="D", ring=Ring.KNOWN)
    people_actions.invite(by=sam, connection=again, email=world.users["dev"].email)
    code = Letter.objects.get().path.rstrip("/").rsplit("/", 1)[1]
    shut_out_dev(world)
    Invitation.objects.update(withdrawn_at=None)
    with pytest.raises(InvitationClosedError):
        people_actions.accept_invitation(by=world.actor("dev"), code=code)


@pytest.mark.parametrize("name", ["dev", "mum", "attorney", "nia", "olu"])
def test_nobody_but_the_person_lifts_it_or_learns_of_it(world: World, sign_in: SignIn, name: str) -> None:
    entry = shut_out_dev(world)
    with pytest.raises(PermissionDenied):
        people_actions.may_be_asked_again(by=world.actor(name), entry=entry)
    assert not NotAskedAgain.objects.visible_to(world.actor(name)).exists()
    assert not decide(world.actor(name), "people.see_not_asked", entry)
    assert sign_in(name).get(reverse("not_asked_again")).status_code == 404
    assert NotAskedAgain.objects.standing().exists()


# --- what is told before -------------------------------------------------------------------------------


@pytest.mark.usefixtures("money_agrees")
def test_a_sent_copy_and_what_a_professional_wrote_are_told_before_and_stay(
    world: World, sign_in: SignIn, part: Part
) -> None:
    plan = support.drive_to(world, PlanState.PLANNING)
    offer_to_support_plan(by=world.actor("sam"), support_plan=plan, item=Item.objects.get(part=part, text="My laugh"))
    dev, nia = world.connections["dev"], world.connections["nia"]
    assert what_stays(world.sam, [part.pk], [dev]) == [], "offered, and not sent yet"
    snapshot = snapshots.make(by=world.actor("nia"), support_plan=plan, person_view="mine")
    words = "Hafren Council keeps the words that you sent to be agreed. The law asks them to."
    assert what_stays(world.sam, [part.pk], [dev]) == [words]
    theirs = "What Nia Pritchard wrote about you stays theirs. You can read it and answer it."
    assert what_stays(world.sam, [part.pk], [nia]) == [words, theirs]
    told = sign_in("sam").get(reverse("take_off", args=[nia.pk])).content.decode()
    assert theirs in told
    sharing.close_circle(by=world.actor("sam"), person=world.sam)
    snapshot.refresh_from_db()
    assert "My laugh" in str(snapshot.content)


def test_mine_goes_at_once_and_nothing_is_told_to_stay(world: World, part: Part) -> None:
    assert what_stays(world.sam, [part.pk], [world.connections["dev"]]) == []
    sharing.just_me(by=world.actor("sam"), person=world.sam, part_id=part.pk)
    assert not Part.objects.visible_to(world.actor("dev")).exists()


# --- the door tells the truth ----------------------------------------------------------------------------


def test_the_words_on_the_door_are_the_answer_of_the_policy(world: World, part: Part) -> None:
    sam = world.actor("sam")
    money = Part.objects.create(plan=world.sam.plan, tool="what_if", place="money")
    open_part = actions.start_part(by=sam, plan=world.sam.plan, tool="communication_chart")
    sharing.share_with_circle(by=sam, person=world.sam, part_id=open_part.pk)
    left = audiences(world.sam.pk)[open_part.pk]
    sharing.tear(by=sam, slip=next(slip for slip in left if slip.connection == world.connections["dev"]))
    for each, door in doors_for(world.sam.pk, [part.pk, money.pk, open_part.pk]).items():
        found = Part.objects.select_related("plan__person").get(pk=each)
        circle = Connection.objects.live().filter(circle=world.sam.pk)
        may = {tie.name for tie in circle if decide(seeing_as(tie), "plans.see_part", found)}
        assert set(door.names) == may and door.state != CIRCLE, found.tool
        assert set(re.findall(r"[A-Z]\w+(?= and | can|, )|(?<=and )[A-Z]\w+", door.sentence)) >= {
            name.split()[0] for name in may
        }


def test_no_page_about_anybody_opens_without_signing_in() -> None:
    """There are no public links: whoever has an address alone has nothing. The doors themselves are knocked at elsewhere."""
    opened = {route for route, doors in DOORS.items() if any(ANONYMOUS in door.let_in.split() for door in doors)}
    assert opened - OPEN_TO_ALL == set()
