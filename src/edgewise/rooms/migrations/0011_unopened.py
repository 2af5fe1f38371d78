from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.models import Count, Q

CAME = ("present", "late")


def tell_not_held(apps: Apps, editor: Any) -> None:
    """One was there and the others were missed: that stood as held."""
    sessions = apps.get_model("rooms", "Session").objects.filter(status="closed")
    counted = sessions.annotate(
        came=Count("attendance", filter=Q(attendance__status__in=CAME)),
        missed=Count("attendance", filter=Q(attendance__status="no_show")),
    )
    found = list(counted.filter(came__lt=2, missed__gt=0).order_by().values_list("pk", flat=True))
    sessions.filter(pk__in=found).update(status="not_held")
    editor.connection.check_constraints()


def tell_closed(apps: Apps, editor: Any) -> None:
    """The way back: the release before knows no other word."""
    apps.get_model("rooms", "Session").objects.filter(status="not_held").update(status="closed")
    editor.connection.check_constraints()


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0014_answer_by"),
        ("rooms", "0010_pair_hours"),
    ]

    operations = [
        migrations.AddField(
            model_name="session",
            name="unopened_asked_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="session",
            name="status",
            field=models.CharField(
                choices=[
                    ("planned", "Planned"),
                    ("live", "Live"),
                    ("closed", "Held"),
                    ("cancelled", "Cancelled"),
                    ("not_held", "Not held"),
                ],
                default="planned",
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="UnopenedAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "became",
                    models.CharField(
                        choices=[
                            ("elsewhere", "We met elsewhere"),
                            ("moved", "We moved it"),
                            ("not_met", "We did not meet"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="unopened_answers",
                        to="programmes.seat",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="unopened_answers", to="rooms.session"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("session", "seat"), name="one_unopened_answer_each")],
            },
        ),
        migrations.RunPython(tell_not_held, tell_closed),
    ]
