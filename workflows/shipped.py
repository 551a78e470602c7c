"""What a room's migrations store of dated values and rules of reminders; what an administrator has, stays."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone

PRACTICE = "Sekretariatets praksis"
FIRST_DAY = date(2022, 1, 1)  # when the secretariat began


def store_values(apps: Any, values: Iterable[tuple[str, Any, date, str, bool]]) -> None:
    """Store dated values given as (key, value, valid from, source, confirmed).

    `apps` is where the models are looked up: a migration's picture of them, or Django's own. A value that
    somebody has entered for that day stays.
    """
    legal_value = apps.get_model("workflows", "LegalValue").objects
    for key, value, valid_from, source, confirmed in values:
        legal_value.get_or_create(
            key=key,
            valid_from=valid_from,
            defaults={"value": value, "source": source, "confirmed": confirmed},
        )


def store_rules(apps: Any, rules: Iterable[tuple[str, int, str]]) -> None:
    """Store rules of reminders given as (about, working days after the deadline, party).

    `apps` as for `store_values`. The rules count from today on, so that nobody is reminded of what ran out
    before there was a rule.
    """
    reminder_rule = apps.get_model("workflows", "ReminderRule").objects
    for about, working_days, party in rules:
        reminder_rule.get_or_create(
            about=about,
            working_days=working_days,
            party=party,
            defaults={"active_from": timezone.localdate()},
        )
