from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.formats.model import ContributionKind, Floor
from edgewise.domain.session import commands as c
from edgewise.domain.session.decisions.contributions import merged
from tests.domain.session.room import CHIDI, Room, begun, format_of, stage


def writing() -> Room:
    silent = stage("write", Floor.SILENT_WRITING, allows=(ContributionKind.PERSPECTIVE,))
    return begun(format_of(closing=(silent,)))


def test_a_note_written_over_one_that_another_device_has_changed_keeps_both() -> None:
    room = writing()
    room.do(c.WriteNote("From the phone", over=""), CHIDI)
    room.do(c.WriteNote("From the laptop", over=""), CHIDI)
    assert room.own(CHIDI).note == "From the laptop\nFrom the phone"


def test_a_note_that_says_nothing_of_an_earlier_one_replaces_it() -> None:
    room = writing()
    room.do(c.WriteNote("First"), CHIDI)
    room.do(c.WriteNote("Second"), CHIDI)
    assert room.own(CHIDI).note == "Second"


def test_two_notes_that_are_too_long_together_are_refused_and_the_first_stays() -> None:
    room = writing()
    room.do(c.WriteNote("a" * 3000, over=""), CHIDI)
    assert room.do(c.WriteNote("b" * 3000, over=""), CHIDI) == "too_long"
    assert room.own(CHIDI).note == "a" * 3000


@pytest.mark.parametrize(
    ("over", "text", "kept", "both"),
    [
        ("", "mine", "", "mine"),
        ("", "mine", "theirs", "mine\ntheirs"),
        ("one", "one\ntwo", "one", "one\ntwo"),
        ("one", "one", "one\ntwo", "one\ntwo"),
        ("one", "one more", "one\ntwo", "one more\ntwo"),  # changed here, and something added there
        ("one\ntwo", "one\ntwo\nthree", "two", "two\nthree"),  # taken away there
        ("one\ntwo", "two", "one\ntwo\nthree", "two\nthree"),  # taken away here
        ("one", "", "two", "two"),
        ("", "same", "same", "same"),
        ("one", "mine", "theirs", "mine\ntheirs"),  # both changed the same line
        ("", "mine\n", "theirs", "mine\n\ntheirs"),
    ],
)
def test_what_either_device_has_new_stays(over: str, text: str, kept: str, both: str) -> None:
    assert merged(over, text, kept) == both


LINES = st.lists(st.sampled_from("abcdef"), max_size=5).map("\n".join)


@given(LINES, LINES, LINES)
def test_no_new_line_of_either_device_is_ever_lost(over: str, text: str, kept: str) -> None:
    new = ({*text.split("\n")} | {*kept.split("\n")}) - {*over.split("\n"), ""}
    assert new <= {*merged(over, text, kept).split("\n")}


@given(LINES, LINES)
def test_a_note_that_nobody_else_has_changed_stays_as_it_was_written(over: str, text: str) -> None:
    assert [merged(over, text, over), merged(over, over, text)] == [text, text]
