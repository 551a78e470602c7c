"""What the municipalities have mandated the secretariat to do, in English, for letters in English."""

from datetime import date
from typing import Any

from django.db import migrations

MANDATE = (
    "As members the municipalities have mandated the secretariat to prepare and carry out the audit for "
    "them. Each municipality remains the controller and decides for itself on the outcome of the audit."
)


def store(apps: Any, schema_editor: Any) -> None:
    """Store what is not there; what an administrator has changed stays."""
    apps.get_model("workflows", "LegalValue").objects.get_or_create(
        key="audit.mandate_en",
        valid_from=date(2022, 1, 1),
        defaults={"value": MANDATE, "source": "Foreningens vedtægter", "confirmed": False},
    )


class Migration(migrations.Migration):
    """Adds one value."""

    dependencies = [
        ("audits_joint", "0022_transfers_in_statements"),
        ("workflows", "0001_initial"),
    ]

    operations = [migrations.RunPython(store, migrations.RunPython.noop)]
