"""Saves on a bad day: sent twenty times at once, the server killed around the commit, old versions. No word is lost."""

from __future__ import annotations

import os
import random
import signal
import threading
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from audit.models import AuditEntry
from plans.models import Item
from tests.faults.conftest import Page

AT_ONCE = 20
KILLS = 5


def texts_in_history() -> Counter[str]:
    """How many versions of any answer hold each text."""
    return Counter(Item.pgh_event_model.objects.values_list("text", flat=True))


def test_a_new_answer_sent_twenty_times_at_once_is_one_answer(sams: Page) -> None:
    operation = uuid.uuid4()
    with ThreadPoolExecutor(AT_ONCE) as threads:
        replies = list(threads.map(lambda _: sams.send(operation, 0, "Tea", operation), range(AT_ONCE)))
    assert {(reply.status, reply.told["item"], reply.told["version"]) for reply in replies} == {
        (200, str(operation), 1)
    }
    assert (Item.objects.count(), texts_in_history()) == (1, {"Tea": 1})
    assert AuditEntry.objects.filter(action="plans.item_saved").count() == 1


def test_a_change_sent_twenty_times_at_once_is_one_version(sams: Page) -> None:
    item, operation = uuid.uuid4(), uuid.uuid4()
    sams.save(item, 0, "Tea")
    with ThreadPoolExecutor(AT_ONCE) as threads:
        replies = list(threads.map(lambda _: sams.send(item, 1, "Milky tea", operation), range(AT_ONCE)))
    assert {(reply.status, reply.told["version"]) for reply in replies} == {(200, 2)}
    assert (Item.objects.count(), texts_in_history()) == (1, {"Tea": 1, "Milky tea": 1})


def test_twenty_writers_from_one_version_all_keep_their_words(sams: Page) -> None:
    item = uuid.uuid4()
    sams.save(item, 0, "Tea")
    words = [f"Tea {number}" for number in range(AT_ONCE)]
    with ThreadPoolExecutor(AT_ONCE) as threads:
        replies = list(threads.map(lambda each: sams.send(item, 1, each, uuid.uuid4()), words))
    assert {reply.status for reply in replies} == {200}
    assert sorted(Item.objects.kept().values_list("text", flat=True)) == sorted(words)
    assert sum(bool(reply.told["said"]) for reply in replies) == AT_ONCE - 1, "all but the first are told of both"


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_server_killed_around_the_commit_keeps_the_save_once(sams: Page, moment: str) -> None:
    item = uuid.uuid4()
    sams.save(item, 0, "Tea", die=moment)
    reply = sams.save(item, 1, "Milky tea", die=moment)
    assert sams.lost >= 2, "the server was never killed"
    assert (reply.told["version"], reply.told["said"]) == (2, "")
    assert texts_in_history() == {"Tea": 1, "Milky tea": 1}


def test_a_save_from_an_old_version_stands_beside_and_is_told(sams: Page) -> None:
    item, late = uuid.uuid4(), uuid.uuid4()
    sams.save(item, 0, "Tea")
    sams.save(item, 1, "Milky tea")
    for _ in range(2):
        reply = sams.send(item, 1, "Black tea", late)
        assert reply.told["item"] == str(late) and reply.told["said"]
    assert set(Item.objects.kept().values_list("text", flat=True)) == {"Milky tea", "Black tea"}


def test_a_server_killed_at_any_moment_loses_and_doubles_nothing(sams: Page) -> None:
    """Three pages write on and on while the worker is killed under them. Each hears "saved" for each of its words."""
    heard: list[str] = []
    over = threading.Event()

    def write(number: int) -> None:
        item, version, turn = uuid.uuid4(), 0, 0
        while not over.is_set():
            turn += 1
            words = f"Page {number}, words {turn}"
            reply = sams.save(item, version, words)
            assert reply.told["said"] == "", "a replay was taken for somebody else's words"
            version = reply.told["version"]
            heard.append(words)

    pages = [threading.Thread(target=write, args=[number]) for number in range(3)]
    for each in pages:
        each.start()
    chance = random.Random(3)
    for _ in range(KILLS):
        over.wait(chance.uniform(0.3, 1.2))
        probe = uuid.uuid4()
        os.kill(sams.save(probe, 0, f"Probe {probe}").process, signal.SIGKILL)
    sams.save(uuid.uuid4(), 0, "The end")
    over.set()
    for each in pages:
        each.join()
    stored = texts_in_history()
    assert sams.lost > 0 and len(heard) > KILLS
    assert [words for words in heard if stored[words] != 1] == []
    assert max(stored.values()) == 1
