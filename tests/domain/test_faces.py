from __future__ import annotations

import pytest

from edgewise.domain.faces import HUES, hue, initials


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Amara Okafor", "AO"),
        ("Bruno", "B"),
        ("Ana de la Cruz", "AC"),
        ("élodie", "É"),
        ("Dana Levi (Oslo)", "DL"),
        (" ", "?"),
    ],
)
def test_initials_are_of_the_first_and_last_name(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_a_person_keeps_their_colour_and_ten_people_in_a_row_have_ten() -> None:
    assert hue(1234) == hue(1234)
    assert {hue(number) for number in range(17, 17 + HUES)} == set(range(HUES))
