"""What a first visit to a question costs: the bytes of the page with all that it brings, and the server's time.

Bytes: the page and each stylesheet, script, picture sheet and typeface that a browser fetches for it
for the first time, compressed as it is served; photos and recordings are left out (UX section 5: at most 200 KB).
The heaviest question of all tools counts, in Welsh, which needs more letters. Time: the page through the whole site
for somebody signed in, over an empty page of Django through the same middleware.
"""

from __future__ import annotations

import gzip
import os
import re
import uuid
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pcp.settings")
django.setup()

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import include, path, reverse

from benchmarks import population
from benchmarks.measuring import interleaved, say, tell
from pcp.starting import start_my_plan
from people.actors import Actor
from people.models import User
from plans import actions
from plans.models import Part, Plan
from plans.tools import TOOLS

LIMIT = 200  # KB, of 1,000 bytes
FETCHED = re.compile(r'<(?:link[^>]*?href|script[^>]*?src|use[^>]*?href|img[^>]*?src)="(/static/[^"#?]+)')
FACES = re.compile(r"@font-face\{.*?\}")
SMALL_ALREADY = (".woff2", ".jpg", ".png")


@login_not_required
def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<!doctype html><title>Nothing</title>")


urlpatterns = [path("bench/", empty), path("", include("pcp.urls"))]


def file_of(address: str) -> Path:
    """The file behind an address under /static/, hashed name or not."""
    found = finders.find(re.sub(r"\.[0-9a-f]{12}(?=\.\w+$)", "", address.removeprefix(settings.STATIC_URL)))
    assert isinstance(found, str), address
    return Path(found)


def compressed(file: Path) -> int:
    return file.stat().st_size if file.suffix in SMALL_ALREADY else len(gzip.compress(file.read_bytes(), 9))


def typefaces(stylesheet: Path, page: str) -> set[Path]:
    """The faces of the stylesheet whose range of letters holds a letter of the page."""
    letters = {ord(letter) for letter in page}
    wanted = set()
    for face in FACES.findall(stylesheet.read_text("utf-8")):
        ranges = re.findall(r"U\+([0-9A-Fa-f]+)(?:-([0-9A-Fa-f]+))?", face)
        if any(int(first, 16) <= letter <= int(last or first, 16) for first, last in ranges for letter in letters):
            name = re.search(r"url\([\"']?([^)\"']+)", face)
            assert name is not None
            wanted.add((stylesheet.parent / name.group(1)).resolve())
    return wanted


def fetched(page: str) -> set[Path]:
    files = {file_of(address) for address in FETCHED.findall(page)}
    return files.union(*(typefaces(file, page) for file in files if file.suffix == ".css"))


def weight(client: Client, address: str) -> dict[str, int]:
    """Bytes of a page, and of what it brings by kind of file."""
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    weighed = {"page": len(gzip.compress(response.content, 6))}  # as deploy/Caddyfile sends it
    for file in fetched(response.content.decode()):
        kind = file.suffix.removeprefix(".")
        weighed[kind] = weighed.get(kind, 0) + compressed(file)
    return weighed


def heaviest(client: Client, parts: Iterable[Part]) -> tuple[str, dict[str, int]]:
    weighed = {
        f"{part.tool}/{question.key}": weight(client, reverse("question", args=[part.pk, question.key]))
        for part in parts
        for question in TOOLS[part.tool].questions
        if part.tool != "outcome"  # its questions are asked on the page of each wish
    }
    name = max(weighed, key=lambda each: sum(weighed[each].values()))
    return name, weighed[name]


def opening(client: Client, address: str) -> Callable[[], Any]:
    def open_it() -> None:
        assert client.get(address).status_code == 200

    return open_it


def parts_of(user: User) -> list[Part]:
    """A part of every tool, as their person begins them."""
    by = Actor(user=user)
    person = start_my_plan(by=by, user=user, preferred_name="Sam")
    plan = Plan.objects.get(pk=person.pk)
    return [actions.start_part(by=by, plan=plan, tool=tool) for tool in TOOLS]


def main() -> None:
    settings.ROOT_URLCONF = __name__
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.SECURE_SSL_REDIRECT = False
    population.empty()
    user = User.objects.create_user("sam@bench.example", name="Sam")
    parts = parts_of(user)
    profile = next(part for part in parts if part.tool == "one_page_profile")
    for words in ("I make people laugh.", "I remember every birthday."):
        actions.save_item(by=Actor(user=user), part=profile, field="appreciate", operation=uuid.uuid4(), text=words)
    client = Client()
    client.force_login(user, backend="people.backends.SlipBackend")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "cy"
    name, weighed = heaviest(client, parts)
    say(f"the heaviest is {name}: " + ", ".join(f"{kind} {each / 1000:.1f} KB" for kind, each in weighed.items()))
    page = opening(client, reverse("question", args=[profile.pk, "appreciate"]))
    with CaptureQueriesContext(connection) as seen:
        page()
    statements = len(seen)
    taken = interleaved({"question": page, "empty": opening(Client(), "/bench/")}, times=40)
    say(", ".join(f"{each} {ms:.2f} ms" for each, ms in taken.items()))
    detail = {
        **{f"{kind}_bytes": each for kind, each in weighed.items()},
        "question": name,
        **{f"{each}_ms": ms for each, ms in taken.items()},
        "time_over_an_empty_page": taken["question"] / taken["empty"],
        "statements": statements,
    }
    tell("question_page", sum(weighed.values()) / 1000, "KB of a first question page", LIMIT, detail)


if __name__ == "__main__":
    main()
