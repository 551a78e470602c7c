"""The threshold of the joint supervision, the point model, and when a municipality confirms its list."""

from datetime import date
from typing import Any

from django.db import migrations
from django.utils import timezone

from workflows.shipped import FIRST_DAY, store_rules, store_values

GUIDE = "Datatilsynet: Vejledning om tilsyn med databehandlere, oktober 2021"
POINTS = {
    "limits": [1000, 10000],
    "special_categories": 3,
    "other_protected": 2,
    "special_processing": 2,
    "bands": [[2, 1], [4, 2], [6, 3], [10, 5]],
}
VALUES = [
    ("register.threshold", 20, FIRST_DAY, "Sekretariatets første tilsynsår", True),
    ("register.threshold", 10, date(2024, 1, 1), "Sekretariatets tilsyn fra 2024", True),
    # The weights of the parameters B, C and D wait for somebody to look them up in the guide.
    ("register.points", POINTS, date(2021, 10, 29), GUIDE, False),
]
ROUNDS = {"opens": [[3, 1], [9, 1]], "working_days": 20}
TWICE_A_YEAR = "Sekretariatets praksis: to gange om året"
# What is wanted of facts is reminded of with the first and the last reminder of the half-year's list.
RULES = [
    *(("register.confirm_list", days, "municipality") for days in (-15, -3, 5)),
    *(("register.facts_wanted", days, "municipality") for days in (-15, 5)),
]


def store(apps: Any, schema_editor: Any) -> None:
    """Store what is not there."""
    today = timezone.localdate()  # nobody is late on the day the rule begins
    store_values(apps, [*VALUES, ("register.confirm_list", ROUNDS, today, TWICE_A_YEAR, True)])
    store_rules(apps, RULES)


class Migration(migrations.Migration):
    replaces = [("register", "0010_more_facts_in_files")]

    dependencies = [("register", "0001_tables"), ("workflows", "0003_values")]

    operations = [migrations.RunPython(store, migrations.RunPython.noop)]
