import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0003_sealed_calendar")]

    operations = [
        migrations.AddField("notice", "by", models.ForeignKey(
            null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.membership"
        )),  # fmt: skip
        migrations.AddField("notice", "mail_only", models.BooleanField(default=False)),
        migrations.AddField("notice", "happens_at", models.DateTimeField(null=True)),
    ]
