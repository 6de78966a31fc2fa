"""The pages of the boards: who comes in, what they say, and that none of them leads to a person or counts plans."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from partnership_boards import actions, urls
from partnership_boards.enums import Seat, Stage, Stream
from partnership_boards.models import BoardAction, BoardMember, PartnershipBoard, PublishedReport, Purpose, ReportPeriod
from people.models import Person, User
from plans.models import Outcome
from tests.partnership_boards.conftest import somebody
from tests.scenarios import World

Knock = Callable[[str], Client]
ROOT = Path(settings.BASE_DIR)


def words_of(html: str) -> str:
    """What a reader reads of a page."""
    body = re.sub(r"<(script|style|svg).*?</\1>", " ", html, flags=re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))


def pages(council: World) -> list[str]:
    board, report = council.things["board"], council.things["report"]
    action = BoardAction.objects.filter(board=board).first()
    shown = reverse("board_report", args=[report.pk])
    return [
        reverse("boards"), reverse("board", args=[board.pk]), shown, f"{shown}?show=table",
        reverse("board_action", args=[action.pk]),
    ]  # fmt: skip


def test_everybody_signed_in_may_read_a_released_report(council: World, knock: Knock) -> None:
    for name in ("sam", "mum", "stranger", "far", "board", "olu"):
        assert {knock(name).get(page).status_code for page in pages(council)} == {200}, name
    assert all(Client().get(page).status_code == 302 for page in pages(council))


def test_who_sits_on_a_board_is_told_to_its_members_only(council: World, knock: Knock) -> None:
    """A seat may tell that somebody has a learning disability."""
    page = reverse("board", args=[council.things["board"].pk])
    assert "A person with a learning disability" in knock("family_rep").get(page).content.decode()
    for name in ("sam", "stranger", "olu"):
        told = knock(name).get(page).content.decode()
        assert "learning disability" not in words_of(told).replace(PURPOSE, "")
        assert "Who is on the board" not in told


PURPOSE = "The board brings together people with learning disabilities"


def test_a_board_that_has_not_told_its_purpose_is_not_here(council: World, knock: Knock) -> None:
    new = actions.start_board(by=council.actor("olu"), organisation=council.council, name="New board")
    assert knock("sam").get(reverse("board", args=[new.pk])).status_code == 404
    assert "New board" not in knock("sam").get(reverse("boards")).content.decode()
    actions.publish_purpose(by=council.actor("board"), board=new, easy_read="We listen.", full_text="More.")
    assert knock("sam").get(reverse("board", args=[new.pk])).status_code == 200


@pytest.mark.parametrize("name", ["publish_purpose", "add_board_action", "reply_to_people"])
def test_only_a_co_chair_changes_what_a_board_says(council: World, knock: Knock, name: str) -> None:
    page = reverse(name, args=[council.things["board"].pk])
    answers = {who: knock(who).get(page).status_code for who in ("board", "commissioner", "family_rep", "sam", "olu")}
    assert answers == {"board": 200, "commissioner": 200, "family_rep": 403, "sam": 403, "olu": 403}


def test_a_seat_that_ended_opens_nothing(council: World, knock: Knock) -> None:
    member = BoardMember.objects.get(user=council.users["board"])
    actions.end_seat(by=council.actor("olu"), member=member, last_day=timezone.localdate() - timedelta(days=1))
    page = reverse("add_board_action", args=[council.things["board"].pk])
    assert knock("board").get(page).status_code == 403


def test_a_co_chair_adds_a_thing_to_do_and_moves_it(council: World, knock: Knock) -> None:
    client, board = knock("board"), council.things["board"]
    sent = {
        "what": "Ask about night buses",
        "owner": "Tom",
        "by_when": "2027-03-01",
        "stream": "power",
        "barrier": "TRN",
    }
    client.post(reverse("add_board_action", args=[board.pk]), sent)
    action = BoardAction.objects.get(what="Ask about night buses")
    client.post(reverse("board_action", args=[action.pk]), {"stage": "doing", "words": "We wrote to them."})
    assert list(action.stages.values_list("stage", "words")) == [("idea", ""), ("doing", "We wrote to them.")]
    page = client.get(reverse("board_action", args=[action.pk])).content.decode()
    assert "We wrote to them." in page
    refused = knock("family_rep").post(reverse("board_action", args=[action.pk]), {"stage": "done"})
    assert refused.status_code == 403
    assert BoardAction.objects.get(pk=action.pk).stage == Stage.DOING


def test_bad_input_keeps_what_was_typed(council: World, knock: Knock) -> None:
    page = reverse("add_board_action", args=[council.things["board"].pk])
    answer = knock("board").post(page, {"what": "Ask about night buses", "owner": "", "by_when": "soon"})
    told = unescape(answer.content.decode())
    assert "Ask about night buses" in told
    assert "Write one name." in told and "Write the day like this" in told


@pytest.fixture
def new_board(council: World) -> PartnershipBoard:
    """A second board of the council, with a maker and a checker, and no report."""
    board = actions.start_board(by=council.actor("olu"), organisation=council.council, name="Second board")
    for key in ("board", "commissioner"):
        actions.give_seat(
            by=council.actor("olu"), board=board, user=council.users[key], seat=Seat.COMMISSIONER, co_chair=False
        )
    actions.give_seat(by=council.actor("olu"), board=board, user=council.users["family_rep"], seat=Seat.FAMILY)
    return board


def test_a_report_is_made_by_one_checked_by_another_and_then_out(council: World, knock: Knock, new_board) -> None:
    make = reverse("make_report", args=[new_board.pk])
    assert knock("family_rep").post(make).status_code == 403
    maker, checker = knock("commissioner"), knock("board")
    draft = maker.post(make).headers["Location"]
    period = ReportPeriod.objects.get(board=new_board)
    yes = {"looked": "on", "nobody_found": "on"}
    assert maker.post(draft, yes).status_code == 403
    assert knock("family_rep").get(draft).status_code == 404
    assert knock("olu").get(draft).status_code == 404
    assert checker.post(draft, {"looked": "on"}).status_code == 200, "both looks are asked for"
    assert checker.post(draft, yes).status_code == 302
    out = checker.post(draft)
    assert out.headers["Location"] == reverse("board_report", args=[period.published.pk])
    assert knock("sam").get(out.headers["Location"]).status_code == 200


def test_a_report_is_made_once(council: World, knock: Knock, new_board: PartnershipBoard) -> None:
    for _try in range(2):
        knock("commissioner").post(reverse("make_report", args=[new_board.pk]))
    assert ReportPeriod.objects.filter(board=new_board).count() == 1


def test_the_page_shows_the_published_figures_in_the_chart_and_in_the_table(council: World, knock: Knock) -> None:
    report = council.things["report"]
    page = reverse("board_report", args=[report.pk])
    table = words_of(knock("sam").get(f"{page}?show=table").content.decode())
    chart = words_of(knock("sam").get(page).content.decode())
    shown = sorted((row["people"] for row in report.content["barriers"] if row["people"]), reverse=True)
    assert all(f"{figure} people" in table for figure in shown)
    assert all(f"{figure} people" in chart for figure in shown[:5])
    assert "Hidden" in table and "We hide small numbers so nobody can be found." in chart


def test_no_page_of_a_board_leads_to_a_person(council: World, knock: Knock) -> None:
    """A board member reaches no person-level page, and no page of a board has a link to one."""
    from tests.access.routes import all_routes

    ours = {pattern.name for pattern in urls.urlpatterns}
    about_people = {"plan", "place", "part", "money", "support_plan", "connection", "see_as", "meeting"} & set(
        all_routes()
    )
    assert about_people, "no person-level page was found to knock at"
    for page in pages(council):
        for link in re.findall(r'href="(/[^"#?]*)', knock("board").get(page).content.decode()):
            assert not re.match(r"/(plan|part|money|support-plan|circle|see-as|meetings|decisions)/.", link), link
    assert ours.isdisjoint(about_people)


@pytest.mark.parametrize("name", ["board", "commissioner", "family_rep"])
def test_a_seat_opens_nobodys_plan(council: World, knock: Knock, name: str) -> None:
    from plans.models import Item, Part

    actor = council.actor(name)
    assert not Person.objects.visible_to(actor).exists()
    for model in (Part, Item, Outcome):
        assert not model.objects.visible_to(actor).exists()
    assert knock(name).get(f"/plan/{council.sam.pk}/").status_code in (403, 404)


def test_no_private_word_or_name_is_on_any_page(council: World, knock: Knock) -> None:
    told = " ".join(words_of(knock("sam").get(page).content.decode()) for page in pages(council))
    for wish in Outcome.objects.all()[:300]:
        assert wish.in_my_words not in told
    for person in Person.objects.exclude(full_name="").exclude(pk=council.sam.pk)[:300]:
        assert person.full_name not in told or person.full_name in {"Tom Hughes", "Rita Blake", "Alun Price"}


COUNTS_PLANS = re.compile(
    r"\d+\s*(%|percent)|\b(number|count|total) of (plans|reviews|people with (a )?plans?)|\d+ (plans|reviews)\b|"
    r"\b(plans?|reviews?) (completed|finished|done|made)|\b(complete|completed|completion|target|league|overdue|late)\b",
    re.I,
)


def test_no_count_of_plans_or_reviews_is_on_any_page(council: World, knock: Knock) -> None:
    for page in pages(council):
        assert not COUNTS_PLANS.search(words_of(knock("board").get(page).content.decode())), page


def test_no_count_of_plans_or_reviews_is_in_a_model_a_template_or_a_report(council: World) -> None:
    name = re.compile(
        r"(plan|review|completion|completed)s?_?(count|number|total|rate|percent)|(count|total|number)_of", re.I
    )
    fields = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("partnership_boards").get_models()
        for field in model._meta.get_fields()
    }
    assert not {field for field in fields if name.search(field)}
    for path in sorted((ROOT / "templates" / "partnership_boards").glob("*.html")):
        words = " . ".join(re.findall(r"translate \"([^\"]+)\"", path.read_text()))
        assert not COUNTS_PLANS.search(words), path.name
        assert not re.search(r"(plan|review)s?\.count|plans?\|length|reviews?\|length", path.read_text()), path.name
    for report in PublishedReport.objects.all():
        assert not re.search(r"plan|review|complet|target", str(report.content))


PATH_READS = ("plans.drawings.path", "plans.drawings.sheet", "documents.")
PATH_MODULES = {"path_page.py", "path_actions.py", "path_printing.py", "path_views.py", "tasks.py"}


def test_boards_read_only_the_counts_of_plans() -> None:
    """No other module of plans, reviews or budgets is known to this app: of plans, the counts, and for a board's own
    PATH the arrow, which is drawing alone; of documents, what makes and hands out a print."""
    reads = re.compile(r"^\s*(?:from|import) ((?:plans|reviews|budgets|documents)[\w.]*)(?: import (\w+))?", re.M)
    for path in (ROOT / "partnership_boards").glob("*.py"):
        for module, thing in reads.findall(path.read_text()):
            may_read = ("plans.counts", *(PATH_READS if path.name in PATH_MODULES else ()))
            assert f"{module}.{thing}".startswith(may_read), path.name


@pytest.mark.parametrize("page", range(5), ids=["boards", "board", "report", "table", "action"])
def test_statements_do_not_grow_with_data(council: World, knock: Knock, page: int) -> None:
    client, board = knock("board"), council.things["board"]
    path = pages(council)[page]
    client.get(path)
    with CaptureQueriesContext(connection) as few:
        client.get(path)
    action = BoardAction.objects.filter(board=board).first()
    for number in range(6):
        user = User.objects.create_user(f"m{number}@demo.example", name=f"Member {number}")
        actions.give_seat(by=council.actor("olu"), board=board, user=user, seat=Seat.CARER)
        actions.add_board_action(
            by=council.actor("board"), board=board, what=f"Thing {number}", owner="Tom", stream=Stream.POWER,
            by_when=timezone.localdate(), barrier="MON",
        )  # fmt: skip
        actions.move_stage(by=council.actor("board"), action=action, stage=Stage.DOING)
        actions.tell_what_we_did(
            by=council.actor("board"), board=board, barrier="TRN", you_said="Buses", we_did="A bus"
        )
        somebody(council)
    with CaptureQueriesContext(connection) as many:
        client.get(path)
    assert len(many) == len(few)


def test_a_new_purpose_stands_after_the_old_and_both_are_kept(council: World, knock: Knock) -> None:
    board = council.things["board"]
    sent = {"easy_read": "We want good lives.", "full_text": "All of it."}
    knock("board").post(reverse("publish_purpose", args=[board.pk]), sent)
    assert list(Purpose.objects.filter(board=board).values_list("version", flat=True)) == [2, 1]
    told = unescape(knock("sam").get(reverse("board", args=[board.pk])).content.decode())
    assert "We want good lives." in told and "What we said before" in told
