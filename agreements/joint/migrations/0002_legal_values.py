"""The limits of an agreement's text, dated, each with its source."""

from datetime import date
from typing import Any

from django.db import migrations

EEA = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS",
    "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
]  # fmt: skip
PRACTICE = "Sekretariatets praksis"
VALUES = [
    (
        "agreement.breach_hours_most",
        72,
        date(2018, 5, 25),
        "Databeskyttelsesforordningens artikel 33, stk. 1",
        True,
    ),
    ("agreement.breach_hours_usual", 24, date(2022, 1, 1), PRACTICE, True),
    ("agreement.notice_days_least", 60, date(2022, 1, 1), PRACTICE, True),
    (
        "agreement.eea_countries",
        EEA,
        date(2020, 2, 1),
        "EØS-aftalen; Storbritannien er ude siden 1. februar 2020",
        True,
    ),
    ("agreement.supplier_reply_working_days", 15, date(2022, 1, 1), PRACTICE, True),
    ("agreement.municipality_answer_working_days", 20, date(2022, 1, 1), PRACTICE, True),
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
    dependencies = [("agreements_joint", "0001_initial"), ("workflows", "0001_initial")]

    operations = [migrations.RunPython(store, migrations.RunPython.noop)]
