from __future__ import annotations

import json
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from tests.cli.match.cast import run
from tests.cli.match.checker import faults, rows_of
from tests.people.files import DATA


@pytest.mark.parametrize("name", ["people_120.csv", "people_messy.csv"])
def test_no_circle_of_a_real_export_breaks_a_hard_rule_and_nobody_is_lost(tmp_path: Path, name: str) -> None:
    path = tmp_path / "result.json"
    run(str(DATA / name), "--json", str(path))
    found = json.loads(path.read_bytes())
    circles = [circle["members"] for circle in found["circles"]]
    assert faults(DATA / name, circles, date(2026, 3, 2), date(2026, 6, 26)) == []
    told = {email for circle in circles for email in circle} | {one["email"] for one in found["unplaced"]}
    assert found["placed"] + len(found["unplaced"]) == found["people"]
    assert told == {email for email in rows_of(DATA / name) if email}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["people_120.csv", "people_messy.csv"])
def test_no_round_of_a_real_export_breaks_a_hard_rule(tmp_path: Path, name: str) -> None:
    path = tmp_path / "result.json"
    run(str(DATA / name), "--rounds", "3", "--json", str(path))
    found = json.loads(path.read_bytes())
    for held in found["rounds"]:
        circles = [circle["members"] for circle in held["circles"]]
        assert faults(DATA / name, circles, date(2026, 3, 2), date(2026, 6, 26)) == []
        assert sum(map(len, circles)) + len(held["unplaced"]) == found["people"]
    pairs = [frozenset(pair) for held in found["rounds"] for circle in held["circles"]
             for pair in combinations(circle["members"], 2)]  # fmt: skip
    assert found["repeats"] == len(pairs) - len(set(pairs)) >= found["least_repeats"]
