"""Every piece in every theme, in a real browser: no barrier found, no sideways scroll, our frames kept apart."""

import mimetypes
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from playwright.sync_api import Browser, BrowserType, Page, Route

pytestmark = pytest.mark.urls("tests.face.urls")

SITE = "http://face.test"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; base-uri 'none'"
)
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}},
    "resultTypes": ["violations"],  # what is right need not be told at length
}


@pytest.fixture(scope="module")
def browser_here(browser_type: BrowserType) -> Iterator[Browser]:
    browser = browser_type.launch(
        executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
    )
    yield browser
    browser.close()


def served(route: Route, body: str) -> None:
    """Answers with the page, or with a static file, under the site's own content policy."""
    path = route.request.url.removeprefix(SITE).split("#")[0].split("?")[0]
    if not path.startswith("/static/"):
        return route.fulfill(
            body=body, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": POLICY}
        )
    file = finders.find(path.removeprefix("/static/"))
    if not file:
        return route.fulfill(status=404)
    kind = mimetypes.guess_type(str(file))[0] or "application/octet-stream"
    return route.fulfill(body=Path(str(file)).read_bytes(), content_type=kind)


def opened(browser: Browser, width: int, **display: str) -> tuple[Page, list[str]]:
    """The components page at a width, and what the browser complained of."""
    body = render_to_string("components_page.html", {"display": display, "language": "en-gb"})
    page = browser.new_page(viewport={"width": width, "height": 900})
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.route(f"{SITE}/**", lambda route: served(route, body))
    page.goto(SITE)
    return page, complaints


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("theme", ["light", "cream", "dark", "contrast"])
def test_every_piece_is_free_of_barriers(browser_here: Browser, theme: str, width: int) -> None:
    """WCAG 2.2 A and AA, best practice, and 7:1 (1.4.6), by axe."""
    page, complaints = opened(browser_here, width, theme=theme)
    results = Axe().run(page, options=AXE)
    page.close()
    assert results.violations_count == 0, results.generate_report()
    assert complaints == []


@pytest.mark.parametrize(
    ("width", "text"), [(320, "100"), (390, "200"), (1280, "200"), (1280, "300"), (768, "150"), (1920, "100")]
)
def test_no_page_scrolls_sideways(browser_here: Browser, width: int, text: str) -> None:
    """WCAG 1.4.10 and 1.4.4: 320 px wide, and letters up to three times as big."""
    page, _ = opened(browser_here, width, text=text)
    wide = page.evaluate(
        """() => [...document.querySelectorAll("main *")]
            .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
            .filter((one) => !one.closest(".table-wrap, .phead, .hello, .own, .sr-only, svg, .face"))
            .map((one) => one.className || one.tagName).slice(0, 8)"""
    )
    scroll = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.close()
    assert (scroll, wide) == (0, [])


@pytest.mark.parametrize("width", [390, 1280])
def test_the_persons_own_words_are_the_largest_of_anybodys(browser_here: Browser, width: int) -> None:
    page, _ = opened(browser_here, width)
    sizes = page.evaluate(
        """() => {
            const size = (query) => [...document.querySelectorAll(query)].map((one) => parseFloat(getComputedStyle(one).fontSize));
            return {own: size(".card--me .card__words, .own__quote p, .hello__own p"),
                others: size(".card:not(.card--me) .card__words, .quote__words, .differ__view p")};
        }"""
    )
    page.close()
    assert min(sizes["own"]) > max(sizes["others"])


def test_an_advocate_never_wears_the_paid_square(browser_here: Browser) -> None:
    page, _ = opened(browser_here, 1280)
    cut = page.evaluate("""(query) => getComputedStyle(document.querySelector(query)).clipPath""", ".face--advocate")
    square = page.evaluate("""(query) => getComputedStyle(document.querySelector(query)).clipPath""", ".face--paid")
    page.close()
    assert cut.startswith("polygon")
    assert square == "none"


def test_everything_that_is_pressed_is_at_least_48_pixels(browser_here: Browser) -> None:
    page, _ = opened(browser_here, 390)
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, .btn, .chip, .tabs a, .dock a, .radio, .choice, .way, .crumb, .acts a, .row, input:not([type=hidden]), select")]
            .filter((one) => one.offsetParent && !one.closest(".choice, .sr-only") && one.getBoundingClientRect().height < 47.5)
            .map((one) => one.className || one.tagName)"""
    )
    page.close()
    assert small == []


def test_moving_stops_when_motion_is_off(browser_here: Browser) -> None:
    page, _ = opened(browser_here, 1280, motion="off")
    lasting = page.evaluate("""() => getComputedStyle(document.querySelector(".btn")).transitionDuration""")
    page.close()
    assert lasting in {"0s", "none"}
