"""What each door shows to each persona is what visible_to says, and lists cost the same however long."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from api.enums import Scope
from audit.models import AuditEntry
from budgets.models import LedgerEntry
from people.models import Person, Slip
from plans import actions
from plans.models import Action, Item, Outcome, Part, Suggestion, SupportPlan
from plans.tools import TOOLS
from plans.tools.declaration import Question
from reviews.models import Review, ReviewView
from tests.api.conftest import Program
from tests.api.doors import address
from tests.scenarios import World

Programs = Callable[..., Program]
WHO = ("sam", "mum", "dev", "jo", "stranger", "far", "olu", "dad", "other")
LISTS = {
    "api_parts": lambda actor, sam: Part.objects.visible_to(actor).filter(plan=sam.pk),
    "api_suggestions": lambda actor, sam: Suggestion.objects.visible_to(actor).filter(part__plan=sam.pk),
    "api_outcomes": lambda actor, sam: Outcome.objects.visible_to(actor).kept().filter(part__plan=sam.pk),
    "api_promises": lambda actor, sam: Action.objects.visible_to(actor).filter(plan=sam.pk),
    "api_slips": lambda actor, sam: Slip.objects.visible_to(actor).live().filter(content_object=sam),
    "api_meetings": lambda actor, sam: Review.objects.visible_to(actor).filter(person=sam),
    "api_support_plans": lambda actor, sam: SupportPlan.objects.visible_to(actor).filter(person=sam),
}


def seen(answer: object) -> set[str]:
    return {row["id"] for row in answer.json()["results"]}


@pytest.mark.parametrize("who", WHO)
def test_a_list_holds_what_visible_to_says(example: World, browsing: Programs, who: str) -> None:
    client, actor, sam = browsing(who), example.actor(who), example.sam
    known = Person.objects.visible_to(actor).filter(pk=sam.pk).exists()
    assert seen(client.send("GET", "people")) == {
        str(pk) for pk in Person.objects.visible_to(actor).values_list("pk", flat=True)
    }
    for name, rows in LISTS.items():
        answer = client.send("GET", address(name, {"person_id": sam.pk}))
        assert answer.status_code == (200 if known else 404), name
        if known:
            assert seen(answer) == {str(pk) for pk in rows(actor, sam).values_list("pk", flat=True)}, name
            assert set(answer.json()) == {"results", "next"}


@pytest.mark.parametrize("who", WHO)
def test_one_thing_is_there_exactly_for_those_who_may_see_it(
    example: World, browsing: Programs, ids: dict[str, uuid.UUID], who: str
) -> None:
    client, actor = browsing(who), example.actor(who)
    for name, key, rows in (
        ("api_part", "part_id", Part), ("api_outcome", "outcome_id", Outcome), ("api_meeting", "review_id", Review),
        ("api_support_plan", "support_plan_id", SupportPlan),
    ):  # fmt: skip
        visible = rows.objects.visible_to(actor).filter(pk=ids[key]).exists()
        assert client.send("GET", address(name, ids)).status_code == (200 if visible else 404), name


def test_a_part_is_read_with_its_questions_and_only_its_kept_words(example: World, program: Programs) -> None:
    part = example.things["parts"]["one_page_profile"]
    item = Item.objects.filter(part=part, field="important_to").order_by("position").first()
    actions.take_out(by=example.actor("sam"), item=item)
    read = {who: program(who).send("GET", f"parts/{part.pk}").json() for who in ("sam", "mum")}
    assert (read["sam"]["part"]["level"], read["mum"]["part"]["level"]) == ("own", "suggest")
    section = {each["question"]: each for each in read["mum"]["questions"]}["important_to"]
    assert item.text not in str(read) and "Seeing the sea. Any weather." in str(section["answers"])
    asks = [
        {each["question"]: each["ask"] for each in read[who]["questions"]}["important_to"] for who in ("sam", "mum")
    ]
    assert "Sam" not in asks[0] and "Sam" in asks[1]


def test_a_look_by_a_program_is_told_to_the_person(
    example: World, program: Programs, ids: dict[str, uuid.UUID]
) -> None:
    before = AuditEntry.objects.about(example.sam.pk).looks().count()
    program("sam").send("GET", f"parts/{ids['part_id']}")
    assert AuditEntry.objects.about(example.sam.pk).looks().count() == before
    program("mum").send("GET", f"parts/{ids['part_id']}")
    newest = AuditEntry.objects.about(example.sam.pk).looks().first()
    assert (newest.actor_id, newest.part_key) == (str(example.users["mum"].pk), "one_page_profile")


def test_a_list_with_nothing_on_it_is_no_look(example: World, program: Programs) -> None:
    before = AuditEntry.objects.about(example.sam.pk).looks().count()
    assert program("bea").send("GET", f"people/{example.sam.pk}/parts").json()["results"] == []
    assert AuditEntry.objects.about(example.sam.pk).looks().count() == before
    program("mum").send("GET", f"people/{example.sam.pk}/parts")
    assert AuditEntry.objects.about(example.sam.pk).looks().count() == before + 1


def test_a_hidden_card_is_the_persons_and_its_authors(
    example: World, browsing: Programs, ids: dict[str, uuid.UUID]
) -> None:
    review = ids["review_id"]
    for who in ("sam", "mum", "nia"):
        answer = browsing(who).send("GET", f"meetings/{review}")
        rows = ReviewView.objects.visible_to(example.actor(who)).filter(review=review)
        if answer.status_code == 200:
            assert {each["id"] for each in answer.json()["cards"]} == {str(each.pk) for each in rows}
        else:
            assert not rows.exists()


def test_nobody_but_the_person_hears_of_a_no(example: World, program: Programs, ids: dict[str, uuid.UUID]) -> None:
    where = address("api_suggestion_answer", ids)
    assert program("sam").send("POST", where, {"answer": "refused"}).json()["state"] == "refused"
    rows = program("mum").send("GET", f"people/{example.sam.pk}/suggestions").json()["results"]
    assert [row["state"] for row in rows if row["id"] == str(ids["suggestion_id"])] == ["answered"]


def test_sharing_reads_as_sentences(example: World, program: Programs) -> None:
    path = f"people/{example.sam.pk}/slips"
    words = [row["words"] for row in program("sam").send("GET", path).json()["results"]]
    assert any(each.startswith("Dev can see ") for each in words)
    assert all(row["name"] == "Dev" for row in program("dev").send("GET", path).json()["results"])


def test_money_is_text_to_the_penny_and_says_how(example: World, browsing: Programs, ids: dict[str, uuid.UUID]) -> None:
    money = browsing("sam").send("GET", address("api_budget", ids)).json()
    first = money["first_figure"]
    assert (first["weekly"], first["annual"]) == ("338.50", "17602.00")
    assert first["explanation"] and all(step["words"] for step in first["explanation"])
    told = LedgerEntry.objects.visible_to(example.actor("sam")).told().filter(support_plan=ids["support_plan_id"])
    assert [entry["sequence"] for entry in money["record"]] == list(
        told.order_by("sequence").values_list("sequence", flat=True)
    )
    nias = browsing("nia").send("GET", address("api_budget", ids)).json()["record"]
    assert ("338.50", "370.00") in [(entry["weekly_before"], entry["weekly_after"]) for entry in nias]
    annual = {line["description"]: line["annual"] for line in money["lines"]}
    assert annual["Jo helps in the evening"] == "8772.40" and annual["Dev goes to choir with Sam"] == "0.00"
    assert "." in money["lines_annual"] and not any(isinstance(value, float) for value in _leaves(money))


def test_a_program_reads_money_only_with_its_scope(
    example: World, program: Programs, ids: dict[str, uuid.UUID]
) -> None:
    where = address("api_budget", ids)
    assert program("sam", [Scope.SUPPORT_READ]).send("GET", where).status_code == 403
    assert program("sam", [Scope.BUDGET_READ]).send("GET", where).status_code == 200
    assert program("mum").send("GET", where).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("mum", 404), ("dev", 404), ("far", 404), ("olu", 404), ("nia", 200)])
def test_money_is_for_the_person_the_law_and_the_facilitator(
    example: World, browsing: Programs, ids: dict[str, uuid.UUID], who: str, status: int
) -> None:
    assert browsing(who).send("GET", address("api_budget", ids)).status_code == status


def _leaves(value: object) -> list[object]:
    if isinstance(value, dict):
        return [leaf for each in value.values() for leaf in _leaves(each)]
    if isinstance(value, list):
        return [leaf for each in value for leaf in _leaves(each)]
    return [value]


def test_every_tool_is_told_as_it_is_declared_in_both_languages(example: World, program: Programs) -> None:
    told = {tool["key"]: tool for tool in program("stranger").send("GET", "tools").json()}
    assert set(told) == set(TOOLS)
    assert told["working_not_working"]["questions"][0]["you"]["en"] == "What is going well?"
    for key, tool in TOOLS.items():
        assert [each["key"] for each in told[key]["questions"]] == [each.key for each in tool.questions]
        assert told[key]["only_for"] == sorted(tool.only_for)
        for shown, asked in zip(told[key]["questions"], tool.questions, strict=True):
            assert_as_declared(shown, asked)


def assert_as_declared(shown: dict, asked: Question) -> None:
    """Kinds, options, variants, private and the gentle page before: all of it, and Welsh that is not English."""
    assert (shown["takes"], shown["private"], shown["one_answer"]) == (asked.kind.value, asked.private, asked.takes_one)
    assert (shown["shall_we"]["en"], shown["you"]["en"]) == (str(asked.shall_we), str(asked.you))
    assert shown["you"]["cy"] != shown["you"]["en"]
    assert {each["plan_for"] for each in shown["variants"]} == set(asked.variants)
    assert [each["picture"] for each in shown["cards"]] == [each.picture for each in asked.choices]
    for cell, declared in zip(shown["cells"], asked.cells, strict=True):
        assert (cell["key"], cell["kind"]) == (declared.key, declared.kind.value)
        assert [each["code"] for each in cell["choices"]] == [code for code, _words, _picture in declared.options]


def test_pages_follow_one_another_and_none_is_counted(example: World, program: Programs) -> None:
    client, after, found = program("sam"), "", []
    while after is not None:
        answer = client.send("GET", f"people/{example.sam.pk}/parts?limit=4{'&after=' + after if after else ''}").json()
        found += [row["id"] for row in answer["results"]]
        after = answer["next"]
    assert len(found) == len(set(found)) == Part.objects.filter(plan=example.sam.pk).count()
    for bad in ("limit=0", "limit=9999", "after=1", "limit=1.5", "order=tool"):
        assert client.send("GET", f"people/{example.sam.pk}/parts?{bad}").status_code == 400


@pytest.mark.parametrize(
    "name", ["api_parts", "api_outcomes", "api_promises", "api_slips", "api_suggestions", "api_part"]
)
def test_a_list_of_three_costs_what_a_list_of_one_does(
    example: World, program: Programs, ids: dict[str, uuid.UUID], name: str
) -> None:
    client, leo = program("other"), example.things["leos"]
    path = address(name, leo)
    one = _cost(client, path)
    _two_more(example)
    assert _cost(client, path) == one


def _cost(client: Program, path: str) -> int:
    client.send("GET", path)
    with CaptureQueriesContext(connection) as queries:
        assert client.send("GET", path).status_code == 200
    return len(queries)


def _two_more(world: World) -> None:
    from people import sharing

    leo, by, leos = world.things["leo"], world.actor("other"), world.things["leos"]
    part, wish = Part.objects.get(pk=leos["part_id"]), Outcome.objects.get(pk=leos["outcome_id"])
    for number in range(2):
        actions.start_part(by=by, plan=leo.plan, tool="one_page_profile", setting=f"Place {number}")
        actions.save_item(by=by, part=part, field="important_to", operation=uuid.uuid4(), text=f"Thing {number}")
        more = actions.save_outcome(by=by, part=wish.part, operation=uuid.uuid4(), in_my_words=f"Wish {number}")
        actions.set_barriers(by=by, outcome=more, codes=["TRN", "STA"])
        actions.promise(
            by=by, outcome=more, operation=uuid.uuid4(), what="It", who="Kim", by_when=wish.created_at.date()
        )
        kim = Slip.objects.get(pk=leos["slip_id"]).connection
        sharing.give(by=by, person=leo, connection=kim, part_ids=[part.pk])
        Suggestion.objects.create(part=part, field="appreciate", kind="suggestion", text=f"You {number}", said_by=kim)
