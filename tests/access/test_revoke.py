"""T-REVOKE and the doors of the circle: whoever is taken off finds nothing at their next request, by any way in."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from api.actions import make_token
from api.enums import Days, Scope
from documents.models import RenderedDocument
from documents.printing import make_waiting
from my_data.actions import ask_to_delete, take_back
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
from reviews import actions as reviews
from reviews.models import Review, ReviewView
from row_security import acting
from safeguarding.actions import ask as ask_to_agree
from safeguarding.actions import start_record
from safeguarding.actions.risk import WRITTEN
from safeguarding.enums import WhoDecides
from safeguarding.models import PositiveRiskRecord
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
SWIMMING = {"want": "To swim in the sea", "why": "I feel free", "who_decides": WhoDecides.ME}


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


def asked_to(world: World, name: str) -> tuple[Review, PositiveRiskRecord]:
    """Sam's meeting and Sam's agreement about a risk, to which this one is asked beside those who are."""
    sam = world.actor("sam")
    meeting = Review.objects.filter(person=world.sam).first() or reviews.ask_for_review(by=sam, person=world.sam)
    if not meeting.views.exists():
        reviews.add_view(by=sam, review=meeting, sheet="working", text="My job", operation=uuid.uuid4())
    tie = world.connections[name]
    here = Connection.objects.filter(review_invitations__review=meeting)
    reviews.invite(by=sam, review=meeting, connections=[*here, tie])
    risk = PositiveRiskRecord.objects.filter(person=world.sam).first() or start_record(
        by=sam, person=world.sam, part=None,
        given={**dict.fromkeys(WRITTEN, ""), **SWIMMING, "look_again_on": timezone.localdate()},
    )  # fmt: skip
    ask_to_agree(by=sam, found=risk, connection=tie)
    return meeting, risk


def all_ways_in(world: World, sign_in: SignIn, part: Part, name: str) -> Callable[[], set[int]]:
    """The statuses of everything somebody has open: their page, the photo's address, the plan, their program, the
    meeting to which they were asked, with Sam's card, and the agreement in which they are named.
    """
    client, photo = sign_in(name), Item.objects.get(part=part, photo__isnull=False).pk
    _token, secret = make_token(
        by=world.actor(name), user=world.users[name], name="T", scopes=[Scope.PLAN_READ, Scope.MEETINGS_READ],
        days=Days.MONTH,
    )  # fmt: skip
    program = Client(headers={"Authorization": f"Bearer {secret}"})
    pages = [reverse("part", args=[part.pk]), reverse("photo", args=[photo]), reverse("plan", args=[world.sam.pk])]
    meeting, risk = asked_to(world, name)
    pages += [reverse(each, args=[meeting.pk]) for each in ("meeting", "meeting_wall")]
    pages += [reverse("meeting_sheet", args=[meeting.pk, "working"]), reverse("risk_agreement", args=[risk.pk])]
    read = [reverse("api_part", args=[part.pk]), reverse("api_item_photo", args=[photo])]
    read += [reverse("api_meeting", args=[meeting.pk])]
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


@pytest.mark.parametrize(
    ("shuts", "undoes"),
    [
        ((people_actions.stop_and_close, {}), (people_actions.start_again, {"open_doors": True})),
        ((ask_to_delete, {}), (take_back, {})),
    ],
    ids=["stopping", "deleting"],
)
def test_stopping_and_deleting_shut_every_way_in_and_coming_back_opens_them(
    world: World, sign_in: SignIn, part: Part, shuts: Any, undoes: Any
) -> None:
    ways, sam = {name: all_ways_in(world, sign_in, part, name) for name in ("mum", "jo")}, world.actor("sam")
    shuts[0](by=sam, person=world.sam, **shuts[1])
    assert {name: each() for name, each in ways.items()} == {"mum": {404}, "jo": {404}}
    undoes[0](by=sam, person=world.sam, **undoes[1])
    assert {name: each() for name, each in ways.items()} == {"mum": {200}, "jo": {200}}


def test_coming_back_with_shut_doors_opens_no_meeting_and_no_agreement(
    world: World, sign_in: SignIn, part: Part
) -> None:
    mum, sam = all_ways_in(world, sign_in, part, "mum"), world.actor("sam")
    people_actions.stop_and_close(by=sam, person=world.sam)
    people_actions.start_again(by=sam, person=world.sam)
    assert mum() == {404}
    meeting, risk = asked_to(world, "mum")  # only asking anew does
    assert sign_in("mum").get(reverse("meeting", args=[meeting.pk])).status_code == 200
    assert sign_in("mum").get(reverse("risk_agreement", args=[risk.pk])).status_code == 200


def test_the_database_shuts_the_meeting_and_the_agreement_too(world: World, sign_in: SignIn, part: Part) -> None:
    all_ways_in(world, sign_in, part, "mum")
    mum, tables = world.users["mum"], (Review, ReviewView, PositiveRiskRecord)
    with acting.as_user(mum.pk):
        assert all(model.objects.exists() for model in tables)
    sharing.close_circle(by=world.actor("sam"), person=world.sam)
    with acting.as_user(mum.pk):
        assert not any(model.objects.exists() for model in tables)


def test_who_goes_on_seeing_for_their_work_is_told_by_name_before_every_door_shuts(
    world: World, sign_in: SignIn, part: Part
) -> None:
    """Closing the circle ends no work of the council: what its facilitator still sees is said, and is no more than that."""
    asked_to(world, "nia")
    nia, sam = sign_in("nia"), sign_in("sam")
    told = (
        "Nia Pritchard can still see your meetings, and what was said there. The law asks the council for them.",
        "Nia Pritchard can still see what you agreed about risks, so that you stay safe. You can end an agreement.",
    )
    for page in (reverse("close_circle"), reverse("stop_for_now") + "?way=close", reverse("my_data_delete_sure")):
        words = sam.get(page).content.decode()
        assert all(each in words for each in told), page
        assert "Only you" not in words, page
    sam.post(reverse("close_circle"))
    meeting, risk = Review.objects.get(person=world.sam), PositiveRiskRecord.objects.get(person=world.sam)
    opened = [reverse("meeting", args=[meeting.pk]), reverse("risk_agreement", args=[risk.pk])]
    assert {nia.get(path).status_code for path in opened} == {200}
    assert nia.get(reverse("part", args=[part.pk])).status_code == 404
    hers = sam.get(reverse("who_can_see_person", args=[world.connections["nia"].pk])).content.decode()
    assert all(each in hers for each in told) and "You share nothing with" not in hers


def test_what_one_person_can_open_beside_the_parts_is_on_their_page(world: World, sign_in: SignIn, part: Part) -> None:
    asked_to(world, "dev")
    sharing.just_me(by=world.actor("sam"), person=world.sam, part_id=part.pk)
    page, sam = reverse("who_can_see_person", args=[world.connections["dev"].pk]), sign_in("sam")
    told = sam.get(page).content.decode()
    assert "You share nothing with" not in told and "To swim in the sea" in told and "My meeting" in told
    sharing.close_circle(by=world.actor("sam"), person=world.sam)
    assert "You share nothing with" in sam.get(page).content.decode()


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
