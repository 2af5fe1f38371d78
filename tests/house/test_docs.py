"""What the documentation lists is what there is."""

from __future__ import annotations

import re

from checks.tree import ROOT
from tests.e2e.tour.album import index
from tests.e2e.tour.places import PLACES

READ = re.compile(r'\b(?:text|switch|names|setting)\([^"]*"([A-Z_]+)"')  # of config/environment.py
NAMED = re.compile(r"^\s*(?:class|def) (\w+)", re.MULTILINE)
LISTED = re.compile(r"^\| `EDGEWISE_([A-Z_]+)` \|", re.MULTILINE)


def test_every_variable_that_the_settings_read_is_documented_and_no_other() -> None:
    config = (ROOT / "src/edgewise/config").glob("*.py")
    read = {name for path in config for name in READ.findall(path.read_text())}

    assert set(LISTED.findall((ROOT / "docs/operating.md").read_text())) == read


def test_every_decision_is_in_the_list_of_decisions() -> None:
    folder = ROOT / "docs/adr"
    titles = {path.name: path.read_text().splitlines()[0] for path in folder.glob("0*.md")}
    listed = re.findall(r"^\| \[(\d+)\]\((.+?)\) \| (.+?) \|", (folder / "index.md").read_text(), re.MULTILINE)

    assert {name: f"# {number}: {title}" for number, name, title in listed} == titles


def test_the_vocabulary_names_nothing_that_does_not_exist() -> None:
    """Each word stands in a text that somebody reads, or is the name of something in the code."""
    words = re.findall(r"\*\*([^*]+)\*\*", (ROOT / "docs/vocabulary.md").read_text())
    texts = (ROOT / "src/edgewise/locale/en/LC_MESSAGES/django.po").read_text().casefold()
    names = {node.casefold() for path in (ROOT / "src").rglob("*.py") for node in NAMED.findall(path.read_text())}
    missing = [word for word in words if word.casefold() not in texts and word.casefold().replace(" ", "") not in names]
    assert (len(words) > 40, missing) == (True, [])


def test_the_tour_shows_each_of_its_places_once_and_its_pictures_are_small() -> None:
    assert (ROOT / "docs/tour.md").read_text() == index()
    assert len({place.name for place in PLACES}) == len(PLACES) >= 30
    found = {path.stem: path.stat().st_size for path in (ROOT / "docs/images/tour").glob("*.webp")}
    assert set(found) == {f"{place.name}-{scheme}" for place in PLACES for scheme in ("light", "dark")}
    assert sum(found.values()) < 6_000_000
