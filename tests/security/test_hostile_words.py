"""T-XSS and T-PDF: every text of every row begins with something hostile; no page, letter or paper carries it out."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pytest
from django.db import connection, models, transaction

from documents.errors import RefusedAddressError
from documents.rendering import render_pdf
from people.letters import compose
from people.models import Letter
from plans import prints
from plans.models import PlanPrint
from tests import triggers
from tests.access.canaries import EMPTY_SPEAKS, fields_with_words, models_of_ours
from tests.access.knocking import client_for, every_address
from tests.documents.test_rendering import trap  # noqa: F401  (a fixture: a server that must never be asked)
from tests.scenarios import World
from tests.security.asking import ask

pytestmark = pytest.mark.django_db
# Short, so that they fit into names; each begins with what must be written otherwise in a page.
HOSTILE = (
    "<script>al(1)</script>", "<img src=x onerror=al(1)>", "<svg/onload=al(1)>", '"><b onclick=al(1)>', "'><i onfocus=al(1)>",
    "</textarea><u>al(1)", "</title><u>al(1)", "<a href=javascript:al(1)>", "<!--<u>al(1)", '" autofocus onfocus="al(1)',
    "<style>@import 'TRAP'</style>", "<object data=TRAP>", "<link rel=attachment href=TRAP>", "<img src=file:///etc/hosts>",
)  # fmt: skip
# What our drawings are made of; nothing that runs, embeds or leads anywhere.
SHAPES = {
    "svg", "g", "title", "desc", "defs", "clipPath", "linearGradient", "stop", "pattern", "marker", "style", "image",
    "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "textPath", "use",
}  # fmt: skip
OURS_TO_SHOW = "&lt;script&gt;al(1)"


@pytest.fixture(scope="module")
def hostile_world(whole_world: World, trap: Any) -> Iterator[tuple[World, list[str]]]:  # noqa: F811  (pytest hands it in by its name)
    """The example world with a hostile beginning on every text, a different one from row to row and field to field."""
    addresses = every_address(whole_world)
    payloads = [text.replace("TRAP", f"http://127.0.0.1:{trap.server_port}/") for text in HOSTILE]
    with transaction.atomic():
        with triggers.set_aside(models_of_ours()), connection.as_owner(), connection.cursor() as cursor:
            # The name of a part is our own words until it has a setting: then tiles and titles carry the person's.
            cursor.execute("UPDATE plans_part SET setting = %s WHERE setting = ''", [HOSTILE[0]])
            for model in models_of_ours():
                for each in fields_with_words(model):
                    if not isinstance(each, (models.JSONField, models.EmailField)):
                        _spoil(cursor, model, each, payloads)
        yield whole_world, addresses
        transaction.set_rollback(True)


def _spoil(cursor: Any, model: Any, each: Any, payloads: list[str]) -> None:
    table, column, key = model._meta.db_table, each.column, model._meta.pk.column
    if f"{model._meta.label}.{each.name}" in EMPTY_SPEAKS:
        return
    which = f"(%s::text[])[1 + abs(hashtext('{column}' || {key}::text)) %% {len(payloads)}]"
    words = f"left({which} || ' ' || \"{column}\", {each.max_length or 1_000_000})"
    cursor.execute(f'UPDATE "{table}" SET "{column}" = {words} WHERE "{column}" <> \'\'', [payloads])


@pytest.mark.parametrize("name", ["sam", "mum", "nia", "priya", "olu", "board"])
def test_no_page_writes_anybodys_words_as_its_own_markup(hostile_world: tuple[World, list[str]], name: str) -> None:
    world, addresses = hostile_world
    client, shown = client_for(world, name), 0
    for path in addresses:
        answer = ask(client, path)
        kind = answer.headers.get("Content-Type", "")
        if "html" not in kind:
            # A program's answer is never read as a page.
            assert kind.split(";")[0] in ("application/json", "image/jpeg", "image/svg+xml", "audio/mp4", "video/mp4",
                                          "audio/wav", "audio/mpeg", "audio/ogg", "application/pdf", "text/plain",
                                          "application/vnd.oai.openapi", "") or not answer.whole, path  # fmt: skip
            continue
        page = answer.whole.decode()
        shown += "al(1)" in page
        for payload in HOSTILE:
            raw = payload.partition("TRAP")[0]
            assert raw not in page, f"{raw} in {path}"
    assert shown > 5, "the walk met hostile words"


def test_no_letter_carries_them(hostile_world: tuple[World, list[str]]) -> None:
    for letter in Letter.objects.all()[:40]:
        message = compose(letter)
        assert "al(1)" not in message.subject + message.body.replace(letter.path, "")
        assert message.alternatives == [] if hasattr(message, "alternatives") else True


@pytest.mark.parametrize("audience", [None, "mum"])
def test_paper_writes_them_out_and_asks_for_nothing(
    hostile_world: tuple[World, list[str]],
    trap: Any,  # noqa: F811  (pytest hands it in by its name)
    audience: str | None,
) -> None:
    """Names, answers and whose they are, through the real template: words on paper, 0 connections, nothing attached."""
    world, _addresses = hostile_world
    world.sam.refresh_from_db()
    tie = world.connections[audience] if audience else None
    if tie:
        tie.refresh_from_db()
    content = json.loads(prints.canonical(prints.content_for(world.sam, tie, "en-gb")))
    for chapter in content["chapters"]:
        chapter["drawing"] = None
    page = prints._html(PlanPrint(plan=world.sam.plan, audience=tie, language="en-gb", content=content))
    assert OURS_TO_SHOW in page or html.escape("<img src=x onerror=al(1)>") in page
    for payload in HOSTILE:
        assert payload.partition("TRAP")[0] not in page, payload
    refused: list[str] = []
    try:
        pdf = render_pdf(html=page, language="en-gb", files={})
    except RefusedAddressError as stop:  # the photos of this print were not handed in
        refused, pdf = [str(stop)], b""
    assert trap.caught == []
    if pdf:
        with pikepdf.open(BytesIO(pdf)) as document:
            assert "/EmbeddedFiles" not in document.Root.get("/Names", {})
            streams = b"".join(each.read_bytes() for each in document.objects if isinstance(each, pikepdf.Stream))
        assert b"127.0.0.1\tlocalhost" not in streams
    assert len(refused) < 2


def test_drawings_write_them_out_too(hostile_world: tuple[World, list[str]]) -> None:
    """The picture of a part is SVG, made by a template: names in it are words, whoever opens it by itself."""
    world, _addresses = hostile_world
    drawn = [
        chapter["drawing"]["svg"]
        for chapter in prints.content_for(world.sam, None, "en-gb")["chapters"]
        if chapter["drawing"]
    ]
    assert drawn
    for svg in drawn:
        for each in ElementTree.fromstring(svg).iter():
            assert each.tag.rpartition("}")[2] in SHAPES, each.tag
            assert not [name for name in each.attrib if name.startswith("on") or name == "autofocus"]
