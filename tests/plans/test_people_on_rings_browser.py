"""Somebody's sheet in real Chromium: it saves itself, and words with no connection wait for their own person."""

from __future__ import annotations

import os
from collections.abc import Callable

from django.test import Client
from playwright.sync_api import BrowserContext, expect

from people.models import Connection
from plans import actions
from plans.models import Item
from tests.plans.a_device import SHELF, wait_until
from tests.scenarios import World

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser driver keeps a loop in this thread, as in the journeys
ASKED = "Who are they to you?"


def test_a_sheet_saves_itself_keeps_words_with_no_connection_and_never_gives_them_to_another(
    open_browser: Callable[..., BrowserContext], sign_in_on: Callable[..., Client], people: World
) -> None:
    part = actions.start_part(by=people.actor("sam"), plan=people.sam.plan, tool="relationship_circle")
    gran, mum = (people.connections[name] for name in ("gran", "mum"))
    context = open_browser()
    sign_in_on(context)
    page = context.pages[0]
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"/part/{part.pk}/person/{gran.pk}/")
    page.get_by_label(ASKED).fill("My gran")
    expect(page.locator("[data-state]")).to_contain_text("Saved at")
    assert Item.objects.get().cells["person"] == str(gran.pk)
    context.set_offline(True)
    page.get_by_label(ASKED).fill("My gran, who bakes")
    expect(page.locator("[data-state]")).to_contain_text("Kept on this device")
    context.route("**/item/**", lambda route: route.abort())
    context.set_offline(False)
    page.goto(f"/part/{part.pk}/person/{mum.pk}/")
    page.wait_for_timeout(1500)
    expect(page.get_by_label(ASKED)).to_have_value("")
    context.unroute("**/item/**")
    page.goto(f"/part/{part.pk}/person/{gran.pk}/")
    wait_until(lambda: page.evaluate(SHELF)["things"] == 0, page)
    page.get_by_label(ASKED).fill("My nan")
    page.get_by_role("button", name="Move closer").click()  # before it has saved itself
    page.wait_for_url("**/people/**")
    assert Connection.objects.get(pk=gran.pk).ring == gran.ring - 1
    assert list(Item.objects.values_list("cells__person", "cells__role")) == [(str(gran.pk), "My nan")]
