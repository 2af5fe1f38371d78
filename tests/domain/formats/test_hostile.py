"""Files nobody would write by mistake get a clear answer, and a quick one."""

from __future__ import annotations

import pytest

from edgewise.domain.formats.loader import FormatErrors, load, load_bytes
from tests.domain.formats.texts import GOOD, problems

TOO_DEEP = "nested more than 6 deep; nothing in a format is"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"a" * 10_000_000, "my.toml:1: is larger than 256 kB; this is not a format"),
        (b"key = 'a'\nname = '\0'", "my.toml:2: holds a NUL character; this is not a text file"),
        (GOOD.encode("utf-16"), "my.toml:1: byte 0xff is not UTF-8; save the file as UTF-8"),
        (b"key = 'a'\nname = 'caf\xe9'", "my.toml:2: byte 0xe9 is not UTF-8; save the file as UTF-8"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(FormatErrors) as caught:
        load_bytes(data, "my.toml")
    assert [str(problem) for problem in caught.value.problems] == [message]


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 100_000,
        "a = " + "{ a = " * 40_000,
        "a" + ".a" * 100_000 + " = 1",
        "[a" + ".a" * 100_000 + "]",
        "a = { b" + ".b" * 100_000 + " = 1 }",
        'a."b".c.d.e.f.g = 1',
    ],
)
def test_deep_nesting_is_refused_before_it_costs_anything(text: str) -> None:
    assert problems(f"\n{text}") == [f"my.toml:2: {TOO_DEEP}"]


def test_a_number_of_thousands_of_digits_is_refused() -> None:
    assert problems("minutes = " + "9" * 5000) == ["my.toml:1: a number or date of more than 80 characters"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('key = "a"\nname = "b', "my.toml:2: not TOML: Illegal character '\\n'"),
        ('key = "a"\nkey = "b"\n', "my.toml:2: not TOML: Cannot overwrite a value"),
        ("key = 1\n\n\nname", "my.toml:4: not TOML: Expected '=' after a key in a key/value pair"),
        ('key = """' + '""x' * 50_000, "my.toml:1: not TOML: Unterminated string"),
        ('key = "a"\n[[issue]', "my.toml:2: not TOML: Expected ']]' at the end of an array declaration"),
        ("minutes = 08", "my.toml:1: not TOML: Expected newline or end of document after a statement"),
        ('"\\x" = 1', "my.toml:1: not TOML: Unescaped '\\' in a string"),
    ],
)
def test_what_is_no_toml_is_named_with_its_line(text: str, message: str) -> None:
    assert problems(text if text.endswith("\n") or '"b' not in text else f"{text}\n") == [message]


def test_a_name_cannot_colour_the_terminal() -> None:
    text = GOOD.replace('key = "read"', 'key = "\\u001b[31mred"')
    assert problems(text) == [
        (
            'my.toml:22: issue stage "?[31mred": key: "?[31mred" must be small letters, digits and _, '
            "beginning with a letter"
        ),
        'my.toml:22: issue stage "?[31mred": key: holds the character U+001B, which cannot be shown',
    ]


def test_ten_thousand_unknown_fields_are_each_named() -> None:
    with pytest.raises(FormatErrors) as caught:
        load("".join(f"k{n} = 1\n" for n in range(10_000)), "my.toml")
    assert sum("is not a field here" in problem.message for problem in caught.value.problems) == 10_000
