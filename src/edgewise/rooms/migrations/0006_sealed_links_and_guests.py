from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps.registry import Apps
from django.db import migrations, models

from edgewise.vault.actions import open_cipher
from edgewise.vault.cipher import Cipher, KeyDestroyed


def seal(apps: Apps, _: Any) -> None:
    for session, cipher in _with_ciphers(apps.get_model("rooms", "Session").objects.exclude(meeting_link="")):
        session.sealed_meeting_link = cipher.encrypt(session.meeting_link.encode(), _link(session))
        session.save(update_fields=["sealed_meeting_link"])
    for guest, cipher in _with_ciphers(apps.get_model("rooms", "Guest").objects.exclude(name="")):
        guest.sealed_name = cipher.encrypt(guest.name.encode(), _guest(guest))
        guest.save(update_fields=["sealed_name"])


def open_again(apps: Apps, _: Any) -> None:
    for session, cipher in _with_ciphers(apps.get_model("rooms", "Session").objects.exclude(sealed_meeting_link=None)):
        session.meeting_link = cipher.decrypt(bytes(session.sealed_meeting_link), _link(session)).decode()
        session.save(update_fields=["meeting_link"])
    for guest, cipher in _with_ciphers(apps.get_model("rooms", "Guest").objects.exclude(sealed_name=None)):
        guest.name = cipher.decrypt(bytes(guest.sealed_name), _guest(guest)).decode()
        guest.save(update_fields=["name"])


def _with_ciphers(rows: Any) -> Iterator[tuple[Any, Cipher]]:
    """Each row with the cipher of its circle; without those of circles whose key was destroyed."""
    for row in rows.all():
        circle = row.circle if hasattr(row, "circle") else row.session.circle
        try:
            yield row, open_cipher(f"circle:{circle.code}")
        except KeyDestroyed:
            continue


def _link(session: Any) -> bytes:
    return f"meeting-link:{session.code}".encode()


def _guest(guest: Any) -> bytes:
    return f"guest:{guest.pk}".encode()


class Migration(migrations.Migration):
    dependencies = [("rooms", "0005_hours"), ("programmes", "0012_sealed_link_and_reasons"), ("vault", "0001_initial")]

    operations = [
        migrations.AddField("session", "sealed_meeting_link", models.BinaryField(null=True)),
        migrations.AddField("session", "closed_itself", models.BooleanField(default=False)),
        migrations.AddField("guest", "sealed_name", models.BinaryField(null=True)),
        migrations.AddField("guest", "browser", models.CharField(blank=True, default="", max_length=64), preserve_default=False),
        migrations.RunPython(seal, open_again),
        migrations.RemoveField("session", "meeting_link"),
        migrations.RemoveField("guest", "name"),
    ]
