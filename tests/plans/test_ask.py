"""Asking one person for help with one question: told before, for a time, called off at once."""

from __future__ import annotations

import uuid
from datetime import datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from people import sharing
from people.enums import Level
from people.letters import compose
from people.models import Letter, Slip
from plans import actions
from plans.actions import private
from plans.actions.ask import ask_about, stop_asking
from plans.enums import Place
from plans.models import Asked, Item, Part, Suggestion
from tests.scenarios import World

FIELD = "important_to"


@pytest.fixture
def part(world: World) -> Part:
    return actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="one_page_profile")


def in_two_weeks() -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localdate() + timedelta(days=15), time.min))


def asked(world: World, part: Part, who: str = "dev", field: str = FIELD) -> Asked:
    return ask_about(
        by=world.actor("sam"), part=part, field=field, connection=world.connections[who], ends_at=in_two_weeks()
    )


def test_from_the_page_to_the_suggestion_and_back(world: World, part: Part, sign_in) -> None:
    sam, dev = sign_in("sam"), sign_in("dev")
    page = f"/part/{part.pk}/{FIELD}/ask/"
    assert "Dev" in sam.get(page).content.decode()
    assert dev.get(f"/part/{part.pk}/{FIELD}/").status_code == 404
    day = timezone.localdate() + timedelta(days=14)
    form = {"who": str(world.connections["dev"].pk), "until": f"{day.day} {day.month} {day.year}"}
    told = sam.post(page, form).content.decode()
    assert "Dev will see" in told and not Slip.objects.exists() and not Letter.objects.exists()
    assert sam.post(page, form | {"do": "ask"}).status_code == 302
    slip = Slip.objects.get()
    assert (slip.level, slip.part_ids, slip.ends_at) == (Level.SUGGEST, [part.pk], in_two_weeks())
    dev.post(f"/part/{part.pk}/{FIELD}/", {"text": "Friday football", "operation": str(uuid.uuid4())})
    assert "Friday football" in sam.get(f"/part/{part.pk}/").content.decode()
    assert Suggestion.objects.get().said_by == world.connections["dev"] and not Item.objects.exists()


def test_the_letter_says_nothing_of_whom_or_what(world: World, part: Part) -> None:
    asked(world, part)
    letter = Letter.objects.get()
    mail = compose(letter)
    for word in ("Sam", "Rees", "profile", "matters", FIELD.replace("_", " ")):
        assert word not in mail.subject + mail.body.replace(letter.path, "")


def test_calling_it_off_shuts_the_door_at_once_and_twice_is_once(world: World, part: Part, sign_in) -> None:
    question = asked(world, part)
    dev, sam = sign_in("dev"), sign_in("sam")
    assert dev.get(f"/part/{part.pk}/{FIELD}/").status_code == 200
    for _ in range(2):
        sam.post(f"/asked/{question.pk}/stop")
    assert dev.get(f"/part/{part.pk}/{FIELD}/").status_code == 404
    assert Letter.objects.get().dropped_at and not Asked.objects.open().exists()


def test_it_ends_by_itself(world: World, part: Part, sign_in) -> None:
    asked(world, part)
    Slip.objects.update(starts_at=timezone.now() - timedelta(days=3), ends_at=timezone.now() - timedelta(minutes=1))
    assert sign_in("dev").get(f"/part/{part.pk}/{FIELD}/").status_code == 404


def test_asking_again_moves_the_day_and_leaves_one_slip(world: World, part: Part) -> None:
    asked(world, part)
    later = in_two_weeks() + timedelta(days=7)
    ask_about(by=world.actor("sam"), part=part, field=FIELD, connection=world.connections["dev"], ends_at=later)
    assert Slip.objects.live().get().ends_at == later and Asked.objects.open().count() == 1


def test_who_can_suggest_already_gets_no_other_slip_and_keeps_theirs(world: World, part: Part) -> None:
    sharing.set_levels(
        by=world.actor("sam"), person=world.sam, part_id=part.pk, levels={world.connections["dev"]: Level.HELP_WRITE}
    )
    question = asked(world, part)
    assert question.slip is None
    stop_asking(by=world.actor("sam"), asked=question)
    assert Slip.objects.live().get().level == Level.HELP_WRITE


def test_nobody_else_may_ask_for_sam_or_call_it_off(world: World, part: Part, sign_in) -> None:
    question = asked(world, part)
    with pytest.raises(PermissionDenied):
        ask_about(
            by=world.actor("dev"), part=part, field=FIELD, connection=world.connections["mum"], ends_at=in_two_weeks()
        )
    assert sign_in("dev").post(f"/asked/{question.pk}/stop").status_code == 403
    assert sign_in("mum").post(f"/asked/{question.pk}/stop").status_code == 404
    assert sign_in("dev").get(f"/part/{part.pk}/{FIELD}/ask/").status_code == 403


def test_an_attorney_asks_and_calls_off_within_their_scope(world: World, sign_in) -> None:
    """What somebody may see is Sam's row; the law opens this place of the plan, and the request goes through."""
    money = Part.objects.create(plan=world.sam.plan, tool="one_page_profile", place=Place.MONEY)
    attorney, field = sign_in("attorney"), FIELD
    day = timezone.localdate() + timedelta(days=14)
    form = {"who": str(world.connections["attorney"].pk), "until": f"{day.day} {day.month} {day.year}", "do": "ask"}
    assert attorney.post(f"/part/{money.pk}/{field}/ask/", form).status_code == 302
    request, slip = Asked.objects.get(), Slip.objects.get()
    assert (slip.part_ids, slip.torn_at) == ([money.pk], None)
    attorney.post(reverse("stop_asking", args=[request.pk]))
    slip.refresh_from_db()
    request.refresh_from_db()
    assert slip.torn_at and request.called_off_at


def test_what_is_just_for_me_is_not_shown_to_who_is_asked(world: World, part: Part, sign_in) -> None:
    item = actions.save_item(
        by=world.actor("sam"), part=part, field=FIELD, operation=uuid.uuid4(), text="canary-just-me"
    ).item
    private.keep_to_myself(by=world.actor("sam"), item=item)
    asked(world, part)
    assert "canary-just-me" not in sign_in("dev").get(f"/part/{part.pk}/").content.decode()


@pytest.mark.parametrize("until", ["", "soon", "1 1 2020", "1 1 2099"])
def test_a_day_that_cannot_be_is_asked_for_again_kindly(world: World, part: Part, sign_in, until: str) -> None:
    form = {"who": str(world.connections["dev"].pk), "until": until, "do": "ask"}
    answer = sign_in("sam").post(f"/part/{part.pk}/{FIELD}/ask/", form)
    assert answer.status_code == 422 and not Slip.objects.exists()
    assert until in answer.content.decode()
