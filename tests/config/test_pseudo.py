"""The pseudo-locale, and that the pages are served in it when the environment says so."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import override_settings
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from checks.texts.catalogue import CATALOGUE
from checks.tree import ROOT
from edgewise.config.pseudo import KEPT, LANGUAGE, pseudo, write_locale

CATALOGUED = """msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Close"
msgstr ""

msgctxt "card advice"
msgid "Close"
msgstr ""

msgid "One person"
msgid_plural "%(n)s people"
msgstr[0] ""
msgstr[1] ""
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Close", "⟦Çļöšé öñé⟧"),
        ("{name} has %(n)s %% &amp; more.", "⟦{name} ĥåš %(n)s %% &amp; ɱöŕé. öñé ţŵö ţĥŕéé⟧"),
        ('<a href="%(url)s">Go <b>on</b></a>', '⟦<a href="%(url)s">Ĝö <b>öñ</b></a> öñé ţŵö ţĥŕéé⟧'),
        (" Two\nlines\n", " ⟦Ţŵö\nļîñéš öñé⟧\n"),
        ("", ""),
    ],
)
def test_a_text_is_longer_accented_and_in_brackets(text: str, said: str) -> None:
    assert pseudo(text) == said


@given(st.text(alphabet='ab {}%()s<>&;/="n\n1é', max_size=60))
def test_what_a_program_fills_in_stays_as_it_is_and_the_text_grows(text: str) -> None:
    said = pseudo(text)

    assert KEPT.findall(said) == KEPT.findall(text)
    assert len(said) >= len(text.strip()) * 1.4


def test_contexts_and_plurals_are_those_of_the_catalogue(tmp_path: Path) -> None:
    catalogue = tmp_path / "django.po"
    catalogue.write_text(CATALOGUED)

    with override_settings(LANGUAGE_CODE=LANGUAGE, LOCALE_PATHS=[write_locale(catalogue, tmp_path / "pseudo")]):
        said = [
            translation.gettext("Close"),
            translation.pgettext("card advice", "Close"),
            translation.ngettext("One person", "%(n)s people", 1),
            translation.ngettext("One person", "%(n)s people", 2),
            translation.gettext("Not in it"),
        ]

    assert said == ["⟦Çļöšé öñé⟧", "⟦Çļöšé öñé⟧", "⟦Öñé þéŕšöñ öñé⟧", "⟦%(n)s þéöþļé öñé ţŵö⟧", "Not in it"]


@pytest.mark.parametrize(("said", "language"), [("true", "en-xa"), ("", "en-gb")])
def test_the_environment_chooses(tmp_path: Path, said: str, language: str) -> None:
    code = "from edgewise.config import settings; print(settings.LANGUAGE_CODE, *settings.LOCALE_PATHS)"
    environment = {**os.environ, "EDGEWISE_HOME": str(tmp_path)} | ({"EDGEWISE_PSEUDO": said} if said else {})

    answer = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)

    folder = tmp_path / "pseudo" if said else (ROOT / CATALOGUE).parents[2]
    assert answer.stdout.split() == [language, str(folder)]
