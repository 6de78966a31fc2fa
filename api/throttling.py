"""How often a program may ask. Counted for each token, or for each user at a screen."""

from __future__ import annotations

from typing import Any

from redis.exceptions import RedisError
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from api.models import Token


class _ByHolder(SimpleRateThrottle):
    """Asks the cache; while the cache is down nobody is kept from their plan."""

    cache_format = "api-%(scope)s-%(ident)s"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        holder = request.auth.pk if isinstance(request.auth, Token) else request.user.pk
        return self.cache_format % {"scope": self.scope, "ident": holder} if holder else None

    def allow_request(self, request: Request, view: Any) -> bool:
        if (request.method in SAFE_METHODS) is not self.counts_reads:
            return True
        try:
            return bool(super().allow_request(request, view))
        except RedisError:
            return True


class Reads(_ByHolder):
    scope = "reads"
    rate = "300/min"
    counts_reads = True


class Writes(_ByHolder):
    scope = "writes"
    rate = "60/min"
    counts_reads = False
