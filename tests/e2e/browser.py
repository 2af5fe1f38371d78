"""Chromium, and what is asked of every page: no errors, not too wide, accessible, usable by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests import machine

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=machine.chromium(), args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Complaints:
    """What a page said went wrong: scripts, the Content-Security-Policy, files that did not come."""

    said: list[str] = field(default_factory=list)

    def hear(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.said.append(str(error)))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.said.append(message.text)


def listen(page: Page) -> Complaints:
    complaints = Complaints()
    complaints.hear(page)
    return complaints


def come_in(page: Page, link: str) -> None:
    """By a sign-in link, whose page asks before it is spent."""
    page.goto(link)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda url: "/enter/" not in url)


def axe_findings(page: Page) -> list[str]:
    """One line per broken rule: its name, what it asks and the first elements that break it."""
    results = Axe().run(page, options={"resultTypes": ["violations"], "runOnly": AXE_RULES})
    return [
        f"{broken['id']}: {broken['help']}: {[node['target'] for node in broken['nodes'][:4]]}"
        for broken in results.response["violations"]
    ]


def assert_accessible(page: Page) -> None:
    assert axe_findings(page) == []


def overflow(page: Page) -> int:
    """How many pixels the page is wider than the screen; a reader should never scroll sideways."""
    pixels: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return pixels


_FOCUSED = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const box = here.getBoundingClientRect();
  const rings = one => one && (getComputedStyle(one).outlineStyle !== "none" || rings(one.parentElement));
  const shown = rings(here) || here.matches("iframe");  // round itself, or round the card of which it is the link
  const name = here.getAttribute("aria-label") || here.labels?.[0]?.innerText || here.innerText || here.name || here.id;
  const across = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
  const free = [box.top + 2, box.top + box.height / 2, box.bottom - 2].some(down => {
    const met = document.elementFromPoint(across, down);
    return met && (here.contains(met) || met.contains(here) || met.closest("label")?.control === here);
  });
  return { tag: here.tagName.toLowerCase(), name: name.trim().replace(/\\s+/g, " ").slice(0, 60), shown, free,
           inside: box.width > 0 && box.bottom > 0 && box.top < innerHeight };
}"""


def keyboard_walk(page: Page, most: int = 200) -> list[str]:
    """Press Tab from the top to the end; every stop as `tag name`. Each must be on screen, with a visible focus, and
    not behind a bar that stays where it is."""
    page.evaluate("document.activeElement?.blur(); scrollTo(0, 0)")
    stops: list[str] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(_FOCUSED)
        if stop is None:
            return stops
        assert stop["shown"], f"focus cannot be seen on {stop['tag']} {stop['name']!r}"
        assert stop["inside"], f"focus is off the screen on {stop['tag']} {stop['name']!r}"
        assert stop["free"], f"something lies over {stop['tag']} {stop['name']!r}"
        stops.append(f"{stop['tag']} {stop['name']}")
    raise AssertionError(f"Tab never came to the end of {page.url}: {stops[-5:]}")
