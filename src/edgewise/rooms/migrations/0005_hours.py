import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The hours ledger comes from the programmes, table and rows as they are."""

    dependencies = [
        ('people', '0004_hours'),
        ('programmes', '0009_hours_leave'),
        ('rooms', '0004_poll'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[
            migrations.CreateModel(
                name='HoursEntry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('session_code', models.CharField(max_length=16)),
                    ('minutes', models.PositiveSmallIntegerField()),
                    ('on', models.DateField()),
                    ('source', models.CharField(choices=[('room', 'In a session'), ('noted', 'Noted by hand'), ('kept_free', 'Time kept free')], default='room', max_length=10)),
                    ('confirmed_at', models.DateTimeField(null=True)),
                    ('declined_at', models.DateTimeField(null=True)),
                    ('circle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hours', to='programmes.circle')),
                    ('giver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hours_given', to='people.membership')),
                    ('noted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                    ('receiver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hours_received', to='people.membership')),
                ],
                options={
                    'db_table': 'programmes_hoursentry',
                    'constraints': [models.UniqueConstraint(fields=('session_code', 'giver', 'receiver'), name='one_entry_per_session')],
                },
            ),
        ]),
    ]
