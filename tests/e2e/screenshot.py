"""`python -m tests.e2e.screenshot`: docs/images/room.png, from a live room of the demonstration with its bots."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import expect

from tests.e2e.browser import chromium
from tests.e2e.server import Server

PICTURE = Path(__file__).resolve().parents[2] / "docs" / "images" / "room.png"
MINUTE = 60_000


def main() -> None:
    with TemporaryDirectory() as home, chromium() as browser:
        server = Server(Path(home), DEMO="true")
        server.start()
        try:
            page = browser.new_page(viewport={"width": 1440, "height": 900}, base_url=server.url)
            page.goto("/")
            page.get_by_role("button", name="Take a seat").click()
            # The third bot speaks, so the seats before it show what they have used of the time.
            expect(page.get_by_text("Dana Levi has the floor").first).to_be_visible(timeout=5 * MINUTE)
            page.wait_for_timeout(4_000)
            PICTURE.parent.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=PICTURE)
        finally:
            server.stop()


if __name__ == "__main__":
    main()
