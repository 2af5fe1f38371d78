from __future__ import annotations

from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.evidence.files.columns import Answers, Meaning, Target, guessed
from edgewise.domain.evidence.files.rows import Read, Reader, Why, counted_by
from edgewise.domain.evidence.outcomes import Nature
from edgewise.domain.roster.lines.directory import Directory
from edgewise.domain.roster.model import Table
from tests.domain.evidence.files.test_columns import ALL, LEFT, SCORE, table

PEOPLE = {"amara@example.org": 11, "bruno@example.org": 12, "chidi@example.org": 13}
NUMBERS = {"amara@example.org": "0017", "bruno@example.org": "E2", "chidi@example.org": ""}
CLOCK, TODAY = date(2026, 3, 2), date(2027, 6, 1)
ON_TIME = Target(9, "On time", Nature.ON_TIME, 365)


def read(found: Table, answers: Answers | None = None, targets: list[Target] | None = None) -> Read:
    directory = Directory({"email": email, "employee_id": number} for email, number in NUMBERS.items())
    targets = targets or ALL
    said = answers or guessed(found, targets)
    return Reader(found, said, targets, directory, PEOPLE, clock=CLOCK, today=TODAY).read()


def left(found: Read) -> list[tuple[int, Why]]:
    return [(one.number, one.why) for one in found.left_out]


def test_people_are_found_by_number_and_by_address() -> None:
    rows = ("17|2026-05-01", "e2|2026-05-02", "Chidi <CHIDI@example.org>|2026-05-03")
    found = read(table("ID|Termination date", *rows))
    assert found.values == {1: {11: (date(2026, 5, 1), 1.0), 12: (date(2026, 5, 2), 1.0), 13: (date(2026, 5, 3), 1.0)}}
    assert (found.people, found.left_out) == (3, [])


def test_where_the_number_is_unknown_the_address_in_the_row_is_asked() -> None:
    found = read(table("ID|Email|Termination date", "99|amara@example.org|2026-05-01"))
    assert found.values == {1: {11: (date(2026, 5, 1), 1.0)}}


def test_each_row_left_out_says_why_who_and_what() -> None:
    rows = (
        "E99|Lena|Termination|2026-05-01",
        "|Nobody|Termination|2026-05-01",
        "E2|Bruno|Termination|",
        "E2|Bruno|Termination|soon",
        "E2|Bruno|Termination|2026-03-01",
        "E2|Bruno|Termination|2027-03-02",
        "E2|Bruno|Transfer|2026-05-01",
    )
    found = read(table("ID|Name|Event|Date", *rows), None, ALL)
    assert left(found) == [
        (2, Why.UNKNOWN),
        (3, Why.NOBODY),
        (4, Why.NO_DAY),
        (5, Why.BAD_DAY),
        (6, Why.OUTSIDE),
        (7, Why.OUTSIDE),
        (8, Why.OTHER),
    ]
    assert (found.left_out[0].who, found.left_out[3].cell, found.values) == ("Lena · E99", "soon", {})
    assert dict(counted_by(found.left_out))[Why.OUTSIDE] == 2


def test_a_day_to_come_waits() -> None:
    late = Target(1, "Left", Nature.LEFT, 1000)
    assert left(read(table("ID|Termination date", "E2|2027-06-02"), None, [late])) == [(2, Why.TO_COME)]


def test_two_people_with_one_number_are_not_guessed_between() -> None:
    directory = Directory({"email": email, "employee_id": "7"} for email in PEOPLE)
    found = table("ID|Termination date", "7|2026-05-01")
    reader = Reader(found, guessed(found, [LEFT]), [LEFT], directory, PEOPLE, clock=CLOCK, today=TODAY)
    assert left(reader.read()) == [(2, Why.SEVERAL)]


