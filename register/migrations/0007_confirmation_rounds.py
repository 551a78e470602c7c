"""When a municipality confirms its list, and when it is reminded: the secretariat's practice."""

from typing import Any

from django.db import migrations
from django.utils import timezone

ROUNDS = {"opens": [[3, 1], [9, 1]], "working_days": 20}
DAYS = (-15, -3, 5)


def store(apps: Any, schema_editor: Any) -> None:
    """Store the days and the rules of reminders, unless there are any."""
    values = apps.get_model("workflows", "LegalValue").objects
    if not values.filter(key="register.confirm_list").exists():
        values.create(
            key="register.confirm_list",
            valid_from=timezone.localdate(),  # nobody is late on the day the rule begins
            value=ROUNDS,
            source="Sekretariatets praksis: to gange om året",
        )
    for days in DAYS:
        apps.get_model("workflows", "ReminderRule").objects.get_or_create(
            about="register.confirm_list",
            working_days=days,
            party="municipality",
            defaults={"active_from": timezone.localdate()},
        )


class Migration(migrations.Migration):
    dependencies = [("register", "0006_list_confirmations"), ("workflows", "0005_reminders")]

    operations = [migrations.RunPython(store, migrations.RunPython.noop)]
