"""A phrase is English wherever it is compared or joined, and in its reader's language wherever it is said."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

import pytest

from edgewise.domain import phrases
from edgewise.domain.phrases import Phrase, counted, phrase, phrase_in, speak

GERMAN = {
    "{name} has the floor.": "{name} hat das Wort.",
    "one person": "eine Person",
    "{count} people": "{count} Personen",
    "Nobody": "Niemand",
}


@pytest.fixture
def _in_german() -> Iterator[None]:
    before = phrases._translate
    speak(lambda given: GERMAN.get(phrases.in_english(given), phrases.in_english(given)))
    yield
    speak(before)


def test_a_phrase_is_its_english_text() -> None:
    assert phrase("{name} has the floor.", name="Bruno") == "Bruno has the floor."
    assert [counted("one person", "{count} people", number) for number in (0, 1, 2)] == [
        "0 people",
        "one person",
        "2 people",
    ]


@pytest.mark.usefixtures("_in_german")
def test_it_is_said_in_the_readers_language() -> None:
    said = phrase("{name} has the floor.", name="Bruno")
    assert (str(said), f"{said}", f"{said!s:>3}", said) == (*["Bruno hat das Wort."] * 3, "Bruno has the floor.")
    assert [str(counted("one person", "{count} people", number)) for number in (1, 3)] == ["eine Person", "3 Personen"]


@pytest.mark.usefixtures("_in_german")
def test_a_phrase_in_a_phrase_is_said_too() -> None:
    said = phrase("{name} has the floor.", name=phrase("Nobody"))
    assert (str(said), said) == ("Niemand hat das Wort.", "Nobody has the floor.")


@pytest.mark.usefixtures("_in_german")
def test_a_copy_says_the_same() -> None:
    assert str(deepcopy(phrase("{name} has the floor.", name="Bruno"))) == "Bruno hat das Wort."


def test_what_people_wrote_is_never_filled_in() -> None:
    assert str(phrase("{name} has the floor.", name="{count}")) == "{count} has the floor."
    assert str(phrase_in("format own", "Ask {somebody}")) == "Ask {somebody}"


def test_the_empty_phrase_says_nothing() -> None:
    assert str(Phrase("")) == ""
