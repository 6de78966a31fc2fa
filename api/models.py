from __future__ import annotations

import hashlib
import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from api.enums import Scope
from api.querysets import TokenQuerySet


def digest_of(secret: str) -> str:
    """What is kept of a secret. It holds 256 random bits, so a plain SHA-256 cannot be guessed back."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


class Token(models.Model):
    """A person lets a program act for them, in a few things, until a day. Only a digest is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope))
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)

    objects = TokenQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(scopes=[]), name="a_token_may_do_something"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="a_token_ends"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def may_do(self) -> list[str]:
        """Its scopes in words."""
        return [str(Scope(scope).label) for scope in Scope.values if scope in self.scopes]
