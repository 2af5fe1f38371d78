"""A browser for each person who looks, the way to each place, and its four pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page

from tests.e2e.browser import come_in
from tests.e2e.tour.clock import skew
from tests.e2e.tour.house import NEW_OWNER, House
from tests.e2e.tour.places import Place

WIDE, NARROW, LOW = 1440, 390, 844  # px; the last is the height of a phone
SCHEMES = ("light", "dark")
AT_THE_TABLE = ("seat", "chair")  # of a room in mid-session, which is opened for each picture
SETTLED = 400  # ms in which fonts and moved things come to rest
_LINKS = "[...document.querySelectorAll('a[href]')].filter(one => one.offsetParent).map(one => one.href)"
_CLOCK = """(() => {
  const Wall = Date;
  globalThis.Date = class extends Wall {
    constructor(...parts) { parts.length ? super(...parts) : super(Wall.now() + SKEW); }
    static now() { return Wall.now() + SKEW; }
  };
})()"""


class LostError(Exception):
    """The way to a place ends before it."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A PNG of one page."""

    width: int
    scheme: str
    png: bytes


@dataclass
class Camera:
    browser: Browser
    house: House
    people: dict[str, BrowserContext] = field(default_factory=dict)

    def shots(self, place: Place, *, whole: bool = False) -> list[Shot]:
        """Wide and narrow, light and dark; `whole`: as long as the page is."""
        if place.seen_by in AT_THE_TABLE:
            self.house.open_room()
            self.people.pop(place.seen_by, None)
        page = self._context(place.seen_by).new_page()
        self._go(page, place.way)
        place.before(page)
        taken = list(_each(page, place, whole=whole))
        page.close()
        return taken

    def _context(self, who: str) -> BrowserContext:
        if who not in self.people:
            context = self.browser.new_context(
                base_url=self.house.url,
                viewport={"width": WIDE, "height": 900},
                reduced_motion="reduce",
                locale="en-GB",
            )
            context.add_init_script(_CLOCK.replace("SKEW", str(skew(self.house.began))))
            self._sign_in(context.new_page(), who)
            self.people[who] = context
        return self.people[who]

    def _sign_in(self, page: Page, who: str) -> None:
        if who == "new-owner":
            come_in(page, self.house.link_of(NEW_OWNER))
        elif who in AT_THE_TABLE:
            come_in(page, self.house.room[who])
        elif who:
            page.goto("/")
            page.locator(f"form[action='/demo/as/{who}/'] button").click()
            page.wait_for_load_state()
        page.close()

    def _go(self, page: Page, way: tuple[str, ...]) -> None:
        page.goto(way[0].replace("/-/", f"/{self.house.room.get('code', '')}/"))
        for step in way[1:]:
            page.goto(_link(page, step))


def _link(page: Page, step: str) -> str:
    """The first link that is shown and fits; an address that leads back here does not."""
    here = page.url
    pattern, _, number = step.partition(" ")
    fitting = [link for link in dict.fromkeys(page.evaluate(_LINKS)) if link != here and _fits(link, pattern)]
    if len(fitting) < int(number or 1):
        raise LostError(f"{here} has no link that fits {step}")
    return str(fitting[int(number or 1) - 1])


def _fits(link: str, pattern: str) -> bool:
    parts = urlsplit(link)
    address = f"{parts.path}?{parts.query}" if "?like" in pattern else parts.path
    return address.count("/") == pattern.count("/") and fnmatchcase(address, pattern.replace("?like", "[?]like"))


def _each(page: Page, place: Place, *, whole: bool) -> Iterator[Shot]:
    for width in (WIDE, NARROW):
        height = place.height if width == WIDE else max(LOW, place.height)
        page.set_viewport_size({"width": width, "height": height})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
            page.evaluate("document.fonts.ready")
            page.wait_for_timeout(SETTLED)
            yield Shot(width, scheme, page.screenshot(full_page=whole))
