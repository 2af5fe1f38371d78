"""Pictures in a real browser: nothing overlaps on a phone, nothing is told by colour alone, and pages stay light."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import combinations

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, expect

from tests.e2e.browser import assert_accessible, come_in, keyboard_walk, listen, overflow
from tests.e2e.server import Server

FIRST_PAINT = 150_000  # bytes
SMALLEST_LETTERS = 12  # px
PICTURES = ["weeks", "attendance", "commitments", "steps"]
# The boxes of the words of one picture, and how high the letters are.
_WORDS = """svg => [...svg.querySelectorAll("text")].map(text => {
  const box = text.getBoundingClientRect();
  return [text.textContent, box.left, box.top, box.right, box.bottom, parseFloat(getComputedStyle(text).fontSize)];
})"""
# How each line of the legend looks: its filling, its dashes, and the texture that is shown over it.
_LOOKS = """list => [...list.querySelectorAll("svg")].map(svg => {
  const mark = svg.firstElementChild, over = svg.querySelector(".pic-over"), style = getComputedStyle(mark);
  const texture = over && getComputedStyle(over).display !== "none" ? over.getAttribute("fill") : "";
  return [mark.tagName, style.fill, style.strokeDasharray, texture].join(" ");
})"""


@pytest.fixture(scope="module")
def told(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """Grace's browser on the results of her cohort."""
    server = Server(tmp_path_factory.mktemp("results"))
    server.start()
    story = json.loads(server.seed("results"))
    grace = browser.new_context(base_url=server.url)
    grace.set_default_timeout(15_000)
    page = grace.new_page()
    come_in(page, story["link"])
    page.goto(story["path"])
    yield grace
    grace.close()
    server.stop()


@pytest.fixture
def results(told: BrowserContext) -> Iterator[Page]:
    page = told.new_page()
    page.goto(told.pages[0].url)
    yield page
    page.close()


@pytest.mark.parametrize("width", [320, 390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures_fit_are_accessible_and_their_words_stand_apart(results: Page, width: int, scheme: str) -> None:
    complaints = listen(results)
    results.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    results.set_viewport_size({"width": width, "height": 844})
    results.reload()
    found = [picture.get_attribute("id") for picture in results.locator("figure.picture").all()]
    assert (found, overflow(results), complaints.said) == (PICTURES, 0, [])
    assert_accessible(results)
    for name in found:
        words = results.locator(f"#{name} > svg").evaluate(_WORDS)
        assert [one[0] for one in words if one[5] < SMALLEST_LETTERS or one[1] < 0 or one[3] > width] == []
        assert [(one[0], other[0]) for one, other in combinations(words, 2) if _overlap(one, other)] == []


def _overlap(one: list[float], other: list[float]) -> bool:
    """Do two boxes share more than a hair?"""
    return min(one[3], other[3]) - max(one[1], other[1]) > 1 and min(one[4], other[4]) - max(one[2], other[2]) > 3


@pytest.mark.parametrize("media", ["forced", "print"])
def test_nothing_is_told_by_colour_alone(results: Page, media: str) -> None:
    if media == "forced":
        results.emulate_media(forced_colors="active")
    else:
        results.emulate_media(media="print")
    for name in ("weeks", "attendance", "commitments"):
        looks = results.locator(f"#{name} > .pic-legend").evaluate(_LOOKS)
        assert len(set(looks)) == len(looks) > 1, name


def test_the_table_behind_a_picture_opens_with_the_keyboard(results: Page) -> None:
    table = results.locator("#commitments details")
    table.locator("summary").focus()
    results.keyboard.press("Enter")
    expect(table.get_by_role("rowheader", name="Kept, at least", exact=True)).to_be_visible()
    assert_accessible(results)


def test_a_press_on_a_heading_sorts_the_circles(results: Page) -> None:
    def sorted_by(direction: str) -> Locator:
        return results.locator("#rows").locator(f"th[aria-sort={direction}]")

    results.get_by_role("link", name="Attendance", exact=True).click()
    expect(sorted_by("ascending")).to_have_text("Attendance", use_inner_text=True)
    results.get_by_role("link", name="Attendance", exact=True).press("Enter")
    expect(sorted_by("descending")).to_have_text("Attendance", use_inner_text=True)


def test_on_a_phone_the_circles_can_be_sorted_too(results: Page) -> None:
    results.set_viewport_size({"width": 390, "height": 844})
    assert_accessible(results)
    sorts = results.get_by_role("navigation", name="Sort by")
    sorts.get_by_role("link", name="Attendance").click()
    expect(sorts.get_by_role("link", name="Attendance")).to_have_attribute("aria-current", "true")
    results.goto(results.url.split("?")[0])
    assert keyboard_walk(results).count("a Attendance") == 1  # those of the hidden headings are no stop


def test_the_results_are_light_enough_for_a_slow_line(told: BrowserContext) -> None:
    page = told.new_page()
    done: list[Request] = []
    page.on("requestfinished", lambda one: done.append(one))  # noqa: PLW0108  # Playwright marks what it calls
    page.goto(told.pages[0].url, wait_until="networkidle")
    size = sum(one.sizes()["responseBodySize"] for one in done)
    assert 0 < size <= FIRST_PAINT
    page.close()
