"""W1 (the first figure) and W2 (the changes)."""

import json
import os
from decimal import Decimal

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from budgets.allocation import (
    Band,
    PersonMustPriceError,
    Prices,
    Support,
    from_points,
    from_professional,
    from_support,
)
from budgets.arithmetic import Costing, KindError
from budgets.enums import ChangeReason, PriceMethod
from budgets.ledger import Change, after_changes, confirm

if not (settings.configured or os.environ.get("DJANGO_SETTINGS_MODULE")):
    settings.configure(USE_I18N=False)

D = Decimal
ROWS = [(0, "0"), (10, "60"), (20, "120"), (30, "185"), (40, "265"), (50, "370"), (60, "505")]
PRICES = Prices("2026-1", tuple(Band(points, D(weekly)) for points, weekly in ROWS), per_point=D("6.12"))
POINT_METHODS = [PriceMethod.BANDS, PriceMethod.PER_POINT, PriceMethod.INTERPOLATED]
RECKONER = [
    Support("Support at home", Costing(D("9.5"), D("24.10"), D(52))),
    Support("Day opportunity", Costing(D(2), D("58.75"), D(52))),
    Support("Short breaks", Costing(D(14), D("142.30"), D(1))),
]


def points(method, score, needs=True):
    return from_points(method, PRICES, score, has_eligible_needs=needs)


@pytest.mark.parametrize(
    ("method", "weekly", "annual"),
    [
        (PriceMethod.BANDS, "265.00", "13780.00"),
        (PriceMethod.PER_POINT, "287.64", "14957.28"),
        (PriceMethod.INTERPOLATED, "338.50", "17602.00"),
    ],
)
def test_w1_score_47(method, weekly, annual):
    made = points(method, 47)
    assert (made.weekly, made.annual) == (D(weekly), D(annual))
    assert made.table_version == "2026-1"
    assert made.inputs["points"] == 47


def test_w1_ready_reckoner():
    made = from_support("2026-1", RECKONER, has_eligible_needs=True)
    assert (made.weekly, made.annual) == (D("384.76"), D("20007.60"))
    assert [line.amount for line in made.lines[:3]] == [D("11905.40"), D("6110.00"), D("1992.20")]
    assert [item.costing.weekly for item in RECKONER] == [D("228.95"), D("117.50"), D("38.31")]


@pytest.mark.parametrize(
    ("method", "at_39", "at_40"),
    [
        (PriceMethod.BANDS, "185.00", "265.00"),
        (PriceMethod.PER_POINT, "238.68", "244.80"),
        (PriceMethod.INTERPOLATED, "257.00", "265.00"),
    ],
)
def test_w1_edge_between_39_and_40(method, at_39, at_40):
    assert (points(method, 39).weekly, points(method, 40).weekly) == (D(at_39), D(at_40))


@pytest.mark.parametrize("method", POINT_METHODS)
def test_w1_edge_between_69_and_70_is_where_a_formula_stops(method):
    assert points(method, 69).weekly > 0
    with pytest.raises(PersonMustPriceError):
        points(method, 70)


@pytest.mark.parametrize("method", POINT_METHODS)
def test_nothing_beside_an_eligible_need_warns_and_gives_no_figure(method):
    made = points(method, 0)
    assert (made.weekly, made.annual) == (None, None)
    assert len(made.warnings) == 1
    assert "£0" not in "".join(str(line) for line in made.lines[1:] if line.amount is None)
    assert points(method, 0, needs=False).weekly == 0


def test_an_empty_price_list_beside_an_eligible_need_warns():
    assert from_support("2026-1", [], has_eligible_needs=True).warnings


@pytest.mark.parametrize("score", [-1, True, 4.5])
def test_points_are_whole_and_not_below_nothing(score):
    with pytest.raises((KindError, TypeError)):
        points(PriceMethod.BANDS, score)


