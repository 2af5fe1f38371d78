from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from edgewise.domain.evidence.files.columns import Meaning, Target, guessed, missing, target_of
from edgewise.domain.evidence.outcomes import Nature
from edgewise.domain.roster.model import Row, Table

LEFT = Target(1, "Left within a year", Nature.LEFT, 365)
PROMOTED = Target(2, "Promoted", Nature.PROMOTED, 365)
SCORE = Target(3, "Engagement", Nature.SCORE, 365)
ALL = [LEFT, PROMOTED, SCORE]
WHO, WHAT, WHEN, VALUE = Meaning.WHO, Meaning.WHAT, Meaning.WHEN, Meaning.VALUE


def table(header: str, *rows: str) -> Table:
    return Table(
        tuple(header.split("|")), 1, tuple(Row(number, tuple(row.split("|"))) for number, row in enumerate(rows, 2))
    )


@pytest.mark.parametrize(
    ("header", "row", "meanings"),
    [
        ("Emp. ID|Event|Effective Date", "E1|Termination|2026-05-01", {0: WHO, 1: WHAT, 2: WHEN}),
        ("Worker|Termination Date", "E17|2026-05-01", {0: WHO, 1: WHEN}),
        ("Worker|Work Email|Termination Date", "Amara Okafor|a@x.org|2026-05-01", {1: WHO, 2: WHEN}),
        ("Employee ID|Work Email|Date|Score", "E1|a@x.org|2026-05-01|3.7", {0: WHO, 1: WHO, 2: WHEN, 3: VALUE}),
        ("Personalnummer|Austrittsdatum", "0017|01.05.2026", {0: WHO, 1: WHEN}),
        ("KPI|E-mail|Value", "eNPS|a@x.org|3", {0: WHAT, 1: WHO, 2: VALUE}),
        ("KPI|E-mail", "3.7|a@x.org", {0: VALUE, 1: WHO}),
        ("Employee ID|Hire Date|Last Day", "E1|2020-01-01|2026-05-01", {0: WHO, 2: WHEN}),
        ("Employee ID|Manager Email|Engagement score Q2", "E1|b@x.org|3.7", {0: WHO, 2: VALUE}),
        ("Someone|On time", "a@x.org|Yes", {0: WHO, 1: VALUE}),
        ("Matricule|Type|Date d’effet", "17|Départ|01/05/2026", {0: WHO, 1: WHAT, 2: WHEN}),
        ("Employee ID|Date of birth", "E1|1980-01-01", {0: WHO}),
    ],
)
def test_messy_columns_are_understood(header: str, row: str, meanings: dict[int, Meaning]) -> None:
    assert guessed(table(header, row), ALL).columns == meanings


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Termination", 1), ("Resignation - voluntary", 1), ("Austritt", 1), ("Leaver", 1), ("Retirement", 1),
        ("Promotion", 2), ("Beförderung", 2), ("Promoted to manager", 2), ("Engagement score", 3),
        ("engagement", 3), ("Transfer", 0), ("", 0), ("Left-handed mouse", 1),
    ],
)  # fmt: skip
def test_an_event_leads_to_its_outcome(text: str, key: int) -> None:
    assert target_of(text, ALL) == key


def test_two_outcomes_of_one_kind_are_not_guessed_between() -> None:
    assert target_of("Termination", [LEFT, Target(4, "Left in half a year", Nature.LEFT, 182)]) == 0
    assert target_of("Left within a year", [LEFT, Target(4, "Left in half a year", Nature.LEFT, 182)]) == 1


def test_a_file_of_one_kind_is_guessed_by_its_day_or_its_value() -> None:
    assert guessed(table("ID|Termination date", "E1|2026-05-01"), ALL).of_whole == 1
    assert guessed(table("ID|Date|Engagement score", "E1|2026-05-01|3"), ALL).of_whole == 3
    assert guessed(table("ID|Date", "E1|2026-05-01"), ALL).of_whole == 0
    assert guessed(table("ID|Date", "E1|2026-05-01"), [PROMOTED]).of_whole == 2


def lacks(header: str, *rows: str, **said: object) -> list[str]:
    found = table(header, *rows)
    return missing(found, replace(guessed(found, ALL), **said), ALL)


def test_a_settled_file_lacks_nothing() -> None:
    assert lacks("ID|Event|Effective date", "E1|Termination|2026-05-01", "E2|Promotion|2026-05-02") == []
    assert lacks("ID|Engagement score", "E1|3.7", day=date(2026, 5, 1)) == []


def test_what_is_lacking_is_said() -> None:
    assert lacks("Name|Termination date", "Amara|2026-05-01") == [
        "Say which column holds the employee number or the e-mail address."
    ]
    assert lacks("ID|Date", "E1|2026-05-01") == ["Say which outcome the file is about."]
    assert lacks("ID|Event|Date", "E1|Transfer|2026-05-01") == ["Say what each event is."]
    assert lacks("ID", "E1", of_whole=1) == ["Say which column holds the day of the event."]
    assert lacks("ID|Engagement score", "E1|3.7") == ["Say which column holds the day, or give one day for all rows."]
    assert lacks("ID|Date", "E1|2026-05-01", of_whole=3) == ["Say which column holds the value."]


def test_a_date_that_can_be_read_in_two_ways_is_asked_about() -> None:
    asked = ["Say whether the day or the month comes first in the dates."]
    assert lacks("ID|Termination date", "E1|03/04/2026") == asked
    assert lacks("ID|Termination date", "E1|03/04/2026", month_first=False) == []
    assert lacks("ID|Termination date", "E1|03/04/2026", "E2|31/03/2026") == []


def test_too_many_events_are_no_events() -> None:
    rows = [f"E{number}|Event {number}|2026-05-01" for number in range(31)]
    assert lacks("ID|Event|Date", *rows)[0] == "The column of the event has more than 30 different texts."
