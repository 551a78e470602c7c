"""The threshold of the joint supervision and the point model, dated, each with its source."""

from datetime import date
from typing import Any

from django.db import migrations

GUIDE = "Datatilsynet: Vejledning om tilsyn med databehandlere, oktober 2021"
POINTS = {
    "limits": [1000, 10000],
    "special_categories": 3,
    "other_protected": 2,
    "special_processing": 2,
    "bands": [[2, 1], [4, 2], [6, 3], [10, 5]],
}
VALUES = [
    ("register.threshold", 20, date(2022, 1, 1), "Sekretariatets første tilsynsår", True),
    ("register.threshold", 10, date(2024, 1, 1), "Sekretariatets tilsyn fra 2024", True),
    # The weights of the parameters B, C and D wait for somebody to look them up in the guide.
    ("register.points", POINTS, date(2021, 10, 29), GUIDE, False),
]


def store(apps: Any, schema_editor: Any) -> None:
    """Store each value unless an administrator has one for that day."""
    legal_value = apps.get_model("workflows", "LegalValue")
    for key, value, valid_from, source, confirmed in VALUES:
        legal_value.objects.get_or_create(
            key=key,
            valid_from=valid_from,
            defaults={"value": value, "source": source, "confirmed": confirmed},
        )


class Migration(migrations.Migration):
    dependencies = [("register", "0001_initial"), ("workflows", "0001_initial")]

    operations = [migrations.RunPython(store, migrations.RunPython.noop)]
