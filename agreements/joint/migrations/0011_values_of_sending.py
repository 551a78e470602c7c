"""How late joiners get what stands, and for how long a one-time link can be opened."""

from datetime import date
from typing import Any

from django.db import migrations

PRACTICE = "Sekretariatets praksis"
VALUES = [("agreements.late_joiners", "after_click"), ("agreement.outside_link_days", 14)]


def store(apps: Any, schema_editor: Any) -> None:
    """Store each value unless an administrator has one for that day."""
    legal_value = apps.get_model("workflows", "LegalValue")
    for key, value in VALUES:
        legal_value.objects.get_or_create(
            key=key,
            valid_from=date(2022, 1, 1),
            defaults={"value": value, "source": PRACTICE, "confirmed": True},
        )


class Migration(migrations.Migration):
    dependencies = [("agreements_joint", "0010_signing_service"), ("workflows", "0001_initial")]

    operations = [migrations.RunPython(store, migrations.RunPython.noop)]
