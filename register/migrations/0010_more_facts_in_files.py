"""Lines of a file also tell of protected data and special processing; what is wanted is reminded of."""

from typing import Any

from django.db import migrations, models
from django.utils import timezone

ANSWERS = [("ja", "Ja"), ("nej", "Nej"), ("uoplyst", "Uoplyst")]
DAYS = (-15, 5)  # with the first and the last reminder of the half-year's list


def store(apps: Any, schema_editor: Any) -> None:
    """Store the rules, unless there are any."""
    for days in DAYS:
        apps.get_model("workflows", "ReminderRule").objects.get_or_create(
            about="register.facts_wanted",
            working_days=days,
            party="municipality",
            defaults={"active_from": timezone.localdate()},
        )


class Migration(migrations.Migration):
    dependencies = [("register", "0009_contact_language"), ("workflows", "0005_reminders")]

    operations = [
        *(
            migrations.AddField(
                model_name="importline",
                name=name,
                field=models.CharField(blank=True, choices=ANSWERS, db_default="uoplyst", max_length=8),
            )
            for name in ("other_protected", "special_processing")
        ),
        migrations.RunPython(store, migrations.RunPython.noop),
    ]
