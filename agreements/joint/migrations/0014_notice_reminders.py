"""When a municipality that has not answered a notice is reminded: the secretariat's practice."""

from typing import Any

from django.db import migrations
from django.utils import timezone

WORKING_DAYS = (-10, -3)


def store(apps: Any, schema_editor: Any) -> None:
    """Store the rules that count from today on, unless there are any."""
    rules = apps.get_model("workflows", "ReminderRule")
    for days in WORKING_DAYS:
        rules.objects.get_or_create(
            about="agreements.notice_answer",
            working_days=days,
            party="municipality",
            defaults={"active_from": timezone.localdate()},
        )


class Migration(migrations.Migration):
    dependencies = [("agreements_joint", "0013_refused_acts"), ("workflows", "0005_reminders")]

    operations = [migrations.RunPython(store, migrations.RunPython.noop)]
