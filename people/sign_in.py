"""Signing in without remembering: emailed codes and passkeys for people, a second factor for staff."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """allauth, in our words."""
