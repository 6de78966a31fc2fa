"""The canary sweep: a token in every field with words, every page for everybody, and nobody reads another's token."""

from __future__ import annotations

import base64
import logging
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import redis
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from api.actions import make_token
from api.enums import Days, Scope
from documents.models import StoredFile
from documents.rendering import render_pdf
from people.actors import Actor
from people.letters import compose
from people.models import Letter
from plans import prints
from plans.actions.prints import ask_for_print
from tests import stores
from tests.access.canaries import NO_WORDS, Planted, fields_with_words, models_of_ours, plant, tokens_in
from tests.access.counting import CANARIES, count
from tests.access.knocking import client_for, every_address
from tests.access.personas import ANONYMOUS, PERSONAS
from tests.access.readers import may_read
from tests.access.sowing import sow
from tests.documents.photos_for_tests import picture, saved
from tests.scenarios import World

pytestmark = pytest.mark.django_db
# Who is shown anything of Sam's plan: they ask for each part and wish by its own address, the others by one.
CLOSE = ("sam", "mum", "dev", "bea", "jo", "attorney", "dad", "nia", "stranger")
PROGRAMS = ("sam", "mum", "attorney", "jo")


class Listening(logging.Handler):
    """Every line that any logger writes, at the finest level, with its traceback: a token in it is remembered."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines, self.heard = 0, set[str]()

    def emit(self, record: logging.LogRecord) -> None:
        self.lines += 1
        self.heard |= {f"{record.name}: {token}" for token in tokens_in(self.format(record))}


@contextmanager
def listening() -> Iterator[Listening]:
    log, root = Listening(), logging.getLogger()
    before = root.level
    root.addHandler(log)
    root.setLevel(logging.DEBUG)
    try:
        yield log
    finally:
        root.removeHandler(log)
        root.setLevel(before)


@pytest.fixture(scope="module")
def planted(whole_world: World, addresses: list[str], once_each: list[str]) -> Planted:
    # The addresses come first: some things are found by the words that are changed here.
    cache.clear()
    sow(whole_world)
    return plant()


@pytest.fixture(scope="module")
def addresses(whole_world: World) -> list[str]:
    return every_address(whole_world)


@pytest.fixture(scope="module")
def once_each(whole_world: World) -> list[str]:
    return every_address(whole_world, each_part=False)


def everything_in(response: Any) -> Iterator[str]:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    yield body.decode(errors="replace")
    yield "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    yield "\n".join(morsel.OutputString() for morsel in response.cookies.values())


def seen(client: Client, path: str, method: str = "GET") -> set[str]:
    """The tokens in an answer: body, headers, cookies, where it leads. What it changed is undone."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        response = client.generic(method, path)
        found = tokens_in(*everything_in(response))
        transaction.set_rollback(True)
    client.cookies = cookies
    return found


@pytest.mark.parametrize("name", PERSONAS)
def test_no_page_shows_anybody_a_word_that_is_not_for_them(
    whole_world: World, planted: Planted, addresses: list[str], once_each: list[str], name: str
) -> None:
    """Every GET route, as each persona: body, headers, cookies and where it leads. Nothing of it goes into a log."""
    client = client_for(whole_world, name)
    allowed = may_read(Actor() if name == ANONYMOUS else whole_world.actor(name), planted)
    with listening() as log:
        found = {path: seen(client, path) for path in (addresses if name in CLOSE else once_each)}
    wrong = [f"{path}: {planted.named(token)}" for path, tokens in found.items() for token in tokens - allowed]
    assert not wrong, f"{len(wrong)} words shown to {name} who may not read them:\n" + "\n".join(sorted(wrong)[:40])
    assert not log.heard
    count(CANARIES, sum(len(tokens) for tokens in found.values()))


@pytest.mark.parametrize("name", PROGRAMS)
def test_no_program_is_handed_a_word_that_is_not_for_its_owner(
    whole_world: World, planted: Planted, addresses: list[str], name: str
) -> None:
    user = whole_world.users[name]
    _token, secret = make_token(by=whole_world.actor(name), user=user, name="All", scopes=list(Scope), days=Days.MONTH)
    client = Client(headers={"Authorization": f"Bearer {secret}"})
    allowed = may_read(Actor(user=user, token_scopes=frozenset(Scope)), planted)
    found = {path: seen(client, path) for path in addresses if path.startswith("/api/")}
    wrong = [f"{path}: {planted.named(token)}" for path, tokens in found.items() for token in tokens - allowed]
    assert not wrong, "\n".join(sorted(wrong)[:40])
    count(CANARIES, sum(len(tokens) for tokens in found.values()))


