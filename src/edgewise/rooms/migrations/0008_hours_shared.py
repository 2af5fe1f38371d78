from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.models import F, Sum
from django.utils import timezone

ROWS_AT_ONCE = 500
MINUTE_MS = 60_000


def share(apps: Apps, editor: Any) -> None:
    """Each giver had the whole time of an issue; now those who were there have it in parts that add up to it."""
    HoursEntry, Attendance = apps.get_model("rooms", "HoursEntry"), apps.get_model("rooms", "Attendance")
    entries, now = HoursEntry.objects, timezone.now()
    entries.update(ms=F("minutes") * MINUTE_MS)
    entries.filter(source="noted").update(one_to_one_ms=F("ms"))
    heard = Attendance.objects.filter(minutes_received__gt=0)
    received = {
        (code, who): minutes
        for code, who, minutes in heard.values_list("session__code", "seat__membership_id", "minutes_received")
    }
    givers: dict[tuple[str, int], list[Any]] = defaultdict(list)
    for entry in entries.filter(source="room").order_by("pk"):
        givers[entry.session_code, entry.receiver_id].append(entry)
    changed = []
    for heard_in, rows in givers.items():
        whole = received.get(heard_in, max(row.minutes for row in rows)) * MINUTE_MS
        for row, ms in zip(rows, _parts(whole, [row.minutes for row in rows]), strict=True):
            row.ms, row.one_to_one_ms = ms, ms if len(rows) == 1 else 0
            row.recounted_at, row.from_minutes = now, True
            changed.append(row)
    entries.bulk_update(
        changed, ["ms", "one_to_one_ms", "recounted_at", "from_minutes"], batch_size=ROWS_AT_ONCE
    )
    _settle(editor)


def _settle(editor: Any) -> None:
    """PostgreSQL alters no table while checks of rows that were written twice are still to come."""
    editor.connection.check_constraints()


def _parts(whole: int, weights: list[int]) -> list[int]:
    total = sum(weights)
    found = [whole * weight // total for weight in weights] if total else [0] * len(weights)
    for place in range((whole - sum(found)) if total else 0):
        found[place % len(found)] += 1
    return found


def whole(apps: Apps, editor: Any) -> None:
    """The way back: minutes of everybody's part, which is less than the whole that stood there before."""
    HoursEntry, Attendance = apps.get_model("rooms", "HoursEntry"), apps.get_model("rooms", "Attendance")
    rows = list(HoursEntry.objects.all())
    for row in rows:
        row.minutes = min(32_767, round(row.ms / MINUTE_MS))
    HoursEntry.objects.bulk_update(rows, ["minutes"], batch_size=ROWS_AT_ONCE)
    rooms = HoursEntry.objects.filter(source="room").order_by()
    for side, field in (("giver_id", "minutes_given"), ("receiver_id", "minutes_received")):
        for code, who, ms in rooms.values_list("session_code", side).annotate(Sum("ms")):
            there = Attendance.objects.filter(session__code=code, seat__membership_id=who)
            there.update(**{field: round(ms / MINUTE_MS)})
    _settle(editor)


class Migration(migrations.Migration):
    dependencies = [("rooms", "0007_visitors")]

    operations = [
        migrations.AddField("hoursentry", "ms", models.PositiveIntegerField(default=0)),
        migrations.AddField("hoursentry", "one_to_one_ms", models.PositiveIntegerField(default=0)),
        migrations.AddField("hoursentry", "recounted_at", models.DateTimeField(null=True)),
        migrations.AddField("hoursentry", "from_minutes", models.BooleanField(default=False)),
        migrations.AlterField("hoursentry", "minutes", models.PositiveSmallIntegerField(default=0)),
        migrations.RunPython(share, whole),
        migrations.RemoveField("hoursentry", "minutes"),
        migrations.AlterField("hoursentry", "ms", models.PositiveIntegerField()),
        migrations.RemoveField("attendance", "minutes_given"),
        migrations.RemoveField("attendance", "minutes_received"),
    ]
