"""Two ways to use a page without a mouse: keys alone, where focus is always seen, and a finger alone.

Both do the same things under the same names, so that one story is told by either.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from playwright.sync_api import Locator, Page

from tests.journeys.walking import Walker

MOST_TABS = 150
FINGER = 44  # pixels: what a tired thumb still meets (WCAG 2.2, 2.5.5)
A_LINK_IN_WORDS = 24  # pixels: the least of a link that stands by itself (2.5.8)
Words = str | re.Pattern[str]

# Where focus is, whether its mark is drawn, whether it is on the screen, and what that sticks covers it.
LOOKS_AT_FOCUS = """async () => {
    const small = (on) => on.matches("input[type=radio], input[type=checkbox]");
    const drawn = (each) => {
        const style = getComputedStyle(each);
        const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
        return outlined || style.boxShadow !== "none";
    };
    const sticks = (each) =>
        each && (/fixed|sticky/.test(getComputedStyle(each).position) ? each : sticks(each.parentElement));
    const fault = (on) => {
        if (!on || on === document.body || on.id === "main") return "";
        if (!on.matches(":focus-visible, [type=date]:focus-within")) return "focus is not shown";
        const card = small(on) && on.nextElementSibling ? on.nextElementSibling : on;
        if (![on, card, ...on.querySelectorAll("circle")].some(drawn)) return "no mark of focus";
        const box = card.getBoundingClientRect();
        const [left, right] = [Math.max(box.left, 0) + 2, Math.min(box.right, innerWidth) - 2];
        const [top, bottom] = [Math.max(box.top, 0) + 2, Math.min(box.bottom, innerHeight) - 2];
        if (right < left || bottom < top) return "focus is off the screen";
        const corners = [[left, top], [right, top], [left, bottom], [right, bottom]];
        for (const [x, y] of [...corners, [(left + right) / 2, (top + bottom) / 2]]) {
            const over = sticks(document.elementFromPoint(x, y));
            if (over && !over.contains(on)) return "focus is under " + over.className;
        }
        return "";
    };
    const drawing = () => new Promise(requestAnimationFrame);
    for (let turn = 0; turn < 3 && fault(document.activeElement); turn += 1) await drawing(); // a scroll settles first
    const found = fault(document.activeElement);
    return found && `${found}: ${document.activeElement.outerHTML.slice(0, 160)}`;
}"""
PRESSES = """() => {
    const tell = (what) => window.pressed?.(what);
    addEventListener("pointerdown", (event) => event.isTrusted && tell("pointer " + event.pointerType), true);
    addEventListener("mousedown", (event) => event.isTrusted && tell("mousedown"), true);
    addEventListener("keydown", (event) => {
        if (!event.isTrusted) return;
        tell(event.target.matches("textarea, input:not([type=radio], [type=checkbox])") ? "key in a field" : "key");
    }, true);
}"""


class Hand(Protocol):
    """What a hand can do. `within` is where to look for the words, when the page has them twice."""

    walker: Walker

    def look(self, what: str) -> None: ...
    def press(self, words: Words, *, within: Locator | None = None) -> None: ...
    def write(self, field: Locator, words: str) -> None: ...
    def write_day(self, field: Locator, day: str) -> None: ...
    def choose(self, option: Locator) -> None: ...
    def give_file(self, field: Locator, file: Path) -> None: ...
    def only_this_hand(self) -> None: ...


def named(page: Page, words: Words, within: Locator | None) -> Locator:
    """The button or link with these words."""
    place = within or page
    exact = isinstance(words, str)
    return (
        place.get_by_role("button", name=words, exact=exact)
        .or_(place.get_by_role("link", name=words, exact=exact))
        .first
    )


def arrives(page: Page, do: Callable[[], None]) -> None:
    """Do what leads to another page, and wait until it is there: a page is left once its words are kept."""
    with page.expect_navigation():
        do()


def listen(page: Page) -> set[str]:
    """Every kind of press that the pages of this window feel from here on."""
    felt: set[str] = set()
    page.context.expose_function("pressed", lambda what: felt.add(what))
    page.add_init_script(f"({PRESSES})()")
    page.on("filechooser", lambda _chooser: None)  # from now on, so that no chooser opens before somebody waits for it
    return felt


class Keys:
    """Tab, Shift+Tab, Enter, Space, arrows and typing. Each stop of the focus is looked at."""

    def __init__(self, walker: Walker) -> None:
        self.walker, self.page = walker, walker.page
        self.felt = listen(self.page)

    def look(self, what: str) -> None:
        self.walker.look(what)

    def press(self, words: Words, *, within: Locator | None = None) -> None:
        self.reach(named(self.page, words, within))
        self.page.keyboard.press("Enter")

    def write(self, field: Locator, words: str) -> None:
        self.reach(field)
        self.page.keyboard.type(words)

    def write_day(self, field: Locator, day: str) -> None:
        """A day such as 2026-12-01, in the order in which this browser asks for its parts."""
        self.reach(field)
        year, month, date = day.split("-")
        for order in ((date, month, year), (month, date, year)):
            self.page.keyboard.type("".join(order))
            if field.input_value() == day:
                return
            self.page.keyboard.press("Shift+Tab")
            self.page.keyboard.press("Shift+Tab")
        raise AssertionError(f"{day} could not be typed")

    def choose(self, option: Locator) -> None:
        """Space for a box; for one of several, to the group by Tab and to the choice by arrows."""
        if option.get_attribute("type") == "checkbox":
            self.reach(option)
            self.page.keyboard.press("Space")
            return
        name = option.get_attribute("name")
        self.reach(option, also=f"on => on === one || (on.type === 'radio' && on.name === '{name}')")
        for _turn in range(12):
            if option.evaluate("one => one === document.activeElement"):
                break
            self.page.keyboard.press("ArrowDown")
            self._focus_is_seen()
        self.page.keyboard.press("Space")
        assert option.is_checked()

    def give_file(self, field: Locator, file: Path) -> None:
        self.reach(field)
        with self.page.expect_file_chooser() as chooser:
            self.page.keyboard.press("Enter")
        chooser.value.set_files(file)

    def reach(self, target: Locator, also: str = "on => on === one") -> None:
        """Tab, or Shift+Tab when it lies behind, until the focus is there."""
        target.wait_for()
        there = f"one => ({also})(document.activeElement)"
        behind = (
            "one => document.activeElement !== document.body"
            " && !!(one.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING)"
        )
        key = "Shift+Tab" if target.evaluate(behind) else "Tab"
        for _turn in range(MOST_TABS):
            if target.evaluate(there):
                return
            self.page.keyboard.press(key)
            self._focus_is_seen()
        raise AssertionError(f"{target} was not reached by {key}")

    def _focus_is_seen(self) -> None:
        fault = self.page.evaluate(LOOKS_AT_FOCUS)
        assert not fault, f"{self.page.url}: {fault}"

    def only_this_hand(self) -> None:
        assert self.felt and not [each for each in self.felt if "key" not in each], self.felt


class Finger:
    """Taps, and typing once a field was tapped. What is tapped is large enough for a thumb."""

    def __init__(self, walker: Walker) -> None:
        self.walker, self.page = walker, walker.page
        self.felt = listen(self.page)

    def look(self, what: str) -> None:
        """The same pages were looked at on the way with keys; here only what came of them is."""
        if what.startswith("my "):
            self.walker.look(what)

    def press(self, words: Words, *, within: Locator | None = None) -> None:
        self._tap(named(self.page, words, within))

    def write(self, field: Locator, words: str) -> None:
        self._tap(field)
        self.page.keyboard.type(words)

    def write_day(self, field: Locator, day: str) -> None:
        """A phone shows its own calendar, which no page can see: what it would give is put in."""
        self._tap(field)
        field.fill(day)

    def choose(self, option: Locator) -> None:
        """The words beside it are tapped, as people do."""
        self._tap(self.page.locator(f"label[for='{option.get_attribute('id')}']"))
        assert option.is_checked()

    def give_file(self, field: Locator, file: Path) -> None:
        with self.page.expect_file_chooser() as chooser:
            self._tap(field)
        chooser.value.set_files(file)

    def _tap(self, target: Locator) -> None:
        target.scroll_into_view_if_needed()
        box = target.bounding_box()
        assert box is not None
        least = A_LINK_IN_WORDS if target.evaluate("one => one.matches('a:not([class])')") else FINGER
        assert box["height"] >= least, (
            f"{self.page.url}: {box['height']} px high: {target.evaluate('one => one.outerHTML')[:200]}"
        )
        target.tap()

    def only_this_hand(self) -> None:
        assert "pointer touch" in self.felt
        assert not self.felt - {"pointer touch", "mousedown", "key in a field"}, self.felt
