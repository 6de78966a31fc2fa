"""The fixed rules of anonymous figures, one by one, with every worked vector."""

import hashlib
import hmac
import os
from decimal import Decimal

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from partnership_boards.disclosure import (
    TooFewPeopleError,
    area_is_safe,
    cell_key,
    changed_people,
    check_universe,
    fails_p_percent,
    is_dominated,
    may_average,
    may_release,
    money_total,
    noise,
    noised,
    percent,
    possible_counts,
    record_key,
    reveals_a_group,
    shown,
)

if not (settings.configured or os.environ.get("DJANGO_SETTINGS_MODULE")):
    settings.configure(USE_I18N=False)

D = Decimal


def test_a_record_key_is_the_hmac_mod_256_and_stable():
    digest = hmac.new(b"secret", b"p-1", hashlib.sha256).digest()
    assert record_key(b"secret", "p-1") == int.from_bytes(digest, "big") % 256
    assert record_key(b"secret", "p-1") == record_key(b"secret", "p-1")
    assert [record_key(b"other", f"p-{n}") for n in range(20)] != [record_key(b"secret", f"p-{n}") for n in range(20)]


def test_a_cell_key_is_the_sum_mod_256_whatever_the_order():
    assert cell_key([200, 100, 7]) == cell_key([7, 200, 100]) == 51


@pytest.mark.parametrize(
    ("key", "step"),
    [(0, -2), (15, -2), (16, -1), (71, -1), (72, 0), (183, 0), (184, 1), (239, 1), (240, 2), (255, 2)],
)
def test_noise_at_each_edge(key, step):
    assert noise(key) == step


def test_noise_has_mean_0_and_variance_0_9375():
    steps = [noise(key) for key in range(256)]
    assert sum(steps) == 0
    assert sum(step * step for step in steps) / 256 == 0.9375


def test_real_zeros_get_no_noise():
    assert {noised(0, key) for key in range(256)} == {0}


@pytest.mark.parametrize(
    ("count", "key_sum", "after", "figure"),
    [
        (14, 1802, 12, 10),
        (15, 1802 + 61, 14, 15),
        (43, 5511, 43, 45),
        (44, 5511 + 129, 42, 40),
        (10, 202, 11, 10),
        (12, 1543, 10, 10),
        (23, 3000, 24, 25),
    ],
)
def test_worked_vectors(count, key_sum, after, figure):
    key = cell_key([key_sum])
    assert (noised(count, key), shown(count, key)) == (after, figure)


def test_under_10_is_hidden_by_its_true_count_and_by_its_noised_count():
    assert {shown(count, key) for count in range(10) for key in range(256)} == {None}
    assert shown(11, 0) is None
    assert shown(10, 16) is None
    assert shown(10, 72) == 10


def test_possible_counts_hold_every_true_count_behind_a_figure():
    for count in range(10, 300):
        for key in (0, 16, 72, 184, 240):
            figure = shown(count, key)
            if figure is not None:
                low, high = possible_counts(figure)
                assert low <= count <= high


def test_the_newcomer_cannot_be_seen_in_one_cell():
    """A known-participant attack: one more person moves a figure one step of 5 at most, up or down or not at all."""
    for count in range(12, 200):
        moves = {
            (shown(count + 1, (key + extra) % 256) or 10) - (shown(count, key) or 10)
            for key in range(0, 256, 7)
            for extra in range(0, 256, 7)
        }
        assert moves <= {-5, 0, 5}
        assert len(moves) > 1


@pytest.mark.parametrize(("people", "enough"), [(99, False), (100, True)])
def test_the_smallest_universe(people, enough):
    if enough:
        check_universe(people)
    else:
        with pytest.raises(TooFewPeopleError) as refusal:
            check_universe(people)
        assert not any(letter.isdigit() for letter in str(refusal.value))


@pytest.mark.parametrize(("people", "safe"), [(29, False), (30, True), (170, True), (171, False)])
def test_an_area_and_what_is_outside_it_are_both_large_enough(people, safe):
    assert area_is_safe(people, 200) is safe


@pytest.mark.parametrize(
    ("counts", "people", "reveals"),
    [
        ([45, 4], 49, True),
        ([44, 5], 49, False),
        ([46, 4], 50, False),
        ([45, 5], 50, False),
        ([60, 0], 60, True),
        ([59, 1], 60, False),
        ([0, 0], 0, False),
        ([48, 20], 49, True),
    ],
)
def test_a_group_that_is_nearly_all_alike_is_not_split(counts, people, reveals):
    assert reveals_a_group(counts, people) is reveals


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [(10, 30, 33), (10, 25, None), (None, 100, None), (10, None, None), (5, 100, None), (45, 40, 100), (25, 40, 63)],
)
def test_percentages_come_from_published_figures(part, whole, share):
    assert percent(part, whole) == share


def test_averages_need_20_people():
    assert (may_average(19), may_average(20)) == (False, True)


TEN = [D(amount) for amount in (300, 280, 260, 240, 220, 200, 190, 180, 170, 160)]


def test_dominance_vectors():
    assert fails_p_percent([D(900), D(60), D(25), D(15)])
    assert not fails_p_percent(TEN)
    assert not fails_p_percent([D(1000), D(1000), D(100)])
    assert is_dominated([D(900), D(60), D(25), D(15)])
    assert not is_dominated(TEN)
    assert money_total(TEN) is None  # ten contributors are fewer than twenty


def test_money_needs_20_real_contributors_and_goes_to_the_nearest_thousand():
    assert money_total([D("1525")] * 20) == 31000
    assert money_total([D("1525")] * 19) is None
    assert money_total([*[D("1525")] * 19, D(0)]) is None


def test_money_with_one_contributor_over_40_percent_is_hidden():
    others = [D(100)] * 30
    assert money_total([*others, D(2000)]) is not None
    assert money_total([*others, D(2001)]) is None


def test_money_p_percent_hides_the_second_contributors_amount():
    assert is_dominated([D(1000), D(1000), D(99)])
    assert not is_dominated([*[D(50)] * 20, D(600), D(700)])
    with pytest.raises(ValueError, match="0 or more"):
        is_dominated([D(-1)])


def test_the_release_gap_is_ten_changed_people():
    before = {f"p{n}": "same" for n in range(200)}
    nine = {**before, **{f"new{n}": None for n in range(5)}, **{f"p{n}": "other" for n in range(4)}}
    ten = {key: value for key, value in nine.items() if key != "p100"}
    assert (changed_people(before, nine), may_release(before, nine)) == (9, False)
    assert (changed_people(before, ten), may_release(before, ten)) == (10, True)
    assert may_release(None, before)
    assert not may_release(before, dict(before))


@given(st.integers(0, 5000), st.integers(0, 255))
def test_a_figure_is_hidden_or_a_multiple_of_5_from_10(count, key):
    figure = shown(count, key)
    assert figure is None or (figure % 5 == 0 and figure >= 10 and abs(figure - count) <= 4)
