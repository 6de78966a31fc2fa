"""Named reads of this app."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from people.actors import Actor


class TokenQuerySet(models.QuerySet):
    def live(self) -> Self:
        """Tokens that still open something: not stopped, not over, of somebody who may hold one."""
        return self.filter(
            stopped_at__isnull=True, expires_at__gt=timezone.now(), user__is_active=True, user__is_staff_member=False
        )

    def visible_to(self, actor: Actor) -> Self:
        """My own tokens, at my own screen. A program never sees which programs there are."""
        if actor.user is None or actor.read_only or actor.token_scopes is not None:
            return self.none()
        return self.filter(user=actor.user)
