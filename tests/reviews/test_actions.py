"""What may be done with a meeting, by whom, and what follows in the process of the support plan."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from documents.errors import KindError
from people import sharing
from people.actors import seeing_as
from people.enums import Level
from people.models import Letter
from people.policy import RULES, decide
from plans import actions as plan_actions
from plans.actions.support_plans import say_second_yes
from plans.enums import PlanState
from plans.models import Item, Suggestion
from plans.process import TransitionRefused
from reviews import actions
from reviews.actions import timetable
from reviews.enums import InvitationAnswer, ReviewState
from reviews.models import Review, ReviewAction, ReviewView
from tests.scenarios import World
from tests.scenarios.reviews import add_reviews, answer
from tests.scenarios.support import SECOND, actor, drive_to, saying

EVERYBODY = (
    "sam",
    "mum",
    "dev",
    "dad",
    "bea",
    "jo",
    "attorney",
    "nia",
    "priya",
    "morgan",
    "ravi",
    "olu",
    "far",
    "stranger",
)


@pytest.fixture
def without_money(monkeypatch: pytest.MonkeyPatch) -> None:
    """The guards of the money belong to budgets; here the process is asked without them."""
    from plans import guards

    for name in ("indicative_budget_shared", "explained_in_their_format", "direct_payment_explained_once",
                 "direct_payment_explained_twice", "within_delegated_limit", "budget_balances", "copy_given",
                 "direct_payment_agreed", "budget_fall_is_lawful"):  # fmt: skip
        monkeypatch.setitem(guards.GUARDS, name, lambda *_: None)


# --- the process ---------------------------------------------------------------------------------
@pytest.mark.usefixtures("without_money")
def test_signing_off_schedules_a_review_in_six_to_eight_weeks(world: World) -> None:
    plan = drive_to(world, PlanState.SIGNED_OFF)
    review = Review.objects.get(support_plan=plan)
    opens = plan.signed_off_on + timedelta(days=42)
    assert (review.state, review.window_opens, review.window_closes) == ("offered", opens, opens + timedelta(days=14))


@pytest.mark.usefixtures("without_money")
def test_a_council_may_count_from_the_start(world: World, settings: object) -> None:
    settings.FIRST_REVIEW_COUNTED_FROM = timetable.START
    plan = drive_to(world, PlanState.BUDGET_CONFIRMED)
    assert not Review.objects.exists()
    from plans.actions.support_plans import move

    who, given = saying(world, plan, "go_live")
    move(by=world.actor(who), support_plan=plan, transition="go_live", given=given)
    review = Review.objects.get(support_plan=plan)
    assert (review.window_opens, review.window_closes) == (date(2026, 5, 18), date(2026, 6, 1))


@pytest.mark.usefixtures("without_money")
def test_a_held_review_looks_at_the_support_plan_and_its_end_offers_the_next(world: World) -> None:
    plan = drive_to(world, PlanState.ACTIVE)
    review = Review.objects.get(support_plan=plan)
    nia = world.actor("nia")
    assert actions.hold_review(by=nia, review=review) == ()
    plan.refresh_from_db()
    assert plan.state == PlanState.IN_REVIEW
    say_second_yes(by=actor(world, SECOND["keep"]), support_plan=plan, transition="keep")
    actions.close_review(by=nia, review=review, transition="keep", given=saying(world, plan, "keep")[1])
    plan.refresh_from_db()
    review.refresh_from_db()
    assert (plan.state, review.state) == (PlanState.ACTIVE, ReviewState.CLOSED)
    after = Review.objects.get(support_plan=plan, state=ReviewState.OFFERED)
    assert after.window_closes == timetable.next_window(review.held_on, jurisdiction="ENG").closes


@pytest.mark.usefixtures("without_money")
def test_the_process_still_asks_its_guards_and_then_nothing_is_written(world: World) -> None:
    plan = drive_to(world, PlanState.ACTIVE)
    review = Review.objects.get(support_plan=plan)
    actions.hold_review(by=world.actor("nia"), review=review)
    with pytest.raises(TransitionRefused):
        actions.close_review(by=world.actor("nia"), review=review, transition="keep", given={})
    review.refresh_from_db()
    assert review.state == ReviewState.HELD


@pytest.mark.usefixtures("without_money")
def test_not_now_is_offered_again_in_a_year(world: World) -> None:
    plan = drive_to(world, PlanState.ACTIVE)
    review = Review.objects.get(support_plan=plan)
    actions.say_not_now(by=world.actor("sam"), review=review)
    again = Review.objects.get(support_plan=plan, state=ReviewState.OFFERED)
    assert again.window_closes == timetable.next_window(timezone.localdate(), jurisdiction="ENG").closes


@pytest.mark.usefixtures("without_money")
def test_scheduling_twice_makes_one_review(world: World) -> None:
    plan = drive_to(world, PlanState.SIGNED_OFF)
    timetable.schedule_first(plan, plan.signed_off_on)
    assert Review.objects.filter(support_plan=plan).count() == 1


# --- asking and inviting ------------------------------------------------------------------------------
def test_the_person_or_their_facilitator_may_ask_and_nobody_else(world: World) -> None:
    for name in EVERYBODY:
        if name in ("sam", "nia"):
            assert actions.ask_for_review(by=world.actor(name), person=world.sam)
        else:
            with pytest.raises(PermissionDenied):
                actions.ask_for_review(by=world.actor(name), person=world.sam)
    assert Review.objects.count() == 1


def test_only_the_person_invites(review: Review, world: World) -> None:
    for name in EVERYBODY:
        if name != "sam":
            with pytest.raises(PermissionDenied):
                actions.invite(by=world.actor(name), review=review, connections=[world.connections["gran"]])


def test_somebody_who_left_the_circle_cannot_be_asked(review: Review, world: World) -> None:
    actions.invite(by=world.actor("sam"), review=review, connections=[world.connections["dad"]])
    assert not review.invitations.exists()


def test_each_person_asked_gets_one_letter(review: Review, world: World) -> None:
    asked = [world.connections[key] for key in ("mum", "dev", "jo", "nia")]
    actions.invite(by=world.actor("sam"), review=review, connections=asked)
    letters = Letter.objects.filter(for_what__startswith="meeting-invitation:")
    assert sorted(letters.values_list("to_user__name", flat=True)) == ["Ann", "Dev", "Jo Bell", "Nia Pritchard"]


def test_leaving_the_circle_closes_the_meeting(review: Review, world: World) -> None:
    from people.actions import end_connection

    assert Review.objects.visible_to(world.actor("mum")).exists()
    end_connection(by=world.actor("sam"), connection=world.connections["mum"])
    assert not Review.objects.visible_to(world.actor("mum")).exists()


def test_the_champion_is_never_the_one_who_leads(review: Review, world: World) -> None:
    Review.objects.filter(pk=review.pk).update(facilitator=world.users["nia"])
    review.refresh_from_db()
    actions.choose_champion(by=world.actor("sam"), review=review, champion=world.connections["nia"])
    assert review.champion is None


def test_only_whoever_was_asked_answers(review: Review, world: World) -> None:
    invitation = review.invitations.get(connection=world.connections["dev"])
    for name in ("sam", "mum", "nia"):
        with pytest.raises(PermissionDenied):
            actions.answer_invitation(by=world.actor(name), invitation=invitation, answer=InvitationAnswer.YES)


# --- cards ------------------------------------------------------------------------------------------
def add(world: World, review: Review, name: str, **more: object) -> ReviewView:
    given = {"sheet": "working", "text": "Words", "operation": uuid.uuid4(), **more}
    return actions.add_view(by=world.actor(name), review=review, **given)


@pytest.mark.parametrize(("name", "voice"), [("sam", "me"), ("mum", "family"), ("jo", "paid")])
def test_cards_keep_their_voices(review: Review, world: World, name: str, voice: str) -> None:
    card = add(world, review, name, said_by=world.connections["dev"] if name in ("mum", "jo") else None)
    assert card.voice == voice
    assert card.author == (world.connections[name] if name != "sam" else None)


def test_words_that_the_facilitator_types_stay_the_speakers(review: Review, world: World) -> None:
    card = add(world, review, "nia", said_by=world.connections["mum"])
    assert (card.voice, card.author_name, card.typed_by) == ("family", "Ann", world.users["nia"])


@pytest.mark.parametrize("name", ["bea", "attorney", "far", "priya", "stranger", "dad"])
def test_nobody_who_was_not_asked_writes(review: Review, world: World, name: str) -> None:
    with pytest.raises(PermissionDenied):
        add(world, review, name)


def test_the_same_card_sent_twice_is_kept_once(review: Review, world: World) -> None:
    operation, count = uuid.uuid4(), ReviewView.objects.count()
    assert add(world, review, "mum", operation=operation) == add(world, review, "mum", operation=operation)
    assert ReviewView.objects.count() == count + 1


def test_only_the_person_hides_and_a_hidden_card_is_its_authors_and_theirs(review: Review, world: World) -> None:
    card = ReviewView.objects.get(review=review, sheet="working", voice="paid")
    for name in ("mum", "jo", "nia"):
        with pytest.raises(PermissionDenied):
            actions.hide(by=world.actor(name), view=card)
    actions.hide(by=world.actor("sam"), view=card)
    seen = {name for name in EVERYBODY if ReviewView.objects.visible_to(world.actor(name)).filter(pk=card.pk).exists()}
    assert seen == {"sam", "jo"}
    actions.show_again(by=world.actor("sam"), view=card)
    assert ReviewView.objects.visible_to(world.actor("mum")).filter(pk=card.pk).exists()


def test_crossed_out_words_are_kept_for_their_author_alone(review: Review, world: World) -> None:
    card = ReviewView.objects.get(review=review, sheet="working", voice="paid")
    actions.cross_out(by=world.actor("sam"), view=card)
    seen = {name for name in EVERYBODY if ReviewView.objects.visible_to(world.actor(name)).filter(pk=card.pk).exists()}
    assert seen == {"jo"}


def test_the_persons_own_card_becomes_their_answer_once(review: Review, world: World) -> None:
    card = ReviewView.objects.get(review=review, sheet="to_now", voice="me")
    for _ in range(2):
        assert actions.offer_to_plan(by=world.actor("sam"), view=card)
    assert Item.objects.get(text=card.text).field == "important_to"


def test_somebody_elses_card_becomes_a_suggestion_only_where_they_may_suggest(review: Review, world: World) -> None:
    card, mum = ReviewView.objects.get(review=review, sheet="admire", voice="family"), world.actor("mum")
    part = plan_actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="one_page_profile")
    assert not actions.offer_to_plan(by=mum, view=card)
    sharing.set_levels(
        by=world.actor("sam"), person=world.sam, part_id=part.pk, levels={world.connections["mum"]: Level.SUGGEST}
    )
    assert actions.offer_to_plan(by=mum, view=card)
    assert Suggestion.objects.get(part=part).said_by == world.connections["mum"]
    assert not actions.offer_to_plan(by=world.actor("nia"), view=card)


# --- promises ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "given", [{"who": ""}, {"who": "Jo and Dev"}, {"who": "Jo, Dev"}, {"by_when": None}, {"what": " "}]
)
def test_a_promise_has_a_thing_one_name_and_a_day(review: Review, world: World, given: dict[str, object]) -> None:
    said = {"what": "Ring", "who": "Jo", "by_when": timezone.localdate(), "operation": uuid.uuid4()}
    with pytest.raises(KindError):
        actions.agree_action(by=world.actor("sam"), review=review, **(said | given))
    assert review.actions.count() == 1


def test_a_promise_is_seen_by_the_person_the_facilitator_and_whoever_made_it(review: Review, world: World) -> None:
    kept = review.actions.get()
    seen = {
        name for name in EVERYBODY if ReviewAction.objects.visible_to(world.actor(name)).filter(pk=kept.pk).exists()
    }
    assert seen == {"sam", "nia", "jo"}


# --- the policy ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "action", ["reviews.see_review", "reviews.see_invitation", "reviews.see_view", "reviews.see_action"]
)
def test_the_rule_agrees_with_its_list_on_every_row(world: World, action: str) -> None:
    add_reviews(world)
    rule = RULES[action]
    actors = [world.actor(name) for name in EVERYBODY] + [seeing_as(tie) for tie in world.connections.values()]
    rows = list(rule.lists(world.actor("sam")).model.objects.all())
    for each in actors:
        listed = set(rule.lists(each).values_list("pk", flat=True))
        assert listed == {row.pk for row in rows if decide(each, action, row)}


def test_no_thanks_is_no(review: Review, world: World) -> None:
    answer(world, review, "dev", InvitationAnswer.NO)
    assert not Review.objects.visible_to(world.actor("dev")).exists()