def test_a_person_who_prices_says_how():
    with pytest.raises(KindError):
        from_professional("2026-1", RECKONER, reason=" ", has_eligible_needs=True)
    with pytest.raises(KindError):
        from_professional("2026-1", [], reason="Two to one support.", has_eligible_needs=True)
    made = from_professional("2026-1", RECKONER, reason="Two to one support.", has_eligible_needs=True)
    assert made.inputs["reason"] == "Two to one support."
    assert made.annual == D("20007.60")


def test_the_explanation_reads_as_sentences_with_figures():
    assert [str(line) for line in points(PriceMethod.INTERPOLATED, 47).lines] == [
        "The assessment came to 47 points.",
        "40 points starts at £265.00 each week.",
        "7 more points towards £370.00 adds £73.50.",
        "That is £338.50 each week, £17,602.00 a year.",
    ]


def test_the_inputs_are_kept_as_plain_json():
    assert json.loads(json.dumps(from_support("v", RECKONER, has_eligible_needs=True).inputs))["support"][0] == {
        "words": "Support at home",
        "quantity": "9.5",
        "unit_price": "24.10",
        "occurrences_per_year": "52",
    }


@pytest.mark.parametrize("rows", [[(5, "1")], [(0, "1"), (0, "2")], [(0, "1"), (70, "2")]])
def test_bands_with_gaps_are_refused(rows):
    with pytest.raises(ValueError, match="Bands"):
        Prices("x", tuple(Band(start, D(weekly)) for start, weekly in rows))


@given(st.integers(10, 69), st.integers(10, 69))
def test_more_points_never_give_less_money(one, two):
    low, high = sorted((one, two))
    for method in POINT_METHODS:
        assert points(method, low).annual <= points(method, high).annual


W2 = [
    Change(D("31.50"), ChangeReason.RISK),
    Change(D("-18.00"), ChangeReason.ASSISTIVE_TECH),
    Change(D("52.45"), ChangeReason.RURAL_OR_MARKET_PRICE),
]


def test_w2_changes_add_up_to_the_final_figure():
    final = confirm(D("17602.00"), W2, D("21031.40"))
    assert (final.weekly, final.annual) == (D("404.45"), D("21031.40"))


def test_w2_an_unexplained_penny_blocks_agreement():
    with pytest.raises(KindError) as refusal:
        confirm(D("17602.00"), W2, D("21031.41"))
    assert "£0.01" in str(refusal.value)


def test_w2_a_change_that_the_person_cannot_see_blocks_agreement():
    hidden = Change(D("-10.00"), ChangeReason.PRICE_ERROR, visible_to_person=False)
    with pytest.raises(KindError):
        confirm(D("17602.00"), [*W2, hidden], D("20511.40"))


def test_w2_another_reason_needs_words():
    with pytest.raises(KindError):
        Change(D(1), ChangeReason.OTHER, "  ")
    assert Change(D(1), ChangeReason.OTHER, "Winter heating").annual_delta == 52


@pytest.mark.parametrize("delta", ["0", "0.005"])
def test_w2_a_change_is_whole_pennies_and_not_nothing(delta):
    with pytest.raises(KindError):
        Change(D(delta), ChangeReason.RISK)


def test_w2_the_figure_never_falls_below_nothing():
    with pytest.raises(KindError):
        after_changes(D("52.00"), [Change(D("-1.01"), ChangeReason.PERSON_ASKED)])


pennies = st.integers(-50_000, 50_000).filter(bool).map(lambda pence: D(pence) / 100)


@given(st.integers(10**8, 10**9), st.lists(pennies, max_size=20))
def test_w2_final_less_first_is_always_the_sum_of_changes_each_week_too(first_pence, deltas):
    first = D(first_pence) / 100
    changes = [Change(delta, ChangeReason.RISK) for delta in deltas]
    final, start = after_changes(first, changes), after_changes(first, [])
    assert final.annual - first == sum(deltas) * 52
    assert final.weekly - start.weekly == sum(deltas)
