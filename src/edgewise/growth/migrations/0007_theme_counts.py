"""Until now a theme was counted that fewer than five people had tapped: those counts go, and later ones are of five."""

from __future__ import annotations

from typing import Any

from django.apps.registry import Apps
from django.db import migrations


def forget(apps: Apps, editor: Any) -> None:
    apps.get_model("growth", "WeekCount").objects.filter(tapped="theme").delete()


class Migration(migrations.Migration):
    dependencies = [("growth", "0006_key_of_two")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
