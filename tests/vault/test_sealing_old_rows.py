"""Rows from before are sealed by the upgrade, and can be read again after the way back."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from edgewise.vault.actions import ensure_installation_key
from tests import make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
BEFORE = [
    ("people", "0005_sign_in"),
    ("programmes", "0011_seats_that_ended"),
    ("rooms", "0005_hours"),
    ("notices", "0002_delivery"),
]
AFTER = [
    ("people", "0007_sealed_goals_and_strengths"),
    ("programmes", "0012_sealed_link_and_reasons"),
    ("rooms", "0006_sealed_links_and_guests"),
    ("notices", "0003_sealed_calendar"),
]
LINK = "https://meet.example/harbour"


def migrated(to: list[tuple[str, str]]) -> Any:
    """The tables as they were then."""
    executor = MigrationExecutor(connection)
    executor.migrate(to)
    return MigrationExecutor(connection).loader.project_state(to).apps


def newest() -> list[tuple[str, str]]:
    return list(MigrationExecutor(connection).loader.graph.leaf_nodes())


def readable(apps: Any) -> list[object]:
    member = apps.get_model("people", "Membership").objects.get(person__name="Amara")
    circle, guest = apps.get_model("programmes", "Circle").objects.get(), apps.get_model("rooms", "Guest").objects.get()
    notice = apps.get_model("notices", "Notice").objects.get()
    session = apps.get_model("rooms", "Session").objects.get()
    return [
        member.development_goals,
        member.strengths,
        circle.why,
        circle.meeting_link,
        guest.name,
        notice.calendar,
        session.meeting_link,
    ]


def test_there_and_back(request: pytest.FixtureRequest) -> None:
    request.addfinalizer(lambda: migrated(newest()))
    ensure_installation_key()
    circle = make.circle(members=[make.membership(name) for name in ("Amara", "Bruno")])
    make.session(circle)
    old = migrated(BEFORE)
    old.get_model("people", "Membership").objects.filter(person__name="Amara").update(
        development_goals=["delegating"], strengths=["listening"]
    )
    old.get_model("programmes", "Circle").objects.update(meeting_link=LINK, why=["Everyone wants “delegating”."])
    session = old.get_model("rooms", "Session").objects.get()
    old.get_model("rooms", "Session").objects.update(meeting_link=f"{LINK}/own")
    amara = old.get_model("people", "Membership").objects.get(person__name="Amara")
    old.get_model("rooms", "Guest").objects.create(
        session=session, token="t", name="Grace", invited_by_id=amara.person_id
    )
    old.get_model("notices", "Notice").objects.create(
        to=amara, kind="session_planned", key="k", calendar="BEGIN", made_at=make.NOW
    )
    before = readable(old)
    assert before == [
        ["delegating"],
        ["listening"],
        ["Everyone wants “delegating”."],
        LINK,
        "Grace",
        "BEGIN",
        f"{LINK}/own",
    ]

    sealed = migrated(AFTER)
    guest = sealed.get_model("rooms", "Guest").objects.get()
    assert (guest.browser, b"Grace" in bytes(guest.sealed_name)) == ("", False)
    assert sealed.get_model("people", "Membership").objects.get(person__name="Amara").strengths == ["listening"]

    assert readable(migrated(BEFORE)) == before
