"""When a supplier is asked for the next edition of a kept document: the secretariat's practice."""

from typing import Any

from django.db import migrations
from django.utils import timezone

RULES = [("audits.next_statement", -20, "supplier"), ("audits.next_statement", 10, "supplier")]


def store(apps: Any, schema_editor: Any) -> None:
    """Store the rules that count from today on, unless there are any."""
    rules = apps.get_model("workflows", "ReminderRule")
    today = timezone.localdate()
    for about, working_days, party in RULES:
        rules.objects.get_or_create(
            about=about, working_days=working_days, party=party, defaults={"active_from": today}
        )


class Migration(migrations.Migration):
    dependencies = [("audits_joint", "0018_asked_anew"), ("workflows", "0005_reminders")]

    operations = [migrations.RunPython(store, migrations.RunPython.noop)]
