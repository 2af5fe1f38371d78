from django.db import migrations


class Migration(migrations.Migration):
    """The hours ledger belongs to the rooms from now on. Its table stays where it is, with all its rows."""

    dependencies = [
        ('programmes', '0008_rearrangements'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel(name='HoursEntry')]),
    ]
