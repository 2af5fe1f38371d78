from __future__ import annotations

from hypothesis import given

from edgewise.domain.formats.loader import load, to_toml
from edgewise.domain.formats.model import Format, from_json, to_json
from tests.domain.formats.strategies import formats
from tests.domain.formats.texts import GOOD


@given(formats())
def test_what_is_written_loads_to_an_equal_format(fmt: Format) -> None:
    assert load(to_toml(fmt), "written.toml") == fmt


@given(formats())
def test_what_the_loader_accepts_the_model_accepts(fmt: Format) -> None:
    assert from_json(to_json(fmt)) == fmt


def test_a_small_format_is_written_as_a_person_would_write_it() -> None:
    assert to_toml(load(GOOD, "my.toml")) == GOOD


def test_words_on_several_lines_stay_on_several_lines() -> None:
    text = GOOD.replace("minutes = 60\n", 'minutes = 60\nsummary = """\nOne "two"\nback\\\\slash"""\n')
    assert load(text, "my.toml").summary == 'One "two"\nback\\slash'
    assert 'summary = """\nOne \\"two\\"\nback\\\\slash"""\n' in to_toml(load(text, "my.toml"))
