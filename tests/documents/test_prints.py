"""A print is a row first: claimed by one worker, made once, read ever after."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.utils import timezone

from documents import actions, printing, serving
from documents.enums import PrintState
from documents.models import RenderedDocument
from tests.documents import sample
from tests.documents.test_rendering import FILES

pytestmark = pytest.mark.django_db
PLAN = "plans.plan"


def asked(key="v6", template=PLAN):
    return actions.ask_for_print(
        template=template, template_version="1", language="en-gb", content_hash=actions.content_hash(template, key)
    )


def claim(**more):
    return actions.claim_waiting(template=PLAN, **more)


def pass_time(document, minutes):
    before = timezone.now() - timedelta(minutes=minutes)
    RenderedDocument.objects.filter(pk=document.pk).update(lease_until=before)


def test_the_same_print_asked_for_twice_is_one_row():
    assert asked() == asked()
    assert asked("v7") != asked()
    assert RenderedDocument.objects.count() == 2


def test_the_hash_tells_parts_apart():
    assert actions.content_hash("ab", "c") != actions.content_hash("a", "bc")
    assert actions.content_hash("ŵ", 1) == actions.content_hash("ŵ", "1")


def test_a_print_that_is_held_is_not_given_to_another_worker():
    document = asked()
    assert [held.pk for held in claim()] == [document.pk]
    assert claim() == []


def test_only_prints_of_the_asked_template_are_claimed():
    asked(template="budgets.statement")
    assert claim() == []


def test_a_print_whose_worker_never_came_back_is_taken_again():
    document = asked()
    (first,) = claim()
    pass_time(document, 1)
    (second,) = claim()
    assert second.claim != first.claim
    assert second.attempts == 2


def test_after_five_lost_workers_the_print_stops_with_a_reason():
    document = asked()
    for _turn in range(5):
        assert len(claim()) == 1
        pass_time(document, 1)
    assert claim() == []
    document.refresh_from_db()
    assert (document.state, document.failed_reason) == (PrintState.STOPPED, actions.LEASE_RAN_OUT)


def test_a_print_that_goes_wrong_rests_longer_each_time_and_stops_after_five():
    document = asked()
    rests = []
    for _turn in range(4):
        (held,) = claim()
        rests.append(actions.give_back(document=held, reason="no ink").lease_until - timezone.now())
        assert claim() == []
        pass_time(document, 1)
    assert rests == sorted(rests)
    (held,) = claim()
    stopped = actions.give_back(document=held, reason="no ink")
    assert (stopped.state, stopped.failed_reason) == (PrintState.STOPPED, "no ink")
    assert asked().state == PrintState.WAITING
    assert claim()[0].attempts == 1


def test_a_worker_that_comes_back_too_late_with_a_fault_disturbs_nobody():
    document = asked()
    (late,) = claim()
    pass_time(document, 1)
    (holder,) = claim()
    actions.give_back(document=late, reason="too late")
    document.refresh_from_db()
    assert (document.state, document.claim) == (PrintState.CLAIMED, holder.claim)


def test_two_workers_with_the_same_print_keep_one_file(private_store, django_capture_on_commit_callbacks):
    document = asked()
    (late,) = claim()
    pass_time(document, 1)
    (holder,) = claim()
    with django_capture_on_commit_callbacks(execute=True):
        kept = actions.keep_rendered(document=holder, pdf=b"%PDF made")
        again = actions.keep_rendered(document=late, pdf=b"%PDF made")
    assert kept.storage_name == again.storage_name
    assert [path.name for path in private_store.rglob("*") if path.is_file()] == [kept.storage_name.split("/")[-1]]


def test_a_ready_print_without_a_file_cannot_be_stored():
    document = asked()
    with pytest.raises(IntegrityError), transaction.atomic():
        RenderedDocument.objects.filter(pk=document.pk).update(state=PrintState.READY)


def test_a_waiting_print_is_made_once_and_the_second_is_a_file_read(django_assert_num_queries):
    drawn = []

    def draw(document):
        drawn.append(document.pk)
        return printing.Page(html=sample.page(), files=FILES)

    document = asked()
    assert printing.make_waiting(template=PLAN, draw=draw) == 1
    assert printing.make_waiting(template=PLAN, draw=draw) == 0
    with django_assert_num_queries(3):  # one read, within a savepoint of the test's own transaction
        again = asked()
    assert (again.pk, again.state, drawn) == (document.pk, PrintState.READY, [document.pk])
    response = serving.print_response(again, filename="Sam’s plan.pdf")
    assert b"".join(response.streaming_content).startswith(b"%PDF")


def test_one_bad_print_does_not_stop_the_next(caplog):
    bad, good = asked("bad"), asked("good")

    def draw(document):
        if document.pk == bad.pk:
            raise KeyError("a word that Sam wrote")
        return printing.Page(html=sample.page(), files=FILES)

    assert printing.make_waiting(template=PLAN, draw=draw) == 1
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.state, bad.failed_reason, good.state) == (PrintState.WAITING, "KeyError", PrintState.READY)
    assert "Sam wrote" not in caplog.text


def test_a_hostile_print_is_given_back(caplog):
    document = asked()
    printing.make_waiting(
        template=PLAN, draw=lambda _document: printing.Page('<title>t</title><img src="http://127.0.0.1/" alt="a">')
    )
    document.refresh_from_db()
    assert document.state == PrintState.WAITING
    assert "not its own" in document.failed_reason


def test_a_print_nobody_may_read_any_more_is_let_go():
    asked()

    def draw(_document):
        raise printing.NoLongerWantedError

    assert printing.make_waiting(template=PLAN, draw=draw) == 0
    assert not RenderedDocument.objects.exists()


def test_a_print_that_is_not_ready_is_not_found():
    with pytest.raises(Http404):
        serving.print_response(asked(), filename="plan.pdf")


def test_removing_prints_removes_their_bytes(private_store, django_capture_on_commit_callbacks):
    asked()
    (held,) = claim()
    actions.keep_rendered(document=held, pdf=b"%PDF")
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_prints(documents=RenderedDocument.objects.all())
    assert not any(path.is_file() for path in private_store.rglob("*"))


@pytest.mark.django_db(transaction=True)
def test_workers_at_the_same_moment_never_take_the_same_print():
    for number in range(12):
        asked(str(number))
    taken, start = [], threading.Barrier(4)

    def work():
        start.wait()
        try:
            taken.extend(held.pk for _turn in range(3) for held in claim())
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _worker in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == len(set(taken)) == 12
