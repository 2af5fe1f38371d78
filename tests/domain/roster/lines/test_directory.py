from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.roster.lines.directory import Directory
from edgewise.domain.roster.model import Facts

AMARA, BRUNO, CHIDI, OTHER = (f"{name}@harbour.example" for name in ("amara", "bruno", "chidi", "ce"))
PEOPLE: list[Facts] = [
    {"email": AMARA, "name": "Amara Okafor", "employee_id": "00123"},
    {"email": BRUNO, "name": "Bruno Müller-Costa", "employee_id": "E17"},
    {"email": CHIDI, "name": "Chidi Eze", "employee_id": "1001"},
    {"email": OTHER, "name": "Chidi Eze", "employee_id": "1002"},
]
DIRECTORY = Directory(PEOPLE, {"amara@harbour.onmicrosoft.example": AMARA})


@pytest.mark.parametrize(
    "written",
    [
        AMARA, "AMARA@Harbour.Example", "Amara Okafor <amara@harbour.example>",
        '"Okafor, Amara" <amara@harbour.example>',
        "mailto:amara@harbour.example", "SMTP:amara@harbour.example", "Amara Okafor (amara@harbour.example)",
        "'amara@harbour.example'", "ａｍａｒａ＠harbour.example", "amara@harbour.onmicrosoft.example", "amara",  # noqa: RUF001
        "HARBOUR\\amara", "00123", "123", "123.0", "00123.0", "0123", "#123", "Amara Okafor", "amara okafor",
        "Okafor, Amara", "OKAFOR, AMARA", "Okafor Amara", "Dr. Amara Okafor", "Amara K. Okafor", "Amara Okafor (99999)",
        "Amara Okafor [00123]", "Amara Okafor (On leave)", "00123 - Amara Okafor", "Amara Okafor – 123",
        "123: Amara Okafor", "Amara Okafor, 123", "123, Amara Okafor", "123 Amara Okafor", "Amara Okafor | 123",
        "Amara Okafor\n(123)",
        "Somebody Else (00123)", "CN=Amara Okafor,OU=Staff,DC=harbour,DC=example", "cn=amara okafor, ou=Staff",
        r"CN=Okafor\, Amara,OU=Staff,DC=harbour", 'CN="Okafor, Amara",OU=Staff', r"CN=Okafor\2C Amara,OU=Staff",
        "CN=Amara Okafor+UID=x,OU=Staff", "uid=amara,ou=people,dc=harbour", "OU=Staff;CN=Amara Okafor",
        "/o=Harbour/ou=Exchange/cn=Recipients/cn=amara", "/o=Harbour/ou=Exchange/cn=Recipients/cn=4c1f2a-amara",
    ],
)  # fmt: skip
def test_a_manager_is_found_in_every_form(written: str) -> None:
    assert DIRECTORY.those_of(written) == {AMARA}


@pytest.mark.parametrize(
    "written", ["E17", "e17", "Mueller-Costa, Bruno", "Bruno Muller Costa", "CN=Bruno Müller-Costa,OU=x"]
)
def test_a_name_is_found_with_and_without_its_accents(written: str) -> None:
    assert DIRECTORY.those_of(written) == {BRUNO}


def test_a_name_that_two_bear_is_both_and_the_number_beside_it_decides() -> None:
    assert DIRECTORY.those_of("Chidi Eze") == {CHIDI, OTHER}
    assert DIRECTORY.those_of("Chidi Eze (1001)") == DIRECTORY.those_of("1,001") == {CHIDI}


def test_two_addresses_are_two_people() -> None:
    assert DIRECTORY.those_of(f"{AMARA}; {BRUNO}") == {AMARA, BRUNO}


@pytest.mark.parametrize(
    "written", ["Nobody Here", "zoe@harbour.example", "9999", "CN=Zoe,OU=Amara Okafor", "Okafor", "", "()"]
)
def test_who_is_not_here_is_nobody(written: str) -> None:
    assert DIRECTORY.those_of(written) == frozenset()


def test_numbers_that_differ_by_zeros_alone_are_told_apart_where_they_are_written_in_full() -> None:
    directory = Directory([{"email": AMARA, "employee_id": "0012"}, {"email": BRUNO, "employee_id": "12"}])
    assert [directory.those_of(number) for number in ("0012", "12", "012")] == [{AMARA}, {BRUNO}, {AMARA, BRUNO}]


@given(st.text(max_size=60))
def test_any_text_is_somebody_or_nobody(written: str) -> None:
    assert DIRECTORY.those_of(written) <= {AMARA, BRUNO, CHIDI, OTHER}
