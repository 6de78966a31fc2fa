"""A session is read with its user in one statement, and opens nothing that Django's own reading would not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY
from django.contrib.auth import get_user as as_django_reads_it
from django.http import HttpRequest
from django.utils import timezone

from people.middleware import user_of
from people.models import Session
from people.sessions import SessionStore
from tests.scenarios import World

pytestmark = pytest.mark.django_db


def request_of(client) -> HttpRequest:
    request = HttpRequest()
    request.session = SessionStore(client.cookies[settings.SESSION_COOKIE_NAME].value)
    return request


def test_a_session_and_its_user_and_their_person_are_one_statement(world: World, sign_in, django_assert_num_queries):
    for key in ("sam", "mum", "priya"):
        request = request_of(sign_in(key))
        with django_assert_num_queries(1):
            user = user_of(request)
            assert getattr(user, "person", None) == (world.sam if key == "sam" else None)
        assert user == world.users[key] == as_django_reads_it(request_of(sign_in(key)))


def test_a_session_that_is_over_is_nobodys(world: World, sign_in):
    request = request_of(sign_in("mum"))
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert user_of(request).is_anonymous and request.session.session_key is None


def test_a_closed_account_is_signed_in_nowhere(world: World, sign_in):
    request = request_of(sign_in("mum"))
    world.users["mum"].is_active = False
    world.users["mum"].save()
    assert user_of(request).is_anonymous


def test_a_new_password_ends_every_session(world: World, sign_in):
    request = request_of(sign_in("priya"))
    world.users["priya"].set_password("another one, longer than before")
    world.users["priya"].save()
    assert user_of(request).is_anonymous


def test_a_user_who_is_gone_takes_their_sessions_along(world: World, sign_in):
    sign_in("stranger")
    world.users["stranger"].delete()
    assert not Session.objects.exists()


@pytest.mark.parametrize("key", [BACKEND_SESSION_KEY, HASH_SESSION_KEY])
def test_a_session_with_a_piece_missing_is_nobodys(world: World, sign_in, key: str):
    client = sign_in("mum")
    session = client.session
    del session[key]
    session.save()
    assert user_of(request_of(client)).is_anonymous


def test_a_session_whose_user_was_changed_is_read_again(world: World, sign_in):
    """The column only saves a statement. What the session itself says decides."""
    request = request_of(sign_in("mum"))
    Session.objects.update(user=world.users["sam"])
    assert user_of(request) == world.users["mum"]


def test_a_session_of_nobody_holds_what_was_put_into_it():
    session = SessionStore()
    session["said"] = "hello"
    session.save()
    found = SessionStore(session.session_key)
    assert found["said"] == "hello" and found.user_at_reading is None
