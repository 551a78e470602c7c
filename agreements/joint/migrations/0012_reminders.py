"""When supplier and municipality are reminded of agreements: the secretariat's practice."""

from typing import Any

from django.db import migrations
from django.utils import timezone

RULES = [
    ("agreements.supplier_reads", -3, "supplier"),
    ("agreements.supplier_reads", 5, "supplier"),
    ("agreements.supplier_reads", 10, "worker"),
    ("agreements.municipality_decides", 1, "municipality"),
    ("agreements.municipality_decides", 10, "municipality"),
    ("agreements.municipality_signs", 10, "municipality"),
    ("agreements.municipality_signs", 20, "municipality"),
]


def store(apps: Any, schema_editor: Any) -> None:
    """Store the rules that count from today on, unless there are any."""
    rules = apps.get_model("workflows", "ReminderRule")
    today = timezone.localdate()
    for about, working_days, party in RULES:
        rules.objects.get_or_create(
            about=about, working_days=working_days, party=party, defaults={"active_from": today}
        )


class Migration(migrations.Migration):
    dependencies = [("agreements_joint", "0011_values_of_sending"), ("workflows", "0005_reminders")]

    operations = [migrations.RunPython(store, migrations.RunPython.noop)]
