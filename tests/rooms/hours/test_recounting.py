"""Ledgers from before the definition changed: the upgrade shares the time of an issue among those who gave it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests import make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.store]
BEFORE, AFTER = [("rooms", "0007_visitors")], [("rooms", "0008_hours_shared")]
MINUTE = 60_000


def migrated(to: list[tuple[str, str]]) -> Any:
    """The tables as they were then."""
    MigrationExecutor(connection).migrate(to)
    return MigrationExecutor(connection).loader.project_state(to).apps


def newest() -> list[tuple[str, str]]:
    return list(MigrationExecutor(connection).loader.graph.leaf_nodes())


def test_there_and_back(request: pytest.FixtureRequest) -> None:
    request.addfinalizer(lambda: migrated(newest()))
    people = [make.membership(name) for name in make.CAST]
    table, pair = make.circle(members=people[:5]), make.circle(members=people[:2], name="Lantern")
    session = make.session(table)
    make.session(pair, make.NOW + timedelta(days=1))
    who = [person.pk for person in people]

    old = migrated(BEFORE)
    entries = old.get_model("rooms", "HoursEntry").objects
    common = {"circle_id": table.pk, "on": make.NOW.date()}
    for giver in who[1:5]:  # four listened to the first for 27 minutes; the last of them came late
        minutes = 9 if giver == who[4] else 27
        entries.create(giver_id=giver, receiver_id=who[0], minutes=minutes, session_code=session.code, **common)
    entries.create(giver_id=who[1], receiver_id=who[0], minutes=30, session_code="pair", **common)
    entries.create(giver_id=who[0], receiver_id=who[1], minutes=50, session_code="noted", source="noted", **common)
    entries.create(giver_id=who[0], receiver_id=who[1], minutes=45, session_code="free", source="kept_free", **common)
    heard = old.get_model("rooms", "Attendance").objects.filter(session__code=session.code)
    heard.filter(seat__membership_id=who[0]).update(minutes_received=27)

    new = migrated(AFTER).get_model("rooms", "HoursEntry").objects
    rows = {(one.session_code, one.giver_id): one for one in new.all()}
    shared = [rows[session.code, giver].ms for giver in who[1:5]]
    assert (sum(shared), shared) == (27 * MINUTE, [486_000, 486_000, 486_000, 162_000])
    assert {rows[session.code, giver].one_to_one_ms for giver in who[1:5]} == {0}
    assert [
        (rows[key].ms, rows[key].one_to_one_ms) for key in (("pair", who[1]), ("noted", who[0]), ("free", who[0]))
    ] == [
        (30 * MINUTE, 30 * MINUTE),
        (50 * MINUTE, 50 * MINUTE),
        (45 * MINUTE, 0),
    ]
    assert {code for (code, _), row in rows.items() if row.from_minutes and row.recounted_at} == {session.code, "pair"}

    back = migrated(BEFORE)
    by_code = dict(back.get_model("rooms", "HoursEntry").objects.values_list("session_code", "minutes"))
    assert (by_code["noted"], by_code["free"], by_code["pair"]) == (50, 45, 30)
    heard = back.get_model("rooms", "Attendance").objects.filter(session__code=session.code)
    assert heard.get(seat__membership_id=who[0]).minutes_received == 27
