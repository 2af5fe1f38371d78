"""A phrase is English wherever it is compared or joined, and in its reader's language wherever it is said."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

import pytest

from edgewise.domain import phrases
from edgewise.domain.phrases import Phrase, counted, listed, phrase, phrase_in, sentences, speak

GERMAN = {
    "{name} has the floor.": "{name} hat das Wort.",
    "one person": "eine Person",
    "{count} people": "{count} Personen",
    "Nobody": "Niemand",
    "{these} and {last}": "{these} und {last}",
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


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), ""),
        (("a",), "a"),
        (("a", "b"), "a and b"),
        (("a", "b", "c"), "a, b and c"),
        ("abcdef", "a, b, c, d, e and f"),
    ],
)
def test_words_are_listed(words: tuple[str, ...], said: str) -> None:
    assert listed(words) == said


@pytest.mark.usefixtures("_in_german")
def test_a_list_however_long_is_said_in_the_readers_language() -> None:
    assert str(listed([phrase("Nobody"), "Amara", "Bruno"])) == "Niemand, Amara und Bruno"
    assert len(str(listed(["x"] * 5_000)).split("x")) == 5_001


@pytest.mark.usefixtures("_in_german")
def test_sentences_follow_one_another_and_an_empty_one_is_left_out() -> None:
    said = sentences("", phrase("Nobody"), "", phrase("{name} has the floor.", name="Bruno"))
    assert (said, str(said)) == ("Nobody Bruno has the floor.", "Niemand Bruno hat das Wort.")
    assert sentences("", "") == ""
