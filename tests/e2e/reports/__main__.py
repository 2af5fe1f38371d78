"""`python -m tests.e2e.reports --out FOLDER`: every report of six executives as a PDF, as it is printed."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, PdfMargins

from tests.e2e.browser import chromium, come_in
from tests.e2e.server import Server

MARGINS: PdfMargins = {"top": "16mm", "bottom": "16mm", "left": "16mm", "right": "16mm"}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", default="reports", help="a folder for the PDFs")
    out = Path(parser.parse_args().out)
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as home, chromium() as browser:
        server = Server(Path(home))
        told = json.loads(server.seed("executives"))
        server.start()
        try:
            for one in told:
                _print(browser, server.url, one, out)
        finally:
            server.stop()


def _print(browser: Browser, url: str, told: dict[str, object], out: Path) -> None:
    """Each 360 of one executive; where there is no report, the page that says so."""
    page = browser.new_page()
    come_in(page, str(told["link"]))
    codes = told["codes"]
    assert isinstance(codes, list)
    for number, code in enumerate(codes, start=1):
        page.goto(f"{url}/360/{code}/")
        path = out / f"{told['name']}-{number}.pdf"
        page.pdf(path=path, format="A4", margin=MARGINS)
        sys.stdout.write(f"{path}: {page.locator('h1').first.inner_text()}\n")
    page.close()


if __name__ == "__main__":
    main()
