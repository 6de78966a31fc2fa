"""What stands between a look and its page: it is kept first, and one out of the ordinary is asked why."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from plans.looking import ReasonNeeded


class KeptFirstMiddleware:
    """Stands last, next to the page: it goes on when all that it wrote is committed (ADR 0022). If that fails, the page
    of an error goes out in its place, with whatever every other page is given on its way."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        connection.wait_for_commit()
        return response


class ReasonMiddleware:
    """Catches ReasonNeeded from any page, which leads to the page that asks why: nothing of the person is on the way.

    The API answers 403 by itself: a program is not asked for words.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, ReasonNeeded):
            return None
        back = {"next": request.get_full_path()} if request.method == "GET" and not request.htmx else {}
        page = f"{reverse('say_why', args=[exception.person_id])}?{urlencode(back)}"
        return HttpResponseClientRedirect(page) if request.htmx else redirect(page)
