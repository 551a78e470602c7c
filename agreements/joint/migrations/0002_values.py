"""The limits of an agreement's text, dated, each with its source, and who is reminded of agreements when."""

from datetime import date
from typing import Any

from django.db import migrations

from workflows.shipped import FIRST_DAY, PRACTICE, store_rules, store_values

EEA = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS",
    "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
]  # fmt: skip
GDPR = date(2018, 5, 25)
BREACH = "Databeskyttelsesforordningens artikel 33, stk. 1"
LEFT_THE_UNION = "EØS-aftalen; Storbritannien er ude siden 1. februar 2020"
LOCALISATION = (
    "Databeskyttelseslovens § 3, stk. 9 (lokationskravet), jf. vejledning nr. 9557 af 30. juni 2020"
)
ADEQUATE = "EU-Kommissionens afgørelser efter artikel 45; Canada kun for erhvervsvirksomheder"
ADEQUATE_COUNTRIES = ["CA", "CH", "FO", "GB", "IL", "JP", "KR", "NZ"]
VALUES = [
    ("agreement.breach_hours_most", 72, GDPR, BREACH, True),
    ("agreement.breach_hours_usual", 24, FIRST_DAY, PRACTICE, True),
    ("agreement.breach_hours_reason", 48, FIRST_DAY, PRACTICE, True),
    ("agreement.notice_days_least", 60, FIRST_DAY, PRACTICE, True),
    ("agreement.eea_countries", EEA, date(2020, 2, 1), LEFT_THE_UNION, True),
    ("agreement.localisation_countries", ["DK"], GDPR, LOCALISATION, True),
    ("agreement.adequate_countries", ADEQUATE_COUNTRIES, date(2021, 12, 17), ADEQUATE, False),
    ("agreement.supplier_reply_working_days", 15, FIRST_DAY, PRACTICE, True),
    ("agreement.municipality_answer_working_days", 20, FIRST_DAY, PRACTICE, True),
    ("agreement.deletion_days", 30, FIRST_DAY, PRACTICE, True),
    ("agreement.deletion_reminder_days", 14, FIRST_DAY, PRACTICE, True),
    ("agreements.late_joiners", "after_click", FIRST_DAY, PRACTICE, True),
    ("agreement.outside_link_days", 14, FIRST_DAY, PRACTICE, True),
]
RULES = [
    ("agreements.supplier_reads", -3, "supplier"),
    ("agreements.supplier_reads", 5, "supplier"),
    ("agreements.supplier_reads", 10, "worker"),
    ("agreements.municipality_decides", 1, "municipality"),
    ("agreements.municipality_decides", 10, "municipality"),
    ("agreements.municipality_signs", 10, "municipality"),
    ("agreements.municipality_signs", 20, "municipality"),
    ("agreements.notice_answer", -10, "municipality"),
    ("agreements.notice_answer", -3, "municipality"),
]


def store(apps: Any, schema_editor: Any) -> None:
    """Store what is not there."""
    store_values(apps, VALUES)
    store_rules(apps, RULES)


class Migration(migrations.Migration):
    replaces = [("agreements_joint", "0015_incidents")]

    dependencies = [("agreements_joint", "0001_tables"), ("workflows", "0003_values")]

    operations = [migrations.RunPython(store, migrations.RunPython.noop)]
