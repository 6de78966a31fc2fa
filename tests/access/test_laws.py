"""Laws of sharing that hold in any world: Hypothesis makes small worlds and tries to break them.

PROOF_EXAMPLES=200 looks further than an ordinary run does.
"""

from __future__ import annotations

import os
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Value
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from audit.models import AuditEntry
from people import actions as people_actions
from people import sharing
from people.actors import Actor, seeing_as
from people.enums import Basis, Level
from people.models import Connection, Session, Slip
from people.policy import RULES, decide
from plans import actions as plan_actions
from plans.actions.as_it_was import leave_as_it_was
from plans.models import Asked, Item, Outcome, Part, Plan, Suggestion
from plans.querysets import readable
from reviews import actions as review_actions
from reviews.enums import InvitationAnswer
from reviews.models import ReviewInvitation
from tests.access.counting import WORLDS, count
from tests.access.knocking import client_for
from tests.scenarios import World

pytestmark = pytest.mark.django_db
EXAMPLES = int(os.environ.get("PROOF_EXAMPLES", "6"))
LAW = settings(
    max_examples=EXAMPLES, deadline=None, derandomize="PROOF_EXAMPLES" not in os.environ, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
MEMBERS = ("mum", "dev", "jo", "gran", "bea", "nia")
READ = (Plan, Part, Item, Outcome, Suggestion, Asked)


@dataclass(frozen=True)
class Grant:
    """One act of sharing to come: parts by their place in the list of Sam's parts."""

    who: str
    parts: frozenset[int]
    level: Level
    when: str = "now"


GRANTS = st.lists(
    st.builds(
        Grant,
        st.sampled_from(MEMBERS),
        st.frozensets(st.integers(0, 23), min_size=1, max_size=6),
        st.sampled_from(list(Level)),
        st.sampled_from(["now", "now", "now", "over", "not begun", "ends"]),
    ),
    min_size=1,
    max_size=5,
)
DATES: dict[str, tuple[int, int | None]] = {
    "now": (-3, None), "over": (-3, -1), "not begun": (1, None), "ends": (-3, 2)
}  # fmt: skip


@contextmanager
def small_world(world: World, *grants: Grant) -> Iterator[list[Part]]:
    """Sam's plan with nothing shared but what the grants say; it is gone afterwards."""
    count(WORLDS)
    with transaction.atomic():
        sharing.close_circle(by=world.actor("sam"), person=world.sam)
        parts = list(Part.objects.filter(plan=world.sam.pk).order_by("created_at", "pk"))
        for grant in grants:
            give(world, parts, grant)
        yield parts
        transaction.set_rollback(True)


def give(world: World, parts: list[Part], grant: Grant) -> Slip:
    slip = sharing.give(
        by=world.actor("sam"), person=world.sam, connection=world.connections[grant.who], level=grant.level,
        part_ids=[parts[i % len(parts)].pk for i in grant.parts],
    )  # fmt: skip
    begins, ends = DATES[grant.when]
    now = timezone.now()
    Slip.objects.filter(pk=slip.pk).update(
        starts_at=now + timedelta(days=begins), ends_at=now + timedelta(days=ends) if ends is not None else None
    )
    return slip


def readers(world: World) -> dict[str, Actor]:
    eyes = {name: seeing_as(world.connections[name]) for name in MEMBERS}
    named = {name: world.actor(name) for name in MEMBERS if name != "gran"}
    return named | {f"eyes of {name}": actor for name, actor in eyes.items()}


def seen(world: World) -> dict[tuple[str, str], frozenset[Any]]:
    """Everything of Sam's plan that each reader may read, and at which level each part."""
    found: dict[tuple[str, str], frozenset[Any]] = {}
    for name, actor in readers(world).items():
        for model in READ:
            found[name, model.__name__] = frozenset(model.objects.visible_to(actor).values_list("pk", flat=True))
        levels = Part.objects.visible_to(actor).with_reader_level(actor).values_list("pk", "reader_level")
        found[name, "level"] = frozenset((pk, step) for pk, level in levels for step in range(1, level + 1))
    return found


def less(grant: Grant, how: str) -> Grant | None:
    """The same act of sharing, giving less in one way; None: not at all."""
    if how == "no slip":
        return None
    if how == "fewer parts":
        return replace(grant, parts=frozenset(sorted(grant.parts)[1:])) if len(grant.parts) > 1 else None
    if how == "over":
        return replace(grant, when="over")
    return replace(grant, level=Level(max(1, grant.level - 1)))


@LAW
@given(grants=GRANTS, how=st.sampled_from(["no slip", "fewer parts", "over", "lower level"]), which=st.integers(0, 4))
def test_less_access_never_shows_more(whole_world: World, grants: list[Grant], how: str, which: int) -> None:
    with small_world(whole_world, *grants):
        before = seen(whole_world)
    fewer = list(grants)
    changed = fewer.pop(which % len(fewer))
    left = less(changed, how)
    with small_world(whole_world, *fewer, *([left] if left else [])):
        after = seen(whole_world)
    for (name, what), rows in after.items():
        assert rows <= before[name, what], f"{name} sees more {what} after {how} of {changed}"
        if changed.who not in name:
            assert rows == before[name, what], f"{name} lost {what} that {changed.who} was given"


@LAW
@given(grants=GRANTS, order=st.randoms())
def test_the_order_of_grants_does_not_matter(whole_world: World, grants: list[Grant], order: Any) -> None:
    with small_world(whole_world, *grants):
        before = seen(whole_world)
    mixed = list(grants)
    order.shuffle(mixed)
    with small_world(whole_world, *mixed):
        assert seen(whole_world) == before


@LAW
@given(grants=GRANTS, way=st.sampled_from(["tear", "just me", "close circle", "take off", "leave"]))
def test_revoke_then_ask_is_no(whole_world: World, grants: list[Grant], way: str) -> None:
    grant = replace(grants[0], when="now")
    with small_world(whole_world, grant, *grants[1:]) as parts:
        asked = [parts[i % len(parts)] for i in grant.parts]
        take_back(whole_world, way, grant, asked)
        eyes = seeing_as(whole_world.connections[grant.who])
        for actor in (eyes, *([whole_world.actor(grant.who)] if grant.who in whole_world.users else [])):
            for part in asked:
                fresh = Part.objects.get(pk=part.pk)
                for action in ("plans.see_part", "plans.suggest", "plans.write", "plans.own_part"):
                    assert not decide(actor, action, fresh), f"{grant.who} after {way}: {action}"
                assert not Part.objects.visible_to(actor).filter(pk=part.pk).exists()
                assert not Item.objects.visible_to(actor).filter(part=part).exists()
        if grant.who in whole_world.users:
            client = client_for(whole_world, grant.who)
            assert client.get(reverse("part", args=[asked[0].pk])).status_code == 404
            assert client.get(reverse("api_part", args=[asked[0].pk])).status_code == 404


def take_back(world: World, way: str, grant: Grant, parts: list[Part]) -> None:
    sam, tie = world.actor("sam"), Connection.objects.get(pk=world.connections[grant.who].pk)
    if way == "tear":
        for slip in Slip.objects.filter(connection=tie, torn_at__isnull=True):
            sharing.tear(by=sam, slip=slip)
    elif way == "just me":
        for part in parts:
            sharing.just_me(by=sam, person=world.sam, part_id=part.pk)
    elif way == "close circle":
        sharing.close_circle(by=sam, person=world.sam)
    elif way == "take off":
        people_actions.end_connection(by=sam, connection=tie)
    else:
        people_actions.leave_circle(by=sam, connection=tie)


@LAW
@given(grants=GRANTS)
def test_the_lists_are_what_decide_lets_through(whole_world: World, grants: list[Grant]) -> None:
    with small_world(whole_world, *grants) as parts:
        for name, actor in readers(whole_world).items():
            listed = set(Part.objects.visible_to(actor).values_list("pk", flat=True))
            rows = Part.objects.with_reader_level(actor).filter(pk__in=[part.pk for part in parts])
            rows = list(rows.select_related("plan__person"))
            assert {part.pk for part in rows if decide(actor, "plans.see_part", part)} == listed, name
            allowed = {part.pk: part for part in rows}
            items = Item.objects.filter(part__in=parts)
            shown = set(items.visible_to(actor).values_list("pk", flat=True))
            for item in items:
                item.part = allowed[item.part_id]
                assert bool(decide(actor, "plans.see_item", item)) is (item.pk in shown), f"{name}: {item.text}"


@LAW
@given(grants=GRANTS)
def test_what_is_just_for_me_is_in_nobody_elses_hands(whole_world: World, grants: list[Grant]) -> None:
    with small_world(whole_world, *grants):
        for name, actor in readers(whole_world).items():
            assert not Item.objects.visible_to(actor).filter(only_me=True).exists(), name


# See-as equals real.


def text_of(body: str) -> list[str]:
    """The words of a page's main part in their order, one entry for each piece of text."""
    main = body.split("<main", 1)[1].split("</main>", 1)[0]
    main = re.sub(r"<(template|script)\b.*?</\1>", "", main, flags=re.DOTALL)
    return [
        piece for piece in (unescape(each).strip() for each in re.split(r"<[^>]*>", main.split(">", 1)[1])) if piece
    ]


@pytest.mark.parametrize("name", ["mum", "dev", "jo"])
def test_see_as_is_what_they_really_get_for_every_part(whole_world: World, name: str) -> None:
    """The same of the person's words on both pages; a part that is not theirs is on neither."""
    every_second = range(0, Part.objects.filter(plan=whole_world.sam.pk).count(), 2)
    everything = Grant(name, frozenset(every_second), Level.SEE)
    with small_world(whole_world, everything) as parts:
        theirs, sams = client_for(whole_world, name), client_for(whole_world, "sam")
        tie = whole_world.connections[name]
        looks, sessions = AuditEntry.objects.count(), Session.objects.count()
        for number, part in enumerate(parts):
            eyes = sams.get(reverse("see_as_part", args=[tie.pk, part.pk]))
            assert AuditEntry.objects.count() == looks, "seeing as somebody is no look of theirs"
            real = theirs.get(reverse("part", args=[part.pk]))
            looks = AuditEntry.objects.count()
            assert eyes.status_code == real.status_code == (200 if number % 2 == 0 else 404), part.tool
            if real.status_code == 200:
                assert said_in(eyes.content.decode(), part) == said_in(real.content.decode(), part), part.tool
        assert Session.objects.count() == sessions


def said_in(body: str, part: Part) -> set[str]:
    """The person's words that the page shows, of all the answers of the part, whoever they are for."""
    page = " ".join(text_of(body))
    said = {item.text.strip() for item in part.items.all() if item.text}
    said |= {cell for item in part.items.all() for cell in item.cells.values() if " " in cell}
    return {words for words in said if words in page}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_done_through_their_eyes(whole_world: World, method: str) -> None:
    sams, tie = client_for(whole_world, "sam"), whole_world.connections["mum"]
    part = Part.objects.get(plan=whole_world.sam.pk, tool="one_page_profile")
    for path in (reverse("see_as", args=[tie.pk]), reverse("see_as_part", args=[tie.pk, part.pk])):
        assert getattr(sams, method)(path).status_code == 405
    eyes = seeing_as(tie)
    assert not [action for action, rule in RULES.items() if rule.changes and decide(eyes, action, part)]


# No moves of others widen an audience.


class Others(RuleBasedStateMachine):
    """Everybody but Sam does what they are let, in any order; nobody ever sees a part that Sam did not show them."""

    world: World

    def __init__(self) -> None:
        super().__init__()
        count(WORLDS)
        self.block = transaction.atomic()
        self.block.__enter__()
        sharing.close_circle(by=self.world.actor("sam"), person=self.world.sam)
        self.parts = list(Part.objects.filter(plan=self.world.sam.pk).order_by("created_at", "pk"))
        for grant in (
            Grant("mum", frozenset({0, 1, 2}), Level.SUGGEST), Grant("dev", frozenset({0}), Level.SEE),
            Grant("jo", frozenset({0, 3}), Level.HELP_WRITE), Grant("nia", frozenset({4}), Level.HELP_WRITE),
        ):  # fmt: skip
            give(self.world, self.parts, grant)
        leave_as_it_was(by=self.world.actor("sam"), part=self.parts[0], connection=self.world.connections["mum"])
        self.first = self.audience()
        self.slips = self.live_slips()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    def audience(self) -> set[tuple[str, Any]]:
        everybody = {**readers(self.world), **{name: self.world.actor(name) for name in ("dad", "stranger", "other")}}
        return {
            (name, pk)
            for name, actor in everybody.items()
            for rows in (Part.objects.visible_to(actor), Part.objects.filter(readable(actor)).annotate(now=Value(1)))
            for pk in rows.values_list("pk", *rows.query.annotations)
            if pk[0] in {part.pk for part in self.parts}
        }

    def live_slips(self) -> set[Any]:
        live = Slip.objects.live().filter(content_object=self.world.sam.pk).exclude(basis=Basis.HELPING)
        return set(live.values_list("pk", flat=True))

    def move(self, work: Any) -> None:
        """One try. What the policy refuses changes nothing, and that is an answer too."""
        try:
            with transaction.atomic():
                work()
        except PermissionDenied:
            pass

    @rule(who=st.sampled_from(MEMBERS), part=st.integers(0, 5))
    def suggests(self, who: str, part: int) -> None:
        if who in self.world.users and decide(self.world.actor(who), "plans.suggest", self.fresh(part)):
            field = "appreciate" if part == 0 else "working"
            self.move(lambda: plan_actions.suggest(
                by=self.world.actor(who), part=self.fresh(part), field=field, text="An idea", operation=uuid.uuid4()
            ))  # fmt: skip

    @rule(who=st.sampled_from(MEMBERS), part=st.integers(0, 5))
    def writes(self, who: str, part: int) -> None:
        if who in self.world.users and decide(self.world.actor(who), "plans.write", self.fresh(part)):
            self.move(lambda: plan_actions.save_item(
                by=self.world.actor(who), part=self.fresh(part), field="appreciate", operation=uuid.uuid4(), text="Words"
            ))  # fmt: skip

    @rule(who=st.sampled_from(MEMBERS), to=st.sampled_from(MEMBERS), part=st.integers(0, 5))
    def shares_on(self, who: str, to: str, part: int) -> None:
        """As a view does: ask, and only then give."""
        if who in self.world.users and decide(self.world.actor(who), "plans.share_part", self.fresh(part)):
            give(self.world, self.parts, Grant(to, frozenset({part}), Level.SEE))

    @rule(who=st.sampled_from(MEMBERS), said=st.sampled_from(list(InvitationAnswer)))
    def answers_the_invitation(self, who: str, said: InvitationAnswer) -> None:
        mine = ReviewInvitation.objects.filter(connection=self.world.connections[who]).select_related("review").first()
        if mine is not None and who in self.world.users:
            self.move(lambda: review_actions.answer_invitation(
                by=self.world.actor(who), invitation=mine, answer=said))  # fmt: skip

    @rule(who=st.sampled_from(MEMBERS))
    def adds_a_card(self, who: str) -> None:
        if who in self.world.users:
            self.move(lambda: review_actions.add_view(
                by=self.world.actor(who), review=self.world.things["review"], sheet="working", text="A card",
                operation=uuid.uuid4(),
            ))  # fmt: skip

    @rule(who=st.sampled_from(MEMBERS))
    def leaves(self, who: str) -> None:
        tie = Connection.objects.get(pk=self.world.connections[who].pk)
        if who in self.world.users and decide(self.world.actor(who), "people.leave_circle", tie):
            people_actions.leave_circle(by=self.world.actor(who), connection=tie)

    @rule(who=st.sampled_from(MEMBERS))
    def helps_as_a_worker_heard(self, who: str) -> None:
        if who in self.world.users:
            tie = Connection.objects.get(pk=self.world.connections[who].pk)
            asked: list[Any] = []
            self.move(lambda: asked.append(
                people_actions.ask_to_help(by=self.world.actor(who), connection=tie, in_front=True)))  # fmt: skip
            for each in asked:
                client_for(self.world, "nia").post(reverse("answer_help", args=[each.pk]), {"answer": "yes"})

    @rule(who=st.sampled_from(MEMBERS), part=st.integers(0, 5))
    def asks_over_the_wire(self, who: str, part: int) -> None:
        """The real door of sharing, with the real form of the page."""
        if who in self.world.users:
            path = reverse("part_sharing", args=[self.parts[part].pk])
            answer = client_for(self.world, who).post(path, {"door": "circle", "level": "3", "sure": "yes"})
            assert answer.status_code in (403, 404)

    def fresh(self, part: int) -> Part:
        return Part.objects.select_related("plan__person").get(pk=self.parts[part].pk)

    @invariant()
    def nobody_sees_more(self) -> None:
        assert self.audience() <= self.first
        assert self.live_slips() <= self.slips


def test_no_moves_of_others_widen_an_audience(whole_world: World) -> None:
    class InThisWorld(Others):
        world = whole_world

    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        InThisWorld, settings=settings(LAW, max_examples=max(3, EXAMPLES // 3), stateful_step_count=10)
    )
