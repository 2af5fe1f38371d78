"""A pulse on the calendar of a programme. Those that are there already have none: their people were told of none."""

from django.db import migrations, models

import edgewise.programmes.models.designs


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0018_leadership_team'),
    ]

    operations = [
        migrations.AddField(
            model_name='programme',
            name='pulse',
            field=models.JSONField(default=list),
        ),
        migrations.AlterField(
            model_name='programme',
            name='pulse',
            field=models.JSONField(default=edgewise.programmes.models.designs.usual_moments),
        ),
    ]
