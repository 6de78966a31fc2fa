"""T-CACHE, the policy of each page (CSP), and clickjacking: the head of every answer, for a person and for staff."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.access.knocking import client_for, every_address
from tests.access.personas import ANONYMOUS
from tests.scenarios import World
from tests.security.asking import ask

pytestmark = pytest.mark.django_db
OF_A_PAGE = {
    "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self' blob:",
    "media-src": "'self' blob:", "font-src": "'self'", "connect-src": "'self'", "manifest-src": "'self'",
    "frame-ancestors": "'none'", "base-uri": "'none'", "form-action": "'self' https://www.bbc.co.uk",
}  # fmt: skip
OF_A_FILE = "default-src 'none'; sandbox"


class SharedProxy:
    """A cache that two people share. It keeps what RFC 9111 (section 3) lets a shared cache keep, and hands it on."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], Any] = {}

    def fetch(self, name: str, client: Client, path: str) -> Any:
        known = self.kept.get((path, "")) or self.kept.get((path, name))
        if known is not None:
            return known
        answer = ask(client, path)
        said = answer.headers.get("Cache-Control", "")
        if (
            answer.status_code in (200, 203, 204, 300, 301, 404, 410)
            and "no-store" not in said
            and "private" not in said
        ):
            # What varies by cookie is kept for those cookies alone.
            self.kept[path, name if "Cookie" in answer.headers.get("Vary", "") else ""] = answer
        return answer


@pytest.fixture(scope="module")
def answers(whole_world: World) -> dict[str, dict[str, Any]]:
    """What Sam, then Nia, then nobody gets from each address, one after the other through the same proxy."""
    names, proxy = ("sam", "nia", ANONYMOUS), SharedProxy()
    clients = {name: client_for(whole_world, name) for name in names}
    found: dict[str, dict[str, Any]] = {name: {} for name in names}
    for path in every_address(whole_world):
        for name, client in clients.items():
            found[name][path] = proxy.fetch(name, client, path)
    return found


def test_no_answer_to_somebody_signed_in_is_kept_anywhere(answers: dict[str, dict[str, Any]]) -> None:
    for name in ("sam", "nia"):
        loose = [
            path
            for path, answer in answers[name].items()
            if not {"private", "no-store"} <= set(answer.headers.get("Cache-Control", "").replace(",", " ").split())
        ]
        # The pages of signing in are Django's never_cache, which says the same in more words.
        assert not loose, name


def test_two_people_behind_one_proxy_never_get_each_others_page(
    answers: dict[str, dict[str, Any]], whole_world: World
) -> None:
    sams, nias = whole_world.users["sam"], whole_world.users["nia"]
    for path, answer in answers["nia"].items():
        assert answer is not answers["sam"][path], path
        assert sams.email.encode() not in answer.whole, path
    for path, answer in answers[ANONYMOUS].items():
        assert nias.email.encode() not in answer.whole and sams.email.encode() not in answer.whole, path
        assert b'name="sign-out"' not in answer.whole and b"/account/logout/" not in answer.whole, path


def test_after_signing_out_back_leads_to_signing_in(whole_world: World) -> None:
    client = client_for(whole_world, "sam")
    client.post("/account/logout/")
    assert client.get("/plan/").url.startswith("/account/login/")


def policy_of(answer: Any) -> dict[str, str]:
    parts = [part.strip() for part in answer.headers["Content-Security-Policy"].split(";")]
    return {name: " ".join(values) for name, *values in (part.split() for part in parts)}


def test_every_page_may_run_our_own_scripts_and_styles_and_nothing_else(answers: dict[str, dict[str, Any]]) -> None:
    """Word for word: no unsafe-inline, no eval, no other site; nothing frames it, no base moves it; objects fall under
    default-src 'none'. A file that somebody sent may do nothing at all."""
    assert settings.QUICK_EXIT_URL.startswith("https://www.bbc.co.uk/")
    files = 0
    for found in answers.values():
        for path, answer in found.items():
            assert "Content-Security-Policy" in answer.headers, path
            if answer.headers["Content-Security-Policy"] == OF_A_FILE:
                files += 1
                assert answer.headers["Content-Type"].split("/")[0] in ("image", "audio", "video", "application"), path
                continue
            assert policy_of(answer) == OF_A_PAGE, path
    assert files >= 4, "the walk met photos and sounds"


def test_no_answer_can_be_framed_guessed_at_or_told_on(answers: dict[str, dict[str, Any]]) -> None:
    for found in answers.values():
        for path, answer in found.items():
            assert answer.headers.get("X-Frame-Options") == "DENY", path
            assert answer.headers.get("X-Content-Type-Options") == "nosniff", path
            assert answer.headers.get("Referrer-Policy") == "same-origin", path
            assert answer.headers.get("Cross-Origin-Opener-Policy") == "same-origin", path


def test_no_page_holds_a_script_or_a_style_of_its_own(answers: dict[str, dict[str, Any]]) -> None:
    """What the policy would stop is not written in the first place: a browser without one is as safe."""
    for path, answer in answers["sam"].items():
        if "text/html" in answer.headers.get("Content-Type", ""):
            page = answer.whole.decode().lower()
            for wrong in ("<style", " style=", "javascript:", " onclick=", " onload=", " onerror=", "hx-on", "<base"):
                assert wrong not in page, f"{wrong} in {path}"
            assert all("src=" in tag[:200] or "application/json" in tag[:200] for tag in page.split("<script")[1:]), (
                path
            )
