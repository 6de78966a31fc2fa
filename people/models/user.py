from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from people.enums import Language, OpensEmail

THEMES = ("light", "cream", "dark", "contrast", "device")
TEXT_SIZES = ("100", "125", "150", "200", "300")


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A user by email; without a password they sign in by code or passkey."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        if password:
            user.set_password(password)
        else:
            user.set_unusable_password()
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in. Being a user opens nothing: a tie to a person or a role does."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150)
    language = models.CharField(max_length=5, choices=Language, default=Language.ENGLISH)
    is_active = models.BooleanField(default=True)
    # True while any staff role is live: staff must then show a second factor.
    is_staff_member = models.BooleanField(default=False)
    # How pages look for this user: theme, text, spacing, motion, pictures, big_buttons (see people.display).
    display = models.JSONField(default=dict, blank=True)
    # What they answered to "Does anybody else open your email?"; empty: not asked yet. No page but their own shows it.
    opens_email = models.CharField(max_length=9, choices=OpensEmail, blank=True, default="")
    # Until then somebody may be helping them write, or they may be helping: before it nobody looks (people/helping.py).
    help_until = models.DateTimeField(null=True, blank=True)
    joined_at = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once_whatever_its_case")]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]
