from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("vault", "0001_initial")]

    operations = [migrations.AddField("datakey", "cleared_at", models.DateTimeField(null=True))]
