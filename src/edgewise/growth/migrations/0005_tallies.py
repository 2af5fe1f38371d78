from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('growth', '0004_pair_hours'),
        ('programmes', '0014_answer_by'),
    ]

    operations = [
        migrations.AddField(
            model_name='reflection',
            name='themes',
            field=models.JSONField(default=list),
        ),
        migrations.CreateModel(
            name='WeekCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('week', models.DateField()),
                ('tapped', models.CharField(choices=[('useful', 'Useful'), ('theme', 'Theme')], max_length=6)),
                ('answer', models.CharField(max_length=16)),
                ('times', models.PositiveSmallIntegerField()),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='week_counts', to='programmes.cohort')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('cohort', 'week', 'tapped', 'answer'), name='one_count_a_week')],
            },
        ),
    ]
