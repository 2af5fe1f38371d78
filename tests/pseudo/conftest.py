from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from checks.texts import catalogue
from checks.tree import ROOT
from edgewise.config.pseudo import LANGUAGE, write_locale
from edgewise.rooms.regions import drawing, render


@pytest.fixture(scope="session")
def locale(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pseudo-locale of what is marked now."""
    folder = tmp_path_factory.mktemp("pseudo")
    (folder / "django.po").write_text(catalogue.written(ROOT))
    return write_locale(folder / "django.po", folder)


@pytest.fixture(scope="module", autouse=True)
def _in_the_pseudo_locale(locale: Path) -> Iterator[None]:
    with override_settings(LANGUAGE_CODE=LANGUAGE, LANGUAGES=[(LANGUAGE, "Pseudo")], LOCALE_PATHS=[locale]):
        _forget()
        yield
    _forget()


def _forget() -> None:
    """The room keeps what it has drawn in the one language of its installation."""
    for value in (*vars(drawing).values(), *vars(render).values()):
        if hasattr(value, "cache_clear"):
            value.cache_clear()
