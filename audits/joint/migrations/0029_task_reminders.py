"""When somebody at a municipality is reminded of a task that it has been given."""

from typing import Any

from django.db import migrations
from django.utils import timezone

RULES = [("audits.own_tasks", -5, "responsible"), ("audits.own_tasks", 1, "responsible")]


def store(apps: Any, schema_editor: Any) -> None:
    """Store the rules that count from today on, unless there are any."""
    rules = apps.get_model("workflows", "ReminderRule")
    today = timezone.localdate()
    for about, working_days, party in RULES:
        rules.objects.get_or_create(
            about=about, working_days=working_days, party=party, defaults={"active_from": today}
        )


class Migration(migrations.Migration):
    dependencies = [("audits_joint", "0028_own_plan"), ("workflows", "0005_reminders")]

    operations = [migrations.RunPython(store, migrations.RunPython.noop)]
