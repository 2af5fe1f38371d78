from django.db import migrations

BEFORE, NOW = 'edgewise.programmes.tasks.make_draft', 'edgewise.programmes.runs.tasks.make_draft'


def rename(old, new):
    def change(apps, schema_editor):
        apps.get_model('django_tasks_database', 'DBTaskResult').objects.filter(task_path=old).update(task_path=new)

    return change


class Migration(migrations.Migration):
    """A draft that waits for a worker while the installation is upgraded is still made: its task has moved."""

    dependencies = [
        ('programmes', '0009_hours_leave'),
        ('django_tasks_database', '0018_rename_succeeded_status'),
    ]

    operations = [
        migrations.RunPython(rename(BEFORE, NOW), rename(NOW, BEFORE)),
    ]
