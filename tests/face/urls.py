"""The addresses that base.html leads to, so that the look is tested without the pages behind them."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


NAMES = (
    "easier", "set_language", "help", "who_can_see", "stop_for_now", "about", "account_login", "account_logout",
    "leave_fast",
)  # fmt: skip
urlpatterns = [path("", page, name="home"), *(path(name, page, name=name) for name in NAMES)]
