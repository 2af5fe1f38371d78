from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.roster.fields.invisible import clean
from edgewise.domain.roster.fields.text import table_of_text
from edgewise.domain.roster.fields.values import parse_email

INVISIBLE = (
    "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u200e", "\u200f", "\u202a", "\u202c", "\u202e",
    "\u2066", "\u2069", "\u180e", "\u034f", "\u3164", "\ufe0e", "\U000e0061",
)  # fmt: skip


@given(st.lists(st.sampled_from(INVISIBLE), min_size=1, max_size=4), st.integers(0, len("amara@harbour.example")))
def test_two_addresses_that_differ_by_what_nobody_sees_are_one(marks: list[str], at: int) -> None:
    address = "amara@harbour.example"
    assert parse_email(clean(address[:at] + "".join(marks) + address[at:])) == address


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Amara\u00a0Okafor", "Amara Okafor"),
        ("\u3000Amara\u2003Okafor\ufeff", "Amara Okafor"),
        ("A\u00admara\u200b", "Amara"),
        ("\u202aAmara\u202c", "Amara"),
        ("Ａｍａｒａ　Ｏｋａｆｏｒ", "Amara Okafor"),  # noqa: RUF001  as wide as Chinese ones
        ("Ame\u0301lie", "Amélie"),
        ("one\r\ntwo\u2028three", "one\ntwo\nthree"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # noqa: RUF001  a joiner that Persian is written with
        ("❤\ufe0f", "❤\ufe0f"),
        ("O’Brien", "O’Brien"),
    ],
)
def test_a_cell_is_kept_as_it_is_seen(text: str, seen: str) -> None:
    assert clean(text) == seen


@given(st.text(max_size=40))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    joiners = {"\u200c", "\u200d"}
    assert [
        char for char in once if unicodedata.category(char) == "Cf" and char < "\u3000" and char not in joiners
    ] == [char for char in once if char in "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2"]


def test_every_cell_of_a_table_is_cleaned_and_every_heading() -> None:
    table = table_of_text("\u200bEmail,Na\u00adme\n\u202aamara@harbour.example\u202c,Amara\u00a0Okafor\n".encode())
    assert (table.header, table.rows[0].cells) == (("Email", "Name"), ("amara@harbour.example", "Amara Okafor"))