def test_every_field_with_words_holds_a_token(planted: Planted) -> None:
    """A new text field fails here until the example world fills it, or NO_WORDS says why it holds no words."""
    every = {f"{model._meta.label}.{each.name}" for model in models_of_ours() for each in fields_with_words(model)}
    missing = sorted(every - planted.fields)
    assert not missing, f"sow a row in tests/access/sowing.py, or give a reason in NO_WORDS: {missing}"
    known = {f"{model._meta.label}.{each.name}" for model in models_of_ours() for each in model._meta.concrete_fields}
    assert set(NO_WORDS) <= known, f"no such field any more: {sorted(set(NO_WORDS) - known)}"
    count("canaries planted", len(planted.where))


def test_the_sweep_would_hear_them(whole_world: World, planted: Planted) -> None:
    """It finds tokens in each way of writing; Sam's own pages show hers; a list left open is noticed."""
    token = next(iter(planted.where))
    coded = base64.urlsafe_b64encode(f"x{token}".encode()).decode()
    for text in (token, token.upper(), f"a={token}", f"%63{token[1:]}", f"&#99;{token[1:]}", coded):
        assert tokens_in(text) == {token}, text
    sams = seen(client_for(whole_world, "sam"), reverse("my_plan"))
    assert sams and not sams & may_read(whole_world.actor("stranger"), planted)


def test_letters_hold_none(planted: Planted) -> None:
    """But the address that a letter goes to; its way to stop letters is sealed and says that address alone."""
    for letter in Letter.objects.all():
        message = compose(letter)
        mine = tokens_in(letter.to_email, letter.path)
        assert tokens_in(message.subject, message.body, str(message.extra_headers)) <= mine, letter.kind


def test_neither_the_cache_nor_the_queue_holds_any(
    whole_world: World, planted: Planted, django_capture_on_commit_callbacks: Any
) -> None:
    """Keys and values of the store that both live in, read past Django, after pages were asked for and work was sent."""
    client = client_for(whole_world, "sam")
    for name in ("my_plan", "circle", "who_can_see", "prints"):
        seen(client, reverse(name))
    with transaction.atomic():
        with django_capture_on_commit_callbacks(execute=True):
            ask_for_print(by=whole_world.actor("sam"), plan=whole_world.sam.plan, audience=None, language="cy")
        transaction.set_rollback(True)
    cached, queued = redis.Redis.from_url(settings.REDIS_URL), stores.broker()
    assert settings.CELERY_TASK_DEFAULT_QUEUE.encode() in queued.scan_iter(), "the work was sent"
    for store in (cached, queued):
        for key in store.scan_iter(count=1000):
            assert not tokens_in(repr(key), repr(_held(store, key))), key
    queued.delete(settings.CELERY_TASK_DEFAULT_QUEUE)


def _held(store: Any, key: bytes) -> Any:
    read = {b"string": store.get, b"list": lambda key: store.lrange(key, 0, -1), b"set": store.smembers}
    return {**read, b"hash": store.hgetall}.get(store.type(key), lambda _key: b"")(key)


def test_paper_for_mum_holds_nothing_that_is_not_for_mum(whole_world: World, planted: Planted, tmp_path: Path) -> None:
    """Its words as a reader copies them out, what the file says of itself, every stream in it, and nothing attached."""
    mum = whole_world.connections["mum"]
    mum.refresh_from_db()
    whole_world.sam.refresh_from_db()
    photos = {str(each.pk): lambda: (saved(picture(40, 30), "JPEG"), "image/jpeg") for each in StoredFile.objects.all()}
    asked = ask_for_print(by=whole_world.actor("sam"), plan=whole_world.sam.plan, audience=mum, language="en-gb")
    page = prints.draw(asked.document)
    paper = tmp_path / "mum.pdf"
    paper.write_bytes(render_pdf(html=page.html, language="en-gb", files={**page.files, **photos}))
    allowed = may_read(whole_world.actor("mum"), planted) | _named_on_the_cover(planted, whole_world)
    words = subprocess.run(["pdftotext", "-raw", paper, "-"], capture_output=True, check=True).stdout.decode()
    with pikepdf.open(paper) as pdf:
        assert "/EmbeddedFiles" not in pdf.Root.get("/Names", {}) and "/AF" not in pdf.Root
        about = [str(pdf.docinfo), pdf.Root.Metadata.read_bytes().decode(errors="replace")]
        found = [each for each in pdf.objects if isinstance(each, pikepdf.Stream)]
        # A photo stays as it was packed: what it says of itself stands at its head in plain letters.
        packed = [each.read_raw_bytes() if each.get("/Subtype") == "/Image" else each.read_bytes() for each in found]
        streams = [each.decode("latin-1") for each in packed]
    on_paper = tokens_in("".join(words.split()), *about, *streams)
    assert on_paper, "Mum's paper has words"
    assert not on_paper - allowed, [planted.named(token) for token in on_paper - allowed]
    assert tokens_in(*about) <= {token for token, key in planted.of("people.Person") if key == whole_world.sam.pk}
    count(CANARIES, len(on_paper))


def _named_on_the_cover(planted: Planted, world: World) -> set[str]:
    """Who it is for and whose plan it is."""
    return {token for token, key in planted.of("people.Person") if key == world.sam.pk}
