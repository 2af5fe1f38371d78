"""What can be read in a copy of the database is named in SECURITY.md; everything else is sealed."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from edgewise.domain.nudges.kinds import Kind
from edgewise.notices.models import Notice
from edgewise.programmes.circles.actions import open_circles
from edgewise.rooms.guests.actions import invite_guest
from edgewise.rooms.messages import tell_of
from edgewise.rooms.models.sessions import Guest, Session
from edgewise.rooms.planning.actions import set_meeting_link
from tests import make

SECURITY = Path(__file__).parents[2] / "SECURITY.md"
ROW = re.compile(r"^\| `(?P<table>[a-z_]+)` \| (?P<columns>[^|]*) \| [^|]+ \|$", re.MULTILINE)
CANARY = "canary"


def text_columns() -> dict[str, set[str]]:
    """The columns of each table in which words can stand, statuses too; not the sealed ones."""
    found: dict[str, set[str]] = {}
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_fields:
            if isinstance(field, models.CharField | models.TextField | models.JSONField):
                found.setdefault(model._meta.db_table, set()).add(str(field.column))
    return found


def named() -> dict[str, set[str]]:
    rows = ROW.finditer(SECURITY.read_text())
    return {row["table"]: set(re.findall(r"`([a-z_]+)`", row["columns"])) for row in rows}


def test_every_text_column_is_sealed_or_named_in_security_md() -> None:
    assert named() == text_columns()


@pytest.mark.django_db
@pytest.mark.store
def test_goals_strengths_reasons_links_and_guests_are_in_no_column() -> None:
    members = [
        make.membership(name, development_goals=[f"{CANARY} goal"], strengths=[f"{CANARY} strength"])
        for name in make.CAST[:3]
    ]
    (circle,) = open_circles(make.cohort(), {"Harbour": members}, timezone.now(), why={"Harbour": [f"{CANARY} reason"]})
    set_meeting_link(circle, f"https://meet.example/{CANARY}")
    session = make.session(circle, timezone.now() + timedelta(hours=2))
    session.meeting_link = f"https://meet.example/{CANARY}-own"
    session.save()
    tell_of(session, Kind.SESSION_PLANNED, members, timezone.now())
    _, secret = invite_guest(session, members[0].person)
    Client().post(reverse("rooms:guest", args=[secret]), {"name": f"{CANARY} guest"})

    assert CANARY not in everything_stored().lower()

    circle.refresh_from_db()
    again = Session.objects.get(pk=session.pk)
    assert [circle.why, again.circle.meeting_link, again.meeting_link, Guest.objects.get().name] == [
        [f"{CANARY} reason"],
        f"https://meet.example/{CANARY}",
        f"https://meet.example/{CANARY}-own",
        f"{CANARY} guest",
    ]
    member = type(members[0]).objects.get(pk=members[0].pk)
    assert (member.development_goals, member.strengths) == ([f"{CANARY} goal"], [f"{CANARY} strength"])
    assert CANARY in Notice.objects.filter(kind=Kind.SESSION_PLANNED)[0].calendar


@pytest.mark.django_db
def test_rows_can_be_asked_for_who_has_said_nothing() -> None:
    make.membership("Amara", development_goals=["delegating"])
    silent = make.membership("Bruno")
    assert list(type(silent).objects.filter(development_goals=[])) == [silent]


def everything_stored() -> str:
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  a name of ours
            for row in cursor.fetchall():
                found += [bytes(v).decode("latin-1") if isinstance(v, bytes | memoryview) else repr(v) for v in row]
    return "\n".join(found)
