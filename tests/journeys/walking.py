"""Somebody at a screen: they go, type, press and look; every page is checked by axe, and kept as a picture on request."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

PICTURES = Path(__file__).resolve().parents[1] / "screenshots"
# Nothing is proved by a picture, and all of them together take as long as the checks: kept when somebody wants to look.
KEEPS_PICTURES = bool(os.environ.get("KEEP_PICTURES"))
# Only what is wrong is told at length: to describe all that is right took longer than the checks.
AXE_TELLS = {"resultTypes": ["violations"]}
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass
class Walker:
    """One person in one browser window."""

    name: str
    page: Page
    story: str
    seen: int = field(default=0)

    def __post_init__(self) -> None:
        self.problems: list[str] = []
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on(
            "console",
            lambda message: self.problems.append(message.text) if message.type == "error" else None,
        )

    def go(self, path: str) -> None:
        self.page.goto(path)

    def press(self, words: str | re.Pattern[str], *, exact: bool = False) -> None:
        """Press the button, or follow the link, with these words."""
        thing = self.page.get_by_role("button", name=words, exact=exact).or_(
            self.page.get_by_role("link", name=words, exact=exact)
        )
        thing.first.click()

    def go_on(self) -> None:
        """Press "Go on" and wait for the page it leads to: a page is left once its words are kept."""
        with self.page.expect_navigation():
            self.press("Go on")

    def type(self, label: str | re.Pattern[str], words: str) -> None:
        self.page.get_by_label(label).first.fill(words)

    def choose(self, label: str | re.Pattern[str]) -> None:
        """Choose a radio or tick a box by its words."""
        self.page.get_by_label(label).first.check(force=True)

    def reads(self, words: str | re.Pattern[str]) -> None:
        # What is only shown while it is read out stands there too, and is no reading.
        expect(self.page.get_by_text(words).locator("visible=true").first).to_be_visible()

    def does_not_read(self, words: str) -> None:
        expect(self.page.get_by_text(words)).to_have_count(0)

    def heading(self) -> Locator:
        return self.page.get_by_role("heading", level=1).first

    def look(self, what: str) -> None:
        """Check the page as it stands, at this window's width and the other one's.

        A link that was just followed may lead to a page that has begun and has no words yet: it is waited for.
        """
        self.page.wait_for_load_state("load")
        self._axe(what)
        self.seen += 1
        here = self.page.viewport_size or {"width": 1280, "height": 900}
        for width, height in ((1280, 900), (390, 844)):
            self.page.set_viewport_size({"width": width, "height": height})
            self._nothing_sideways(what, width)
            if KEEPS_PICTURES:
                name = f"{self.name}-{self.seen:02}-{re.sub(r'[^a-z0-9]+', '-', what.lower())}-{width}.png"
                self.page.screenshot(path=self.folder() / name, full_page=True)
        self.page.set_viewport_size(here)
        assert self.problems == [], f"{what}: {self.problems}"

    def folder(self) -> Path:
        """Where the pictures of this story are kept."""
        folder = PICTURES / re.sub(r"\W+", "_", self.story).strip("_")
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def _axe(self, what: str) -> None:
        found = Axe().run(self.page, options={"runOnly": {"type": "tag", "values": AXE_TAGS}, **AXE_TELLS})
        told = [
            f"{each['id']}: {each['help']} {[node['html'][:160] for node in each['nodes'][:3]]}"
            for each in found.response["violations"]
        ]
        assert told == [], f"{what}: " + "\n".join(told)

    def _nothing_sideways(self, what: str, width: int) -> None:
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{what} is {wide} px wide on a {width} px screen"
