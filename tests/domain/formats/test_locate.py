from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.formats.loader import to_toml
from edgewise.domain.formats.locate import Refused, locate
from edgewise.domain.formats.model import Format
from edgewise.domain.formats.problems import Path
from tests.domain.formats.strategies import formats

TRICKY = r"""
# comment = "with [brackets]"
plain = 1 # note = 2
"quoted key" = "it"
'lit.eral' = TRIPLE
not.a.key = 1
[[nor]] ""two"" \TRIPLE still
TRIPLE
dotted . "x" . y = 2
nested = [ # why
  [1,
   2],
  { a = "}", b = [ "]" ] },
]
when = 1979-05-27 07:32:00Z
five = TRIPLE""x""TRIPLE

[table]
deep.er = true
[[rows]]
one = 1
[rows.sub]
two = 2
[[rows]]
[[rows.inner]]
three = LITERAL
'x''LITERAL
""".replace("TRIPLE", '"' * 3).replace("LITERAL", "'" * 3)


def paths(value: object, path: Path = ()) -> set[Path]:
    """Every path below `value`."""
    items: list[tuple[str | int, object]] = []
    match value:
        case dict():
            items = list(value.items())
        case list():
            items = list(enumerate(value))
        case _:
            pass
    return {(*path, key) for key, _ in items}.union(*(paths(inner, (*path, key)) for key, inner in items))


def test_every_path_of_a_tricky_document_has_its_line() -> None:
    lines = locate(TRICKY)
    assert set(lines) == paths(tomllib.loads(TRICKY))
    starts = {path: TRICKY.splitlines()[line - 1].strip() for path, line in lines.items()}
    assert starts[("quoted key",)] == '"quoted key" = "it"'
    assert starts[("dotted", "x", "y")] == 'dotted . "x" . y = 2'
    assert starts[("nested", 0, 1)] == "2],"
    assert starts[("nested", 1, "b", 0)] == '{ a = "}", b = [ "]" ] },'
    assert starts[("table", "deep", "er")] == "deep.er = true"
    assert (starts[("rows",)], lines[("rows",)], lines[("rows", 1)]) == ("[[rows]]", 20, 24)
    assert starts[("rows", 0, "sub", "two")] == "two = 2"
    assert starts[("rows", 1, "inner", 0, "three")] == "three = '''"


@given(formats())
def test_every_path_of_a_written_format_has_a_line(fmt: Format) -> None:
    text = to_toml(fmt)
    assert set(locate(text)) == paths(tomllib.loads(text))


@given(st.text(st.sampled_from("[]{}=.,\"'#\\ab1 \n"), max_size=60))
def test_no_text_confuses_it_where_tomllib_reads_it(text: str) -> None:
    try:
        document = tomllib.loads(text)
        lines = locate(text)
    except (tomllib.TOMLDecodeError, Refused):
        return
    assert set(lines) == paths(document)


def test_a_malformed_document_gives_the_lines_before_the_mistake() -> None:
    assert locate("a = 1\nb = [\n  2,\n  ?") == {("a",): 1, ("b",): 2, ("b", 0): 3, ("b", 1): 4}


def test_nesting_is_refused_on_its_line() -> None:
    with pytest.raises(Refused) as caught:
        locate("a = 1\nb = [[[[[[[1]]]]]]]")
    assert caught.value.line == 2
