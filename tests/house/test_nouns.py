from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from checks import nouns

House = Callable[[dict[str, str]], Path]


@pytest.fixture(autouse=True)
def _a_small_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nouns, "EXCEPTIONS", {"rooms/live": "two routes beside Django"})
    monkeypatch.setattr(nouns, "FULL_DRAWERS", {})


def test_kinds_features_packages_and_a_declared_exception_pass(house: House) -> None:
    root = house(
        {
            "people/views.py": "",
            "people/imports/forms/columns.py": "",
            "people/templates/people/me.html": "",
            "rooms/live/hub.py": "",
            "domain/session/decisions/decide.py": "",
        }
    )

    assert nouns.problems(root) == []


def test_a_file_that_is_no_noun_of_its_app_is_told_where_it_belongs(house: House) -> None:
    root = house({"growth/settling.py": "", "rooms/live/hub.py": ""})

    assert nouns.problems(root) == [
        (
            "src/edgewise/growth/settling.py: settling is no noun of growth. A feature is a folder named in "
            "checks/nouns.py (changes, commitments, decisions, feedback, goals, reflections, steps, tallies); a file "
            "is one of models, signals, queries, access, page, messages, tasks, actions, forms, due, views, urls, apps"
        )
    ]


def test_a_new_kind_of_file_in_a_feature_is_refused(house: House) -> None:
    root = house({"people/hours/passage.py": "", "rooms/live/hub.py": ""})

    assert nouns.problems(root) == [
        (
            "src/edgewise/people/hours/passage.py: passage is no kind of file of a feature. Rows are read in queries, "
            "written in actions, shown by page, entered through forms (checks/nouns.py has them all)"
        )
    ]


def test_the_rules_have_the_folders_that_are_named(house: House) -> None:
    root = house({"domain/session/doing/a.py": "", "domain/lore/b.py": "", "rooms/live/hub.py": ""})

    assert nouns.problems(root) == [
        "src/edgewise/domain/lore: no room of the rules; checks/nouns.py names them",
        "src/edgewise/domain/session/doing: session has no such folder; checks/nouns.py names its folders",
    ]


def test_a_drawer_holds_twelve_files(house: House) -> None:
    full = {f"domain/matching/{letter}.py": "" for letter in "abcdefghijklm"}

    assert nouns.problems(house({**full, "rooms/live/hub.py": ""})) == [
        "src/edgewise/domain/matching: 13 files in one drawer, at most 12; which noun wants a folder?"
    ]


def test_a_name_that_says_nothing_is_refused(house: House) -> None:
    assert nouns.problems(house({"domain/matching/helpers.py": "", "rooms/live/hub.py": ""})) == [
        "src/edgewise/domain/matching/helpers.py: the name says nothing; call it after the noun it is about"
    ]


def test_tests_stand_where_their_source_stands(house: House) -> None:
    root = house({"people/hours/views.py": "", "rooms/live/hub.py": ""})
    for folder in ("hours", "absences"):
        (root / "tests/people" / folder).mkdir(parents=True)
        (root / "tests/people" / folder / "test_one.py").write_text("")

    assert nouns.problems(root) == [
        "tests/people/absences: tests stand in a folder of the feature's name; people has no such"
    ]


def test_an_exception_that_nobody_needs_any_more_is_named(house: House) -> None:
    assert nouns.problems(house({"people/views.py": ""})) == [
        "src/edgewise/rooms/live: an exception in checks/nouns.py that is not there any more"
    ]
