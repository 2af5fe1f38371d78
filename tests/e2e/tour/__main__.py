"""`python -m tests.e2e.tour [NAME …]`: docs/images/tour and docs/tour.md, from the demonstration at a fixed hour.

With names only those pictures are taken; `--out FOLDER` puts them elsewhere, whole and one file for each variant.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Error

from tests.e2e.browser import chromium
from tests.e2e.tour.album import Album, Loose, write_index
from tests.e2e.tour.camera import Camera, LostError
from tests.e2e.tour.house import house
from tests.e2e.tour.places import PLACES, Place


def main() -> None:
    asked = _arguments()
    places = [one for one in PLACES if not asked.names or one.name in asked.names]
    album = Loose(Path(asked.out)) if asked.out else Album()
    with TemporaryDirectory() as fresh, house(Path(asked.home or fresh)) as open_house, chromium() as browser:
        camera = Camera(browser, open_house)
        missed = [said for place in places if (said := _visit(camera, album, place, whole=bool(asked.out)))]
    if not asked.out:
        write_index()
    if missed:
        sys.exit("\n".join(("These places were not found:", *missed)))


def _visit(camera: Camera, album: Album | Loose, place: Place, *, whole: bool) -> str:
    """Take a place's pictures; what stood in the way, or nothing."""
    try:
        album.keep(place, camera.shots(place, whole=whole))
    except (LostError, Error, AssertionError) as problem:
        return f"{place.name}: {problem}"
    sys.stdout.write(f"{place.name}\n")
    sys.stdout.flush()
    return ""


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", help="of places, such as room desk")
    parser.add_argument("--out", default="", help="a folder for whole pages, to be looked at")
    parser.add_argument("--home", default="", help="a folder that keeps the demonstration for the next time")
    return parser.parse_args()


if __name__ == "__main__":
    main()
