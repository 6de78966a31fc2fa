"""A machine that saves, repeats, clashes, takes out, brings back, undoes and chooses in any order, on the real database.

Whatever happens, every acknowledged word stands in an answer, beside it, or in its history, and nothing is there twice.
"""

from __future__ import annotations

import os
import uuid
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, assume, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from plans import actions
from plans.models import Item, Part
from plans.undoing import can_do_again, can_undo, steps_of
from tests.scenarios import World

# So many in each build; SAVING_RUNS asks for more, such as 10,000 by night.
RUNS, STEPS = int(os.environ.get("SAVING_RUNS", "25")), 25
FIELD = "support"
writers = st.sampled_from(["sam", "sam", "mum"])
any_one = st.integers(0, 10_000)
# Words of a kind of their own each time, or now and then words that somebody else may write as well.
words_alike = st.sampled_from(["Tea", "Coffee"])


@dataclass(frozen=True)
class Save:
    """One save as a page sends it, and as it sends it again when it heard no answer."""

    who: str
    text: str
    operation: uuid.UUID
    item_id: uuid.UUID | None = None
    base_version: int = 0


class Saving(RuleBasedStateMachine):
    world: World

    def __init__(self) -> None:
        super().__init__()
        self.undone_at_the_end = transaction.atomic()
        self.undone_at_the_end.__enter__()
        self.number = 0
        self.acknowledged: list[Save] = []

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone_at_the_end.__exit__(None, None, None)

    @initialize()
    def begin(self) -> None:
        self.actors = {who: self.world.actor(who) for who in ("sam", "mum")}
        plan = self.world.sam.plan
        self.part: Part = actions.start_part(by=self.actors["sam"], plan=plan, tool="one_page_profile")

    # --- what pages send ---------------------------------------------------------------------------------

    def _send(self, save: Save) -> actions.Saved | None:
        try:
            with transaction.atomic():
                return actions.save_item(
                    by=self.actors[save.who], part=self.part, field=FIELD, text=save.text, operation=save.operation,
                    item_id=save.item_id, base_version=save.base_version,
                )  # fmt: skip
        except PermissionDenied:
            return None

    def _save(self, save: Save) -> None:
        saved = self._send(save)
        if saved is not None:
            assert saved.item.version == saved.version
            self.acknowledged.append(save)

    def _new_words(self) -> str:
        self.number += 1
        return f"Words {self.number}"

    def _item(self, which: int) -> Item:
        items = list(Item.objects.filter(part=self.part).select_related("part", "beside").order_by("created_at", "id"))
        return items[which % len(items)]

    @rule(who=writers)
    def write_a_new_answer(self, who: str) -> None:
        self._save(Save(who, self._new_words(), uuid.uuid4()))

    @rule(who=writers, words=words_alike)
    def write_what_others_may_write(self, who: str, words: str) -> None:
        self._save(Save(who, words, uuid.uuid4()))

    @precondition(lambda self: self.acknowledged)
    @rule(who=writers, which=any_one, back=st.sampled_from([0, 0, 0, 1, 2]), alike=st.none() | words_alike)
    def change_an_answer_from_this_or_an_older_version(
        self, who: str, which: int, back: int, alike: str | None
    ) -> None:
        item = self._item(which)
        base = max(1, item.version - back)
        self._save(Save(who, alike or self._new_words(), uuid.uuid4(), item.pk, base))

    @precondition(lambda self: self.acknowledged)
    @rule(which=any_one)
    def send_an_earlier_save_again(self, which: int) -> None:
        save = self.acknowledged[which % len(self.acknowledged)]
        before = self._everything()
        assert self._send(save) is not None or save.who == "mum"
        assert self._everything() == before, "a save that was sent again changed something"

    @precondition(lambda self: self.acknowledged)
    @rule(which=any_one)
    def write_on_under_an_operation_whose_answer_was_lost(self, which: int) -> None:
        earlier = self.acknowledged[which % len(self.acknowledged)]
        self._save(Save(earlier.who, self._new_words(), earlier.operation, earlier.item_id, earlier.base_version))

    # --- what people press -------------------------------------------------------------------------------

    @precondition(lambda self: self.acknowledged)
    @rule(which=any_one)
    def take_out(self, which: int) -> None:
        actions.take_out(by=self.actors["sam"], item=self._item(which))

    @precondition(lambda self: self.acknowledged)
    @rule(which=any_one)
    def bring_back(self, which: int) -> None:
        actions.bring_back(by=self.actors["sam"], item=self._item(which))

    @precondition(lambda self: self.acknowledged)
    @rule(which=any_one, version=any_one)
    def restore(self, which: int, version: int) -> None:
        item = self._item(which)
        actions.restore_version(by=self.actors["sam"], item=item, version=1 + version % item.version)

    @precondition(lambda self: self.acknowledged)
    @rule(which=any_one, up=st.booleans())
    def move(self, which: int, up: bool) -> None:
        item = self._item(which)
        assume(item.taken_out_at is None and item.beside_id is None)
        actions.move_item(by=self.actors["sam"], item=item, up=up)

    @precondition(lambda self: self.acknowledged)
    @rule(which=any_one, both=st.booleans())
    def choose(self, which: int, both: bool) -> None:
        item = self._item(which)
        assume(item.taken_out_at is None and (item.beside_id or item.other_versions.kept().exists()))
        (actions.keep_both if both else actions.keep_this)(by=self.actors["sam"], item=item)

    @rule(who=writers, times=st.integers(1, 4))
    def undo(self, who: str, times: int) -> None:
        for _ in range(times):
            steps = can_undo(steps_of(self.actors[who], self.part, self._now(who)), self._now(who))
            if steps:
                self._undo(who, steps[0].last.operation)

    @rule(who=writers)
    def do_again(self, who: str) -> None:
        step = can_do_again(steps_of(self.actors[who], self.part, self._now(who)), self._now(who))
        if step is not None:
            self._undo(who, step.last.operation)

    def _undo(self, who: str, operation: uuid.UUID) -> None:
        assert actions.undo_step(by=self.actors[who], part=self.part, operation=operation)

    def _now(self, who: str) -> dict[uuid.UUID, Item]:
        return Item.objects.visible_to(self.actors[who]).filter(part=self.part).in_bulk()

    # --- what must always hold -----------------------------------------------------------------------------

    def _history(self) -> list[Any]:
        return list(Item.pgh_event_model.objects.filter(part=self.part).order_by("pgh_id"))

    def _everything(self) -> list[tuple[Any, ...]]:
        return [(row.pgh_id, row.text, row.version) for row in self._history()]

    @invariant()
    def every_acknowledged_word_can_be_found(self) -> None:
        there = {row.text for row in self._history()}
        assert {save.text for save in self.acknowledged} <= there

    @invariant()
    def nothing_is_stored_twice(self) -> None:
        holders = defaultdict(set)
        for row in self._history():
            holders[row.text].add(row.pgh_obj_id)
        twice = [words for words, items in holders.items() if words.startswith("Words") and len(items) > 1]
        assert twice == []

    @invariant()
    def history_ends_with_the_answer_as_it_is_and_skips_no_version(self) -> None:
        versions, last = defaultdict(set), {}
        for row in self._history():
            versions[row.pgh_obj_id].add(row.version)
            last[row.pgh_obj_id] = row
        for key, item in Item.objects.filter(part=self.part).in_bulk().items():
            assert versions[key] == set(range(1, item.version + 1))
            assert (last[key].text, last[key].taken_out_at) == (item.text, item.taken_out_at)

    @invariant()
    def a_second_version_stands_beside_an_answer_that_is_there(self) -> None:
        for item in Item.objects.filter(part=self.part).kept().filter(beside__isnull=False).select_related("beside"):
            assert item.beside.taken_out_at is None, "the words would be on no page"
            assert item.beside.beside_id is None


def test_no_order_of_saving_loses_or_doubles_a_word(world: World) -> None:
    machine = type("SavingHere", (Saving,), {"world": world})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=RUNS, stateful_step_count=STEPS, deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )  # fmt: skip
