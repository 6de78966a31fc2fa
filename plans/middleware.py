"""A look that is out of the ordinary leads to the page that asks why. Nothing of the person is on the way."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from plans.looking import ReasonNeeded


class ReasonMiddleware:
    """Catches ReasonNeeded from any page. The API answers 403 by itself: a program is not asked for words."""

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
