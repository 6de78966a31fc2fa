"""Host header, open redirects, and what a page may be asked to lead to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client

from tests.access.knocking import client_for, every_address, path_to
from tests.access.personas import ANONYMOUS
from tests.scenarios import World
from tests.security.asking import ask

pytestmark = pytest.mark.django_db
EVIL = "evil.example"
ELSEWHERE = (
    f"https://{EVIL}/", f"//{EVIL}/", f"/\\{EVIL}/", f"///{EVIL}", f"\\\\{EVIL}", f"http:{EVIL}", f"javascript:alert('{EVIL}')",
    f"/%09/{EVIL}", f"\t//{EVIL}", f"https:/{EVIL}",
)  # fmt: skip
NAMES = ("next", "url", "redirect", "redirect_to", "return", "back", "continue")


def leads_away(answer: object) -> bool:
    """Whether a browser would leave this site by it: another site, a script, or a path that a browser reads as one."""
    goal = getattr(answer, "headers", {}).get("Location", "")
    goal = goal.replace("\t", "").replace("\n", "").replace("\\", "/")
    return goal.startswith("//") or (":" in goal.partition("?")[0] and EVIL in goal.partition("?")[0])


@pytest.mark.parametrize("away", ELSEWHERE)
def test_no_press_leads_to_another_site(whole_world: World, away: str) -> None:
    """Every door that takes a press, with every name that such an address goes by, for Sam, for staff and for nobody."""
    body = "&".join(f"{name}={away}" for name in NAMES) + "&language=cy&code=cover&words=For+Nia&theme=dark"
    for name in ("sam", "nia", ANONYMOUS):
        client = client_for(whole_world, name)
        for route in ("set_language", "easier", "say_why", "show_private", "undo", "start_part", "answer_help"):
            assert not leads_away(ask(client, path_to(whole_world, route), "POST", body)), f"{route} as {name}"
        for path in (
            "/account/login/",
            "/account/login/code/confirm/",
            "/account/logout/",
            "/account/2fa/reauthenticate/",
        ):
            assert not leads_away(ask(client, f"{path}?next={away}", "POST", body)), f"{path} as {name}"


def test_no_address_with_a_tail_leads_to_another_site(whole_world: World) -> None:
    tail = "?" + "&".join(f"{name}=https://{EVIL}/" for name in NAMES)
    for name in ("sam", ANONYMOUS):
        client = client_for(whole_world, name)
        for path in every_address(whole_world, each_part=False):
            answer = ask(client, path + tail)
            assert not leads_away(answer), path
            assert f'href="https://{EVIL}'.encode() not in answer.whole, path
            assert f'action="https://{EVIL}'.encode() not in answer.whole, path


@pytest.mark.parametrize("header", ["Host", "X-Forwarded-Host", "Forwarded"])
def test_another_hosts_name_is_not_believed(whole_world: World, header: str) -> None:
    """A link in a letter comes from SITE_URL; a name that is not ours is refused, or at most not read."""
    client = Client(raise_request_exception=False)
    for path in ("/", "/account/login/", "/about", "/help"):
        answer = client.get(path, headers={header: EVIL})
        assert answer.status_code == 400 if header == "Host" else EVIL.encode() not in answer.content, path
    # Nor where it would be said without being shown: in a letter, and in what counts as an address of ours.
    client.post("/account/login/", {"email": "nobody@demo.example"}, headers={header: EVIL})
    assert not [letter for letter in mail.outbox if EVIL in letter.subject + letter.body]
    back = f"{path_to(whole_world, 'show_private')}?next=https://{EVIL}/"
    assert not leads_away(ask(client_for(whole_world, "sam"), back, **{header: EVIL}))


def test_nothing_is_handed_out_as_a_table_that_runs_formulas() -> None:
    """T-CSV: no code of ours writes CSV or a spreadsheet. Whoever adds one escapes its cells, and tests that here."""
    root = Path(__file__).resolve().parents[2]
    ours = [path for app in root.iterdir() if (app / "apps.py").exists() for path in app.rglob("*.py")]
    found = [
        str(path)
        for path in ours
        if re.search(r"^\s*(import|from) (csv|openpyxl|xlsxwriter|xlwt|pandas)\b|text/csv", path.read_text(), re.M)
    ]
    assert ours and not found
