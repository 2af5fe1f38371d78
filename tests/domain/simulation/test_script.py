from __future__ import annotations

import pytest

from edgewise.domain.formats.builtin import builtin_format
from edgewise.domain.session import commands as c
from edgewise.domain.simulation.script import BadLine, Line, people, read
from edgewise.domain.simulation.scripted import Told, perform
from tests.bots import START

JOINS = '{"at": 0, "by": "Amara", "do": "join"}\n{"at": 1.5, "by": "Bruno", "do": "join"}\n'


def played(text: str, until: int | None = None) -> list[Told]:
    lines = read(text)
    names = [*people(lines), "Chidi", "Dana"][:4]
    return list(perform(builtin_format("decision_round"), names, lines, START, until))


def test_lines_are_read_with_their_moment_person_and_command_and_blank_ones_are_left_out() -> None:
    assert read(JOINS + "\n  \n") == (Line(1, 0, "Amara", "", c.Join()), Line(2, 1500, "Bruno", "", c.Join()))


def test_a_person_who_drops_is_reported_by_the_server() -> None:
    assert read('{"at": 3, "by": "Bruno", "do": "drop"}') == (Line(1, 3000, "system", "", c.Drop(seat="Bruno")),)


def test_the_chairs_laptop_names_whose_words_it_records() -> None:
    line = read('{"at": 3, "by": "Amara", "for": "Bruno", "do": "end_turn"}')
    assert (line, people(line)) == ((Line(1, 3000, "Amara", "Bruno", c.EndTurn()),), ("Amara", "Bruno"))


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("{", ""),
        ("[]", ""),
        ("7", ""),
        ('{"by": "Amara", "do": "join"}', "at"),
        ('{"at": -1, "by": "Amara", "do": "join"}', "at"),
        ('{"at": 1e9, "by": "Amara", "do": "join"}', "at"),
        ('{"at": true, "by": "Amara", "do": "join"}', "at"),
        ('{"at": "1", "by": "Amara", "do": "join"}', "at"),
        ('{"at": 1, "do": "join"}', "by"),
        ('{"at": 1, "by": "", "do": "join"}', "by"),
        ('{"at": 1, "by": 5, "do": "join"}', "by"),
        ('{"at": 1, "by": "Amara the nine hundred and first", "do": "join"}', "by"),
        ('{"at": 1, "by": "Amara"}', "do"),
        ('{"at": 1, "by": "Amara", "do": "fly"}', "do"),
        ('{"at": 1, "by": "Amara", "do": 4}', "do"),
        ('{"at": 1, "by": "Amara", "do": "open_session"}', "do"),
        ('{"at": 1, "by": "Amara", "do": "tap", "value": 9}', "value"),
        ('{"at": 1, "by": "Amara", "do": "tap"}', "value"),
        ('{"at": 1, "by": "Amara", "do": "pass", "why": "no"}', "why"),
        ('{"at": 1, "by": "Amara", "do": "choose_issues", "owners": ["Bruno", 3]}', "owners[1]"),
        ('{"at": 1, "by": "Amara", "do": "contribute", "kind": "rant", "text": "well"}', "kind"),
        ('{"at": 1, "by": "Amara", "do": "contribute", "kind": "option", "text": ""}', "text"),
    ],
)
def test_a_mistake_is_named_by_its_line_and_field(line: str, field: str) -> None:
    with pytest.raises(BadLine) as bad:
        read(JOINS + line)
    assert (bad.value.line, bad.value.field) == (3, field)


def test_time_in_a_script_does_not_run_backwards() -> None:
    with pytest.raises(BadLine) as bad:
        read(JOINS + '{"at": 1, "by": "Amara", "do": "begin"}')
    assert str(bad.value) == "3: at: is earlier than the line before it (1.5 s)"


def test_a_script_prints_numbered_events_in_seconds_and_refusals_with_their_line() -> None:
    told = played(JOINS + '{"at": 2, "by": "Bruno", "do": "begin"}\n')
    assert [(one["at"], one.get("version"), one.get("event")) for one in told] == [
        (0, 1, "session_opened"),
        (0, 2, "seat_taken"),
        (1.5, 3, "seat_taken"),
        (2, None, None),
    ]
    assert told[-1] == {
        "at": 2,
        "refused": "not_chair",
        "reason": "Only the facilitator can do this. Amara is the facilitator.",
        "by": "Bruno",
        "line": 3,
    }


def test_what_is_due_happens_by_itself_at_its_own_second() -> None:
    told = played(JOINS + '{"at": 2, "by": "Amara", "do": "begin"}\n', until=70_000)
    ends = [(one["at"], one["seat"], one["how"]) for one in told if one.get("event") == "turn_ended"]
    assert ends == [(32, "Amara", "time_up"), (62, "Bruno", "time_up")]


def test_an_empty_chair_is_offered_to_the_deputy_in_a_script() -> None:
    told = played(JOINS + '{"at": 2, "by": "Amara", "do": "begin"}\n{"at": 5, "by": "Amara", "do": "drop"}\n', 30_000)
    assert [(one["at"], one["offered_to"]) for one in told if one.get("event") == "lease_lapsed"] == [(20, "Bruno")]


def test_lines_after_the_end_are_not_played() -> None:
    assert [one["at"] for one in played(JOINS, until=1_000)] == [0, 0]


def test_a_guest_comes_by_the_door_and_not_to_a_laid_place() -> None:
    text = JOINS + (
        '{"at": 3, "by": "system", "do": "admit_guest", "seat": "g1", "name": "Grace"}\n'
        '{"at": 4, "by": "g1", "do": "propose_issue", "title": "Mine"}'
    )
    assert people(read(text)) == ("Amara", "Bruno")
    assert [one["event"] for one in played(text)][-2:] == ["guest_admitted", "issue_proposed"]
