from __future__ import annotations

import io
from zoneinfo import available_timezones

import click
import pytest

from edgewise.cli.values import values_said
from edgewise.domain.roster.fields.zones import Zones
from edgewise.domain.roster.model import Meaning
from edgewise.domain.roster.value_map import ValueMap
from tests.cli.match.cast import FIVE, run, text

ZONES = Zones(available_timezones())
CODES = tuple(row.replace(level, code) for row, level, code in zip(
    FIVE, ("Manager", "Manager", "Team lead", "Senior manager", "Manager"), ("L5", "L5", "L4", "L6", "L5"), strict=True
))  # fmt: skip


def said(*pairs: str, toml: str = "") -> ValueMap:
    return values_said(pairs, io.BytesIO(toml.encode()) if toml else None, ZONES)


def test_a_value_is_said_by_an_option() -> None:
    found = said("role_level:L5=Manager", "level:L=6=Director", "zone:North=Europe/Oslo")
    assert found.written == {
        (Meaning.ROLE_LEVEL, "l5"): "Manager",
        (Meaning.ROLE_LEVEL, "l=6"): "Director",
        (Meaning.TIME_ZONE, "north"): "Europe/Oslo",
    }


def test_many_are_said_by_a_file_and_an_option_goes_before_it() -> None:
    toml = '[values.level]\n"L5" = "director"\n"L6" = "Director"\n[values.language]\n"Elvish" = "de"\n'
    found = said("role_level:L5=Manager", toml=toml)
    assert [found.of_value(Meaning.ROLE_LEVEL, value) for value in ("L5", "L6")] == ["Manager", "Director"]
    assert said(toml='[role_level]\n"L5" = "Manager"\n').written == {(Meaning.ROLE_LEVEL, "l5"): "Manager"}


@pytest.mark.parametrize(
    ("pairs", "toml", "message"),
    [
        (("L5=Manager",), "", "“L5=Manager” is not like role_level:L5=Manager"),
        (("name:Amara=Bruno",), "", "The values of “name” cannot be mapped"),
        (("role_level:L5=Wizard",), "", "role_level: “l5”: “Wizard” is not a role level known here"),
        ((), "[role_level]\nL5 = 3\n", "“role_level” must be a table of lines such as"),
        ((), "[role_level\n", "the file: Expected"),
    ],
)
def test_what_cannot_be_read_is_named(pairs: tuple[str, ...], toml: str, message: str) -> None:
    with pytest.raises(click.BadParameter) as refused:
        said(*pairs, toml=toml)
    assert message in refused.value.message


def test_a_file_of_codes_is_matched_once_somebody_has_said_what_they_are() -> None:
    lost = run("-", typed=text(*CODES))
    assert lost.exit_code == 3
    assert (
        "role_level: not understood: L5 (3 rows), L4 (1 row), L6 (1 row); "
        "say what each stands for, such as --value 'role_level:L5=Manager'."
    ) in lost.stderr
    values = ("--value", "role_level:L4=Team lead", "--value", "level:L5=Manager", "--value", "level:L6=Senior manager")
    found = run("-", *values, typed=text(*CODES))
    assert (found.exit_code, "not understood" in found.stderr) == (0, False)
    assert "5 people: 5 placed in 1 circle, nobody left over." in found.stdout
