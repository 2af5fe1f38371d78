from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import pytest

from edgewise.cli.match.files import read_history, read_locks
from edgewise.cli.match.people import BadInput
from tests.people.files import workbook

IDS = {f"{name}@example.org": number for number, name in enumerate(("amara", "bruno", "chidi", "dana"), 1)}
MARCH, MAY = date(2026, 3, 2), date(2026, 5, 4)


def sheet(content: str | bytes) -> io.BytesIO:
    found = io.BytesIO(content.encode() if isinstance(content, str) else content)
    found.name = "sheet.csv"
    return found


def refused(read: Callable[[], object]) -> list[str]:
    with pytest.raises(BadInput) as caught:
        read()
    return str(caught.value).splitlines()


def history(content: str) -> list[str]:
    return refused(lambda: read_history(sheet(content), IDS))


def locks(content: str) -> list[str]:
    return refused(lambda: read_locks(sheet(content), IDS, 3))


def test_two_people_and_a_date_have_met() -> None:
    rows = "email,other,met on\nAMARA@example.org,bruno@example.org,2026-03-02\n"
    assert read_history(sheet(rows), IDS) == ([(1, 2, MARCH)], 0)


def test_everybody_of_one_circle_on_one_date_has_met() -> None:
    rows = (
        "date;group;email\n2026-03-02;A;amara@example.org\n2026-03-02;A;bruno@example.org\n"
        "2026-05-04;A;amara@example.org\n2026-05-04;A;chidi@example.org\n2026-05-04;B;bruno@example.org\n"
    )
    assert read_history(sheet(rows), IDS) == ([(1, 2, MARCH), (1, 3, MAY)], 0)


def test_a_history_needs_no_header() -> None:
    assert read_history(sheet("Harbour,amara@example.org,2026-03-02\nHarbour,dana@example.org,2026-03-02\n"), IDS) == (
        [(1, 4, MARCH)],
        0,
    )
    assert read_history(sheet("amara@example.org\tdana@example.org\t02.03.2026\n"), IDS) == ([(1, 4, MARCH)], 0)


def test_a_history_may_be_a_workbook() -> None:
    book = workbook([["A", "B", "Date"], ["amara@example.org", "dana@example.org", MARCH]])
    assert read_history(sheet(book), IDS) == ([(1, 4, MARCH)], 0)


def test_people_who_have_gone_are_passed_over_and_counted() -> None:
    rows = "amara@example.org,gone@example.org,2026-03-02\namara@example.org,dana@example.org,2026-03-02\n"
    assert read_history(sheet(rows), IDS) == ([(1, 4, MARCH)], 1)


@pytest.mark.parametrize("content", ["", "\n", "email,other,date\n"])
def test_an_empty_history_is_one_of_nobody(content: str) -> None:
    assert read_history(sheet(content), IDS) == ([], 0)
    assert read_locks(sheet(content), IDS, 3) == ()


def test_every_mistake_of_a_history_has_its_row_and_column() -> None:
    assert history(
        "one,two,date\namara@example.org,dana@example.org,2026-03-02\namara@,dana@example.org,31/02/2026\n"
    ) == ["sheet.csv: row 3, date: “31/02/2026” is a date that does not exist. Write it like 2024-03-31"]
    assert history("one,two,date\namara@,dana@example.org,2026-03-02\n") == [
        "sheet.csv: row 2, one: “amara@” is not an e-mail address. Write it like amara@example.org"
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("amara@example.org,bruno@example.org\n", "sheet.csv: row 1: No column holds a date such as 2026-03-31"),
        ("email,date\namara@example.org,2026-03-02\n", "sheet.csv: row 2: A row needs a second address or a circle"),
        ("one,two\nx,y\n", "sheet.csv: row 2: No column holds e-mail addresses"),
        ("a@b.org,c@d.org,e@f.org,2026-03-02\n", "sheet.csv: row 1: More than two columns hold e-mail addresses"),
    ],
)
def test_a_history_of_another_shape_is_bad_input(content: str, message: str) -> None:
    assert history(content) == [message]


def test_locked_seats_are_gathered_by_circle() -> None:
    rows = "circle,email\n1,amara@example.org\n2,bruno@example.org\n1,chidi@example.org\n"
    assert read_locks(sheet(rows), IDS, 3) == (frozenset({1, 3}), frozenset({2}))


def test_a_lock_must_name_somebody_of_the_file_once_and_no_more_than_fit() -> None:
    assert locks(
        "circle,email\n1,gone@example.org\n,amara@example.org\n1,bruno@example.org\n2,bruno@example.org\n"
    ) == [
        "sheet.csv: row 2, email: “gone@example.org” is nobody who can be matched here",
        "sheet.csv: row 3, circle: There is no circle",
        "sheet.csv: row 5, email: “bruno@example.org” is locked into circle “1” already",
    ]
    assert locks("".join(f"1,{email}\n" for email in IDS)) == [
        "sheet.csv: row 4, column 1: Circle “1” has more than 3 locked seats"
    ]
    assert locks("amara@example.org,bruno@example.org\n") == [
        "sheet.csv: row 1: A row needs a circle and one e-mail address"
    ]
