from __future__ import annotations

from typing import Any

from django.apps.registry import Apps
from django.db import migrations

from edgewise.vault.sealed import SealedList

ROWS_AT_ONCE = 500


def seal(apps: Apps, _: Any) -> None:
    _copy(apps, {"development_goals": "sealed_goals", "strengths": "sealed_strengths"})


def open_again(apps: Apps, _: Any) -> None:
    _copy(apps, {"sealed_goals": "development_goals", "sealed_strengths": "strengths"})


def _copy(apps: Apps, columns: dict[str, str]) -> None:
    rows = apps.get_model("people", "Membership").objects
    said = [row for row in rows.only(*columns) if any(getattr(row, column) for column in columns)]
    for row in said:
        for old, new in columns.items():
            setattr(row, new, getattr(row, old))
    rows.bulk_update(said, list(columns.values()), batch_size=ROWS_AT_ONCE)


class Migration(migrations.Migration):
    dependencies = [("people", "0006_import_reading"), ("vault", "0001_initial")]

    operations = [
        migrations.AddField("membership", "sealed_goals", SealedList(default=list, scope="profiles")),
        migrations.AddField("membership", "sealed_strengths", SealedList(default=list, scope="profiles")),
        migrations.RunPython(seal, open_again),
        migrations.RemoveField("membership", "development_goals"),
        migrations.RemoveField("membership", "strengths"),
        migrations.RenameField("membership", "sealed_goals", "development_goals"),
        migrations.RenameField("membership", "sealed_strengths", "strengths"),
    ]
