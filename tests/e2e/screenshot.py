"""`python -m tests.e2e.screenshot`: docs/images/room.png, from a session that bots have brought to its options."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.e2e.browser import chromium, come_in
from tests.e2e.server import Server
from tests.e2e.tour.places import options_go_round, somebody_speaks

PICTURE = Path(__file__).resolve().parents[2] / "docs" / "images" / "room.png"
PAUSE = 12_000  # ms: long enough for the arc of the turn to be seen


def main() -> None:
    with TemporaryDirectory() as home, chromium() as browser:
        server = Server(Path(home), DEMO="true")
        server.start()
        try:
            page = browser.new_page(viewport={"width": 1440, "height": 900}, base_url=server.url)
            scene = json.loads(server.seed("scene"))
            come_in(page, scene["seat"])
            page.goto(f"/rooms/{scene['code']}/")
            options_go_round(page)
            page.wait_for_timeout(PAUSE)
            somebody_speaks(page)
            PICTURE.parent.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=PICTURE)
        finally:
            server.stop()


if __name__ == "__main__":
    main()
