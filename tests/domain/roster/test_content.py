from __future__ import annotations

from zoneinfo import available_timezones

from edgewise.domain.roster.columns import meanings_of
from edgewise.domain.roster.content import settled
from edgewise.domain.roster.fields.text import table_of_text
from edgewise.domain.roster.fields.zones import Zones

ZONES = Zones(available_timezones())


def read(*lines: str) -> tuple[dict[str, str], list[str], tuple[str, ...]]:
    """Meanings by header, the headers still in doubt, and the notes."""
    table = table_of_text("\n".join(lines).encode())
    columns, notes = settled(table, meanings_of(table), ZONES)
    return (
        {table.header[c]: meaning.value for c, meaning in columns.meanings.items()},
        [table.header[c] for c in sorted(columns.unsure)],
        notes,
    )


def test_a_doubtful_name_is_believed_where_the_cells_bear_it_out() -> None:
    meanings, doubts, notes = read("Email,Corporate time zone ok", "amara@example.org,Europe/London")
    assert (meanings["Corporate time zone ok"], doubts) == ("time_zone", [])
    assert notes == ("Column “Corporate time zone ok” is read as: Time zone.",)


def test_a_doubtful_name_stays_in_doubt_where_they_do_not() -> None:
    assert read("Email,Shift schedule", "amara@example.org,full time", "bruno@example.org,part time")[1] == [
        "Shift schedule"
    ]


def test_what_can_break_no_hard_rule_is_believed() -> None:
    assert read("Email,My secret skill", "amara@example.org,listening")[:2] == (
        {"Email": "email", "My secret skill": "strengths"},
        [],
    )


def test_zones_and_managers_are_found_by_their_cells_alone() -> None:
    meanings, doubts, notes = read(
        "Email,Wo,Wer",
        "amara@example.org,Europe/London,",
        "bruno@example.org,Europe/Lisbon,amara@example.org",
        "chidi@example.org,Africa/Lagos,amara@example.org",
    )
    assert (meanings, doubts) == ({"Email": "email", "Wo": "time_zone", "Wer": "manager"}, [])
    assert len(notes) == 2


def test_a_second_address_of_everybody_is_no_manager() -> None:
    meanings, _, _ = read(
        "Email,Private mail",
        "amara@example.org,amara@home.example",
        "bruno@example.org,bruno@home.example",
    )
    assert meanings == {"Email": "email"}
