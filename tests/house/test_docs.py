"""What the documentation lists is what there is."""

from __future__ import annotations

import re

from checks.tree import ROOT

READ = re.compile(r'env\.\w+\(\s*"([A-Z_]+)"')
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
