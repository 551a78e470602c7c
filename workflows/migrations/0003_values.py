"""Weeks in which no reminder leaves, and the days on which public offices are closed by custom, not by act."""

from datetime import date
from typing import Any

from django.db import migrations

from workflows.shipped import FIRST_DAY, PRACTICE, store_values

QUIET_WEEKS = [28, 29, 30, 52, 53, 1]
CUSTOMARY = (
    (date(2000, 6, 5), "grundlovsdag"),
    (date(2000, 12, 24), "juleaftensdag"),
    (date(2000, 12, 31), "nytårsaftensdag"),
)


def store(apps: Any, schema_editor: Any) -> None:
    """Store what is not there."""
    store_values(apps, [("reminders.quiet_weeks", QUIET_WEEKS, FIRST_DAY, PRACTICE, True)])
    days = apps.get_model("workflows", "ClosedDay").objects
    for day, name in CUSTOMARY:
        days.get_or_create(
            day=day, yearly=True, defaults={"name": name, "source": "Kommunernes sædvanlige lukkedage"}
        )


class Migration(migrations.Migration):
    replaces = [("workflows", "0007_post_and_calendar")]

    dependencies = [("workflows", "0002_evidence")]

    operations = [migrations.RunPython(store, migrations.RunPython.noop)]
