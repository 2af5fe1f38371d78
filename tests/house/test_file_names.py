from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from checks import file_names

House = Callable[[dict[str, str]], Path]


@pytest.fixture(autouse=True)
def _no_exceptions_but_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_names, "EXCEPTIONS", {"rooms/live": "two routes beside Django"})


def test_the_closed_names_a_package_of_such_a_name_and_a_declared_exception_pass(house: House) -> None:
    root = house(
        {
            "people/views.py": "",
            "people/forms/import_form.py": "",
            "people/templates/people/me.html": "",
            "rooms/live/hub.py": "",
            "domain/session/decide.py": "",
        }
    )

    assert file_names.problems(root) == []


def test_a_new_kind_of_file_is_refused(house: House) -> None:
    root = house({"people/utils.py": "", "rooms/live/hub.py": ""})

    assert file_names.problems(root) == [
        "src/edgewise/people/utils.py: not one of the file names of an app (checks/file_names.py)"
    ]


def test_an_exception_that_nobody_needs_any_more_is_named(house: House) -> None:
    assert file_names.problems(house({"people/views.py": ""})) == [
        "rooms/live: an exception in checks/file_names.py that no longer exists"
    ]
