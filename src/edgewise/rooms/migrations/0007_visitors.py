from django.db import migrations

SLUG = "visitors"


def move_out(apps, schema_editor):
    """Visitors of the demonstration and their bots sat in the first organisation that was there."""
    Organisation = apps.get_model("people", "Organisation")
    Membership = apps.get_model("people", "Membership")
    Cohort = apps.get_model("programmes", "Cohort")
    cohort = Cohort.objects.filter(code="welcome").select_related("programme").first()
    if cohort is None or Organisation.objects.filter(slug=SLUG).exists():
        return
    visitors = Organisation.objects.create(name="Visitors", slug=SLUG)
    cohort.coordinators.clear()
    cohort.programme.organisation = visitors
    cohort.programme.save(update_fields=["organisation"])
    Membership.objects.filter(person__email__endswith="@bots.invalid").update(organisation=visitors)


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0007_sealed_goals_and_strengths"),
        ("programmes", "0012_sealed_link_and_reasons"),
        ("rooms", "0006_sealed_links_and_guests"),
    ]

    operations = [migrations.RunPython(move_out, migrations.RunPython.noop)]
