"""When the members are told that a supplier does not answer: the secretariat's practice."""

from typing import Any

from django.db import migrations
from django.utils import timezone


def store(apps: Any, schema_editor: Any) -> None:
    """Store the rule that counts from today on, unless there is one."""
    apps.get_model("workflows", "ReminderRule").objects.get_or_create(
        about="audits.supplier_answers",
        working_days=20,
        party="members",
        defaults={"active_from": timezone.localdate()},
    )


class Migration(migrations.Migration):
    dependencies = [("audits_joint", "0025_from_chain"), ("workflows", "0005_reminders")]

    operations = [migrations.RunPython(store, migrations.RunPython.noop)]
