"""The whole story, once: from a stranger on the front page to a plan in use, its paper and a board's report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys import beginning, deciding, meeting, paper, sharing, support
from tests.journeys.story import LATER, Story
from tests.scenarios import add_council, build_people
from tests.scenarios.money import add_prices

STEPS: tuple[Callable[[Story], None], ...] = (
    beginning.comes_in_from_the_front_page,
    beginning.answers_three_short_pages,
    beginning.turns_to_welsh_and_back,
    beginning.writes_one_page_about_me,
    beginning.puts_people_on_rings,
    beginning.writes_more_parts,
    beginning.wishes_and_says_what_is_in_the_way,
    sharing.asks_mum_to_join,
    sharing.mum_says_yes_on_her_phone,
    sharing.shows_mum_one_part,
    sharing.mum_thinks_of_something,
    sharing.says_yes_to_mum,
    sharing.sees_what_mum_sees_and_that_she_looked,
    support.council_comes_to_know_kim,
    support.facilitator_is_asked_to_work_with_kim,
    support.kim_shows_the_facilitator_a_wish,
    support.records_the_needs,
    support.makes_a_first_guess_from_points,
    support.kim_picks_who_helps_to_plan,
    support.writes_the_cost_lines,
    support.kim_sends_it,
    deciding.manager_agrees,
    deciding.finance_settles_the_money,
    deciding.facilitator_starts_the_plan,
    deciding.kim_reads_the_answer_and_the_money,
    deciding.first_review_opens_in_six_to_eight_weeks,
    meeting.plans_the_meeting,
    meeting.mum_adds_a_card_while_kim_writes,
    meeting.writes_down_a_promise,
    meeting.one_reminder_comes_once,
    paper.prints_the_plan_for_mum,
    paper.types_with_no_script,
    paper.board_member_reads_the_report,
)


@pytest.mark.slow
def test_main_journey(outbox: None, worker: None, start_worker: Callable[..., None], walk: Callable[..., Any]) -> None:
    expect.set_options(timeout=15_000)
    world = build_people()
    add_prices(world)
    add_council(world, people=130)

    def worker_at(moment: datetime) -> None:
        start_worker(moment, LATER)

    story = Story(world, walk, worker_at)
    for step in STEPS:
        step(story)
    for name, walker in story.windows.items():
        assert walker.problems == [], f"{name}: {walker.problems}"
