"""Writes: once, from a version, of listed fields only, and only by those who may."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.db import models

from people.models import Connection, Slip
from plans.models import Action, Item, Outcome, OutcomeChange, Part, Suggestion
from reviews.models import ReviewView
from tests.api.conftest import Program
from tests.api.doors import address, bodies, doors
from tests.scenarios import World

Programs = Callable[..., Program]
Ids = dict[str, uuid.UUID]
WRITES = [(name, method) for name, method, _view in doors() if method != "GET"]


def new() -> str:
    return str(uuid.uuid4())


def test_an_answer_is_kept_once_and_a_replay_gives_the_same_answer(example: World, program: Programs, ids: Ids) -> None:
    client, body = program("sam"), {"operation": new(), "question": "important_to", "text": "My bike 🚲"}
    first, again = (client.send("POST", f"parts/{ids['part_id']}/items", body) for _each in range(2))
    assert (first.status_code, again.status_code) == (201, 201) and first.json() == again.json()
    assert first.json()["id"] == body["operation"] and first.json()["text"] == "My bike 🚲"
    change = {"operation": new(), "base_version": 1, "text": "My red bike"}
    first, again = (client.send("PUT", f"items/{body['operation']}", change) for _each in range(2))
    assert first.status_code == 200 and first.json() == again.json() and first.json()["version"] == 2
    assert Item.objects.get(pk=body["operation"]).history.count() == 2


def test_a_clash_answers_409_with_both_versions_and_keeps_both(example: World, program: Programs, ids: Ids) -> None:
    client, item = program("sam"), ids["item_id"]
    client.send("PUT", f"items/{item}", {"operation": new(), "base_version": 1, "text": "Theirs"})
    mine = {"operation": new(), "base_version": 1, "text": "Mine"}
    first, again = (client.send("PUT", f"items/{item}", mine) for _each in range(2))
    assert (first.status_code, again.status_code) == (409, 409) and first.json() == again.json()
    both = first.json()
    assert (both["theirs"]["text"], both["yours"]["text"]) == ("Theirs", "Mine")
    assert both["yours"]["beside"] == str(item)
    assert {"Theirs", "Mine"} <= set(Item.objects.kept().filter(part=ids["part_id"]).values_list("text", flat=True))


def test_a_wish_changed_by_somebody_else_first_is_not_written_over(example: World, program: Programs, ids: Ids) -> None:
    client, where = program("sam"), f"outcomes/{ids['outcome_id']}"
    base = client.send("GET", where).json()["version"]
    body = {"operation": new(), "base_version": base, "in_my_words": "First"}
    assert client.send("PUT", where, body).json()["in_my_words"] == "First"
    assert client.send("PUT", where, body).status_code == 200  # a replay
    late = client.send("PUT", where, {**body, "in_my_words": "Second"})
    assert late.status_code == 409
    assert (late.json()["theirs"]["in_my_words"], late.json()["yours"]["in_my_words"]) == ("First", "Second")
    assert Outcome.objects.get(pk=ids["outcome_id"]).in_my_words == "First"


@pytest.mark.parametrize(("name", "method"), WRITES)
def test_a_field_that_is_not_listed_is_refused_and_never_stored(
    example: World, program: Programs, ids: Ids, name: str, method: str
) -> None:
    """T-MASS: every field name of every model that a write touches, one body each."""
    if (name, method) not in bodies(example):
        return
    shape = next(view for one, verb, view in doors() if (one, verb) == (name, method))
    listed = set(bodies(example)[name, method]) | {
        "text", "cells", "for_me", "setting", "why", "good_looks_like", "check_on", "in_my_words", "tell_the_board",
        "how_we_will_know", "what_happened", "said_by", "level", "ends_on", "people", "why_again", "matters", "sure",
        "support", "place",
    }  # fmt: skip
    if name == "api_part_media":
        listed |= {"version"}  # a file may be put with an answer as it stood
    touched = (Item, Part, Outcome, OutcomeChange, Action, Slip, Suggestion, ReviewView, Connection)
    names = {field.name for model in touched for field in model._meta.get_fields()} | {"plan_id", "owner", "status"}
    client = program("sam")
    before = _stored(touched)
    body = {**bodies(example)[name, method], **dict.fromkeys(names - listed, "x")}
    answer = client.send(method, address(name, ids), body)
    assert answer.status_code in {400, 403, 404}, (shape, answer.content)
    if answer.status_code == 400:
        assert names - listed <= set(answer.json()["fields"])
        assert answer.json()["fields"]["owner"] == ["This cannot be set here."]
    assert _stored(touched) == before


def _stored(touched: tuple[type[models.Model], ...]) -> list[list[dict[str, object]]]:
    return [list(model._default_manager.order_by("pk").values()) for model in touched]


@pytest.mark.parametrize("who", ["mum", "dev", "jo"])
def test_looking_is_not_writing(example: World, program: Programs, ids: Ids, who: str) -> None:
    """Mum may suggest, Dev and Jo may look: what they see they cannot change, what they do not see is not here."""
    seen = Part.objects.visible_to(example.actor(who)).filter(pk=ids["part_id"]).exists()
    client = program(who)
    for name, method in (
        ("api_part_items", "POST"),
        ("api_item", "PUT"),
        ("api_item_take_out", "POST"),
        ("api_part_door", "PUT"),
    ):
        answer = client.send(method, address(name, ids), bodies(example).get((name, method)))
        assert answer.status_code == (403 if seen else 404), (name, answer.content)
    assert (
        client.send("POST", f"people/{example.sam.pk}/slips", bodies(example)["api_slips", "POST"]).status_code == 403
    )


def test_a_suggestion_comes_in_ones_own_voice(example: World, program: Programs, ids: Ids) -> None:
    body = bodies(example)["api_part_suggestions", "POST"]
    first, again = (program("mum").send("POST", f"parts/{ids['part_id']}/suggestions", body) for _each in range(2))
    assert first.status_code == again.status_code == 201 and first.json()["said_by"] == "Ann"
    assert not Item.objects.filter(text=body["text"]).exists()
    yes = program("sam").send("POST", f"suggestions/{first.json()['id']}/answer", {"answer": "accepted"})
    assert yes.json()["state"] == "accepted" and Item.objects.filter(text=body["text"]).exists()


def test_sharing_is_given_torn_and_chosen_anew(example: World, program: Programs) -> None:
    client, part = program("sam"), example.things["parts"]["to_for_balance"]
    dev = str(example.connections["dev"].pk)
    body = {"connection": dev, "parts": [str(part.pk)], "level": "suggest", "ends_on": "2030-06-01"}
    slip = client.send("POST", f"people/{example.sam.pk}/slips", body).json()
    assert slip["words"].startswith("Dev can see and suggest on ") and slip["words"].endswith("until 1 June 2030.")
    assert program("dev").send("GET", f"parts/{part.pk}").status_code == 200
    assert client.send("POST", f"slips/{slip['id']}/tear").status_code == 204
    assert program("dev").send("GET", f"parts/{part.pk}").status_code == 404
    shut = {"door": "just_me", "people": []}
    some = {"door": "some", "people": [{"connection": dev, "level": "help_write"}]}
    assert client.send("PUT", f"parts/{part.pk}/door", some).json()["names"] == ["Dev"]
    assert program("dev").send("POST", f"parts/{part.pk}/items", {
        "operation": new(), "question": "to", "text": "Records",
    }).status_code == 201  # fmt: skip
    assert client.send("PUT", f"parts/{part.pk}/door", shut).json()["words"] == "Only you can see this."
    for bad in (
        {**body, "ends_on": "2020-01-01"},
        {**body, "level": "own"},
        {**body, "parts": []},
        {**body, "ends_on": "9999-12-31"},
    ):
        assert client.send("POST", f"people/{example.sam.pk}/slips", bad).status_code == 400


def test_cells_are_the_declared_ones_with_choices_on_offer(example: World, program: Programs) -> None:
    client, part = program("sam"), example.things["parts"]["communication_chart"]
    good = {"operation": new(), "question": "rows", "cells": {"i_do_this": "I wave", "how_sure": "sure"}}
    assert client.send("POST", f"parts/{part.pk}/items", good).status_code == 201
    for cells, name in (({"owner": "x"}, "cells.owner"), ({"how_sure": "very"}, "cells.how_sure")):
        answer = client.send("POST", f"parts/{part.pk}/items", {**good, "operation": new(), "cells": cells})
        assert answer.status_code == 400 and name in answer.json()["fields"]
    text = {"operation": new(), "question": "rows", "text": "words"}
    assert "cells" in client.send("POST", f"parts/{part.pk}/items", text).json()["fields"]


def test_a_row_about_somebody_stays_about_them(example: World, program: Programs) -> None:
    part, gran = example.things["parts"]["relationship_circle"], str(example.connections["gran"].pk)
    row = Item.objects.get(part=part, field="people")
    body = {"operation": new(), "base_version": row.version, "cells": {"how_often": "Each Sunday"}}
    assert program("sam").send("PUT", f"items/{row.pk}", body).json()["cells"]["person"] == gran
    swapped = {**body, "operation": new(), "cells": {"person": str(example.connections["mum"].pk)}}
    assert program("sam").send("PUT", f"items/{row.pk}", swapped).status_code == 400


def test_the_board_hears_only_by_the_persons_own_yes(example: World, program: Programs, ids: Ids) -> None:
    from people import sharing
    from people.enums import Level

    part = example.things["parts"]["outcome"]
    sharing.give(
        by=example.actor("sam"), person=example.sam, connection=example.connections["mum"], part_ids=[part.pk],
        level=Level.HELP_WRITE,
    )  # fmt: skip
    where, body = f"outcomes/{ids['outcome_id']}", {"codes": ["MON"], "tell_the_board": True}
    assert program("mum").send("PUT", f"{where}/barriers", body).json()["barriers"][0]["tell_the_board"] is False
    assert program("sam").send("PUT", f"{where}/barriers", body).json()["barriers"][0]["tell_the_board"] is True
    promise = program("mum").send("POST", f"promises/{ids['promise_id']}/close", {"state": "done"})
    assert promise.status_code == 403


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "x" * 20_001, "", 5, None, ["a"], {"a": 1}])
def test_words_that_cannot_be_kept_are_told_kindly(example: World, program: Programs, ids: Ids, text: object) -> None:
    body = {"operation": new(), "question": "important_to", "text": text}
    answer = program("sam").send("POST", f"parts/{ids['part_id']}/items", body)
    if text == 5:
        assert answer.status_code == 201 and answer.json()["text"] == "5"
        return
    assert answer.status_code == 400 and set(answer.json()) == {"message", "fields"}
    assert "invalid" not in answer.content.decode().lower() and "required" not in answer.content.decode().lower()


def test_what_cannot_be_read_at_all_is_told_kindly(example: World, program: Programs, ids: Ids) -> None:
    client, where = program("sam"), f"/api/v1/parts/{ids['part_id']}/items"
    for data, kind, status in ((b"{", "application/json", 400), (b"[]", "application/json", 400),
                               (b"NaN", "application/json", 400), (b"a=1", "application/x-www-form-urlencoded", 415)):  # fmt: skip
        answer = client.generic("POST", where, data, kind)
        assert answer.status_code == status and set(answer.json()) == {"message", "fields"}
    assert client.send("DELETE", f"items/{ids['item_id']}").status_code == 405


def test_a_name_in_a_row_is_words_and_can_be_changed(example: World, program: Programs) -> None:
    """A PERSON cell is a name, whether or not they are in the circle."""
    sam = program("sam")
    part = sam.send("POST", f"people/{example.sam.pk}/parts", {"tool": "staying_well", "setting": "Home"}).json()["id"]
    row = {"operation": new(), "question": "who_holds_copy", "cells": {"person": "Dr Who"}}
    item = sam.send("POST", f"parts/{part}/items", row).json()
    assert item["cells"] == {"person": "Dr Who"}
    change = {"operation": new(), "base_version": 1, "cells": {"person": "Nurse Bevan"}}
    assert sam.send("PUT", f"items/{item['id']}", change).json()["cells"] == {"person": "Nurse Bevan"}


def test_a_choice_is_a_cell_that_must_be_on_offer(example: World, program: Programs) -> None:
    sam = program("sam")
    part = sam.send("POST", f"people/{example.sam.pk}/parts", {"tool": "working_not_working", "setting": "x"}).json()
    where, body = f"parts/{part['id']}/items", {"operation": new(), "question": "topic"}
    assert sam.send("POST", where, {**body, "text": "Home"}).status_code == 400
    assert sam.send("POST", where, {**body, "cells": {"pick": "the moon"}}).json()["fields"].keys() == {"cells.pick"}
    assert sam.send("POST", where, {**body, "cells": {"pick": "not_sure"}}).json()["cells"] == {"pick": "not_sure"}


def test_a_day_that_cannot_be_read_is_told_kindly_and_one_that_can_is_kept_as_a_date(
    example: World, program: Programs
) -> None:
    sam = program("sam")
    part = sam.send("POST", f"people/{example.sam.pk}/parts", {"tool": "learning_log", "setting": "x"}).json()["id"]
    row = {"operation": new(), "question": "log", "cells": {"date": "22/11/2026", "learned": "She hums"}}
    assert sam.send("POST", f"parts/{part}/items", row).json()["cells"]["date"] == "2026-11-22"
    odd = {**row, "operation": new(), "cells": {"date": "soon", "learned": "She hums"}}
    assert "22 11 2026" in sam.send("POST", f"parts/{part}/items", odd).json()["message"]


def test_the_closer_reasons_of_a_barrier_are_kept_and_left_when_not_sent(
    example: World, program: Programs, ids: Ids
) -> None:
    sam, where = program("sam"), f"outcomes/{ids['outcome_id']}/barriers"
    body = {"codes": ["TRN", "MON"], "closer": ["TRN.2", "HOU.1"]}
    codes = [(each["code"], each["sub_code"]) for each in sam.send("PUT", where, body).json()["barriers"]]
    assert sorted(codes) == [("MON", ""), ("TRN", ""), ("TRN", "TRN.2")]
    kept = sam.send("PUT", where, {"codes": ["TRN"]}).json()["barriers"]
    assert sorted((each["code"], each["sub_code"]) for each in kept) == [("TRN", ""), ("TRN", "TRN.2")]
    assert sam.send("PUT", where, {"codes": ["TRN"], "closer": []}).json()["barriers"][0]["sub_code"] == ""
    assert set(sam.send("PUT", where, {"codes": ["TRN"], "closer": ["NOT.1"]}).json()["fields"]) == {"closer.0"}
