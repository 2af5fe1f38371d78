from __future__ import annotations

from typing import Any

from django.apps.registry import Apps
from django.db import migrations

from edgewise.vault.sealed import SealedText

ROWS_AT_ONCE = 500


def seal(apps: Apps, _: Any) -> None:
    _copy(apps, "calendar", "sealed_calendar", {"calendar": ""})


def open_again(apps: Apps, _: Any) -> None:
    _copy(apps, "sealed_calendar", "calendar", {"sealed_calendar": ""})


def _copy(apps: Apps, old: str, new: str, empty: dict[str, str]) -> None:
    rows = apps.get_model("notices", "Notice").objects
    for row in rows.exclude(**empty).only(old).iterator(ROWS_AT_ONCE):
        rows.filter(pk=row.pk).update(**{new: getattr(row, old)})


class Migration(migrations.Migration):
    dependencies = [("notices", "0002_delivery"), ("vault", "0001_initial")]

    operations = [
        migrations.AddField("notice", "sealed_calendar", SealedText(default=str, scope="notices")),
        migrations.RunPython(seal, open_again),
        migrations.RemoveField("notice", "calendar"),
        migrations.RenameField("notice", "sealed_calendar", "calendar"),
    ]
