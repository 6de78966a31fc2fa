"""A fixture for tests of this app alone: the money's guards say yes, and its hooks and gaps are quiet."""

from __future__ import annotations

import pytest

from plans import contents, guards, snapshots
from plans.actions.support_moves import HOOKS

MONEY_GUARDS = (
    "indicative_budget_shared", "direct_payment_explained_once", "direct_payment_explained_twice",
    "within_delegated_limit", "budget_balances", "direct_payment_agreed", "budget_fall_is_lawful",
)  # fmt: skip


@pytest.fixture(autouse=True)
def money_agrees(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the money really asks is tested where it lives."""
    for name in MONEY_GUARDS:
        monkeypatch.setitem(guards.GUARDS, name, lambda *asked: None)
    monkeypatch.setattr(contents, "GAP_FINDERS", [])
    monkeypatch.setattr(contents, "WAY_FINDERS", [])
    monkeypatch.setattr(snapshots, "SECTIONS", {})
    for state in list(HOOKS):
        monkeypatch.setitem(HOOKS, state, [])
