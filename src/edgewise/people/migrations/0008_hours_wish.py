from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0007_sealed_goals_and_strengths")]

    operations = [
        migrations.AddField(
            "membership",
            "hours_wish",
            models.CharField(
                choices=[("more", "More"), ("same", "As now"), ("less", "Less")], default="same", max_length=4
            ),
        ),
    ]
