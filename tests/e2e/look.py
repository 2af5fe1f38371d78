"""Pictures of pages, to be looked at: 1440 and 390 px wide, light and dark, with what axe and the console say.

    python -m tests.e2e.look --base http://localhost:8000 --as LOGIN_LINK --out /tmp/look /me/ /commitments/
    python -m tests.e2e.look --as /demo/as/participant/ --all --out /tmp/look

`--as` is a link that signs in, or the path of a demonstration persona. `--all` follows every link of the pages it
sees, one page per route.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from django.urls import resolve
from playwright.sync_api import Browser, BrowserContext, Page

import edgewise.config.ready  # noqa: F401
from tests.e2e.browser import axe_findings, chromium, come_in, listen, overflow

WIDTHS = {1440: 900, 390: 844}
MOST = 60
FILES = (".csv", ".ics", ".pdf")  # these are downloaded, not looked at
_LINKS = "[...document.querySelectorAll('a[href]')].map(link => link.href)"


def main() -> None:
    asked = _arguments()
    out = Path(asked.out)
    out.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        paths = list(asked.paths)
        cookies = _sign_in(browser, asked.base, asked.as_link)
        if asked.all:
            paths = _crawl(browser, asked.base, cookies, paths or ["/"])
        for path in paths:
            _look(browser, asked.base, cookies, path, out)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("paths", nargs="*", help="paths such as /me/")
    parser.add_argument("--base", default="http://localhost:8000")
    parser.add_argument("--as", dest="as_link", default="", help="a login link or /demo/as/<persona>/")
    parser.add_argument("--all", action="store_true", help="every page that links lead to")
    parser.add_argument("--out", default="/tmp/look")  # noqa: S108
    return parser.parse_args()


def _sign_in(browser: Browser, base: str, link: str) -> list[dict[str, object]]:
    context = browser.new_context()
    page = context.new_page()
    if link.startswith("/demo/as/"):
        page.goto(base)
        page.locator(f"form[action='{link}'] button").click()
    elif link:
        come_in(page, urljoin(base, link))
    cookies = [dict(cookie) for cookie in context.cookies()]
    context.close()
    return cookies


def _opened(browser: Browser, cookies: list[dict[str, object]], width: int, scheme: str) -> BrowserContext:
    context = browser.new_context(
        viewport={"width": width, "height": WIDTHS[width]},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    context.add_cookies(cookies)  # type: ignore[arg-type]  # as Playwright itself gave them
    return context


def _crawl(browser: Browser, base: str, cookies: list[dict[str, object]], start: list[str]) -> list[str]:
    """One path per shape of path: codes and numbers are taken for the same page."""
    context = _opened(browser, cookies, 1440, "light")
    page = context.new_page()
    seen: dict[str, str] = {}
    waiting = list(start)
    while waiting and len(seen) < MOST:
        path = waiting.pop(0)
        if path.endswith(FILES) or _shape(path) in seen or "logout" in path:
            continue
        seen[_shape(path)] = path
        page.goto(urljoin(base, path))
        waiting += [urlsplit(link).path for link in page.evaluate(_LINKS) if link.startswith(base)]
    context.close()
    return list(seen.values())


def _shape(path: str) -> str:
    """The route that answers, so that each page of the product is seen once."""
    return resolve(path).route


def _look(browser: Browser, base: str, cookies: list[dict[str, object]], path: str, out: Path) -> None:
    name = path.strip("/").replace("/", "_") or "home"
    for width in WIDTHS:
        for scheme in ("light", "dark"):
            context = _opened(browser, cookies, width, scheme)
            page = context.new_page()
            complaints = listen(page)
            answer = page.goto(urljoin(base, path), wait_until="load")
            page.screenshot(path=out / f"{name}-{width}-{scheme}.png", full_page=True)
            said = [*complaints.said, *axe_findings(page), *_too_wide(page)]
            print(f"{path} {width} {scheme}: {answer.status if answer else '?'} {said or 'nothing to say'}")
            context.close()


def _too_wide(page: Page) -> list[str]:
    return [f"{pixels} px wider than the screen"] if (pixels := overflow(page)) > 0 else []


if __name__ == "__main__":
    main()
