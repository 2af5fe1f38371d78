from __future__ import annotations

from typing import Any

from django.apps.registry import Apps
from django.db import migrations, models

from edgewise.vault.actions import open_cipher
from edgewise.vault.cipher import KeyDestroyed
from edgewise.vault.sealed import SealedList

ROWS_AT_ONCE = 500


def seal_reasons(apps: Apps, _: Any) -> None:
    _copy(apps, "why", "sealed_why")


def open_reasons(apps: Apps, _: Any) -> None:
    _copy(apps, "sealed_why", "why")


def _copy(apps: Apps, old: str, new: str) -> None:
    rows = apps.get_model("programmes", "Circle").objects
    said = [row for row in rows.only(old) if getattr(row, old)]
    for row in said:
        setattr(row, new, getattr(row, old))
    rows.bulk_update(said, [new], batch_size=ROWS_AT_ONCE)


def seal(apps: Apps, _: Any) -> None:
    for circle in apps.get_model("programmes", "Circle").objects.exclude(meeting_link=""):
        try:
            cipher = open_cipher(f"circle:{circle.code}")
        except KeyDestroyed:
            continue  # its calls are over
        circle.sealed_meeting_link = cipher.encrypt(circle.meeting_link.encode(), _context(circle))
        circle.save(update_fields=["sealed_meeting_link"])


def open_again(apps: Apps, _: Any) -> None:
    for circle in apps.get_model("programmes", "Circle").objects.exclude(sealed_meeting_link=None):
        try:
            cipher = open_cipher(f"circle:{circle.code}")
        except KeyDestroyed:
            continue
        circle.meeting_link = cipher.decrypt(bytes(circle.sealed_meeting_link), _context(circle)).decode()
        circle.save(update_fields=["meeting_link"])


def _context(circle: Any) -> bytes:
    return f"meeting-link:{circle.code}".encode()


class Migration(migrations.Migration):
    dependencies = [("programmes", "0011_seats_that_ended"), ("vault", "0001_initial")]

    operations = [
        migrations.AddField("circle", "sealed_meeting_link", models.BinaryField(null=True)),
        migrations.RunPython(seal, open_again),
        migrations.RemoveField("circle", "meeting_link"),
        migrations.AddField("circle", "sealed_why", SealedList(default=list, scope="profiles")),
        migrations.RunPython(seal_reasons, open_reasons),
        migrations.RemoveField("circle", "why"),
        migrations.RenameField("circle", "sealed_why", "why"),
    ]
