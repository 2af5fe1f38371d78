"""The builders of tests/make.py say what they make, and the stores are the ones asked for."""

from __future__ import annotations

import os

import pytest
from django.db import connection

from tests import make

pytestmark = pytest.mark.django_db


def test_a_session_seats_the_whole_cast_with_a_chair_and_a_deputy() -> None:
    meeting = make.session()

    assert [entry.seat.membership.person.name for entry in meeting.attendance.order_by("seat__position")] == [
        *make.CAST
    ]
    assert (str(meeting.facilitator), str(meeting.deputy)) == ("Bruno", "Chidi")


def test_a_person_asked_for_twice_is_the_same_person() -> None:
    assert make.person("Amara") == make.person("Amara")


@pytest.mark.store
def test_the_tests_run_on_the_store_that_was_asked_for() -> None:
    asked_for = os.environ.get("EDGEWISE_DATABASE_URL", "sqlite:").split(":")[0]

    assert connection.vendor == {"sqlite": "sqlite", "postgres": "postgresql"}[asked_for]
