"""An index of pair hours alone: SQLite took the one of all coaches to find meetings, which have none."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0015_targets'),
        ('rooms', '0011_unopened'),
    ]

    operations = [
        migrations.AlterField(
            model_name='session',
            name='client',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='coached_in', to='programmes.seat'),
        ),
        migrations.AlterField(
            model_name='session',
            name='coach',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='coaches_in', to='programmes.seat'),
        ),
        migrations.AddIndex(
            model_name='session',
            index=models.Index(condition=models.Q(('coach__isnull', False)), fields=['coach'], name='pair_hours_by_coach'),
        ),
        migrations.AddIndex(
            model_name='session',
            index=models.Index(condition=models.Q(('client__isnull', False)), fields=['client'], name='pair_hours_by_client'),
        ),
    ]
