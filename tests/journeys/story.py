"""What the steps of a story share: the windows open in it, the things it made, and reading one's email."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from people.models import LocalLetter
from tests.journeys.walking import Walker
from tests.scenarios import World

PATIENCE = 30
# The queue of a worker whose clock stands on another day.
LATER = "later"


@dataclass
class Story:
    """The council where it happens, a way to open a window, the windows by name, and what was made on the way."""

    world: World
    open_window: Callable[..., Walker]
    worker_at: Callable[[datetime], None]
    windows: dict[str, Walker] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)

    def somebody(self, name: str, **options: Any) -> Walker:
        """The window of somebody, opened the first time they are asked for."""
        if name not in self.windows:
            self.windows[name] = self.open_window(name, **options)
        return self.windows[name]


def wait_until(true: Callable[[], Any], what: str, seconds: float = PATIENCE) -> Any:
    """What `true` says once it says something; AssertionError naming `what` after so many seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := true():
            return found
        time.sleep(0.2)
    raise AssertionError(f"waited {seconds} s for {what}")


def newest_letter(email: str) -> LocalLetter | None:
    return LocalLetter.objects.filter(to=email).order_by("-pk").first()


def type_number_from_outbox(walker: Walker, email: str, *, picture: str = "") -> None:
    """Read the number on the outbox page in another tab, as somebody does who has their email open, and type it."""
    with walker.page.context.expect_page() as opened:
        walker.page.get_by_role("link", name="Read the number here").click(modifiers=["Control"])
    tab = opened.value
    letter = tab.get_by_role("article").filter(has_text=email).first
    number = re.search(r"^\s*(\d{3} \d{3})\s*$", letter.inner_text(), re.MULTILINE)
    assert number, letter.inner_text()
    tab.close()
    if picture:
        walker.look(picture)
    walker.page.get_by_label("number").first.fill(number.group(1))