def test_of_an_event_the_first_day_counts_and_of_a_value_the_last() -> None:
    events = read(table("ID|Termination date", "E2|2026-06-01", "E2|2026-05-01", "E2|2026-07-01"))
    assert events.values == {1: {12: (date(2026, 5, 1), 1.0)}}
    assert left(events) == [(2, Why.DOUBLE), (4, Why.DOUBLE)]
    scores = read(table("ID|Date|Engagement score", "E2|2026-06-01|3", "E2|2026-05-01|4", "E2|2026-06-01|5"))
    assert scores.values == {3: {12: (date(2026, 6, 1), 5.0)}}
    assert left(scores) == [(2, Why.DOUBLE), (3, Why.DOUBLE)]


def test_a_first_measurement_before_the_window_does_not_hide_the_second() -> None:
    found = read(table("ID|Date|Engagement score", "E2|2026-01-01|2", "E2|2026-06-01|4"))
    assert (found.values, left(found)) == ({3: {12: (date(2026, 6, 1), 4.0)}}, [(2, Why.OUTSIDE)])


def test_values_are_read_as_the_column_writes_them() -> None:
    found = read(table("ID|Datum|Engagement", "17|31.05.2026|3,7", "E2|01.06.2026|1.204,5", "E2|02.06.2026|viel"))
    assert found.values == {3: {11: (date(2026, 5, 31), 3.7), 12: (date(2026, 6, 1), 1204.5)}}
    assert [(one.number, one.why, one.cell) for one in found.left_out] == [(4, Why.BAD_VALUE, "viel")]


def test_a_project_is_on_time_or_late_or_says_nothing() -> None:
    found = read(
        table("ID|Date|On time", "17|2026-05-01|Yes", "E2|2026-05-01|late", "E2|2026-05-02|7"), None, [ON_TIME]
    )
    assert found.values == {9: {11: (date(2026, 5, 1), 1.0), 12: (date(2026, 5, 1), 0.0)}}
    assert left(found) == [(4, Why.BAD_VALUE)]


def test_one_day_stands_for_all_values_and_for_no_event() -> None:
    scores = table("ID|Engagement score", "E2|4")
    said = guessed(scores, [SCORE])
    answers = Answers(said.columns, said.of_whole, {}, date(2026, 6, 1))
    assert read(scores, answers).values == {3: {12: (date(2026, 6, 1), 4.0)}}
    assert left(read(scores, Answers(said.columns, LEFT.key, {}, date(2026, 6, 1)))) == [(2, Why.NO_DAY)]


def test_a_row_that_says_it_did_not_happen_is_no_event() -> None:
    assert left(read(table("ID|Date|Value", "E2|2026-05-01|No"), None, [LEFT])) == [(2, Why.SAYS_NO)]


def test_dates_are_read_as_their_column_writes_them() -> None:
    assert read(table("ID|Termination date", "17|03/04/2026", "E2|03/31/2026")).values[1][11][0] == date(2026, 3, 4)
    assert read(table("ID|Termination date", "17|03/04/2026", "E2|31/03/2026")).values[1][11][0] == date(2026, 4, 3)
    unclear = table("ID|Termination date", "17|03/04/2026")
    said = guessed(unclear, ALL)
    read_as = [read(unclear, Answers(said.columns, 1, {}, None, first)).values[1][11][0] for first in (True, False)]
    assert read_as == [date(2026, 3, 4), date(2026, 4, 3)]


DAYS = st.integers(0, 364).map(lambda days: (CLOCK + timedelta(days=days)).isoformat())
ROWS = st.lists(st.tuples(st.sampled_from(["17", "E2", "E99", ""]), DAYS | st.sampled_from(["", "x"])), min_size=1)


OF_EVENTS = Answers({0: Meaning.WHO, 1: Meaning.WHEN}, 1)


@given(ROWS, st.randoms())
def test_every_row_is_kept_or_left_out_and_their_order_does_not_matter(
    rows: list[tuple[str, str]], dice: Random
) -> None:
    lines = ["|".join(row) for row in rows]
    found = read(table("ID|Termination date", *lines), OF_EVENTS, [LEFT])
    shuffled = list(lines)
    dice.shuffle(shuffled)
    again = read(table("ID|Termination date", *shuffled), OF_EVENTS, [LEFT])
    assert found.values == again.values
    assert sum(map(len, found.values.values())) + len(found.left_out) == len(rows)
