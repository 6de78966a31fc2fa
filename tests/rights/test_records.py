"""Capacity records and best-interests decisions: one decision, one time, help first, and kept for good."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse

from people import actions as people_actions
from people.models import Assignment
from rights import actions
from rights.closing import NotYet
from rights.enums import Conclusion, ImcaNeed
from rights.models import BestInterestsOption, CapacityRecord
from tests.scenarios import World
from tests.scenarios import rights as sams

pytestmark = pytest.mark.django_db
ALL_YES = {"weighs": True, "weighs_evidence": ""}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"help_place": "", "help_time": "", "help_format": "", "help_people": ""}, "help_place"),
        ({"weighs_evidence": ""}, "weighs_evidence"),
        ({"retains": None}, "retains"),
        ({"why_doubt": ""}, "why_doubt"),
        ({"information": ""}, "information"),
        ({"conclusion": ""}, "conclusion"),
        ({"impairment": ""}, "impairment"),
        ({"causal_link": ""}, "causal_link"),
        ({"may_come_back": ""}, "may_come_back"),
        ({"can_wait": None}, "can_wait"),
    ],
)
def test_a_conclusion_needs_help_first_evidence_for_a_no_and_the_cause(
    world: World, changes: dict[str, Any], field: str
) -> None:
    """Mental Capacity Act 2005 ss.1(3), 2(1), 3(1); [2021] UKSC 52: what somebody could do, then why not."""
    with pytest.raises(NotYet) as refused, transaction.atomic():
        sams.close_capacity(world, None, **changes)
    assert list(refused.value.gaps) == [field]
    assert not CapacityRecord.objects.exists()


def test_without_a_no_the_person_decides_however_unwise_it_is(world: World) -> None:
    """s.1(4): an unwise choice is no reason. And a no with another reason than an impairment is said as that."""
    with pytest.raises(NotYet, match="wise or not"):
        sams.close_capacity(world, None, **ALL_YES)
    with pytest.raises(NotYet, match="stood in the way"):
        sams.close_capacity(world, None, conclusion=Conclusion.DECIDES)
    assert sams.close_capacity(world, None, sams.BUS).conclusion == Conclusion.DECIDES
    other = sams.close_capacity(world, None, conclusion=Conclusion.OTHER_REASON, impairment="", causal_link="")
    assert other.closed_at


def test_a_closed_record_is_never_changed_and_a_later_one_stands_beside(world: World) -> None:
    closed = sams.close_capacity(world, None)
    with pytest.raises(NotYet, match="stands beside"):
        actions.write_capacity(by=world.actor("nia"), person=world.sam, capacity=closed, own_words="Changed")
    for spoil in (
        lambda: CapacityRecord.objects.update(conclusion="decides"),
        lambda: CapacityRecord.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
            spoil()
    decision = sams.close_best_interests(world, closed)
    for spoil in (
        lambda: BestInterestsOption.objects.update(good="All good"),
        lambda: BestInterestsOption.objects.all().delete(),
        lambda: BestInterestsOption.objects.create(decision=decision, words="A third way"),
        lambda: decision.consulted.all().delete(),
        lambda: type(decision).objects.update(decided="Something else"),
    ):
        with pytest.raises(DatabaseError, match=r"Cannot update|is kept as it is"), transaction.atomic():
            spoil()
    later = sams.close_capacity(world, None, sams.BUS, decision=closed.decision)
    assert {closed.pk, later.pk} == set(CapacityRecord.objects.values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"options": sams.WAYS[:1]}, "option_2"),
        ({"options": [{**way, "limits_least": False} for way in sams.WAYS]}, "limits_least"),
        ({"options": [{**way, "hard": ""} for way in sams.WAYS]}, "option_1_good"),
        ({"consulted": ()}, "asked_1"),
        ({"wishes_now": ""}, "wishes_now"),
        ({"said_or_showed": ""}, "said_or_showed"),
        ({"least_restrictive_why": ""}, "least_restrictive_why"),
        ({"not_by_looks": False}, "not_by_looks"),
        ({"decision_maker": ""}, "decision_maker"),
        ({"look_again_on": None}, "look_again_on"),
        ({"imca": ImcaNeed.MOVE}, "referral"),
        ({"keeps_alive": True}, "no_wish_for_death"),
    ],
)
def test_a_best_interests_decision_holds_the_whole_checklist(world: World, changes: dict[str, Any], field: str) -> None:
    """Mental Capacity Act 2005 s.4, and s.1(6): two ways at least, and the one that limits somebody least."""
    capacity = sams.close_capacity(world, None)
    said = {"options": sams.WAYS, "consulted": sams.VOICES, **sams.BEST, **changes}
    with pytest.raises(NotYet) as refused:
        actions.write_best_interests(by=world.actor("nia"), capacity=capacity, close=True, **said)
    assert field in refused.value.gaps


def test_nobody_decides_for_somebody_without_a_record_that_they_could_not_decide_this_then(world: World) -> None:
    """Open, or the person decides it, or something else stood in the way: no decision of others is closed on it."""
    open_one = actions.write_capacity(by=world.actor("nia"), person=world.sam, decision="Teeth", assessor="Nia")
    decides = sams.close_capacity(world, None, sams.BUS)
    other = sams.close_capacity(world, None, conclusion=Conclusion.OTHER_REASON)
    for capacity in (open_one, decides, other):
        with pytest.raises(NotYet, match="First close a capacity record"):
            sams.close_best_interests(world, capacity)
    assert sams.close_best_interests(world, sams.close_capacity(world, None)).closed_at


def test_only_an_authority_in_force_decides_and_it_is_named(world: World, sign_in) -> None:
    capacity, meg = sams.close_capacity(world, None), world.connections["attorney"].authorities.get()
    decision = sams.close_best_interests(world, capacity, authority=meg, decision_maker="Meg")
    address = reverse("best_interests", args=[decision.pk])
    assert "Decided by Meg, for Sam, about money and property" in sign_in("sam").get(address).content.decode()
    people_actions.end_authority(by=world.actor("nia"), authority=meg, why="Given up")
    with pytest.raises(NotYet, match="not in force"):
        sams.close_best_interests(world, capacity, authority=meg)


def test_only_the_assigned_facilitator_writes_and_only_while_assigned(world: World) -> None:
    for name in ("sam", "mum", "bea", "priya", "far", "attorney", "olu"):
        with pytest.raises(PermissionDenied):
            actions.write_capacity(by=world.actor(name), person=world.sam, decision="Teeth")
    sams.close_capacity(world, None)
    nia = world.actor("nia")
    assert CapacityRecord.objects.visible_to(nia).exists()
    people_actions.end_assignment(by=world.actor("olu"), assignment=Assignment.objects.get(user=world.users["nia"]))
    assert not CapacityRecord.objects.visible_to(nia).exists()
    with pytest.raises(PermissionDenied):
        actions.write_capacity(by=nia, person=world.sam, decision="Teeth")


def test_the_form_keeps_what_was_typed_and_says_what_is_missing_beside_the_field(world: World, sign_in) -> None:
    nia, address = sign_in("nia"), reverse("new_right", args=[world.sam.pk, "capacity"])
    page = nia.post(
        address, {"decision": "Teeth in May", "assessed_on": "2026-05-01", "weighs": "False", "close": "yes"}
    )
    assert page.status_code == 200
    text = page.content.decode()
    assert "Teeth in May" in text and "Write what you saw or heard that says no." in text
    assert not CapacityRecord.objects.exists()
    answer = nia.post(address, {"decision": "Teeth in May", "assessed_on": "2026-05-01", "assessor": "Nia"})
    draft = CapacityRecord.objects.get()
    assert answer.headers["Location"] == reverse("capacity_record", args=[draft.pk])
    said = {name: str(value) for name, value in sams.TEETH.items()} | {"close": "yes"}
    assert nia.post(reverse("change_right", args=["capacity", draft.pk]), said).status_code == 302
    draft.refresh_from_db()
    assert draft.closed_at and draft.conclusion == Conclusion.NOT_NOW
    assert nia.get(reverse("change_right", args=["capacity", draft.pk])).status_code == 302  # read, and not written on
    form: dict[str, Any] = {name: str(value) for name, value in sams.BEST.items()} | {"capacity": str(draft.pk)}
    for number, way in enumerate(sams.WAYS, start=1):
        form |= {
            f"option_{number}": way["words"],
            f"option_{number}_good": way["good"],
            f"option_{number}_hard": way["hard"],
        }
    form |= {"asked_1": "Ann", "asked_1_why": "person", "asked_1_said": "Ask Sam.", "close": "yes"}
    address = reverse("new_right", args=[world.sam.pk, "best-interests"])
    assert "limits the person least" in nia.post(address, form).content.decode()
    assert nia.post(address, {**form, "limits_least": "2"}).status_code == 302
    assert draft.best_interests.get().options.get(limits_least=True).words == sams.WAYS[1]["words"]


def test_the_person_reads_each_record_and_puts_their_words_beside_it(world: World, sign_in) -> None:
    record = sams.close_capacity(world, None)
    sam, nia = sign_in("sam"), sign_in("nia")
    address = reverse("capacity_record", args=[record.pk])
    assert "No teeth. I want it to stop hurting." in sam.get(address).content.decode()
    say = reverse("say_about", args=["capacity", record.pk])
    assert "Write what you want to say." in sam.post(say, {"disagrees": "no"}).content.decode()
    sam.post(say, {"disagrees": "yes", "words": "It hurt. That is all."})
    said = record.persons_words.get()
    assert said.disagrees
    answer = reverse("change_right", args=["answer", said.pk])
    assert nia.post(answer, {"answer": "We hear you."}).status_code == 302
    assert "Somebody has answered this." in nia.post(answer, {"answer": "Again"}).content.decode()
    text = sam.get(address).content.decode()
    assert "It hurt. That is all." in text and "We hear you." in text
    record.refresh_from_db()
    assert record.own_words == sams.TEETH["own_words"]
    for name, code in {"mum": 404, "priya": 404, "attorney": 404, "nia": 200}.items():
        assert sign_in(name).get(address).status_code == code, name


def test_no_choice_and_no_label_says_that_somebody_lacks_capacity() -> None:
    """s.2: it belongs to one decision at one time. Beside tests/architecture, which reads the names of all fields."""
    from django.apps import apps

    said = []
    for model in apps.get_app_config("rights").get_models():
        for field in model._meta.get_fields():
            said += [str(getattr(field, "verbose_name", "")), field.name, str(getattr(field, "help_text", ""))]
            said += [str(words) for _value, words in getattr(field, "choices", None) or ()]
    assert not [words for words in said if re.search(r"(?i)lacks?.capacity|no.capacity|incapable|incapacity", words)]
    from rights.forms import best_interests, capacity

    for form in (capacity.CapacityForm, best_interests.BestInterestsForm):
        words = " ".join(f"{field.label} {field.help_text}" for field in form.base_fields.values())
        assert "lack" not in words and "incapa" not in words
