"""T-MEDIA: photos, sounds, films, faces and paper: every address × everybody, ids guessed, stretches, after taking back."""

from __future__ import annotations

import uuid

import pytest
from django.db import transaction
from django.urls import reverse

from people import actions as people
from people import sharing
from plans.models import Item
from tests.access.knocking import ANONYMOUS, client_for
from tests.access.personas import PERSONAS
from tests.scenarios import World
from tests.security.asking import ask

pytestmark = pytest.mark.django_db
KINDS = {"photo": "photo", "recording": "recording", "api_item_photo": "photo", "api_item_recording": "recording"}
STRETCHES = ("bytes=0-", "bytes=0-0", "bytes=-1", "bytes=1-2,4-5", "bytes=99999999999-", "bytes=x")


def media(world: World) -> list[tuple[str, Item]]:
    items = Item.objects.filter(part__plan=world.sam.pk)
    kept = {kind: list(items.filter(**{f"{kind}__isnull": False})) for kind in ("photo", "recording")}
    return [(reverse(route, args=[item.pk]), item) for route, kind in KINDS.items() for item in kept[kind]]


@pytest.mark.parametrize("name", PERSONAS)
def test_bytes_go_to_whoever_reads_the_answer_and_to_nobody_else(whole_world: World, name: str) -> None:
    """By the list of answers, asked apart; a stretch of a file is asked about like the whole."""
    client, found = client_for(whole_world, name), media(whole_world)
    mine = set()
    if name != ANONYMOUS:
        mine = set(Item.objects.visible_to(whole_world.actor(name)).kept().values_list("pk", flat=True))
    assert found
    for path, item in found:
        for stretch in ("", *STRETCHES[:3]) if item.pk in mine else ("", STRETCHES[0]):
            answer = ask(client, path, **({"Range": stretch} if stretch else {}))
            if item.pk in mine:
                assert answer.status_code in (200, 206), path
                assert answer.headers["Cache-Control"] == "private, no-store", path
            else:
                assert answer.status_code in (302, 401, 404), f"{path} as {name}"
                assert not answer.whole.startswith((b"\xff\xd8", b"\x00\x00\x00")), path


def test_a_strange_stretch_breaks_nothing(whole_world: World) -> None:
    sam = client_for(whole_world, "sam")
    for path, _item in media(whole_world):
        for stretch in STRETCHES:
            assert ask(sam, path, Range=stretch).status_code in (200, 206, 416), (path, stretch)


def test_ids_cannot_be_guessed(whole_world: World) -> None:
    """Ids are random; the id of the file itself, its name in the store and neighbours lead nowhere."""
    for path, item in media(whole_world):
        stored = item.photo or item.recording
        assert item.pk.version == 4 or item.pk.version == 7, path
        for guess in (stored.pk, uuid.uuid4(), uuid.UUID(int=item.pk.int + 1)):
            assert ask(client_for(whole_world, "sam"), path.replace(str(item.pk), str(guess))).status_code == 404
        for shown in ("/media/", "/private/", "/static/", "/protected/"):
            assert ask(client_for(whole_world, "sam"), f"{shown}{stored.storage_name}").status_code == 404


@pytest.mark.parametrize("way", ["just me", "taken off", "circle closed"])
def test_an_address_that_was_kept_is_dead_at_once(whole_world: World, way: str) -> None:
    sam, mum = whole_world.actor("sam"), client_for(whole_world, "mum")
    before = [path for path, _item in media(whole_world) if ask(mum, path).status_code == 200]
    assert before, "Mum was shown photos or sounds"
    with transaction.atomic():
        if way == "just me":
            for part in {item.part_id for _path, item in media(whole_world)}:
                sharing.just_me(by=sam, person=whole_world.sam, part_id=part)
        elif way == "taken off":
            people.take_off_circle(by=sam, connection=whole_world.connections["mum"])
        else:
            sharing.close_circle(by=sam, person=whole_world.sam)
        for path in before:
            for stretch in ({}, {"Range": "bytes=0-"}):
                assert ask(mum, path, **stretch).status_code in (302, 401, 404), path
        transaction.set_rollback(True)
