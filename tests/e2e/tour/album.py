"""Pictures become files: for each place one sheet in the light and one in the dark, and an index that names them."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from tests.e2e.tour.camera import SCHEMES, Shot
from tests.e2e.tour.places import PLACES, Place

DOCS = Path(__file__).resolve().parents[3] / "docs"
PICTURES, INDEX = DOCS / "images" / "tour", DOCS / "tour.md"
GAP = 24  # px between the wide page and the narrow one
QUALITY = 60  # of WebP: letters stay sharp, and a sheet weighs about 80 kB
GROUND = {"light": "#d8d4cb", "dark": "#000000"}
HEAD = """\
# A tour in pictures

The pages that people use most, of the demonstration: on a desk and on a phone. Behind each picture is the same page in
the dark. `make tour` takes them again.
"""


@dataclass
class Album:
    """Sheets for the documentation."""

    folder: Path = PICTURES

    def keep(self, place: Place, shots: list[Shot]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        for scheme in SCHEMES:
            sheet = sheet_of([one for one in shots if one.scheme == scheme], GROUND[scheme])
            sheet.save(self.folder / f"{place.name}-{scheme}.webp", quality=QUALITY, method=6)


@dataclass
class Loose:
    """One file for each picture, in a folder of the looker's own."""

    folder: Path

    def keep(self, place: Place, shots: list[Shot]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        for one in shots:
            (self.folder / f"{place.name}-{one.width}-{one.scheme}.png").write_bytes(one.png)


def sheet_of(shots: list[Shot], ground: str) -> Image.Image:
    """The pictures side by side, as high as the highest."""
    pictures = [Image.open(io.BytesIO(one.png)).convert("RGB") for one in shots]
    width = sum(one.width for one in pictures) + GAP * (len(pictures) - 1)
    sheet = Image.new("RGB", (width, max(one.height for one in pictures)), ground)
    left = 0
    for one in pictures:
        sheet.paste(one, (left, 0))
        left += one.width + GAP
    return sheet


def index() -> str:
    """docs/tour.md: each page with one sentence."""
    parts = [HEAD]
    for place in PLACES:
        light, dark = (f"images/tour/{place.name}-{scheme}.webp" for scheme in SCHEMES)
        parts.append(f"## {place.title}\n\n{place.sentence}\n\n[![{place.title}]({light})]({dark})\n")
    return "\n".join(parts)


def write_index() -> None:
    INDEX.write_text(index())
