"""Meetings of a circle are found by their circle, however many an installation has."""

from __future__ import annotations

import pytest
from django.db import connection

from edgewise.rooms.models.sessions import Session
from tests import make

pytestmark = pytest.mark.django_db


def test_sqlite_does_not_read_all_meetings_by_no_coach() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL knows how many have no coach")
    circle = make.circle(members=[make.membership("Amara")])
    for rows in (Session.objects.filter(circle=circle), Session.objects.filter(circle__cohort=circle.cohort)):
        plan = rows.order_by().explain()
        assert "rooms_session USING" in plan
        assert "(circle_id=?)" in plan, plan
    assert "pair_hours_by_coach" in Session.every.filter(coach=circle.seats.get()).explain()
