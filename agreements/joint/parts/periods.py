"""A field of a part that is a period: a number and a unit, stored as the words that the contract has."""

from collections.abc import Mapping
from typing import Any

from django import forms

from agreements.municipal.notices.periods import WORKING_DAYS, Period, read_period

UNITS = [("dage", "dage"), (WORKING_DAYS, WORKING_DAYS), ("uger", "uger"), ("måneder", "måneder")]


class PeriodWidget(forms.MultiWidget):
    """A number and a unit beside each other; also takes what is stored, which is one piece of words."""

    def __init__(self) -> None:
        """Draw the number first."""
        number = {"class": "input-char-4", "inputmode": "numeric", "aria-label": "Antal", "min": "1"}
        super().__init__([forms.NumberInput(number), forms.Select({"aria-label": "Enhed"}, UNITS)])

    def decompress(self, value: str | None) -> list[Any]:
        """Return number and unit of stored words."""
        period = read_period(value or "")
        return [period.number, period.unit] if period else [None, "dage"]

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """Return what was typed, or where a part is checked as it is stored, the words."""
        typed = f"{name}_0" in data
        return super().value_from_datadict(data, files, name) if typed else data.get(name, "")


class PeriodField(forms.MultiValueField):
    """A period that counts from an event: stored as "30 dage efter varslet", or with "senest" before it."""

    widget = PeriodWidget

    def __init__(self, *, after: str, before: str = "", **kwargs: Any) -> None:
        """`after` is the event, as it follows the period in the contract; `before` is what leads to it."""
        self.before, self.after = before, after
        wrong = {"invalid": "Skriv et helt tal.", "min_value": "Skriv et tal på mindst 1."}
        number = forms.IntegerField(min_value=1, max_value=999, required=False, error_messages=wrong)
        unit = forms.ChoiceField(choices=UNITS, required=False)
        super().__init__(fields=(number, unit), require_all_fields=False, **kwargs)

    def clean(self, value: Any) -> str:
        """Keep stored words that say a period as they are; others must be written as number and unit."""
        if not isinstance(value, str):
            cleaned: str = super().clean(value)
            return cleaned
        if not value and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if value and read_period(value) is None:
            raise forms.ValidationError(f"Der står »{value}«. Skriv fristen som et tal og en enhed.")
        return value

    def compress(self, data_list: list[Any]) -> str:
        """Return the words; nothing where no number is written."""
        number, unit = data_list or (None, "")
        return f"{self.before} {Period(number, unit or 'dage')} {self.after}".strip() if number else ""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare words with words."""
        return str(initial or "") != (data if isinstance(data, str) else self.clean(data))
