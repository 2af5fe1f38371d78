from decimal import Decimal

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programmes", "0012_sealed_link_and_reasons")]

    operations = [
        migrations.AddField("programme", "pair_hours", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("programme", "pair_minutes", models.PositiveSmallIntegerField(default=45)),
        migrations.AlterField(
            "programme", "hours_target", models.DecimalField(decimal_places=1, default=Decimal(5), max_digits=4)
        ),
        migrations.AddField("agreement", "hours_seconds", models.PositiveIntegerField(null=True)),
    ]
